SELECT "t0"."name"
FROM "author" AS "t0";

SELECT "t1"."ti""t`le", "t1"."id"
FROM "book" AS "t1"
WHERE "t1"."ti""t`le" = ANY($1::text[]);
