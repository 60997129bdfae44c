SELECT "t0"."name", "t0"."id"
FROM "author" AS "t0"
ORDER BY "t0"."id"
LIMIT $1;

SELECT "t1"."author_id", "t1"."id", "t1"."author_id"
FROM "book" AS "t1"
WHERE ("t1"."author_id" = ANY($1::integer[])) AND ("t1"."price" > $2)
ORDER BY "t1"."ti""t`le";

SELECT "t2"."id", "t2"."name"
FROM "author" AS "t2"
WHERE "t2"."id" = ANY($1::integer[]);
