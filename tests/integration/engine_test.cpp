// What the generator renders does on real databases what the model says: random schemas, random steps, random rows,
// through the runtime as an application uses it. The way back never fails because of rows: it works, or it is refused
// before anything is changed. RETORT_SEED=7 tries other cases; RETORT_CASE=12 runs one of them and
// shows its SQL, RETORT_CASES=5000 runs more of them.
#include <retort/codegen/sql_writer.hpp>
#include <retort/migrator.hpp>
#include <retort/model/diff.hpp>
#include <retort/model/loss.hpp>

#include <cstdlib>
#include <iostream>
#include <set>
#include <sstream>

#include "bench.hpp"
#include "catalog.hpp"
#include "golden.hpp"
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
using codegen::sql_writer;
using retort::testing::embedded;
using retort::testing::generator;

namespace {

constexpr int steps_a_case = 3;

/// A law that does not hold, with what shows it.
struct broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string in_words(const model::operation& o) { return std::string(std::string_view(describe(o))); }

struct tally {
    int steps = 0, with_rows = 0, refused_by_rows = 0;
    /// Ways back from tables with rows: those that were taken with them, and those that a precheck refused before
    /// anything was changed.
    int back_with_rows = 0, back_refused = 0;
};

/// One case: a random schema, some random steps from it, each there, back and there again.
class walk {
public:
    walk(bench& on, generator& random, tally& count) : on_(on), random_(random), count_(count) {}

    void take() {
        schemas_.push_back(random_.schema());
        model::schema empty{.name = "random"};
        empty.databases = schemas_[0].databases;
        empty.convention = schemas_[0].convention;
        project_.declared = empty;
        project_.migrations.push_back({.id = "0", .operations = diff(empty, schemas_[0])});
        for (int i = 1; i <= steps_a_case; ++i) {
            const std::string_view id = ids[i], parent = ids[i - 1];
            project_.migrations.push_back({.id = id, .parents = {parent}, .operations = {}});
            std::vector<model::schema>& between = between_.emplace_back();
            between.push_back(schemas_.back());
            for (int more = random_.one_in(3) ? 2 : 1; more > 0; --more) {
                model::operation o = random_.operation(between.back());
                // It has its revision for itself.
                const auto* index = std::get_if<model::create_index>(&o);
                if (index && index->index.concurrently()) {
                    if (between.size() > 1) break;
                    more = 1;
                }
                between.push_back(*retort::testing::after(between.back(), o));
                project_.migrations.back().operations.push_back(std::move(o));
            }
            schemas_.push_back(between.back());
        }
        const embedded plan(codegen::make_plan(project_, {std::string(name_of(on_.kind()))}));
        history_ = &plan.history();
        db_ = &on_.migrated();

        doing_ = "building the first schema";
        guarded([&] { upgrade(*db_, *history_, "+1", any_loss); });
        require_catalog(built(schemas_[0]), "the history's first schema is not the declared one");
        for (std::size_t i = 1; i < schemas_.size(); ++i) step(i);

        doing_ = "going back to the base";
        remove_rows(*db_, schemas_.back());
        guarded([&] { downgrade(*db_, *history_, "base", any_loss); });
        require_catalog({}, "downgrade base leaves something behind");
    }

private:
    static constexpr std::string_view ids[] = {"0", "1", "2", "3", "4", "5"};

    void step(std::size_t i) {
        const model::schema &before = schemas_[i - 1], &after = schemas_[i];
        const std::vector<model::operation>& steps = project_.migrations[i].operations;
        doing_ = "step " + std::to_string(i) + ":";
        for (const model::operation& o : steps) doing_ += (&o == &steps.front() ? " " : ", ") + in_words(o);
        is_stepping_ = true;
        ++count_.steps;
        const bool populated = populate(*db_, random_, before) > 0;
        const catalog there = built(after), here = catalog_of(*db_);
        const std::vector<survivor> same = survivors(between_[i - 1], steps);
        std::vector<std::multiset<std::string>> rows;
        for (const survivor& s : same) rows.push_back(contents(*db_, s.table, s.columns));

        bool rows_kept = moved(ids[i - 1], before, here);
        require_catalog(there, "after the way up");
        if (rows_kept && populated) ++count_.with_rows;
        if (rows_kept)
            for (std::size_t t = 0; t < same.size(); ++t)
                require_rows(rows[t], contents(*db_, same[t].new_table, same[t].new_columns), same[t].table, "up");
        sound();

        // Rows that only the new schema lets in.
        (void)populate(*db_, random_, after);
        // What undo(...) of update_rows does to rows is its author's: nothing is derived.
        if (std::any_of(steps.begin(), steps.end(),
                        [](const model::operation& o) { return std::holds_alternative<model::update_rows>(o); }))
            remove_rows(*db_, after);
        const bool any = has_rows(after);
        for (std::size_t t = 0; t < same.size(); ++t) rows[t] = contents(*db_, same[t].new_table, same[t].new_columns);
        rows_kept = moved_back(after, there, same, rows);
        if (any) ++(rows_kept ? count_.back_with_rows : count_.back_refused);
        require_catalog(here, "after the way back");
        if (rows_kept)
            for (std::size_t t = 0; t < same.size(); ++t)
                require_rows(rows[t], contents(*db_, same[t].table, same[t].columns), same[t].table, "back");
        sound();

        (void)moved(ids[i - 1], before, here);
        require_catalog(there, "after the second way up");
        sound();
    }

