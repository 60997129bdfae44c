INSERT INTO port (id, name, country, depth, is_open, founded, remarks, facts) VALUES
  (1, 'Skagen', 'Denmark', 11.00, TRUE, '1907-10-20', 'at the tip', '{"ice": false, "tags": ["fish", "north"], "tide": 0.3, "crane": {"lift": 40}}'),
  (2, 'Kiel', 'Germany', 9.50, TRUE, '1242-01-01', NULL, '{"ice": true, "tags": ["canal"], "crane": {"lift": 75, "brand": "Nord"}}'),
  (3, 'Turku', 'Finland', 10.25, FALSE, NULL, 'closed in winter', '{"ice": true, "tags": []}'),
  (4, 'Riga', 'Latvia', 15.70, NULL, '1201-05-01', '', '["river", "north"]'),
  (5, 'Visby', 'Sweden', 7.00, TRUE, '1645-08-13', NULL, NULL);
INSERT INTO captain (id, name, born, rating, mentor_id) VALUES
  (1, 'Asta', '1961-02-28', 9, NULL), (2, 'Bruno', '1975-11-03', 7, 1), (3, 'Clea', '1983-07-19', NULL, 1), (4, 'Dag', '1990-01-31', 7, 2),
  (5, 'Edda', '1992-02-29', 4, 2);
INSERT INTO ship (id, name, call_sign, built, home_port_id, captain_id, tonnage, draught, speed, launched, last_seen, is_active, registry, details) VALUES
  (1, 'Tern', 'OXAA', 1998, 1, 1, 4200, 5.25, 14.5, '1998-04-01', '2024-05-01 08:30:00', TRUE, '5b0e6a3c-9d0f-4c57-8a51-0b6f3f1e7a01', '{"flag": "DK", "decks": 3, "engine": {"fuel": "oil", "count": 2}, "owners": ["Lund", "Beck"]}'),
  (2, 'Heron', 'DAFB', 2005, 2, 2, 18750, 8.10, 19.25, '2005-09-12', '2024-05-02 23:59:59.5', TRUE, '5b0e6a3c-9d0f-4c57-8a51-0b6f3f1e7a02', '{"flag": "DE", "decks": 7, "engine": {"fuel": "gas", "count": 1}, "owners": ["Kock"]}'),
  (3, 'Plover', NULL, NULL, 2, 3, 950, NULL, 9, '1971-06-30', NULL, FALSE, '5b0e6a3c-9d0f-4c57-8a51-0b6f3f1e7a03', NULL),
  (4, 'Curlew', 'ESCD', 2019, NULL, 4, 9007199254740993, 12.00, 22.125, '2019-02-28', '2024-02-29 12:00:00.123456', TRUE, '5b0e6a3c-9d0f-4c57-8a51-0b6f3f1e7a04', '{"flag": "EE", "decks": 7, "engine": null, "owners": []}'),
  (5, 'Dunlin', 'YLDE', 2005, 4, NULL, 18750, 8.10, 17, '2005-09-12', '2023-12-31 00:00:00', FALSE, '5b0e6a3c-9d0f-4c57-8a51-0b6f3f1e7a05', '{"flag": "LV"}'),
  (6, 'heron', 'SEEF', 1987, 5, NULL, 310, 2.75, 11.5, '1987-12-24', NULL, TRUE, '5b0e6a3c-9d0f-4c57-8a51-0b6f3f1e7a06', '{"flag": "SE", "decks": 1}');
INSERT INTO voyage (id, ship_id, from_port_id, to_port_id, departed, arrived, distance, fare, delay) VALUES
  (1, 1, 1, 2, '2024-01-05 06:00:00', '2024-01-05 22:15:00', 212.5, 1250.00, 0),
  (2, 1, 2, 1, '2024-01-09 05:45:00', '2024-01-09 21:00:00', 212.5, 1310.50, 15),
  (3, 2, 2, 3, '2024-01-12 10:00:00', '2024-01-14 03:30:00', 601.25, 4999.99, 90),
  (4, 2, 3, 4, '2024-01-20 00:00:00', '2024-01-21 11:11:11.11', 388, 2750.00, NULL),
  (5, 2, 4, 2, '2024-02-02 18:20:00', NULL, 655.75, 5120.10, NULL),
  (6, 4, 3, 1, '2024-02-10 07:07:07', '2024-02-12 20:00:00', 840, 9000.00, 45),
  (7, 4, 1, 5, '2024-02-15 09:30:00', '2024-02-16 19:45:00', 505.125, 6100.75, -10),
  (8, 5, 4, 5, '2023-11-30 23:59:59', '2023-12-01 20:00:00', 190, 800.00, 5),
  (9, 6, 5, 5, '2024-03-01 12:00:00', NULL, 12.5, 0.00, 0);
INSERT INTO cargo (voyage_id, line_no, goods, weight, value, hazardous) VALUES
  (1, 1, 'herring', 18.500, 9000, FALSE), (1, 2, 'timber', 120.000, 15000, FALSE), (2, 1, 'machines', 42.250, 480000, FALSE),
  (3, 1, 'timber', 310.125, 41000, NULL), (3, 2, 'paint', 8.750, 26000, TRUE), (3, 3, 'grain', 500.000, 98000, FALSE),
  (4, 1, 'paper', 77.000, 31000, FALSE), (5, 1, 'paint', 3.005, 9100, TRUE), (6, 1, 'gas', 65.400, 210000, TRUE),
  (6, 2, 'grain', 250.000, 47500, FALSE), (7, 1, 'machines', 99.999, 1250000, NULL), (8, 1, 'herring', 5.000, 2400, FALSE);
INSERT INTO inspection (id, voyage_id, line_no, inspector, passed, notes) VALUES
  (1, 1, 2, 'Moa', TRUE, NULL), (2, 3, 2, 'Moa', FALSE, 'leaking tins'), (3, 3, 2, 'Nils', TRUE, 'repacked'), (4, 6, 1, 'Nils', TRUE, NULL),
  (5, 5, 1, 'Olga', FALSE, 'no papers'), (6, 8, 1, 'Moa', TRUE, '');
INSERT INTO log_line (ship_id, level, line) VALUES
  (1, 1, 'left port'), (1, 3, 'engine hot'), (1, 1, 'arrived'), (2, 2, 'fog'), (2, 2, 'fog'), (4, 3, 'storm'), (NULL, 1, 'who was this');
INSERT INTO crw_mbr (mbr_id, f_name, l_name, shp_id) VALUES
  (10, 'Finn', 'Aal', 1), (11, 'Greta', 'Bohm', 1), (12, 'Hilma', 'Aal', 2), (13, 'Ivo', 'Cerny', 4);
