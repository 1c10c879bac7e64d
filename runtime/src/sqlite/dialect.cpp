#include "../dialect.hpp"

#include <fmt/format.h>

#include "../text.hpp"

namespace retort::detail {
namespace {

constexpr std::string_view create_ledger[] = {
    R"(CREATE TABLE IF NOT EXISTS retort_revisions (
    schema_name TEXT NOT NULL,
    revision TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at TEXT NOT NULL,
    applied_by TEXT NOT NULL,
    duration_us INTEGER NOT NULL,
    tool_version TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'applied',
    statements INTEGER NOT NULL DEFAULT 0,
    mark TEXT,
    before_state TEXT,
    operations TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (schema_name, revision)
))",
    R"(CREATE TABLE IF NOT EXISTS retort_log (
    entry INTEGER PRIMARY KEY,
    schema_name TEXT NOT NULL,
    revision TEXT NOT NULL,
    direction TEXT NOT NULL,
    checksum TEXT NOT NULL,
    done_at TEXT NOT NULL,
    done_by TEXT NOT NULL,
    duration_us INTEGER NOT NULL,
    tool_version TEXT NOT NULL,
    run TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT 'done'
))",
    R"(CREATE TABLE IF NOT EXISTS retort_relations (
    schema_name TEXT NOT NULL,
    relation TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (schema_name, relation)
))",
};

// What the first version of the ledger had not.
constexpr std::string_view upgrade_ledger[] = {
    "ALTER TABLE retort_revisions ADD COLUMN state TEXT NOT NULL DEFAULT 'applied'",
    "ALTER TABLE retort_revisions ADD COLUMN statements INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE retort_revisions ADD COLUMN mark TEXT",
    "ALTER TABLE retort_revisions ADD COLUMN before_state TEXT",
    "ALTER TABLE retort_revisions ADD COLUMN operations TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE retort_log ADD COLUMN run TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE retort_log ADD COLUMN outcome TEXT NOT NULL DEFAULT 'done'",
    create_ledger[2],
};

std::string definitions() {
    return "SELECT tbl_name, type || '|' || name || '|' || coalesce(sql, '') FROM sqlite_schema WHERE tbl_name NOT IN "
           "('retort_revisions', 'retort_log', 'retort_relations') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY "
           "1, 2";
}

void open_script(std::string& out) {
    out +=
        "-- For: sqlite3 FILE < THIS_SCRIPT\n"
        ".bail on\n"
        "PRAGMA foreign_keys = ON;\n"
        "PRAGMA ignore_check_constraints = OFF;\n"
        "PRAGMA legacy_alter_table = OFF;\n";
}

void begin(std::string& out, std::string_view) { out += "BEGIN IMMEDIATE;\n"; }

bool open_revision(std::string& out, std::string_view schema, const plan::script& script) {
    if (!script.rebuilds.empty())
        out +=
            "-- This rebuilds a table. Foreign keys are off during the rebuild and checked before the commit. Triggers "
            "on the\n"
            "-- table that Retort does not know are lost; create them again after this script.\n"
            "PRAGMA foreign_keys = OFF;\n";
    if (all_transactional(script)) begin(out, schema);
    if (!script.rebuilds.empty())
        out += "CREATE TEMP TABLE retort_violations AS SELECT count(*) AS before FROM pragma_foreign_key_check;\n";
    return all_transactional(script);
}

// There is no statement that fails by itself, but a constraint does, and its name is what sqlite3 prints.
void precheck(std::string& out, const plan::statement& s) {
    out += fmt::format(
        "CREATE TEMP TABLE retort_precheck (rows INTEGER CONSTRAINT {} CHECK (rows = 0));\n"
        "INSERT INTO retort_precheck {};\nDROP TABLE temp.retort_precheck;\n",
        quote_identifier(s.precheck), s.sql);
}

bool renames_into_place(const plan::script& script, std::size_t statement) {
    return script.statements[statement].facts.rebuild == plan::rebuild_role::renames;
}

void open_statement(std::string& out, const plan::script& script, std::size_t statement) {
    if (renames_into_place(script, statement)) out += "PRAGMA legacy_alter_table = ON;\n";
}

void close_statement(std::string& out, const plan::script& script, std::size_t statement) {
    if (renames_into_place(script, statement)) out += "PRAGMA legacy_alter_table = OFF;\n";
}

void close_statements(std::string& out, const plan::script& script) {
    if (!script.rebuilds.empty())
        out +=
            "CREATE TEMP TABLE retort_new_violations (count INTEGER CONSTRAINT foreign_keys_hold CHECK (count <= 0));\n"
            "INSERT INTO retort_new_violations\n"
            "    SELECT (SELECT count(*) FROM pragma_foreign_key_check) - before FROM retort_violations;\n"
            "DROP TABLE temp.retort_new_violations;\n"
            "DROP TABLE temp.retort_violations;\n";
}

void close_revision(std::string& out, const plan::script& script) {
    out += "COMMIT;\n";
    if (!script.rebuilds.empty()) out += "PRAGMA foreign_keys = ON;\n";
}

}  // namespace

const dialect sqlite_dialect{
    .kind = database::sqlite,
    .ledger_exists = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'retort_revisions'",
    .missing_table = "",
    .create_ledger = create_ledger,
    .upgrade_ledger = upgrade_ledger,
    // SQLite's clock has milliseconds; the zeros keep one format on all databases.
    .now = "strftime('%Y-%m-%d %H:%M:%f000', 'now')",
    .ledger_is_whole =
        "SELECT count(*) = 3 FROM sqlite_schema WHERE type = 'table' AND name IN ('retort_revisions', 'retort_log', "
        "'retort_relations')",
    .definitions = definitions,
    .after_definitions = "",
    .viewer = "",
    .privilege_line = "",
    .state_of = nullptr,
    .may_be_repeated = nullptr,
    .has_taken_effect = nullptr,
    .contents_of = [](std::string_view table,
                      std::size_t most_rows) { return fmt::format("SELECT * FROM {} LIMIT {}", table, most_rows); },
    .keep_writers_out = "",
    .applied_at_text = "applied_at",
    .script_author = "'script'",
    .script_duration = "0",
    .start_watch = "",
    .read_watch = "0",
    .append = append_with_semicolon,
    .open_script = open_script,
    .open_revision = open_revision,
    .begin = begin,
    .after_ledger = [](std::string&, const plan::script&) {},
    .precheck = precheck,
    .open_statement = open_statement,
    .close_statement = close_statement,
    .close_statements = close_statements,
    .close_revision = close_revision,
};

}  // namespace retort::detail
