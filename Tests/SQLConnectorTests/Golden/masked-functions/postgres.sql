SELECT CASE WHEN "t0"."actual1" = $1 THEN "loud"("t0"."row") END, CAST("t0"."row" AS text)
FROM (
  SELECT "t7"."id" AS "id", CASE WHEN "t7"."id" = $2 THEN "t7"."boss" END AS "boss", CASE WHEN ("t7"."boss" = $3) OR EXISTS (
    SELECT 1
    FROM "person" AS "t8"
    WHERE ("t8"."id" = "t7"."boss") AND ("t8"."id" > "t7"."T1")
  ) THEN "t7"."name" END AS "name", "t7"."T1" AS "T1", "t7"."boss" AS "actual0", "t7"."name" AS "actual1", "t7" AS "row"
  FROM "person" AS "t7"
  WHERE "t7"."boss" = $4
) AS "t0"
WHERE CASE WHEN "t0"."actual1" = $5 THEN "loud"("t0"."row") END IS NOT NULL
ORDER BY (
  SELECT max("t9"."name")
  FROM (
    SELECT "t10"."id" AS "id", CASE WHEN "t10"."id" = $6 THEN "t10"."boss" END AS "boss", CASE WHEN ("t10"."boss" = $7) OR EXISTS (
      SELECT 1
      FROM "person" AS "t11"
      WHERE ("t11"."id" = "t10"."boss") AND ("t11"."id" > "t10"."T1")
    ) THEN "t10"."name" END AS "name", "t10"."T1" AS "T1", "t10"."boss" AS "actual0", "t10"."name" AS "actual1", "t10" AS "row"
    FROM "fans"("t0"."row") AS "t10"
    WHERE "t10"."boss" = $8
  ) AS "t9"
);

SELECT "k"."ord", "t1"."name"
FROM unnest($1::text[]) WITH ORDINALITY AS "k"("k0", "ord")
CROSS JOIN LATERAL (
  SELECT "t2"."id" AS "id", CASE WHEN "t2"."id" = $2 THEN "t2"."boss" END AS "boss", CASE WHEN ("t2"."boss" = $3) OR EXISTS (
    SELECT 1
    FROM "person" AS "t3"
    WHERE ("t3"."id" = "t2"."boss") AND ("t3"."id" > "t2"."T1")
  ) THEN "t2"."name" END AS "name", "t2"."T1" AS "T1", "t2"."boss" AS "actual0", "t2"."name" AS "actual1", "t2" AS "row"
  FROM "fans"(CAST("k"."k0" AS "person")) AS "t2"
  WHERE "t2"."boss" = $4
) AS "t1";

SELECT "k"."ord", "t4"."name"
FROM unnest($1::text[]) WITH ORDINALITY AS "k"("k0", "ord")
CROSS JOIN LATERAL (
  SELECT "t5"."id" AS "id", CASE WHEN "t5"."id" = $2 THEN "t5"."boss" END AS "boss", CASE WHEN ("t5"."boss" = $3) OR EXISTS (
    SELECT 1
    FROM "person" AS "t6"
    WHERE ("t6"."id" = "t5"."boss") AND ("t6"."id" > "t5"."T1")
  ) THEN "t5"."name" END AS "name", "t5"."T1" AS "T1", "t5"."boss" AS "actual0", "t5"."name" AS "actual1", "t5" AS "row"
  FROM "best"(CAST("k"."k0" AS "person")) AS "t5"
  WHERE (NOT ("t5".* IS NULL)) AND ("t5"."boss" = $4)
) AS "t4";
