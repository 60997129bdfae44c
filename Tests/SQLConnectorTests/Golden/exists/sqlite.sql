SELECT "t0"."id"
FROM "author" AS "t0"
WHERE EXISTS (
  SELECT 1
  FROM "book" AS "t1"
  WHERE ("t1"."author_id" = "t0"."id") AND (("t1"."price" >= ?) AND ("t1"."ti""t`le" <> "t0"."name"))
);
