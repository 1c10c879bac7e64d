#include "../dialect.hpp"
#include "../text.hpp"

#include <fmt/format.h>

namespace retort::detail {
namespace {

constexpr std::string_view create_ledger[] = {
    R"(CREATE TABLE IF NOT EXISTS retort_revisions (
    schema_name text NOT NULL,
    revision text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL,
    applied_by text NOT NULL,
    duration_us bigint NOT NULL,
    tool_version text NOT NULL,
    sequence bigint NOT NULL,
    PRIMARY KEY (schema_name, revision)
))",
    R"(CREATE TABLE IF NOT EXISTS retort_log (
    entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    schema_name text NOT NULL,
    revision text NOT NULL,
    direction text NOT NULL,
    checksum text NOT NULL,
    done_at timestamptz NOT NULL,
    done_by text NOT NULL,
    duration_us bigint NOT NULL,
    tool_version text NOT NULL
))",
};

void open_script(std::string& out) {
    out +=
        "-- For: psql -v ON_ERROR_STOP=1 -f THIS_SCRIPT\n"
        "SET client_encoding = 'UTF8';\n"
        "SET standard_conforming_strings = on;\n"
        "SET client_min_messages = warning;\n";
}

void open_transaction(std::string& out, std::string_view schema) {
    out += fmt::format("BEGIN;\nDO $$ BEGIN PERFORM pg_advisory_xact_lock({}); END $$;\n", lock_key(schema));
}

bool open_revision(std::string& out, std::string_view schema, const plan::script& script) {
    if (all_transactional(script))
        open_transaction(out, schema);
    else
        out += "-- Some of this runs outside a transaction: if it stops half-way, look before running it again.\n";
    return all_transactional(script);
}

void precheck(std::string& out, const plan::statement& s) {
    out += fmt::format("DO $retort$ BEGIN IF ({}) > 0 THEN RAISE EXCEPTION '%', {}; END IF; END $retort$;\n", s.sql,
                       quote_literal(s.precheck));
}

// As the runtime does it, in psql's own words: neither can stand in a transaction, and so in a function.
void open_statement(std::string& out, const plan::script& script, std::size_t statement) {
    const plan::statement& s = script.statements[statement];
    if (s.probe.empty()) return;
    out += fmt::format(
        "SELECT state > 0 AS is_done, state < 0 AS is_left FROM ({}) AS probe (state) \\gset retort_\n"
        "\\if :retort_is_left\n{};\n\\endif\n\\if :retort_is_done\n\\else\n",
        s.probe, s.clear);
}

void close_statement(std::string& out, const plan::script& script, std::size_t statement) {
    if (!script.statements[statement].probe.empty()) out += "\\endif\n";
}

void no_more(std::string&, const plan::script&) {}

void close_revision(std::string& out, const plan::script&) { out += "COMMIT;\n"; }

}  // namespace

const dialect postgresql_dialect{
    .kind = database::postgresql,
    .ledger_exists = "SELECT CASE WHEN to_regclass('retort_revisions') IS NULL THEN 0 ELSE 1 END",
    .create_ledger = create_ledger,
    // Not now(): that is the transaction's beginning, the same for all that it does.
    .now = "clock_timestamp()",
    .applied_at_text = "to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    .script_author = "session_user || ' (script)'",
    .script_duration = "(extract(epoch FROM clock_timestamp() - now()) * 1000000)::bigint",
    .append = append_with_semicolon,
    .open_script = open_script,
    .open_revision = open_revision,
    .begin = open_transaction,
    .after_ledger = [](std::string&, const plan::script&) {},
    .precheck = precheck,
    .open_statement = open_statement,
    .close_statement = close_statement,
    .close_statements = no_more,
    .close_revision = close_revision,
};

}  // namespace retort::detail
