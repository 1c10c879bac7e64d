// migration(…), and its steps. Every step hands its typed operation to a visitor: replay applies it at once, the
// generator collects it.
#pragma once

#include <retort/dsl/object.hpp>
#include <retort/model/history.hpp>
#include <retort/model/operation.hpp>

namespace retort::dsl {

namespace detail {
/// Something that stands where a step wants something else.
constexpr void misplace(auto&& visitor, std::string_view step, std::string_view given, std::string_view way_out,
                        const model::place& at) {
    visitor(model::misplaced{{given == todo_word::spoken ? 188 : 194, step, given, way_out, at}});
}
}  // namespace detail

namespace detail {
/// A step with another number of arguments than it takes.
struct misnumbered_step {
    std::string_view word, given, way_out;
    model::place at;
    constexpr void visit(auto&& visitor) const { misplace(visitor, word, given, way_out, at); }
};
}  // namespace detail

inline constexpr std::size_t any_number = 1000;

/// Stands beside each step's word. It adds the overloads for fewer arguments than `least` and for more than `most`,
/// which report E194.
#define RETORT_DSL_ARGUMENTS(word, least, most, way_out)                                                            \
    consteval auto word(std::source_location where = std::source_location::current()) {                             \
        return detail::misnumbered_step{#word "(...)", "no arguments", way_out, {where.file_name(), where.line()}}; \
    }                                                                                                               \
    template <class... More>                                                                                        \
    requires(sizeof...(More) + 1 < least || sizeof...(More) + 1 > most) consteval auto word(name first,             \
                                                                                            const More&...) {       \
        return detail::misnumbered_step{#word "(...)",                                                              \
                                        sizeof...(More) + 1 < least ? "too few arguments" : "too many arguments",   \
                                        way_out, first.at};                                                         \
    }

struct precheck_word {
    static constexpr std::string_view spoken = "precheck";
};
/// Asks the database, before the step, whether every row fulfils what the step demands, and stops with a sentence where
/// one does not.
inline constexpr precheck_word precheck{};
struct assume_word {
    static constexpr std::string_view spoken = "assume(...)";
    std::string_view reason;
};
/// assume("the importer has filled it since 2019"): every row fulfils what the step demands, and why. In a merge: its
/// branches may run in either order.
consteval assume_word assume(const char* reason) { return {reason}; }
RETORT_DSL_WANTS_A_TEXT(assume)

namespace detail {
constexpr void put(model::assurance& a, const precheck_word&) { a.precheck = true; }
constexpr void put(model::assurance& a, const assume_word& w) { a.assume = w.reason; }
template <class Part>
concept Assurance = std::same_as<Part, precheck_word> || std::same_as<Part, assume_word>;
}  // namespace detail

struct allow_loss_word {
    static constexpr std::string_view spoken = "allow_loss(...)";
    std::string_view reason;
    /// What stands in place of the reason.
    std::string_view given = {};
};
/// allow_loss("nobody has read it since 2021"): the step may destroy what is there, and why. A run does not ask for it
/// again. It approves this step alone, not a step that reverts another one.
consteval allow_loss_word allow_loss(const char* reason) { return {reason}; }
consteval allow_loss_word allow_loss(todo_word) { return {{}, todo_word::spoken}; }
RETORT_DSL_WANTS_A_TEXT(allow_loss)

namespace detail {
template <class Operation>
constexpr void put(Operation& o, const allow_loss_word& w) requires requires {
    o.allow_loss;
}
{ o.allow_loss = w.reason; }

/// What stands behind the names of a step that drops something: allow_loss("why"), or nothing.
struct approval {
    std::string_view reason = {};
    /// What stands there instead.
    std::string_view given = {};
    consteval approval() = default;
    consteval approval(const allow_loss_word& w) : reason(w.reason), given(w.given) {}
    template <class Other>
    requires(!std::same_as<Other, allow_loss_word>) consteval approval(const Other&) : given(spoken<Other>()) {}
};
/// Visits a step that drops something, with its approval.
constexpr void visit_drop(auto&& visitor, auto&& operation, const approval& a, std::string_view word,
                          std::string_view way_out) {
    if (!a.given.empty()) return misplace(visitor, word, a.given, way_out, operation.place);
    operation.allow_loss = a.reason;
    visitor(std::move(operation));
}
}  // namespace detail

/// create_table("parts", column(…)…, …): the parts of table(…). Spelled out rather than taken from the declared schema,
/// because a migration must stay what it was when it was written.
template <class... Part>
struct create_table_step {
    table_declaration<Part...> declaration;
    constexpr void visit(auto&& visitor) const {
        // A replay makes the table where it is going to stand: constant evaluation pays dearly for moving one.
        if constexpr (requires { visitor.create(declaration); })
            visitor.create(declaration);
        else
            visitor(model::create_table{declaration.lower(), declaration.called.at});
    }
};
template <class... Part>
consteval auto create_table(name called, const Part&... parts) {
    return create_table_step<std::decay_t<const Part>...>{table(called, parts...)};
}
RETORT_DSL_ARGUMENTS(create_table, 1, any_number, "create_table(\"table\", column(...), ...)")

struct drop_table_step {
    name table;
    detail::approval approved;
    constexpr void visit(auto&& visitor) const {
        detail::visit_drop(visitor, model::drop_table{table.text, table.at}, approved, "drop_table(...)",
                           "drop_table(\"table\", allow_loss(\"why\"))");
    }
};
/// drop_table("orders"), or with allow_loss("why") behind it.
consteval auto drop_table(name table, detail::approval approved = {}) { return drop_table_step{table, approved}; }
RETORT_DSL_ARGUMENTS(drop_table, 1, 2, "drop_table(\"table\")")

struct rename_table_step {
    name from;
    std::string_view to;
    constexpr void visit(auto&& visitor) const { visitor(model::rename_table{from.text, to, from.at}); }
};
consteval auto rename_table(name from, text_argument to) { return rename_table_step{detail::with(from, to), to.text}; }
RETORT_DSL_ARGUMENTS(rename_table, 2, 2, "rename_table(\"old\", \"new\")")

/// A column with references(…) is two operations: the column, then its foreign key.
template <class Column, class... Part>
struct add_column_step {
    name table;
    Column declaration;
    hana::tuple<Part...> parts;
    constexpr void visit(auto&& visitor) const {
        if constexpr (requires { declaration.references; }) {
            if (!declaration.given.empty()) visitor(model::misplaced{declaration.misuse()});
            model::add_column o{.table = table.text, .column = declaration.lower(), .place = table.at};
            if constexpr (std::tuple_size_v<decltype(declaration.computed.nodes)> != 0) {
                o.generated = declaration.computed.lower();
                o.stored = declaration.is_stored;
            }
            model::assurance assurance;
            detail::for_each_part(parts, [&]<class One>(const One& part) {
                if constexpr (detail::Assurance<One>)
                    detail::put(assurance, part);
                else
                    detail::misplace(visitor, "add_column(...)", detail::spoken<One>(),
                                     "add_column(\"table\", column(\"name\", type, ...)), behind it precheck or "
                                     "assume(\"why\")",
                                     table.at);
            });
            o.assurance = assurance;
            visitor(std::move(o));
            if constexpr (std::tuple_size_v<decltype(declaration.references)> != 0)
                for (const reference<1>& r : declaration.references)
                    visitor(model::add_foreign_key{
                        table.text, r.lower({declaration.column.name}, declaration.column.place), assurance, table.at});
        } else {
            detail::misplace(visitor, "add_column(...)", detail::spoken<Column>(),
                             "add_column(\"table\", column(\"name\", type, ...))", table.at);
        }
    }
};
/// add_column("orders", column("language", varchar(5), nullable)); behind it precheck or assume("…").
template <class Column, class... Part>
consteval auto add_column(name table, Column column, Part... parts) {
    return add_column_step<Column, Part...>{table, column, {parts...}};
}
RETORT_DSL_ARGUMENTS(add_column, 2, any_number, "add_column(\"table\", column(\"name\", type, ...))")

struct rename_column_step {
    name table;
    std::string_view from, to;
    constexpr void visit(auto&& visitor) const { visitor(model::rename_column{table.text, from, to, table.at}); }
};
consteval auto rename_column(name table, text_argument from, text_argument to) {
    return rename_column_step{detail::with(table, from, to), from.text, to.text};
}
RETORT_DSL_ARGUMENTS(rename_column, 3, 3, "rename_column(\"table\", \"old\", \"new\")")

struct using_word {
    static constexpr std::string_view spoken = "using_(...)";
    std::string_view sql;
};
/// SQL that computes the new value from the old one, for a change of type that a cast does not cover.
consteval using_word using_(const char* sql) { return {sql}; }
RETORT_DSL_WANTS_A_TEXT(using_)

namespace detail {
constexpr void put(model::alter_column& o, const nullable_word& w) { o.nullable = w.value; }
constexpr void put(model::alter_column& o, const identity_word& w) {
    o.identity = w.value;
    if (w.with_numbering) o.numbering = w.numbering;
}
template <std::size_t Texts, std::size_t Nodes>
constexpr void put(model::alter_column& o, const default_word<Texts, Nodes>& w) {
    model::literal value = w.value;
    if constexpr (Texts != 0) {
        value.each = w.texts.data();
        value.size = Texts;
    }
    if constexpr (Nodes != 0) {
        value.nodes = w.nodes.data();
        value.size = Nodes;
    }
    o.default_value = value;
}
constexpr void put(model::alter_column& o, const using_word& w) { o.using_ = w.sql; }
constexpr void put(model::alter_column& o, const collation_word& w) { o.collation = w.text; }
constexpr void put(model::alter_column& o, const comment_word& w) { o.comment = w.text; }
constexpr void put(model::alter_column& o, const precheck_word& w) { put(o.assurance, w); }
constexpr void put(model::alter_column& o, const assume_word& w) { put(o.assurance, w); }
constexpr void put(model::alter_column& o, const model::type& t) { o.type = t; }
constexpr void put(model::alter_column& o, const std::same_as<type_argument> auto& t) { o.type = t.type; }
constexpr void put(model::alter_column& o, const temporal_word& t) { o.type = model::type(t); }
constexpr void put(model::alter_column& o, model::type (*const& word)(time_word)) { o.type = word({}); }
template <std::size_t Size>
constexpr void put(model::alter_column& o, const enumeration_declaration<Size>& e) {
    o.type = type_argument(e).type;
}
}  // namespace detail

template <class... Part>
struct alter_column_step {
    name table;
    std::string_view column;
    hana::tuple<Part...> parts;
    constexpr void visit(auto&& visitor) const {
        model::alter_column o{.table = table.text, .column = column, .place = table.at};
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (std::same_as<One, type_argument>)
                if (!part.given.empty())
                    return detail::misplace(visitor, "alter_column(...)", part.given, "a type, such as array(text)",
                                            table.at);
            if constexpr (std::same_as<One, allow_loss_word>)
                if (!part.given.empty())
                    return detail::misplace(visitor, "alter_column(...)", part.given, "allow_loss(\"why\")", table.at);
            if constexpr (std::same_as<One, default_word<0, 0>>)
                if (detail::is_no_value(part.value))
                    return detail::misplace(visitor, "default_(...)", part.value.text, detail::default_way_out,
                                            table.at);
            if constexpr (requires { detail::put(o, part); })
                detail::put(o, part);
            else
                detail::misplace(visitor, "alter_column(...)", detail::spoken<One>(),
                                 "what changes: a type, nullable, not_null, default_(...), no_default, identity, "
                                 "no_identity, collation(...), comment(...), using_(...), allow_loss(...)",
                                 table.at);
        });
        visitor(std::move(o));
    }
};
/// alter_column("orders", "vin", varchar(50), nullable, default_("?"), using_("…")): what is named changes, the rest
/// stays. Also not_null, no_default, identity, no_identity, collation(…), comment(…), precheck, assume("…"),
/// allow_loss("…").
template <class... Part>
consteval auto alter_column(name table, text_argument column, Part... parts) {
    return alter_column_step<Part...>{detail::with(table, column), column.text, hana::tuple<Part...>{parts...}};
}
/// alter_column("orders", "at", time, …)
template <class... Part>
consteval auto alter_column(name table, text_argument column, model::type (*word)(time_word), Part... parts) {
    return alter_column_step<model::type, Part...>{detail::with(table, column), column.text, {word({}), parts...}};
}
RETORT_DSL_ARGUMENTS(alter_column, 3, any_number, "alter_column(\"table\", \"column\", what changes...)")

