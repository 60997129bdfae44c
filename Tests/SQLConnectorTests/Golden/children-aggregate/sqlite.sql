SELECT "t0"."name", "t0"."id"
FROM "author" AS "t0"
ORDER BY "t0"."id" NULLS LAST
LIMIT ?;

SELECT "k"."ord", count(*), count(DISTINCT "t1"."author_id"), count(DISTINCT json_array(quote("t1"."author_id"), quote("t1"."ti""t`le"))), count(*), joinery_rounded(sum("t1"."price")), joinery_stddev_samp("t1"."price"), max("t1"."ti""t`le")
FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "k"
CROSS JOIN "book" AS "t1" ON "t1"."author_id" = "k"."k0"
WHERE "t1"."price" > ?
GROUP BY "k"."ord";

SELECT "k"."ord", "t2"."id"
FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "k"
CROSS JOIN "book" AS "t2" ON "t2"."author_id" = "k"."k0"
WHERE "t2"."price" > ?;
