#include <retort/codegen/emit.hpp>

#include "draft.hpp"
#include "text.hpp"

#include <retort/model/naming.hpp>

#include <fmt/format.h>

#include <limits>

namespace retort::codegen {

namespace {

using strings = std::vector<std::string>;

std::string quoted(std::string_view s) { return cpp_literal(s); }

std::string quoted(const model::names& list) {
    strings all;
    for (std::string_view n : list) all.push_back(quoted(n));
    return join(all, ", ");
}

/// word(parts…)
std::string call(std::string_view word, const strings& parts) { return fmt::format("{}({})", word, join(parts, ", ")); }

std::string cpp_word(model::cpp_type t) {
    switch (t) {
        case model::cpp_type::boolean: return "bool";
        case model::cpp_type::int16: return "std::int16_t";
        case model::cpp_type::int32: return "std::int32_t";
        case model::cpp_type::int64: return "std::int64_t";
        case model::cpp_type::float_: return "float";
        case model::cpp_type::double_: return "double";
        case model::cpp_type::bytes: return "std::vector<std::byte>";
        default: return "std::string_view";
    }
}

std::string plain_word(const model::type& t) {
    switch (t.kind) {
        case model::type_kind::enumeration: return fmt::format("enum_({})", quoted(t.name));
        case model::type_kind::domain: return fmt::format("domain_({})", quoted(t.name));
        case model::type_kind::composite: return fmt::format("composite_({})", quoted(t.name));
        case model::type_kind::native:
            return t.cpp == model::cpp_type::string
                       ? fmt::format("native({})", quoted(t.name))
                       : fmt::format("native({}, cpp<{}>)", quoted(t.name), cpp_word(t.cpp));
        case model::type_kind::numeric:
            if (!has_parameters(t)) return "numeric()";
            break;
        default: break;
    }
    model::type alone = t;
    alone.is_unsigned = false;
    alone.dimensions = 0;
    return str(to_string(alone));
}

std::string word(const model::type& t) {
    std::string text = plain_word(t);
    if (t.is_unsigned) text = "unsigned_(" + text + ")";
    for (int i = 0; i < t.dimensions; ++i) text = "array(" + text + ")";
    return text;
}

/// A constant as the argument of a word.
std::string word(const model::literal& l) {
    switch (l.kind) {
        case model::literal_kind::none: return "null";
        case model::literal_kind::boolean: return l.boolean ? "true" : "false";
        case model::literal_kind::integer:
            // The smallest number cannot be written as a literal, only computed.
            return l.integer == std::numeric_limits<long long>::min() ? fmt::format("({} - 1)", l.integer + 1)
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
        case model::literal_kind::random_uuid: return "gen_random_uuid";
        case model::literal_kind::sql: return fmt::format("sql({})", quoted(l.text));
        case model::literal_kind::expression: break;  // only of a default: default_word
    }
    return {};
}

strings words(const model::list<model::literal>& values) {
    strings all;
    for (const model::literal& l : values) all.push_back(word(l));
    return all;
}

std::string word(const model::sql_text& t) {
    return t.database.empty() ? quoted(t.sql) : fmt::format("on({}, {})", t.database, quoted(t.sql));
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
        case divide:
        case modulo: return 6;
        case not_:
        case negate: return 7;
        default: return 8;
    }
}

/// Whether its word is an expression in C++; constants and SQL text become one beside an expression only.
bool is_expression(const model::node& n) {
    return n.kind != model::node_kind::literal && n.kind != model::node_kind::sql;
}

std::string words(const model::expression& e, int i, int outer);

/// Where C++ needs an expression.
std::string as_expression(const model::expression& e, int i, int outer) {
    return is_expression(e.at(i)) ? words(e, i, outer) : fmt::format("lit({})", words(e, i, 0));
}

std::string words(const model::expression& e, int i, int outer) {
    using enum model::node_kind;
    const model::node& n = e.at(i);
    const int own = strength(n.kind);
    const bool comparison = own == strength(equal) || own == strength(less);
    const auto side = [&](int at, bool left) {
        // g++ warns of && inside ||, and of a comparison of comparisons, where there are no parentheses; rightly.
        if (n.kind == or_ && e.at(at).kind == and_) return "(" + words(e, at, 0) + ")";
        const int wanted = comparison ? strength(model::node_kind::add) : left ? own : own + 1;
        const bool bare = left && !is_expression(e.at(n.left)) && !is_expression(e.at(n.right));
        return bare ? as_expression(e, at, wanted) : words(e, at, wanted);
    };
    const auto infix = [&](std::string_view op) {
        const std::string text = fmt::format("{} {} {}", side(n.left, true), op, side(n.right, false));
        return own < outer ? "(" + text + ")" : text;
    };
    const auto prefix = [&](std::string_view op) {
        const std::string text = fmt::format("{}{}", op, as_expression(e, n.left, 8));
        return own < outer ? "(" + text + ")" : text;
    };
    const auto operand = [&] { return as_expression(e, n.left, 8); };
    const auto function = [&](std::string_view name) { return call(name, {as_expression(e, n.left, 0)}); };
    const auto of_two = [&](std::string_view name) {
        const bool bare = !is_expression(e.at(n.left)) && !is_expression(e.at(n.right));
        return call(name, {bare ? as_expression(e, n.left, 0) : words(e, n.left, 0), words(e, n.right, 0)});
    };
    switch (n.kind) {
        case column: return fmt::format("col({})", quoted(n.name));
        case literal: return word(n.value);
        case sql: return is_left_open(n.name) ? str(left_open) : fmt::format("sql({})", quoted(n.name));
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
        case modulo: return infix("%");
        case not_: return prefix("!");
        case negate: return prefix("-");
        case is_null: return fmt::format("{}.is_null()", operand());
        case is_not_null: return fmt::format("{}.is_not_null()", operand());
        case like: return fmt::format("{}.like({})", operand(), words(e, n.right, 0));
        case in: {
            strings elements;
            for (int l = n.right; l >= 0; l = e.at(l).right) elements.push_back(words(e, e.at(l).left, 0));
            return fmt::format("{}.in({})", operand(), join(elements, ", "));
        }
        case list: return {};
        case length: return function("length");
        case lower: return function("lower");
        case upper: return function("upper");
        case absolute: return function("abs");
        case coalesce: return of_two("coalesce");
        case concatenate: return of_two("concat");
    }
    return {};
}

std::string words(const model::expression& e) { return words(e, e.root(), 0); }
std::string as_expression(const model::expression& e) { return as_expression(e, e.root(), 0); }

std::string default_word(const model::literal& l) {
    if (!l) return "no_default";
    if (l.kind == model::literal_kind::expression)
        return fmt::format("default_({})", as_expression(model::expression_of(l)));
    if (!l.each) return fmt::format("default_({})", word(l));
    strings texts;
    for (unsigned i = 0; i < l.size; ++i) texts.push_back(word(l.each[i]));
    return call("default_", texts);
}

void add_deferral(strings& parts, model::deferral d) {
    if (d == model::deferral::initially_immediate) parts.push_back("deferrable");
    if (d == model::deferral::initially_deferred) parts.push_back("initially_deferred");
}
void add_only(strings& parts, model::databases only) {
    strings names;
    for (model::database d : model::every_database)
        if (only.has(d)) names.push_back(str(model::name_of(d)));
    if (!names.empty()) parts.push_back(call("only", names));
}
void add_where(strings& parts, const model::expression& where) {
    if (!where.empty()) parts.push_back(fmt::format("where({})", words(where)));
}
void add_comment(strings& parts, std::string_view comment) {
    if (!comment.empty()) parts.push_back(fmt::format("comment({})", quoted(comment)));
}
void add_parameters(strings& parts, const model::list<model::parameter>& parameters) {
    for (const model::parameter& p : parameters)
        parts.push_back(fmt::format("with({}, {})", quoted(p.name), quoted(p.value)));
}
void add_assurance(strings& parts, const model::assurance& a) {
    if (a.precheck) parts.push_back("precheck");
    if (is_left_open(a.assume))
        parts.push_back(str(left_open));
    else if (!a.assume.empty())
        parts.push_back(fmt::format("assume({})", quoted(a.assume)));
}

void add_approval(strings& parts, std::string_view why) {
    if (is_left_open(why))
        parts.push_back(fmt::format("allow_loss({})", left_open));
    else if (!why.empty())
        parts.push_back(fmt::format("allow_loss({})", quoted(why)));
}

std::string references(const model::foreign_key& k) {
    strings parts{quoted(k.table),
                  k.target.size() == 1 ? quoted(k.target[0]) : fmt::format("columns({})", quoted(k.target))};
    if (k.on_delete != model::action::no_action) parts.push_back(fmt::format("on_delete::{}", to_string(k.on_delete)));
    if (k.on_update != model::action::no_action) parts.push_back(fmt::format("on_update::{}", to_string(k.on_update)));
    if (k.match == model::match::full) parts.push_back("match_full");
    add_deferral(parts, k.deferral);
    if (k.not_valid) parts.push_back("not_valid");
    return call("references", parts);
}

/// A foreign key that can stand in its column: of one column, and named by the convention.
bool inline_in(const model::foreign_key& k, std::string_view column) {
    return k.name.empty() && k.columns.size() == 1 && k.target.size() == 1 && k.columns[0] == column;
}

/// identity, or with its options; `all` names the start even where it is the usual one, because something is to change.
std::string identity_word(const model::numbering& n, bool all = false) {
    strings options;
    if (n.always) options.push_back("always");
    if (n.start != 1 || all) options.push_back(fmt::format("start({})", n.start));
    if (n.increment != 1) options.push_back(fmt::format("increment({})", n.increment));
    return options.empty() ? "identity" : call("identity", options);
}

std::string words(const model::column& c, const model::expression* generated, bool stored,
                  const model::foreign_key* reference = nullptr) {
    strings parts{quoted(c.name), word(c.type)};
    if (c.nullable) parts.push_back("nullable");
    if (c.identity) parts.push_back(identity_word(c.numbering));
    if (c.default_value) parts.push_back(default_word(c.default_value));
    if (generated && !generated->empty())
        parts.push_back(fmt::format("generated({}{})", as_expression(*generated), stored ? "" : ", virtual_"));
    if (!c.collation.empty()) parts.push_back(fmt::format("collation({})", quoted(c.collation)));
    if (reference) parts.push_back(references(*reference));
    add_comment(parts, c.comment);
    return call("column", parts);
}

std::string named(std::string_view name, std::string part) {
    return name.empty() ? part : fmt::format("constraint({}, {})", quoted(name), part);
}
std::string words(const model::primary_key& k) {
    return named(k.name, fmt::format("primary_key({})", quoted(k.columns)));
}
std::string words(const model::unique_key& k) {
    strings parts{quoted(k.columns)};
    if (k.nulls_not_distinct) parts.push_back("nulls_not_distinct");
    add_deferral(parts, k.deferral);
    return named(k.name, call("unique", parts));
}
std::string words(const model::foreign_key& k) {
    return named(k.name, fmt::format("foreign_key({}, {})",
                                     k.columns.size() == 1 ? quoted(k.columns[0])
                                                           : fmt::format("columns({})", quoted(k.columns)),
                                     references(k)));
}
std::string words(const model::check_constraint& c) {
    strings options;
    if (c.not_valid) options.push_back("not_valid");
    add_only(options, c.only);
    if (c.name.empty() && options.empty()) return fmt::format("check({})", as_expression(c.condition));
    // An empty name is the one that the convention makes.
    strings parts{quoted(c.name), words(c.condition)};
    parts.insert(parts.end(), options.begin(), options.end());
    return call("check", parts);
}

std::string words(const model::index_column& c, const model::index& i) {
    strings parts{c.expression < 0 ? quoted(c.name)
                                   : as_expression(i.options->expressions[static_cast<std::size_t>(c.expression)])};
    if (c.prefix != 0) parts[0] = fmt::format("prefix({}, {})", parts[0], c.prefix);
    if (c.nulls != model::nulls_order::by_default)
        parts.push_back(c.nulls == model::nulls_order::first ? "nulls_first" : "nulls_last");
    if (!c.operator_class.empty()) parts.push_back(fmt::format("operator_class({})", quoted(c.operator_class)));
    if (!c.collation.empty()) parts.push_back(fmt::format("collation({})", quoted(c.collation)));
    if (c.descending) return call("desc", parts);
    return parts.size() == 1 ? parts[0] : call("asc", parts);
}
std::string words(const model::index& i) {
    strings columns, options;
    for (const model::index_column& c : i.columns) columns.push_back(words(c, i));
    if (!i.method().empty()) options.push_back(fmt::format("method({})", quoted(i.method())));
    add_where(options, i.where);
    if (i.options) {
        const model::index_options& o = *i.options;
        if (!o.include.empty()) options.push_back(fmt::format("include({})", quoted(o.include)));
        add_parameters(options, o.parameters);
        if (o.concurrently) options.push_back("concurrently");
        if (o.nulls_not_distinct) options.push_back("nulls_not_distinct");
        add_only(options, o.only);
    }
    strings parts;
    // The words for an index without a name take a few options; an empty name is the one that the convention makes.
    if (!i.name.empty() || options.size() > (i.unique ? 2u : 3u)) parts.push_back(quoted(i.name));
    parts.push_back(call("on", columns));
    parts.insert(parts.end(), options.begin(), options.end());
    return call(i.unique ? "unique_index" : "index", parts);
}
std::string words(const model::exclusion& e) {
    strings parts{quoted(e.name)};
    if (!e.method.empty()) parts.push_back(fmt::format("method({})", quoted(e.method)));
    for (const model::exclusion_element& element : e.elements)
        parts.push_back(fmt::format(
            "with({}, {})", element.expression.empty() ? quoted(element.column) : as_expression(element.expression),
            quoted(element.operator_)));
    add_where(parts, e.where);
    add_deferral(parts, e.deferral);
    add_only(parts, e.only);
    return call("exclude", parts);
}

std::string words(const model::partition& p) {
    switch (p.method) {
        case model::partition_method::none: return call("default_partition", {quoted(p.name)});
        case model::partition_method::range:
            return call("partition", {quoted(p.name), call("from", words(p.from)), call("to", words(p.to))});
        case model::partition_method::list:
            return call("partition", {quoted(p.name), call("values_in", words(p.from))});
        case model::partition_method::hash: return call("partition", {quoted(p.name), call("modulus", words(p.from))});
    }
    return {};
}

std::string row_security_word(model::row_security r) {
    return r == model::row_security::off       ? "no_row_level_security"
           : r == model::row_security::enabled ? "row_level_security"
                                               : "force_row_level_security";
}

void add_options(strings& lines, const model::table_options& o) {
    add_comment(lines, o.comment);
    if (o.unlogged) lines.push_back("unlogged");
    if (o.strict) lines.push_back("strict");
    if (o.without_rowid) lines.push_back("without_rowid");
    if (!o.engine.empty()) lines.push_back(fmt::format("engine({})", quoted(o.engine)));
    if (!o.charset.empty()) lines.push_back(fmt::format("charset({})", quoted(o.charset)));
    if (!o.collation.empty()) lines.push_back(fmt::format("collation({})", quoted(o.collation)));
    add_parameters(lines, o.parameters);
    if (o.row_security != model::row_security::off) lines.push_back(row_security_word(o.row_security));
    if (o.partitioned != model::partition_method::none)
        lines.push_back(fmt::format("partition_by_{}({})", to_string(o.partitioned), quoted(o.partition_columns)));
    for (const model::partition& p : o.partitions) lines.push_back(words(p));
}

std::string object_word(model::object_kind kind) {
    switch (kind) {
        case model::object_kind::namespace_: return "namespace_";
        case model::object_kind::composite: return "composite";
        case model::object_kind::materialized_view: return "materialized_view";
        default: return str(to_string(kind));
    }
}

/// What stands between the parentheses of view(…), create_view(…), replace_view(…).
strings parts(const model::object& o) {
    strings all{quoted(o.name)};
    if (!o.on.empty()) all.push_back(quoted(o.on));
    if (o.kind == model::object_kind::domain) {
        all.push_back(word(o.type));
        if (!o.condition.empty()) all.push_back(fmt::format("check({})", as_expression(o.condition)));
        if (!o.nullable) all.push_back("not_null");
        if (o.default_value) all.push_back(default_word(o.default_value));
    }
    for (const model::column& a : o.attributes) all.push_back(words(a, nullptr, true));
    if (o.kind == model::object_kind::sequence) {
        const model::sequence_options& s = o.sequence;
        if (s.start != 1) all.push_back(fmt::format("start({})", s.start));
        if (s.increment != 1) all.push_back(fmt::format("increment({})", s.increment));
        if (s.least) all.push_back(fmt::format("minvalue({})", *s.least));
        if (s.most) all.push_back(fmt::format("maxvalue({})", *s.most));
        if (s.cycle) all.push_back("cycle");
    }
    for (const model::sql_text& t : o.body) all.push_back(word(t));
    for (std::string_view p : o.privileges) all.push_back(quoted(p));
    if (!o.depends_on.empty()) all.push_back(fmt::format("depends_on({})", quoted(o.depends_on)));
    // These take nothing but their name.
    if (o.kind != model::object_kind::extension && o.kind != model::object_kind::namespace_) add_only(all, o.only);
    add_comment(all, o.comment);
    return all;
}

/// on(database, step), for a step that only one database takes.
std::string on_one(model::databases only, std::string text) {
    for (model::database d : model::every_database)
        if (only.has(d)) text = fmt::format("on({}, {})", model::name_of(d), text);
    return text;
}

strings words(const model::list<model::assignment>& set) {
    strings all;
    for (const model::assignment& a : set) all.push_back(fmt::format("set({}, {})", quoted(a.column), words(a.value)));
    return all;
}

/// columns(…), and a row(…) for each of the rows.
strings rows(const model::names& columns, const model::list<model::literal>& values) {
    strings all{fmt::format("columns({})", quoted(columns))};
    for (std::size_t at = 0; at + columns.size() <= values.size() && !columns.empty(); at += columns.size())
        all.push_back(
            call("row", words(model::list<model::literal>(values.data() + at, values.data() + at + columns.size()))));
    return all;
}

/// The words of each operation.
class stepper {
public:
    explicit stepper(const model::naming_convention* convention) : convention_(convention) {}

