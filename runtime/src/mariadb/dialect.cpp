#include "../dialect.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "../text.hpp"
#include "effect.hpp"
#include "session.hpp"

namespace retort::detail {
namespace {

constexpr std::string_view session[] = {
    // Compared as PostgreSQL compares: to the letter, and blanks at the end count.
    "SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin",
    "SET SESSION autocommit = 1, time_zone = '+00:00', sql_mode = "
    "'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,"
    "NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO,SIMULTANEOUS_ASSIGNMENT', group_concat_max_len = "
    "1073741824",
    // What a server, a role or a file of options may say otherwise.
    "SET SESSION completion_type = 'NO_CHAIN', sql_safe_updates = 0, sql_big_selects = 1, max_join_size = "
    "18446744073709551615, sql_select_limit = 18446744073709551615, foreign_key_checks = 1, unique_checks = 1, "
    "check_constraint_checks = 1, innodb_strict_mode = 1, sql_auto_is_null = 0, div_precision_increment = 4, "
    "default_week_format = 0, lc_time_names = 'en_US', max_recursive_iterations = 4294967295, "
    "idle_transaction_timeout = 0, idle_write_transaction_timeout = 0, idle_readonly_transaction_timeout = 0, "
    "default_storage_engine = InnoDB, sql_quote_show_create = 1, max_statement_time = 0",
    // The first cannot be set on each version. A server that logs statements refuses to write rows under the second.
    R"(BEGIN NOT ATOMIC
    DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
    SET SESSION explicit_defaults_for_timestamp = 1;
    IF @@log_bin = 0 OR @@binlog_format <> 'STATEMENT' THEN
        SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
    END IF;
END)",
};

// 191 characters of utf8mb4 fit into the keys of every row format.
constexpr std::string_view create_ledger[] = {
    R"(CREATE TABLE IF NOT EXISTS retort_revisions (
    schema_name varchar(191) NOT NULL,
    revision varchar(191) NOT NULL,
    checksum varchar(191) NOT NULL,
    applied_at datetime(6) NOT NULL,
    applied_by text NOT NULL,
    duration_us bigint NOT NULL,
    tool_version text NOT NULL,
    sequence bigint NOT NULL,
    state varchar(191) NOT NULL DEFAULT 'applied',
    statements integer NOT NULL DEFAULT 0,
    mark varchar(191),
    before_state mediumtext,
    operations mediumtext NOT NULL DEFAULT '',
    PRIMARY KEY (schema_name, revision)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin)",
    R"(CREATE TABLE IF NOT EXISTS retort_log (
    entry bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    schema_name varchar(191) NOT NULL,
    revision varchar(191) NOT NULL,
    direction varchar(191) NOT NULL,
    checksum varchar(191) NOT NULL,
    done_at datetime(6) NOT NULL,
    done_by text NOT NULL,
    duration_us bigint NOT NULL,
    tool_version text NOT NULL,
    run varchar(191) NOT NULL DEFAULT '',
    outcome text NOT NULL DEFAULT 'done'
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin)",
    R"(CREATE TABLE IF NOT EXISTS retort_relations (
    schema_name varchar(191) NOT NULL,
    relation varchar(191) NOT NULL,
    state varchar(191) NOT NULL,
    PRIMARY KEY (schema_name, relation)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin)",
    // It was a varchar at first.
    "ALTER TABLE retort_revisions MODIFY COLUMN before_state mediumtext",
};

// What the first version of the ledger had not.
constexpr std::string_view upgrade_ledger[] = {
    "ALTER TABLE retort_revisions ADD COLUMN IF NOT EXISTS state varchar(191) NOT NULL DEFAULT 'applied', ADD COLUMN "
    "IF "
    "NOT EXISTS statements integer NOT NULL DEFAULT 0, ADD COLUMN IF NOT EXISTS mark varchar(191), ADD COLUMN IF NOT "
    "EXISTS before_state mediumtext, ADD COLUMN IF NOT EXISTS operations mediumtext NOT NULL DEFAULT ''",
    "ALTER TABLE retort_log ADD COLUMN IF NOT EXISTS run varchar(191) NOT NULL DEFAULT '', ADD COLUMN IF NOT EXISTS "
    "outcome text NOT NULL DEFAULT 'done'",
    create_ledger[2],
    create_ledger[3],
};

