// Histories with branches on real databases: whatever the order in which revisions are applied and undone, the schema
// is that of the applied set, and what rows hold stays. RETORT_SEED, RETORT_CASE and RETORT_CASES as in
// engine_test.cpp.
#include <retort/migrator.hpp>
#include <retort/model/merge.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <set>

#include "bench.hpp"
#include "catalog.hpp"
#include "rows.hpp"
#include "scratch.hpp"
#include "support/catch.hpp"
#include "support/embed.hpp"
#include "support/private_mariadb.hpp"
#include "support/private_postgresql.hpp"
#include "support/random_schema.hpp"
#include "survivors.hpp"

using namespace retort;
using namespace retort::test;
using retort::testing::embedded;
using retort::testing::generator;

namespace {

/// A law that does not hold, with what shows it.
struct broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string in_words(const model::operation& o) { return std::string(std::string_view(describe(o))); }

/// What the compiler has against the merge that is the last of the migrations, in this order.
std::string fault_of_merge(const codegen::project& p) {
    model::list<model::revision_node> graph;
    model::list<int> order;
    for (const model::migration& m : p.migrations) {
        order.push_back(static_cast<int>(graph.size()));
        graph.push_back({.id = m.id, .parents = m.parents});
    }
    model::faults found;
    check_merges(
        graph, order,
        [&](const model::list<int>& revisions, model::faults& faults, model::traces& traces) {
            model::schema s = codegen::nothing_of(p.declared);
            for (int at : revisions) {
                begin_revision(s);
                for (const model::operation& o : p.migrations[static_cast<std::size_t>(at)].operations) {
                    if (!faults.empty()) return s;
                    if (s.revision > traces.after) std::visit([&](const auto& one) { note(traces, s, one); }, o);
                    apply(s, o, faults);
                }
            }
            return s;
        },
        found);
    return found.empty() ? std::string() : std::string(std::string_view(to_string(found.front())));
}

struct tally {
    int cases = 0, moves = 0, late = 0, with_rows = 0, refused = 0, rows_in_the_way = 0, alternatives = 0;
};

/// One case: a random schema, two branches of random steps from it, their merge; then random moves between the sets of
/// revisions that can be applied.
class wander {
public:
    wander(bench& on, generator& random, tally& count) : on_(on), random_(random), count_(count) {}

    void take() {
        if (!invent()) return;
        ++count_.cases;
        codegen::plan made = codegen::make_plan(project_, {std::string(name_of(on_.kind()))});
        const embedded plan(std::move(made));
        for (const codegen::planned_revision& r : plan.source().revisions)
            count_.alternatives += static_cast<int>(r.routes[0].alternatives.size());
        history_ = &plan.history();
        db_ = &on_.migrated();
        applied_.assign(project_.migrations.size(), false);
        move(0, true);
        for (int i = 0; i < 9; ++i) {
            std::vector<std::pair<std::size_t, bool>> allowed;
            for (std::size_t m = 1; m < project_.migrations.size(); ++m)
                if (can(m, !applied_[m])) allowed.emplace_back(m, !applied_[m]);
            // Rather up than down, to come to the merge at times.
            std::erase_if(allowed, [&](const auto& one) { return !one.second && random_.one_in(2); });
            if (allowed.empty()) continue;
            const auto [which, up] =
                allowed[static_cast<std::size_t>(random_.number(0, static_cast<int>(allowed.size()) - 1))];
            move(which, up);
        }
        finish();
    }

private:
    static constexpr std::string_view ids[] = {"0", "a1", "b1", "a2", "b2", "merge"};