    std::string step(const model::create_table& o) const {
        const model::table& t = o.table;
        strings lines{quoted(t.name)};
        std::vector<bool> written(t.foreign_keys.size());
        for (const model::column& c : t.columns) {
            const model::foreign_key* reference = nullptr;
            for (std::size_t i = 0; i < t.foreign_keys.size() && !reference; ++i)
                if (inline_in(t.foreign_keys[i], c.name) && !written[i]) {
                    reference = &t.foreign_keys[i];
                    written[i] = true;
                }
            const model::generated_column* g = t.find_generated(c.name);
            lines.push_back(words(c, g ? &g->value : nullptr, g == nullptr || g->stored, reference));
        }
        if (t.primary_key) lines.push_back(words(t.primary_key));
        for (const auto& k : t.uniques) lines.push_back(words(k));
        for (std::size_t i = 0; i < t.foreign_keys.size(); ++i)
            if (!written[i]) lines.push_back(words(t.foreign_keys[i]));
        for (const auto& c : t.checks) lines.push_back(words(c));
        for (const auto& e : t.exclusions) lines.push_back(words(e));
        for (const auto& i : t.indexes) lines.push_back(words(i));
        if (t.options) add_options(lines, *t.options);
        return fmt::format("create_table({})", join(lines, ",\n        "));
    }
    std::string step(const model::drop_table& o) const {
        strings parts{quoted(o.table)};
        add_approval(parts, o.allow_loss);
        return call("drop_table", parts);
    }
    std::string step(const model::rename_table& o) const {
        return call("rename_table", {quoted(o.from), quoted(o.to)});
    }
    std::string step(const model::alter_table& o) const {
        strings parts{quoted(o.table)};
        if (o.comment) parts.push_back(fmt::format("comment({})", quoted(*o.comment)));
        if (o.unlogged) parts.push_back(*o.unlogged ? "unlogged" : "logged");
        if (o.strict) parts.push_back(*o.strict ? "strict" : "not_strict");
        if (o.without_rowid) parts.push_back(*o.without_rowid ? "without_rowid" : "with_rowid");
        if (o.engine) parts.push_back(fmt::format("engine({})", quoted(*o.engine)));
        if (o.charset) parts.push_back(fmt::format("charset({})", quoted(*o.charset)));
        if (o.collation) parts.push_back(fmt::format("collation({})", quoted(*o.collation)));
        if (o.parameters && o.parameters->empty()) parts.push_back("no_parameters");
        if (o.parameters) add_parameters(parts, *o.parameters);
        if (o.row_security) parts.push_back(row_security_word(*o.row_security));
        return call("alter_table", parts);
    }
    std::string step(const model::create_partition& o) const {
        return call("create_partition", {quoted(o.table), words(o.partition)});
    }
    std::string step(const model::drop_partition& o) const {
        strings parts{quoted(o.table), quoted(o.name)};
        add_approval(parts, o.allow_loss);
        return call("drop_partition", parts);
    }

