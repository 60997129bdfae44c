UPDATE "author" AS "w"
SET "name" = $1, "born" = "w"."born" + $2
WHERE "w"."born" = $3;
