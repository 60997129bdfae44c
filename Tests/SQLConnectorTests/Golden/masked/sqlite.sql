SELECT "t0"."id", "t0"."name", "t0"."boss", "t0"."actual0"
FROM (
  SELECT "t4"."id" AS "id", (SELECT "t4"."boss" WHERE "t4"."id" = ?) AS "boss", (SELECT "t4"."name" WHERE ("t4"."boss" = ?) OR EXISTS (
    SELECT 1
    FROM "person" AS "t5"
    WHERE ("t5"."id" = "t4"."boss") AND ("t5"."id" > "t4"."T1")
  )) COLLATE "NOCASE" AS "name", "t4"."T1" AS "T1", "t4"."boss" AS "actual0", "t4"."name" AS "actual1"
  FROM "person" AS "t4"
  WHERE "t4"."boss" = ?
) AS "t0"
WHERE ("t0"."name" = ?) AND EXISTS (
  SELECT 1
  FROM (
    SELECT "t7"."id" AS "id", (SELECT "t7"."boss" WHERE "t7"."id" = ?) AS "boss", (SELECT "t7"."name" WHERE ("t7"."boss" = ?) OR EXISTS (
      SELECT 1
      FROM "person" AS "t8"
      WHERE ("t8"."id" = "t7"."boss") AND ("t8"."id" > "t7"."T1")
    )) COLLATE "NOCASE" AS "name", "t7"."T1" AS "T1", "t7"."boss" AS "actual0", "t7"."name" AS "actual1"
    FROM "person" AS "t7"
    WHERE "t7"."boss" = ?
  ) AS "t6"
  WHERE ("t6"."id" = "t0"."actual0") AND ("t6"."name" IS NULL)
) AND ((
  SELECT count("t9"."name")
  FROM (
    SELECT "t10"."id" AS "id", (SELECT "t10"."boss" WHERE "t10"."id" = ?) AS "boss", (SELECT "t10"."name" WHERE ("t10"."boss" = ?) OR EXISTS (
      SELECT 1
      FROM "person" AS "t11"
      WHERE ("t11"."id" = "t10"."boss") AND ("t11"."id" > "t10"."T1")
    )) COLLATE "NOCASE" AS "name", "t10"."T1" AS "T1", "t10"."boss" AS "actual0", "t10"."name" AS "actual1"
    FROM "person" AS "t10"
    WHERE "t10"."boss" = ?
  ) AS "t9"
  WHERE "t9"."actual0" = "t0"."id"
) > ?)
ORDER BY "t0"."name" NULLS LAST, (
  SELECT "t12"."name"
  FROM (
    SELECT "t13"."id" AS "id", (SELECT "t13"."boss" WHERE "t13"."id" = ?) AS "boss", (SELECT "t13"."name" WHERE ("t13"."boss" = ?) OR EXISTS (
      SELECT 1
      FROM "person" AS "t14"
      WHERE ("t14"."id" = "t13"."boss") AND ("t14"."id" > "t13"."T1")
    )) COLLATE "NOCASE" AS "name", "t13"."T1" AS "T1", "t13"."boss" AS "actual0", "t13"."name" AS "actual1"
    FROM "person" AS "t13"
    WHERE "t13"."boss" = ?
  ) AS "t12"
  WHERE "t12"."id" = "t0"."actual0"
  LIMIT 1
) NULLS LAST, "t0"."id" NULLS LAST
LIMIT ?;

SELECT "k"."ord", "t1"."name"
FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "k"
CROSS JOIN (
  SELECT "t2"."id" AS "id", (SELECT "t2"."boss" WHERE "t2"."id" = ?) AS "boss", (SELECT "t2"."name" WHERE ("t2"."boss" = ?) OR EXISTS (
    SELECT 1
    FROM "person" AS "t3"
    WHERE ("t3"."id" = "t2"."boss") AND ("t3"."id" > "t2"."T1")
  )) COLLATE "NOCASE" AS "name", "t2"."T1" AS "T1", "t2"."boss" AS "actual0", "t2"."name" AS "actual1"
  FROM "person" AS "t2"
  WHERE "t2"."boss" = ?
) AS "t1" ON "t1"."id" = "k"."k0";
