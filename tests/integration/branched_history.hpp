// A history with branches as the generator would write it: each revision makes one table.
#pragma once

#include <retort/plan.hpp>

#include <iterator>
#include <span>
#include <string_view>

namespace branched {

using retort::database;
using retort::plan::history;
using retort::plan::revision;
using retort::plan::route;
using retort::plan::statement;
using text = std::string_view;

/// On every database a table of one column, which may be dropped without asking.
struct table_step {
    statement up[1];
    statement up_mariadb[1];
    statement down[1];
    statement down_mariadb[1];
    text operations[1];
    route routes[3];

    constexpr table_step(text create, text drop, text operation)
        : up{{create}},
          up_mariadb{{create, false}},
          down{{drop}},
          down_mariadb{{drop, false}},
          operations{operation},
          routes{{database::sqlite, {up, {}, {}, {}}, {down, {}, {}, {}}},
                 {database::postgresql, {up, {}, {}, {}}, {down, {}, {}, {}}},
                 {database::mariadb, {up_mariadb, {}, {}, {}}, {down_mariadb, {}, {}, {}}}} {}
    table_step(const table_step&) = delete;
    table_step& operator=(const table_step&) = delete;
};

inline constexpr table_step customers("CREATE TABLE customers (id int)", "DROP TABLE customers",
                                      "create table customers");
inline constexpr table_step orders("CREATE TABLE orders (id int)", "DROP TABLE orders", "create table orders");
inline constexpr table_step mails("CREATE TABLE mails (id int)", "DROP TABLE mails", "create table mails");
inline constexpr table_step items("CREATE TABLE items (id int)", "DROP TABLE items", "create table items");
inline constexpr table_step receipts("CREATE TABLE receipts (id int)", "DROP TABLE receipts", "create table receipts");
inline constexpr table_step payments("CREATE TABLE payments (id int)", "DROP TABLE payments", "create table payments");
inline constexpr table_step notes("CREATE TABLE notes (id int)", "DROP TABLE notes", "create table notes");

inline constexpr text on_first[] = {"001_customers"};
inline constexpr text on_orders[] = {"002_orders"};
inline constexpr text on_both[] = {"004_items", "003_mails"};
inline constexpr text on_merge[] = {"005_receipts"};

inline constexpr database databases[] = {database::sqlite, database::postgresql, database::mariadb};
inline constexpr revision revisions[] = {
    {"001_customers", "who buys", {}, "1:0000000000000001", customers.operations, customers.routes},
    {"002_orders", "what they buy", on_first, "1:0000000000000002", orders.operations, orders.routes},
    {"003_mails", "what we wrote to them", on_first, "1:0000000000000003", mails.operations, mails.routes},
    {"004_items", "", on_orders, "1:0000000000000004", items.operations, items.routes},
    {"005_receipts", "orders are answered by \"mail\"", on_both, "1:0000000000000005", receipts.operations,
     receipts.routes},
    {"006_payments", "when it was paid", on_merge, "1:0000000000000006", payments.operations, payments.routes},
    {"007_notes", "заметки", on_merge, "1:0000000000000007", notes.operations, notes.routes}};
inline constexpr history the_history{"branched", databases, revisions};
/// Without the second head.
inline constexpr history of_one_head{"branched", databases, std::span(revisions).first(6)};

}  // namespace branched