    bool invent() {
        const model::schema first = random_.schema(random_.number(1, 2));
        model::schema empty{.name = "random"};
        empty.databases = first.databases;
        empty.convention = first.convention;
        project_.declared = empty;
        const auto add = [&](int id, model::names parents, std::vector<model::operation> steps) {
            project_.migrations.push_back(
                {.id = ids[id], .parents = std::move(parents), .operations = std::move(steps)});
        };
        for (int attempt = 0; attempt < 30; ++attempt) {
            project_.migrations.clear();
            add(0, {}, [&] {
                std::vector<model::operation> all;
                for (model::operation& o : diff(empty, first)) all.push_back(std::move(o));
                return all;
            }());
            model::schema a = first, b = first;
            bool valid = true;
            for (int i = 1; i <= 4 && valid; ++i) {
                model::schema& own = i % 2 == 1 ? a : b;
                const model::operation o = step(own);
                own = *retort::testing::after(own, o);
                model::names parents;
                parents.push_back(i <= 2 ? ids[0] : ids[i - 2]);
                add(i, parents, {o});
            }
            model::names both;
            both.push_back(ids[3]);
            both.push_back(ids[4]);
            add(5, both, valid ? settled() : std::vector<model::operation>());
            model::schema s = empty;
            for (const model::migration& m : project_.migrations)
                for (const model::operation& o : m.operations) {
                    const auto next = valid ? retort::testing::after(s, o) : std::nullopt;
                    valid = valid && (next || &m == &project_.migrations.front());
                    if (next)
                        s = *next;
                    else if (valid) {
                        model::faults faults;
                        apply(s, o, faults);
                    }
                }
            if (valid && fault_of_merge(project_).empty()) return true;
        }
        return false;
    }

    /// Mostly one that is rendered otherwise beside another branch.
    model::operation step(const model::schema& s) {
        model::operation o = random_.operation(s);
        const auto likely = [](const auto& of) {
            using Operation = std::remove_cvref_t<decltype(of)>;
            return std::is_same_v<Operation, model::alter_column> || std::is_same_v<Operation, model::rename_column> ||
                   std::is_same_v<Operation, model::add_enumeration_value> ||
                   std::is_same_v<Operation, model::replace_object> || std::is_same_v<Operation, model::add_column> ||
                   std::is_same_v<Operation, model::drop_constraint>;
        };
        for (int i = 0; i < 6 && !std::visit(likely, o); ++i) o = random_.operation(s);
        return o;
    }

    /// The steps of the merge where both branches add values to an enumeration: which is the first.
    std::vector<model::operation> settled() const {
        const auto end = [&](std::initializer_list<std::size_t> order) {
            model::schema s = codegen::nothing_of(project_.declared);
            model::faults faults;
            for (std::size_t i : order)
                for (const model::operation& o : project_.migrations[i].operations) apply(s, o, faults);
            return s;
        };
        const model::schema one = end({0, 1, 2, 3, 4}), other = end({0, 2, 4, 1, 3});
        std::vector<model::operation> steps;
        for (const model::enumeration& e : one.enumerations)
            if (const model::enumeration* theirs = other.find_enumeration(e.name); theirs && theirs->values != e.values)
                steps.push_back(model::alter_enumeration{.name = e.name, .values = e.values});
        return steps;
    }

    bool needs(std::size_t m, std::size_t other) const {
        const model::names& parents = project_.migrations[m].parents;
        return std::any_of(parents.begin(), parents.end(),
                           [&](std::string_view p) { return p == project_.migrations[other].id; });
    }
    bool can(std::size_t m, bool up) const {
        for (std::size_t other = 0; other < applied_.size(); ++other)
            if (up ? needs(m, other) && !applied_[other] : needs(other, m) && applied_[other]) return false;
        return true;
    }
    model::schema schema_of(const std::vector<bool>& applied) const {
        model::schema s = codegen::nothing_of(project_.declared);
        model::faults faults;
        for (std::size_t i = 0; i < applied.size(); ++i)
            if (applied[i])
                for (const model::operation& o : project_.migrations[i].operations) apply(s, o, faults);
        return s;
    }
    std::string set_in_words(const std::vector<bool>& applied) const {
        std::string out;
        for (std::size_t i = 0; i < applied.size(); ++i)
            if (applied[i]) out += (out.empty() ? "" : ", ") + std::string(ids[i]);
        return out.empty() ? "nothing" : out;
    }

