INSERT INTO "author" (_rowid_) VALUES (NULL)
ON CONFLICT ("name") DO UPDATE SET "born" = excluded."born";
