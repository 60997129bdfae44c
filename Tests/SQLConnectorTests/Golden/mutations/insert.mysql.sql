INSERT INTO `author` (`name`, `born`)
VALUES (?, ?), (?, ?)
RETURNING `author`.`id`, `author`.`born` < ?;

INSERT INTO `author` (`name`)
VALUES (?)
RETURNING `author`.`id`, `author`.`born` < ?;
