SELECT `k`.`ord`, count(*), count(DISTINCT `t0`.`author_id`), COUNT(DISTINCT `t0`.`author_id` IS NULL, IFNULL(`t0`.`author_id`, 0), `t0`.`ti"t``le` IS NULL, IFNULL(`t0`.`ti"t``le`, '')), count(*), SUM(`t0`.`price`), STDDEV_SAMP(`t0`.`price`), MAX(`t0`.`ti"t``le`)
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN `book` AS `t0` ON `t0`.`author_id` = `k`.`k0`
GROUP BY `k`.`ord`;

SELECT `k`.`ord`, `t1`.`id`
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN `book` AS `t1` ON `t1`.`author_id` = `k`.`k0`
ORDER BY `t1`.`ti"t``le` IS NULL, `t1`.`ti"t``le`;
