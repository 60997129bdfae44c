SELECT "t0"."id"
FROM "book" AS "t0"
WHERE (joinery_like("t0"."ti""t`le", ?) OR joinery_ilike("t0"."ti""t`le", ?) OR (NOT joinery_regex("t0"."ti""t`le", ?))) AND (NOT ("t0"."price" IS NULL)) AND ("t0"."id" IN (SELECT value FROM json_each(?))) AND ("t0"."id" NOT IN (SELECT value FROM json_each(?))) AND ("t0"."id" > "t0"."author_id") AND (1 = 0) AND (1 = 1);
