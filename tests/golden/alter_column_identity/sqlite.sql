-- 002_alter_column_identity

-- up
-- rebuilds: by hand, numbered (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_numbered (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_numbered (rowid, id)
SELECT rowid, id FROM numbered;
DROP TABLE numbered;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_numbered RENAME TO numbered;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE "_retort_new_by hand" (
    "Id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL CHECK ("Id" BETWEEN -2147483648 AND 2147483647),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob')
);
INSERT INTO "_retort_new_by hand" ("Id", name)
SELECT "Id", name FROM "by hand";
DROP TABLE "by hand";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_retort_new_by hand" RENAME TO "by hand";
PRAGMA legacy_alter_table = OFF;

-- down
-- rebuilds: by hand, numbered (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE "_retort_new_by hand" (
    "Id" INTEGER NOT NULL CHECK (typeof("Id") = 'integer' AND "Id" BETWEEN -2147483648 AND 2147483647),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    PRIMARY KEY ("Id")
);
INSERT INTO "_retort_new_by hand" ("Id", name)
SELECT "Id", name FROM "by hand";
DROP TABLE "by hand";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_retort_new_by hand" RENAME TO "by hand";
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_numbered (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL
);
INSERT INTO _retort_new_numbered (id)
SELECT id FROM numbered;
DROP TABLE numbered;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_numbered RENAME TO numbered;
PRAGMA legacy_alter_table = OFF;
