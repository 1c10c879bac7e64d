-- 002_texts

-- up
CREATE TABLE texts (
    empty TEXT NOT NULL DEFAULT '',
    cyrillic TEXT NOT NULL DEFAULT 'Тормоза и ''кавычки''',
    emoji TEXT NOT NULL DEFAULT '🛢️ 🔧',
    hebrew TEXT NOT NULL DEFAULT 'בלמים',
    backslash TEXT NOT NULL DEFAULT 'C:\new',
    "lines" TEXT NOT NULL DEFAULT 'one
two',
    signs TEXT NOT NULL DEFAULT '-- not; a comment /* $1 ? %s {0}',
    half REAL NOT NULL DEFAULT 0.1,
    large DOUBLE PRECISION NOT NULL DEFAULT 1e+300,
    small DOUBLE PRECISION NOT NULL DEFAULT -1.5e-07,
    least BIGINT NOT NULL DEFAULT -9223372036854775808,
    document TEXT NOT NULL DEFAULT '{"a": "б"}'
);

-- down
-- destroys: texts
DROP TABLE texts;
