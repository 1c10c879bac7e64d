// A small history as the generator would write it: a foreign key, a column added, a table that SQLite has to make anew,
// data rows, texts beyond ASCII.
#pragma once

#include <retort/plan.hpp>

#include <string_view>

#include "support/described.hpp"

namespace shop {

using retort::database;
using retort::plan::history;
using retort::plan::revision;
using retort::plan::route;
using retort::plan::script;
using retort::plan::statement;
using text = std::string_view;

// 001
// ------------------------------------------------------------------------------------------------------------------
inline constexpr statement r1_up_sqlite[] = {
    {R"(CREATE TABLE "customers" ("id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL, "phone" TEXT))"},
    {R"(CREATE TABLE "orders" ("id" INTEGER PRIMARY KEY, "customer_id" INTEGER NOT NULL REFERENCES "customers" ("id"),
    "status" TEXT NOT NULL DEFAULT 'новый 🔧; it''s "new"'))"}};
inline constexpr statement r1_up_postgresql[] = {
    {R"(CREATE TABLE "customers" ("id" bigint PRIMARY KEY, "name" text NOT NULL, "phone" text))"},
    {R"(CREATE TABLE "orders" ("id" bigint PRIMARY KEY, "customer_id" bigint NOT NULL REFERENCES "customers" ("id"),
    "status" text NOT NULL DEFAULT 'новый 🔧; it''s "new"'))"}};
inline constexpr statement r1_up_mariadb[] = {
    {R"(CREATE TABLE "customers" ("id" bigint PRIMARY KEY, "name" varchar(100) NOT NULL, "phone" varchar(20))
    ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin)",
     false},
    {R"(CREATE TABLE "orders" ("id" bigint PRIMARY KEY, "customer_id" bigint NOT NULL REFERENCES "customers" ("id"),
    "status" varchar(100) NOT NULL DEFAULT 'новый 🔧; it''s "new"')
    ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin)",
     false},
    // A body has semicolons, and comments that belong to it.
    {R"(CREATE TRIGGER "orders_status" BEFORE INSERT ON "orders" FOR EACH ROW
BEGIN
    -- nobody's order; it's "closed"
    IF NEW."status" = '' THEN SET NEW."status" = 'a\b; // ''c'''; END IF;
END)",
     false}};
inline constexpr statement r1_down[] = {{R"(DROP TABLE "orders")"}, {R"(DROP TABLE "customers")"}};
inline constexpr statement r1_down_mariadb[] = {{R"(DROP TABLE "orders")", false},
                                                {R"(DROP TABLE "customers")", false}};
inline constexpr text r1_lost[] = {"orders", "customers"};
// What tests put into these tables is no loss.
inline constexpr text r1_nothing[] = {"SELECT 0", "SELECT 0"};
inline constexpr text r1_operations[] = {"create table customers", "create table orders"};
inline constexpr route r1_routes[] = {
    {database::sqlite, {r1_up_sqlite, {}, {}, {}}, {r1_down, r1_lost, {}, {}, r1_nothing}},
    {database::postgresql, {r1_up_postgresql, {}, {}, {}}, {r1_down, r1_lost, {}, {}, r1_nothing}},
    {database::mariadb, {r1_up_mariadb, {}, {}, {}}, {r1_down_mariadb, r1_lost, {}, {}, r1_nothing}}};

// 002
// ------------------------------------------------------------------------------------------------------------------
inline constexpr statement r2_up_sqlite[] = {{R"(ALTER TABLE "orders" ADD COLUMN "car_number" TEXT)"},
                                             {R"(CREATE INDEX "ix_orders_car" ON "orders" ("car_number"))"}};
inline constexpr statement r2_up_postgresql[] = {{R"(ALTER TABLE "orders" ADD COLUMN "car_number" varchar(20))"},
                                                 {R"(CREATE INDEX "ix_orders_car" ON "orders" ("car_number"))"}};
inline constexpr statement r2_down[] = {{R"(DROP INDEX "ix_orders_car")"},
                                        {R"(ALTER TABLE "orders" DROP COLUMN "car_number")"}};
inline constexpr statement r2_up_mariadb[] = {{R"(ALTER TABLE "orders" ADD COLUMN "car_number" varchar(20))", false},
                                              {R"(CREATE INDEX "ix_orders_car" ON "orders" ("car_number"))", false}};
inline constexpr statement r2_down_mariadb[] = {{R"(DROP INDEX "ix_orders_car" ON "orders")", false},
                                                {R"(ALTER TABLE "orders" DROP COLUMN "car_number")", false}};
inline constexpr text r2_parents[] = {"001_create_orders"};
inline constexpr text r2_lost[] = {"orders.car_number"};
inline constexpr text r2_nothing[] = {"SELECT 0"};
inline constexpr text r2_operations[] = {"add column orders.car_number", "create index ix_orders_car"};
inline constexpr route r2_routes[] = {
    {database::sqlite, {r2_up_sqlite, {}, {}, {}}, {r2_down, r2_lost, {}, {}, r2_nothing}},
    {database::postgresql, {r2_up_postgresql, {}, {}, {}}, {r2_down, r2_lost, {}, {}, r2_nothing}},
    {database::mariadb, {r2_up_mariadb, {}, {}, {}}, {r2_down_mariadb, r2_lost, {}, {}, r2_nothing}}};

