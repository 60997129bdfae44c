SELECT "k"."ord" AS "ord", "t2"."c0" AS "c0"
FROM unnest($1::integer[], $2::text[]) WITH ORDINALITY AS "k"("k0", "k1", "ord")
CROSS JOIN LATERAL (
  SELECT "t0"."ti""t`le" AS "c0"
  FROM "book" AS "t0"
  WHERE (("t0"."author_id" = "k"."k0") AND ("t0"."ti""t`le" = "k"."k1")) AND (("t0"."id" IS NOT NULL) AND ("t0"."ti""t`le" IS NOT NULL) AND (("t0"."id", "t0"."ti""t`le") IN (
    SELECT "t1"."k0", "t1"."k1"
    FROM unnest($3::integer[], $4::text[]) WITH ORDINALITY AS "t1"("k0", "k1", "ord")
  )))
  ORDER BY "t0"."ti""t`le"
  LIMIT $5
) AS "t2";
