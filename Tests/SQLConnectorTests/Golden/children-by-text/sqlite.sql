SELECT "t0"."name"
FROM "author" AS "t0";

SELECT "k"."ord", "t1"."id"
FROM (SELECT key AS ord, joinery_text(value) AS k0 FROM json_each(?)) AS "k"
CROSS JOIN "book" AS "t1" ON "t1"."ti""t`le" = "k"."k0";
