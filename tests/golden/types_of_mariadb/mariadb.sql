-- 002_types_of_mariadb

-- up
-- destroys: every_type.a_numeric
CREATE TABLE every_type (
    id bigint NOT NULL,
    a_tinyint tinyint NOT NULL DEFAULT 1,
    a_mediumint mediumint,
    an_unsigned int unsigned NOT NULL DEFAULT 2000000000,
    a_numeric decimal(65, 30),
    whole decimal(5, 0),
    a_binary binary(16),
    a_varbinary varbinary(20) NOT NULL DEFAULT x'615c62',
    a_time time(6) NOT NULL DEFAULT CURRENT_TIME(6),
    a_short_time time(0),
    a_timestamp datetime(3) NOT NULL DEFAULT utc_timestamp(3),
    a_point_in_time datetime(6) NOT NULL DEFAULT utc_timestamp(6),
    a_moment datetime(6) NOT NULL DEFAULT '2026-02-01 01:30:00.5',
    a_day date NOT NULL DEFAULT CURRENT_DATE,
    a_uuid char(36) character set ascii NOT NULL DEFAULT uuid(),
    a_year year NOT NULL DEFAULT 2026,
    some_bits bit(3) NOT NULL DEFAULT b'101',
    an_inet varchar(43) NOT NULL DEFAULT '::1',
    a_cidr varchar(43),
    a_macaddr char(17),
    a_macaddr8 char(23),
    an_xml longtext,
    an_oid bigint,
    place point NOT NULL,
    area polygon,
    a_document json NOT NULL DEFAULT '{}' CHECK ((json_valid(a_document)) AND (a_document IS NOT NULL)),
    long_name mediumtext,
    PRIMARY KEY (id),
    SPATIAL KEY by_place (place)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
ALTER TABLE every_type MODIFY COLUMN a_numeric decimal(10, 2);
ALTER TABLE every_type MODIFY COLUMN a_short_time time(3);

-- down
-- destroys: every_type.a_short_time, every_type
ALTER TABLE every_type MODIFY COLUMN a_short_time time(0);
ALTER TABLE every_type MODIFY COLUMN a_numeric decimal(65, 30);
DROP TABLE every_type;
