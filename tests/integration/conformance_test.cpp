// Every operation and every type on every database: applied to tables with rows, looked at, taken back, looked at
// again. What was seen is the matrix in docs/databases.md; RETORT_BLESS=1 writes it there.
#include "conformance.hpp"

#include <retort/codegen/plan.hpp>
#include <retort/codegen/sql_writer.hpp>
#include <retort/migrator.hpp>
#include <retort/model/support.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "bench.hpp"
#include "catalog.hpp"
#include "scratch.hpp"
#include "support/catch.hpp"
#include "support/embed.hpp"

using namespace retort;
using namespace retort::test;
using model::support_kind;
using model::type_kind;

namespace {

/// In the order of the page.
constexpr database in_order[] = {database::postgresql, database::sqlite, database::mariadb};
constexpr std::string_view titles[] = {"PostgreSQL", "SQLite", "MariaDB"};

/// The word of an operation in a history.
constexpr std::string_view word_of(std::string_view operation) {
    if (operation == "declared_effect") return "effect";
    if (operation == "create_object") return "create_…";
    if (operation == "drop_object") return "drop_…";
    if (operation == "rename_object") return "rename_…";
    if (operation == "replace_object") return "replace_…";
    return operation;
}

/// In the order of model::operation.
#define RETORT_OPERATION(name, ...) word_of(#name),
constexpr std::string_view words[] = {RETORT_OPERATIONS(RETORT_OPERATION)};
#undef RETORT_OPERATION

/// What was seen, a row's cells by database.
using row = std::map<database, std::string>;
struct matrix {
    std::vector<std::pair<std::string, row>> rows;
    row& operator[](const std::string& name) {
        for (auto& [known, cells] : rows)
            if (known == name) return cells;
        return rows.emplace_back(name, row{}).second;
    }
};

/// "…; what to do instead [E161]", and nothing where a refusal has no way out.
std::string way_out(const std::string& refusal) {
    for (const model::lack& l : model::lacks)
        if (refusal.find(l.reason) != std::string::npos && refusal.find(l.way_out) != std::string::npos)
            return std::string(l.way_out);
    const std::size_t code = refusal.find(" [E");
    const std::size_t from = refusal.rfind("; ", code);
    if (code == std::string::npos || from == std::string::npos) return {};
    return refusal.substr(from + 2, code - from - 2);
}

/// All rows of all tables, but for what is in `gone`: tables, and columns as "orders.vin".
std::map<std::string, std::multiset<std::string>> rows_in(connection& db, const model::schema& s,
                                                          const std::vector<std::string>& gone = {}) {
    const auto is_gone = [&](const std::string& what) {
        return std::find(gone.begin(), gone.end(), what) != gone.end();
    };
    std::map<std::string, std::multiset<std::string>> all;
    for (const model::table& t : s.tables) {
        const std::string name(t.name);
        if (is_gone(name)) continue;
        model::names columns;
        for (const model::column& c : t.columns)
            if (!is_gone(name + "." + std::string(c.name))) columns.push_back(c.name);
        all[name] = contents(db, t.name, columns);
    }
    return all;
}

struct seen {
    /// Why the database cannot have it; else empty.
    std::string refused;
    bool rebuilt = false, did_something = false;
    /// This release of the database is older than what was asked for.
    bool too_old = false;
};

/// Up and down with rows, the schema and the rows compared at each stop.
class trial {
public:
    trial(bench& on, std::vector<model::operation> before, std::vector<model::operation> steps) : on_(on) {
        project_.declared.name = "conformance";
        project_.declared.databases.add(model_of(on.kind()));
        project_.migrations.push_back({.id = "1", .operations = std::move(before)});
        project_.migrations.push_back({.id = "2", .parents = {"1"}, .operations = std::move(steps)});
    }

