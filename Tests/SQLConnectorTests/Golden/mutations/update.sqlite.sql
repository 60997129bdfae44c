UPDATE "author"
SET "name" = ?, "born" = "author"."born" + ?
WHERE "author"."born" = ?;