    std::string step(const model::add_column& o, const model::foreign_key* reference = nullptr) const {
        return added("add_column", o.table, words(o.column, &o.generated, o.stored, reference), o.assurance);
    }
    std::string step(const model::drop_column& o) const {
        strings parts{quoted(o.table), quoted(o.column)};
        add_approval(parts, o.allow_loss);
        if (!o.undo.empty())
            parts.push_back(call("undo", {fmt::format("set({}, {})", quoted(o.column), words(o.undo))}));
        if (o.precheck) parts.push_back("precheck");
        add_irreversible(parts, o.irreversible);
        return call("drop_column", parts);
    }
    std::string step(const model::rename_column& o) const {
        return call("rename_column", {quoted(o.table), quoted(o.from), quoted(o.to)});
    }
    std::string step(const model::alter_column& o) const {
        strings parts{quoted(o.table), quoted(o.column)};
        if (o.type) parts.push_back(word(*o.type));
        if (o.nullable) parts.push_back(*o.nullable ? "nullable" : "not_null");
        if (o.identity && !*o.identity) parts.push_back("no_identity");
        if (o.numbering)
            parts.push_back(identity_word(*o.numbering, true));
        else if (o.identity && *o.identity)
            parts.push_back("identity");
        if (o.default_value) parts.push_back(default_word(*o.default_value));
        if (o.collation) parts.push_back(fmt::format("collation({})", quoted(*o.collation)));
        if (o.comment) parts.push_back(fmt::format("comment({})", quoted(*o.comment)));
        if (is_left_open(o.using_))
            parts.push_back(str(left_open));
        else if (!o.using_.empty())
            parts.push_back(fmt::format("using_({})", quoted(o.using_)));
        add_assurance(parts, o.assurance);
        add_approval(parts, o.allow_loss);
        return call("alter_column", parts);
    }