/// A view of the catalogue that tells a part of a relation's definition.
struct telling {
    std::string_view view, schema, relation, fields;
};
// All but how far numbers have been counted. A field that may be NULL would be left out by concat_ws.
constexpr telling tellings[] = {
    {"tables", "table_schema", "table_name",
     "table_type, coalesce(engine, '~'), coalesce(table_collation, '~'), coalesce(create_options, '~'), "
     "coalesce(table_comment, '~')"},
    {"columns", "table_schema", "table_name",
     "ordinal_position, column_name, column_type, is_nullable, coalesce(column_default, '~'), coalesce(collation_name, "
     "'~'), extra, column_comment, coalesce(generation_expression, '~')"},
    {"statistics", "table_schema", "table_name",
     "index_name, seq_in_index, non_unique, coalesce(column_name, '~'), coalesce(collation, '~'), coalesce(sub_part, "
     "'~'), index_type, index_comment"},
    {"key_column_usage", "table_schema", "table_name",
     "constraint_name, ordinal_position, column_name, coalesce(referenced_table_name, '~'), "
     "coalesce(referenced_column_name, '~')"},
    {"referential_constraints", "constraint_schema", "table_name", "constraint_name, update_rule, delete_rule"},
    {"check_constraints", "constraint_schema", "table_name", "constraint_name, check_clause"},
    {"partitions", "table_schema", "table_name",
     "coalesce(partition_name, '~'), coalesce(partition_method, '~'), coalesce(partition_expression, '~'), "
     "coalesce(partition_description, '~')"},
    {"triggers", "event_object_schema", "event_object_table",
     "trigger_name, action_order, event_manipulation, action_timing, action_statement"},
    {"views", "table_schema", "table_name", "view_definition"},
    {"table_privileges", "table_schema", "table_name", "grantee, privilege_type, is_grantable"},
};
std::string lines(const telling& t, std::string_view condition) {
    return fmt::format(
        "SELECT {} AS relation, concat_ws('|', '{}', {}) AS line FROM information_schema.{} WHERE {} = "
        "database(){}",
        t.relation, t.view, t.fields, t.view, t.schema, condition);
}

std::string not_of_the_ledger(const telling& t) {
    return fmt::format(" AND {} NOT IN ('retort_revisions', 'retort_log', 'retort_relations', 'retort_lock')",
                       t.relation);
}

std::string definitions() {
    std::string all;
    for (const telling& t : tellings)
        all += fmt::format("{}{}", all.empty() ? "" : " UNION ALL ", lines(t, not_of_the_ledger(t)));
    return fmt::format("SELECT relation, line FROM ({}) AS d ORDER BY 1, 2", all);
}

std::optional<bool> took_effect(const plan::effect& of, std::string_view before, std::string_view now) {
    switch (has_taken_effect(of, before, now)) {
        case verdict::done: return true;
        case verdict::not_done: return false;
        case verdict::unknown: break;
    }
    return std::nullopt;
}

// The client cuts a script at semicolons, unless told where else. One behind a # would belong to a comment.
void append(std::string& out, std::string_view sql) {
    if (sql.find_first_of(";#") == std::string_view::npos) return append_with_semicolon(out, sql);
    std::string mark = "//";
    while (sql.find(mark) != std::string_view::npos) mark += '/';
    out += fmt::format("DELIMITER {}\n{}\n{}\nDELIMITER ;\n", mark, sql, mark);
}

void append_condition(std::string& out, std::string_view wrong, std::string_view words) {
    // A message has room for 512 characters.
    append(out, fmt::format("BEGIN NOT ATOMIC\n    IF {} THEN\n        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = {};\n"
                            "    END IF;\nEND",
                            wrong, quote_literal(excerpt(words, 400))));
}

void open_script(std::string& out) {
    out += "-- For: mariadb --comments DATABASE < THIS_SCRIPT\n";
    for (const std::string_view sql : session) append(out, sql);
}

void begin(std::string& out, std::string_view) { out += "START TRANSACTION;\n"; }

bool open_revision(std::string& out, std::string_view schema, const plan::script& script) {
    out += fmt::format("SET @retort_began = sysdate(6), @retort_lock = {};\n", lock_name(schema));
    append_condition(out, "coalesce(GET_LOCK(@retort_lock, 60), 0) <> 1",
                     fmt::format("another process migrates {}, or no database was named", schema));
    if (all_transactional(script))
        out += "START TRANSACTION;\n";
    else
        out +=
            "-- MariaDB commits with each change of the schema: if the script stops, inspect the database before "
            "running it again.\n";
    return all_transactional(script);
}

void after_ledger(std::string& out, const plan::script& script) {
    if (all_transactional(script)) out += "START TRANSACTION;\n";
}

void precheck(std::string& out, const plan::statement& s) {
    append_condition(out, fmt::format("({}) > 0", s.sql), s.precheck);
}