    /// Applies or undoes one revision.
    void move(std::size_t which, bool up) {
        doing_ =
            std::string(up ? "applying " : "undoing ") + std::string(ids[which]) + " beside " + set_in_words(applied_);
        std::vector<bool> lower = applied_, target = applied_;
        lower[which] = false;
        target[which] = up;
        const model::schema before = schema_of(lower);
        const bool populated = which != 0 && populate(*db_, random_, schema_of(applied_)) > 0;
        const auto& steps = project_.migrations[which].operations;
        const std::vector<survivor> same =
            which == 0 || steps.empty() ? std::vector<survivor>() : survivors(before, steps[0]);
        std::vector<std::multiset<std::string>> rows;
        for (const survivor& s : same)
            rows.push_back(contents(*db_, up ? s.table : s.new_table, up ? s.columns : s.new_columns));
        const catalog here = catalog_of(*db_);
        const auto go = [&] {
            up ? apply(*db_, *history_, ids[which], any_loss) : rollback(*db_, *history_, ids[which], any_loss);
        };
        bool kept = true;
        ++count_.moves;
        for (std::size_t later = which + 1; up && later < applied_.size(); ++later)
            if (applied_[later]) {
                ++count_.late;
                break;
            }
        try {
            go();
        } catch (const error& e) {
            if (e.code() == "E346") {
                ++count_.refused;
                require_catalog(here, "a refused step left something behind");
                return;
            }
            if (!is_the_data(e) && e.code() != "E320") fail(std::string(e.what()) + "\n  statement: " + e.statement());
            ++count_.rows_in_the_way;
            kept = false;
            // MariaDB commits each statement; a failed CREATE INDEX CONCURRENTLY leaves an invalid index until the next
            // run.
            if (e.left_behind() != left_behind::nothing && catalog_of(*db_) != here) {
                db_ = &on_.migrated();
                for (std::size_t i = 0; i < applied_.size(); ++i)
                    if (applied_[i]) guarded([&] { apply(*db_, *history_, ids[i], any_loss); });
            }
            require_catalog(here, "a step that failed left something behind");
            remove_rows(*db_, schema_of(applied_));
            guarded(go);
        }
        applied_ = target;
        require_catalog(built(schema_of(applied_)), "the schema is not that of " + set_in_words(applied_));
        if (kept && populated) ++count_.with_rows;
        if (!kept) return;
        for (std::size_t t = 0; t < same.size(); ++t)
            if (const auto now =
                    contents(*db_, up ? same[t].new_table : same[t].table, up ? same[t].new_columns : same[t].columns);
                now != rows[t])
                fail("rows of " + std::string(same[t].table) + " changed:\n" + difference(rows[t], now));
    }

    /// To the head by itself, in the order that the migrator finds.
    void finish() {
        doing_ = "upgrade head beside " + set_in_words(applied_);
        remove_rows(*db_, schema_of(applied_));
        std::vector<bool> all(applied_.size(), true);
        try {
            upgrade(*db_, *history_, "head", any_loss);
        } catch (const error& e) {
            if (e.code() != "E346") fail(std::string(e.what()) + "\n  statement: " + e.statement());
            ++count_.refused;
            return;
        }
        require_catalog(built(schema_of(all)), "the head is not what the history ends in");
        doing_ = "downgrade base";
        guarded([&] { downgrade(*db_, *history_, "base", any_loss); });
        require_catalog({}, "downgrade base leaves something behind");
    }

