CREATE TABLE port (
  id INT PRIMARY KEY, name VARCHAR(100) NOT NULL, country VARCHAR(100) NOT NULL, depth DECIMAL(6,2) NOT NULL, is_open BOOLEAN, founded DATE,
  remarks TEXT, facts JSON) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE captain (
  id INT PRIMARY KEY, name VARCHAR(100) NOT NULL, born DATE NOT NULL, rating INT, mentor_id INT,
  FOREIGN KEY (mentor_id) REFERENCES captain (id)) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE ship (
  id INT PRIMARY KEY, name VARCHAR(100) NOT NULL, call_sign VARCHAR(100) UNIQUE, built INT, home_port_id INT, captain_id INT UNIQUE,
  tonnage BIGINT NOT NULL, draught DECIMAL(5,2), speed DOUBLE NOT NULL, launched DATE NOT NULL, last_seen DATETIME(6),
  is_active BOOLEAN NOT NULL, registry UUID NOT NULL, details JSON, FOREIGN KEY (home_port_id) REFERENCES port (id),
  FOREIGN KEY (captain_id) REFERENCES captain (id)) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE voyage (
  id INT PRIMARY KEY, ship_id INT NOT NULL, from_port_id INT NOT NULL, to_port_id INT NOT NULL, departed DATETIME(6) NOT NULL,
  arrived DATETIME(6), distance DOUBLE NOT NULL, fare DECIMAL(10,2) NOT NULL, delay INT, FOREIGN KEY (ship_id) REFERENCES ship (id),
  FOREIGN KEY (from_port_id) REFERENCES port (id), FOREIGN KEY (to_port_id) REFERENCES port (id))
  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE cargo (
  voyage_id INT NOT NULL, line_no INT NOT NULL, goods VARCHAR(100) NOT NULL, weight DECIMAL(10,3) NOT NULL, value BIGINT NOT NULL,
  hazardous BOOLEAN, PRIMARY KEY (voyage_id, line_no), FOREIGN KEY (voyage_id) REFERENCES voyage (id))
  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE inspection (
  id INT PRIMARY KEY, voyage_id INT NOT NULL, line_no INT NOT NULL, inspector VARCHAR(100) NOT NULL, passed BOOLEAN NOT NULL, notes TEXT,
  FOREIGN KEY (voyage_id, line_no) REFERENCES cargo (voyage_id, line_no)) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE log_line (ship_id INT, level INT NOT NULL, line VARCHAR(100) NOT NULL) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE crw_mbr (
  mbr_id INT PRIMARY KEY, f_name VARCHAR(100) NOT NULL, l_name VARCHAR(100) NOT NULL, shp_id INT NOT NULL,
  FOREIGN KEY (shp_id) REFERENCES ship (id)) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE VIEW active_ship AS SELECT id, name, tonnage, home_port_id FROM ship WHERE is_active;