    std::string step(const model::create_index& o) const {
        return added("create_index", o.table, words(o.index), o.assurance);
    }
    std::string step(const model::add_primary_key& o) const {
        return added("add_primary_key", o.table, words(o.key), o.assurance);
    }
    std::string step(const model::add_unique& o) const {
        return added("add_unique", o.table, words(o.key), o.assurance);
    }
    std::string step(const model::add_foreign_key& o) const {
        return added("add_foreign_key", o.table, words(o.key), o.assurance);
    }
    std::string step(const model::add_check& o) const {
        return added("add_check", o.table, words(o.check), o.assurance);
    }
    std::string step(const model::add_exclusion& o) const {
        return added("add_exclusion", o.table, words(o.exclusion), o.assurance);
    }
    std::string step(const model::drop_index& o) const {
        return call("drop_index", {quoted(o.table), dropped(model::detail::index_name, o)});
    }
    std::string step(const model::drop_constraint& o) const {
        switch (o.kind) {
            case model::constraint_kind::primary_key:
                return call("drop_primary_key", {quoted(o.table), dropped(model::detail::primary_key_name, o)});
            case model::constraint_kind::unique:
                return call("drop_unique", {quoted(o.table), dropped(model::detail::unique_name, o)});
            case model::constraint_kind::foreign_key:
                return call("drop_foreign_key", {quoted(o.table), dropped(model::detail::foreign_key_name, o)});
            case model::constraint_kind::check:
                return call("drop_check", {quoted(o.table), dropped(model::detail::check_name_kind, o)});
            case model::constraint_kind::exclusion:
                return call("drop_exclusion", {quoted(o.table), dropped(model::detail::exclusion_name, o)});
            case model::constraint_kind::any: break;
        }
        return call("drop_constraint", {quoted(o.table), quoted(o.name)});
    }
    std::string step(const model::validate_constraint& o) const {
        return call("validate_constraint", {quoted(o.table), quoted(o.name)});
    }
    std::string step(const model::rename_constraint& o) const {
        return call("rename_constraint", {quoted(o.table), quoted(o.from), quoted(o.to)});
    }
    std::string step(const model::rename_index& o) const {
        return call("rename_index", {quoted(o.table), quoted(o.from), quoted(o.to)});
    }

