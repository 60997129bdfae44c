SELECT "k"."ord", "t0"."id"
FROM unnest($1::numeric[]) WITH ORDINALITY AS "k"("k0", "ord")
JOIN "book" AS "t0" ON "t0"."price" = "k"."k0"
ORDER BY "t0"."ti""t`le";
