-- 002_index_options

-- up
CREATE TABLE u (
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob')
);
CREATE INDEX ix_in_table ON u ((lower(name)));
CREATE INDEX ix_t_name_price ON t ((lower(name)), price);
CREATE INDEX options ON t (at DESC, price);
CREATE INDEX computed ON t ((price + 1) DESC) WHERE price IS NOT NULL;
CREATE INDEX by_pattern ON t (name);

-- down
-- destroys: u
DROP INDEX by_pattern;
DROP INDEX computed;
DROP INDEX options;
DROP INDEX ix_t_name_price;
DROP TABLE u;
