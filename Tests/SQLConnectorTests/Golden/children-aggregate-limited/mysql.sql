SELECT `t0`.`name`, `t0`.`id`
FROM `author` AS `t0`
ORDER BY `t0`.`id` IS NULL, `t0`.`id`
LIMIT ?;

SELECT `t2`.`ord`, count(*), count(DISTINCT `t2`.`c0`), COUNT(DISTINCT `t2`.`c0` IS NULL, IFNULL(`t2`.`c0`, 0), `t2`.`c1` IS NULL, IFNULL(`t2`.`c1`, '')), count(*), SUM(`t2`.`c2`), STDDEV_SAMP(`t2`.`c2`), MAX(`t2`.`c1`)
FROM (
  SELECT `t7`.`ord` AS `ord`, `t7`.`c0` AS `c0`, `t7`.`c1` AS `c1`, `t7`.`c2` AS `c2`
  FROM (
    SELECT `t6`.`ord` AS `ord`, `t6`.`c0` AS `c0`, `t6`.`c1` AS `c1`, `t6`.`c2` AS `c2`, `t6`.`c3` AS `c3`, ROW_NUMBER() OVER (PARTITION BY `t6`.`ord` ORDER BY `t6`.`c3` IS NULL, `t6`.`c3`) AS `n`
    FROM (
      SELECT `k`.`ord` AS `ord`, `t1`.`author_id` AS `c0`, `t1`.`ti"t``le` AS `c1`, `t1`.`price` AS `c2`, `t1`.`id` AS `c3`
      FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
      STRAIGHT_JOIN `book` AS `t1` ON `t1`.`author_id` = `k`.`k0`
    ) AS `t6`
  ) AS `t7`
  WHERE `t7`.`n` <= ?
  ORDER BY `t7`.`n`
) AS `t2`
GROUP BY `t2`.`ord`;

SELECT `t5`.`ord` AS `ord`, `t5`.`c0` AS `c0`
FROM (
  SELECT `t4`.`ord` AS `ord`, `t4`.`c0` AS `c0`, `t4`.`c1` AS `c1`, ROW_NUMBER() OVER (PARTITION BY `t4`.`ord` ORDER BY `t4`.`c1` IS NULL, `t4`.`c1`) AS `n`
  FROM (
    SELECT `k`.`ord` AS `ord`, `t3`.`id` AS `c0`, `t3`.`id` AS `c1`
    FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
    STRAIGHT_JOIN `book` AS `t3` ON `t3`.`author_id` = `k`.`k0`
  ) AS `t4`
) AS `t5`
WHERE `t5`.`n` <= ?
ORDER BY `t5`.`n`;
