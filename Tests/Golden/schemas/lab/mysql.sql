CREATE TABLE grade (value VARCHAR(50) PRIMARY KEY, comment TEXT) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE word (
  id INT PRIMARY KEY, spelling VARCHAR(100) NOT NULL, grade VARCHAR(50), FOREIGN KEY (grade) REFERENCES grade (value))
  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE sample (
  id INT PRIMARY KEY, `odd name` VARCHAR(100), exact DECIMAL(15,4), rough DOUBLE, large BIGINT, flag BOOLEAN, day DATE, clock TIME(6),
  stamp DATETIME(6), word_id INT, FOREIGN KEY (word_id) REFERENCES word (id)) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE ledger (id INT PRIMARY KEY, amount DECIMAL(30,10) NOT NULL);
