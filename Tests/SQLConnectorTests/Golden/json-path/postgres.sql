SELECT "t0"."data" #> $1
FROM "book" AS "t0";
