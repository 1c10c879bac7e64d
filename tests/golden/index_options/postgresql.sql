-- 002_index_options

-- up
CREATE TABLE u (
    name text NOT NULL
);
CREATE INDEX ix_in_table ON u ((lower(name)));
CREATE INDEX ix_t_name_price ON t ((lower(name)), price);
CREATE INDEX options ON t (at DESC NULLS LAST, price NULLS FIRST) INCLUDE (name) WITH (fillfactor = 70);
CREATE INDEX computed ON t ((price + 1) DESC) WHERE price IS NOT NULL;
CREATE INDEX by_hash ON t USING hash (name);
CREATE INDEX by_path ON t USING gin (doc jsonb_path_ops);
CREATE INDEX by_pattern ON t (name text_pattern_ops);

-- down
-- destroys: u
DROP INDEX by_pattern;
DROP INDEX by_path;
DROP INDEX by_hash;
DROP INDEX computed;
DROP INDEX options;
DROP INDEX ix_t_name_price;
DROP TABLE u;
