// column(…), and what can stand in it.
#pragma once

#include <retort/dsl/expression.hpp>

#include <boost/hana/tuple.hpp>
#include <boost/hana/unpack.hpp>

namespace retort::dsl {

namespace hana = boost::hana;

namespace detail {
/// hana::for_each, in one call instead of several a part: constant evaluation pays for each.
template <class... Part, class Function>
constexpr void for_each_part(const hana::tuple<Part...>& parts, Function&& function) {
    if constexpr (sizeof...(Part) != 0) hana::unpack(parts, [&](const Part&... part) { (function(part), ...); });
}
}  // namespace detail

/// A list of column names.
template <std::size_t Size>
struct column_list {
    static constexpr std::string_view spoken = "columns(...)";
    std::array<std::string_view, Size> names;
    constexpr model::names lower() const { return {names.data(), names.data() + Size}; }
};

/// columns("a", "b"): for keys of several columns.
template <std::convertible_to<const char*>... Name>
consteval auto columns(Name... names) {
    return column_list<sizeof...(Name)>{{detail::text(names)...}};
}

struct on_delete_word {
    static constexpr std::string_view spoken = "on_delete";
    model::action action;
};
struct on_update_word {
    static constexpr std::string_view spoken = "on_update";
    model::action action;
};

struct match_word {
    static constexpr std::string_view spoken = "match_full";
    model::match match;
};
/// MATCH FULL: a key of several columns is NULL altogether or not at all.
inline constexpr match_word match_full{model::match::full};

struct deferral_word {
    static constexpr std::string_view spoken = "deferrable";
    model::deferral deferral;
};
/// Checked with each statement, unless the transaction asks to have it checked at its end.
inline constexpr deferral_word deferrable{model::deferral::initially_immediate};
/// Checked at the end of the transaction.
inline constexpr deferral_word initially_deferred{model::deferral::initially_deferred};

struct not_valid_word {
    static constexpr std::string_view spoken = "not_valid";
};
/// Rows that are there already are not checked, until validate_constraint(…).
inline constexpr not_valid_word not_valid{};

/// What happens to a referring row when the row it refers to is deleted.
namespace on_delete {
inline constexpr on_delete_word no_action{model::action::no_action};
inline constexpr on_delete_word restrict {model::action::restrict};
inline constexpr on_delete_word cascade{model::action::cascade};
inline constexpr on_delete_word set_null{model::action::set_null};
inline constexpr on_delete_word set_default{model::action::set_default};
}  // namespace on_delete

/// What happens to a referring row when the key it refers to changes.
namespace on_update {
inline constexpr on_update_word no_action{model::action::no_action};
inline constexpr on_update_word restrict {model::action::restrict};
inline constexpr on_update_word cascade{model::action::cascade};
inline constexpr on_update_word set_null{model::action::set_null};
inline constexpr on_update_word set_default{model::action::set_default};
}  // namespace on_update

/// references(…), in a column or in foreign_key(…).
template <std::size_t Size>
struct reference {
    static constexpr std::string_view spoken = "references(...)";
    name table;
    column_list<Size> target;
    model::action on_delete = model::action::no_action;
    model::action on_update = model::action::no_action;
    model::match match = model::match::simple;
    model::deferral deferral = model::deferral::not_deferrable;
    bool not_valid = false;
    /// What stands in it and does not belong there.
    std::string_view given = {};
    static constexpr std::string_view way_out =
        "references(\"table\", \"column\"); on_delete::cascade and similar options may follow";

