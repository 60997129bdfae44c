SELECT `t0`.`id`
FROM `author` AS `t0`
WHERE (
  SELECT count(*)
  FROM `book` AS `t1`
  WHERE (`t1`.`author_id` = `t0`.`id`) AND (`t1`.`price` < ?)
) > ?;
