SELECT "t0"."id"
FROM "author" AS "t0"
WHERE (
  SELECT count(DISTINCT ("t1"."ti""t`le", "t1"."price"))
  FROM "book" AS "t1"
  WHERE "t1"."author_id" = "t0"."id"
) > $1;