    template <class Other>
    consteval void take(const Other&) {
        if (given.empty()) given = detail::spoken<Other>();
    }
    consteval void take(on_delete_word word) { on_delete = word.action; }
    consteval void take(on_update_word word) { on_update = word.action; }
    consteval void take(match_word word) { match = word.match; }
    consteval void take(deferral_word word) { deferral = word.deferral; }
    consteval void take(not_valid_word) { not_valid = true; }
    constexpr model::foreign_key lower(model::names columns, const model::place& at) const {
        return {{},       std::move(columns), table.text, target.lower(), on_delete, on_update, match,
                deferral, not_valid,          at};
    }
};

/// references("categories", "id", on_delete::cascade)
template <class... Action>
consteval auto references(name table, text_argument column, Action... actions) {
    reference<1> r{table, {{column.text}}};
    r.given = detail::first_given({table.given, column.given});
    (r.take(actions), ...);
    return r;
}
consteval auto references(name table) {
    reference<1> r{table, {}};
    r.given = "no column";
    return r;
}
/// references("places", columns("country", "city"), on_delete::cascade)
template <std::size_t Size, class... Action>
consteval auto references(name table, column_list<Size> target, Action... actions) {
    reference<Size> r{table, target};
    r.given = table.given;
    (r.take(actions), ...);
    return r;
}

struct nullable_word {
    static constexpr std::string_view spoken = "nullable or not_null";
    bool value;
};
/// The column may be NULL; its C++ type is then std::optional. Without it a column is NOT NULL.
inline constexpr nullable_word nullable{true};
/// Takes `nullable` away; in alter_column(…), and in domain(…), whose values may be NULL without it.
inline constexpr nullable_word not_null{false};

struct always_word {
    static constexpr std::string_view spoken = "always";
};
/// In identity(…): numbers of the user's own are refused.
inline constexpr always_word always{};
struct start_word {
    static constexpr std::string_view spoken = "start(...)";
    long long value;
};
consteval start_word start(long long value) { return {value}; }
struct increment_word {
    static constexpr std::string_view spoken = "increment(...)";
    long long value;
};
consteval increment_word increment(long long value) { return {value}; }

struct identity_word {
    static constexpr std::string_view spoken = "identity";
    bool value;
    model::numbering numbering = {};
    bool with_numbering = false;

