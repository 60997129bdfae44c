SELECT "k"."ord", "t0"."id"
FROM (SELECT key AS ord, json_extract(value, '$[0]') AS k0, joinery_text(json_extract(value, '$[1]')) AS k1 FROM json_each(?)) AS "k"
CROSS JOIN "book" AS "t0" ON ("t0"."author_id" = "k"."k0") AND ("t0"."ti""t`le" = "k"."k1")
ORDER BY "t0"."ti""t`le" NULLS LAST;