namespace detail {
/// The operation that adds what a declaration lowers to, where that is a part of a table with a name of its own.
template <class Lowered>
struct adding {};
template <>
struct adding<model::primary_key> {
    using operation = model::add_primary_key;
};
template <>
struct adding<model::unique_key> {
    using operation = model::add_unique;
};
template <>
struct adding<model::foreign_key> {
    using operation = model::add_foreign_key;
};
template <>
struct adding<model::check_constraint> {
    using operation = model::add_check;
};
template <>
struct adding<model::exclusion> {
    using operation = model::add_exclusion;
};
template <>
struct adding<model::index> {
    using operation = model::create_index;
};
template <class Part>
using lowered = std::remove_cvref_t<decltype(std::declval<const Part&>().lower())>;
}  // namespace detail

/// Adds `Wanted`, or any constraint where that is void.
template <class Wanted, class Part, class... Option>
struct add_part_step {
    name table;
    std::string_view word, way_out;
    Part part;
    hana::tuple<Option...> options;
    constexpr void visit(auto&& visitor) const {
        if constexpr (requires { typename detail::adding<detail::lowered<Part>>::operation; }) {
            if constexpr (std::is_void_v<Wanted> || std::is_same_v<Wanted, detail::lowered<Part>>) {
                if (!detail::wrong_in(part).empty())
                    return visitor(model::misplaced{detail::misuse_in(part, table.at)});
                model::assurance assurance;
                detail::for_each_part(options, [&]<class One>(const One& o) {
                    if constexpr (detail::Assurance<One>)
                        detail::put(assurance, o);
                    else
                        detail::misplace(visitor, word, detail::spoken<One>(), way_out, table.at);
                });
                return visitor(typename detail::adding<detail::lowered<Part>>::operation{table.text, part.lower(),
                                                                                         assurance, table.at});
            }
        }
        detail::misplace(visitor, word, detail::spoken<Part>(), way_out, table.at);
    }
};
#define RETORT_DSL_ADD(word, wanted, way_out)                                                             \
    template <class Part, class... Option>                                                                \
    consteval auto word(name table, Part part, Option... options) {                                       \
        return add_part_step<wanted, Part, Option...>{table, #word "(...)", way_out, part, {options...}}; \
    }                                                                                                     \
    RETORT_DSL_ARGUMENTS(word, 2, any_number, way_out)
/// create_index("orders", index("ix_orders_car_number", on("car_number"))); of a unique one also precheck, assume("…").
RETORT_DSL_ADD(create_index, model::index, "create_index(\"table\", index(on(...)))")
/// add_primary_key("t", primary_key("id")), add_unique("t", unique("a")), add_foreign_key("t", foreign_key(…)),
/// add_check("t", check(…)), add_exclusion("t", exclude(…)); with a name of one's own:
/// add_unique("t", constraint("uq_t", unique("a"))). Behind it precheck, or assume("…").
RETORT_DSL_ADD(add_primary_key, model::primary_key, "add_primary_key(\"table\", primary_key(...))")
RETORT_DSL_ADD(add_unique, model::unique_key, "add_unique(\"table\", unique(...))")
RETORT_DSL_ADD(add_foreign_key, model::foreign_key, "add_foreign_key(\"table\", foreign_key(...))")
RETORT_DSL_ADD(add_check, model::check_constraint, "add_check(\"table\", check(...))")
RETORT_DSL_ADD(add_exclusion, model::exclusion, "add_exclusion(\"table\", exclude(...))")
RETORT_DSL_ADD(add_constraint, void, "add_constraint(\"table\", unique(...)), or another key or check")
#undef RETORT_DSL_ADD

struct drop_index_step {
    name table;
    std::string_view index;
    constexpr void visit(auto&& visitor) const { visitor(model::drop_index{table.text, index, {}, table.at}); }
};
/// By its name, given or derived.
consteval auto drop_index(name table, text_argument index) {
    return drop_index_step{detail::with(table, index), index.text};
}
RETORT_DSL_ARGUMENTS(drop_index, 2, 2, "drop_index(\"table\", \"index\")")

struct drop_constraint_step {
    name table;
    std::string_view constraint;
    model::constraint_kind kind;
    constexpr void visit(auto&& visitor) const {
        visitor(model::drop_constraint{table.text, kind, constraint, {}, table.at});
    }
};
// By its name, given or derived (uq_parts_category_id_name_ru).
consteval auto drop_constraint(name table, text_argument name_of_it) {
    return drop_constraint_step{detail::with(table, name_of_it), name_of_it.text, model::constraint_kind::any};
}
RETORT_DSL_ARGUMENTS(drop_constraint, 2, 2, "drop_constraint(\"table\", \"its name\")")
consteval auto drop_unique(name table, text_argument name_of_it) {
    return drop_constraint_step{detail::with(table, name_of_it), name_of_it.text, model::constraint_kind::unique};
}
RETORT_DSL_ARGUMENTS(drop_unique, 2, 2, "drop_unique(\"table\", \"its name\")")
consteval auto drop_foreign_key(name table, text_argument name_of_it) {
    return drop_constraint_step{detail::with(table, name_of_it), name_of_it.text, model::constraint_kind::foreign_key};
}
RETORT_DSL_ARGUMENTS(drop_foreign_key, 2, 2, "drop_foreign_key(\"table\", \"its name\")")
consteval auto drop_check(name table, text_argument name_of_it) {
    return drop_constraint_step{detail::with(table, name_of_it), name_of_it.text, model::constraint_kind::check};
}
RETORT_DSL_ARGUMENTS(drop_check, 2, 2, "drop_check(\"table\", \"its name\")")

/// By its name: pk_<table> unless it was given one.
consteval auto drop_primary_key(name table, text_argument name_of_it) {
    return drop_constraint_step{detail::with(table, name_of_it), name_of_it.text, model::constraint_kind::primary_key};
}
RETORT_DSL_ARGUMENTS(drop_primary_key, 2, 2, "drop_primary_key(\"table\", \"its name\")")

consteval auto drop_exclusion(name table, text_argument name_of_it) {
    return drop_constraint_step{detail::with(table, name_of_it), name_of_it.text, model::constraint_kind::exclusion};
}
RETORT_DSL_ARGUMENTS(drop_exclusion, 2, 2, "drop_exclusion(\"table\", \"its name\")")

struct rename_constraint_step {
    name table;
    std::string_view from, to;
    constexpr void visit(auto&& visitor) const { visitor(model::rename_constraint{table.text, from, to, table.at}); }
};
consteval auto rename_constraint(name table, text_argument from, text_argument to) {
    return rename_constraint_step{detail::with(table, from, to), from.text, to.text};
}
RETORT_DSL_ARGUMENTS(rename_constraint, 3, 3, "rename_constraint(\"table\", \"old\", \"new\")")
struct rename_index_step {
    name table;
    std::string_view from, to;
    constexpr void visit(auto&& visitor) const { visitor(model::rename_index{table.text, from, to, table.at}); }
};
consteval auto rename_index(name table, text_argument from, text_argument to) {
    return rename_index_step{detail::with(table, from, to), from.text, to.text};
}
RETORT_DSL_ARGUMENTS(rename_index, 3, 3, "rename_index(\"table\", \"old\", \"new\")")

struct validate_constraint_step {
    name table;
    std::string_view constraint;
    constexpr void visit(auto&& visitor) const {
        visitor(model::validate_constraint{table.text, constraint, true, table.at});
    }
};
/// Checks the rows that a foreign key or check which was added not_valid has left out.
consteval auto validate_constraint(name table, text_argument name_of_it) {
    return validate_constraint_step{detail::with(table, name_of_it), name_of_it.text};
}
RETORT_DSL_ARGUMENTS(validate_constraint, 2, 2, "validate_constraint(\"table\", \"constraint\")")

namespace detail {
constexpr void put(model::alter_table& o, const comment_word& w) { o.comment = w.text; }
constexpr void put(model::alter_table& o, const collation_word& w) { o.collation = w.text; }
constexpr void put(model::alter_table& o, const row_security_word& w) { o.row_security = w.value; }
constexpr void put(model::alter_table& o, const table_flag_word& w) {
    if (w.flag == &model::table_options::unlogged) o.unlogged = w.value;
    if (w.flag == &model::table_options::strict) o.strict = w.value;
    if (w.flag == &model::table_options::without_rowid) o.without_rowid = w.value;
}
constexpr void put(model::alter_table& o, const table_text_word& w) {
    (w.member == &model::table_options::engine ? o.engine : o.charset) = w.text;
}
constexpr void put(model::alter_table& o, const with_word<0>& w) {
    if (!o.parameters) o.parameters.emplace();
    o.parameters->push_back({w.name, w.value});
}
constexpr void put(model::alter_table& o, const no_parameters_word&) { o.parameters.emplace(); }
}  // namespace detail

template <class... Part>
struct alter_table_step {
    name table;
    hana::tuple<Part...> parts;
    constexpr void visit(auto&& visitor) const {
        model::alter_table o{.table = table.text, .place = table.at};
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (requires { detail::put(o, part); })
                detail::put(o, part);
            else
                detail::misplace(
                    visitor, "alter_table(...)", detail::spoken<One>(),
                    "options of the table: comment(...), unlogged, logged, strict, without_rowid, "
                    "engine(...), charset(...), collation(...), with(...), no_parameters, row_level_security",
                    table.at);
        });
        visitor(std::move(o));
    }
};
/// alter_table("parts", comment("…"), with("fillfactor", "70"), row_level_security): what is named changes, the rest
/// stays; with(…) lists all storage parameters that there are to be.
template <class... Part>
consteval auto alter_table(name table, Part... parts) {
    return alter_table_step<Part...>{table, {parts...}};
}
RETORT_DSL_ARGUMENTS(alter_table, 2, any_number, "alter_table(\"table\", what changes...)")

