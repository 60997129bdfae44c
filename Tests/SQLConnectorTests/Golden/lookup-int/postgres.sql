SELECT "t0"."author_id", "t0"."ti""t`le"
FROM "book" AS "t0"
WHERE "t0"."author_id" = ANY($1::integer[])
ORDER BY "t0"."ti""t`le";
