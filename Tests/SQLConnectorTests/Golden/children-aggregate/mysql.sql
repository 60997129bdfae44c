SELECT `t0`.`name`, `t0`.`id`
FROM `author` AS `t0`
ORDER BY `t0`.`id` IS NULL, `t0`.`id`
LIMIT ?;

SELECT `k`.`ord`, count(*), count(DISTINCT `t1`.`author_id`), COUNT(DISTINCT `t1`.`author_id` IS NULL, IFNULL(`t1`.`author_id`, 0), `t1`.`ti"t``le` IS NULL, IFNULL(`t1`.`ti"t``le`, '')), count(*), SUM(`t1`.`price`), STDDEV_SAMP(`t1`.`price`), MAX(`t1`.`ti"t``le`)
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN `book` AS `t1` ON `t1`.`author_id` = `k`.`k0`
WHERE `t1`.`price` > ?
GROUP BY `k`.`ord`;

SELECT `k`.`ord`, `t2`.`id`
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN `book` AS `t2` ON `t2`.`author_id` = `k`.`k0`
WHERE `t2`.`price` > ?;
