// What the diff of two random schemas writes does on real databases what it says: the database is then what the second
// one declares, and the rows that both can hold are still in it. RETORT_SEED=7 tries other pairs; RETORT_CASE=12 runs
// one of them and shows its SQL, RETORT_CASES=5000 runs more of them.
#include <retort/codegen/sql_writer.hpp>
#include <retort/migrator.hpp>
#include <retort/model/diff.hpp>
#include <retort/model/obligation.hpp>

#include <chrono>
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

using namespace retort;
using namespace retort::test;
using retort::testing::embedded;
using retort::testing::generator;

namespace {

/// A law that does not hold, with what shows it.
struct broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A step of somebody who says in the header what was called otherwise.
void take(model::schema& s, const model::operation& o) {
    s = *retort::testing::after(s, o);
    const auto say = [](model::hint& was, std::string_view from, std::string_view to) {
        if (was.text.empty()) was.text = from;
        if (was.text == to) was.text = {};
    };
    if (const auto* table = std::get_if<model::rename_table>(&o))
        say(s.find(table->to)->options.make().renamed_from, table->from, table->to);
    if (const auto* column = std::get_if<model::rename_column>(&o))
        say(s.find(column->table)->find(column->to)->renamed_from, column->from, column->to);
}

/// What is there again cannot be what something was called (E183).
void unsay(model::schema& s) {
    for (model::table& t : s.tables) {
        if (t.options && s.find(t.options->renamed_from.text)) t.options->renamed_from = {};
        for (model::column& c : t.columns)
            if (t.find(c.renamed_from.text)) c.renamed_from = {};
    }
}

void take_if_possible(model::schema& s, const model::operation& o) {
    if (retort::testing::after(s, o)) take(s, o);
}

/// Some tables of `a` among others, with the types that they need.
void take_over(generator& random, model::schema& b, const model::schema& a) {
    for (const model::enumeration& e : a.enumerations)
        if (!b.find_enumeration(e.name)) take_if_possible(b, model::create_enumeration{e});
    for (const model::object& o : a.objects)
        if (o.kind <= model::object_kind::composite && !b.find_object(o.kind, o.name))
            take_if_possible(b, model::create_object{o});
    for (const model::table& t : a.tables) {
        if (random.one_in(3)) continue;
        model::table copy = t;
        copy.foreign_keys = {};
        for (const model::foreign_key& k : t.foreign_keys)
            if (k.table == t.name || (b.find(k.table) && model::is_key(*b.find(k.table), k.target)))
                copy.foreign_keys.push_back(k);
        take_if_possible(b, model::create_table{copy});
    }
}

/// The columns of one table that both schemas can hold, under their names in each.
struct survivor {
    std::string_view before, after;
    model::names columns, new_columns;
};

bool stays(const model::schema& a, const model::table& ta, const model::column& was, const model::schema& b,
           const model::table& tb, const model::column& is) {
    if (ta.find_generated(was.name) || tb.find_generated(is.name)) return false;
    const bool wider = is_integer(was.type.kind) && is_integer(is.type.kind) && widens(was.type, is.type);
    if (was.type != is.type && !wider) return false;
    const model::type of = model::detail::base_type(a, was.type), becomes = model::detail::base_type(b, is.type);
    if (of != becomes && !wider) return false;
    if (of.kind == model::type_kind::composite) {
        const auto kind = model::object_kind::composite;
        if (!same(*a.find_object(kind, of.name), *b.find_object(kind, of.name))) return false;
    }
    // A strict table of SQLite's has 1.0 where another has 1.
    const auto strict = [](const model::table& t) { return t.options && t.options->strict; };
    return strict(ta) == strict(tb) || is_integer(of.kind);
}

std::vector<survivor> survivors(const model::schema& a, const model::schema& b) {
    std::vector<survivor> all;
    for (const model::table& tb : b.tables) {
        const model::table* ta = a.find(tb.name);
        if (!ta && tb.options && !b.find(tb.options->renamed_from.text)) ta = a.find(tb.options->renamed_from.text);
        if (!ta) continue;
        survivor s{ta->name, tb.name, {}, {}};
        for (const model::column& is : tb.columns) {
            const model::column* was = ta->find(is.name);
            if (!was) was = ta->find(is.renamed_from.text);
            if (!was || !stays(a, *ta, *was, b, tb, is)) continue;
            s.columns.push_back(was->name);
            s.new_columns.push_back(is.name);
        }
        all.push_back(std::move(s));
    }
    return all;
}

/// What the model says of the rows, of steps that nobody has answered for.
enum class promise {
    /// Databases do not convert a value: the draft does not compile before its author says how (E148).
    needs_words,
    /// Rows may be in the way.
    none,
    /// No row is in the way: the model demands nothing of rows, and nothing is done that databases may stumble over
    /// without that (a value taken from an enumeration, a computation that overflows, two texts that become equal).
    made,
};
promise promised(const model::schema& a, const std::vector<model::operation>& way) {
    model::schema s = a;
    for (model::table& t : s.tables) t.born = 0;
    s.revision = 1;
    promise all = promise::made;
    for (const model::operation& o : way) {
        bool risky = std::holds_alternative<model::alter_enumeration>(o) ||
                     std::holds_alternative<model::replace_object>(o) ||
                     std::holds_alternative<model::validate_constraint>(o);
        if (const auto* column = std::get_if<model::alter_column>(&o)) risky = column->collation || column->identity;
        if (const auto* index = std::get_if<model::create_index>(&o))
            risky = index->index.options || !index->index.where.empty();
        if (const auto* column = std::get_if<model::add_column>(&o))
            risky = !column->generated.empty() || column->column.type.kind == model::type_kind::domain;
        if (const auto* options = std::get_if<model::alter_table>(&o))
            risky = options->strict || options->collation || options->charset;
        model::faults found, none;
        std::visit([&](const auto& one) { oblige(s, one, found); }, o);
        for (const model::fault& f : found)
            if (f.code == 148) return promise::needs_words;
        if (risky || !found.empty()) all = promise::none;
        std::visit([&](const auto& one) { learn(s, one); }, o);
        apply(s, o, none);
    }
    return all;
}

struct tally {
    int pairs = 0, need_words = 0, with_rows = 0, promised = 0, refused_by_rows = 0, refused_by_dialect = 0,
        columns = 0;
};

/// One pair: a database of the first schema, with rows, becomes one of the second.
class change {
public:
    change(bench& on, generator& random, tally& count) : on_(on), random_(random), count_(count) {}

