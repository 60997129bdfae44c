SELECT "t0"."name", "t0"."id"
FROM "author" AS "t0"
ORDER BY "t0"."id"
LIMIT $1;

SELECT "k"."ord" AS "ord", "t2"."c0" AS "c0"
FROM unnest($1::integer[]) WITH ORDINALITY AS "k"("k0", "ord")
CROSS JOIN LATERAL (
  SELECT DISTINCT ON ("t1"."ti""t`le") "t1"."id" AS "c0"
  FROM "book" AS "t1"
  WHERE "t1"."author_id" = "k"."k0"
  ORDER BY "t1"."ti""t`le"
  LIMIT $2
) AS "t2";
