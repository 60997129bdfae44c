SELECT count(*), count(DISTINCT `t0`.`author_id`), COUNT(DISTINCT `t0`.`author_id` IS NULL, IFNULL(`t0`.`author_id`, 0), `t0`.`ti"t``le` IS NULL, IFNULL(`t0`.`ti"t``le`, '')), count(*), SUM(`t0`.`price`), STDDEV_SAMP(`t0`.`price`), MAX(`t0`.`ti"t``le`)
FROM `book` AS `t0`
WHERE `t0`.`price` > ?;

SELECT `t1`.`id`
FROM `book` AS `t1`
WHERE `t1`.`price` > ?;