    std::string step(const model::create_enumeration& o) const {
        strings parts{quoted(o.enumeration.name)};
        for (std::string_view v : o.enumeration.values) parts.push_back(quoted(v));
        return call("create_enumeration", parts);
    }
    std::string step(const model::drop_enumeration& o) const { return call("drop_enumeration", {quoted(o.name)}); }
    std::string step(const model::alter_enumeration& o) const {
        strings parts{quoted(o.name)};
        for (std::string_view v : o.values) parts.push_back(quoted(v));
        add_assurance(parts, o.assurance);
        return call("alter_enumeration", parts);
    }
    std::string step(const model::add_enumeration_value& o) const {
        strings parts{quoted(o.name), quoted(o.value)};
        if (!o.before.empty()) parts.push_back(fmt::format("before({})", quoted(o.before)));
        if (!o.after.empty()) parts.push_back(fmt::format("after({})", quoted(o.after)));
        return call("add_enumeration_value", parts);
    }
    std::string step(const model::rename_enumeration_value& o) const {
        return call("rename_enumeration_value", {quoted(o.name), quoted(o.from), quoted(o.to)});
    }

    std::string step(const model::create_object& o) const {
        const std::string text = call("create_" + object_word(o.object.kind), parts(o.object));
        const bool only_its_name =
            o.object.kind == model::object_kind::extension || o.object.kind == model::object_kind::namespace_;
        return only_its_name ? on_one(o.object.only, text) : text;
    }
    std::string step(const model::drop_object& o) const {
        strings parts{quoted(o.name)};
        if (!o.on.empty()) parts.push_back(quoted(o.on));
        return call("drop_" + object_word(o.kind), parts);
    }
    std::string step(const model::rename_object& o) const {
        strings parts{quoted(o.from)};
        if (!o.on.empty()) parts.push_back(quoted(o.on));
        parts.push_back(quoted(o.to));
        return call("rename_" + object_word(o.kind), parts);
    }
    std::string step(const model::replace_object& o) const {
        strings all = parts(o.object);
        add_assurance(all, o.assurance);
        add_approval(all, o.allow_loss);
        return call("replace_" + object_word(o.object.kind), all);
    }

