#include "effect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <span>
#include <utility>

#include "../text.hpp"

namespace retort::detail {
namespace {

/// A word, a quoted name or a sign of a statement, outside of parentheses and comments.
struct token {
    std::string text;
    bool is_name = false;  // quoted, so no keyword
    bool is(std::string_view word) const { return !is_name && same_name(text, word); }
};

bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 128;
}

std::vector<token> tokens_of(std::string_view sql) {
    std::vector<token> out;
    int depth = 0;
    for (std::size_t at = 0; at < sql.size();) {
        const char c = sql[at];
        const auto behind = [&](std::string_view mark, std::size_t from) {
            const std::size_t end = sql.find(mark, from);
            at = end == std::string_view::npos ? sql.size() : end + mark.size();
        };
        if (c == '\'' || c == '"' || c == '`') {
            std::string text;
            for (++at; at < sql.size(); ++at) {
                if (sql[at] == c && (at + 1 >= sql.size() || sql[at + 1] != c)) break;
                if (sql[at] == c) ++at;
                text += sql[at];
            }
            ++at;
            if (depth == 0) out.push_back({c == '\'' ? std::string("''") : std::move(text), c != '\''});
        } else if (c == '#') {
            behind("\n", at);
        } else if (sql.substr(at, 2) == "/*") {
            behind("*/", at + 2);
        } else if (sql.substr(at, 2) == "--" &&
                   (at + 2 == sql.size() || static_cast<unsigned char>(sql[at + 2]) <= ' ')) {
            behind("\n", at);
        } else if (in_word(c)) {
            const std::size_t begin = at;
            while (at < sql.size() && in_word(sql[at])) ++at;
            if (depth == 0) out.push_back({std::string(sql.substr(begin, at - begin)), false});
        } else {
            if (c == ')') --depth;
            if (depth == 0 && static_cast<unsigned char>(c) > ' ') out.push_back({std::string(1, c), false});
            if (c == '(') ++depth;
            ++at;
        }
    }
    return out;
}

class reader {
public:
    explicit reader(std::string_view sql) : tokens_(tokens_of(sql)) {}

