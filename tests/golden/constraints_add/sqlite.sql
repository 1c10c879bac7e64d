-- 002_constraints_add

-- up
-- rebuilds: cities, countries (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_cities (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    country CHAR(2) NOT NULL CHECK (typeof(country) <> 'blob' AND length(country) <= 2),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    people INTEGER NOT NULL CHECK (typeof(people) = 'integer' AND people BETWEEN -2147483648 AND 2147483647),
    PRIMARY KEY (id),
    UNIQUE (country, name)
);
INSERT INTO _retort_new_cities (rowid, id, country, name, people)
SELECT rowid, id, country, name, people FROM cities;
DROP TABLE cities;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_cities RENAME TO cities;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_countries (
    code CHAR(2) NOT NULL CHECK (typeof(code) <> 'blob' AND length(code) <= 2),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    PRIMARY KEY (code),
    CONSTRAINT one_name_each UNIQUE (name)
);
INSERT INTO _retort_new_countries (rowid, code, name)
SELECT rowid, code, name FROM countries;
DROP TABLE countries;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_countries RENAME TO countries;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_cities (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    country CHAR(2) NOT NULL CHECK (typeof(country) <> 'blob' AND length(country) <= 2),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    people INTEGER NOT NULL CHECK (typeof(people) = 'integer' AND people BETWEEN -2147483648 AND 2147483647),
    PRIMARY KEY (id),
    UNIQUE (country, name),
    FOREIGN KEY (country) REFERENCES countries (code) ON DELETE RESTRICT,
    CHECK (people > 0),
    CONSTRAINT not_too_many CHECK (people < 50000000)
);
INSERT INTO _retort_new_cities (rowid, id, country, name, people)
SELECT rowid, id, country, name, people FROM cities;
DROP TABLE cities;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_cities RENAME TO cities;
PRAGMA legacy_alter_table = OFF;

-- down
-- rebuilds: cities, countries (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_cities (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    country CHAR(2) NOT NULL CHECK (typeof(country) <> 'blob' AND length(country) <= 2),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    people INTEGER NOT NULL CHECK (typeof(people) = 'integer' AND people BETWEEN -2147483648 AND 2147483647),
    PRIMARY KEY (id),
    UNIQUE (country, name)
);
INSERT INTO _retort_new_cities (rowid, id, country, name, people)
SELECT rowid, id, country, name, people FROM cities;
DROP TABLE cities;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_cities RENAME TO cities;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_countries (
    code CHAR(2) NOT NULL CHECK (typeof(code) <> 'blob' AND length(code) <= 2),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    PRIMARY KEY (code)
);
INSERT INTO _retort_new_countries (rowid, code, name)
SELECT rowid, code, name FROM countries;
DROP TABLE countries;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_countries RENAME TO countries;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_cities (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    country CHAR(2) NOT NULL CHECK (typeof(country) <> 'blob' AND length(country) <= 2),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    people INTEGER NOT NULL CHECK (typeof(people) = 'integer' AND people BETWEEN -2147483648 AND 2147483647)
);
INSERT INTO _retort_new_cities (rowid, id, country, name, people)
SELECT rowid, id, country, name, people FROM cities;
DROP TABLE cities;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_cities RENAME TO cities;
PRAGMA legacy_alter_table = OFF;
