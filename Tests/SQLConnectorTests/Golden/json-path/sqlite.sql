SELECT CASE WHEN json_valid("t0"."data") THEN "t0"."data" -> ? END
FROM "book" AS "t0";
