SELECT `t5`.`c0` AS `c0`
FROM (
  SELECT `t4`.`c0` AS `c0`, `t4`.`c1` AS `c1`, `t4`.`c2` AS `c2`
  FROM (
    SELECT `t0`.`id` AS `c0`, `t0`.`name` AS `c1`, `t0`.`id` AS `c2`, ROW_NUMBER() OVER (PARTITION BY `t0`.`name` ORDER BY `t0`.`name` IS NULL, `t0`.`name`, `t0`.`id` IS NULL, `t0`.`id`) AS `d`
    FROM (
      SELECT `t2`.`id` AS `id`, CASE WHEN `t2`.`id` = ? THEN `t2`.`boss` END AS `boss`, CASE WHEN (`t2`.`boss` = ?) OR EXISTS (
        SELECT 1
        FROM `person` AS `t3`
        WHERE (`t3`.`id` = `t2`.`boss`) AND (`t3`.`id` > `t2`.`T1`)
      ) THEN `t2`.`name` END AS `name`, `t2`.`T1` AS `T1`, `t2`.`boss` AS `actual0`, `t2`.`name` AS `actual1`
      FROM `person` AS `t2`
      WHERE `t2`.`boss` = ?
    ) AS `t0`
  ) AS `t4`
  WHERE `t4`.`d` = 1
) AS `t5`
ORDER BY `t5`.`c1` IS NULL, `t5`.`c1`, `t5`.`c2` IS NULL, `t5`.`c2`;
