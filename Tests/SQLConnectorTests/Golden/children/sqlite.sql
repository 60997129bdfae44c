SELECT "t0"."name", "t0"."id"
FROM "author" AS "t0"
ORDER BY "t0"."id" NULLS LAST
LIMIT ?;

SELECT "k"."ord", "t1"."id", "t1"."author_id"
FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "k"
CROSS JOIN "book" AS "t1" ON "t1"."author_id" = "k"."k0"
WHERE "t1"."price" > ?
ORDER BY "t1"."ti""t`le" NULLS LAST;

SELECT "k"."ord", "t2"."name"
FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "k"
CROSS JOIN "author" AS "t2" ON "t2"."id" = "k"."k0";
