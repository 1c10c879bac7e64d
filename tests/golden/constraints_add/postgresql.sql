-- 002_constraints_add

-- up
ALTER TABLE cities ADD CONSTRAINT pk_cities PRIMARY KEY (id);
ALTER TABLE cities ADD CONSTRAINT uq_cities_country_name UNIQUE (country, name);
ALTER TABLE countries ADD CONSTRAINT one_name_each UNIQUE (name);
ALTER TABLE cities ADD CONSTRAINT fk_cities_country FOREIGN KEY (country) REFERENCES countries (code) ON DELETE RESTRICT;
ALTER TABLE cities ADD CONSTRAINT ck_cities_people CHECK (people > 0);
ALTER TABLE cities ADD CONSTRAINT not_too_many CHECK (people < 50000000);

-- down
ALTER TABLE cities DROP CONSTRAINT not_too_many;
ALTER TABLE cities DROP CONSTRAINT ck_cities_people;
ALTER TABLE cities DROP CONSTRAINT fk_cities_country;
ALTER TABLE countries DROP CONSTRAINT one_name_each;
ALTER TABLE cities DROP CONSTRAINT uq_cities_country_name;
ALTER TABLE cities DROP CONSTRAINT pk_cities;
