-- 002_execute_on_one

-- up
ALTER TABLE people SET (fillfactor = 80);

-- down
ALTER TABLE people RESET (fillfactor);
