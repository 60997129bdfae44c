SELECT `k`.`ord`, `t0`.`id`
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN `book` AS `t0` ON (`t0`.`ti"t``le` = `k`.`k0`) AND (CAST(`t0`.`ti"t``le` AS BINARY) = CAST(`k`.`k0` AS BINARY))
ORDER BY `t0`.`ti"t``le` IS NULL, `t0`.`ti"t``le`;