    /// Whether the rows came along on the way up; where they do not allow the step, it is taken without them.
    bool moved(std::string_view at, const model::schema& from, const catalog& here) {
        const auto go = [&] { upgrade(*db_, *history_, "+1", any_loss); };
        try {
            go();
            return true;
        } catch (const error& e) {
            if (!is_the_data(e)) fail(std::string(e.what()) + "\n  statement: " + e.statement());
            ++count_.refused_by_rows;
            // On MariaDB each statement before the one that failed stays.
            if (on_.kind() == database::mariadb && catalog_of(*db_) != here) {
                db_ = &on_.migrated();
                guarded([&] { upgrade(*db_, *history_, std::string(at), any_loss); });
            }
            // A statement that runs outside of transactions may leave an index that is invalid, or the value that it
            // added.
            const auto it = std::find_if(history_->revisions.begin(), history_->revisions.end(),
                                         [&](const plan::revision& r) { return r.id == at; });
            const auto& statements = std::next(it)->routes[0].up.statements;
            if (std::all_of(statements.begin(), statements.end(), [](const auto& s) { return s.transactional; }))
                require_catalog(here, "a step that failed left something behind");
        }
        remove_rows(*db_, from);
        guarded(go);
        return false;
    }

    /// The way back from tables with rows: it is taken, or it is refused before anything is changed, with the rows that
    /// are in the way. Then it is taken without rows.
    bool moved_back(const model::schema& from, const catalog& here, const std::vector<survivor>& same,
                    const std::vector<std::multiset<std::string>>& rows) {
        try {
            downgrade(*db_, *history_, "-1", any_loss);
            return true;
        } catch (const error& e) {
            const std::string words = std::string(e.what()) + "\n  statement: " + e.statement();
            if (e.code() != "E320") fail("rows make the way back fail:\n" + words);
            if (words.find("nothing of it remains") == std::string::npos) fail("refused half-way:\n" + words);
            require_catalog(here, "a way back that was refused left something behind");
            for (std::size_t t = 0; t < same.size(); ++t)
                require_rows(rows[t], contents(*db_, same[t].new_table, same[t].new_columns), same[t].table,
                             "back, which was refused");
        }
        remove_rows(*db_, from);
        guarded([&] { downgrade(*db_, *history_, "-1", any_loss); });
        return false;
    }
    bool has_rows(const model::schema& s) {
        for (const model::table& t : s.tables)
            if (rows_of(*db_, "SELECT count(*) FROM " + in_sql(on_.kind(), t.name)) != std::vector<std::string>{"0"})
                return true;
        return false;
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
    void require_rows(const std::multiset<std::string>& expected, const std::multiset<std::string>& found,
                      std::string_view table, const std::string& way) {
        if (expected != found)
            fail("rows of " + std::string(table) + " changed on the way " + way + ":\n" + difference(expected, found));
    }
    void sound() {
        if (on_.kind() != database::sqlite) return;
        for (const std::string& row : rows_of(*db_, "PRAGMA foreign_key_check")) fail("foreign_key_check: " + row);
        // SQLite 3.40 sees nulls in tables without rowid where there are none.
        for (const std::string& row : rows_of(*db_, "PRAGMA integrity_check"))
            if (row != "ok" && !row.starts_with("NULL value in ")) fail(row);
    }
    [[noreturn]] void fail(const std::string& what) const {
        std::string text = random_.whence() + " on " + std::string(name_of(on_.kind())) + ", " + doing_ + ":\n" + what;
        if (is_stepping_ && std::getenv("RETORT_CASE")) {
            text += "\nplan:\n";
            for (const plan::revision& r : history_->revisions)
                for (const plan::script* s : {&r.routes[0].up, &r.routes[0].down})
                    for (const plan::statement& one : s->statements) text += std::string(one.sql) + ";\n";
        }
        throw broken(text);
    }

    bench& on_;
    generator& random_;
    tally& count_;
    codegen::project project_;
    std::vector<model::schema> schemas_;
    /// Of each revision but the first: the schemas before, between and after its operations.
    std::vector<std::vector<model::schema>> between_;
    const plan::history* history_ = nullptr;
    connection* db_ = nullptr;
    bool is_stepping_ = false;
    std::string doing_ = "planning";
};

void take_walks(database kind, std::uint64_t cases) {
    model::databases alone;
    alone.add(model_of(kind));
    generator random("random walks on " + std::string(name_of(kind)), testing::mode::portable, alone);
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
            walk(on, random, count).take();
        } catch (const broken& e) {
            failures.push_back(e.what());
        } catch (const std::exception& e) {
            failures.push_back(random.whence() + ": " + e.what());
        }
    }
    for (const std::string& f : failures) FAIL_CHECK(f);
    if (only) return;
    std::cout << random.whence() << ": " << count.steps
              << " steps; ways back from tables with rows: " << count.back_with_rows << " taken, " << count.back_refused
              << " refused before anything was changed\n";
    CHECK(count.back_with_rows > 2 * count.back_refused);
    INFO(count.steps << " steps, " << count.with_rows << " with rows, rows in the way of " << count.refused_by_rows);
    // Else the rows, or the lack of them, have made the test easy.
    CHECK(count.with_rows > count.steps / 3);
    CHECK(count.refused_by_rows < count.steps);
}

}  // namespace

