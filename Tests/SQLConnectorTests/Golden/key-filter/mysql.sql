SELECT `t0`.`id`
FROM `book` AS `t0`
WHERE EXISTS (
  SELECT 1
  FROM (
    SELECT DISTINCT `k`.`k0` AS `v0`
    FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
  ) AS `t1`
  WHERE `t0`.`author_id` = `t1`.`v0`
);