    template <class Call>
    void guarded(Call call) {
        try {
            call();
        } catch (const error& e) {
            fail(std::string(e.what()) + "\n  statement: " + e.statement());
        }
    }
    catalog built(const model::schema& s) {
        connection& db = on_.built();
        guarded([&] {
            for (const codegen::statement& one : codegen::full_schema(s, name_of(on_.kind()))) db.execute(one.sql);
        });
        return catalog_of(db);
    }
    void require_catalog(const catalog& expected, const std::string& what) {
        if (const catalog found = catalog_of(*db_); found != expected) fail(what + ":\n" + difference(expected, found));
    }
    [[noreturn]] void fail(const std::string& what) const {
        std::string text = random_.whence() + " on " + std::string(name_of(on_.kind())) + ", " + doing_ + ":\n" + what;
        for (std::size_t i = 1; i + 1 < project_.migrations.size(); ++i)
            text += "\n  " + std::string(ids[i]) + ": " + in_words(project_.migrations[i].operations[0]);
        if (std::getenv("RETORT_CASE"))
            for (const plan::revision& r : history_->revisions) {
                const auto show = [&](const plan::script& s, const std::string& called) {
                    text += "\n-- " + std::string(r.id) + " " + called + " " + std::string(s.irreversible) + "\n";
                    for (const plan::statement& one : s.statements) text += std::string(one.sql) + ";\n";
                };
                show(r.routes[0].up, "up");
                show(r.routes[0].down, "down");
                for (const plan::alternative& a : r.routes[0].alternatives) {
                    std::string beside = "beside";
                    for (std::string_view id : a.applied) beside += " " + std::string(id);
                    show(a.up, "up " + beside);
                    show(a.down, "down " + beside);
                }
            }
        throw broken(text);
    }

    bench& on_;
    generator& random_;
    tally& count_;
    codegen::project project_;
    std::vector<bool> applied_;
    const plan::history* history_ = nullptr;
    connection* db_ = nullptr;
    std::string doing_ = "planning";
};

void wander_through(database kind, std::uint64_t cases) {
    model::databases alone;
    alone.add(model_of(kind));
    generator random("random branches on " + std::string(name_of(kind)), testing::mode::portable, alone);
    bench on(kind);
    if (has_not_all(on.migrated())) random.leave_out_younger_things();
    tally count;
    std::vector<std::string> failures;
    const char* only = std::getenv("RETORT_CASE");
    if (const char* more = std::getenv("RETORT_CASES")) cases = std::strtoull(more, nullptr, 10);
    for (std::uint64_t i = 0; i < cases && failures.size() < 10; ++i) {
        if (only && i != std::strtoull(only, nullptr, 10)) continue;
        random.begin(i);
        try {
            wander(on, random, count).take();
        } catch (const broken& e) {
            failures.push_back(e.what());
        } catch (const std::exception& e) {
            failures.push_back(random.whence() + ": " + e.what());
        }
    }
    for (const std::string& f : failures) FAIL_CHECK(f);
    if (only) return;
    std::cout << "branches on " << name_of(kind) << ": " << count.cases << " histories, " << count.moves << " moves, "
              << count.late << " of them late, " << count.with_rows << " with rows, " << count.refused << " refused, "
              << count.rows_in_the_way << " with rows in the way, " << count.alternatives << " alternative scripts\n";
    // Else the rows, or the lack of them, have made the test easy.
    CHECK(count.cases > static_cast<int>(cases) / 2);
    CHECK(count.with_rows > count.moves / 8);
    CHECK(count.refused < count.moves / 5);
}

}  // namespace

TEST_CASE("branches on SQLite: every order ends in the same schema and keeps every value") {
    wander_through(database::sqlite, 150);
}

TEST_CASE("branches on PostgreSQL: every order ends in the same schema and keeps every value") {
    if (!private_postgresql::get()) return;
    wander_through(database::postgresql, 50);
}

TEST_CASE("branches on MariaDB: every order ends in the same schema and keeps every value") {
    if (!private_mariadb::get()) return;
    wander_through(database::mariadb, 30);
}

namespace {

model::operation alter_name(auto change) {
    model::alter_column o{.table = "log", .column = "name"};
    change(o);
    return o;
}

/// 001 creates a table; 002_a gives a column a default, 003_b makes it nullable and adds a column; 004 merges them.
codegen::project late_merge() {
    codegen::project p;
    p.declared.name = "late";
    model::table log{.name = "log",
                     .columns = {{.name = "id", .type = {model::type_kind::bigint}, .identity = true},
                                 {.name = "name", .type = {.kind = model::type_kind::varchar, .a = 40}}},
                     .primary_key = {.columns = {"id"}}};
    p.migrations.push_back({.id = "001", .operations = {model::create_table{log}}});
    p.migrations.push_back({.id = "002_a", .parents = {"001"}, .operations = {alter_name([](model::alter_column& o) {
                                                                   o.default_value = model::literal{
                                                                       .kind = model::literal_kind::text, .text = "-"};
                                                               })}});
    p.migrations.push_back(
        {.id = "003_b",
         .parents = {"001"},
         .operations = {
             alter_name([](model::alter_column& o) { o.nullable = true; }),
             model::add_column{.table = "log",
                               .column = {.name = "note", .type = {model::type_kind::text}, .nullable = true}}}});
    p.migrations.push_back({.id = "004", .parents = {"002_a", "003_b"}});
    return p;
}

std::string rows_of_log(connection& db) {
    std::string all;
    for (const std::string& row : rows_of(db, "SELECT name, note FROM log ORDER BY id")) all += row + ";";
    return all;
}

std::string code_of(auto call) {
    try {
        call();
    } catch (const error& e) {
        return std::string(e.code()) + ": " + e.what();
    }
    return "nothing";
}

}  // namespace

