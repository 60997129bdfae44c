SELECT count(*), count(DISTINCT "t1"."c0"), count(DISTINCT json_array(quote("t1"."c0"), quote("t1"."c1"))), count(*), joinery_rounded(sum("t1"."c2")), joinery_stddev_samp("t1"."c2"), max("t1"."c1")
FROM (
  SELECT "t0"."author_id" AS "c0", "t0"."ti""t`le" AS "c1", "t0"."price" AS "c2"
  FROM "book" AS "t0"
  ORDER BY "t0"."id" NULLS LAST
  LIMIT ? OFFSET ?
) AS "t1";

SELECT "t2"."id"
FROM "book" AS "t2"
ORDER BY "t2"."id" NULLS LAST
LIMIT ? OFFSET ?;