    std::string step(const model::insert_rows& o) const {
        strings parts = rows(o.columns, o.values);
        parts.insert(parts.begin(), quoted(o.table));
        return on_one(o.only, call("insert_rows", parts));
    }
    std::string step(const model::update_rows& o) const {
        strings parts = words(o.set);
        parts.insert(parts.begin(), quoted(o.table));
        add_where(parts, o.where);
        if (o.all_rows) parts.push_back("all_rows");
        if (!o.undo.empty()) {
            strings back = words(o.undo);
            add_where(back, o.undo_where);
            parts.push_back(call("undo", back));
        }
        add_irreversible(parts, o.irreversible);
        add_approval(parts, o.allow_loss);
        return on_one(o.only, call("update_rows", parts));
    }
    std::string step(const model::delete_rows& o) const {
        strings parts{quoted(o.table)};
        add_where(parts, o.where);
        if (o.all_rows) parts.push_back("all_rows");
        if (!o.undo_values.empty()) parts.push_back(call("undo", rows(o.undo_columns, o.undo_values)));
        add_irreversible(parts, o.irreversible);
        add_approval(parts, o.allow_loss);
        return on_one(o.only, call("delete_rows", parts));
    }
    std::string step(const model::backfill& o) const {
        strings parts = words(o.set);
        parts.insert(parts.begin(), quoted(o.table));
        add_where(parts, o.where);
        if (o.batch != 0) parts.push_back(fmt::format("batch({})", o.batch));
        add_approval(parts, o.allow_loss);
        return on_one(o.only, call("backfill", parts));
    }
    std::string step(const model::run& o) const {
        strings parts;
        if (!o.undo.empty()) parts.push_back(fmt::format("undo_run<{}>", o.undo));
        if (o.undo_nothing) parts.push_back("nothing");
        add_irreversible(parts, o.irreversible);
        return on_one(o.only, call(fmt::format("run<{}>", o.function), parts));
    }

