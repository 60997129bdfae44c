SELECT count(*), count(DISTINCT `t1`.`c0`), COUNT(DISTINCT `t1`.`c0` IS NULL, IFNULL(`t1`.`c0`, 0), `t1`.`c1` IS NULL, IFNULL(`t1`.`c1`, '')), count(*), SUM(`t1`.`c2`), STDDEV_SAMP(`t1`.`c2`), MAX(`t1`.`c1`)
FROM (
  SELECT `t0`.`author_id` AS `c0`, `t0`.`ti"t``le` AS `c1`, `t0`.`price` AS `c2`
  FROM `book` AS `t0`
  ORDER BY `t0`.`id` IS NULL, `t0`.`id`
  LIMIT ? OFFSET ?
) AS `t1`;

SELECT `t2`.`id`
FROM `book` AS `t2`
ORDER BY `t2`.`id` IS NULL, `t2`.`id`
LIMIT ? OFFSET ?;
