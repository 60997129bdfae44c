SELECT `k`.`ord`, `t0`.`id`
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 DECIMAL(65,2) PATH '$[0]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN `book` AS `t0` ON `t0`.`price` = `k`.`k0`
ORDER BY `t0`.`ti"t``le` IS NULL, `t0`.`ti"t``le`;
