SELECT `t3`.`ord` AS `ord`, `t3`.`c0` AS `c0`
FROM (
  SELECT `t2`.`ord` AS `ord`, `t2`.`c0` AS `c0`, `t2`.`c1` AS `c1`, ROW_NUMBER() OVER (PARTITION BY `t2`.`ord` ORDER BY `t2`.`c1` IS NULL, `t2`.`c1`) AS `n`
  FROM (
    SELECT `k`.`ord` AS `ord`, `t0`.`ti"t``le` AS `c0`, `t0`.`ti"t``le` AS `c1`
    FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR, k1 LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]' ERROR ON ERROR)) AS `k`
    STRAIGHT_JOIN `book` AS `t0` ON (`t0`.`author_id` = `k`.`k0`) AND ((`t0`.`ti"t``le` = `k`.`k1`) AND (CAST(`t0`.`ti"t``le` AS BINARY) = CAST(`k`.`k1` AS BINARY)))
    WHERE EXISTS (
      SELECT 1
      FROM (
        SELECT DISTINCT `k`.`k0` AS `v0`, `k`.`k1` AS `v1`, CAST(`k`.`k1` AS BINARY) AS `v2`
        FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR, k1 LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]' ERROR ON ERROR)) AS `k`
      ) AS `t1`
      WHERE (`t0`.`id` = `t1`.`v0`) AND (`t0`.`ti"t``le` = `t1`.`v1`) AND (CAST(`t0`.`ti"t``le` AS BINARY) = `t1`.`v2`)
    )
  ) AS `t2`
) AS `t3`
WHERE `t3`.`n` <= ?
ORDER BY `t3`.`n`;
