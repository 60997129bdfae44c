SELECT "t5"."c0" AS "c0"
FROM (
  SELECT "t4"."c0" AS "c0", "t4"."c1" AS "c1", "t4"."c2" AS "c2"
  FROM (
    SELECT "t0"."id" AS "c0", "t0"."name" AS "c1", "t0"."id" AS "c2", ROW_NUMBER() OVER (PARTITION BY "t0"."name" ORDER BY "t0"."name" NULLS LAST, "t0"."id" NULLS LAST) AS "d"
    FROM (
      SELECT "t2"."id" AS "id", (SELECT "t2"."boss" WHERE "t2"."id" = ?) AS "boss", (SELECT "t2"."name" WHERE ("t2"."boss" = ?) OR EXISTS (
        SELECT 1
        FROM "person" AS "t3"
        WHERE ("t3"."id" = "t2"."boss") AND ("t3"."id" > "t2"."T1")
      )) COLLATE "NOCASE" AS "name", "t2"."T1" AS "T1", "t2"."boss" AS "actual0", "t2"."name" AS "actual1"
      FROM "person" AS "t2"
      WHERE "t2"."boss" = ?
    ) AS "t0"
  ) AS "t4"
  WHERE "t4"."d" = 1
) AS "t5"
ORDER BY "t5"."c1" NULLS LAST, "t5"."c2" NULLS LAST;