    void take_it(bool related) {
        const model::schema a = random_.schema(4);
        model::schema b = related ? a : random_.schema(3);
        if (!related) take_over(random_, b, a);
        for (int steps = related ? random_.number(1, 6) : random_.number(0, 2); steps > 0; --steps)
            take(b, random_.operation(b));
        unsay(b);
        if (retort::testing::interchanges_types(a, b) || same(a, b)) return;

        model::schema empty{.name = "random"};
        empty.databases = a.databases;
        empty.convention = a.convention;
        project_.declared = empty;
        project_.migrations.push_back({.id = "0", .operations = diff(empty, a)});
        const std::vector<model::operation> way = diff(a, b);
        for (const model::operation& o : way) steps_ += "  " + std::string(std::string_view(describe(o))) + "\n";
        project_.migrations.push_back({.id = "1", .parents = {"0"}, .operations = way});
        const promise rows_fit = promised(a, way);
        if (rows_fit == promise::needs_words) {
            ++count_.need_words;
            return;
        }
        std::optional<embedded> plan;
        try {
            plan.emplace(codegen::make_plan(project_, {std::string(name_of(on_.kind()))}));
        } catch (const codegen::generation_error&) {
            ++count_.refused_by_dialect;  // with a sentence and the way out, when the draft is compiled
            return;
        }
        history_ = &plan->history();
        const catalog there = built(b);
        ++count_.pairs;

        bool rows_stay = populated(a) > 0;
        const std::vector<survivor> both = survivors(a, b);
        std::vector<std::multiset<std::string>> rows;
        for (const survivor& s : both) rows.push_back(contents(*db_, s.before, s.columns));
        try {
            upgrade(*db_, *history_, "head", any_loss);
        } catch (const error& e) {
            if (!is_the_data(e)) fail(e);
            if (rows_fit == promise::made)
                fail("the model demands nothing of rows, and they were in the way: " + std::string(e.what()));
            ++count_.refused_by_rows;
            rows_stay = false;
            // On MariaDB each statement before the one that failed stays: again, without rows.
            db_ = &on_.migrated();
            guarded([&] { upgrade(*db_, *history_, "head", any_loss); });
        }
        if (const catalog found = catalog_of(*db_); found != there)
            fail("the database is not what the second schema declares:\n" + difference(there, found));
        if (on_.kind() == database::sqlite)
            for (const std::string& row : rows_of(*db_, "PRAGMA foreign_key_check")) fail("foreign_key_check: " + row);
        if (!rows_stay) return;
        ++count_.with_rows;
        if (rows_fit == promise::made) ++count_.promised;
        for (std::size_t i = 0; i < both.size(); ++i) {
            count_.columns += static_cast<int>(both[i].columns.size());
            const std::multiset<std::string> now = contents(*db_, both[i].after, both[i].new_columns);
            if (now != rows[i])
                fail("rows of " + std::string(both[i].before) + " changed:\n" + difference(rows[i], now));
        }
    }

private:
    int populated(const model::schema& a) {
        db_ = &on_.migrated();
        guarded([&] { upgrade(*db_, *history_, "+1", any_loss); });
        return populate(*db_, random_, a);
    }

