INSERT INTO "author" ("name", "born")
VALUES (?, ?), (?, ?)
RETURNING "author"."id", coalesce("author"."born", NULL) < ?;

INSERT INTO "author" ("name")
VALUES (?)
RETURNING "author"."id", coalesce("author"."born", NULL) < ?;
