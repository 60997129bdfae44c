SELECT `t0`.`id`
FROM `book` AS `t0`
WHERE (NOT EXISTS (
  SELECT 1
  FROM (
    SELECT DISTINCT `k`.`k0` AS `v0`, `k`.`k1` AS `v1`
    FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR, k1 DECIMAL(65,2) PATH '$[1]' ERROR ON ERROR)) AS `k`
  ) AS `t1`
  WHERE (`t0`.`author_id` = `t1`.`v0`) AND (`t0`.`price` = `t1`.`v1`)
)) OR EXISTS (
  SELECT 1
  FROM `author` AS `t2`
  WHERE (`t2`.`id` = `t0`.`author_id`) AND EXISTS (
    SELECT 1
    FROM (
      SELECT DISTINCT `k`.`k0` AS `v0`, CAST(`k`.`k0` AS BINARY) AS `v1`
      FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]' ERROR ON ERROR)) AS `k`
    ) AS `t3`
    WHERE (`t2`.`name` = `t3`.`v0`) AND (CAST(`t2`.`name` AS BINARY) = `t3`.`v1`)
  )
) OR EXISTS (
  SELECT 1
  FROM (
    SELECT DISTINCT CAST(`k`.`k0` AS UUID) AS `v0`
    FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]' ERROR ON ERROR)) AS `k`
  ) AS `t4`
  WHERE `t0`.`code` = `t4`.`v0`
) OR EXISTS (
  SELECT 1
  FROM (
    SELECT DISTINCT `k`.`k0` AS `v0`
    FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 DATETIME(6) PATH '$[0]' ERROR ON ERROR)) AS `k`
  ) AS `t5`
  WHERE `t0`.`printed` = `t5`.`v0`
) OR (1 = 0);
