SELECT "t0"."author_id", count(*), count(DISTINCT "t0"."author_id"), count(DISTINCT ("t0"."author_id", "t0"."ti""t`le")), count(*), sum("t0"."price"), stddev("t0"."price"), max("t0"."ti""t`le")
FROM "book" AS "t0"
WHERE "t0"."author_id" = ANY($1::integer[])
GROUP BY "t0"."author_id";

SELECT "t1"."author_id", "t1"."id"
FROM "book" AS "t1"
WHERE "t1"."author_id" = ANY($1::integer[])
ORDER BY "t1"."ti""t`le";
