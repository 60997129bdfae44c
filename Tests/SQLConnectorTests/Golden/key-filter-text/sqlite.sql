SELECT "t0"."id"
FROM "book" AS "t0"
WHERE ("t0"."isbn" IS NOT NULL) AND (("t0"."isbn", "t0"."isbn" COLLATE BINARY) IN (
  SELECT "t1"."k0", "t1"."k0"
  FROM (SELECT key AS ord, joinery_text(value) AS k0 FROM json_each(?)) AS "t1"
));
