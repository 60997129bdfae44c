SELECT "t0"."id", "t0"."name", "t0"."boss", "t0"."actual0"
FROM (
  SELECT "t4"."id" AS "id", CASE WHEN "t4"."id" = $1 THEN "t4"."boss" END AS "boss", CASE WHEN ("t4"."boss" = $2) OR EXISTS (
    SELECT 1
    FROM "person" AS "t5"
    WHERE ("t5"."id" = "t4"."boss") AND ("t5"."id" > "t4"."T1")
  ) THEN "t4"."name" END AS "name", "t4"."T1" AS "T1", "t4"."boss" AS "actual0", "t4"."name" AS "actual1", "t4" AS "row"
  FROM "person" AS "t4"
  WHERE "t4"."boss" = $3
) AS "t0"
WHERE ("t0"."name" = $4) AND EXISTS (
  SELECT 1
  FROM (
    SELECT "t7"."id" AS "id", CASE WHEN "t7"."id" = $5 THEN "t7"."boss" END AS "boss", CASE WHEN ("t7"."boss" = $6) OR EXISTS (
      SELECT 1
      FROM "person" AS "t8"
      WHERE ("t8"."id" = "t7"."boss") AND ("t8"."id" > "t7"."T1")
    ) THEN "t7"."name" END AS "name", "t7"."T1" AS "T1", "t7"."boss" AS "actual0", "t7"."name" AS "actual1", "t7" AS "row"
    FROM "person" AS "t7"
    WHERE "t7"."boss" = $7
  ) AS "t6"
  WHERE ("t6"."id" = "t0"."actual0") AND ("t6"."name" IS NULL)
) AND ((
  SELECT count("t9"."name")
  FROM (
    SELECT "t10"."id" AS "id", CASE WHEN "t10"."id" = $8 THEN "t10"."boss" END AS "boss", CASE WHEN ("t10"."boss" = $9) OR EXISTS (
      SELECT 1
      FROM "person" AS "t11"
      WHERE ("t11"."id" = "t10"."boss") AND ("t11"."id" > "t10"."T1")
    ) THEN "t10"."name" END AS "name", "t10"."T1" AS "T1", "t10"."boss" AS "actual0", "t10"."name" AS "actual1", "t10" AS "row"
    FROM "person" AS "t10"
    WHERE "t10"."boss" = $10
  ) AS "t9"
  WHERE "t9"."actual0" = "t0"."id"
) > $11)
ORDER BY "t0"."name", (
  SELECT "t12"."name"
  FROM (
    SELECT "t13"."id" AS "id", CASE WHEN "t13"."id" = $12 THEN "t13"."boss" END AS "boss", CASE WHEN ("t13"."boss" = $13) OR EXISTS (
      SELECT 1
      FROM "person" AS "t14"
      WHERE ("t14"."id" = "t13"."boss") AND ("t14"."id" > "t13"."T1")
    ) THEN "t13"."name" END AS "name", "t13"."T1" AS "T1", "t13"."boss" AS "actual0", "t13"."name" AS "actual1", "t13" AS "row"
    FROM "person" AS "t13"
    WHERE "t13"."boss" = $14
  ) AS "t12"
  WHERE "t12"."id" = "t0"."actual0"
  LIMIT 1
), "t0"."id"
LIMIT $15;

SELECT "t1"."id", "t1"."name"
FROM (
  SELECT "t2"."id" AS "id", CASE WHEN "t2"."id" = $1 THEN "t2"."boss" END AS "boss", CASE WHEN ("t2"."boss" = $2) OR EXISTS (
    SELECT 1
    FROM "person" AS "t3"
    WHERE ("t3"."id" = "t2"."boss") AND ("t3"."id" > "t2"."T1")
  ) THEN "t2"."name" END AS "name", "t2"."T1" AS "T1", "t2"."boss" AS "actual0", "t2"."name" AS "actual1", "t2" AS "row"
  FROM "person" AS "t2"
  WHERE "t2"."boss" = $3
) AS "t1"
WHERE "t1"."id" = ANY($4::integer[]);
