SELECT "t0"."id"
FROM "book" AS "t0"
WHERE (("t0"."ti""t`le" LIKE $1) OR ("t0"."ti""t`le" ILIKE $2) OR ("t0"."ti""t`le" !~ $3)) AND (NOT ("t0"."price" IS NULL)) AND ("t0"."id" = ANY($4)) AND ("t0"."id" <> ALL($5)) AND ("t0"."id" > "t0"."author_id") AND (1 = 0) AND (1 = 1);
