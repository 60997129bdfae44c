SELECT `t0`.`name`, `t0`.`id`
FROM `author` AS `t0`
ORDER BY `t0`.`id` IS NULL, `t0`.`id`
LIMIT ?;

SELECT `t3`.`ord` AS `ord`, `t3`.`c0` AS `c0`
FROM (
  SELECT `t2`.`ord` AS `ord`, `t2`.`c0` AS `c0`, `t2`.`c1` AS `c1`, ROW_NUMBER() OVER (PARTITION BY `t2`.`ord` ORDER BY `t2`.`c1` IS NULL DESC, `t2`.`c1` DESC) AS `n`
  FROM (
    SELECT `k`.`ord` AS `ord`, `t1`.`id` AS `c0`, `t1`.`price` AS `c1`
    FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
    STRAIGHT_JOIN `book` AS `t1` ON `t1`.`author_id` = `k`.`k0`
  ) AS `t2`
) AS `t3`
WHERE (`t3`.`n` > ?) AND (`t3`.`n` <= (? + ?))
ORDER BY `t3`.`n`;
