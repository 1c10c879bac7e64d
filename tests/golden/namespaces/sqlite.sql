-- 002_namespaces

-- up
-- rebuilds: audit.details, audit.events (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE "audit.details" (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    event_id BIGINT NOT NULL CHECK (typeof(event_id) = 'integer'),
    PRIMARY KEY (id),
    UNIQUE (event_id),
    FOREIGN KEY (event_id) REFERENCES "audit.events" (id)
);
CREATE TABLE "Old one.order" (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    PRIMARY KEY (id)
);
CREATE VIEW "audit.recent" AS SELECT id FROM "audit.events";
CREATE TABLE "_retort_new_audit.events" (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    level TEXT NOT NULL DEFAULT 'low' CHECK (level IN ('low', 'high')),
    note TEXT NOT NULL CHECK (typeof(note) <> 'blob'),
    at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP CHECK (date(substr(at, 1, 10), '+0 days') || ' ' || time(substr(at, 12)) IS substr(at, 1, 19) AND substr(at, 12) NOT GLOB '*[^0-9:.]*')
);
INSERT INTO "_retort_new_audit.events" (id, level, note)
SELECT id, level, note FROM "audit.events";
DELETE FROM sqlite_sequence WHERE name = '_retort_new_audit.events';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_audit.events', seq FROM sqlite_sequence WHERE name = 'audit.events';
DROP TABLE "audit.events";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_retort_new_audit.events" RENAME TO "audit.events";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_audit_events_note ON "audit.events" (note);
INSERT INTO "audit.events" (id, note) VALUES
    (5, 'a');
CREATE INDEX by_time ON "audit.events" (at);
DROP INDEX by_time;
CREATE INDEX by_moment ON "audit.events" (at);
ALTER TABLE "audit.events" RENAME COLUMN note TO text;
DROP INDEX ix_audit_events_note;
CREATE INDEX ix_audit_events_text ON "audit.events" (text);
CREATE TABLE "_retort_new_audit.details" (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    event_id BIGINT NOT NULL CHECK (typeof(event_id) = 'integer'),
    UNIQUE (event_id),
    FOREIGN KEY (event_id) REFERENCES "audit.events" (id)
);
INSERT INTO "_retort_new_audit.details" (id, event_id)
SELECT id, event_id FROM "audit.details";
DROP TABLE "audit.details";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_retort_new_audit.details" RENAME TO "audit.details";
PRAGMA legacy_alter_table = OFF;
CREATE TABLE "_retort_new_audit.events" (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    level TEXT NOT NULL DEFAULT 'low' CHECK (level IN ('low', 'high', 'higher')),
    text TEXT NOT NULL CHECK (typeof(text) <> 'blob'),
    at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP CHECK (date(substr(at, 1, 10), '+0 days') || ' ' || time(substr(at, 12)) IS substr(at, 1, 19) AND substr(at, 12) NOT GLOB '*[^0-9:.]*')
);
INSERT INTO "_retort_new_audit.events" (id, level, text, at)
SELECT id, level, text, at FROM "audit.events";
DELETE FROM sqlite_sequence WHERE name = '_retort_new_audit.events';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_audit.events', seq FROM sqlite_sequence WHERE name = 'audit.events';
DROP TABLE "audit.events";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_retort_new_audit.events" RENAME TO "audit.events";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_audit_events_text ON "audit.events" (text);
CREATE INDEX by_moment ON "audit.events" (at);
ALTER TABLE "audit.details" RENAME TO "audit.more";
ALTER TABLE moved RENAME TO "audit.arrived";
DROP INDEX ix_moved_note;
CREATE INDEX ix_audit_arrived_note ON "audit.arrived" (note);
ALTER TABLE "Old one.order" RENAME TO came_back;

-- down
-- destroys: audit.events.at, Old one.order, audit.details
-- rebuilds: audit.details, audit.events (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- must count no rows: rows of audit.events have a level that audit.level loses
SELECT count(*) FROM "audit.events" WHERE level IN ('higher');
-- must count no rows: rows of audit.details reference rows of audit.events that would be deleted
SELECT count(*) FROM "audit.more" AS source WHERE EXISTS (SELECT 1 FROM "audit.events" AS target WHERE target.id = source.event_id AND (id = 5));
ALTER TABLE came_back RENAME TO "Old one.order";
ALTER TABLE "audit.arrived" RENAME TO moved;
DROP INDEX ix_audit_arrived_note;
CREATE INDEX ix_moved_note ON moved (note);
ALTER TABLE "audit.more" RENAME TO "audit.details";
CREATE TABLE "_retort_new_audit.events" (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    level TEXT NOT NULL DEFAULT 'low' CHECK (level IN ('low', 'high')),
    text TEXT NOT NULL CHECK (typeof(text) <> 'blob'),
    at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP CHECK (date(substr(at, 1, 10), '+0 days') || ' ' || time(substr(at, 12)) IS substr(at, 1, 19) AND substr(at, 12) NOT GLOB '*[^0-9:.]*')
);
INSERT INTO "_retort_new_audit.events" (id, level, text, at)
SELECT id, level, text, at FROM "audit.events";
DELETE FROM sqlite_sequence WHERE name = '_retort_new_audit.events';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_audit.events', seq FROM sqlite_sequence WHERE name = 'audit.events';
DROP TABLE "audit.events";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_retort_new_audit.events" RENAME TO "audit.events";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_audit_events_text ON "audit.events" (text);
CREATE INDEX by_moment ON "audit.events" (at);
CREATE TABLE "_retort_new_audit.details" (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    event_id BIGINT NOT NULL CHECK (typeof(event_id) = 'integer'),
    PRIMARY KEY (id),
    UNIQUE (event_id),
    FOREIGN KEY (event_id) REFERENCES "audit.events" (id)
);
INSERT INTO "_retort_new_audit.details" (rowid, id, event_id)
SELECT rowid, id, event_id FROM "audit.details";
DROP TABLE "audit.details";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_retort_new_audit.details" RENAME TO "audit.details";
PRAGMA legacy_alter_table = OFF;
ALTER TABLE "audit.events" RENAME COLUMN text TO note;
DROP INDEX ix_audit_events_text;
CREATE INDEX ix_audit_events_note ON "audit.events" (note);
DROP INDEX by_moment;
CREATE INDEX by_time ON "audit.events" (at);
DROP INDEX by_time;
DELETE FROM "audit.events" WHERE id = 5;
ALTER TABLE "audit.events" DROP COLUMN at;
DROP VIEW "audit.recent";
DROP TABLE "Old one.order";
DROP TABLE "audit.details";
