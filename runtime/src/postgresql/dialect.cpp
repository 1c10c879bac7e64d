#include "../dialect.hpp"
#include "../text.hpp"
#include "session.hpp"

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
    state text NOT NULL DEFAULT 'applied',
    statements integer NOT NULL DEFAULT 0,
    mark text,
    before_state text,
    operations text NOT NULL DEFAULT '',
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
    tool_version text NOT NULL,
    run text NOT NULL DEFAULT '',
    outcome text NOT NULL DEFAULT 'done'
))",
    R"(CREATE TABLE IF NOT EXISTS retort_relations (
    schema_name text NOT NULL,
    relation text NOT NULL,
    state text NOT NULL,
    PRIMARY KEY (schema_name, relation)
))",
};

// What the first version of the ledger had not.
constexpr std::string_view upgrade_ledger[] = {
    "ALTER TABLE retort_revisions ADD COLUMN IF NOT EXISTS state text NOT NULL DEFAULT 'applied', ADD COLUMN IF NOT "
    "EXISTS statements integer NOT "
    "NULL DEFAULT 0, ADD COLUMN IF NOT EXISTS mark text, ADD COLUMN IF NOT EXISTS before_state text, ADD COLUMN IF NOT "
    "EXISTS operations text NOT NULL DEFAULT ''",
    "ALTER TABLE retort_log ADD COLUMN IF NOT EXISTS run text NOT NULL DEFAULT '', ADD COLUMN IF NOT EXISTS outcome "
    "text NOT NULL DEFAULT 'done'",
    create_ledger[2],
};

// Under one search_path, because the server writes names as this tells. A relation beside the ledger's tables has no
// schema before its name.
std::string definitions() {
    return R"(SELECT set_config('retort.path', current_setting('search_path'), true), set_config('retort.home',
    coalesce((SELECT relnamespace::text FROM pg_class WHERE oid = to_regclass('retort_revisions')), '0'), true);
SET LOCAL search_path = pg_catalog;
SELECT CASE WHEN n.oid::text = current_setting('retort.home') THEN '' ELSE n.nspname || '.' END || c.relname, d.line
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL (
    SELECT concat_ws('|', 'relation', c.relkind, c.relpersistence, c.reloptions, c.relrowsecurity,
        obj_description(c.oid, 'pg_class'), pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid),
        CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END) AS line
    UNION ALL SELECT concat_ws('|', 'column', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        a.attidentity, a.attgenerated, a.attcollation::regcollation, pg_get_expr(e.adbin, e.adrelid),
        col_description(c.oid, a.attnum))
        FROM pg_attribute a LEFT JOIN pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind <> 'S'
    UNION ALL SELECT concat_ws('|', 'constraint', o.conname, pg_get_constraintdef(o.oid), o.convalidated)
        FROM pg_constraint o WHERE o.conrelid = c.oid AND o.contype <> 'n'
    UNION ALL SELECT concat_ws('|', 'index', pg_get_indexdef(i.indexrelid), i.indisvalid) FROM pg_index i
        WHERE i.indrelid = c.oid
    UNION ALL SELECT concat_ws('|', 'trigger', pg_get_triggerdef(t.oid), t.tgenabled) FROM pg_trigger t
        WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
    UNION ALL SELECT concat_ws('|', 'policy', p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[],
        pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid)) FROM pg_policy p WHERE p.polrelid = c.oid
    UNION ALL SELECT concat_ws('|', 'sequence', format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmax,
        s.seqmin, s.seqcache, s.seqcycle) FROM pg_sequence s WHERE s.seqrelid = c.oid
    UNION ALL SELECT concat_ws('|', 'privileges', c.relacl::text)
) AS d
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND c.relname NOT IN ('retort_revisions', 'retort_log', 'retort_relations')
ORDER BY 1, 2)";
}

void open_script(std::string& out) {
    out +=
        "-- For: psql -f THIS_SCRIPT\n"
        "\\set ON_ERROR_STOP on\n"
        "\\set AUTOCOMMIT on\n"
        "\\set ON_ERROR_ROLLBACK off\n"
        "SET client_encoding = 'UTF8';\n"
        "SET standard_conforming_strings = on;\n"
        "SET TimeZone = 'UTC';\n"
        "SET DateStyle = 'ISO, MDY';\n"
        "SET statement_timeout = 0;\n"
        "SET default_transaction_isolation = 'read committed';\n";
    for (const session_setting& s : relied_on)
        if (s.since == 0) out += fmt::format("SET {} = '{}';\n", s.name, s.value);
}

void open_transaction(std::string& out, std::string_view schema) {
    out += fmt::format("BEGIN;\nDO $$ BEGIN PERFORM pg_advisory_xact_lock({}); END $$;\n", lock_key(schema));
}

bool open_revision(std::string& out, std::string_view schema, const plan::script& script) {
    if (all_transactional(script))
        open_transaction(out, schema);
    else
        out +=
            "-- Some statements run outside a transaction: if the script stops, inspect the database before running it "
            "again.\n";
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
        "SELECT state = 1 AS is_done, state < 0 AS is_left FROM ({}) AS probe (state) \\gset retort_\n"
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
    .missing_table = "42P01",
    .create_ledger = create_ledger,
    .upgrade_ledger = upgrade_ledger,
    // Not now(): that is the transaction's beginning, the same for all that it does.
    .now = "clock_timestamp()",
    .ledger_is_whole =
        "SELECT count(*) / 3 FROM (VALUES ('retort_revisions'), ('retort_log'), ('retort_relations')) AS t (name) "
        "WHERE "
        "to_regclass(name) IS NOT NULL",
    .definitions = definitions,
    .after_definitions = "SELECT set_config('search_path', current_setting('retort.path'), true)",
    .viewer = "",
    .privilege_line = "",
    .state_of = nullptr,
    .may_be_repeated = nullptr,
    .has_taken_effect = nullptr,
    .contents_of =
        [](std::string_view table, std::size_t) {
            return fmt::format(
                "SELECT count(*) || ':' || coalesce(sum(hashtextextended(CAST(r AS text), 0)), 0) FROM {} AS r", table);
        },
    .keep_writers_out = "LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE",
    .applied_at_text = "to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    .script_author = "session_user || ' (script)'",
    .script_duration = "(extract(epoch FROM clock_timestamp() - now()) * 1000000)::bigint",
    // now() is the same for all transactions of a message.
    .start_watch = "SELECT set_config('retort.began', clock_timestamp()::text, true);\n",
    .read_watch =
        "(extract(epoch FROM clock_timestamp() - current_setting('retort.began')::timestamptz) * 1000000)::bigint",
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
