SELECT "t0"."ti""t`le", "t0"."id"
FROM "book" AS "t0"
WHERE "t0"."ti""t`le" = ANY($1::text[])
ORDER BY "t0"."ti""t`le";