TEST_CASE("random steps on SQLite match the model, up and down") { take_walks(database::sqlite, 300); }

TEST_CASE("random steps on PostgreSQL match the model, up and down") {
    if (!private_postgresql::get()) return;
    take_walks(database::postgresql, 100);
}

TEST_CASE("random steps on MariaDB match the model, up and down") {
    if (!private_mariadb::get()) return;
    take_walks(database::mariadb, 60);
}

namespace {

/// What pg_dump says, a line each and in no order: the catalog has an eye for less.
catalog dumped(const scratch& where) {
    catalog lines;
    std::istringstream in(where.schema_text());
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.starts_with("--") || line.starts_with("SET ")) continue;
        if (line.back() == ',') line.pop_back();
        lines.insert(line);
    }
    return lines;
}

catalog state_of(connection& db, const scratch& where) {
    return db.kind() == database::postgresql ? dumped(where) : catalog_of(db);
}

/// The extensions that a case creates and that are not installed here.
std::string missing_extensions(connection& db, const codegen::project& project) {
    std::string missing;
    if (db.kind() != database::postgresql) return missing;
    for (const model::migration& m : project.migrations)
        for (const model::operation& o : m.operations) {
            const auto* create = std::get_if<model::create_object>(&o);
            if (!create || create->object.kind != model::object_kind::extension) continue;
            const std::string name(create->object.name);
            if (rows_of(db, "SELECT 1 FROM pg_available_extensions WHERE name = " + sql_writer::text(name)).empty())
                missing += " " + name;
        }
    return missing;
}

}  // namespace

TEST_CASE("golden SQL runs up, down and up again") {
    const char* only = std::getenv("RETORT_GOLDEN");
    for (const database kind : available()) {
        for (const testing::golden_case& c : testing::golden_cases()) {
            if (only && c.name != only) continue;
            const auto project = c.on(model_of(kind));
            if (!project) continue;
            codegen::plan made;
            try {
                made = codegen::make_plan(*project, {std::string(name_of(kind))});
            } catch (const codegen::generation_error&) {
                continue;  // refused, as its unsupported.txt says
            }
            INFO(c.name << " on " << name_of(kind));
            const embedded plan(std::move(made));
            const scratch where(kind);
            connection db = where.open();
            if (const std::string missing = missing_extensions(db, *project); !missing.empty()) {
                std::cout << c.name << " is left out: not installed are" << missing << "\n";
                continue;
            }
            try {
                const catalog nothing = state_of(db, where);
                upgrade(db, plan.history(), "+1", any_loss);
                const catalog before = state_of(db, where);
                upgrade(db, plan.history(), "head", any_loss);
                const catalog after = state_of(db, where);
                if (!plan.source().revisions[1].routes[0].down.irreversible.empty()) continue;
                downgrade(db, plan.history(), "-1", any_loss);
                CHECK(difference(before, state_of(db, where)) == "");
                upgrade(db, plan.history(), "head", any_loss);
                CHECK(difference(after, state_of(db, where)) == "");
                downgrade(db, plan.history(), "base", any_loss);
                CHECK(difference(nothing, state_of(db, where)) == "");
            } catch (const error& e) {
                if (e.code() == "E328" && has_not_all(db)) {
                    CHECK(applied(db, plan.history()).size() == 1);
                    std::cout << c.name << " is refused: " << e.what() << "\n";
                    continue;
                }
                FAIL_CHECK(e.what() << "\n" << e.statement());
            }
        }
    }
}