template <class Partition>
struct create_partition_step {
    name table;
    Partition declaration;
    constexpr void visit(auto&& visitor) const {
        if constexpr (requires { declaration.upper_bound; })
            visitor(model::create_partition{table.text, declaration.lower(), table.at});
        else
            detail::misplace(visitor, "create_partition(...)", detail::spoken<Partition>(),
                             "create_partition(\"table\", partition(\"name\", from(...), to(...)))", table.at);
    }
};
/// create_partition("orders", partition("orders_2025", from("2025-01-01"), to("2026-01-01")))
template <class Partition>
consteval auto create_partition(name table, Partition partition) {
    return create_partition_step<Partition>{table, partition};
}
RETORT_DSL_ARGUMENTS(create_partition, 2, 2, "create_partition(\"table\", partition(\"name\", from(...), to(...)))")
struct drop_partition_step {
    name table;
    std::string_view partition;
    detail::approval approved;
    constexpr void visit(auto&& visitor) const {
        detail::visit_drop(visitor, model::drop_partition{table.text, partition, table.at}, approved,
                           "drop_partition(...)", "drop_partition(\"table\", \"partition\", allow_loss(\"why\"))");
    }
};
/// With its rows; behind it allow_loss("why").
consteval auto drop_partition(name table, text_argument partition, detail::approval approved = {}) {
    return drop_partition_step{detail::with(table, partition), partition.text, approved};
}
RETORT_DSL_ARGUMENTS(drop_partition, 2, 3, "drop_partition(\"table\", \"partition\")")

