-- 002_namespaces

-- up
CREATE TABLE "audit.details" (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_audit_details_event_id (event_id),
    CONSTRAINT fk_audit_details_event_id FOREIGN KEY (event_id) REFERENCES "audit.events" (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin COMMENT = 'more of it';
CREATE TABLE "Old one.order" (
    id bigint NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE VIEW "audit.recent" AS SELECT id FROM "audit.events";
ALTER TABLE "audit.events" ADD COLUMN at datetime(6) NOT NULL DEFAULT utc_timestamp(6);
INSERT INTO "audit.events" (id, note) VALUES
    (5, 'a');
ALTER TABLE "audit.events" ADD KEY by_time (at), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE "audit.events" RENAME INDEX by_time TO by_moment, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE "audit.events" RENAME COLUMN note TO text, RENAME INDEX ix_audit_events_note TO ix_audit_events_text, ALGORITHM=INPLACE, LOCK=NONE;
SET STATEMENT sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO') FOR ALTER TABLE "audit.details" MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT;
ALTER TABLE "audit.events" MODIFY COLUMN level enum('low', 'high', 'higher') NOT NULL DEFAULT 'low', ALGORITHM=INPLACE, LOCK=NONE;
RENAME TABLE "audit.details" TO "audit.more";
ALTER TABLE "audit.more" DROP FOREIGN KEY fk_audit_details_event_id, RENAME INDEX uq_audit_details_event_id TO uq_audit_more_event_id, ADD CONSTRAINT fk_audit_more_event_id FOREIGN KEY (event_id) REFERENCES "audit.events" (id);
RENAME TABLE moved TO "audit.arrived";
ALTER TABLE "audit.arrived" RENAME INDEX ix_moved_note TO ix_audit_arrived_note, ALGORITHM=INPLACE, LOCK=NONE;
RENAME TABLE "Old one.order" TO came_back;
SELECT 1 FROM "audit.recent" LIMIT 0;

-- down
-- destroys: audit.events.at, Old one.order, audit.details
-- must count no rows: rows of audit.events have a level that audit.level loses
SELECT count(*) FROM "audit.events" WHERE level IN ('higher');
-- must count no rows: rows of audit.details reference rows of audit.events that would be deleted
SELECT count(*) FROM "audit.more" AS source WHERE EXISTS (SELECT 1 FROM "audit.events" AS target WHERE target.id = source.event_id AND (id = 5));
RENAME TABLE came_back TO "Old one.order";
RENAME TABLE "audit.arrived" TO moved;
ALTER TABLE moved RENAME INDEX ix_audit_arrived_note TO ix_moved_note, ALGORITHM=INPLACE, LOCK=NONE;
RENAME TABLE "audit.more" TO "audit.details";
ALTER TABLE "audit.details" DROP FOREIGN KEY fk_audit_more_event_id, RENAME INDEX uq_audit_more_event_id TO uq_audit_details_event_id, ADD CONSTRAINT fk_audit_details_event_id FOREIGN KEY (event_id) REFERENCES "audit.events" (id);
ALTER TABLE "audit.events" MODIFY COLUMN level enum('low', 'high') NOT NULL DEFAULT 'low';
ALTER TABLE "audit.details" MODIFY COLUMN id bigint NOT NULL;
ALTER TABLE "audit.events" RENAME COLUMN text TO note, RENAME INDEX ix_audit_events_text TO ix_audit_events_note, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE "audit.events" RENAME INDEX by_moment TO by_time, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE "audit.events" DROP KEY by_time, ALGORITHM=INPLACE, LOCK=NONE;
DELETE FROM "audit.events" WHERE id = 5;
ALTER TABLE "audit.events" DROP COLUMN at, ALGORITHM=INPLACE, LOCK=NONE;
DROP VIEW "audit.recent";
DROP TABLE "Old one.order";
DROP TABLE "audit.details";
