-- 002_constraints_drop

-- up
-- outside of a transaction
ALTER TABLE cities DROP CONSTRAINT not_too_many;
-- outside of a transaction
ALTER TABLE cities DROP CONSTRAINT ck_cities_people;
-- outside of a transaction
ALTER TABLE cities DROP FOREIGN KEY fk_cities_country, DROP KEY fk_cities_country;
-- outside of a transaction
ALTER TABLE countries DROP KEY one_name_each;
-- outside of a transaction
ALTER TABLE cities DROP KEY uq_cities_country_name;
-- outside of a transaction
ALTER TABLE cities DROP PRIMARY KEY;

-- down
-- outside of a transaction
ALTER TABLE cities ADD PRIMARY KEY (id);
-- outside of a transaction
ALTER TABLE cities ADD UNIQUE KEY uq_cities_country_name (country, name);
-- outside of a transaction
ALTER TABLE countries ADD UNIQUE KEY one_name_each (name);
-- outside of a transaction
ALTER TABLE cities ADD KEY fk_cities_country (country), ADD CONSTRAINT fk_cities_country FOREIGN KEY (country) REFERENCES countries (code) ON DELETE RESTRICT;
-- outside of a transaction
ALTER TABLE cities ADD CONSTRAINT ck_cities_people CHECK (people > 0);
-- outside of a transaction
ALTER TABLE cities ADD CONSTRAINT not_too_many CHECK (people < 50000000);
