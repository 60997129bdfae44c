SELECT "t0"."id"
FROM "book" AS "t0"
WHERE (NOT (("t0"."author_id" IS NOT NULL) AND ("t0"."price" IS NOT NULL) AND (("t0"."author_id", "t0"."price") IN (
  SELECT "t1"."k0", "t1"."k1"
  FROM unnest($1::integer[], $2::numeric[]) WITH ORDINALITY AS "t1"("k0", "k1", "ord")
)))) OR EXISTS (
  SELECT 1
  FROM "author" AS "t2"
  WHERE ("t2"."id" = "t0"."author_id") AND (("t2"."name" IS NOT NULL) AND ("t2"."name" IN (
    SELECT "t3"."k0"
    FROM unnest($3::text[]) WITH ORDINALITY AS "t3"("k0", "ord")
  )))
) OR (("t0"."code" IS NOT NULL) AND ("t0"."code" IN (
  SELECT "t4"."k0"
  FROM unnest($4::uuid[]) WITH ORDINALITY AS "t4"("k0", "ord")
))) OR (("t0"."printed" IS NOT NULL) AND ("t0"."printed" IN (
  SELECT "t5"."k0"
  FROM unnest($5::timestamp[]) WITH ORDINALITY AS "t5"("k0", "ord")
))) OR (1 = 0);
