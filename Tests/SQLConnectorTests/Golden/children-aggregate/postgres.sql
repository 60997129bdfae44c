SELECT "t0"."name", "t0"."id"
FROM "author" AS "t0"
ORDER BY "t0"."id"
LIMIT $1;

SELECT "t1"."author_id", count(*), count(DISTINCT "t1"."author_id"), count(DISTINCT ("t1"."author_id", "t1"."ti""t`le")), count(*), sum("t1"."price"), stddev("t1"."price"), max("t1"."ti""t`le")
FROM "book" AS "t1"
WHERE ("t1"."author_id" = ANY($1::integer[])) AND ("t1"."price" > $2)
GROUP BY "t1"."author_id";

SELECT "t2"."author_id", "t2"."id"
FROM "book" AS "t2"
WHERE ("t2"."author_id" = ANY($1::integer[])) AND ("t2"."price" > $2);
