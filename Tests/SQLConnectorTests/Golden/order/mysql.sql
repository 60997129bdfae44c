SELECT `t0`.`id`
FROM `book` AS `t0`
ORDER BY `t0`.`price` DESC, `t0`.`ti"t``le`, (
  SELECT `t1`.`name`
  FROM `author` AS `t1`
  WHERE `t1`.`id` = `t0`.`author_id`
  LIMIT 1
) IS NULL, (
  SELECT `t1`.`name`
  FROM `author` AS `t1`
  WHERE `t1`.`id` = `t0`.`author_id`
  LIMIT 1
), `t0`.`id` IS NULL, `t0`.`id`
LIMIT ? OFFSET ?;
