#include "effect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <vector>

#include "../text.hpp"

namespace retort::detail {
namespace {

using plan::effect;

/// A view of the catalogue that tells a part of a relation's definition. A field that may be NULL would be left out by
/// concat_ws.
struct telling {
    std::string_view view, schema, relation, part, fields;
};
constexpr telling of_tables[] = {
    {"tables", "table_schema", "table_name", "''",
     "table_type, coalesce(engine, '~'), coalesce(table_collation, '~'), coalesce(create_options, '~'), "
     "coalesce(table_comment, '~')"},
    {"columns", "table_schema", "table_name", "column_name",
     "column_type, is_nullable, coalesce(column_default, '~'), coalesce(collation_name, '~'), extra, column_comment, "
     "coalesce(generation_expression, '~')"},
    {"statistics", "table_schema", "table_name", "index_name",
     "seq_in_index, non_unique, coalesce(column_name, '~'), coalesce(collation, '~'), coalesce(sub_part, '~'), "
     "index_type, index_comment, ignored"},
    {"key_column_usage", "table_schema", "table_name", "constraint_name",
     "ordinal_position, column_name, coalesce(referenced_table_name, '~'), coalesce(referenced_column_name, '~')"},
    {"referential_constraints", "constraint_schema", "table_name", "constraint_name", "update_rule, delete_rule"},
    {"check_constraints", "constraint_schema", "table_name", "constraint_name", "check_clause"},
    {"partitions", "table_schema", "table_name", "''",
     "coalesce(partition_name, '~'), coalesce(partition_method, '~'), coalesce(partition_expression, '~'), "
     "coalesce(partition_description, '~')"},
    {"views", "table_schema", "table_name", "''", "view_definition, check_option, security_type"},
};
constexpr telling of_routines[] = {
    {"routines", "routine_schema", "routine_name", "''",
     "routine_type, coalesce(dtd_identifier, '~'), coalesce(routine_definition, '~'), is_deterministic, "
     "sql_data_access, security_type, routine_comment"},
    {"parameters", "specific_schema", "specific_name", "''",
     "ordinal_position, coalesce(parameter_mode, '~'), coalesce(parameter_name, '~'), dtd_identifier"},
};
constexpr telling of_triggers[] = {
    {"triggers", "trigger_schema", "trigger_name", "''",
     "event_object_table, action_order, event_manipulation, action_timing, action_statement"},
};
constexpr telling of_events[] = {
    {"events", "event_schema", "event_name", "''",
     "event_definition, coalesce(execute_at, '~'), coalesce(interval_value, '~'), coalesce(interval_field, '~'), "
     "status, on_completion, event_comment"},
};
constexpr telling of_privileges[] = {
    {"table_privileges", "table_schema", "table_name", "grantee", "privilege_type, is_grantable"},
};

std::span<const telling> tellings_of(const effect& e) {
    if (e.what == effect::kind::grant || e.what == effect::kind::revoke) return of_privileges;
    switch (e.among) {
        case effect::place::routines: return of_routines;
        case effect::place::triggers: return of_triggers;
        case effect::place::events: return of_events;
        case effect::place::relations:
        case effect::place::indexes: break;
    }
    return of_tables;
}

/// A line of a state: which part of which relation, in which view of the catalogue, and what it is like.
struct line {
    std::string_view relation, part, view, content;
    auto operator<=>(const line&) const = default;
};
using lines = std::set<line>;

lines lines_of(std::string_view state) {
    lines out;
    std::size_t from = state.find('\n');
    while (from != std::string_view::npos) {
        const std::size_t end = state.find('\n', from + 1);
        const std::string_view text =
            state.substr(from + 1, (end == std::string_view::npos ? state.size() : end) - from - 1);
        const std::size_t first = text.find(' '), second = text.find(' ', first + 1),
                          third = text.find(' ', second + 1);
        if (third != std::string_view::npos)
            out.insert({text.substr(0, first), text.substr(first + 1, second - first - 1),
                        text.substr(second + 1, third - second - 1), text.substr(third + 1)});
        from = end;
    }
    return out;
}

// As SQL's hex() writes a text; compared without regard to ASCII case, as the server compares most names.
std::string key(std::string_view name) {
    std::string out;
    for (const char c : name) {
        const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        out += fmt::format("{:02X}", static_cast<unsigned>(static_cast<unsigned char>(small)));
    }
    return out;
}

bool has_relation(const lines& all, std::string_view name) {
    const std::string wanted = key(name);
    return std::any_of(all.begin(), all.end(), [&](const line& l) { return l.relation == wanted; });
}

std::string name_of_key(std::string_view key) {
    std::string out;
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'A' + 10; };
    for (std::size_t i = 0; i + 1 < key.size(); i += 2)
        out += static_cast<char>(digit(key[i]) * 16 + digit(key[i + 1]));
    return out;
}

bool is_named(const effect& e, const line& l) {
    return std::any_of(e.parts.begin(), e.parts.end(), [&](const effect::part& p) { return key(p.name) == l.part; });
}

/// Whether another user sees less than the one who saw `before`: a column that the statement does not name, or all of
/// what one view of the catalogue tells.
bool sees_less(const effect& e, const lines& before, const lines& now) {
    std::set<std::string_view> views;
    for (const line& l : now) views.insert(l.view);
    return std::any_of(before.begin(), before.end(), [&](const line& l) {
        if (is_named(e, l)) return false;
        if (!views.contains(l.view)) return true;
        return l.view == "columns" && std::none_of(now.begin(), now.end(),
                                                   [&](const line& n) { return n.view == l.view && n.part == l.part; });
    });
}

verdict of_parts(const effect& e, const lines& before, const lines& now, bool same_user) {
    if (!same_user && sees_less(e, before, now)) return verdict::unknown;
    std::set<std::string_view> changed;
    for (const line& l : before)
        if (!now.contains(l)) changed.insert(l.part);
    for (const line& l : now)
        if (!before.contains(l)) changed.insert(l.part);
    bool some = false, all = true;
    const auto has = [](const lines& all_of, const std::string& part) {
        return std::any_of(all_of.begin(), all_of.end(), [&](const line& l) { return l.part == part; });
    };
    for (const effect::part& p : e.parts) {
        const std::string part = key(p.name);
        const bool was = has(before, part), there = has(now, part);
        // Others may have changed what the statement is to drop.
        const bool is = p.added ? !was && there : p.dropped ? was && !there : changed.contains(part);
        some = some || is;
        // A column that is modified to what it was before has not changed.
        all = all && (is || !(p.added || p.dropped));
    }
    if (!some) return verdict::not_done;
    return all ? verdict::done : verdict::unknown;
}

/// Whether the statement names each column of the table that is there now: else others have made it.
bool names_all_columns(const effect& e, const lines& now) {
    if (e.parts.empty()) return true;  // LIKE, AS SELECT
    return std::all_of(now.begin(), now.end(), [&](const line& l) { return l.view != "columns" || is_named(e, l); });
}

/// Whether a privilege of a user whom the statement names has gone.
bool has_lost_privilege(const effect& e, const lines& before, const lines& now) {
    return std::any_of(before.begin(), before.end(), [&](const line& l) {
        if (now.contains(l)) return false;
        const std::string grantee = name_of_key(l.part);  // 'name'@'host'
        const std::size_t end = grantee.find("'@");
        const std::string user = end == std::string::npos ? grantee : grantee.substr(1, end - 1);
        return std::any_of(e.parts.begin(), e.parts.end(),
                           [&](const effect::part& p) { return same_name(p.name, user); });
    });
}

}  // namespace

