SELECT DISTINCT ON ("t0"."author_id") "t0"."author_id", "t0"."ti""t`le"
FROM "book" AS "t0"
ORDER BY "t0"."author_id", "t0"."price" DESC
LIMIT $1;
