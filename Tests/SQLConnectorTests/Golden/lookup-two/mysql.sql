SELECT `k`.`ord`, `t0`.`id`
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR, k1 LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN `book` AS `t0` ON (`t0`.`author_id` = `k`.`k0`) AND ((`t0`.`ti"t``le` = `k`.`k1`) AND (CAST(`t0`.`ti"t``le` AS BINARY) = CAST(`k`.`k1` AS BINARY)))
ORDER BY `t0`.`ti"t``le` IS NULL, `t0`.`ti"t``le`;