    /// identity(always, start(1000), increment(10))
    template <class... Option>
    consteval identity_word operator()(Option... options) const {
        identity_word made{value, {}, true};
        (made.take(options), ...);
        return made;
    }

private:
    consteval void take(always_word) { numbering.always = true; }
    consteval void take(start_word w) { numbering.start = w.value; }
    consteval void take(increment_word w) { numbering.increment = w.value; }
};
/// The database numbers the rows.
inline constexpr identity_word identity{true};
/// Takes `identity` away; in alter_column(…) only.
inline constexpr identity_word no_identity{false};

/// `Texts` is the number of SQL texts that are written for one database each, `Nodes` the size of an expression.
template <std::size_t Texts, std::size_t Nodes>
struct default_word {
    static constexpr std::string_view spoken = "default_(...)";
    model::literal value = {};
    std::array<model::sql_text, Texts> texts = {};
    std::array<model::node, Nodes> nodes = {};
};
/// The value of the column in rows inserted without one: a constant, now, current_date, current_time, gen_random_uuid,
/// or sql("…").
template <class Value>
consteval default_word<0, 0> default_(Value value) {
    return {detail::literal_of(value)};
}
/// default_(lit(60) * 24)
template <std::size_t Nodes>
consteval default_word<0, Nodes> default_(expression<Nodes> computed) {
    return {{.kind = model::literal_kind::expression}, {}, computed.nodes};
}
/// default_(on(sqlite, "…"), on(postgresql, "…")): verbatim, for each database its own.
template <std::same_as<sql_for>... Text>
consteval default_word<1 + sizeof...(Text), 0> default_(sql_for first, Text... more) {
    return {{.kind = model::literal_kind::sql}, {first.text, more.text...}, {}};
}
/// Takes the default away; in alter_column(…) only.
inline constexpr default_word<0, 0> no_default{};

struct stored_word {
    static constexpr std::string_view spoken = "stored or virtual_";
    bool value;
};
/// A generated column that is written with its row; the usual kind.
inline constexpr stored_word stored{true};
/// One that is computed when it is read.
inline constexpr stored_word virtual_{false};

template <std::size_t Size>
struct generated_word {
    static constexpr std::string_view spoken = "generated(...)";
    expression<Size> value;
    bool is_stored;
};
/// generated(col("price") * col("quantity")), or generated(…, virtual_): the column is computed from others of its row.
template <std::size_t Size>
consteval generated_word<Size> generated(expression<Size> value, stored_word kind = stored) {
    return {value, kind.value};
}
/// generated(sql("price * quantity")): verbatim, not checked.
consteval generated_word<1> generated(model::literal verbatim, stored_word kind = stored) {
    return {detail::expression_of(verbatim), kind.value};
}
struct generated_of_no_expression {
    static constexpr std::string_view spoken = "generated(...) without an expression";
};
template <class... Given>
consteval generated_of_no_expression generated(const Given&...) {
    return {};
}

struct collation_word {
    static constexpr std::string_view spoken = "collation(...)";
    std::string_view text;
};
/// The rules by which texts are put in order, as the database calls them.
consteval collation_word collation(const char* name) { return {name}; }
RETORT_DSL_WANTS_A_TEXT(collation)

struct comment_word {
    static constexpr std::string_view spoken = "comment(...)";
    std::string_view text;
};
/// A sentence for people, kept in the database where it can be.
consteval comment_word comment(const char* sentence) { return {sentence}; }
RETORT_DSL_WANTS_A_TEXT(comment)

struct renamed_from_word {
    static constexpr std::string_view spoken = "renamed_from(...)";
    std::string_view text;
};
/// The name that a column or a table had: the next migration is then drafted as a rename, and its rows stay.
consteval renamed_from_word renamed_from(const char* old) { return {old}; }
RETORT_DSL_WANTS_A_TEXT(renamed_from)

/// A column's declaration. Its attributes are lowered where it is declared, so that a column is the same type whatever
/// they are; only what is a part of the table, or has a size, is kept beside them.
template <std::size_t References, std::size_t Texts, std::size_t Nodes, std::size_t Generated>
struct column_declaration {
    static constexpr std::string_view spoken = "a column";
    model::column column = {};
    /// What it was given and does not take, and where that stands: in default_(…), in references(…), else anywhere.
    std::string_view given = {};
    std::string_view given_in = {};
    std::array<reference<1>, References> references = {};
    std::array<model::sql_text, Texts> texts = {};
    std::array<model::node, Nodes> nodes = {};
    expression<Generated> computed = {};
    bool is_stored = true;

