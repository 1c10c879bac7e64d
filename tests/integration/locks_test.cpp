// What the plan says that a statement locks and does to rows is what PostgreSQL does: pg_locks, and what it counts of
// each table, behind every statement of every case of the conformance suite, up and down.
#include <retort/codegen/plan.hpp>
#include <retort/migrator.hpp>

#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "conformance.hpp"
#include "scratch.hpp"
#include "support/catch.hpp"
#include "support/embed.hpp"

using namespace retort;
using namespace retort::test;
using codegen::row_work;

namespace {

/// From the weakest to the strongest, as the manual and as pg_locks writes them. The two that only readers take are
/// left out.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> modes{
    {{"ROW EXCLUSIVE", "RowExclusiveLock"},
     {"SHARE UPDATE EXCLUSIVE", "ShareUpdateExclusiveLock"},
     {"SHARE", "ShareLock"},
     {"SHARE ROW EXCLUSIVE", "ShareRowExclusiveLock"},
     {"EXCLUSIVE", "ExclusiveLock"},
     {"ACCESS EXCLUSIVE", "AccessExclusiveLock"}}};

/// From 1; 0 for none that matters.
int strength_of(std::string_view mode) {
    for (std::size_t i = 0; i < modes.size(); ++i)
        if (mode == modes[i].first || mode == modes[i].second) return static_cast<int>(i) + 1;
    return 0;
}
std::string_view name_of_strength(int strength) {
    return strength == 0 ? std::string_view("none") : modes[static_cast<std::size_t>(strength) - 1].first;
}

std::vector<std::string> fields_of(const std::string& row) {
    std::vector<std::string> fields(1);
    for (const char c : row)
        if (c == '|')
            fields.emplace_back();
        else
            fields.back() += c;
    return fields;
}

std::string quoted(const std::string& name) {
    std::string out = "\"";
    for (const char c : name) out += c == '.' ? "\".\"" : std::string(1, c);
    return out + "\"";
}

struct relation {
    std::string name, file;
    int held = 0;
    /// What was read of it in this transaction.
    long read = 0;
    bool operator==(const relation&) const = default;
};
using relations = std::map<std::string, relation>;  // by their numbers

/// Tables, views and the sequences that no table owns.
relations relations_of(connection& db) {
    relations all;
    for (const std::string& row : rows_of(
             db,
             "SELECT c.oid, c.oid::regclass, CASE WHEN c.relkind <> 'S' THEN c.relfilenode END, "
             "coalesce(s.seq_tup_read, 0) FROM pg_class c "
             "JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_xact_user_tables s ON s.relid = c.oid "
             "WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND (c.relkind IN ('r', 'p', "
             "'v', 'm') OR (c.relkind = 'S' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND "
             "d.deptype IN ('a', 'i'))))")) {
        const std::vector<std::string> f = fields_of(row);
        all[f[0]] = {f[1], f[2], 0, std::stol(f[3])};
    }
    for (const std::string& row :
         rows_of(db, "SELECT relation, mode FROM pg_locks WHERE locktype = 'relation' AND pid = pg_backend_pid()")) {
        const std::vector<std::string> f = fields_of(row);
        if (const auto at = all.find(f[0]); at != all.end())
            at->second.held = std::max(at->second.held, strength_of(f[1]));
    }
    return all;
}

int statements = 0, locks = 0;

/// One direction of a revision, statement by statement.
class walk {
public:
    walk(connection& db, const codegen::script& script) : db_(db), script_(script) {}

    void take() {
        begin();
        for (const codegen::statement& s : script_.statements) {
            INFO(s.sql);
            if (!s.function_name.empty()) continue;
            if (!s.transactional) {
                // Its locks have gone when it ends.
                db_.execute("COMMIT");
                while (db_.execute(s.sql).affected > 0 && s.batch != 0) continue;
                begin();
                continue;
            }
            run(s);
        }
        db_.execute("COMMIT");
    }

private:
    void begin() {
        db_.execute("BEGIN");
        was_ = relations_of(db_);
        claimed_.clear();
        at_most_.clear();
    }

    void run(const codegen::statement& s) {
        ++statements;
        CHECK(s.facts.locks_known);
        for (const codegen::lock& l : s.facts.locks) {
            if (l.what != codegen::lock::kind::table && l.what != codegen::lock::kind::sequence) continue;
            const std::string id =
                rows_of(db_, "SELECT coalesce(to_regclass('" + quoted(l.on) + "')::oid::text, '')").at(0);
            CHECK(strength_of(l.mode) != 0);
            claimed_[id] = std::max(claimed_[id], strength_of(l.mode));
            // Rows of tables that refer to these change only where there are such rows.
            if (s.facts.work == row_work::rows) at_most_[id] = true;
        }
        // The server looks through the body, which is the author's text.
        const bool is_routine =
            s.sql.find(" FUNCTION ") != std::string::npos || s.sql.find(" PROCEDURE ") != std::string::npos;
        const relations before = relations_of(db_);
        db_.execute(s.sql);
        const relations now = relations_of(db_);
        for (const auto& [id, old] : was_) {
            const auto at = now.find(id);
            if (at == now.end()) continue;
            const relation& is = at->second;
            INFO(is.name << ": holds " << name_of_strength(is.held) << ", and the plan says "
                         << name_of_strength(claimed_[id]));
            if (is_routine && is.held <= 1) claimed_[id] = std::max(claimed_[id], is.held);
            CHECK((at_most_[id] ? is.held <= claimed_[id] : is.held == claimed_[id]));
            locks += is.held != 0 ? 1 : 0;
            const relation& then = before.at(id);
            if (then.file != is.file) CHECK(s.facts.work == row_work::rewrite);
            if (then.read != is.read) CHECK(s.facts.work != row_work::none);
        }
    }

    connection& db_;
    const codegen::script& script_;
    relations was_;
    std::map<std::string, int> claimed_;
    std::map<std::string, bool> at_most_;
};

}  // namespace

TEST_CASE("PostgreSQL locks and rewrites what the plan says, for each operation of the conformance suite") {
    if (!is_available(database::postgresql)) return;
    for (const conformance_case& c : conformance_cases()) {
        if (!c.only.wants(model::database::postgresql)) continue;
        INFO(std::string(model::describe(c.steps.front())) << " " << c.form);
        codegen::project p;
        p.declared.name = "locks";
        p.declared.databases.add(model::database::postgresql);
        p.migrations = {{.id = "1", .operations = c.before}, {.id = "2", .parents = {"1"}, .operations = c.steps}};
        codegen::plan made;
        try {
            made = codegen::make_plan(p, {"postgresql"});
        } catch (const codegen::generation_error&) {
            continue;  // What PostgreSQL does not have.
        }
        const testing::embedded plan(std::move(made));
        const scratch place(database::postgresql);
        connection db = place.open();
        try {
            upgrade(db, plan.history(), "1");
            for (const std::string& sql : c.rows) db.execute(sql);
            const codegen::route& route = plan.source().revisions[1].routes[0];
            walk(db, route.up).take();
            if (route.down.irreversible.empty()) walk(db, route.down).take();
        } catch (const error& e) {
            // An older release.
            if (e.code() != "E328") FAIL_CHECK(e.what() << "\n" << e.statement());
        }
    }
    std::cout << "locks of PostgreSQL: " << statements << " statements, " << locks << " locks compared\n";
    CHECK(statements > 100);
}
