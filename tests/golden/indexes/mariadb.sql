-- 002_indexes

-- up
ALTER TABLE parts DROP KEY ix_parts_name, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts ADD KEY ix_parts_category_id_added_at (category_id, added_at DESC), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts ADD KEY parts_by_name (name), ALGORITHM=INPLACE, LOCK=NONE;

-- down
ALTER TABLE parts DROP KEY parts_by_name, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts DROP KEY ix_parts_category_id_added_at, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts ADD KEY ix_parts_name (name), ALGORITHM=INPLACE, LOCK=NONE;
