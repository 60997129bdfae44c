SELECT JSON_EXTRACT(`t0`.`data`, ?)
FROM `book` AS `t0`;
