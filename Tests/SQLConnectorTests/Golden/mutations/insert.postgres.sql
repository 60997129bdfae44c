INSERT INTO "author" AS "w" ("name", "born")
VALUES ($1, $2), ($3, $4)
RETURNING "w"."id", "w"."born" < $5;

INSERT INTO "author" AS "w" ("name")
VALUES ($1)
RETURNING "w"."id", "w"."born" < $2;
