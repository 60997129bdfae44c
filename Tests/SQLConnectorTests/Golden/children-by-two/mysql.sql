SELECT `t0`.`name`, `t0`.`id`
FROM `author` AS `t0`;

SELECT `k`.`ord`, `t1`.`id`
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]' ERROR ON ERROR, k1 BIGINT PATH '$[1]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN `book` AS `t1` ON (`t1`.`ti"t``le` = `k`.`k0`) AND (`t1`.`author_id` = `k`.`k1`);