void nothing(std::string&, const plan::script&, std::size_t) {}

void no_more(std::string&, const plan::script&) {}

void close_revision(std::string& out, const plan::script&) { out += "COMMIT;\nDO RELEASE_LOCK(@retort_lock);\n"; }

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 128;
}

// The end of the quoted text or comment that begins at `at`, or `at` where none does.
std::size_t past_quoted(std::string_view sql, std::size_t at) {
    const auto after = [&](std::string_view mark, std::size_t from) {
        const std::size_t end = sql.find(mark, from);
        return end == std::string_view::npos ? sql.size() : end + mark.size();
    };
    const char c = sql[at];
    // A quote that is doubled ends one text and begins the next: the same as one text here.
    if (c == '\'' || c == '"' || c == '`') return after(sql.substr(at, 1), at + 1);
    if (c == '#') return after("\n", at);
    if (sql.substr(at, 2) == "/*") return after("*/", at + 2);
    // Two minus signs alone are arithmetic: 5--1.
    if (sql.substr(at, 2) == "--" && (at + 2 == sql.size() || static_cast<unsigned char>(sql[at + 2]) <= ' '))
        return after("\n", at);
    return at;
}

}  // namespace

std::span<const std::string_view> session_statements() { return session; }

std::string lock_name(std::string_view schema) {
    return fmt::format("concat('retort:', sha1(concat(lower(database()), ':', {})))", quote_literal(schema));
}

numbered_sql with_question_marks(std::string_view sql) {
    numbered_sql out;
    for (std::size_t at = 0; at < sql.size();) {
        std::size_t end = past_quoted(sql, at);
        if (end == at && is_word(sql[at])) {
            // Whole words, because a dollar sign may stand in a name.
            while (end < sql.size() && is_word(sql[end])) ++end;
            const std::string_view digits = sql.substr(at + 1, end - at - 1);
            const bool number = !digits.empty() && digits.size() < 6 && digits.front() != '0' &&
                                digits.find_first_not_of("0123456789") == std::string_view::npos;
            if (sql[at] == '$' && number) {
                out.sql += '?';
                out.order.push_back(std::stoul(std::string(digits)) - 1);
                at = end;
                continue;
            }
        }
        end = std::max(end, at + 1);
        out.sql += sql.substr(at, end - at);
        at = end;
    }
    return out;
}

const dialect mariadb_dialect{
    .kind = database::mariadb,
    .ledger_exists =
        "SELECT count(*) FROM information_schema.tables WHERE table_schema = database() AND table_name = "
        "'retort_revisions'",
    .missing_table = "42S02",
    .create_ledger = create_ledger,
    .upgrade_ledger = upgrade_ledger,
    .now = "utc_timestamp(6)",
    // The state of a statement that was begun did not fit into the column's first type.
    .ledger_is_whole =
        "SELECT (SELECT count(*) FROM information_schema.tables WHERE table_schema = database() AND table_name IN "
        "('retort_revisions', 'retort_log', 'retort_relations')) = 3 AND NOT EXISTS (SELECT 1 FROM "
        "information_schema.columns WHERE table_schema = database() AND table_name = 'retort_revisions' AND "
        "column_name "
        "= 'before_state' AND data_type = 'varchar')",
    .definitions = definitions,
    .after_definitions = "",
    .viewer = "SELECT concat(current_user(), coalesce(concat(' as ', current_role()), ''))",
    .privilege_line = "table_privileges|",
    .state_of = state_of,
    .may_be_repeated = may_be_repeated,
    .has_taken_effect = took_effect,
    .contents_of = [](std::string_view table, std::size_t) { return fmt::format("CHECKSUM TABLE {}", table); },
    .keep_writers_out = "",
    .applied_at_text = "date_format(applied_at, '%Y-%m-%d %H:%i:%s.%f')",
    .script_author = "concat(current_user(), ' (script)')",
    // sysdate() is the clock, now() the beginning of the statement.
    .script_duration = "timestampdiff(MICROSECOND, @retort_began, sysdate(6))",
    .start_watch = "SET @retort_began = sysdate(6);\n",
    .read_watch = "timestampdiff(MICROSECOND, @retort_began, sysdate(6))",
    .append = append,
    .open_script = open_script,
    .open_revision = open_revision,
    .begin = begin,
    .after_ledger = after_ledger,
    .precheck = precheck,
    .open_statement = nothing,
    .close_statement = nothing,
    .close_statements = no_more,
    .close_revision = close_revision,
};

}  // namespace retort::detail
