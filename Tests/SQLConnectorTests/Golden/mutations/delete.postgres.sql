DELETE FROM "author" AS "w"
WHERE "w"."born" = $1
RETURNING "w"."id";
