-- 002_texts

-- up
CREATE TABLE texts (
    empty longtext NOT NULL DEFAULT '',
    cyrillic longtext NOT NULL DEFAULT 'Тормоза и ''кавычки''',
    emoji longtext NOT NULL DEFAULT '🛢️ 🔧',
    hebrew longtext NOT NULL DEFAULT 'בלמים',
    backslash longtext NOT NULL DEFAULT 'C:\new',
    "lines" longtext NOT NULL DEFAULT 'one
two',
    signs longtext NOT NULL DEFAULT '-- not; a comment /* $1 ? %s {0}',
    half float NOT NULL DEFAULT 0.1,
    large double NOT NULL DEFAULT 1e+300,
    small double NOT NULL DEFAULT -1.5e-07,
    least bigint NOT NULL DEFAULT -9223372036854775808,
    document json NOT NULL DEFAULT '{"a": "б"}'
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- down
-- destroys: texts
DROP TABLE texts;