    /// `effect` is what raw SQL does to the schema, in words.
    std::string step(const model::execute& o, const strings& effect = {}) const {
        const auto texts = [](const model::list<model::sql_text>& list) {
            strings all;
            for (const model::sql_text& t : list) all.push_back(word(t));
            return all;
        };
        strings parts = texts(o.up);
        if (o.irreversible.empty()) parts.push_back(call("undo", texts(o.down)));
        add_irreversible(parts, o.irreversible);
        if (!effect.empty()) parts.push_back(call("effect", effect));
        return on_one(o.only, call("execute", parts));
    }
    std::string step(const model::declared_effect&) const { return {}; }  // a part of the execute(…) before it

private:
    static std::string added(std::string_view word, std::string_view table, std::string part,
                             const model::assurance& assurance) {
        strings parts{quoted(table), std::move(part)};
        add_assurance(parts, assurance);
        return call(word, parts);
    }
    static void add_irreversible(strings& parts, std::string_view why) {
        if (!why.empty()) parts.push_back(fmt::format("irreversible({})", quoted(why)));
    }
    /// Steps that drop by name: one that follows the convention is spelled out, so that the reader sees what it is.
    std::string dropped(const model::detail::name_kind& kind, const auto& o) const {
        if (!o.name.empty()) return quoted(o.name);
        return quoted(model::detail::derived_name(kind, o.table, o.columns, convention_));
    }

