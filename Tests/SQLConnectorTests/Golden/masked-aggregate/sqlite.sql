SELECT count(DISTINCT "t1"."c0"), max("t1"."c1")
FROM (
  SELECT "t0"."name" AS "c0", "t0"."boss" AS "c1"
  FROM (
    SELECT "t2"."id" AS "id", (SELECT "t2"."boss" WHERE "t2"."id" = ?) AS "boss", (SELECT "t2"."name" WHERE ("t2"."boss" = ?) OR EXISTS (
      SELECT 1
      FROM "person" AS "t3"
      WHERE ("t3"."id" = "t2"."boss") AND ("t3"."id" > "t2"."T1")
    )) COLLATE "NOCASE" AS "name", "t2"."T1" AS "T1", "t2"."boss" AS "actual0", "t2"."name" AS "actual1"
    FROM "person" AS "t2"
    WHERE "t2"."boss" = ?
  ) AS "t0"
  WHERE "t0"."name" = ?
  LIMIT ?
) AS "t1";
