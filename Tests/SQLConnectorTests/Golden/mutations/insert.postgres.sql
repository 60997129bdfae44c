INSERT INTO "author" AS "w" ("name", "born")
VALUES ($1, $2), ($3, $4), ($5, DEFAULT)
RETURNING "w"."id", "w"."born" < $6;
