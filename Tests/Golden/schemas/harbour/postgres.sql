CREATE TABLE port (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, depth NUMERIC(6,2) NOT NULL, is_open BOOLEAN, founded DATE,
  remarks TEXT, facts JSONB);
CREATE TABLE captain (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, born DATE NOT NULL, rating INTEGER, mentor_id INTEGER REFERENCES captain (id));
CREATE TABLE ship (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, call_sign TEXT UNIQUE, built INTEGER, home_port_id INTEGER REFERENCES port (id),
  captain_id INTEGER UNIQUE REFERENCES captain (id), tonnage BIGINT NOT NULL, draught NUMERIC(5,2), speed DOUBLE PRECISION NOT NULL,
  launched DATE NOT NULL, last_seen TIMESTAMP, is_active BOOLEAN NOT NULL, registry UUID NOT NULL, details JSONB);
CREATE TABLE voyage (
  id INTEGER PRIMARY KEY, ship_id INTEGER NOT NULL REFERENCES ship (id), from_port_id INTEGER NOT NULL REFERENCES port (id),
  to_port_id INTEGER NOT NULL REFERENCES port (id), departed TIMESTAMP NOT NULL, arrived TIMESTAMP, distance DOUBLE PRECISION NOT NULL,
  fare NUMERIC(10,2) NOT NULL, delay INTEGER);
CREATE TABLE cargo (
  voyage_id INTEGER NOT NULL REFERENCES voyage (id), line_no INTEGER NOT NULL, goods TEXT NOT NULL, weight NUMERIC(10,3) NOT NULL,
  value BIGINT NOT NULL, hazardous BOOLEAN, PRIMARY KEY (voyage_id, line_no));
CREATE TABLE inspection (
  id INTEGER PRIMARY KEY, voyage_id INTEGER NOT NULL, line_no INTEGER NOT NULL, inspector TEXT NOT NULL, passed BOOLEAN NOT NULL,
  notes TEXT, FOREIGN KEY (voyage_id, line_no) REFERENCES cargo (voyage_id, line_no));
CREATE TABLE log_line (ship_id INTEGER, level INTEGER NOT NULL, line TEXT NOT NULL);
CREATE TABLE crw_mbr (mbr_id INTEGER PRIMARY KEY, f_name TEXT NOT NULL, l_name TEXT NOT NULL, shp_id INTEGER NOT NULL REFERENCES ship (id));
CREATE VIEW active_ship AS SELECT id, name, tonnage, home_port_id FROM ship WHERE is_active;