template <std::size_t Size>
struct create_enumeration_step {
    enumeration_declaration<Size> declaration;
    constexpr void visit(auto&& visitor) const {
        visitor(model::create_enumeration{declaration.lower(), declaration.called.at});
    }
};
/// create_enumeration("mood", "sad", "ok", "happy")
template <class... Value>
consteval auto create_enumeration(name called, Value... values) {
    return create_enumeration_step<sizeof...(Value)>{enumeration(called, values...)};
}
RETORT_DSL_ARGUMENTS(create_enumeration, 1, any_number, "create_enumeration(\"enumeration\", \"value\", ...)")

struct drop_enumeration_step {
    name called;
    constexpr void visit(auto&& visitor) const { visitor(model::drop_enumeration{called.text, called.at}); }
};
consteval auto drop_enumeration(name called) { return drop_enumeration_step{called}; }
RETORT_DSL_ARGUMENTS(drop_enumeration, 1, 1, "drop_enumeration(\"enumeration\")")

template <std::size_t Size>
struct alter_enumeration_step {
    enumeration_declaration<Size> declaration;
    model::assurance assurance = {};
    constexpr void visit(auto&& visitor) const {
        model::enumeration e = declaration.lower();
        visitor(model::alter_enumeration{e.name, std::move(e.values), assurance, e.place});
    }
};
/// alter_enumeration("mood", "sad", "ok", "happy", "elated"): the values it has from now on, all of them, in order.
/// Where it loses some, precheck or assume("why no row has them") behind them.
template <class... Part>
consteval auto alter_enumeration(name called, Part... parts) {
    constexpr std::size_t size = (0 + ... + (detail::Assurance<Part> ? 0 : 1));
    alter_enumeration_step<size> step{{called, {}}};
    std::size_t at = 0;
    const auto take = [&]<class One>(One part) consteval {
        if constexpr (detail::Assurance<One>) {
            detail::put(step.assurance, part);
        } else {
            const text_argument value(part);
            step.declaration.values[at++] = value.text;
            if (step.declaration.given.empty()) step.declaration.given = value.given;
        }
    };
    (take(parts), ...);
    return step;
}
RETORT_DSL_ARGUMENTS(alter_enumeration, 1, any_number, "alter_enumeration(\"enumeration\", \"value\", ...)")

struct before_word {
    static constexpr std::string_view spoken = "before(...)";
    std::string_view value;
};
struct after_word {
    static constexpr std::string_view spoken = "after(...)";
    std::string_view value;
};
/// In add_enumeration_value(…): where the value stands among the others.
consteval before_word before(const char* value) { return {value}; }
RETORT_DSL_WANTS_A_TEXT(before)
consteval after_word after(const char* value) { return {value}; }
RETORT_DSL_WANTS_A_TEXT(after)

struct add_enumeration_value_step {
    name called;
    std::string_view value, before, after;
    constexpr void visit(auto&& visitor) const {
        visitor(model::add_enumeration_value{called.text, value, before, after, called.at});
    }
};
/// add_enumeration_value("mood", "elated"), at the end, or behind it before("ok") or after("ok").
consteval auto add_enumeration_value(name called, text_argument value) {
    return add_enumeration_value_step{detail::with(called, value), value.text, {}, {}};
}
consteval auto add_enumeration_value(name called, text_argument value, before_word w) {
    return add_enumeration_value_step{detail::with(called, value), value.text, w.value, {}};
}
consteval auto add_enumeration_value(name called, text_argument value, after_word w) {
    return add_enumeration_value_step{detail::with(called, value), value.text, {}, w.value};
}
template <class Third>
consteval auto add_enumeration_value(name called, text_argument, const Third&) {
    return detail::misnumbered_step{
        "add_enumeration_value(...)", detail::spoken<Third>(),
        "add_enumeration_value(\"enumeration\", \"value\", before(\"other\")), or after(\"other\")", called.at};
}
RETORT_DSL_ARGUMENTS(add_enumeration_value, 2, 3, "add_enumeration_value(\"enumeration\", \"value\")")
struct rename_enumeration_value_step {
    name called;
    std::string_view from, to;
    constexpr void visit(auto&& visitor) const {
        visitor(model::rename_enumeration_value{called.text, from, to, called.at});
    }
};
consteval auto rename_enumeration_value(name called, text_argument from, text_argument to) {
    return rename_enumeration_value_step{detail::with(called, from, to), from.text, to.text};
}
RETORT_DSL_ARGUMENTS(rename_enumeration_value, 3, 3, "rename_enumeration_value(\"enumeration\", \"old\", \"new\")")

// Objects: create_view("v", …), replace_view("v", …) with what view(…) takes, drop_view("v"), rename_view("v", "w").

template <class Operation, class Declaration>
struct object_step {
    Declaration declaration;
    constexpr void visit(auto&& visitor) const {
        if (!declaration.given.empty()) return visitor(model::misplaced{declaration.misuse()});
        visitor(Operation{.object = declaration.lower(), .place = declaration.called.at});
    }
};
struct drop_object_step {
    model::object_kind kind;
    name called;
    std::string_view on;
    constexpr void visit(auto&& visitor) const { visitor(model::drop_object{kind, called.text, on, called.at}); }
};
struct rename_object_step {
    model::object_kind kind;
    name from;
    std::string_view to, on;
    constexpr void visit(auto&& visitor) const { visitor(model::rename_object{kind, from.text, to, on, from.at}); }
};
/// `least` is how many arguments a declaration has at the least.
#define RETORT_DSL_OBJECT_CREATE(word, least, arguments)                                                    \
    RETORT_DSL_ARGUMENTS(create_##word, least, any_number, "create_" #word arguments)                       \
    RETORT_DSL_ARGUMENTS(replace_##word, least, any_number, "replace_" #word arguments)                     \
    template <class... Part>                                                                                \
    requires(sizeof...(Part) + 1 >= least) consteval auto create_##word(name called, Part... parts) {       \
        const auto declaration = word(called, parts...);                                                    \
        return object_step<model::create_object, std::remove_const_t<decltype(declaration)>>{declaration};  \
    }                                                                                                       \
    template <class... Part>                                                                                \
    requires(sizeof...(Part) + 1 >= least) consteval auto replace_##word(name called, Part... parts) {      \
        const auto declaration = word(called, parts...);                                                    \
        return object_step<model::replace_object, std::remove_const_t<decltype(declaration)>>{declaration}; \
    }
#define RETORT_DSL_OBJECT(word)                          \
    RETORT_DSL_OBJECT_CREATE(word, 1, "(\"name\", ...)") \
    RETORT_DSL_OBJECT_NAMED(word)
