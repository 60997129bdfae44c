SELECT "t0"."id"
FROM "book" AS "t0"
ORDER BY "t0"."price" DESC NULLS LAST, "t0"."ti""t`le" NULLS FIRST, (
  SELECT "t1"."name"
  FROM "author" AS "t1"
  WHERE "t1"."id" = "t0"."author_id"
  LIMIT 1
), "t0"."id"
LIMIT $1 OFFSET $2;
