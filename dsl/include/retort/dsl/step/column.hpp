// Steps on columns: add, drop, rename, alter.
#pragma once

#include <retort/dsl/step/rows.hpp>
#include <retort/dsl/step/step.hpp>

namespace retort::dsl {

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
                                     "add_column(\"table\", column(\"name\", type, ...)), then precheck or "
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
constexpr void put(model::drop_column& o, const irreversible_word& w) { o.irreversible = w.why; }
constexpr void put(model::drop_column& o, const precheck_word&) { o.precheck = true; }

template <std::size_t Size>
constexpr void put(model::drop_column& o, const undo_word<set_word<Size>>& undo) {
    for_each_part(undo.parts, [&](const auto& set) { o.undo = set.value.lower(); });
}
}  // namespace detail

// A column goes, and what its rows held.

template <class... Part>
struct drop_column_step {
    static constexpr std::string_view way_out =
        "drop_column(\"table\", \"column\"), then allow_loss(\"why\"), and undo(set(\"column\", value)), precheck "
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
                                             "the dropped column, and the value that the downgrade gives it", table.at);
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

}  // namespace retort::dsl
