#include "locks.hpp"

#include "../scanner.hpp"

#include <algorithm>
#include <utility>

namespace retort::codegen::postgresql {

namespace {

lock_mode mode_of(std::string_view name) {
    for (const lock_mode m : {lock_mode::row_exclusive, lock_mode::share_update_exclusive, lock_mode::share,
                              lock_mode::share_row_exclusive, lock_mode::exclusive})
        if (name_of(m) == name) return m;
    return lock_mode::access_exclusive;
}

}  // namespace

void add_lock(facts& to, std::string_view on, lock_mode mode, lock::kind what) {
    to.locks_known = true;
    const auto known =
        std::find_if(to.locks.begin(), to.locks.end(), [&](const lock& l) { return l.on == on && l.what == what; });
    if (known == to.locks.end())
        to.locks.push_back({std::string(on), std::string(name_of(mode)), what});
    else if (mode_of(known->mode) < mode)
        known->mode = name_of(mode);
}

void add_cost(facts& to, std::string_view on, cost c, lock::kind what) {
    add_lock(to, on, c.lock, what);
    to.work = std::max(to.work, c.work);
}

facts facts_of(std::string_view on, cost c, lock::kind what) {
    facts made;
    add_cost(made, on, c, what);
    return made;
}

facts no_locks(row_work work) {
    facts made;
    made.work = work;
    made.locks_known = true;
    return made;
}

namespace {

std::string table_name(token_reader& sql) {
    (void)sql.take_if_exists();
    (void)sql.take("only");
    return sql.name();
}

/// The tables that foreign keys in what is left refer to.
void add_references(token_reader sql, facts& out) {
    const std::span<const token> rest = sql.rest();
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (!rest[i].is("references")) continue;
        token_reader target(std::vector<token>(rest.begin() + static_cast<std::ptrdiff_t>(i + 1), rest.end()));
        add_lock(out, table_name(target), costs::foreign_key.lock);
    }
}

/// One action of ALTER TABLE.
void add_action(token_reader action, const std::string& table, facts& out) {
    add_references(action, out);
    const auto add = [&](cost c) { add_cost(out, table, c); };
    if (action.take("validate", "constraint")) return add(costs::validate);
    if (action.take("attach", "partition")) {
        add(costs::attach_partition);
        return add_lock(out, table_name(action), lock_mode::access_exclusive);
    }
    if (action.take("detach", "partition")) {
        const std::string partition = table_name(action);
        const cost c = action.take("concurrently") ? costs::detach_concurrently : costs::definition;
        add_lock(out, partition, c.lock);
        return add(c);
    }
    if (token_reader trigger = action;
        trigger.take_any("enable", "disable") && ((void)trigger.take_any("replica", "always"), trigger.take("trigger")))
        return add(costs::trigger);
    if (token_reader parameters = action; parameters.take("set", "(") || parameters.take("reset", "(") ||
                                          parameters.take("cluster", "on") || parameters.take("set", "without"))
        return add(costs::parameters);
    if (action.take("alter")) {
        (void)action.take("column");
        (void)action.name();
        if (action.take("set", "statistics")) return add(costs::parameters);
        if (action.take("set", "not", "null")) return add(costs::check_rows);
        return add(action.take("type") || action.take("set", "data", "type") ? costs::rewrite : costs::definition);
    }
    if (action.take("set", "logged") || action.take("set", "unlogged")) return add(costs::rewrite);
    if (!action.take("add")) return add(costs::definition);
    if (action.take("constraint")) (void)action.name();
    const std::span<const token> rest = action.rest();
    const bool not_valid = std::adjacent_find(rest.begin(), rest.end(), [](const token& first, const token& second) {
                               return first.is("not") && second.is("valid");
                           }) != rest.end();
    if (action.take("foreign", "key")) return add(not_valid ? costs::foreign_key_not_valid : costs::foreign_key);
    if (action.take("check")) return add(not_valid ? costs::definition : costs::check_rows);
    if (action.take_any("unique", "primary", "exclude")) return add(costs::check_rows);
    // A column: its default may be another value for each row.
    return add(costs::rewrite);
}

bool read_index(token_reader sql, facts& out) {
    const cost c = sql.take("concurrently") ? costs::create_index_concurrently : costs::create_index;
    if (!sql.skip_behind("on")) return false;
    add_cost(out, table_name(sql), c);
    return true;
}

/// Behind the name of a trigger or a policy.
bool read_on(token_reader sql, cost c, facts& out) {
    if (!sql.skip_behind("on")) return false;
    add_cost(out, table_name(sql), c);
    return true;
}

bool read_create(token_reader sql, facts& out) {
    const bool replaces = sql.take("or", "replace");
    (void)sql.take("unique");
    if (sql.take("index")) return read_index(sql, out);
    (void)sql.take_any("unlogged", "temporary", "temp");
    if (sql.take("table")) {
        const std::string table = table_name(sql);
        // The rows of a default partition are looked through.
        if (sql.take("partition", "of")) add_cost(out, table_name(sql), costs::check_rows);
        add_references(sql, out);
        std::erase_if(out.locks, [&](const lock& l) { return l.on == table; });
        return true;
    }
    (void)sql.take("constraint");
    if (sql.take("trigger")) return read_on(sql, costs::trigger, out);
    if (sql.take("policy")) return read_on(sql, costs::drop_trigger, out);
    if (sql.take("view")) {
        if (replaces) add_cost(out, sql.name(), costs::definition);
        return true;
    }
    return sql.take_any("function", "procedure", "type", "domain", "sequence", "schema", "extension") ||
           sql.take("materialized", "view");
}

bool read_alter(token_reader sql, facts& out) {
    if (sql.take("table")) {
        const std::string table = table_name(sql);
        for (token_reader& action : sql.parts()) add_action(std::move(action), table, out);
    } else if (sql.take("index")) {
        add_cost(out, table_name(sql), costs::alter_index, lock::kind::index);
    } else if (sql.take("sequence")) {
        const std::string name = table_name(sql);
        add_cost(out, name, sql.take("rename") ? costs::definition : costs::alter_sequence, lock::kind::sequence);
    } else if (sql.take("view") || sql.take("materialized", "view")) {
        add_cost(out, table_name(sql), costs::definition);
    } else if (sql.take_any("trigger", "policy")) {
        return read_on(sql, costs::drop_trigger, out);
    } else if (sql.take("domain")) {
        const std::string name = sql.name();
        if (sql.take_any("add", "validate") || sql.take("set", "not", "null"))
            add_cost(out, name, costs::domain_rule, lock::kind::users_of_domain);
    } else if (sql.take("type")) {
        (void)sql.name();
        return sql.take("add", "value") || sql.take("rename", "value") || sql.take("rename", "to");
    } else {
        return sql.take_any("function", "procedure", "schema", "extension");
    }
    return true;
}

bool read_drop(token_reader sql, facts& out) {
    if (sql.take_any("table", "view", "sequence") || sql.take("materialized", "view")) {
        (void)sql.take_if_exists();
        for (const std::string& name : sql.names()) add_cost(out, name, costs::definition);
        return true;
    }
    if (sql.take("index")) {
        const cost c = sql.take("concurrently") ? costs::drop_index_concurrently : costs::drop_index;
        add_cost(out, table_name(sql), c, lock::kind::table_of_index);
        return true;
    }
    if (sql.take_any("trigger", "policy")) return read_on(sql, costs::drop_trigger, out);
    return sql.take_any("function", "procedure", "type", "domain", "schema", "extension") &&
           !sql.skip_behind("cascade");
}

/// Fills `out`, but for the work of what changes definitions alone; false where the words do not tell.
bool read(token_reader sql, facts& out) {
    if (sql.take("create")) return read_create(sql, out);
    if (sql.take("alter")) return read_alter(sql, out);
    if (sql.take("drop")) return read_drop(sql, out);
    if (sql.take("insert", "into") || sql.take("delete", "from") || sql.take("update") || sql.take("merge", "into")) {
        add_cost(out, table_name(sql), costs::rows);
    } else if (sql.take("truncate")) {
        (void)sql.take("table");
        for (const std::string& name : sql.names()) add_cost(out, name, costs::truncate);
    } else if (sql.take("refresh", "materialized", "view")) {
        const cost c = sql.take("concurrently") ? costs::refresh_concurrently : costs::refresh;
        add_cost(out, sql.name(), c);
    } else if (sql.take("comment", "on", "table")) {
        add_cost(out, sql.name(), costs::comment);
    } else if (sql.take("comment", "on", "column")) {
        const std::string column = sql.name();
        add_cost(out, column.substr(0, column.rfind('.')), costs::comment);
    } else {
        return sql.take_any("comment", "grant", "revoke", "set", "analyze");
    }
    return true;
}

}  // namespace

facts read_raw(std::string_view sql) {
    facts made = no_locks(row_work::unknown);
    if (!read(token_reader(tokens_of(sql, model::database::postgresql)), made)) return {};
    made.work = std::max(made.work, row_work::none);
    return made;
}

}  // namespace retort::codegen::postgresql