#define RETORT_DSL_OBJECT_NAMED(word)                                                                          \
    RETORT_DSL_ARGUMENTS(drop_##word, 1, 1, "drop_" #word "(\"name\")")                                        \
    RETORT_DSL_ARGUMENTS(rename_##word, 2, 2, "rename_" #word "(\"old\", \"new\")")                            \
    consteval auto drop_##word(name called) { return drop_object_step{model::object_kind::word, called, {}}; } \
    consteval auto rename_##word(name from, text_argument to) {                                                \
        return rename_object_step{model::object_kind::word, detail::with(from, to), to.text, {}};              \
    }
#define RETORT_DSL_OBJECT_ON(word)                                                                               \
    RETORT_DSL_OBJECT_CREATE(word, 2, "(\"name\", \"table\", ...)")                                              \
    RETORT_DSL_ARGUMENTS(drop_##word, 2, 2, "drop_" #word "(\"name\", \"table\")")                               \
    RETORT_DSL_ARGUMENTS(rename_##word, 3, 3, "rename_" #word "(\"old\", \"table\", \"new\")")                   \
    consteval auto drop_##word(name called, text_argument table) {                                               \
        return drop_object_step{model::object_kind::word, detail::with(called, table), table.text};              \
    }                                                                                                            \
    consteval auto rename_##word(name from, text_argument table, text_argument to) {                             \
        return rename_object_step{model::object_kind::word, detail::with(from, table, to), to.text, table.text}; \
    }
RETORT_DSL_OBJECT(namespace_)
RETORT_DSL_OBJECT(extension)
/// Its type stands second, and may be `time`, which is a function.
template <class... Part>
consteval auto create_domain(name called, type_argument type, Part... parts) {
    const auto declaration = domain(called, type, parts...);
    return object_step<model::create_object, std::remove_const_t<decltype(declaration)>>{declaration};
}
template <class Declaration>
struct replace_domain_step {
    Declaration declaration;
    model::assurance assurance = {};
    allow_loss_word approved = {};
    constexpr void visit(auto&& visitor) const {
        if (!declaration.given.empty()) return visitor(model::misplaced{declaration.misuse()});
        if (!approved.given.empty())
            return detail::misplace(visitor, "replace_domain(...)", approved.given, "allow_loss(\"why\")",
                                    declaration.called.at);
        visitor(model::replace_object{declaration.lower(), assurance, declaration.called.at, approved.reason});
    }
};
namespace detail {
/// Takes what answers for rows out of the first `Left` parts; the others go to the end.
template <std::size_t Left, class... Part>
consteval auto replaced_domain(name called, type_argument type, const Part&... parts) requires(Left == 0) {
    const auto declaration = domain(called, type, parts...);
    return replace_domain_step<std::remove_const_t<decltype(declaration)>>{declaration};
}
template <std::size_t Left, class First, class... Rest>
consteval auto replaced_domain(name called, type_argument type, const First& first,
                               const Rest&... rest) requires(Left > 0) {
    if constexpr (Assurance<First>) {
        auto step = replaced_domain<Left - 1>(called, type, rest...);
        put(step.assurance, first);
        return step;
    } else if constexpr (std::same_as<First, allow_loss_word>) {
        auto step = replaced_domain<Left - 1>(called, type, rest...);
        step.approved = first;
        return step;
    } else {
        return replaced_domain<Left - 1>(called, type, rest..., first);
    }
}
}  // namespace detail
/// replace_domain("email", varchar(100), precheck): where values of its columns could fail what it demands from now on,
/// precheck or assume("why they do not") behind it, and allow_loss("why") where it may change them.
template <class... Part>
consteval auto replace_domain(name called, type_argument type, Part... parts) {
    return detail::replaced_domain<sizeof...(Part)>(called, type, parts...);
}
RETORT_DSL_ARGUMENTS(create_domain, 2, any_number, "create_domain(\"name\", type, ...)")
RETORT_DSL_ARGUMENTS(replace_domain, 2, any_number, "replace_domain(\"name\", type, ...)")
RETORT_DSL_OBJECT_NAMED(domain)
RETORT_DSL_OBJECT(composite)
RETORT_DSL_OBJECT(sequence)
RETORT_DSL_OBJECT(function)
RETORT_DSL_OBJECT(procedure)
RETORT_DSL_OBJECT(view)
RETORT_DSL_OBJECT(materialized_view)
/// Of a trigger and a policy the table comes second: drop_trigger("parts_touch", "parts").
RETORT_DSL_OBJECT_ON(trigger)
RETORT_DSL_OBJECT_ON(policy)
RETORT_DSL_OBJECT_ON(grant)
#undef RETORT_DSL_OBJECT_ON
#undef RETORT_DSL_OBJECT
#undef RETORT_DSL_OBJECT_NAMED
#undef RETORT_DSL_OBJECT_CREATE

template <class... Part>
struct undo_word {
    static constexpr std::string_view spoken = "undo(...)";
    hana::tuple<Part...> parts;
};
/// What reverts a step that is not understood: undo("SQL"), undo(on(sqlite, "…"), on(postgresql, "…")) of execute,
/// undo(set("a", 1), where(…)) of update_rows, undo(columns("a"), row(1)) of delete_rows, undo(set("a", 1)) of
/// drop_column.
template <class... Part>
consteval auto undo(Part... parts) {
    return undo_word<Part...>{{parts...}};
}

struct irreversible_word {
    static constexpr std::string_view spoken = "irreversible(...)";
    std::string_view why;
};
/// A step that cannot be reverted, and why; downgrade refuses with these words.
consteval irreversible_word irreversible(const char* why) { return {why}; }
RETORT_DSL_WANTS_A_TEXT(irreversible)

template <class... Step>
struct effect_word {
    static constexpr std::string_view spoken = "effect(...)";
    hana::tuple<Step...> steps;
};
/// What raw SQL does to the schema, in steps: they are not run, but the history goes on from there.
template <class... Step>
consteval auto effect(Step... steps) {
    return effect_word<Step...>{{steps...}};
}

namespace detail {
template <class... Text>
constexpr void put(model::execute& o, const undo_word<Text...>& undo) requires(...&& SqlText<Text>) {
    for_each_part(undo.parts, [&]<class One>(const One& part) {
        if constexpr (std::same_as<One, sql_for>)
            o.down.push_back(part.text);
        else
            o.down.push_back({{}, part});
    });
}
constexpr void put(model::execute& o, const irreversible_word& w) { o.irreversible = w.why; }
constexpr void put(model::execute& o, const sql_for& one) { o.up.push_back(one.text); }
template <class... Step>
constexpr void put(model::execute&, const effect_word<Step...>&) {}

/// The name that a step is about: its table's, its object's, or the one that changes.
constexpr name name_in(const auto& step) {
    if constexpr (requires { step.table.given; })
        return step.table;
    else if constexpr (requires { step.called.given; })
        return step.called;
    else if constexpr (requires { step.from.given; })
        return step.from;
    else
        return {};
}

/// Calls `visitor` with the operations of a part of a migration; false where it is no step.
template <class Part>
constexpr bool visit_step(const Part& part, auto&& visitor) {
    if constexpr (requires { part.visit(visitor); }) {
        if (const name n = name_in(part); !n.given.empty())
            visitor(model::misplaced{{194, "a step", n.given, "names as texts, such as \"parts\"", n.at}});
        else if constexpr (requires { part.declaration.values; })
            if (!part.declaration.given.empty() || !part.declaration.called.given.empty())
                misplace(visitor, "a step on an enumeration",
                         first_given({part.declaration.called.given, part.declaration.given}),
                         "its name and its values as texts", part.declaration.called.at);
            else
                part.visit(visitor);
        else
            part.visit(visitor);
        return true;
    } else {
        return false;
    }
}

template <class Part>
constexpr void visit_effect(const Part&, const model::place&, auto&&) {}
template <class... Step>
constexpr void visit_effect(const effect_word<Step...>& effect, const model::place& at, auto&& visitor) {
    int count = 0;
    const auto counting = [&](auto&&) { ++count; };
    for_each_part(effect.steps, [&]<class One>(const One& step) {
        if (!visit_step(step, counting))
            misplace(visitor, "effect(...)", spoken<One>(), "effect(add_column(...)), or other steps", at);
    });
    visitor(model::declared_effect{count, at});
    for_each_part(effect.steps, [&](const auto& step) { (void)visit_step(step, visitor); });
}
}  // namespace detail

template <class... Part>
struct execute_step {
    model::sql_text first;
    model::place at;
    hana::tuple<Part...> parts;
    std::string_view given = {};
    constexpr void visit(auto&& visitor) const {
        if (!given.empty())
            detail::misplace(visitor, "execute(...)", given,
                             "execute(\"SQL\", undo(\"SQL\")), or irreversible(\"why\")", at);
        model::execute o{.place = at};
        o.up.push_back(first);
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (requires { detail::put(o, part); })
                detail::put(o, part);
            else
                detail::misplace(visitor, "execute(...)", detail::spoken<One>(),
                                 "execute(\"SQL\", undo(\"SQL\")), or irreversible(\"why\")", at);
        });
        visitor(std::move(o));
        detail::for_each_part(parts, [&](const auto& part) { detail::visit_effect(part, at, visitor); });
    }
};
/// execute("SQL", undo("SQL"), effect(add_column(…))): raw SQL for every database. Several statements are separated by
/// semicolons.
template <class... Part>
consteval auto execute(name verbatim, Part... parts) {
    return execute_step<Part...>{{{}, verbatim.text}, verbatim.at, hana::tuple<Part...>{parts...}, verbatim.given};
}
struct located_sql_for {
    sql_for one;
    model::place at;
    consteval located_sql_for(sql_for first, std::source_location where = std::source_location::current())
        : one(first), at{where.file_name(), where.line()} {}
};
/// execute(on(sqlite, "…"), on(postgresql, "…"), irreversible("why"))
template <class... Part>
consteval auto execute(located_sql_for first, Part... parts) {
    return execute_step<Part...>{first.one.text, first.at, hana::tuple<Part...>{parts...}};
}
RETORT_DSL_ARGUMENTS(execute, 1, any_number, "execute(\"SQL\", undo(\"SQL\")), or irreversible(\"why\")")

