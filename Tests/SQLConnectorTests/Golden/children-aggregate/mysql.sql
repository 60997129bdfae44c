SELECT `t0`.`name`, `t0`.`id`
FROM `author` AS `t0`
ORDER BY `t0`.`id` IS NULL, `t0`.`id`
LIMIT ?;

SELECT `k`.`ord`, COUNT(*), COUNT(DISTINCT `t1`.`author_id`), COUNT(DISTINCT `t1`.`author_id`, `t1`.`ti"t``le`), SUM(`t1`.`price`), STDDEV_SAMP(`t1`.`price`), MAX(`t1`.`ti"t``le`)
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN `book` AS `t1` ON `t1`.`author_id` = `k`.`k0`
WHERE `t1`.`price` > ?
GROUP BY `k`.`ord`;

SELECT `k`.`ord`, `t2`.`id`
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN `book` AS `t2` ON `t2`.`author_id` = `k`.`k0`
WHERE `t2`.`price` > ?;