    catalog built(const model::schema& s) {
        connection& db = on_.built();
        guarded([&] {
            for (const codegen::statement& one : codegen::full_schema(s, name_of(on_.kind()))) db.execute(one.sql);
        });
        return catalog_of(db);
    }

    template <class Call>
    void guarded(Call call) {
        try {
            call();
        } catch (const error& e) {
            fail(e);
        }
    }

    [[noreturn]] void fail(const error& e) const { fail(std::string(e.what()) + "\n  statement: " + e.statement()); }
    [[noreturn]] void fail(const std::string& what) const {
        std::string text =
            random_.whence() + " on " + std::string(name_of(on_.kind())) + ":\n" + what + "\nthe steps:\n" + steps_;
        if (history_ && std::getenv("RETORT_CASE"))
            for (const plan::revision& r : history_->revisions)
                for (const plan::statement& one : r.routes[0].up.statements) text += std::string(one.sql) + ";\n";
        throw broken(text);
    }

    bench& on_;
    generator& random_;
    tally& count_;
    codegen::project project_;
    std::string steps_;
    const plan::history* history_ = nullptr;
    connection* db_ = nullptr;
};

void take_changes(database kind, std::uint64_t cases) {
    model::databases alone;
    alone.add(model_of(kind));
    generator random("random changes on " + std::string(name_of(kind)), testing::mode::portable, alone);
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
            change(on, random, count).take_it(i % 2 == 0);
        } catch (const broken& e) {
            failures.push_back(e.what());
        } catch (const std::exception& e) {
            failures.push_back(random.whence() + ": " + e.what());
        }
    }
    for (const std::string& f : failures) FAIL_CHECK(f);
    if (only) return;
    std::cerr << name_of(kind) << ": " << count.pairs << " pairs, " << count.with_rows << " with rows, of "
              << count.columns << " columns that stay; " << count.promised << " promised, " << count.refused_by_rows
              << " refused by rows, " << count.refused_by_dialect << " by the dialect, " << count.need_words
              << " left out, which convert what nobody can\n";
    // Else the rows, or the lack of them, have made the test easy.
    const int all = static_cast<int>(cases);
    CHECK(count.pairs > all / 2);
    CHECK(count.with_rows > all / 4);
    CHECK(count.promised > all / 10);
    CHECK(count.columns > all);
}

}  // namespace

TEST_CASE("random schema changes on SQLite match the model and keep the rows") { take_changes(database::sqlite, 300); }

TEST_CASE("random schema changes on PostgreSQL match the model and keep the rows") {
    if (!private_postgresql::get()) return;
    take_changes(database::postgresql, 100);
}

TEST_CASE("random schema changes on MariaDB match the model and keep the rows") {
    if (!private_mariadb::get()) return;
    take_changes(database::mariadb, 60);
}

namespace {

/// A history of two revisions, and a database that has taken the first.
struct changed {
    changed(database kind, const model::schema& from, const model::schema& to) : changed(kind, from, diff(from, to)) {}
    changed(database kind, const model::schema& from, const std::vector<model::operation>& way)
        : on(kind), plan(planned(kind, from, way)), db(on.migrated()) {
        upgrade(db, plan.history(), "+1", any_loss);
    }
    void take() { upgrade(db, plan.history(), "head", any_loss); }

    bench on;
    embedded plan;
    connection& db;

private:
    static codegen::plan planned(database kind, const model::schema& from, const std::vector<model::operation>& way) {
        codegen::project p;
        p.declared.name = "changed";
        p.declared.databases.add(model_of(kind));
        p.migrations.push_back({.id = "1", .operations = diff(p.declared, from)});
        p.migrations.push_back({.id = "2", .parents = {"1"}, .operations = way});
        return codegen::make_plan(p, {std::string(name_of(kind))});
    }
};

model::schema schema_of(const model::table& t) {
    model::schema s{.name = "changed"};
    model::faults none;
    insert(s, model::table(t), none);
    return s;
}

}  // namespace

