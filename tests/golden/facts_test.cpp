// What the renderers note about their statements, over all golden cases on all databases: each statement names its
// operation, and what the reader of raw SQL would find in its words is noted too.
#include <retort/codegen/dialect.hpp>

#include <algorithm>
#include <set>
#include <tuple>

#include "golden.hpp"
#include "support/catch.hpp"

using namespace retort;
using codegen::effect;
using codegen::lock;
using codegen::row_work;

namespace {

/// The texts of a migration's raw SQL.
std::string raw_sql(const model::migration& m) {
    std::string all;
    const auto add = [&](const auto& texts) {
        for (const model::sql_text& t : texts) all += std::string(t.sql) + "\n";
    };
    for (const model::operation& o : m.operations)
        if (const auto* sql = std::get_if<model::execute>(&o)) {
            add(sql->up);
            add(sql->down);
        }
    return all;
}

using parts = std::set<std::tuple<std::string, bool, bool>>;
parts parts_of(const effect& e) {
    parts all;
    for (const effect::part& p : e.parts) all.emplace(p.name, p.added, p.dropped);
    return all;
}

void check_against_words(const codegen::statement& s, const std::string& database) {
    codegen::statement raw;
    raw.sql = s.sql;
    codegen::find_dialect(database)->read(raw);
    const codegen::facts &is = s.facts, &read = raw.facts;
    if (database == "mariadb" && s.batch == 0) CHECK(raw.transactional == s.transactional);
    if (read.effect.what != effect::kind::unknown && database != "postgresql") {
        CHECK(is.effect.what == read.effect.what);
        CHECK(is.effect.among == read.effect.among);
        CHECK(is.effect.relation == read.effect.relation);
        CHECK(is.effect.repeatable == read.effect.repeatable);
        CHECK(is.effect.renamed == read.effect.renamed);
        if (!read.effect.on.empty()) CHECK(is.effect.on == read.effect.on);
        // Of a new table the words have more than its columns.
        if (is.effect.what != effect::kind::create) CHECK(parts_of(is.effect) == parts_of(read.effect));
    }
    if (read.locks_known) {
        CHECK(is.locks_known);
        for (const lock& l : read.locks) {
            INFO(l.on << " " << l.mode);
            const bool noted = std::any_of(is.locks.begin(), is.locks.end(), [&](const lock& other) {
                return (other.on == l.on && other.mode == l.mode) || l.what == lock::kind::table_of_index ||
                       l.what == lock::kind::users_of_domain;
            });
            CHECK(noted);
        }
    }
    // The words tell the most that a statement may do.
    const bool fills_a_view = s.sql.starts_with("CREATE MATERIALIZED VIEW");
    if (read.work != row_work::unknown && !fills_a_view && database == "postgresql") CHECK(is.work <= read.work);
}

}  // namespace

TEST_CASE("every statement of the golden cases names its operation, and its facts are known") {
    int statements = 0;
    for (const testing::golden_case& c : testing::golden_cases())
        for (const model::database d : model::every_database) {
            const std::string database(name_of(d));
            const auto project = c.on(d);
            if (!project) continue;
            codegen::plan made;
            try {
                made = codegen::make_plan(*project, {database});
            } catch (const codegen::generation_error&) {
                continue;
            }
            for (std::size_t i = 0; i < made.revisions.size(); ++i) {
                const codegen::planned_revision& r = made.revisions[i];
                const std::string raw = raw_sql(project->migrations[i]);
                for (const codegen::script* way : {&r.routes[0].up, &r.routes[0].down})
                    for (const codegen::statement& s : way->statements) {
                        INFO(c.name << " on " << database << ": " << s.sql << s.function_name);
                        ++statements;
                        CHECK(s.facts.operation + s.facts.operations <= r.operations.size());
                        // Views that a column may have been taken from are looked at for the revision as a whole.
                        const bool of_revision = s.sql.starts_with("SELECT 1 FROM ") && s.sql.ends_with(" LIMIT 0");
                        CHECK((s.facts.operations != 0 || of_revision));
                        if (!s.function_name.empty() || raw.find(s.sql) != std::string::npos) continue;
                        CHECK(s.facts.work != row_work::unknown);
                        if (d != model::database::sqlite && s.precheck.empty())
                            CHECK((s.facts.locks_known || s.facts.effect.what != effect::kind::unknown ||
                                   !s.probe.empty()));
                        if (d == model::database::mariadb && !s.transactional && s.batch == 0 && s.probe.empty())
                            CHECK(s.facts.effect.what != effect::kind::unknown);
                        if (s.precheck.empty()) check_against_words(s, database);
                    }
            }
        }
    CHECK(statements > 500);
}