namespace {

model::operation table_of_one(model::column c) {
    return model::create_table{{.name = "t",
                                .columns = {{.name = "id", .type = {model::type_kind::bigint}, .identity = true}, c},
                                .primary_key = {.columns = {"id"}}}};
}

/// What rows with `values` in a column of type `from` hold after it became `to`, and after it is `from` again.
std::string converted(database kind, const model::type& from, const model::type& to, const std::string& values) {
    codegen::project p;
    p.declared.name = "conversion";
    p.migrations.push_back({.id = "1", .operations = {table_of_one({.name = "c", .type = from, .nullable = true})}});
    p.migrations.push_back(
        {.id = "2", .parents = {"1"}, .operations = {model::alter_column{.table = "t", .column = "c", .type = to}}});
    const embedded plan(codegen::make_plan(p, {std::string(name_of(kind))}));
    bench on(kind);
    connection& db = on.migrated();
    if (kind == database::postgresql) db.execute("SET TIME ZONE 'Asia/Jerusalem'");
    upgrade(db, plan.history(), "+1", any_loss);
    db.execute("INSERT INTO t (c) VALUES " + values);
    const auto rows = [&] {
        std::string all;
        const std::string as_text = kind == database::sqlite       ? "CAST(c AS TEXT)"
                                    : kind == database::postgresql ? "c::text"
                                                                   : "replace(CAST(c AS CHAR), '.000000', '')";
        for (const std::string& row : rows_of(db, "SELECT " + as_text + " FROM t ORDER BY id")) all += row + ";";
        return all;
    };
    upgrade(db, plan.history(), "head", any_loss);
    std::string out = rows();
    downgrade(db, plan.history(), "-1", any_loss);
    return out + " " + rows();
}

}  // namespace

TEST_CASE("type changes convert values alike on all databases and in every time zone") {
    using model::type;
    using model::type_kind;
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        const bool lite = kind == database::sqlite;
        // Truth is a number, bytes read as they are, and a point in time is shown in UTC.
        const bool plain = kind != database::postgresql;
        CHECK(converted(kind, {type_kind::double_precision}, {type_kind::integer}, "(1.6), (-2.4), (NULL)") ==
              (lite ? "2;-2;NULL; 2.0;-2.0;NULL;" : "2;-2;NULL; 2;-2;NULL;"));
        CHECK(converted(kind, {type_kind::boolean}, {type_kind::bigint}, "(TRUE), (FALSE), (NULL)") ==
              (plain ? "1;0;NULL; 1;0;NULL;" : "1;0;NULL; true;false;NULL;"));
        CHECK(converted(kind, {type_kind::integer}, {type_kind::boolean}, "(7), (0)") ==
              (plain ? "1;0; 1;0;" : "true;false; 1;0;"));
        CHECK(converted(kind, {type_kind::boolean}, {type_kind::text}, "(TRUE), (FALSE), (NULL)") ==
              (plain ? "true;false;NULL; 1;0;NULL;" : "true;false;NULL; true;false;NULL;"));
        CHECK(converted(kind, {type_kind::timestamp}, {type_kind::date}, "('2026-11-20 23:30:00'), (NULL)") ==
              "2026-11-20;NULL; 2026-11-20 00:00:00;NULL;");
        CHECK(converted(kind, {type_kind::text}, {type_kind::bytes}, "('a\\b'), (NULL)") ==
              (plain ? "a\\b;NULL; a\\b;NULL;" : "\\x615c62;NULL; a\\b;NULL;"));
        // A timestamp without a zone is UTC: at the session's zone it would be two hours off.
        CHECK(converted(kind, {type_kind::timestamp}, {type_kind::timestamptz}, "('2026-11-20 23:30:00')") ==
              (plain ? "2026-11-20 23:30:00; 2026-11-20 23:30:00;" : "2026-11-21 01:30:00+02; 2026-11-20 23:30:00;"));
        CHECK(converted(kind, {type_kind::date}, {type_kind::timestamptz}, "('2026-11-20')") ==
              (plain ? "2026-11-20 00:00:00; 2026-11-20;" : "2026-11-20 02:00:00+02; 2026-11-20;"));
        CHECK(converted(kind, {type_kind::numeric, 12, 4}, {type_kind::numeric, 12, 2}, "(1.2345), (2)") ==
              (lite ? "1.23;2; 1.23;2;" : "1.23;2.00; 1.2300;2.0000;"));
    }
}

