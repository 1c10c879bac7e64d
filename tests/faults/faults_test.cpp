// For every statement of every operation, on each database: the run fails before it, fails behind it, its process is
// killed at either place. The next run, in the same direction or back, ends as if nothing had been.
#include <retort/codegen/plan.hpp>
#include <retort/migrator.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <stdexcept>

#include "integration/bench.hpp"
#include "integration/catalog.hpp"
#include "integration/conformance.hpp"
#include "integration/scratch.hpp"
#include "support/catch.hpp"
#include "support/embed.hpp"

using namespace retort;
using namespace retort::test;

namespace {

using list = std::vector<std::string>;

/// Where a run is disturbed: at a statement of its only step, before or behind it.
struct fault {
    std::size_t statement = 0;
    event::kind place = event::kind::statement;
    bool kills = false;
};

struct disturbance : std::runtime_error {
    disturbance() : std::runtime_error("disturbed") {}
};

run_options disturbed_by(const fault& f) {
    run_options options = any_loss;
    options.round_trips = round_trips::each;
    options.progress = [f](const event& e) {
        if (e.what != f.place || e.statement != f.statement) return;
        if (f.kills) raise(SIGKILL);
        throw disturbance();
    };
    return options;
}

std::string in_words(const fault& f, bool up) {
    return std::string(up ? "up" : "down") + (f.kills ? ", killed " : ", failed ") +
           (f.place == event::kind::statement ? "before" : "behind") + " statement " + std::to_string(f.statement);
}

class world {
public:
    world(database kind, const conformance_case& c) : place_(kind) {
        project_.declared.name = "faults";
        project_.declared.databases.add(model_of(kind));
        project_.migrations.push_back({.id = "1", .operations = c.before});
        project_.migrations.push_back({.id = "2", .parents = {"1"}, .operations = c.steps});
        try {
            plan_.emplace(codegen::make_plan(project_, {std::string(name_of(kind))}));
        } catch (const codegen::generation_error&) {
            return;  // The conformance suite says which.
        }
        db_.emplace(place_.url());
        upgrade(*db_, history(), "1", any_loss);
        for (const std::string& sql : c.rows) db_->execute(sql);
        below_ = catalog_of(*db_);
        upgrade(*db_, history(), "2", any_loss);
        above_ = catalog_of(*db_);
        if (can_go_back()) downgrade(*db_, history(), "1", any_loss);
    }

    bool takes_it() const { return plan_.has_value(); }
    bool can_go_back() const { return route().down.irreversible.empty(); }

    /// Returns how many faults were tried.
    int try_all() {
        int tried = 0;
        if (!can_go_back()) return tried;
        for (const bool up : {true, false}) {
            const std::size_t statements = (up ? route().up : route().down).statements.size();
            for (std::size_t k = 1; k <= statements; ++k)
                for (const event::kind place : {event::kind::statement, event::kind::ran})
                    for (const bool kills : {false, true})
                        for (const bool turns : {false, true}) {
                            take({k, place, kills}, up, turns);
                            ++tried;
                        }
            go(up, any_loss);  // to where the other direction begins
        }
        return tried;
    }

private:
    const codegen::route& route() const { return plan_->source().revisions[1].routes[0]; }
    const plan::history& history() const { return plan_->history(); }

    void go(bool up, const run_options& options) {
        up ? upgrade(*db_, history(), "2", options) : downgrade(*db_, history(), "1", options);
    }

    /// From the beginning of one direction, disturbed, and on, or back; and to the beginning again.
    void take(const fault& f, bool up, bool turns) {
        INFO(in_words(f, up) << (turns ? ", and back" : ", and on"));
        try {
            disturb(f, up);
            go(up != turns, any_loss);
            const bool is_up = current(*db_, history()) == list{"2"};
            CHECK(is_up == (up != turns));
            CHECK(difference(is_up ? above_ : below_, catalog_of(*db_)) == "");
            CHECK(verify(*db_, history()).empty());
            if (is_up == up) go(!up, any_loss);
            CHECK(difference(up ? below_ : above_, catalog_of(*db_)) == "");
        } catch (const error& e) {
            FAIL(e.what() << "\n" << e.statement());
        }
    }

    void disturb(const fault& f, bool up) {
        if (!f.kills) {
            CHECK_THROWS_AS(go(up, disturbed_by(f)), disturbance);
            return;
        }
        const int child = fork();
        if (child == 0) {
            try {
                // The child's own; the parent's connection stays as it is, and is not closed here.
                new connection(std::move(*db_));
                db_.emplace(place_.url());
                go(up, disturbed_by(f));
            } catch (const std::exception& e) {
                std::cerr << e.what() << '\n';
            }
            _exit(1);
        }
        int status = 0;
        waitpid(child, &status, 0);
        CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
    }

    scratch place_;
    codegen::project project_;
    std::optional<testing::embedded> plan_;
    std::optional<connection> db_;
    catalog below_, above_;
};

/// RETORT_PART=2/6 is the second sixth of the cases.
struct share {
    std::size_t number = 1, of = 1;
    bool has(std::size_t index) const { return index % of == number - 1; }
};

share share_of_this_process() {
    const char* given = std::getenv("RETORT_PART");
    if (given == nullptr) return {};
    char* end = nullptr;
    const share s{std::strtoull(given, &end, 10), *end == '/' ? std::strtoull(end + 1, nullptr, 10) : 0};
    if (s.number == 0 || s.number > s.of) throw std::runtime_error("RETORT_PART is not like 2/6");
    return s;
}

void all_faults(database kind) {
    if (!is_available(kind)) return;
    const share mine = share_of_this_process();
    std::size_t index = 0;
    int cases = 0, tried = 0;
    for (const conformance_case& c : conformance_cases()) {
        if (!mine.has(index++)) continue;
        if (!c.only.wants(model_of(kind))) continue;
        INFO("operation " << c.operation << " " << c.form);
        world w(kind, c);
        if (!w.takes_it()) continue;
        ++cases;
        tried += w.try_all();
    }
    std::cout << "faults on " << name_of(kind) << ": " << tried << " in " << cases << " chains\n";
    CHECK(tried > 200 / static_cast<int>(mine.of));
}

}  // namespace

TEST_CASE("faults: SQLite") { all_faults(database::sqlite); }
TEST_CASE("faults: PostgreSQL") { all_faults(database::postgresql); }
TEST_CASE("faults: MariaDB") { all_faults(database::mariadb); }