    seen take(const std::vector<std::string>& rows, const std::string& look, const std::string& answer,
              const std::string& back = {}) {
        codegen::plan made;
        try {
            made = codegen::make_plan(project_, {std::string(name_of(on_.kind()))});
        } catch (const codegen::generation_error& e) {
            return {.refused = e.what()};
        }
        const testing::embedded plan(std::move(made));
        const codegen::route& route = plan.source().revisions[1].routes[0];
        seen saw{.refused = {}, .rebuilt = !route.up.rebuilds.empty(), .did_something = !route.up.statements.empty()};
        try {
            run(plan, route, rows, look, answer, back);
        } catch (const error& e) {
            saw.too_old = e.code() == "E328" && has_not_all(on_.built());
            if (saw.too_old) {
                std::cout << "docs/databases.md: believed, not seen: " << e.what() << "\n";
                return saw;
            }
            FAIL_CHECK(e.what() << "\n" << e.statement());
        }
        return saw;
    }

private:
    void run(const testing::embedded& plan, const codegen::route& route, const std::vector<std::string>& rows,
             const std::string& look, const std::string& answer, const std::string& back) {
        codegen::project first = project_;
        first.migrations.pop_back();
        const model::schema before = codegen::replay(first), after = codegen::replay(project_);
        connection& db = on_.migrated();
        const catalog nothing = catalog_of(db);
        upgrade(db, plan.history(), "+1", any_loss);
        for (const std::string& sql : rows) db.execute(sql);
        const catalog here = catalog_of(db);
        const auto kept = rows_in(db, before, route.up.destroys);

        upgrade(db, plan.history(), "head", any_loss);
        CHECK(difference(built(after), catalog_of(db)) == "");
        const auto found = [&] {
            std::string all;
            for (const std::string& line : rows_of(db, look)) all += line + ";";
            return all;
        };
        if (!look.empty()) CHECK(found() == answer);
        if (!route.down.irreversible.empty()) return;

        downgrade(db, plan.history(), "-1", any_loss);
        CHECK(difference(here, catalog_of(db)) == "");
        if (back.empty())
            CHECK(rows_in(db, before, route.up.destroys) == kept);
        else
            CHECK(found() == back);

        // There again, and away.
        upgrade(db, plan.history(), "head", any_loss);
        CHECK(difference(built(after), catalog_of(db)) == "");
        downgrade(db, plan.history(), "base", any_loss);
        CHECK(difference(nothing, catalog_of(db)) == "");
    }

    catalog built(const model::schema& s) {
        connection& db = on_.built();
        for (const codegen::statement& one : codegen::full_schema(s, name_of(on_.kind()))) db.execute(one.sql);
        return catalog_of(db);
    }

