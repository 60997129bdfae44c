INSERT INTO "author" ("name", "born")
VALUES (?, ?)
ON CONFLICT ("name") DO UPDATE SET "born" = excluded."born", "name" = ? WHERE "author"."born" > ?;