// Steps on rows.

template <std::size_t Size>
struct row_word {
    static constexpr std::string_view spoken = "row(...)";
    std::array<model::literal, Size> values;
};
/// The values of one row, in the order of columns(…).
template <class... Value>
consteval auto row(Value... values) {
    return row_word<sizeof...(Value)>{{detail::literal_of(values)...}};
}

template <std::size_t Size>
struct set_word {
    static constexpr std::string_view spoken = "set(...)";
    std::string_view column;
    expression<Size> value;
    std::string_view given = {};
};
/// set("price", 0), set("price", col("price") * 2)
template <class Value>
consteval auto set(text_argument column, Value value) {
    const auto e = detail::expression_of(value);
    return set_word<e.nodes.size()>{column.text, e, column.given};
}
consteval auto set(text_argument column, todo_word) {
    return set_word<1>{column.text, detail::expression_of(0), todo_word::spoken};
}

struct all_rows_word {
    static constexpr std::string_view spoken = "all_rows";
};
/// Instead of where(…): every row is meant.
inline constexpr all_rows_word all_rows{};

struct batch_word {
    static constexpr std::string_view spoken = "batch(...)";
    int rows;
};
/// So many rows at a time, each batch a transaction of its own.
consteval batch_word batch(int rows) { return {rows}; }

namespace detail {

/// Fills the columns and values of rows; the first row of another length is a fault of its own.
struct row_filler {
    model::names& columns;
    model::list<model::literal>& values;
    std::size_t number = 0;
    std::size_t wrong = 0, wrong_size = 0;

    template <std::size_t Size>
    constexpr void take(const column_list<Size>& c) {
        columns = c.lower();
    }
    template <std::size_t Size>
    constexpr void take(const row_word<Size>& r) {
        ++number;
        if (Size != columns.size() && wrong == 0) {
            wrong = number;
            wrong_size = Size;
        }
        for (const model::literal& l : r.values) values.push_back(l);
    }
};
template <class Part>
concept RowPart = requires(row_filler f, const Part& p) {
    f.take(p);
};

constexpr bool rows_fit(const row_filler& f, std::string_view table, const model::place& at, auto&& visitor) {
    if (f.wrong == 0) return true;
    visitor(model::wrong_row{table, static_cast<int>(f.wrong), static_cast<int>(f.wrong_size),
                             static_cast<int>(f.columns.size()), at});
    return false;
}

template <std::size_t Size>
constexpr model::assignment lower(const set_word<Size>& w) {
    return {w.column, w.value.lower()};
}

template <class Operation, std::size_t Size>
constexpr void put(Operation& o, const set_word<Size>& w) requires requires {
    o.set;
}
{ o.set.push_back(lower(w)); }
template <class Operation, std::size_t Size>
constexpr void put(Operation& o, const where_word<Size>& w) requires requires {
    o.where;
}
{ o.where = w.condition.lower(); }
template <class Operation>
constexpr void put(Operation& o, const all_rows_word&) requires requires {
    o.all_rows;
}
{ o.all_rows = true; }
constexpr void put(model::drop_column& o, const irreversible_word& w) { o.irreversible = w.why; }
constexpr void put(model::drop_column& o, const precheck_word&) { o.precheck = true; }
template <std::size_t Size>
constexpr void put(model::drop_column& o, const undo_word<set_word<Size>>& undo) {
    for_each_part(undo.parts, [&](const auto& set) { o.undo = set.value.lower(); });
}
constexpr void put(model::update_rows& o, const irreversible_word& w) { o.irreversible = w.why; }
constexpr void put(model::delete_rows& o, const irreversible_word& w) { o.irreversible = w.why; }
constexpr void put(model::backfill& o, const batch_word& w) { o.batch = w.rows == 0 ? -1 : w.rows; }

template <std::size_t Size>
constexpr void put_undo(model::update_rows& o, const set_word<Size>& w) {
    o.undo.push_back(lower(w));
}
template <std::size_t Size>
constexpr void put_undo(model::update_rows& o, const where_word<Size>& w) {
    o.undo_where = w.condition.lower();
}
constexpr void put_undo(model::update_rows&, const all_rows_word&) {}
template <class... Part>
constexpr void put(model::update_rows& o, const undo_word<Part...>& undo) requires requires {
    (put_undo(o, std::declval<const Part&>()), ...);
}
{
    for_each_part(undo.parts, [&](const auto& part) { put_undo(o, part); });
}
template <RowPart... Part>
constexpr void put(model::delete_rows& o, const undo_word<Part...>& undo) {
    row_filler fill{o.undo_columns, o.undo_values};
    for_each_part(undo.parts, [&](const auto& part) { fill.take(part); });
}
constexpr bool rows_of_undo_fit(const auto& undo, std::string_view table, const model::place& at, auto&& visitor) {
    model::names columns;
    model::list<model::literal> values;
    row_filler fill{columns, values};
    for_each_part(undo.parts, [&](const auto& part) { fill.take(part); });
    return rows_fit(fill, table, at, visitor);
}
}  // namespace detail

