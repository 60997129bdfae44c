SELECT `t0`.`name`, `t0`.`id`
FROM `author` AS `t0`
ORDER BY `t0`.`id` IS NULL, `t0`.`id`
LIMIT ?;

SELECT `t3`.`ord` AS `ord`, `t3`.`c0` AS `c0`
FROM (
  SELECT `t2`.`ord` AS `ord`, `t2`.`c0` AS `c0`, `t2`.`c1` AS `c1`, `t2`.`c2` AS `c2`
  FROM (
    SELECT `k`.`ord` AS `ord`, `t1`.`id` AS `c0`, `t1`.`ti"t``le` AS `c1`, `t1`.`id` AS `c2`, ROW_NUMBER() OVER (PARTITION BY `k`.`ord`, `t1`.`ti"t``le` ORDER BY `t1`.`ti"t``le` IS NULL, `t1`.`ti"t``le`, `t1`.`id` IS NULL, `t1`.`id`) AS `d`
    FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
    STRAIGHT_JOIN `book` AS `t1` ON `t1`.`author_id` = `k`.`k0`
  ) AS `t2`
  WHERE `t2`.`d` = 1
) AS `t3`
ORDER BY `t3`.`c1` IS NULL, `t3`.`c1`, `t3`.`c2` IS NULL, `t3`.`c2`;
