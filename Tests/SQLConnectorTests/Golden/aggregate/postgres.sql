SELECT count(*), count(DISTINCT "t0"."author_id"), count(DISTINCT CASE WHEN ("t0"."author_id" IS NOT NULL) AND ("t0"."ti""t`le" IS NOT NULL) THEN ("t0"."author_id", "t0"."ti""t`le") END), sum("t0"."price"), stddev("t0"."price"), max("t0"."ti""t`le")
FROM "book" AS "t0"
WHERE "t0"."price" > $1;

SELECT "t1"."id"
FROM "book" AS "t1"
WHERE "t1"."price" > $1;
