SELECT "t2"."c0" AS "c0", "t2"."c1" AS "c1"
FROM (
  SELECT "t1"."c0" AS "c0", "t1"."c1" AS "c1", "t1"."c2" AS "c2", "t1"."c3" AS "c3"
  FROM (
    SELECT "t0"."author_id" AS "c0", "t0"."ti""t`le" AS "c1", "t0"."author_id" AS "c2", "t0"."price" AS "c3", ROW_NUMBER() OVER (PARTITION BY "t0"."author_id" ORDER BY "t0"."author_id" NULLS LAST, "t0"."price" DESC NULLS FIRST) AS "d"
    FROM "book" AS "t0"
  ) AS "t1"
  WHERE "t1"."d" = 1
) AS "t2"
ORDER BY "t2"."c2" NULLS LAST, "t2"."c3" DESC NULLS FIRST
LIMIT ?;
