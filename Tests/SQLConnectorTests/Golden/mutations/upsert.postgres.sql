INSERT INTO "author" AS "w" ("name", "born")
VALUES ($1, $2)
ON CONFLICT ON CONSTRAINT "author_name_key" DO UPDATE SET "born" = EXCLUDED."born", "name" = $3 WHERE "w"."born" > $4;
