SELECT "t0"."name", "t0"."id"
FROM "author" AS "t0"
ORDER BY "t0"."id" NULLS LAST
LIMIT ?;

SELECT "t4"."ord" AS "ord", "t4"."c0" AS "c0"
FROM (
  SELECT "t3"."ord" AS "ord", "t3"."c0" AS "c0", "t3"."c1" AS "c1", ROW_NUMBER() OVER (PARTITION BY "t3"."ord" ORDER BY "t3"."c1" NULLS LAST) AS "n"
  FROM (
    SELECT "t2"."ord" AS "ord", "t2"."c0" AS "c0", "t2"."c1" AS "c1"
    FROM (
      SELECT "k"."ord" AS "ord", "t1"."id" AS "c0", "t1"."ti""t`le" AS "c1", ROW_NUMBER() OVER (PARTITION BY "k"."ord", "t1"."ti""t`le" ORDER BY "t1"."ti""t`le" NULLS LAST) AS "d"
      FROM (SELECT key AS ord, value AS k0 FROM json_each(?)) AS "k"
      CROSS JOIN "book" AS "t1" ON "t1"."author_id" = "k"."k0"
    ) AS "t2"
    WHERE "t2"."d" = 1
  ) AS "t3"
) AS "t4"
WHERE "t4"."n" <= ?
ORDER BY "t4"."n";