    bench& on_;
    codegen::project project_;
};

/// The databases of this run, each started once.
bench& bench_of(database kind) {
    static std::map<database, bench> all;
    return all.try_emplace(kind, kind).first->second;
}

/// What databases lack, as far as a case was refused for it.
std::set<const model::lack*> asked_for;

/// Nothing where this release is too old for it.
std::optional<std::string> cell_of(const conformance_case& c, database kind) {
    INFO(words[c.operation] << " " << c.form << " on " << name_of(kind));
    const seen saw = trial(bench_of(kind), c.before, c.steps).take(c.rows, c.look, c.answer, c.back);
    if (saw.too_old) return std::nullopt;
    if (!saw.refused.empty()) {
        INFO(saw.refused);
        const std::string instead = way_out(saw.refused);
        for (const model::lack& l : model::lacks)
            if (saw.refused.find(l.reason) != std::string::npos) asked_for.insert(&l);
        const bool known = saw.refused.find("[E161]") != std::string::npos ||
                           saw.refused.find("[E160]") != std::string::npos ||
                           saw.refused.find("[E201]") != std::string::npos;
        CHECK(known);
        CHECK(!instead.empty());
        return "no: " + instead;
    }
    const std::string said(kind == database::sqlite       ? c.how.sqlite
                           : kind == database::postgresql ? c.how.postgresql
                                                          : c.how.mariadb);
    // What does nothing has to say what stands for it.
    if (!saw.did_something && words[c.operation] != "run") CHECK(!said.empty());
    if (saw.rebuilt) return "emulated: " + (said.empty() ? std::string() : said + "; ") + "the table is rebuilt";
    if (said.starts_with("left out")) return said;
    return said.empty() ? "native" : "emulated: " + said;
}

matrix operations() {
    matrix all;
    for (const database kind : available())
        for (const conformance_case& c : conformance_cases()) {
            if (!c.only.wants(model_of(kind))) continue;
            const std::string form(c.form);
            std::string name = "`" + std::string(words[c.operation]) + "`" + (form.empty() ? "" : ", " + form);
            // An object's kind is a part of the word.
            if (const std::size_t gap = name.find("…`, "); gap != std::string::npos)
                name = name.substr(0, gap) + form + "`";
            row& cells = all[name];
            if (auto cell = cell_of(c, kind)) cells[kind] = std::move(*cell);
        }
    return all;
}

/// Two values of a type as SQL: an ordinary one, and one at its edge.
struct values {
    std::string ordinary, extreme;
};
values values_of(type_kind kind, database on) {
    const auto bytes = [&](std::string_view hexadecimal) {
        return on == database::postgresql ? "'\\x" + std::string(hexadecimal) + "'"
                                          : "x'" + std::string(hexadecimal) + "'";
    };
    switch (kind) {
        case type_kind::boolean: return {"TRUE", "FALSE"};
        case type_kind::smallint: return {"7", "-32768"};
        case type_kind::integer: return {"7", "-2147483648"};
        case type_kind::bigint: return {"7", "9223372036854775807"};
        case type_kind::real: return {"1.5", "-3.25e+30"};
        case type_kind::double_precision: return {"1.5", "-1.7976931348623157e+308"};
        case type_kind::numeric: return {"1.50", "-9999999999.99"};
        case type_kind::varchar: return {"'it''s'", "'ключ 🔧 ключ 🔧 ключ 🔧 '"};
        case type_kind::char_: return {"'it''s'", "'ключ 🔧 ключ 🔧 ключ 🔧!'"};
        case type_kind::text: return {"'it''s \\ two\nlines'", "''"};
        case type_kind::bytes: return {bytes("616263"), bytes("00ff0027")};
        case type_kind::date: return {"'2024-02-29'", "'9999-12-31'"};
        case type_kind::time: return {"'12:30:00'", "'23:59:59.999999'"};
        case type_kind::timestamp: return {"'2024-02-29 12:30:00'", "'9999-12-31 23:59:59.999999'"};
        case type_kind::timestamptz: return {"'2024-02-29 12:30:00'", "'1000-01-01 00:00:00.000001'"};
        case type_kind::uuid:
            return {"'123e4567-e89b-12d3-a456-426614174000'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"};
        case type_kind::json:
        case type_kind::jsonb: return {"'{\"a\": [1, null]}'", "'\"🔧\"'"};
        case type_kind::enumeration: return {"'ok'", "'it''s low'"};
        case type_kind::tinyint: return {"7", "-128"};
        case type_kind::mediumint: return {"7", "-8388608"};
        case type_kind::money: return {"1.50", "-92233720368547758.08"};
        case type_kind::binary: return {bytes("61626361"), bytes("00ff0027")};
        case type_kind::varbinary: return {bytes("61"), bytes("00ff0027")};
        case type_kind::bit: return {"B'10101010'", "B'00000000'"};
        case type_kind::varbit: return {"B'101'", "B''"};
        case type_kind::timetz: return {"'12:30:00+00'", "'23:59:59.999999+15:59'"};
        case type_kind::interval: return {"'1 day'", "'-178000000 years'"};
        case type_kind::year: return {"2024", "1901"};
        case type_kind::inet: return {"'192.168.0.1/24'", "'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'"};
        case type_kind::cidr: return {"'10.0.0.0/8'", "'::/0'"};
        case type_kind::macaddr: return {"'08:00:2b:01:02:03'", "'ff:ff:ff:ff:ff:ff'"};
        case type_kind::macaddr8: return {"'08:00:2b:01:02:03:04:05'", "'ff:ff:ff:ff:ff:ff:ff:ff'"};
        case type_kind::tsvector: return {"'a cat'", "''"};
        case type_kind::tsquery: return {"'cat & !dog'", "''"};
        case type_kind::xml: return {"'<a>1</a>'", "'<b x=\"🔧\"/>'"};
        case type_kind::point:
            if (on == database::mariadb) return {"point(1, 2)", "point(-1e300, 0)"};
            return {"'(1,2)'", "'(-1e300,0)'"};
        case type_kind::line: return {"'{1,2,3}'", "'{0,-1,1e300}'"};
        case type_kind::lseg: return {"'[(0,0),(1,1)]'", "'[(0,0),(0,0)]'"};
        case type_kind::box: return {"'(1,1),(0,0)'", "'(0,0),(0,0)'"};
        case type_kind::path: return {"'((0,0),(1,1))'", "'[(0,0)]'"};
        case type_kind::polygon:
            if (on == database::mariadb)
                return {"polygon(linestring(point(0, 0), point(0, 1), point(1, 1), point(0, 0)))",
                        "polygon(linestring(point(-1e9, 0), point(0, 1e9), point(1, 1), point(-1e9, 0)))"};
            return {"'((0,0),(0,1),(1,1))'", "'((0,0))'"};
        case type_kind::circle: return {"'<(0,0),1>'", "'<(0,0),0>'"};
        case type_kind::int4range: return {"'[1,5)'", "'empty'"};
        case type_kind::int8range: return {"'[1,5)'", "'(,)'"};
        case type_kind::numrange: return {"'[1.5,2.5)'", "'(,)'"};
        case type_kind::tsrange: return {"'[2024-01-01,2025-01-01)'", "'(,)'"};
        case type_kind::tstzrange: return {"'[2024-01-01,2025-01-01)'", "'empty'"};
        case type_kind::daterange: return {"'[2024-01-01,2025-01-01)'", "'(,infinity)'"};
        case type_kind::oid: return {"7", "4294967295"};
        case type_kind::domain: return {"7", "2147483647"};
        case type_kind::composite: return {"'(a,1)'", "'(,)'"};
        case type_kind::native: return {"7", "-32768"};
    }
    return {};
}

model::type type_of(type_kind kind) {
    model::type t{kind};
    switch (kind) {
        case type_kind::numeric: t.a = 12, t.b = 2; break;
        case type_kind::varchar:
        case type_kind::char_: t.a = 24; break;
        case type_kind::binary:
        case type_kind::varbinary: t.a = 4; break;
        case type_kind::bit:
        case type_kind::varbit: t.a = 8; break;
        case type_kind::enumeration: t.name = "mood"; break;
        case type_kind::domain: t.name = "amount"; break;
        case type_kind::composite: t.name = "pair"; break;
        case type_kind::native: t.name = "smallint"; break;
        default: break;
    }
    return t;
}

/// What is there before the table: what some types are made of.
std::vector<model::operation> before_table(type_kind kind) {
    if (kind == type_kind::enumeration)
        return {model::create_enumeration{{.name = "mood", .values = {"ok", "it's low"}}, {}}};
    if (kind == type_kind::domain) {
        model::object amount{.kind = model::object_kind::domain, .name = "amount"};
        amount.type = {type_kind::integer};
        amount.condition.nodes.push_back({.kind = model::node_kind::column, .name = "value"});
        amount.condition.nodes.push_back({.kind = model::node_kind::literal});
        amount.condition.nodes.back().value.kind = model::literal_kind::integer;
        amount.condition.nodes.push_back({.kind = model::node_kind::greater, .left = 0, .right = 1});
        return {model::create_object{amount}};
    }
    if (kind == type_kind::composite) {
        model::object pair{.kind = model::object_kind::composite, .name = "pair"};
        pair.attributes.push_back({.name = "a", .type = {type_kind::text}});
        pair.attributes.push_back({.name = "b", .type = {type_kind::integer}});
        return {model::create_object{pair}};
    }
    return {};
}

std::string cell_of(const model::type& t, values v, database kind) {
    INFO("type " << std::string_view(to_string(t)) << " on " << name_of(kind));
    std::vector<model::operation> before = before_table(t.kind);
    before.push_back(model::create_table{
        {.name = "t",
         .columns = {{.name = "id", .type = {type_kind::bigint}}, {.name = "c", .type = t, .nullable = true}},
         .primary_key = {.columns = {"id"}}}});
    // Another column of it, and a step for which SQLite copies the table.
    model::add_check positive{.table = "t"};
    positive.check.condition.nodes.push_back({.kind = model::node_kind::column, .name = "id"});
    positive.check.condition.nodes.push_back({.kind = model::node_kind::literal});
    positive.check.condition.nodes.back().value.kind = model::literal_kind::integer;
    positive.check.condition.nodes.push_back({.kind = model::node_kind::greater, .left = 0, .right = 1});
    const std::vector<model::operation> steps{
        model::add_column{.table = "t", .column = {.name = "d", .type = t, .nullable = true}}, positive};
    const seen saw =
        trial(bench_of(kind), before, steps)
            .take({"INSERT INTO t (id, c) VALUES (1, " + v.ordinary + "), (2, " + v.extreme + "), (3, NULL)"},
                  "SELECT count(*), count(c), count(d) FROM t", "3|2|0;");
    const model::type_support& declared = support(t, model_of(kind));
    const std::string note(declared.note);
    INFO(saw.refused);
    CHECK(saw.refused.empty() == (declared.kind != support_kind::unsupported));
    if (!saw.refused.empty()) {
        CHECK(saw.refused.find("[E160]") != std::string::npos);
        CHECK(saw.refused.find(note) != std::string::npos);
        return "no: " + note;
    }
    return declared.kind == support_kind::native ? "native" : "emulated: " + note;
}

matrix types() {
    matrix all;
    for (const database kind : available()) {
        for (const model::type_entry& e : model::type_table) {
            std::string word(e.word.substr(0, e.word.find_first_of("[(")));
            all["`" + word + "`"][kind] = cell_of(type_of(e.kind), values_of(e.kind, kind), kind);
        }
        model::type list{type_kind::text};
        list.dimensions = 1;
        all["`array`"][kind] = cell_of(list, {"'{a,NULL,\"it''s\"}'", "'{}'"}, kind);
    }
    return all;
}

// The page.

constexpr std::string_view begins = "<!-- what the conformance suite saw; ./dev bless brings it up to date -->\n";
constexpr std::string_view ends = "<!-- end of what the conformance suite saw -->\n";

std::string table_of(std::string_view what, const matrix& m, const std::string& old) {
    std::string out = "| " + std::string(what) + " |";
    for (std::string_view title : titles) out += " " + std::string(title) + " |";
    out += "\n| --- | --- | --- | --- |\n";
    for (const auto& [name, cells] : m.rows) {
        std::vector<std::string> kept;
        if (const std::size_t at = old.find("| " + name + " |"); at != std::string::npos) {
            std::istringstream line(old.substr(at, old.find('\n', at) - at));
            for (std::string cell; std::getline(line, cell, '|');)
                kept.push_back(cell.size() > 2 ? cell.substr(1, cell.size() - 2) : "");
        }
        out += "| " + name + " |";
        for (std::size_t i = 0; i < std::size(in_order); ++i) {
            const auto found = cells.find(in_order[i]);
            // Where there is no server, what the page says is believed.
            out += " " + (found != cells.end() ? found->second : kept.size() > i + 2 ? kept[i + 2] : "?") + " |";
        }
        out += "\n";
    }
    return out;
}

std::string content(const std::string& path) {
    std::stringstream all;
    all << std::ifstream(path, std::ios::binary).rdbuf();
    return all.str();
}

}  // namespace