TEST_CASE("added enumeration values are usable immediately and have the given position") {
    const auto people = [](const model::names& values, std::string_view fallback) {
        model::schema s{.name = "moods"};
        s.enumerations.push_back({"mood", values});
        model::table t{.name = "people"};
        t.columns.push_back({.name = "id", .type = {model::type_kind::bigint}, .identity = true});
        t.columns.push_back({.name = "mood", .type = {model::type_kind::enumeration, 0, 0, "mood"}});
        if (!fallback.empty()) t.columns[1].default_value = {.kind = model::literal_kind::text, .text = fallback};
        t.primary_key.columns = {"id"};
        model::faults none;
        insert(s, std::move(t), none);
        return s;
    };
    const model::schema from = people({"sad", "happy"}, {}),
                        to = people({"desperate", "sad", "low", "ok", "happy", "elated"}, "ok");
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        changed two(kind, from, to);
        two.db.execute("INSERT INTO people (mood) VALUES ('happy'), ('sad')");
        two.take();
        two.db.execute("INSERT INTO people " + no_values(kind));
        CHECK(rows_of(two.db, "SELECT mood FROM people ORDER BY id") == std::vector<std::string>{"happy", "sad", "ok"});
        connection& fresh = two.on.built();
        for (const codegen::statement& one : codegen::full_schema(to, name_of(kind))) fresh.execute(one.sql);
        CHECK(difference(catalog_of(fresh), catalog_of(two.db)) == "");
    }
}

TEST_CASE("a row is kept if its table keeps none of its columns") {
    for (const bool stored_by_key : {false, true}) {
        model::table t{.name = "t"};
        t.columns.push_back({.name = "a", .type = {model::type_kind::integer}});
        t.primary_key.columns = {"a"};
        if (stored_by_key) t.options.make().without_rowid = true;
        const model::schema from = schema_of(t);
        t.columns[0] = {.name = "b", .type = {model::type_kind::text}, .nullable = true};
        t.primary_key = {};
        t.options = {};
        const model::schema to = schema_of(t);
        for (const database kind : available()) {
            INFO("on " << name_of(kind));
            changed two(kind, from, to);
            two.db.execute("INSERT INTO t (a) VALUES (1), (7)");
            two.take();
            CHECK(rows_of(two.db, "SELECT b FROM t") == std::vector<std::string>{"NULL", "NULL"});
        }
    }
}

TEST_CASE("a table with rows that reference each other is dropped, including undeclared objects") {
    model::table t{.name = "t"};
    t.columns.push_back({.name = "id", .type = {model::type_kind::bigint}});
    t.columns.push_back({.name = "parent", .type = {model::type_kind::bigint}});
    t.primary_key.columns = {"id"};
    t.foreign_keys.push_back({.columns = {"parent"}, .table = "t", .target = {"id"}});
    t.foreign_keys[0].on_delete = model::action::restrict;
    t.indexes.push_back({.columns = {{.name = "parent"}}});
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        changed two(kind, schema_of(t), schema_of({.name = "other", .columns = {t.columns[0]}}));
        two.db.execute("INSERT INTO t (id, parent) VALUES (1, 1), (2, 1), (3, 2)");
        two.db.execute("CREATE INDEX by_hand ON t (parent, id)");
        if (kind == database::sqlite)
            two.db.execute("CREATE TRIGGER by_hand_too AFTER INSERT ON t BEGIN SELECT 1; END");
        two.take();
        CHECK_THROWS_AS(two.db.execute("SELECT * FROM t"), error);
        CHECK(rows_of(two.db, "SELECT count(*) FROM other") == std::vector<std::string>{"0"});
        if (kind == database::sqlite) CHECK(rows_of(two.db, "PRAGMA foreign_keys") == std::vector<std::string>{"1"});
    }
}

