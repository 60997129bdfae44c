SELECT `t0`.`name`
FROM `author` AS `t0`
ORDER BY (
  SELECT MAX(`t1`.`price`)
  FROM `book` AS `t1`
  WHERE `t1`.`author_id` = `t0`.`id`
) IS NULL DESC, (
  SELECT MAX(`t1`.`price`)
  FROM `book` AS `t1`
  WHERE `t1`.`author_id` = `t0`.`id`
) DESC, (
  SELECT count(*)
  FROM `book` AS `t2`
  WHERE `t2`.`author_id` = `t0`.`id`
);
