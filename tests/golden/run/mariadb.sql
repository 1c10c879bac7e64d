-- 002_run

-- up
-- calls golden::case_run::fill
-- calls golden::case_run::fill

-- down
-- calls golden::case_run::unfill
