SELECT "t0"."id"
FROM "book" AS "t0"
WHERE ("t0"."isbn" IS NOT NULL) AND (("t0"."isbn", CAST("t0"."isbn" AS text) COLLATE "C") IN (
  SELECT CAST("t1"."k0" AS varchar), "t1"."k0"
  FROM unnest($1::text[]) WITH ORDINALITY AS "t1"("k0", "ord")
));
