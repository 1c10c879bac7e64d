-- 002_execute_missing_one

-- up
SELECT 1;

-- down
SELECT 2;
