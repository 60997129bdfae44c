SELECT `t0`.`id`
FROM `book` AS `t0`
WHERE EXISTS (
  SELECT 1
  FROM (
    SELECT DISTINCT CONVERT(`k`.`k0` USING latin1) COLLATE latin1_german1_ci AS `v0`, CAST(`k`.`k0` AS BINARY) AS `v1`
    FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 VARCHAR(13) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]' ERROR ON ERROR)) AS `k`
  ) AS `t1`
  WHERE (`t0`.`isbn` = `t1`.`v0`) AND (CAST(CONVERT(`t0`.`isbn` USING utf8mb4) AS BINARY) = `t1`.`v1`)
);
