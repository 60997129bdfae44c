SELECT "t0"."name", "t0"."id"
FROM "author" AS "t0";

SELECT "k"."ord", "t1"."id"
FROM unnest($1::text[], $2::integer[]) WITH ORDINALITY AS "k"("k0", "k1", "ord")
JOIN "book" AS "t1" ON ("t1"."ti""t`le" = "k"."k0") AND ("t1"."author_id" = "k"."k1");
