UPDATE "author"
SET "name" = ?, "born" = joinery_add_integer("author"."born", ?)
WHERE "author"."born" = ?;
