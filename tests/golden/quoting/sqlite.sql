-- 002_quoting

-- up
-- destroys: table.⚙
-- rebuilds: table (foreign keys must be off: PRAGMA foreign_keys = OFF)
ALTER TABLE "Order Line" RENAME COLUMN "цена" TO "стоимость";
DROP INDEX "ix_Order Line_цена_CamelCase";
CREATE INDEX "ix_Order Line_стоимость_CamelCase" ON "Order Line" ("стоимость", "CamelCase" DESC);
ALTER TABLE "Order Line" RENAME TO "table";
DROP INDEX "ix_Order Line_стоимость_CamelCase";
CREATE INDEX "ix_table_стоимость_CamelCase" ON "table" ("стоимость", "CamelCase" DESC);
CREATE TABLE _retort_new_table (
    "select" INTEGER NOT NULL CHECK (typeof("select") = 'integer' AND "select" BETWEEN -2147483648 AND 2147483647),
    "say ""hi""" VARCHAR(90) NOT NULL CHECK (typeof("say ""hi""") <> 'blob' AND length("say ""hi""") <= 90),
    "стоимость" NUMERIC(10, 2) NOT NULL DEFAULT 0 CHECK (round("стоимость", 2) = "стоимость" AND abs("стоимость") < 100000000),
    "1st" TEXT CHECK (typeof("1st") <> 'blob'),
    "CamelCase" TEXT CHECK (typeof("CamelCase") <> 'blob'),
    "user" VARCHAR(90) CHECK (typeof("user") <> 'blob' AND length("user") <= 90),
    PRIMARY KEY ("select"),
    UNIQUE ("say ""hi"""),
    FOREIGN KEY ("user") REFERENCES "table" ("say ""hi"""),
    CONSTRAINT "it's" CHECK ("стоимость" >= 0)
);
INSERT INTO _retort_new_table ("select", "say ""hi""", "стоимость", "1st", "CamelCase")
SELECT "select", "say ""hi""", "стоимость", "1st", "CamelCase" FROM "table";
DROP TABLE "table";
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_table RENAME TO "table";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_table_стоимость_CamelCase" ON "table" ("стоимость", "CamelCase" DESC);

-- down
-- destroys: table.user
-- rebuilds: table (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_table (
    "select" INTEGER NOT NULL CHECK (typeof("select") = 'integer' AND "select" BETWEEN -2147483648 AND 2147483647),
    "say ""hi""" VARCHAR(90) NOT NULL CHECK (typeof("say ""hi""") <> 'blob' AND length("say ""hi""") <= 90),
    "стоимость" NUMERIC(10, 2) NOT NULL DEFAULT 0 CHECK (round("стоимость", 2) = "стоимость" AND abs("стоимость") < 100000000),
    "1st" TEXT CHECK (typeof("1st") <> 'blob'),
    "CamelCase" TEXT CHECK (typeof("CamelCase") <> 'blob'),
    "⚙" TEXT CHECK (typeof("⚙") <> 'blob'),
    PRIMARY KEY ("select"),
    UNIQUE ("say ""hi"""),
    CONSTRAINT "it's" CHECK ("стоимость" >= 0)
);
INSERT INTO _retort_new_table ("select", "say ""hi""", "стоимость", "1st", "CamelCase")
SELECT "select", "say ""hi""", "стоимость", "1st", "CamelCase" FROM "table";
DROP TABLE "table";
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_table RENAME TO "table";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_table_стоимость_CamelCase" ON "table" ("стоимость", "CamelCase" DESC);
ALTER TABLE "table" RENAME TO "Order Line";
DROP INDEX "ix_table_стоимость_CamelCase";
CREATE INDEX "ix_Order Line_стоимость_CamelCase" ON "Order Line" ("стоимость", "CamelCase" DESC);
ALTER TABLE "Order Line" RENAME COLUMN "стоимость" TO "цена";
DROP INDEX "ix_Order Line_стоимость_CamelCase";
CREATE INDEX "ix_Order Line_цена_CamelCase" ON "Order Line" ("цена", "CamelCase" DESC);
