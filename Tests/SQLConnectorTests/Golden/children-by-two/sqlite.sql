SELECT "t0"."name", "t0"."id"
FROM "author" AS "t0";

SELECT "k"."ord", "t1"."id"
FROM (SELECT key AS ord, joinery_text(json_extract(value, '$[0]')) AS k0, json_extract(value, '$[1]') AS k1 FROM json_each(?)) AS "k"
CROSS JOIN "book" AS "t1" ON ("t1"."ti""t`le" = "k"."k0") AND ("t1"."author_id" = "k"."k1");
