-- 002_alter_column_nullability

-- up
ALTER TABLE parts MODIFY COLUMN name varchar(200);
ALTER TABLE parts MODIFY COLUMN category_id bigint;

-- down
ALTER TABLE parts MODIFY COLUMN category_id bigint NOT NULL;
ALTER TABLE parts MODIFY COLUMN name varchar(200) NOT NULL;
