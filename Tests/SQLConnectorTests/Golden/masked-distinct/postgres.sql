SELECT DISTINCT ON ("t0"."name") "t0"."id"
FROM (
  SELECT "t2"."id" AS "id", CASE WHEN "t2"."id" = $1 THEN "t2"."boss" END AS "boss", CASE WHEN ("t2"."boss" = $2) OR EXISTS (
    SELECT 1
    FROM "person" AS "t3"
    WHERE ("t3"."id" = "t2"."boss") AND ("t3"."id" > "t2"."T1")
  ) THEN "t2"."name" END AS "name", "t2"."T1" AS "T1", "t2"."boss" AS "actual0", "t2"."name" AS "actual1", "t2" AS "row"
  FROM "person" AS "t2"
  WHERE "t2"."boss" = $3
) AS "t0"
ORDER BY "t0"."name", "t0"."id";
