-- 002_alter_column_nullability

-- up
-- outside of a transaction
ALTER TABLE parts MODIFY COLUMN name varchar(200);
-- outside of a transaction
ALTER TABLE parts MODIFY COLUMN category_id bigint;

-- down
-- outside of a transaction
ALTER TABLE parts MODIFY COLUMN category_id bigint NOT NULL;
-- outside of a transaction
ALTER TABLE parts MODIFY COLUMN name varchar(200) NOT NULL;
