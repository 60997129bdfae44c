INSERT INTO `author` () VALUES ();
