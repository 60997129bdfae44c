SELECT "full_name"("t0".*, CAST($1 AS text), "le""ngth" => CAST($2 AS integer)), "t0"."id"
FROM "author" AS "t0"
WHERE ("full_name"("t0".*, CAST($3 AS text), "le""ngth" => CAST($4 AS integer)) = $5) AND ("full_name"("t0".*, CAST($6 AS text), "le""ngth" => CAST($7 AS integer)) IS NOT NULL) AND EXISTS (
  SELECT 1
  FROM "books"("t0".*) AS "t1"
  WHERE "t1"."price" > $8
)
ORDER BY "full_name"("t0".*, CAST($9 AS text), "le""ngth" => CAST($10 AS integer)), (
  SELECT count(*)
  FROM "books"("t0".*) AS "t2"
) DESC;
