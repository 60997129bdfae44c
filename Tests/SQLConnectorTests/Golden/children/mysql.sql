SELECT `t0`.`name`, `t0`.`id`
FROM `author` AS `t0`
ORDER BY `t0`.`id` IS NULL, `t0`.`id`
LIMIT ?;

SELECT `k`.`ord`, `t1`.`id`, `t1`.`author_id`
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN `book` AS `t1` ON `t1`.`author_id` = `k`.`k0`
WHERE `t1`.`price` > ?
ORDER BY `t1`.`ti"t``le` IS NULL, `t1`.`ti"t``le`;

SELECT `k`.`ord`, `t2`.`name`
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN `author` AS `t2` ON `t2`.`id` = `k`.`k0`;