    effect read() {
        // SET STATEMENT name = value FOR what it is about.
        if (take("set")) {
            if (!take("statement")) return of(effect::kind::none);
            while (!ends() && !take("for")) ++at_;
        }
        if (take("alter")) return alter();
        if (take("create")) return create();
        if (take("drop")) return drop();
        if (take("rename")) return rename();
        if (take("grant")) return privileges(effect::kind::grant);
        if (take("revoke")) return privileges(effect::kind::revoke);
        for (const std::string_view word : {"analyze", "optimize", "check", "repair", "flush", "lock", "unlock"})
            if (take(word)) return of(effect::kind::none);
        return {};
    }

private:
    bool ends() const { return at_ >= tokens_.size(); }
    bool next_is(std::string_view word) const { return !ends() && tokens_[at_].is(word); }
    bool take(std::string_view word) {
        if (!next_is(word)) return false;
        ++at_;
        return true;
    }
    bool take_any(std::initializer_list<std::string_view> words) {
        return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return take(w); });
    }
    static effect of(effect::kind what) {
        effect e;
        e.what = what;
        return e;
    }
    bool if_exists() {
        if (!next_is("if")) return false;
        take("if");
        take("not");
        return take("exists");
    }
    /// A name without its database; empty where another database is named, or nothing.
    std::string name() {
        if (ends() || !(tokens_[at_].is_name || in_word(tokens_[at_].text[0]))) return {};
        std::string out = tokens_[at_++].text;
        if (!next_is(".")) return out;
        at_ += 2;
        return {};
    }
    static effect known(effect e) { return e.relation.empty() ? effect{} : e; }

    /// The kind of what is created or dropped, behind OR REPLACE, DEFINER and their like; empty for others.
    std::string_view kind_of_thing(bool& replaces) {
        for (; !ends(); ++at_) {
            replaces = replaces || next_is("replace");
            for (const std::string_view word :
                 {"table", "view", "sequence", "index", "trigger", "procedure", "function", "event"})
                if (take(word)) return word;
            for (const std::string_view other :
                 {"user", "role", "database", "schema", "server", "temporary", "package"})
                if (next_is(other)) return {};
        }
        return {};
    }
    static void find_among(effect& e, std::string_view thing) {
        if (thing == "procedure" || thing == "function") e.among = "routines";
        if (thing == "trigger") e.among = "triggers";
        if (thing == "event") e.among = "events";
    }

    effect create() {
        effect e = of(effect::kind::create);
        bool replaces = false;
        const std::string_view thing = kind_of_thing(replaces);
        // A table that is replaced twice loses the rows that it got in between.
        if (thing.empty() || (replaces && thing == "table")) return {};
        e.repeatable = if_exists() || replaces;
        find_among(e, thing);
        if (thing == "index") return index_of(name(), !e.repeatable, false);
        e.relation = name();
        return known(e);
    }
    effect index_of(const std::string& index, bool added, bool dropped) {
        effect e = of(effect::kind::alter);
        while (!ends() && !take("on")) ++at_;
        e.relation = name();
        e.parts.push_back({index, added, dropped});
        return index.empty() ? effect{} : known(e);
    }
    effect drop() {
        effect e = of(effect::kind::drop);
        bool replaces = false;
        const std::string_view thing = kind_of_thing(replaces);
        if (thing.empty()) return {};
        const bool maybe = if_exists();
        find_among(e, thing);
        e.relation = name();
        if (thing == "index") return index_of(e.relation, false, !maybe);
        // Of several the first is not enough.
        if (next_is(",")) return {};
        return known(e);
    }
    effect rename() {
        effect e = of(effect::kind::rename);
        if (!take_any({"table", "tables"})) return {};
        do {
            std::string from = name();
            if (!take("to")) return {};
            std::string to = name();
            if (from.empty() || to.empty()) return {};
            e.renamed.emplace_back(std::move(from), std::move(to));
        } while (take(","));
        return e;
    }
    effect privileges(effect::kind what) {
        effect e = of(what);
        e.repeatable = what == effect::kind::grant;
        while (!ends() && !take("on")) ++at_;
        if (take_any({"procedure", "function"})) return {};
        take("table");
        e.relation = name();
        return known(e);
    }
    effect alter() {
        effect e = of(effect::kind::alter);
        take_any({"online", "ignore"});
        // Each says what the object is like afterwards.
        for (const std::string_view thing : {"view", "procedure", "function", "event"})
            if (take(thing)) {
                e = of(effect::kind::create);
                e.repeatable = true;
                find_among(e, thing);
                if_exists();
                e.relation = name();
                return known(e);
            }
        if (!take("table")) return {};
        if_exists();
        e.relation = name();
        if (e.relation.empty()) return {};
        while (!ends()) {
            clause(e);
            while (!ends() && !take(",")) ++at_;
        }
        if (e.what == effect::kind::alter && e.parts.empty()) return of(effect::kind::none);
        return e;
    }
    void add(effect& e, std::string part, bool added, bool dropped) {
        for (effect::part& p : e.parts)
            if (same_name(p.name, part)) {
                // Dropped and made again under its name.
                p.added = p.added && added;
                p.dropped = p.dropped && dropped;
                return;
            }
        e.parts.push_back({std::move(part), added, dropped});
    }
    void clause(effect& e) {
        const bool adds = next_is("add"), drops = next_is("drop");
        if (take("add") || take("drop")) {
            if (take_any({"partition", "system", "period"})) return add(e, {}, false, false);
            take_any({"unique", "fulltext", "spatial"});
            if (take("primary")) return add(e, "PRIMARY", adds, drops);
            if (take("foreign")) {
                take("key");
                const bool maybe = if_exists();
                std::string key = name();
                // Without a name of its own nothing can be looked for.
                if (key.empty() || same_name(key, "references")) return give_up(e);
                return add(e, std::move(key), adds && !maybe, drops && !maybe);
            }
            take_any({"column", "constraint", "index", "key", "check"});
            const bool maybe = if_exists();
            if (std::string part = name(); !part.empty())
                return add(e, std::move(part), adds && !maybe, drops && !maybe);
            return give_up(e);
        }
        if (take("modify") || take("alter")) {
            take_any({"column", "index", "key"});
            if_exists();
            return add(e, name(), false, false);
        }
        if (take("change")) {
            take("column");
            if_exists();
            std::string from = name(), to = name();
            if (same_name(from, to)) return add(e, std::move(from), false, false);
            add(e, std::move(from), false, true);
            return add(e, std::move(to), true, false);
        }
        if (take("rename")) {
            if (take_any({"column", "index", "key"})) {
                std::string from = name();
                take("to");
                std::string to = name();
                add(e, std::move(from), false, true);
                return add(e, std::move(to), true, false);
            }
            take_any({"to", "as"});
            e.renamed.emplace_back(e.relation, name());
            e.what = effect::kind::rename;
            return;
        }
        // AUTO_INCREMENT: how far numbers are counted is in no definition, and is set to the same again.
        if (take_any({"algorithm", "lock", "force", "wait", "nowait", "enable", "disable", "auto_increment"})) return;
        if (take_any({"engine", "comment", "convert", "default", "character", "charset", "collate", "row_format",
                      "partition", "remove", "reorganize", "coalesce", "checksum", "key_block_size", "page_compressed",
                      "stats_persistent", "stats_auto_recalc", "encrypted"}))
            return add(e, {}, false, false);
        give_up(e);
    }
    /// A clause whose effect is not visible, or not understood.
    void give_up(effect& e) {
        if (e.what == effect::kind::alter) e.what = effect::kind::unknown;
    }

    std::vector<token> tokens_;
    std::size_t at_ = 0;
};

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
    if (e.among == "routines") return of_routines;
    if (e.among == "triggers") return of_triggers;
    if (e.among == "events") return of_events;
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

