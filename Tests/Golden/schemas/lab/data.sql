INSERT INTO grade (value, comment) VALUES ('easy', 'everybody knows it'), ('hard', NULL), ('rare', 'seldom seen');
INSERT INTO word (id, spelling, grade) VALUES
  (1, '50%', 'easy'), (2, '50 percent', 'easy'), (3, 'a_b', 'hard'), (4, 'aXb', NULL), (5, 'Straße', 'rare'), (6, 'ÉCLAIR', 'rare'),
  (7, 'éclair', 'rare'), (8, 'naïve 😀 end', 'hard'), (9, 'line one
line two', NULL), (10, 'a.b', 'easy'), (11, '(x)', 'hard'), (12, '', NULL), (13, 'tab	end', 'easy'), (14, 'say "hi"', 'easy');
INSERT INTO sample VALUES
  (1, 'one', 0.0001, 0.1, 9223372036854775807, TRUE, '0001-01-01', '00:00:00', '1969-12-31 23:59:59.999999', 1),
  (2, NULL, -12345678901.5, -2.5, -9223372036854775808, FALSE, '9999-12-31', '23:59:59.999999', '2000-02-29 00:00:00', 3),
  (3, 'three', 0, 1e300, 0, NULL, '2024-02-29', '12:30:15.5', '2024-06-30 12:00:00.000001', 8),
  (4, 'four', 1, 123456789.125, -1, TRUE, NULL, NULL, NULL, NULL);
INSERT INTO ledger (id, amount) VALUES (1, 12345678901234567890.0123456789), (2, -0.0000000001);
