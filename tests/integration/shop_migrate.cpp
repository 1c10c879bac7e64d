#include <retort/command.hpp>

#include <cstdlib>
#include <span>
#include <vector>

#include "shop_history.hpp"

namespace {

// The same history, but 002 takes long between its statements: for tests that kill it there.
int run_slowly(int argc, char** argv) {
    using namespace shop;
    static constexpr statement sqlite[] = {
        r2_up_sqlite[0],
        {"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000000) SELECT max(i) FROM n"},
        r2_up_sqlite[1]};
    static constexpr statement postgresql[] = {r2_up_postgresql[0], {"SELECT pg_sleep(4)"}, r2_up_postgresql[1]};
    static constexpr statement mariadb[] = {r2_up_mariadb[0], {"SELECT sleep(4)"}, r2_up_mariadb[1]};
    static constexpr route routes[] = {
        {database::sqlite, {sqlite, {}, {}, {}}, {r2_down, r2_lost, {}, {}, r2_nothing}},
        {database::postgresql, {postgresql, {}, {}, {}}, {r2_down, r2_lost, {}, {}, r2_nothing}},
        {database::mariadb, {mariadb, {}, {}, {}}, {r2_down_mariadb, r2_lost, {}, {}, r2_nothing}}};
    std::vector<revision> slow(std::begin(revisions), std::end(revisions));
    slow[1].routes = routes;
    const history slowed{"shop", databases, slow};
    return retort::run_command(argc, argv, retort::testing::described(slowed).history());
}

// The same history, with queries for how much is lost, as the generator writes them, and a revision more with all the
// kinds of statements that there are; it fails at its end where the environment says so.
int run_for_operators(int argc, char** argv) {
    using namespace shop;
    static constexpr text orders_and_customers[] = {"SELECT count(*) FROM orders", "SELECT count(*) FROM customers"};
    // Not quoted: SQLite would take the name of a column that is not there for a text.
    static constexpr text car_numbers[] = {"SELECT count(orders.car_number) FROM orders"};
    static constexpr text notes[] = {"customers.note"};
    static constexpr text counted_notes[] = {"SELECT count(customers.note) FROM customers"};
    static constexpr text parents[] = {"004_first_customers"};
    static constexpr text operations[] = {"add column customers.note", "backfill customers.note"};
    static constexpr statement precheck{.sql = "SELECT count(*) FROM customers WHERE name = ''",
                                        .precheck = "there are customers without a name"};
    static constexpr statement fill{
        .sql =
            "UPDATE customers SET note = 'none' WHERE id IN (SELECT id FROM (SELECT id FROM customers WHERE note IS "
            "NULL LIMIT 1) AS found)",
        .transactional = false,
        .batch = 1,
        .at_once = "UPDATE customers SET note = 'none' WHERE note IS NULL"};
    static constexpr statement up_sqlite[] = {{"ALTER TABLE customers ADD COLUMN note TEXT"}, precheck, fill};
    static constexpr statement up_postgresql[] = {
        {"ALTER TABLE customers ADD COLUMN note text"},
        precheck,
        fill,
        {"CREATE INDEX CONCURRENTLY ix_customers_note ON customers (note)", false}};
    static constexpr statement up_mariadb[] = {
        {"ALTER TABLE customers ADD COLUMN note varchar(20), ALGORITHM=INSTANT", false}, precheck, fill};
    static constexpr statement failing[] = {{"INSERT INTO customers (id, name, phone) VALUES (1, 'again', '')"}};
    static constexpr statement down[] = {{"ALTER TABLE customers DROP COLUMN note"}};
    static constexpr statement down_mariadb[] = {{"ALTER TABLE customers DROP COLUMN note", false}};
    const bool fails = std::getenv("SHOP_FAILS") != nullptr;
    const auto up = [&](std::span<const statement> whole) {
        return fails ? std::span<const statement>(failing) : whole;
    };
    const route fifth[] = {{database::sqlite, {up(up_sqlite)}, {down, notes, {}, {}, counted_notes}},
                           {database::postgresql, {up(up_postgresql)}, {down, notes, {}, {}, counted_notes}},
                           {database::mariadb, {up(up_mariadb)}, {down_mariadb, notes, {}, {}, counted_notes}}};
    std::vector<revision> all(std::begin(revisions), std::end(revisions));
    std::vector<route> first(all[0].routes.begin(), all[0].routes.end());
    std::vector<route> second(all[1].routes.begin(), all[1].routes.end());
    for (route& r : first) r.down.counts = orders_and_customers;
    for (route& r : second) r.down.counts = car_numbers;
    all[0].routes = first;
    all[1].routes = second;
    all.push_back({"005_notes", "notes on customers", parents, "1:0000000000000005", operations, fifth});
    return retort::run_command(argc, argv, retort::testing::described({"shop", databases, all}).history());
}

}  // namespace

int main(int argc, char** argv) {
    if (std::getenv("SHOP_SLOWLY") != nullptr) return run_slowly(argc, argv);
    if (std::getenv("SHOP_OPERATORS") != nullptr) return run_for_operators(argc, argv);
    return retort::run_command(argc, argv, shop::the_history());
}