bool has_relation(const lines& all, const std::string& name) {
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

/// Whether each column of a table that is there now stands in the statement: else others have made it.
bool names_all_columns(std::string_view sql, const lines& now) {
    if (sql.find('(') == std::string_view::npos) return true;  // LIKE, AS SELECT
    return std::all_of(now.begin(), now.end(),
                       [&](const line& l) { return l.view != "columns" || mentions(sql, name_of_key(l.part)); });
}

/// Whether a privilege of a user whom the statement names has gone.
bool has_lost_privilege(std::string_view sql, const lines& before, const lines& now) {
    return std::any_of(before.begin(), before.end(), [&](const line& l) {
        if (now.contains(l)) return false;
        const std::string grantee = name_of_key(l.part);  // 'name'@'host'
        const std::size_t end = grantee.find("'@");
        return mentions(sql, end == std::string::npos ? grantee : grantee.substr(1, end - 1));
    });
}

}  // namespace

effect effect_of(std::string_view sql) { return reader(sql).read(); }

bool may_be_repeated(std::string_view sql) {
    const effect e = effect_of(sql);
    return e.repeatable || e.what == effect::kind::none;
}

std::string state_of(std::string_view sql) {
    const effect e = effect_of(sql);
    if (e.what == effect::kind::none) return {};
    std::vector<std::string> names;
    if (!e.relation.empty()) names.push_back(e.relation);
    for (const auto& [from, to] : e.renamed) {
        names.push_back(from);
        names.push_back(to);
    }
    const std::string user = "concat(current_user(), coalesce(concat(' as ', current_role()), ''))";
    if (names.empty()) return user;
    std::string list, all;
    for (const std::string& n : names) list += (list.empty() ? "" : ", ") + quote_literal(n);
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

verdict has_taken_effect(std::string_view sql, std::string_view before, std::string_view now) {
    const effect e = effect_of(sql);
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
            return was.empty() && names_all_columns(sql, is) ? verdict::done : verdict::unknown;
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
            return has_lost_privilege(sql, was, is) ? verdict::done : verdict::not_done;
    }
    return verdict::unknown;
}

}  // namespace retort::detail