template <class... Part>
struct insert_rows_step {
    name table;
    hana::tuple<Part...> parts;
    constexpr void visit(auto&& visitor) const {
        model::insert_rows o{.table = table.text, .place = table.at};
        detail::row_filler fill{o.columns, o.values};
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (detail::RowPart<One>)
                fill.take(part);
            else
                detail::misplace(visitor, "insert_rows(...)", detail::spoken<One>(),
                                 "insert_rows(\"table\", columns(\"a\", \"b\"), row(1, \"x\"), ...)", table.at);
        });
        if (detail::rows_fit(fill, table.text, table.at, visitor)) visitor(std::move(o));
    }
};
/// insert_rows("moods", columns("id", "name"), row(1, "sad"), row(2, "ok")): rows of reference data. Undoing it deletes
/// them, by their key.
template <class... Part>
consteval auto insert_rows(name table, Part... parts) {
    return insert_rows_step<Part...>{table, {parts...}};
}
RETORT_DSL_ARGUMENTS(insert_rows, 1, any_number, "insert_rows(\"table\", columns(\"a\", \"b\"), row(1, \"x\"), ...)")

template <class Operation, class... Part>
struct rows_step {
    name table;
    std::string_view word, way_out;
    hana::tuple<Part...> parts;
    constexpr void visit(auto&& visitor) const {
        Operation o{.table = table.text, .place = table.at};
        bool whole = true;
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (requires { detail::put(o, part); }) {
                detail::put(o, part);
                if constexpr (requires { part.given; })
                    if (!part.given.empty())
                        detail::misplace(visitor, One::spoken, part.given, "set(\"column\", value)", table.at);
                if constexpr (requires {
                                  o.undo_values;
                                  part.parts;
                              })
                    whole = detail::rows_of_undo_fit(part, table.text, table.at, visitor);
            } else {
                detail::misplace(visitor, word, detail::spoken<One>(), way_out, table.at);
            }
        });
        if (whole) visitor(std::move(o));
    }
};
/// update_rows("parts", set("price", 0), where(col("price") < 0), undo(set("price", -1), where(col("price") == 0))), or
/// irreversible("why").
template <class... Part>
consteval auto update_rows(name table, Part... parts) {
    return rows_step<model::update_rows, Part...>{
        table, "update_rows(...)", "update_rows(\"table\", set(\"column\", value), where(...), undo(...))", {parts...}};
}
RETORT_DSL_ARGUMENTS(update_rows, 1, any_number,
                     "update_rows(\"table\", set(\"column\", value), where(...), undo(...))")
/// delete_rows("moods", where(col("id") == 3), undo(columns("id", "name"), row(3, "bored"))), or irreversible("why").
template <class... Part>
consteval auto delete_rows(name table, Part... parts) {
    return rows_step<model::delete_rows, Part...>{
        table, "delete_rows(...)", "delete_rows(\"table\", where(...), undo(columns(...), row(...)))", {parts...}};
}
RETORT_DSL_ARGUMENTS(delete_rows, 1, any_number, "delete_rows(\"table\", where(...), undo(columns(...), row(...)))")
/// backfill("orders", set("vin", "unknown"), where(col("vin").is_null()), batch(1000)): gives existing rows what they
/// lack. Undoing it does nothing.
template <class... Part>
consteval auto backfill(name table, Part... parts) {
    return rows_step<model::backfill, Part...>{
        table, "backfill(...)", "backfill(\"table\", set(\"column\", value), where(...), batch(1000))", {parts...}};
}
RETORT_DSL_ARGUMENTS(backfill, 1, any_number, "backfill(\"table\", set(\"column\", value), where(...), batch(1000))")

// A column goes, and what its rows held.

template <class... Part>
struct drop_column_step {
    static constexpr std::string_view way_out =
        "drop_column(\"table\", \"column\"), behind it allow_loss(\"why\"), and undo(set(\"column\", value)), precheck "
        "or "
        "irreversible(\"why\")";
    name table;
    std::string_view column;
    hana::tuple<Part...> parts;
    constexpr void visit(auto&& visitor) const {
        model::drop_column o{.table = table.text, .column = column, .place = table.at};
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (std::same_as<One, allow_loss_word>)
                if (!part.given.empty())
                    return detail::misplace(visitor, "drop_column(...)", part.given, "allow_loss(\"why\")", table.at);
            if constexpr (requires { detail::put(o, part); }) {
                detail::put(o, part);
                if constexpr (requires { part.parts; })
                    detail::for_each_part(part.parts, [&](const auto& set) {
                        if (const std::string_view wrong = set.given.empty() ? set.column : set.given; wrong != column)
                            detail::misplace(visitor, "undo(set(...))", wrong,
                                             "the column that is dropped, and the value that the way back gives it",
                                             table.at);
                    });
            } else {
                detail::misplace(visitor, "drop_column(...)", detail::spoken<One>(), way_out, table.at);
            }
        });
        visitor(std::move(o));
    }
};
/// drop_column("orders", "vin"), or with allow_loss("why") behind it. Where the column is NOT NULL without a default,
/// its way back needs an answer for the rows that are there then: undo(set("vin", "unknown")) gives them a value, which
/// may be computed from other columns; precheck refuses the way back while the table has rows; irreversible("why") says
/// that there is none.
template <class... Part>
consteval auto drop_column(name table, text_argument column, Part... parts) {
    return drop_column_step<Part...>{detail::with(table, column), column.text, {parts...}};
}
RETORT_DSL_ARGUMENTS(drop_column, 2, any_number, "drop_column(\"table\", \"column\")")

// Steps in C++.

namespace detail {
/// The name of a function, with its namespaces, as the compiler spells it.
template <auto Function>
consteval std::string_view function_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    std::size_t from = text.find("Function = ");
    from = from == std::string_view::npos ? 0 : from + 11;
    if (from < text.size() && text[from] == '&') ++from;
    std::size_t to = from;
    while (to < text.size() && text[to] != ']' && text[to] != ';') ++to;
    return text.substr(from, to - from);
}
}  // namespace detail

struct undo_run_word {
    static constexpr std::string_view spoken = "undo_run<...>";
    std::string_view function;
};
/// The C++ function that reverts run<…>.
template <auto Function>
inline constexpr undo_run_word undo_run{detail::function_name<Function>()};
struct nothing_word {
    static constexpr std::string_view spoken = "nothing";
};
/// Nothing is to be done: on(sqlite, nothing), run<f>(undo_run…) of a step that needs no undoing.
inline constexpr nothing_word nothing{};

namespace detail {
/// What `Pointer` is, where it is no pointer to a function.
template <class Pointer>
consteval std::string_view no_function() {
    if constexpr (std::is_function_v<std::remove_pointer_t<Pointer>>)
        return {};
    else
        return spoken<Pointer>();
}
constexpr void put(model::run& o, const undo_run_word& w) { o.undo = w.function; }
constexpr void put(model::run& o, const nothing_word&) { o.undo_nothing = true; }
constexpr void put(model::run& o, const irreversible_word& w) { o.irreversible = w.why; }
}  // namespace detail

