SELECT "t0"."id"
FROM "book" AS "t0"
WHERE ("t0"."author_id" IS NOT NULL) AND ("t0"."author_id" IN (
  SELECT "t1"."k0"
  FROM unnest($1::integer[]) WITH ORDINALITY AS "t1"("k0", "ord")
));