    const model::naming_convention* convention_;
};

/// A comment above a step, broken where the line would be too long.
std::string as_comment(std::string_view note) {
    constexpr std::size_t widest = 108;
    std::string out, one_line(note);
    // Names may hold anything, also what would end the comment, or go on with it on the next line.
    for (char& c : one_line)
        if (c == '\n' || c == '\r' || c == '\\') c = ' ';
    std::string_view text = one_line;
    while (!text.empty()) {
        std::size_t end = text.size();
        if (end > widest) {
            end = text.rfind(' ', widest);
            if (end == std::string_view::npos) end = widest;
        }
        out += fmt::format("// {}\n    ", text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return out;
}

/// A step that would be too long for its line gets a line for each of its arguments, and so do they.
std::string laid_out(std::string text, std::size_t indent = 4) {
    constexpr std::size_t widest = 118;
    if (indent + text.size() <= widest || text.find('\n') != std::string::npos) return text;
    const std::size_t open = text.find('(');
    if (open == std::string::npos || text.back() != ')' || text[0] == '"') return text;
    strings arguments{""};
    int depth = 0;
    bool in_text = false;
    for (std::size_t i = open + 1; i + 1 < text.size(); ++i) {
        const char c = text[i];
        if (!in_text && depth == 0 && c == ',') {
            arguments.emplace_back();
            ++i;  // the blank behind it
            continue;
        }
        arguments.back() += c;
        if (in_text && c == '\\')
            arguments.back() += text[++i];
        else if (c == '"')
            in_text = !in_text;
        else if (!in_text)
            depth += (c == '(') - (c == ')');
    }
    // The name stays beside the word.
    std::string out = text.substr(0, open + 1);
    const std::string next_line = "\n" + std::string(indent + 4, ' ');
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool name = i == 0 && arguments[i].starts_with('"');
        out += (i == 0 ? "" : ",") + (name ? std::string() : next_line) + laid_out(arguments[i], indent + 4);
    }
    return out + ")";
}

/// The words of each step, in order; raw SQL takes what it is declared to do inside.
strings steps(const std::vector<written_step>& all, const stepper& in_words) {
    const auto plain = [&](const model::operation& o) {
        return std::visit([&](const auto& one) { return in_words.step(one); }, o);
    };
    strings out;
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::string comments;
        for (const std::string& note : all[i].notes) comments += as_comment(note);
        const auto* column = std::get_if<model::add_column>(&all[i].operation);
        const auto* key =
            column && i + 1 < all.size() ? std::get_if<model::add_foreign_key>(&all[i + 1].operation) : nullptr;
        if (key && is_in_column(*column, *key) && all[i + 1].notes.empty()) {
            out.push_back(comments + laid_out(in_words.step(*column, &key->key)));
            ++i;
            continue;
        }
        const auto* sql = std::get_if<model::execute>(&all[i].operation);
        const auto* declared =
            sql && i + 1 < all.size() ? std::get_if<model::declared_effect>(&all[i + 1].operation) : nullptr;
        if (!declared) {
            out.push_back(comments + laid_out(plain(all[i].operation)));
            continue;
        }
        strings effect;
        const std::size_t end = i + 2 + static_cast<std::size_t>(declared->count);
        for (i += 2; i < end && i < all.size(); ++i) effect.push_back(plain(all[i].operation));
        --i;
        out.push_back(comments + laid_out(in_words.step(*sql, effect)));
    }
    return out;
}

}  // namespace

std::string emit_migration(std::string_view schema_name, const written_head& head,
                           const std::vector<written_step>& written, const model::naming_convention* convention) {
    strings parts{quoted(head.id)};
    const auto add_ids = [&](std::string_view word, const std::vector<std::string>& ids) {
        std::string all;
        std::size_t width = 0;
        for (const std::string& one : ids) {
            const std::string text = quoted(one);
            const bool wrapped = width + text.size() > 90;
            if (!all.empty()) all += wrapped ? ",\n        " : ", ";
            all += text;
            width = (wrapped ? 0 : width) + text.size() + 2;
        }
        if (!ids.empty()) parts.push_back(fmt::format("{}({})", word, all));
    };
    add_ids("revises", head.parents);
    add_ids("replaces", head.replaces);
    if (!head.message.empty()) parts.push_back(fmt::format("message({})", quoted(head.message)));
    for (std::string& text : steps(written, stepper(convention))) parts.push_back(std::move(text));
    if (!head.todo.empty()) parts.push_back(as_comment(head.todo) + str(left_open));
    return fmt::format(
        "#pragma once\n#include <retort/dsl.hpp>\n\nnamespace {} {{\nusing namespace retort::dsl;\n\n"
        "inline constexpr auto m{} = migration({});\n\n}}  // namespace {}\n",
        schema_name, cpp_identifier("_" + std::string(head.id)).substr(1), join(parts, ",\n    "), schema_name);
}

std::string emit_migration(std::string_view schema_name, std::string_view id, std::string_view message,
                           const std::vector<std::string>& parents, const std::vector<model::operation>& operations,
                           const model::naming_convention* convention) {
    std::vector<written_step> all;
    for (const model::operation& o : operations) all.push_back({o});
    return emit_migration(schema_name, {.id = id, .message = message, .parents = parents}, all, convention);
}

}  // namespace retort::codegen
