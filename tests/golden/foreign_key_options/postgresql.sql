-- 002_foreign_key_options

-- up
CREATE TABLE stays (
    country char(2),
    city varchar(80),
    CONSTRAINT fk_stays_country_city FOREIGN KEY (country, city) REFERENCES places (country, city) MATCH FULL ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
ALTER TABLE stays ADD CONSTRAINT not_yet FOREIGN KEY (country, city) REFERENCES places (country, city) NOT VALID;
ALTER TABLE visits ADD CONSTRAINT fk_visits_country_city FOREIGN KEY (country, city) REFERENCES places (country, city) ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED NOT VALID;

-- down
-- destroys: stays
ALTER TABLE visits DROP CONSTRAINT fk_visits_country_city;
DROP TABLE stays;
