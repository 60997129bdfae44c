SELECT `t2`.`ord` AS `ord`, `t2`.`c0` AS `c0`
FROM (
  SELECT `t1`.`ord` AS `ord`, `t1`.`c0` AS `c0`, `t1`.`c1` AS `c1`, ROW_NUMBER() OVER (PARTITION BY `t1`.`ord` ORDER BY `t1`.`c1` IS NULL, `t1`.`c1`) AS `n`
  FROM (
    SELECT `k`.`ord` AS `ord`, `t0`.`ti"t``le` AS `c0`, `t0`.`ti"t``le` AS `c1`
    FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
    STRAIGHT_JOIN `book` AS `t0` ON `t0`.`author_id` = `k`.`k0`
  ) AS `t1`
) AS `t2`
WHERE `t2`.`n` <= ?
ORDER BY `t2`.`n`;
