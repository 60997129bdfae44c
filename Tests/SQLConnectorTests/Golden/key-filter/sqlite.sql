SELECT "t0"."id"
FROM "book" AS "t0"
WHERE ("t0"."author_id" IS NOT NULL) AND ("t0"."author_id" IN (
  SELECT "t1"."k0"
  FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "t1"
));
