CREATE TABLE grade (value TEXT PRIMARY KEY, comment TEXT);
CREATE TABLE word (id INTEGER PRIMARY KEY, spelling TEXT NOT NULL, grade TEXT REFERENCES grade (value));
CREATE TABLE sample (
  id INTEGER PRIMARY KEY, "odd name" TEXT, exact NUMERIC(15,4), rough DOUBLE, large BIGINT, flag BOOLEAN, day DATE, clock TIME,
  stamp TIMESTAMP, word_id INTEGER REFERENCES word (id));
CREATE TABLE ledger (id INTEGER PRIMARY KEY, amount NUMERIC(30,10) NOT NULL);