    /// The column alone. It points into this declaration, which is a constant of the user's.
    constexpr model::column lower() const {
        model::column c = column;
        if constexpr (Texts != 0) {
            c.default_value.each = texts.data();
            c.default_value.size = Texts;
        }
        if constexpr (Nodes != 0) {
            c.default_value.nodes = nodes.data();
            c.default_value.size = Nodes;
        }
        return c;
    }
    constexpr void add_to(model::table& t) const {
        if constexpr (Texts != 0 || Nodes != 0)
            t.columns.push_back(lower());
        else
            t.columns.push_back(column);
        if constexpr (References != 0)  // the begin() and end() of an empty array cost a dozen calls
            for (const reference<1>& r : references)
                if (r.given.empty()) t.foreign_keys.push_back(r.lower({column.name}, column.place));
        if constexpr (Generated != 0) t.generated.push_back({column.name, computed.lower(), is_stored, column.place});
        if (!given.empty() && t.misuse.code == 0) t.misuse = misuse();
    }
    constexpr model::misuse misuse() const;
};

namespace detail {
inline constexpr std::string_view default_word_name = "default_(...)";
inline constexpr std::string_view default_way_out =
    "a constant, now, current_date, current_time, gen_random_uuid, or sql(\"...\")";

template <class Declaration>
consteval void take(Declaration& c, std::size_t&, nullable_word w) {
    c.column.nullable = w.value;
}
template <class Declaration>
consteval void take(Declaration& c, std::size_t&, identity_word w) {
    c.column.identity = w.value;
    c.column.numbering = w.numbering;
}
template <class Declaration, std::size_t Texts, std::size_t Nodes>
consteval void take(Declaration& c, std::size_t&, const default_word<Texts, Nodes>& w) {
    c.column.default_value = w.value;
    if (is_no_value(w.value)) {
        c.given = w.value.text;
        c.given_in = default_word_name;
        c.column.default_value = {};
    }
    if constexpr (Texts != 0) c.texts = w.texts;
    if constexpr (Nodes != 0) c.nodes = w.nodes;
}
template <class Declaration>
consteval void take(Declaration& c, std::size_t& next, reference<1> r) {
    c.references[next++] = r;
    if (!r.given.empty()) {
        c.given = r.given;
        c.given_in = r.spoken;
    }
}
template <class Declaration, std::size_t Size>
consteval void take(Declaration& c, std::size_t&, const generated_word<Size>& w) {
    c.computed = w.value;
    c.is_stored = w.is_stored;
}
template <class Declaration>
consteval void take(Declaration& c, std::size_t&, collation_word w) {
    c.column.collation = w.text;
}
template <class Declaration>
consteval void take(Declaration& c, std::size_t&, comment_word w) {
    c.column.comment = w.text;
}
template <class Declaration>
consteval void take(Declaration& c, std::size_t&, renamed_from_word w) {
    c.column.renamed_from.text = w.text;
}
template <class Declaration, class Other>
consteval void take(Declaration& c, std::size_t&, const Other&) {
    c.given = spoken<Other>();
    c.given_in = {};
}

template <class Part>
inline constexpr std::size_t texts_of = 0;
template <class Part>
inline constexpr std::size_t nodes_of = 0;
template <std::size_t Texts, std::size_t Nodes>
inline constexpr std::size_t texts_of<default_word<Texts, Nodes>> = Texts;
template <std::size_t Texts, std::size_t Nodes>
inline constexpr std::size_t nodes_of<default_word<Texts, Nodes>> = Nodes;
template <class Part>
inline constexpr std::size_t generated_size = 0;
template <std::size_t Size>
inline constexpr std::size_t generated_size<generated_word<Size>> = Size;
}  // namespace detail

template <std::size_t References, std::size_t Texts, std::size_t Nodes, std::size_t Generated>
constexpr model::misuse column_declaration<References, Texts, Nodes, Generated>::misuse() const {
    if (given_in.empty()) return {190, column.name, given, {}, column.place};
    return {194, given_in, given,
            given_in == detail::default_word_name ? detail::default_way_out : reference<1>::way_out, column.place};
}

/// column("price", numeric(10, 2), nullable, default_(0), references("t", "c"), generated(…), collation("C"),
/// comment("…"), renamed_from("cost"))
template <class... Part>
consteval auto column(name called, type_argument type, const Part&... parts) {
    column_declaration<(std::size_t{0} + ... + std::same_as<Part, reference<1>>),
                       (std::size_t{0} + ... + detail::texts_of<Part>), (std::size_t{0} + ... + detail::nodes_of<Part>),
                       (std::size_t{0} + ... + detail::generated_size<Part>)>
        made;
    made.column.name = called.text;
    made.column.type = type.type;
    made.column.place = called.at;
    made.given = type.given;
    [[maybe_unused]] std::size_t next = 0;
    (detail::take(made, next, parts), ...);
    return made;
}

/// column("price"): says that its type is missing.
consteval auto column(name called) {
    column_declaration<0, 0, 0, 0> made;
    made.column.name = called.text;
    made.column.place = called.at;
    made.given = "no type";
    return made;
}

}  // namespace retort::dsl
