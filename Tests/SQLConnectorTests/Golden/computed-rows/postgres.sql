SELECT "t0"."id", CAST("t0".* AS text)
FROM "author" AS "t0";

SELECT "k"."ord", "t1"."ti""t`le"
FROM unnest($1::text[]) WITH ORDINALITY AS "k"("k0", "ord")
CROSS JOIN LATERAL "books"(CAST("k"."k0" AS "author")) AS "t1";

SELECT "k"."ord" AS "ord", "t3"."c0" AS "c0"
FROM unnest($1::text[]) WITH ORDINALITY AS "k"("k0", "ord")
CROSS JOIN LATERAL (
  SELECT "t2"."ti""t`le" AS "c0"
  FROM "books"(CAST("k"."k0" AS "author")) AS "t2"
  ORDER BY "t2"."price"
  LIMIT $2
) AS "t3";

SELECT "k"."ord", "t4"."ti""t`le"
FROM unnest($1::text[]) WITH ORDINALITY AS "k"("k0", "ord")
CROSS JOIN LATERAL "best"(CAST("k"."k0" AS "author")) AS "t4"
WHERE NOT ("t4".* IS NULL);
