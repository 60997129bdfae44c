SELECT "t3"."ord" AS "ord", "t3"."c0" AS "c0"
FROM (
  SELECT "t2"."ord" AS "ord", "t2"."c0" AS "c0", "t2"."c1" AS "c1", ROW_NUMBER() OVER (PARTITION BY "t2"."ord" ORDER BY "t2"."c1" NULLS LAST) AS "n"
  FROM (
    SELECT "k"."ord" AS "ord", "t0"."ti""t`le" AS "c0", "t0"."ti""t`le" AS "c1"
    FROM (SELECT key AS ord, json_extract(value, '$[0]') AS k0, joinery_text(json_extract(value, '$[1]')) AS k1 FROM json_each(?)) AS "k"
    CROSS JOIN "book" AS "t0" ON ("t0"."author_id" = "k"."k0") AND ("t0"."ti""t`le" = "k"."k1")
    WHERE ("t0"."id" IS NOT NULL) AND ("t0"."ti""t`le" IS NOT NULL) AND (("t0"."id", "t0"."ti""t`le") IN (
      SELECT "t1"."k0", "t1"."k1"
      FROM (SELECT key AS ord, json_extract(value, '$[0]') AS k0, joinery_text(json_extract(value, '$[1]')) AS k1 FROM json_each(?)) AS "t1"
    ))
  ) AS "t2"
) AS "t3"
WHERE "t3"."n" <= ?
ORDER BY "t3"."n";