// 003
// ------------------------------------------------------------------------------------------------------------------
inline constexpr statement r3_up_sqlite[] = {
    {R"(UPDATE "customers" SET "phone" = '' WHERE "phone" IS NULL)"},
    {R"(CREATE TABLE "retort_new_customers" ("id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL, "phone" TEXT NOT NULL))"},
    {R"(INSERT INTO "retort_new_customers" ("id", "name", "phone") SELECT "id", "name", "phone" FROM "customers")"},
    {R"(DROP TABLE "customers")"},
    {R"(ALTER TABLE "retort_new_customers" RENAME TO "customers")"}};
inline constexpr statement r3_down_sqlite[] = {
    {R"(CREATE TABLE "retort_new_customers" ("id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL, "phone" TEXT))"},
    {R"(INSERT INTO "retort_new_customers" ("id", "name", "phone") SELECT "id", "name", "phone" FROM "customers")"},
    {R"(DROP TABLE "customers")"},
    {R"(ALTER TABLE "retort_new_customers" RENAME TO "customers")"}};
inline constexpr statement r3_up_postgresql[] = {{R"(UPDATE "customers" SET "phone" = '' WHERE "phone" IS NULL)"},
                                                 {R"(ALTER TABLE "customers" ALTER COLUMN "phone" SET NOT NULL)"}};
inline constexpr statement r3_down_postgresql[] = {{R"(ALTER TABLE "customers" ALTER COLUMN "phone" DROP NOT NULL)"}};
inline constexpr statement r3_up_mariadb[] = {
    {R"(UPDATE "customers" SET "phone" = '' WHERE "phone" IS NULL)"},
    {R"(ALTER TABLE "customers" MODIFY COLUMN "phone" varchar(20) NOT NULL)", false}};
inline constexpr statement r3_down_mariadb[] = {
    {R"(ALTER TABLE "customers" MODIFY COLUMN "phone" varchar(20))", false}};
inline constexpr text r3_parents[] = {"002_add_car_number"};
inline constexpr text r3_rebuilds[] = {"customers"};
inline constexpr text r3_operations[] = {"alter column customers.phone: not null"};
inline constexpr route r3_routes[] = {
    {database::sqlite, {r3_up_sqlite, {}, r3_rebuilds, {}}, {r3_down_sqlite, {}, r3_rebuilds, {}}},
    {database::postgresql, {r3_up_postgresql, {}, {}, {}}, {r3_down_postgresql, {}, {}, {}}},
    {database::mariadb, {r3_up_mariadb, {}, {}, {}}, {r3_down_mariadb, {}, {}, {}}}};

// 004
// ------------------------------------------------------------------------------------------------------------------
inline constexpr statement r4_up[] = {
    {R"(DROP TABLE IF EXISTS "nowhere")"},  // PostgreSQL sends a notice.
    {R"(INSERT INTO "customers" ("id", "name", "phone") VALUES (1, 'Иван 🚗', '+7'), (2, 'O''Hara', '+1'))"},
    {"-- two of them\nINSERT INTO \"orders\" (\"id\", \"customer_id\") VALUES (1, 1), (2, 2) -- with the default "
     "status"}};
inline constexpr statement r4_down[] = {{R"(DELETE FROM "orders" WHERE "id" IN (1, 2))"},
                                        {R"(DELETE FROM "customers" WHERE "id" IN (1, 2))"}};
// Rows alone: one transaction on MariaDB too.
inline constexpr statement r4_up_mariadb[] = {r4_up[1], r4_up[2]};
inline constexpr text r4_parents[] = {"003_phone_required"};
inline constexpr text r4_operations[] = {"execute: INSERT INTO customers", "execute: INSERT INTO orders"};
inline constexpr route r4_routes[] = {{database::sqlite, {r4_up, {}, {}, {}}, {r4_down, {}, {}, {}}},
                                      {database::postgresql, {r4_up, {}, {}, {}}, {r4_down, {}, {}, {}}},
                                      {database::mariadb, {r4_up_mariadb, {}, {}, {}}, {r4_down, {}, {}, {}}}};

inline constexpr database databases[] = {database::sqlite, database::postgresql, database::mariadb};
inline constexpr revision revisions[] = {
    {"001_create_orders", "customers and their orders", {}, "1:0000000000000001", r1_operations, r1_routes},
    {"002_add_car_number", "", r2_parents, "1:0000000000000002", r2_operations, r2_routes},
    {"003_phone_required", "a customer can be called", r3_parents, "1:0000000000000003", r3_operations, r3_routes},
    {"004_first_customers", "first customers", r4_parents, "1:0000000000000004", r4_operations, r4_routes}};
/// The whole history, with what the build notes about its statements.
inline const history& the_history() {
    static const retort::testing::described made(history{"shop", databases, revisions});
    return made.history();
}

}  // namespace shop
