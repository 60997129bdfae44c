SELECT "t0"."id"
FROM "author" AS "t0"
WHERE (
  SELECT count(DISTINCT json_array(quote("t1"."ti""t`le"), quote("t1"."price")))
  FROM "book" AS "t1"
  WHERE "t1"."author_id" = "t0"."id"
) > ?;
