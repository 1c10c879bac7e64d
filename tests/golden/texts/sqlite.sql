-- 002_texts

-- up
CREATE TABLE texts (
    empty TEXT NOT NULL DEFAULT '' CHECK (typeof(empty) <> 'blob'),
    cyrillic TEXT NOT NULL DEFAULT 'Тормоза и ''кавычки''' CHECK (typeof(cyrillic) <> 'blob'),
    emoji TEXT NOT NULL DEFAULT '🛢️ 🔧' CHECK (typeof(emoji) <> 'blob'),
    hebrew TEXT NOT NULL DEFAULT 'בלמים' CHECK (typeof(hebrew) <> 'blob'),
    backslash TEXT NOT NULL DEFAULT 'C:\new' CHECK (typeof(backslash) <> 'blob'),
    "lines" TEXT NOT NULL DEFAULT 'one
two' CHECK (typeof("lines") <> 'blob'),
    signs TEXT NOT NULL DEFAULT '-- not; a comment /* $1 ? %s {0}' CHECK (typeof(signs) <> 'blob'),
    half REAL NOT NULL DEFAULT 0.1 CHECK (typeof(half) IN ('integer', 'real')),
    large DOUBLE PRECISION NOT NULL DEFAULT 1e+300 CHECK (typeof(large) IN ('integer', 'real')),
    small DOUBLE PRECISION NOT NULL DEFAULT -1.5e-07 CHECK (typeof(small) IN ('integer', 'real')),
    least BIGINT NOT NULL DEFAULT -9223372036854775808 CHECK (typeof(least) = 'integer'),
    document TEXT NOT NULL DEFAULT '{"a": "б"}' CHECK (typeof(document) = 'text' AND json_valid(document))
);

-- down
-- destroys: texts
DROP TABLE texts;
