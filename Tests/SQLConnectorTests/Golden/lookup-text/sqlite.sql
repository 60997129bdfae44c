SELECT "k"."ord", "t0"."id"
FROM (SELECT key AS ord, joinery_text(value) AS k0 FROM json_each(?)) AS "k"
CROSS JOIN "book" AS "t0" ON "t0"."ti""t`le" = "k"."k0"
ORDER BY "t0"."ti""t`le" NULLS LAST;
