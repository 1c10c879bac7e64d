-- 002_names_of_four_bytes

-- up
CREATE TABLE tools (
    "🔧" text
);

-- down
-- destroys: tools
DROP TABLE tools;
