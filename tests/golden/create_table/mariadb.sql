-- 002_create_table
-- Everything that a table can have

-- up
CREATE TABLE everything (
    id bigint NOT NULL AUTO_INCREMENT,
    a_boolean boolean NOT NULL DEFAULT TRUE,
    a_smallint smallint NOT NULL DEFAULT -1,
    an_integer int,
    a_bigint bigint NOT NULL DEFAULT 9223372036854775807,
    a_real float NOT NULL DEFAULT 0.5,
    a_double double NOT NULL DEFAULT 2.0,
    a_numeric decimal(12, 4) NOT NULL DEFAULT 1.25,
    a_varchar varchar(50) NOT NULL DEFAULT 'new',
    a_char char(2),
    a_text longtext,
    some_bytes longblob NOT NULL DEFAULT x'615c62',
    a_date date NOT NULL DEFAULT CURRENT_DATE,
    a_time time(6) NOT NULL DEFAULT CURRENT_TIME(6),
    a_timestamp datetime(6) NOT NULL DEFAULT utc_timestamp(6),
    a_point_in_time datetime(6) NOT NULL DEFAULT utc_timestamp(6),
    a_uuid char(36) character set ascii,
    a_json json NOT NULL DEFAULT '{}',
    a_jsonb json,
    a_mood enum('sad', 'ok', 'happy') NOT NULL DEFAULT 'ok',
    computed int NOT NULL DEFAULT (1 + 1),
    owner_id bigint NOT NULL,
    parent_id bigint,
    PRIMARY KEY (id),
    UNIQUE KEY uq_everything_a_varchar_owner_id (a_varchar, owner_id),
    UNIQUE KEY one_uuid_each (a_uuid),
    KEY ix_everything_owner_id (owner_id),
    KEY by_age (a_timestamp DESC, id),
    KEY fk_everything_parent_id (parent_id),
    CONSTRAINT fk_everything_owner_id FOREIGN KEY (owner_id) REFERENCES people (id) ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT fk_everything_parent_id FOREIGN KEY (parent_id) REFERENCES everything (id) ON DELETE SET NULL,
    CONSTRAINT ck_everything_a_smallint_an_integer CHECK (a_smallint < an_integer),
    CONSTRAINT percentage CHECK (a_real >= 0 AND a_real <= 100)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE without_identity (
    country char(2) NOT NULL,
    city varchar(80) NOT NULL,
    note longtext,
    PRIMARY KEY (country, city)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE visits (
    country char(2) NOT NULL,
    city varchar(80) NOT NULL,
    "on" date NOT NULL,
    KEY fk_visits_country_city (country, city),
    CONSTRAINT fk_visits_country_city FOREIGN KEY (country, city) REFERENCES without_identity (country, city) ON UPDATE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- down
-- destroys: visits, without_identity, everything
DROP TABLE visits;
DROP TABLE without_identity;
DROP TABLE everything;
