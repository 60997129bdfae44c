SELECT "t0"."id"
FROM "search"("query" => CAST($1 AS text)) AS "t0"
WHERE "t0"."price" > $2
ORDER BY "t0"."id";
