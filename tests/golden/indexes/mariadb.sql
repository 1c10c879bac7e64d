-- 002_indexes

-- up
-- outside of a transaction
ALTER TABLE parts DROP KEY ix_parts_name, ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE parts ADD KEY ix_parts_category_id_added_at (category_id, added_at DESC), ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE parts ADD KEY parts_by_name (name), ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- outside of a transaction
ALTER TABLE parts DROP KEY parts_by_name, ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE parts DROP KEY ix_parts_category_id_added_at, ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE parts ADD KEY ix_parts_name (name), ALGORITHM=INPLACE, LOCK=NONE;
