-- 002_types_of_postgresql

-- up
-- destroys: every_type.some_money
CREATE TABLE every_type (
    id bigint NOT NULL,
    some_money money NOT NULL DEFAULT 1.5,
    a_bit bit(4) NOT NULL DEFAULT '0110',
    a_varbit varbit(8),
    a_vector tsvector,
    a_query tsquery,
    a_point point,
    a_line line,
    a_lseg lseg,
    a_box box,
    a_path path,
    a_polygon polygon,
    a_circle circle,
    CONSTRAINT pk_every_type PRIMARY KEY (id)
);
ALTER TABLE every_type ALTER COLUMN some_money DROP DEFAULT, ALTER COLUMN some_money TYPE numeric(10, 2), ALTER COLUMN some_money SET DEFAULT 2;
ALTER TABLE every_type ALTER COLUMN a_bit DROP DEFAULT, ALTER COLUMN a_bit TYPE text;

-- down
-- destroys: every_type.a_bit, every_type.some_money, every_type
ALTER TABLE every_type ALTER COLUMN a_bit TYPE bit(4) USING a_bit::bit(4), ALTER COLUMN a_bit SET DEFAULT '0110';
ALTER TABLE every_type ALTER COLUMN some_money DROP DEFAULT, ALTER COLUMN some_money TYPE money, ALTER COLUMN some_money SET DEFAULT 1.5;
DROP TABLE every_type;