TEST_CASE("every operation has a case") {
    std::set<std::size_t> covered;
    for (const conformance_case& c : conformance_cases()) {
        INFO(words[c.operation] << " " << c.form);
        CHECK(std::any_of(c.steps.begin(), c.steps.end(),
                          [&](const model::operation& o) { return o.index() == c.operation; }));
        covered.insert(c.operation);
    }
    for (std::size_t i = 0; i < std::size(words); ++i) {
        INFO(words[i]);
        CHECK(covered.count(i) == 1);
    }
}

TEST_CASE("operations and types match docs/databases.md on each database") {
    const std::string path = RETORT_SOURCE_DIR "/docs/databases.md";
    const std::string page = content(path);
    const std::size_t from = page.find(begins), to = page.find(ends);
    REQUIRE(from != std::string::npos);
    REQUIRE(to != std::string::npos);
    const std::string old = page.substr(from, to - from);
    for (const database kind : in_order)
        if (!is_available(kind))
            std::cout << "docs/databases.md: what it says of " << name_of(kind) << " is believed, not seen\n";
    const std::string made = page.substr(0, from) + std::string(begins) + "\n" +
                             table_of("operation", operations(), old) + "\n" + table_of("type", types(), old) + "\n" +
                             page.substr(to);
    for (const model::lack& l : model::lacks)
        for (const database kind : available()) {
            if (model_of(kind) != l.on) continue;
            INFO("no case meets with: " << l.reason);
            CHECK(asked_for.count(&l) == 1);
        }
    if (std::getenv("RETORT_BLESS")) {
        std::ofstream(path, std::ios::binary) << made;
        return;
    }
    INFO("docs/databases.md is not what was seen; run ./dev bless and review the difference");
    const bool current = made == page;
    CHECK(current);
}
