DELETE FROM "author"
WHERE "author"."born" = ?
RETURNING "author"."id";
