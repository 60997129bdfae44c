SELECT count(*), max("t1"."c0")
FROM (
  SELECT "full_name"("t0".*, CAST($1 AS text), "le""ngth" => CAST($2 AS integer)) AS "c0"
  FROM "search"("query" => CAST($3 AS text)) AS "t0"
  LIMIT $4
) AS "t1";
