SELECT `t0`.`author_id`, `t0`.`ti"t``le`, `t0`.`id`
FROM `book` AS `t0`
LIMIT ?;
