-- 002_constraints_add

-- up
ALTER TABLE cities ADD PRIMARY KEY (id);
ALTER TABLE cities ADD UNIQUE KEY uq_cities_country_name (country, name);
ALTER TABLE countries ADD UNIQUE KEY one_name_each (name);
ALTER TABLE cities ADD KEY fk_cities_country (country), ADD CONSTRAINT fk_cities_country FOREIGN KEY (country) REFERENCES countries (code) ON DELETE RESTRICT;
ALTER TABLE cities ADD CONSTRAINT ck_cities_people CHECK (people > 0);
ALTER TABLE cities ADD CONSTRAINT not_too_many CHECK (people < 50000000);

-- down
ALTER TABLE cities DROP CONSTRAINT not_too_many;
ALTER TABLE cities DROP CONSTRAINT ck_cities_people;
ALTER TABLE cities DROP FOREIGN KEY fk_cities_country, DROP KEY fk_cities_country;
ALTER TABLE countries DROP KEY one_name_each;
ALTER TABLE cities DROP KEY uq_cities_country_name;
ALTER TABLE cities DROP PRIMARY KEY;
