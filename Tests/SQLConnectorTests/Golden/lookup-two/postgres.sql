SELECT "k"."ord", "t0"."id"
FROM unnest($1::integer[], $2::text[]) WITH ORDINALITY AS "k"("k0", "k1", "ord")
JOIN "book" AS "t0" ON ("t0"."author_id" = "k"."k0") AND ("t0"."ti""t`le" = "k"."k1")
ORDER BY "t0"."ti""t`le";
