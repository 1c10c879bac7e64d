-- 002_names_of_four_bytes

-- up
CREATE TABLE tools (
    "🔧" TEXT CHECK (typeof("🔧") <> 'blob')
);

-- down
-- destroys: tools
DROP TABLE tools;