TEST_CASE("a branch merged late keeps the changes of the other branch") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        const embedded plan(codegen::make_plan(late_merge(), {std::string(name_of(kind))}));
        const scratch where(kind);
        connection db = where.open();
        upgrade(db, plan.history(), "003_b");
        db.execute("INSERT INTO log (name, note) VALUES ('x', 'kept')");
        db.execute("INSERT INTO log (name, note) VALUES (NULL, 'too')");
        upgrade(db, plan.history(), "head");
        CHECK(rows_of_log(db) == "x|kept;NULL|too;");
        db.execute("INSERT INTO log (note) VALUES ('default')");
        CHECK(rows_of_log(db) == "x|kept;NULL|too;-|default;");
        // One goes, the others stay.
        rollback(db, plan.history(), "004");
        rollback(db, plan.history(), "002_a");
        db.execute("INSERT INTO log (note) VALUES ('none')");
        CHECK(rows_of_log(db) == "x|kept;NULL|too;-|default;NULL|none;");
        CHECK(verify(db, plan.history()).empty());
    }
}

TEST_CASE("a revision applied by another process during a run changes the scripts of the run") {
    for (const database kind : available()) {
        if (kind == database::mariadb) continue;  // one lock for the whole run
        INFO("on " << name_of(kind));
        const embedded plan(codegen::make_plan(late_merge(), {std::string(name_of(kind))}));
        const scratch where(kind);
        connection db = where.open(), other = where.open();
        bool once = false;
        run_options options;
        options.progress = [&](const event& e) {
            if (e.what != event::kind::done || once) return;
            once = true;
            apply(other, plan.history(), "003_b");
            other.execute("INSERT INTO log (name, note) VALUES (NULL, 'kept')");
        };
        upgrade(db, plan.history(), "002_a", options);
        CHECK(rows_of_log(db) == "NULL|kept;");
        upgrade(db, plan.history(), "head");
        CHECK(applied(db, plan.history()).size() == 4);
    }
}

TEST_CASE("a revision whose result depends on the order is rejected before it starts") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        codegen::project p = late_merge();
        p.migrations.pop_back();
        p.migrations[1].operations = {alter_name(
            [](model::alter_column& o) { o.type = model::type{.kind = model::type_kind::varchar, .a = 80}; })};
        p.migrations[2].operations = {alter_name(
            [](model::alter_column& o) { o.type = model::type{.kind = model::type_kind::varchar, .a = 60}; })};
        const embedded plan(codegen::make_plan(p, {std::string(name_of(kind))}));
        const scratch where(kind);
        connection db = where.open();
        upgrade(db, plan.history(), "003_b");
        const catalog before = catalog_of(db);
        const std::string said = code_of([&] { upgrade(db, plan.history(), "heads"); });
        CHECK(said.starts_with("E346: 002_a cannot be applied on " + std::string(name_of(kind)) +
                               " while 003_b is applied: the order matters: alter column log.name"));
        CHECK(said.find("revert 003_b first; nothing was changed") != std::string::npos);
        CHECK(catalog_of(db) == before);
        downgrade(db, plan.history(), "001");
        upgrade(db, plan.history(), "heads", any_loss);
        CHECK(applied(db, plan.history()).size() == 3);
    }
}