bool may_be_repeated(const effect& e) { return e.repeatable || e.what == effect::kind::none; }

std::string state_of(const effect& e) {
    if (e.what == effect::kind::none) return {};
    std::vector<std::string_view> names;
    if (!e.relation.empty()) names.push_back(e.relation);
    for (const auto& [from, to] : e.renamed) {
        names.push_back(from);
        names.push_back(to);
    }
    const std::string user = "concat(current_user(), coalesce(concat(' as ', current_role()), ''))";
    if (names.empty()) return user;
    std::string list, all;
    for (const std::string_view n : names) list += (list.empty() ? "" : ", ") + quote_literal(n);
    for (const telling& t : tellings_of(e))
        all += fmt::format(
            "{}SELECT concat_ws(' ', hex(lower({})), hex(lower({})), '{}', md5(concat_ws('|', {}))) AS line FROM "
            "information_schema.{} WHERE {} = database() AND {} IN ({})",
            all.empty() ? "" : " UNION ALL ", t.relation, t.part, t.view, t.fields, t.view, t.schema, t.relation, list);
    return fmt::format(
        "SELECT concat_ws('\n', {}, group_concat(line ORDER BY line SEPARATOR '\n')) FROM ({}) AS definitions", user,
        all);
}

std::string_view user_of_state(std::string_view state) { return state.substr(0, state.find('\n')); }

verdict has_taken_effect(const effect& e, std::string_view before, std::string_view now) {
    const bool same_user = user_of_state(before) == user_of_state(now);
    const lines was = lines_of(before), is = lines_of(now);
    if (e.repeatable && e.what != effect::kind::unknown) {
        if (was == is) return verdict::not_done;
        return same_user ? verdict::done : verdict::unknown;
    }
    switch (e.what) {
        case effect::kind::grant: return verdict::unknown;
        case effect::kind::none: return verdict::not_done;
        case effect::kind::unknown: return verdict::unknown;
        case effect::kind::alter:
            // Where there was nothing, the statement fails, or this user does not see it.
            if (was.empty() && is.empty() && same_user) return verdict::not_done;
            if (was.empty() || is.empty()) return verdict::unknown;
            return of_parts(e, was, is, same_user);
        case effect::kind::create:
            if (was == is) return verdict::not_done;
            return was.empty() && names_all_columns(e, is) ? verdict::done : verdict::unknown;
        case effect::kind::drop:
            if (was == is) return was.empty() && !same_user ? verdict::unknown : verdict::not_done;
            return is.empty() && same_user ? verdict::done : verdict::unknown;
        case effect::kind::rename: {
            bool all = true, none = true;
            for (const auto& [from, to] : e.renamed) {
                // In a swap each name is there before and now.
                if (has_relation(was, from) && has_relation(was, to))
                    return was == is ? verdict::not_done : verdict::unknown;
                const bool done = !has_relation(is, from) && has_relation(is, to);
                all = all && done;
                none = none && has_relation(is, from);
            }
            return all ? verdict::done : none ? verdict::not_done : verdict::unknown;
        }
        case effect::kind::revoke:
            // Where no privilege was visible, its end is not either.
            if (!same_user || was.empty()) return verdict::unknown;
            return has_lost_privilege(e, was, is) ? verdict::done : verdict::not_done;
    }
    return verdict::unknown;
}

}  // namespace retort::detail
