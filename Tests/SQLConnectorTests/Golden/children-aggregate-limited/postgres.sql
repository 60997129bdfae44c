SELECT "t0"."name", "t0"."id"
FROM "author" AS "t0"
ORDER BY "t0"."id"
LIMIT $1;

SELECT "t2"."ord", count(*), count(DISTINCT "t2"."c0"), count(DISTINCT ("t2"."c0", "t2"."c1")), count(*), sum("t2"."c2"), stddev("t2"."c2"), max("t2"."c1")
FROM (
  SELECT "k"."ord" AS "ord", "t5"."c0" AS "c0", "t5"."c1" AS "c1", "t5"."c2" AS "c2"
  FROM unnest($1::integer[]) WITH ORDINALITY AS "k"("k0", "ord")
  CROSS JOIN LATERAL (
    SELECT "t1"."author_id" AS "c0", "t1"."ti""t`le" AS "c1", "t1"."price" AS "c2"
    FROM "book" AS "t1"
    WHERE "t1"."author_id" = "k"."k0"
    ORDER BY "t1"."id"
    LIMIT $2
  ) AS "t5"
) AS "t2"
GROUP BY "t2"."ord";

SELECT "k"."ord" AS "ord", "t4"."c0" AS "c0"
FROM unnest($1::integer[]) WITH ORDINALITY AS "k"("k0", "ord")
CROSS JOIN LATERAL (
  SELECT "t3"."id" AS "c0"
  FROM "book" AS "t3"
  WHERE "t3"."author_id" = "k"."k0"
  ORDER BY "t3"."id"
  LIMIT $2
) AS "t4";