template <class... Part>
struct run_step {
    static constexpr std::string_view way_out =
        "run<function>(undo_run<other>), run<function>(nothing), or run<function>(irreversible(\"why\"))";
    std::string_view function;
    model::place at;
    hana::tuple<Part...> parts;
    /// What stands in place of the function.
    std::string_view given = {};
    constexpr void visit(auto&& visitor) const {
        model::run o{.function = function, .place = at};
        if (!given.empty()) detail::misplace(visitor, "run<...>", given, way_out, at);
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (requires { detail::put(o, part); })
                detail::put(o, part);
            else
                detail::misplace(visitor, "run<...>(...)", detail::spoken<One>(), way_out, at);
        });
        visitor(std::move(o));
    }
};
/// run<fill_prices>(undo_run<empty_prices>), run<fill_prices>(nothing), run<fill_prices>(irreversible("why")): a step
/// in C++. The function is void fill_prices(retort::connection&), declared in the migration's header and defined in one
/// of the SOURCES that retort_add_schema() is given.
template <auto Function, class Undo>
requires(!std::same_as<Undo, std::source_location>) consteval auto run(
    Undo undo, std::source_location where = std::source_location::current()) {
    return run_step<Undo>{detail::function_name<Function>(),
                          {where.file_name(), where.line()},
                          {undo},
                          detail::no_function<decltype(Function)>()};
}
template <auto Function>
consteval auto run(std::source_location where = std::source_location::current()) {
    return run_step<>{detail::function_name<Function>(),
                      {where.file_name(), where.line()},
                      {},
                      detail::no_function<decltype(Function)>()};
}

// Steps for one database.

struct located_database {
    database_word database;
    model::place at;
    consteval located_database(database_word which, std::source_location where = std::source_location::current())
        : database(which), at{where.file_name(), where.line()} {}
};

namespace detail {
/// What can be for one database only, and where that is kept.
constexpr model::databases* only_of(auto& operation) {
    if constexpr (requires { operation.only; })
        return &operation.only;
    else if constexpr (requires { operation.index; })
        return &operation.index.options.make().only;
    else if constexpr (requires { operation.check; })
        return &operation.check.only;
    else if constexpr (requires { operation.exclusion; })
        return &operation.exclusion.only;
    else if constexpr (requires { operation.object; })
        return &operation.object.only;
    else
        return nullptr;
}
}  // namespace detail

template <class... Step>
struct on_step {
    static constexpr std::string_view spoken = "on(...)";
    model::database database;
    model::place at;
    hana::tuple<Step...> steps;

    constexpr void visit(auto&& visitor) const {
        if constexpr (sizeof...(Step) == 0) visitor(model::misplaced{{189, model::name_of(database), {}, {}, at}});
        const auto narrowed = [&](auto&& operation) {
            if constexpr (model::ReplayOnly<std::remove_cvref_t<decltype(operation)>>) {
                visitor(std::move(operation));
            } else if (model::databases* only = detail::only_of(operation)) {
                only->add(database);
                visitor(std::move(operation));
            } else {
                visitor(model::step_on_one_database{describe(operation), at});
            }
        };
        detail::for_each_part(steps, [&]<class One>(const One& step) {
            if constexpr (!std::same_as<One, nothing_word>)
                if (!detail::visit_step(step, narrowed))
                    detail::misplace(visitor, "on(...)", detail::spoken<One>(),
                                     "on(database, steps...), or on(database, nothing)", at);
        });
    }
};
/// on(postgresql, create_index(…), execute(…)), on(sqlite, nothing): steps that one database takes. Those that follow
/// each other must together speak of every database of the schema.
template <class... Step>
requires(... && (std::same_as<Step, nothing_word> ||
                 !detail::IndexColumn<Step>)) consteval auto on(located_database database, Step... steps) {
    return on_step<Step...>{database.database.which, database.at, {steps...}};
}

#undef RETORT_DSL_ARGUMENTS

template <std::size_t Size>
struct revises_word {
    std::array<std::string_view, Size> parents;
    /// What stands among them and is no text.
    std::string_view given;
};
/// The revisions that come right before this one: one, or several for a merge. The first revision has none.
template <class... Parent>
consteval auto revises(Parent... parents) {
    return revises_word<sizeof...(Parent)>{{text_argument(parents).text...},
                                           detail::first_given({text_argument(parents).given...})};
}

template <std::size_t Size>
struct replaces_word {
    std::array<std::string_view, Size> revisions;
    /// What stands among them and is no text.
    std::string_view given;
};
/// Of a checkpoint: the revisions that it stands for, all of them, in their order. A new database takes the checkpoint
/// instead of them; that both lead to the same schema is checked as long as they are there.
template <class... Revision>
consteval auto replaces(Revision... revisions) {
    return replaces_word<sizeof...(Revision)>{{text_argument(revisions).text...},
                                              detail::first_given({text_argument(revisions).given...})};
}
consteval auto replaces() { return replaces_word<0>{{}, "no arguments"}; }

struct message_word {
    std::string_view text;
};
/// A sentence for people, shown by history and show.
consteval message_word message(const char* sentence) { return {sentence}; }
RETORT_DSL_WANTS_A_TEXT(message)

namespace detail {
template <std::size_t Size>
constexpr void put(model::revision_node& m, const revises_word<Size>& r) {
    for (std::string_view p : r.parents) m.parents.push_back(p);
    if (!r.given.empty()) m.misuse = {194, "revises(...)", r.given, "the ids of revisions as texts", m.place};
}
template <std::size_t Size>
constexpr void put(model::revision_node& m, const replaces_word<Size>& r) {
    for (std::string_view id : r.revisions) m.replaces.push_back(id);
    if (!r.given.empty()) m.misuse = {194, "replaces(...)", r.given, "the ids of revisions as texts", m.place};
}
constexpr void put(model::revision_node& m, const message_word& w) { m.message = w.text; }
constexpr void put(model::revision_node& m, const assume_word& w) { m.assume = w.reason; }

/// A part that says something of the revision as a whole.
template <class Part>
concept Header = requires(model::revision_node& m, const Part& part) {
    put(m, part);
};
template <class Part>
inline constexpr bool is_on = false;
template <class... Step>
inline constexpr bool is_on<on_step<Step...>> = true;

/// Visits the parts of a migration one by one, and speaks up where steps for one database end.
struct part_visitor {
    name id;
    model::coverage group = {};

    constexpr void end_group(auto&& visitor) {
        if (group.covered.empty()) return;
        visitor(std::move(group));
        group = {};
    }
    template <class Part>
    constexpr void visit(const Part& part, auto&& visitor) {
        if constexpr (is_on<Part>) {
            if (group.covered.empty()) {
                group.first = model::name_of(part.database);
                group.place = part.at;
            }
            group.covered.add(part.database);
        } else if (!group.covered.empty()) {
            end_group(visitor);
        }
        if constexpr (!Header<Part>)
            if (!visit_step(part, visitor)) {
                if constexpr (std::same_as<Part, todo_word>)
                    misplace(visitor, "the migration", Part::spoken, {}, id.at);
                else
                    visitor(model::misplaced{{192, id.text, spoken<Part>(), {}, id.at}});
            }
    }
};
}  // namespace detail

template <class... Part>
struct migration_declaration {
    static constexpr std::string_view spoken = "a migration";
    name id;
    hana::tuple<Part...> parts;

    /// Calls `visitor` with each operation, in order, typed.
    constexpr void visit(auto&& visitor) const {
        detail::part_visitor parts_of{id};
        detail::for_each_part(parts, [&](const auto& part) { parts_of.visit(part, visitor); });
        parts_of.end_group(visitor);
    }
    /// Everything but the operations.
    constexpr model::revision_node head() const {
        model::revision_node m{.id = id.text, .place = id.at};
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (detail::Header<One>) detail::put(m, part);
        });
        return m;
    }
};

/// migration("002_create_parts", revises("001_init"), message("…"), steps…). A merge, revises("a", "b"), takes
/// assume("why") where its branches may run in either order and that cannot be seen; a checkpoint replaces("…", "…").
template <class... Part>
consteval auto migration(name id, const Part&... parts) {
    return migration_declaration<std::decay_t<const Part>...>{id, hana::tuple<std::decay_t<const Part>...>{parts...}};
}

}  // namespace retort::dsl
