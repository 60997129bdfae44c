SELECT "k"."ord" AS "ord", "t1"."c0" AS "c0"
FROM unnest($1::integer[]) WITH ORDINALITY AS "k"("k0", "ord")
CROSS JOIN LATERAL (
  SELECT "t0"."ti""t`le" AS "c0"
  FROM "book" AS "t0"
  WHERE "t0"."author_id" = "k"."k0"
  ORDER BY "t0"."ti""t`le"
  LIMIT $2
) AS "t1";
