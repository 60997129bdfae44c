SELECT "t0"."id", "t0"."ti""t`le", "t0"."price", "t0"."data"
FROM "book" AS "t0"
WHERE "t0"."id" = ?;
