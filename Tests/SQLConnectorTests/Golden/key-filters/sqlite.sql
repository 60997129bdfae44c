SELECT "t0"."id"
FROM "book" AS "t0"
WHERE (NOT (("t0"."author_id" IS NOT NULL) AND ("t0"."price" IS NOT NULL) AND (("t0"."author_id", "t0"."price") IN (
  SELECT "t1"."k0", "t1"."k1"
  FROM (SELECT key AS ord, json_extract(value, '$[0]') AS k0, json_extract(value, '$[1]') AS k1 FROM json_each(?)) AS "t1"
)))) OR EXISTS (
  SELECT 1
  FROM "author" AS "t2"
  WHERE ("t2"."id" = "t0"."author_id") AND (("t2"."name" IS NOT NULL) AND ("t2"."name" IN (
    SELECT "t3"."k0"
    FROM (SELECT key AS ord, joinery_text(value) AS k0 FROM json_each(?)) AS "t3"
  )))
) OR (("t0"."code" IS NOT NULL) AND (("t0"."code" IN (
  SELECT "t4"."k0"
  FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "t4"
)) OR ("t0"."code" IN (
  SELECT upper("t4"."k0")
  FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "t4"
))) AND (lower("t0"."code") IN (
  SELECT "t4"."k0"
  FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "t4"
))) OR (("t0"."printed" IS NOT NULL) AND (("t0"."printed" >= substr((
  SELECT min(joinery_timestamp("t5"."k0"))
  FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "t5"
), 1, 10)) AND ("t0"."printed" < (substr((
  SELECT max(joinery_timestamp("t5"."k0"))
  FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "t5"
), 1, 10) || 'U'))) AND (joinery_timestamp("t0"."printed") IN (
  SELECT joinery_timestamp("t5"."k0")
  FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "t5"
))) OR (1 = 0);
