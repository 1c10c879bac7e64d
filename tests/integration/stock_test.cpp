// A step in C++ from a user's header to rows: retort_add_schema(), its SOURCES, upgrade and downgrade.
#include <retort/migrator.hpp>

#include <stock/access.hpp>

#include "support/catch.hpp"

static const retort::run_options any_loss{.allow_loss = {"all"}};

namespace {

std::string labels(retort::connection& db) {
    std::string all;
    for (const auto& row : db.execute("SELECT label FROM parts ORDER BY id").rows)
        all += std::get<std::string>(row[0]) + "; ";
    return all;
}

}  // namespace

TEST_CASE("a C++ step changes rows in an upgrade, and its undo in a downgrade") {
    retort::connection db("sqlite://");
    upgrade(db, stock::history(), "001_create_parts", any_loss);
    CHECK(labels(db) == "Pads 19.95; Disc 100; no price; ");

    CHECK(upgrade(db, stock::history(), "head", any_loss).size() == 1);
    CHECK(labels(db) == "Pads; Disc; no price; ");
    CHECK(stock::parts::find(db, 1)->cents == 1995);
    CHECK(stock::parts::find(db, 2)->cents == 10000);
    CHECK(stock::parts::find(db, 3)->cents == 0);

    CHECK(downgrade(db, stock::history(), "-1", any_loss).size() == 1);
    CHECK(labels(db) == "Pads 19.95; Disc 100.00; no price; ");
    CHECK(upgrade(db, stock::history(), "head", any_loss).size() == 1);
    CHECK(labels(db) == "Pads; Disc; no price; ");
}

TEST_CASE("the changes of a C++ step are rolled back with its revision") {
    retort::connection db("sqlite://");
    upgrade(db, stock::history(), "001_create_parts", any_loss);
    // The second row that the function writes is refused.
    db.execute("CREATE TRIGGER refuse BEFORE UPDATE ON parts WHEN new.id = 2 BEGIN SELECT raise(ABORT, 'no'); END");
    CHECK_THROWS_AS(upgrade(db, stock::history(), "head", any_loss), retort::error);
    CHECK(labels(db) == "Pads 19.95; Disc 100; no price; ");
    CHECK(current(db, stock::history()) == std::vector<std::string>{"001_create_parts"});
}
