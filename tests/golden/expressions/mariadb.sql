-- 002_expressions

-- up
ALTER TABLE t ADD CONSTRAINT or_in_and CHECK ((a = 1 OR b = 2) AND a < 9);
ALTER TABLE t ADD CONSTRAINT and_in_or CHECK (a = 1 AND b = 2 OR a < 9);
ALTER TABLE t ADD CONSTRAINT not_all CHECK (NOT (a = 1 AND b = 2));
ALTER TABLE t ADD CONSTRAINT not_one CHECK (NOT "on" OR NOT (a = 1));
ALTER TABLE t ADD CONSTRAINT sums CHECK (a - (b - 1) = (a + b) * 2 - 1);
ALTER TABLE t ADD CONSTRAINT products CHECK (a DIV (b DIV 2) >= - a * - (- b));
ALTER TABLE t ADD CONSTRAINT negative CHECK (a - -5 > - (a + 1));
ALTER TABLE t ADD CONSTRAINT no_integer_division CHECK (a / 2.0 < 0.5);
ALTER TABLE t ADD CONSTRAINT compared_comparisons CHECK ((a < b) = ((s LIKE 'x%') = "on"));
ALTER TABLE t ADD CONSTRAINT nulls CHECK ((a + 1 IS NULL) = (s IS NOT NULL));
ALTER TABLE t ADD CONSTRAINT lists CHECK (a + 1 IN (1, -2, 3) AND NOT (s IN ('it''s', 'so')));
ALTER TABLE t ADD CONSTRAINT likes CHECK (lower(s) LIKE '%it''s_\%' ESCAPE '|' OR char_length(upper(s)) < 3);
ALTER TABLE t ADD CONSTRAINT "between" CHECK (a >= 1 AND a <= 5 OR b >= -5 AND b <= -1);
ALTER TABLE t ADD CONSTRAINT raw CHECK ((a % 2 = 0 OR b = 1) AND "on");

-- down
ALTER TABLE t DROP CONSTRAINT raw;
ALTER TABLE t DROP CONSTRAINT "between";
ALTER TABLE t DROP CONSTRAINT likes;
ALTER TABLE t DROP CONSTRAINT lists;
ALTER TABLE t DROP CONSTRAINT nulls;
ALTER TABLE t DROP CONSTRAINT compared_comparisons;
ALTER TABLE t DROP CONSTRAINT no_integer_division;
ALTER TABLE t DROP CONSTRAINT negative;
ALTER TABLE t DROP CONSTRAINT products;
ALTER TABLE t DROP CONSTRAINT sums;
ALTER TABLE t DROP CONSTRAINT not_one;
ALTER TABLE t DROP CONSTRAINT not_all;
ALTER TABLE t DROP CONSTRAINT and_in_or;
ALTER TABLE t DROP CONSTRAINT or_in_and;