TEST_CASE("adding, dropping and changing an identity key of a table") {
    using columns = std::vector<model::column>;
    const auto table_of = [](const columns& all, const model::names& key) {
        model::table t{.name = "logs"};
        for (const model::column& c : all) t.columns.push_back(c);
        t.primary_key.columns = key;
        return schema_of(t);
    };
    const auto number = [](std::string_view name) {
        return model::column{.name = name, .type = {model::type_kind::bigint}};
    };
    model::column numbered = number("id"), perhaps = number("id");
    numbered.identity = true;
    perhaps.nullable = true;
    const model::column msg{.name = "msg", .type = {model::type_kind::varchar, 50}};
    struct change {
        model::schema from, to;
        std::string rows, look;
        std::vector<std::string> seen, back;
        std::string more;
    };
    const std::vector<change> all{
        {table_of({msg}, {}),
         table_of({numbered, msg}, {"id"}),
         "INSERT INTO logs (msg) VALUES ('a'), ('b')",
         "SELECT msg FROM logs ORDER BY msg",
         {"a", "b"},
         {"a", "b"},
         "INSERT INTO logs (msg) VALUES ('c')"},
        {table_of({numbered, number("x"), number("y")}, {"id"}),
         table_of({number("x"), number("y")}, {"x", "y"}),
         "INSERT INTO logs (x, y) VALUES (1, 2), (3, 4)",
         "SELECT y FROM logs ORDER BY y",
         {"2", "4"},
         {"2", "4"},
         "INSERT INTO logs (x, y) VALUES (1, 3)"},
        {table_of({numbered, number("x")}, {"id"}),
         table_of({number("id"), number("x")}, {"x", "id"}),
         "INSERT INTO logs (x) VALUES (7), (8)",
         "SELECT id FROM logs ORDER BY id",
         {"1", "2"},
         {"1", "2"},
         "INSERT INTO logs (id, x) VALUES (1, 9)"},
        {table_of({perhaps, msg}, {"msg"}),
         table_of({numbered, msg}, {"id"}),
         "INSERT INTO logs (id, msg) VALUES (4, 'a'), (2, 'b')",
         "SELECT id FROM logs ORDER BY msg",
         {"4", "2"},
         {"4", "2"},
         ""},
    };
    for (const database kind : {database::sqlite, database::postgresql}) {
        if (kind == database::postgresql && !private_postgresql::get()) continue;
        for (const change& one : all) {
            std::vector<model::operation> way = diff(one.from, one.to);
            // As the draft does it: what is counted between two steps parts them.
            for (model::operation& o : way)
                if (auto* key = std::get_if<model::add_primary_key>(&o)) key->assurance.precheck = true;
            INFO("on " << name_of(kind) << ", " << one.rows);
            changed two(kind, one.from, way);
            two.db.execute(one.rows);
            for (int again = 0; again < 2; ++again) {
                two.take();
                CHECK(rows_of(two.db, one.look) == one.seen);
                downgrade(two.db, two.plan.history(), "-1", any_loss);
                CHECK(rows_of(two.db, one.look) == one.back);
            }
            two.take();
            connection& fresh = two.on.built();
            for (const codegen::statement& sql : codegen::full_schema(one.to, name_of(kind))) fresh.execute(sql.sql);
            CHECK(difference(catalog_of(fresh), catalog_of(two.db)) == "");
            if (!one.more.empty()) {
                two.db.execute(one.more);
                CHECK(rows_of(two.db, "SELECT count(*) FROM logs") == std::vector<std::string>{"3"});
            }
        }
    }
}

TEST_CASE("an identity column waits for its key across a change of rows") {
    model::table t{.name = "logs"};
    t.columns.push_back({.name = "msg", .type = {model::type_kind::text}});
    const model::schema from = schema_of(t);
    t.columns.push_back({.name = "id", .type = {model::type_kind::bigint}, .identity = true});
    t.primary_key.columns = {"id"};
    std::vector<model::operation> way = diff(from, schema_of(t));
    model::backfill shout{.table = "logs"};
    shout.set.push_back({"msg", {}});
    shout.set[0].value.nodes.push_back({.kind = model::node_kind::column, .name = "msg"});
    shout.set[0].value.nodes.push_back({.kind = model::node_kind::upper, .left = 0});
    REQUIRE(std::holds_alternative<model::add_column>(way[0]));
    way.insert(way.begin() + 1, shout);
    changed two(database::sqlite, from, way);
    two.db.execute("INSERT INTO logs (msg) VALUES ('a'), ('b')");
    two.take();
    two.db.execute("INSERT INTO logs (msg) VALUES ('c')");
    CHECK(rows_of(two.db, "SELECT id || msg FROM logs ORDER BY id") == std::vector<std::string>{"1A", "2B", "3c"});
    // One that never gets the key is refused as before.
    way.pop_back();
    std::string refused;
    try {
        changed never(database::sqlite, from, way);
    } catch (const codegen::generation_error& e) {
        refused = e.what();
    }
    CHECK(refused.find("[E201]") != std::string::npos);
}

