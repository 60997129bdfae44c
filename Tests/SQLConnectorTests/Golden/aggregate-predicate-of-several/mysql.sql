SELECT `t0`.`id`
FROM `author` AS `t0`
WHERE (
  SELECT COUNT(DISTINCT `t1`.`ti"t``le` IS NULL, IFNULL(`t1`.`ti"t``le`, ''), `t1`.`price` IS NULL, IFNULL(`t1`.`price`, 0))
  FROM `book` AS `t1`
  WHERE `t1`.`author_id` = `t0`.`id`
) > ?;
