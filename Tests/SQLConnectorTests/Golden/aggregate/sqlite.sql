SELECT count(*), count(DISTINCT "t0"."author_id"), count(DISTINCT json_array(quote("t0"."author_id"), quote("t0"."ti""t`le"))), count(*), joinery_rounded(sum("t0"."price")), joinery_stddev_samp("t0"."price"), max("t0"."ti""t`le")
FROM "book" AS "t0"
WHERE "t0"."price" > ?;

SELECT "t1"."id"
FROM "book" AS "t1"
WHERE "t1"."price" > ?;
