#include <retort/codegen/emit.hpp>

#include "text.hpp"

#include <retort/model/naming.hpp>

#include <fmt/format.h>

#include <limits>

namespace retort::codegen {

namespace {

std::string quoted(std::string_view s) { return cpp_literal(s); }

std::string quoted(const model::names& list) {
    std::vector<std::string> all;
    for (std::string_view n : list) all.push_back(quoted(n));
    return join(all, ", ");
}

std::string word(const model::type& t) {
    if (t.kind == model::type_kind::enumeration) return fmt::format("enum_({})", quoted(t.name));
    return str(to_string(t));
}

std::string word(const model::literal& l) {
    switch (l.kind) {
        case model::literal_kind::none: return {};
        case model::literal_kind::boolean: return l.boolean ? "true" : "false";
        case model::literal_kind::integer:
            // The smallest number cannot be written as a literal, only computed.
            return l.integer == std::numeric_limits<long long>::min() ? fmt::format("{} - 1", l.integer + 1)
                                                                      : fmt::format("{}", l.integer);
        case model::literal_kind::real: {
            std::string number = fmt::format("{}", l.real);
            if (number.find_first_of(".en") == std::string::npos) number += ".0";
            return number;
        }
        case model::literal_kind::text: return quoted(l.text);
        case model::literal_kind::now: return "now";
        case model::literal_kind::current_date: return "current_date";
        case model::literal_kind::current_time: return "current_time";
        case model::literal_kind::sql: return fmt::format("sql({})", quoted(l.text));
    }
    return {};
}

/// How tightly the C++ operator binds, so that only needed parentheses are written.
int strength(model::node_kind kind) {
    using enum model::node_kind;
    switch (kind) {
        case or_: return 1;
        case and_: return 2;
        case equal:
        case not_equal: return 3;
        case less:
        case less_equal:
        case greater:
        case greater_equal: return 4;
        case add:
        case subtract: return 5;
        case multiply:
        case divide: return 6;
        case not_:
        case negate: return 7;
        default: return 8;
    }
}

std::string words(const model::expression& e, int i, int outer) {
    using enum model::node_kind;
    const model::node& n = e.at(i);
    const int own = strength(n.kind);
    const bool comparison = own == strength(equal) || own == strength(less);
    const auto side = [&](int at, bool left) {
        // g++ warns of && inside ||, and of a comparison of comparisons, where there are no parentheses; rightly.
        if (n.kind == or_ && e.at(at).kind == and_) return "(" + words(e, at, 0) + ")";
        return words(e, at, comparison ? strength(model::node_kind::add) : left ? own : own + 1);
    };
    const auto infix = [&](std::string_view op) {
        const std::string text = fmt::format("{} {} {}", side(n.left, true), op, side(n.right, false));
        return own < outer ? "(" + text + ")" : text;
    };
    const auto operand = [&] { return words(e, n.left, 8); };
    switch (n.kind) {
        case column: return fmt::format("col({})", quoted(n.name));
        case literal: return word(n.value);
        case sql: return fmt::format("sql({})", quoted(n.name));
        case and_: return infix("&&");
        case or_: return infix("||");
        case equal: return infix("==");
        case not_equal: return infix("!=");
        case less: return infix("<");
        case less_equal: return infix("<=");
        case greater: return infix(">");
        case greater_equal: return infix(">=");
        case model::node_kind::add: return infix("+");
        case subtract: return infix("-");
        case multiply: return infix("*");
        case divide: return infix("/");
        case not_: return fmt::format("!{}", operand());
        case negate: {
            const std::string text = operand();
            return text.starts_with('-') ? "-(" + text + ")" : "-" + text;
        }
        case is_null: return fmt::format("{}.is_null()", operand());
        case is_not_null: return fmt::format("{}.is_not_null()", operand());
        case like: return fmt::format("{}.like({})", operand(), words(e, n.right, 0));
        case in: {
            std::vector<std::string> elements;
            for (int l = n.right; l >= 0; l = e.at(l).right) elements.push_back(words(e, e.at(l).left, 0));
            return fmt::format("{}.in({})", operand(), join(elements, ", "));
        }
        case list: return {};
        case length: return fmt::format("length({})", words(e, n.left, 0));
        case lower: return fmt::format("lower({})", words(e, n.left, 0));
        case upper: return fmt::format("upper({})", words(e, n.left, 0));
    }
    return {};
}

std::string words(const model::expression& e) { return words(e, e.root(), 0); }

std::string references(const model::foreign_key& k) {
    std::string target = k.target.size() == 1 ? quoted(k.target[0]) : fmt::format("columns({})", quoted(k.target));
    if (k.on_delete != model::action::no_action) target += fmt::format(", on_delete::{}", to_string(k.on_delete));
    if (k.on_update != model::action::no_action) target += fmt::format(", on_update::{}", to_string(k.on_update));
    return fmt::format("references({}, {})", quoted(k.table), target);
}

/// A foreign key that can stand in its column: of one column, and named by the convention.
bool inline_in(const model::foreign_key& k, std::string_view column) {
    return k.name.empty() && k.columns.size() == 1 && k.target.size() == 1 && k.columns[0] == column;
}

std::string words(const model::column& c, const model::foreign_key* reference = nullptr) {
    std::string text = fmt::format("column({}, {}", quoted(c.name), word(c.type));
    if (c.nullable) text += ", nullable";
    if (c.identity) text += ", identity";
    if (c.default_value) text += fmt::format(", default_({})", word(c.default_value));
    if (reference) text += ", " + references(*reference);
    return text + ")";
}

std::string named(std::string_view name, std::string part) {
    return name.empty() ? part : fmt::format("constraint({}, {})", quoted(name), part);
}
std::string words(const model::primary_key& k) {
    return named(k.name, fmt::format("primary_key({})", quoted(k.columns)));
}
std::string words(const model::unique_key& k) { return named(k.name, fmt::format("unique({})", quoted(k.columns))); }
std::string words(const model::foreign_key& k) {
    return named(k.name, fmt::format("foreign_key({}, {})",
                                     k.columns.size() == 1 ? quoted(k.columns[0])
                                                           : fmt::format("columns({})", quoted(k.columns)),
                                     references(k)));
}
std::string words(const model::check_constraint& c) {
    return c.name.empty() ? fmt::format("check({})", words(c.condition))
                          : fmt::format("check({}, {})", quoted(c.name), words(c.condition));
}
std::string words(const model::index& i) {
    std::vector<std::string> columns, parts;
    for (const model::index_column& c : i.columns)
        columns.push_back(c.descending ? fmt::format("desc({})", quoted(c.name)) : quoted(c.name));
    if (!i.name.empty()) parts.push_back(quoted(i.name));
    parts.push_back(fmt::format("on({})", join(columns, ", ")));
    if (!i.where.empty()) parts.push_back(fmt::format("where({})", words(i.where)));
    return fmt::format("{}({})", i.unique ? "unique_index" : "index", join(parts, ", "));
}

std::string step(const model::create_table& o) {
    const model::table& t = o.table;
    std::vector<std::string> lines{quoted(t.name)};
    std::vector<bool> written(t.foreign_keys.size());
    for (const model::column& c : t.columns) {
        const model::foreign_key* reference = nullptr;
        for (std::size_t i = 0; i < t.foreign_keys.size() && !reference; ++i)
            if (inline_in(t.foreign_keys[i], c.name) && !written[i]) {
                reference = &t.foreign_keys[i];
                written[i] = true;
            }
        lines.push_back(words(c, reference));
    }
    if (t.primary_key) lines.push_back(words(t.primary_key));
    for (const auto& k : t.uniques) lines.push_back(words(k));
    for (std::size_t i = 0; i < t.foreign_keys.size(); ++i)
        if (!written[i]) lines.push_back(words(t.foreign_keys[i]));
    for (const auto& c : t.checks) lines.push_back(words(c));
    for (const auto& i : t.indexes) lines.push_back(words(i));
    return fmt::format("create_table({})", join(lines, ",\n        "));
}
std::string step(const model::drop_table& o) { return fmt::format("drop_table({})", quoted(o.table)); }
std::string step(const model::rename_table& o) {
    return fmt::format("rename_table({}, {})", quoted(o.from), quoted(o.to));
}
std::string step(const model::add_column& o) {
    return fmt::format("add_column({}, {})", quoted(o.table), words(o.column));
}
std::string step(const model::drop_column& o) {
    return fmt::format("drop_column({}, {})", quoted(o.table), quoted(o.column));
}
std::string step(const model::rename_column& o) {
    return fmt::format("rename_column({}, {}, {})", quoted(o.table), quoted(o.from), quoted(o.to));
}
std::string step(const model::alter_column& o) {
    std::string text = fmt::format("alter_column({}, {}", quoted(o.table), quoted(o.column));
    if (o.type) text += ", " + word(*o.type);
    if (o.nullable) text += *o.nullable ? ", nullable" : ", not_null";
    if (o.identity) text += *o.identity ? ", identity" : ", no_identity";
    if (o.default_value)
        text += *o.default_value ? fmt::format(", default_({})", word(*o.default_value)) : ", no_default";
    if (!o.using_.empty()) text += fmt::format(", using_({})", quoted(o.using_));
    return text + ")";
}
std::string step(const model::create_index& o) {
    return fmt::format("create_index({}, {})", quoted(o.table), words(o.index));
}
std::string step(const model::add_primary_key& o) {
    return fmt::format("add_primary_key({}, {})", quoted(o.table), words(o.key));
}
std::string step(const model::add_unique& o) {
    return fmt::format("add_unique({}, {})", quoted(o.table), words(o.key));
}
std::string step(const model::add_foreign_key& o) {
    return fmt::format("add_foreign_key({}, {})", quoted(o.table), words(o.key));
}
std::string step(const model::add_check& o) {
    return fmt::format("add_check({}, {})", quoted(o.table), words(o.check));
}
std::string step(const model::create_enumeration& o) {
    return fmt::format("create_enumeration({}, {})", quoted(o.enumeration.name), quoted(o.enumeration.values));
}
std::string step(const model::drop_enumeration& o) { return fmt::format("drop_enumeration({})", quoted(o.name)); }
std::string step(const model::alter_enumeration& o) {
    return fmt::format("alter_enumeration({}, {})", quoted(o.name), quoted(o.values));
}

/// Steps that drop by name: one that follows the convention is spelled out, so that the reader sees what it is.
std::string dropped_name(std::string_view prefix, std::string_view table, std::string_view name,
                         const model::names& columns) {
    return quoted(name.empty() ? std::string_view(model::detail::derived_name(prefix, table, columns)) : name);
}
std::string step(const model::drop_index& o) {
    return fmt::format("drop_index({}, {})", quoted(o.table), dropped_name("ix_", o.table, o.name, o.columns));
}
std::string step(const model::drop_constraint& o) {
    switch (o.kind) {
        case model::constraint_kind::primary_key:
            return fmt::format("drop_primary_key({}, {})", quoted(o.table), dropped_name("pk_", o.table, o.name, {}));
        case model::constraint_kind::unique:
            return fmt::format("drop_unique({}, {})", quoted(o.table), dropped_name("uq_", o.table, o.name, o.columns));
        case model::constraint_kind::foreign_key:
            return fmt::format("drop_foreign_key({}, {})", quoted(o.table),
                               dropped_name("fk_", o.table, o.name, o.columns));
        case model::constraint_kind::check:
            return fmt::format("drop_check({}, {})", quoted(o.table), dropped_name("ck_", o.table, o.name, o.columns));
        case model::constraint_kind::any: break;
    }
    return fmt::format("drop_constraint({}, {})", quoted(o.table), quoted(o.name));
}

std::string step(const model::execute& o) {
    const auto texts = [](const std::vector<model::sql_text>& list) {
        std::vector<std::string> all;
        for (const model::sql_text& t : list)
            all.push_back(t.database.empty() ? quoted(t.sql) : fmt::format("on({}, {})", t.database, quoted(t.sql)));
        return join(all, ", ");
    };
    return fmt::format("execute({}, {})", texts(o.up),
                       o.irreversible.empty() ? fmt::format("undo({})", texts(o.down))
                                              : fmt::format("irreversible({})", quoted(o.irreversible)));
}

}  // namespace

std::string emit_migration(std::string_view schema_name, std::string_view id, std::string_view message,
                           const std::vector<std::string>& parents, const std::vector<model::operation>& operations) {
    std::vector<std::string> parts{quoted(id)};
    if (!parents.empty()) {
        std::vector<std::string> names;
        for (const std::string& p : parents) names.push_back(quoted(p));
        parts.push_back(fmt::format("revises({})", join(names, ", ")));
    }
    if (!message.empty()) parts.push_back(fmt::format("message({})", quoted(message)));
    for (const model::operation& o : operations)
        parts.push_back(std::visit([](const auto& one) { return step(one); }, o));
    return fmt::format(
        "#pragma once\n#include <retort/dsl.hpp>\n\nnamespace {} {{\nusing namespace retort::dsl;\n\n"
        "inline constexpr auto m{} = migration({});\n\n}}  // namespace {}\n",
        schema_name, cpp_identifier("_" + std::string(id)).substr(1), join(parts, ",\n    "), schema_name);
}

}  // namespace retort::codegen