TEST_CASE("removed enumeration values: rows with them are counted first, and no data is lost") {
    const auto orders = [](const model::names& values) {
        model::schema s{.name = "orders"};
        s.enumerations.push_back({"status", values});
        model::table t{.name = "orders"};
        t.columns.push_back({.name = "id", .type = {model::type_kind::bigint}});
        t.columns.push_back({.name = "status", .type = {model::type_kind::enumeration, 0, 0, "status"}});
        t.primary_key.columns = {"id"};
        model::faults none;
        insert(s, std::move(t), none);
        return s;
    };
    const model::schema from = orders({"new", "paid", "it's lost", "closed"}), to = orders({"new", "closed"});
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        std::vector<model::operation> way = diff(from, to);
        REQUIRE(way.size() == 1);
        std::get<model::alter_enumeration>(way[0]).assurance.precheck = true;
        changed two(kind, from, way);
        two.db.execute("INSERT INTO orders (id, status) VALUES (1, 'new'), (2, 'it''s lost')");
        std::string said;
        try {
            upgrade(two.db, two.plan.history(), "head");
        } catch (const error& e) {
            said = e.what();
        }
        CHECK(said.find("rows of orders have a status that status loses") != std::string::npos);
        CHECK(rows_of(two.db, "SELECT status FROM orders ORDER BY id") == std::vector<std::string>{"new", "it's lost"});
        two.db.execute("UPDATE orders SET status = 'closed' WHERE id = 2");
        upgrade(two.db, two.plan.history(), "head");
        CHECK(rows_of(two.db, "SELECT status FROM orders ORDER BY id") == std::vector<std::string>{"new", "closed"});
        CHECK_THROWS_AS(two.db.execute("INSERT INTO orders (id, status) VALUES (3, 'paid')"), error);
        downgrade(two.db, two.plan.history(), "-1");
        two.db.execute("INSERT INTO orders (id, status) VALUES (3, 'paid')");
    }
}

TEST_CASE("a trigger that fires during a backfill uses the current column names") {
    if (!private_postgresql::get()) return;
    const auto people = [](std::string_view column, std::string_view was) {
        model::table t{.name = "people"};
        t.columns.push_back({.name = "id", .type = {model::type_kind::bigint}});
        t.columns.push_back({.name = column, .type = {model::type_kind::text}});
        t.columns.back().renamed_from.text = was;
        t.primary_key.columns = {"id"};
        return t;
    };
    const auto with = [](const model::table& t, std::string_view body) {
        model::schema s = schema_of(t);
        model::faults none;
        model::object function{.kind = model::object_kind::function, .name = "tidy()"};
        function.body.push_back({.sql = body});
        insert(s, std::move(function), none);
        model::object trigger{.kind = model::object_kind::trigger, .name = "tidied", .on = "people"};
        trigger.body.push_back({.sql = "BEFORE INSERT OR UPDATE ON people FOR EACH ROW EXECUTE FUNCTION tidy()"});
        insert(s, std::move(trigger), none);
        REQUIRE(none.empty());
        return s;
    };
    const model::schema from = with(people("town", {}),
                                    "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.town := trim(NEW.town); RETURN "
                                    "NEW; END $$");
    model::table after = people("city", "town");
    after.columns.push_back({.name = "land", .type = {model::type_kind::text}, .nullable = true});
    const model::schema to = with(after,
                                  "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.city := upper(trim(NEW.city)); "
                                  "RETURN NEW; END $$");
    std::vector<model::operation> way = diff(from, to);
    model::backfill fill{.table = "people"};
    fill.set.push_back({"land", {}});
    fill.set[0].value.nodes.push_back(
        {.kind = model::node_kind::literal, .value = {.kind = model::literal_kind::text, .text = "home"}});
    const auto added = std::find_if(
        way.begin(), way.end(), [](const model::operation& o) { return std::holds_alternative<model::add_column>(o); });
    REQUIRE(added != way.end());
    way.insert(added + 1, fill);
    changed two(database::postgresql, from, way);
    two.db.execute("INSERT INTO people (id, town) VALUES (1, ' Graz ')");
    two.take();
    CHECK(rows_of(two.db, "SELECT city || ', ' || land FROM people") == std::vector<std::string>{"GRAZ, home"});
}
