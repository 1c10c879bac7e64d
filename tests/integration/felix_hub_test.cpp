// Felix Hub as its users have it: migrated, written to and read through the generated access code, on every database.
#include <felix_hub/access.hpp>
#include <felix_hub/access_hana.hpp>
#include <retort/migrator.hpp>

#include <boost/hana/for_each.hpp>
#include <boost/hana/members.hpp>

#include "catalog.hpp"
#include "felix_declared.hpp"
#include "scratch.hpp"
#include "support/catch.hpp"

using namespace retort;
using namespace retort::test;
namespace hub = felix_hub;

namespace {

template <class Test>
void on_each(Test test) {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        scratch place(kind);
        connection db = place.open();
        test(place, db);
    }
}

}  // namespace

TEST_CASE("Felix Hub: up, down to base and up again give an identical schema") {
    on_each([](scratch& place, connection& db) {
        upgrade(db, hub::history(), "head", any_loss);
        const std::string first = place.schema_text();
        CHECK(first.find("orders") != std::string::npos);
        downgrade(db, hub::history(), "base", any_loss);
        CHECK(catalog_of(db).empty());
        upgrade(db, hub::history(), "head", any_loss);
        CHECK(place.schema_text() == first);
    });
}

TEST_CASE("Felix Hub: the history matches the declared schema") {
    on_each([](scratch& place, connection& db) {
        upgrade(db, hub::history(), "head", any_loss);
        scratch declared(place.kind());
        connection other = declared.open();
        for (const std::string& sql : declared_felix_hub(name_of(place.kind()))) other.execute(sql);
        CHECK(difference(catalog_of(other), catalog_of(db)) == "");
    });
}

TEST_CASE("Felix Hub: each revision can be reverted and applied again") {
    on_each([](scratch&, connection& db) {
        for (const plan::revision& r : hub::history().revisions) {
            INFO(r.id);
            const catalog before = catalog_of(db);
            upgrade(db, hub::history(), r.id, any_loss);
            const catalog after = catalog_of(db);
            downgrade(db, hub::history(), "-1", any_loss);
            CHECK(difference(before, catalog_of(db)) == "");
            upgrade(db, hub::history(), r.id, any_loss);
            CHECK(difference(after, catalog_of(db)) == "");
        }
    });
}

TEST_CASE("Felix Hub: rows with Cyrillic text and emoji survive a downgrade and an upgrade") {
    on_each([](scratch&, connection& db) {
        upgrade(db, hub::history(), "head", any_loss);
        const auto categories = hub::categories::all(db);
        REQUIRE(categories.size() == 5);
        CHECK(categories[0].name_ru == "Тормоза");
        CHECK(categories[0].name_he == "בלמים");
        CHECK(categories[4].icon == "🛢️");
        const hub::order made = hub::orders::insert(db, {.mechanic_name = "Йосси",
                                                         .telegram_id = "@yossi",
                                                         .category = "Двигатель",
                                                         .vin = "VIN",
                                                         .selected_parts = "[]"});
        CHECK(made.status == "новый");
        // The column that 003 adds goes and comes with its default; the others keep what they hold.
        downgrade(db, hub::history(), "002_create_categories_parts_tables", any_loss);
        CHECK(rows_of(db, "SELECT mechanic_name, category, status FROM orders") ==
              std::vector<std::string>{"Йосси|Двигатель|новый"});
        upgrade(db, hub::history(), "head", any_loss);
        const auto found = hub::orders::find(db, made.id);
        REQUIRE(found);
        CHECK(found->mechanic_name == "Йосси");
        CHECK(found->language == "ru");
        CHECK(found->work_status == "новый");
        CHECK(found->vin == "VIN");
    });
}

TEST_CASE("Felix Hub: insert, find, all, update, erase") {
    on_each([](scratch&, connection& db) {
        upgrade(db, hub::history(), "head", any_loss);
        const retort::timestamp noon = std::chrono::local_days{std::chrono::year{2024} / 2 / 29} +
                                       std::chrono::hours(12) + std::chrono::microseconds(250'000);
        const hub::mechanic yossi = hub::mechanics::insert(
            db, {.email = "y@example.com", .password_hash = "…", .name = "Йосси 🔧", .created_at = noon});
        CHECK(yossi.created_at == noon);
        CHECK(yossi.updated_at);  // CURRENT_TIMESTAMP
        CHECK(!yossi.phone);
        CHECK(yossi.active == true);
        CHECK(hub::mechanics::find(db, yossi.id) == yossi);
        CHECK(!hub::mechanics::find(db, yossi.id + 1));

        const std::string parts = R"(["масляный фильтр", {"count": 2, "note": "it's \"new\" 🛢️"}])";
        hub::order order = hub::orders::insert(db, {.mechanic_name = yossi.name,
                                                    .telegram_id = "@yossi",
                                                    .category = "Двигатель",
                                                    .selected_parts = parts,
                                                    .assigned_mechanic_id = yossi.id});
        CHECK(order.selected_parts == parts);
        CHECK(!order.vin);
        CHECK(order.printed == false);
        CHECK(order.comments_count == 0);

        order.vin = "WVWZZZ1JZXW000001";
        order.status = std::nullopt;
        order.printed = true;
        order.created_at = noon;
        CHECK(hub::orders::update(db, order));
        CHECK(hub::orders::find(db, order.id) == order);
        CHECK(rows_of(db, "SELECT status FROM orders") == std::vector<std::string>{"NULL"});

        const hub::order second = hub::orders::insert(db, {.mechanic_name = "a",
                                                           .telegram_id = "b",
                                                           .category = "c",
                                                           .selected_parts = "{}",
                                                           .status = std::nullopt});
        CHECK(!second.status);  // NULL that was given, not the default
        const auto all = hub::orders::all(db);
        REQUIRE(all.size() == 2);
        CHECK(all[0] == order);
        CHECK(all[1] == second);

        CHECK(hub::orders::erase(db, second.id));
        CHECK(!hub::orders::erase(db, second.id));
        CHECK(!hub::orders::update(db, second));
        CHECK(hub::orders::all(db).size() == 1);
        // A mechanic who has orders stays.
        CHECK_THROWS_AS(hub::mechanics::erase(db, yossi.id), error);
        // Erased numbers are not given again.
        CHECK(
            hub::orders::insert(db, {.mechanic_name = "a", .telegram_id = "b", .category = "c", .selected_parts = "{}"})
                .id > second.id);
    });
}

TEST_CASE("Felix Hub: Boost.Hana can iterate over a row") {
    hub::category brakes{.id = 1, .name_ru = "Тормоза", .icon = "🛑"};
    std::vector<std::string> names;
    std::size_t set = 0;
    boost::hana::for_each(brakes, [&](auto pair) {
        names.push_back(boost::hana::to<const char*>(boost::hana::first(pair)));
        if constexpr (requires { boost::hana::second(pair).has_value(); }) set += boost::hana::second(pair).has_value();
    });
    CHECK(names == std::vector<std::string>{"id", "name_ru", "name_he", "name_en", "icon", "sort_order", "created_at"});
    CHECK(set == 1);
}
