SELECT "t0"."name", "t0"."id"
FROM "author" AS "t0"
ORDER BY "t0"."id" NULLS LAST
LIMIT ?;

SELECT "t3"."ord" AS "ord", "t3"."c0" AS "c0"
FROM (
  SELECT "t2"."ord" AS "ord", "t2"."c0" AS "c0", "t2"."c1" AS "c1", ROW_NUMBER() OVER (PARTITION BY "t2"."ord" ORDER BY "t2"."c1" DESC NULLS FIRST) AS "n"
  FROM (
    SELECT "k"."ord" AS "ord", "t1"."id" AS "c0", "t1"."price" AS "c1"
    FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "k"
    CROSS JOIN "book" AS "t1" ON "t1"."author_id" = "k"."k0"
  ) AS "t2"
) AS "t3"
WHERE ("t3"."n" > ?) AND ("t3"."n" <= (? + ?))
ORDER BY "t3"."n";
