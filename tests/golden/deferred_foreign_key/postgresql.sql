-- 002_deferred_foreign_key

-- up
CREATE TABLE friends (
    a bigint NOT NULL,
    b bigint NOT NULL,
    CONSTRAINT fk_friends_a FOREIGN KEY (a) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_friends_b FOREIGN KEY (b) REFERENCES people (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
ALTER TABLE notes ADD CONSTRAINT fk_notes_person_id FOREIGN KEY (person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED;

-- down
-- destroys: friends
ALTER TABLE notes DROP CONSTRAINT fk_notes_person_id;
DROP TABLE friends;
