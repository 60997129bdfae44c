SELECT `k`.`ord`, `t0`.`name`
FROM JSON_TABLE(?, '$[*]' COLUMNS (ord FOR ORDINALITY, k0 BIGINT PATH '$[0]' ERROR ON ERROR)) AS `k`
STRAIGHT_JOIN (
  SELECT `t2`.`id` AS `id`, CASE WHEN `t2`.`id` = ? THEN `t2`.`boss` END AS `boss`, CASE WHEN (`t2`.`boss` = ?) OR EXISTS (
    SELECT 1
    FROM `person` AS `t3`
    WHERE (`t3`.`id` = `t2`.`boss`) AND (`t3`.`id` > `t2`.`T1`)
  ) THEN `t2`.`name` END AS `name`, `t2`.`T1` AS `T1`, `t2`.`boss` AS `actual0`, `t2`.`name` AS `actual1`
  FROM `person` AS `t2`
  WHERE `t2`.`boss` = ?
) AS `t0` ON `t0`.`actual0` = `k`.`k0`
ORDER BY `t0`.`name` IS NULL, `t0`.`name`;