TEST_CASE("PostgreSQL rejects truncating a text") {
    if (!private_postgresql::get()) return;
    try {
        converted(database::postgresql, {model::type_kind::varchar, 20}, {model::type_kind::varchar, 3}, "('длинно')");
        FAIL("the text was cut");
    } catch (const error& e) {
        CHECK(e.sqlstate() == "22001");
    }
}

TEST_CASE("identity on a column with rows continues after the largest number") {
    codegen::project p;
    p.declared.name = "numbers";
    p.migrations.push_back(
        {.id = "1", .operations = {table_of_one({.name = "c", .type = {model::type_kind::integer}})}});
    model::alter_column change{.table = "t", .column = "id"};
    change.identity = false;
    p.migrations.push_back({.id = "2", .parents = {"1"}, .operations = {change}});
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        const embedded plan(codegen::make_plan(p, {std::string(name_of(kind))}));
        bench on(kind);
        connection& db = on.migrated();
        upgrade(db, plan.history(), "head", any_loss);
        downgrade(db, plan.history(), "-1", any_loss);  // identity comes to a table without rows
        upgrade(db, plan.history(), "head", any_loss);
        db.execute("INSERT INTO t (id, c) VALUES (41, 1)");
        downgrade(db, plan.history(), "-1", any_loss);
        CHECK(rows_of(db, "INSERT INTO t (c) VALUES (2) RETURNING id") == std::vector<std::string>{"42"});
    }
}

namespace {

/// A history of one revision each, and a database that has taken them all.
struct taken {
    taken(database kind, std::vector<std::vector<model::operation>> revisions) : on(kind) {
        codegen::project p;
        p.declared.name = "taken";
        p.declared.databases.add(model_of(kind));
        static constexpr std::string_view ids[] = {"1", "2", "3", "4"};
        for (std::size_t i = 0; i < revisions.size(); ++i) {
            model::migration m{.id = ids[i], .operations = std::move(revisions[i])};
            if (i != 0) m.parents.push_back(ids[i - 1]);
            p.migrations.push_back(std::move(m));
        }
        plan.emplace(codegen::make_plan(p, {std::string(name_of(kind))}));
    }
    connection& db() { return db_ ? *db_ : *(db_ = &on.migrated()); }
    void up(std::string_view to = "head") { upgrade(db(), plan->history(), std::string(to), any_loss); }
    void down(std::string_view to = "-1") { downgrade(db(), plan->history(), std::string(to), any_loss); }

    bench on;
    std::optional<embedded> plan;

private:
    connection* db_ = nullptr;
};

const model::literal one{.kind = model::literal_kind::integer, .integer = 1};

}  // namespace

TEST_CASE("a batched backfill continues until no row is left") {
    model::backfill fill{.table = "t", .batch = 3};
    fill.set.push_back({.column = "c"});
    fill.set.back().value.nodes.push_back({.kind = model::node_kind::literal, .value = one});
    fill.where.nodes.push_back({.kind = model::node_kind::column, .name = "c"});
    fill.where.nodes.push_back({.kind = model::node_kind::is_null, .left = 0});
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        taken t(kind, {{table_of_one({.name = "c", .type = {model::type_kind::integer}, .nullable = true})}, {fill}});
        t.up("+1");
        for (int i = 0; i < 10; ++i) t.db().execute("INSERT INTO t (c) VALUES (NULL)");
        t.db().execute("INSERT INTO t (c) VALUES (7)");
        t.up();
        CHECK(rows_of(t.db(), "SELECT c, count(*) FROM t GROUP BY c ORDER BY c") ==
              std::vector<std::string>{"1|10", "7|1"});
    }
}

