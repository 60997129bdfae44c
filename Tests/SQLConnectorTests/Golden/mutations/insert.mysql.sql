INSERT INTO `author` (`name`, `born`)
VALUES (?, ?), (?, ?), (?, DEFAULT)
RETURNING `author`.`id`, `author`.`born` < ?;
