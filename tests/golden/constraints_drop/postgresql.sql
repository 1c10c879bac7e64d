-- 002_constraints_drop

-- up
ALTER TABLE cities DROP CONSTRAINT not_too_many;
ALTER TABLE cities DROP CONSTRAINT ck_cities_people;
ALTER TABLE cities DROP CONSTRAINT fk_cities_country;
ALTER TABLE countries DROP CONSTRAINT one_name_each;
ALTER TABLE cities DROP CONSTRAINT uq_cities_country_name;
ALTER TABLE cities DROP CONSTRAINT pk_cities;

-- down
-- must count no rows: several rows of cities have the same values in (id)
SELECT count(*) FROM (SELECT 1 FROM cities GROUP BY id HAVING count(*) > 1) AS twice;
-- must count no rows: several rows of cities have the same values in (country, name)
SELECT count(*) FROM (SELECT 1 FROM cities WHERE country IS NOT NULL AND name IS NOT NULL GROUP BY country, name HAVING count(*) > 1) AS twice;
-- must count no rows: several rows of countries have the same values in (name)
SELECT count(*) FROM (SELECT 1 FROM countries WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1) AS twice;
-- must count no rows: rows of cities reference missing rows of countries
SELECT count(*) FROM cities AS source WHERE source.country IS NOT NULL AND NOT EXISTS (SELECT 1 FROM countries AS target WHERE target.code = source.country);
-- must count no rows: rows of cities violate the check
SELECT count(*) FROM cities WHERE NOT (people > 0);
-- must count no rows: rows of cities violate the check
SELECT count(*) FROM cities WHERE NOT (people < 50000000);
ALTER TABLE cities ADD CONSTRAINT pk_cities PRIMARY KEY (id);
ALTER TABLE cities ADD CONSTRAINT uq_cities_country_name UNIQUE (country, name);
ALTER TABLE countries ADD CONSTRAINT one_name_each UNIQUE (name);
ALTER TABLE cities ADD CONSTRAINT fk_cities_country FOREIGN KEY (country) REFERENCES countries (code) ON DELETE RESTRICT;
ALTER TABLE cities ADD CONSTRAINT ck_cities_people CHECK (people > 0);
ALTER TABLE cities ADD CONSTRAINT not_too_many CHECK (people < 50000000);