TEST_CASE("rows inserted with explicit numbers do not conflict with the next generated number") {
    model::insert_rows rows{.table = "t", .columns = {"id", "c"}};
    rows.values = {one, one, model::literal{.kind = model::literal_kind::integer, .integer = 5}, one};
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        taken t(kind, {{table_of_one({.name = "c", .type = {model::type_kind::integer}})}, {rows}});
        t.up();
        CHECK(rows_of(t.db(), "INSERT INTO t (c) VALUES (2) RETURNING id") == std::vector<std::string>{"6"});
        t.down();
        CHECK(rows_of(t.db(), "SELECT id FROM t") == std::vector<std::string>{"6"});
        t.up();  // and does not go back behind a number that was given
        CHECK(rows_of(t.db(), "INSERT INTO t (c) VALUES (2) RETURNING id") == std::vector<std::string>{"7"});
    }
}

TEST_CASE("gen_random_uuid returns a new UUID each time") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        taken t(kind, {{table_of_one({.name = "c",
                                      .type = {model::type_kind::uuid},
                                      .default_value = {.kind = model::literal_kind::random_uuid}})}});
        t.up();
        std::set<std::string> seen;
        for (int i = 0; i < 50; ++i)
            for (const std::string& uuid : rows_of(t.db(), "INSERT INTO t " + no_values(kind) + " RETURNING c")) {
                CHECK(uuid.size() == 36);
                // MariaDB before 11.7 has those of version 1 only.
                CHECK(uuid[14] == (kind == database::mariadb ? '1' : '4'));
                CHECK(std::string("89ab").find(uuid[19]) != std::string::npos);
                seen.insert(uuid);
            }
        CHECK(seen.size() == 50);
    }
}

TEST_CASE("a domain rejects invalid values, also on SQLite") {
    model::object positive{.kind = model::object_kind::domain, .name = "positive"};
    positive.type = {model::type_kind::integer};
    positive.nullable = false;
    positive.condition.nodes.push_back({.kind = model::node_kind::column, .name = "value"});
    positive.condition.nodes.push_back(
        {.kind = model::node_kind::literal, .value = {.kind = model::literal_kind::integer}});
    positive.condition.nodes.push_back({.kind = model::node_kind::greater, .left = 0, .right = 1});
    model::object looser = positive;
    looser.nullable = true;
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        taken t(kind,
                {{model::create_object{positive},
                  table_of_one({.name = "c", .type = {model::type_kind::domain, 0, 0, "positive"}, .nullable = true})},
                 {model::replace_object{looser}}});
        t.up("+1");
        t.db().execute("INSERT INTO t (c) VALUES (1)");
        CHECK_THROWS_AS(t.db().execute("INSERT INTO t (c) VALUES (-1)"), error);
        CHECK_THROWS_AS(t.db().execute("INSERT INTO t (c) VALUES (NULL)"), error);
        t.up();
        t.db().execute("INSERT INTO t (c) VALUES (NULL)");
        CHECK_THROWS_AS(t.db().execute("INSERT INTO t (c) VALUES (-1)"), error);
        CHECK(rows_of(t.db(), "SELECT count(*) FROM t") == std::vector<std::string>{"2"});
    }
}

TEST_CASE("a rebuild on SQLite neither loses nor duplicates a trigger") {
    model::object trigger{.kind = model::object_kind::trigger, .name = "known", .on = "t"};
    trigger.body.push_back({{}, "AFTER INSERT ON t BEGIN UPDATE t SET c = c + 1 WHERE id = NEW.id; END"});
    model::alter_column change{.table = "t", .column = "c"};
    change.nullable = true;
    model::alter_column retype{.table = "t", .column = "c"};
    retype.type = model::type{model::type_kind::bigint};
    taken t(database::sqlite,
            {{table_of_one({.name = "c", .type = {model::type_kind::integer}}), model::create_object{trigger}},
             {change},
             {model::drop_object{model::object_kind::trigger, "known", "t"}, retype}});
    t.up("+1");
    t.db().execute("CREATE TRIGGER unknown AFTER DELETE ON t BEGIN SELECT 1; END");
    const auto triggers = [&] {
        return rows_of(t.db(), "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1");
    };
    const std::vector<std::string> both{"known", "unknown"};
    t.up("+1");
    CHECK(triggers() == both);
    t.db().execute("INSERT INTO t (c) VALUES (1)");
    CHECK(rows_of(t.db(), "SELECT c FROM t") == std::vector<std::string>{"2"});
    t.up();
    CHECK(triggers() == std::vector<std::string>{"unknown"});
    t.down();
    CHECK(triggers() == both);
    t.down();
    CHECK(triggers() == both);
}
