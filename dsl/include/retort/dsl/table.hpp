// table(…), and the keys, checks, indexes and options that stand in it.
#pragma once

#include <retort/dsl/column.hpp>

namespace retort::dsl {

struct nulls_not_distinct_word {
    static constexpr std::string_view spoken = "nulls_not_distinct";
};
/// Two NULLs are alike, for this key.
inline constexpr nulls_not_distinct_word nulls_not_distinct{};

namespace detail {
/// An option, where a place may stand instead.
template <class Part>
concept Option = !std::same_as<Part, std::source_location>;

template <class... Part>
inline constexpr std::size_t names_among = (std::size_t{0} + ... + std::convertible_to<Part, const char*>);

/// Fills `list` with those of the parts that are names.
template <std::size_t Size>
struct name_collector {
    column_list<Size>& list;
    std::size_t next = 0;
    consteval void take(const char* name) { list.names[next++] = name; }
    consteval void take(const auto&) {}
};
}  // namespace detail

/// The primary key, of one column or several.
template <std::size_t Size>
struct primary_key_declaration {
    static constexpr std::string_view spoken = "a primary key", word = "primary_key(...)",
                                      way_out = "primary_key(\"column\", ...)";
    column_list<Size> columns;
    model::place at;
    std::string_view given = {};
    constexpr model::primary_key lower() const { return {{}, columns.lower(), at}; }
};
template <class... Name>
consteval auto primary_key(name first, Name... more) {
    return primary_key_declaration<1 + sizeof...(Name)>{
        {{first.text, text_argument(more).text...}}, first.at, detail::with(first, text_argument(more)...).given};
}

/// unique("a", "b"): no two rows have the same values there. Also nulls_not_distinct, deferrable, initially_deferred.
template <std::size_t Size>
struct unique_declaration {
    static constexpr std::string_view spoken = "a unique key", word = "unique(...)",
                                      way_out = "unique(\"column\", ...), then nulls_not_distinct or deferrable";
    column_list<Size> columns;
    model::place at;
    std::string_view given = {};
    bool alike_nulls = false;
    model::deferral deferral = model::deferral::not_deferrable;

    constexpr model::unique_key lower() const { return {{}, columns.lower(), alike_nulls, deferral, at}; }
    template <class Other>
    consteval void take(const Other&) {
        if (given.empty()) given = detail::spoken<Other>();
    }
    consteval void take(const char* const&) {}
    consteval void take(nulls_not_distinct_word) { alike_nulls = true; }
    consteval void take(deferral_word w) { deferral = w.deferral; }
};
template <class... Part>
consteval auto unique(name first, Part... more) {
    unique_declaration<1 + detail::names_among<Part...>> made{{{first.text}}, first.at, first.given};
    [[maybe_unused]] detail::name_collector<1 + detail::names_among<Part...>> names{made.columns, 1};
    (names.take(more), ...);
    (made.take(more), ...);
    return made;
}

namespace detail {
template <class Part>
inline constexpr bool is_reference = false;
template <std::size_t Size>
inline constexpr bool is_reference<reference<Size>> = true;
template <class Part>
inline constexpr bool is_column_list = false;
template <std::size_t Size>
inline constexpr bool is_column_list<column_list<Size>> = true;
}  // namespace detail

template <std::size_t Size, std::size_t TargetSize>
struct foreign_key_declaration {
    static constexpr std::string_view spoken = "a foreign key", word = "foreign_key(...)",
                                      way_out = "foreign_key(\"column\", references(\"table\", \"column\"))";
    column_list<Size> columns;
    reference<TargetSize> target;
    std::string_view given = {};
    constexpr model::foreign_key lower() const { return target.lower(columns.lower(), target.table.at); }
};
/// foreign_key("category_id", references("categories", "id"))
template <std::size_t TargetSize>
consteval auto foreign_key(const char* column, reference<TargetSize> target) {
    return foreign_key_declaration<1, TargetSize>{{{column}}, target, target.given};
}
/// Anything else, of which the rules complain.
template <class Columns, class Target>
    requires(!detail::is_reference<Target> ||
             !(std::convertible_to<Columns, const char*> || detail::is_column_list<Columns>))
consteval auto foreign_key(Columns, Target, std::source_location where = std::source_location::current()) {
    foreign_key_declaration<1, 1> made{};
    made.target.table.at = {where.file_name(), where.line()};
    if constexpr (detail::is_reference<Target>)
        made.given = detail::spoken<Columns>();
    else
        made.given = detail::spoken<Target>();
    return made;
}
/// foreign_key(columns("country", "city"), references("places", columns("country", "city")))
template <std::size_t Size, std::size_t TargetSize>
consteval auto foreign_key(column_list<Size> columns, reference<TargetSize> target) {
    return foreign_key_declaration<Size, TargetSize>{columns, target, target.given};
}

template <std::size_t Size>
struct check_declaration {
    static constexpr std::string_view spoken = "a check", word = "check(...)",
                                      way_out = "check(\"name\", col(\"column\") >= 0), then not_valid or only(...)";
    std::string_view called;
    expression<Size> condition;
    model::place at;
    std::string_view given = {};
    bool unchecked = false;
    model::databases on = {};

    constexpr model::check_constraint lower() const { return {called, condition.lower(), unchecked, on, at}; }
    template <class Other>
    consteval void take(const Other&) {
        if (given.empty()) given = detail::spoken<Other>();
    }
    consteval void take(not_valid_word) { unchecked = true; }
    consteval void take(only_word w) { on = w.on; }
};
/// check("price_not_negative", col("price") >= 0), or sql("…") verbatim; also not_valid, only(postgresql).
template <class Condition, class... Option>
consteval auto check(name called, Condition condition, Option... options) {
    const auto e = detail::expression_of(condition);
    check_declaration<e.nodes.size()> made{called.text, e, called.at, called.given};
    (made.take(options), ...);
    return made;
}
/// A check named by the convention.
template <std::size_t Size>
consteval auto check(expression<Size> condition, std::source_location where = std::source_location::current()) {
    return check_declaration<Size>{{}, condition, {where.file_name(), where.line()}};
}
template <std::size_t Size, detail::Option First>
consteval auto check(expression<Size> condition, First first,
                     std::source_location where = std::source_location::current()) {
    check_declaration<Size> made{{}, condition, {where.file_name(), where.line()}};
    made.take(first);
    return made;
}
template <std::size_t Size, detail::Option First, detail::Option Second>
consteval auto check(expression<Size> condition, First first, Second second,
                     std::source_location where = std::source_location::current()) {
    check_declaration<Size> made{{}, condition, {where.file_name(), where.line()}};
    made.take(first);
    made.take(second);
    return made;
}
/// A name without a condition.
consteval auto check(name called) {
    return check_declaration<1>{{}, {}, called.at, called.given.empty() ? "no condition" : called.given};
}

struct nulls_word {
    model::nulls_order order;
};
inline constexpr nulls_word nulls_first{model::nulls_order::first};
inline constexpr nulls_word nulls_last{model::nulls_order::last};
struct operator_class_word {
    std::string_view text;
};
/// How the index compares the column's values, as PostgreSQL calls it: operator_class("text_pattern_ops").
consteval operator_class_word operator_class(const char* name) { return {name}; }
RETORT_DSL_WANTS_A_TEXT(operator_class)

/// One column or expression of an index, with its order.
template <std::size_t Nodes>
struct index_element {
    model::index_column column;
    expression<Nodes> computed;
    std::string_view given = {};
    template <class Other>
    consteval void take(const Other&) {
        if (given.empty()) given = detail::spoken<Other>();
    }
    consteval void take(nulls_word w) { column.nulls = w.order; }
    consteval void take(operator_class_word w) { column.operator_class = w.text; }
    consteval void take(collation_word w) { column.collation = w.text; }
};
namespace detail {
template <class Column, class... Option>
consteval auto element(bool descending, Column column, Option... options) {
    if constexpr (requires { column.computed; }) {
        column.column.descending = descending;
        (column.take(options), ...);
        return column;
    } else if constexpr (std::convertible_to<Column, const char*>) {
        index_element<0> made{{.name = column, .descending = descending}, {}};
        (made.take(options), ...);
        return made;
    } else {
        const auto computed = expression_of(column);
        index_element<computed.nodes.size()> made{{.descending = descending}, computed};
        (made.take(options), ...);
        return made;
    }
}
}  // namespace detail
/// desc("price"), desc("name", nulls_last, operator_class("…"), collation("C")): largest first.
template <class Column, class... Option>
consteval auto desc(Column column, Option... options) {
    return detail::element(true, column, options...);
}
/// asc("name", collation("C")): smallest first, which needs no word unless there is more to say.
template <class Column, class... Option>
consteval auto asc(Column column, Option... options) {
    return detail::element(false, column, options...);
}

/// prefix("body", 100): the first 100 characters of a text, or bytes of bytes. MariaDB, whose indexes need it; the
/// others index the whole value. In an order: desc(prefix("body", 100)).
consteval auto prefix(const char* column, int length) {
    return index_element<0>{{.name = column, .prefix = length > 0 ? length : -1}, {}};
}

/// The expressions of all elements stand in one array, one behind the other; `ends` says where each ends.
template <std::size_t Size, std::size_t Nodes>
struct index_columns {
    static constexpr std::string_view spoken = "on(...)";
    std::array<model::index_column, Size> list = {};
    std::array<model::node, Nodes> nodes = {};
    std::array<std::size_t, Nodes> ends = {};
    /// What stands among the columns and is none.
    std::string_view given = {};
};
namespace detail {
template <class Part>
inline constexpr bool is_index_columns = false;
template <std::size_t Size, std::size_t Nodes>
inline constexpr bool is_index_columns<index_columns<Size, Nodes>> = true;

template <class Column>
consteval auto element_of(Column column) {
    if constexpr (requires { column.computed; })
        return column;
    else
        return element(false, column);
}
template <std::size_t Size, std::size_t Nodes>
struct element_collector {
    index_columns<Size, Nodes>& into;
    std::size_t next = 0, node = 0, expression = 0;
    template <std::size_t Size_of_one>
    consteval void take(const index_element<Size_of_one>& e) {
        if (into.given.empty()) into.given = e.given;
        into.list[next] = e.column;
        if constexpr (Size_of_one != 0) {
            for (const model::node& n : e.computed.nodes) into.nodes[node++] = n;
            into.ends[expression] = node;
            into.list[next].expression = static_cast<int>(expression++);
        }
        ++next;
    }
};
template <class Column>
concept IndexColumn =
    std::convertible_to<Column, const char*> || requires(Column c) { c.computed; } || is_expression<Column>;
template <class Column>
inline constexpr std::size_t element_nodes = decltype(element_of(std::declval<Column>()).computed)::size;
}  // namespace detail
/// on("a", desc("b"), lower(col("c"))): the columns and expressions of an index, in order.
template <detail::IndexColumn... Column>
consteval auto on(Column... columns) {
    index_columns<sizeof...(Column), (std::size_t{0} + ... + detail::element_nodes<Column>)> made;
    detail::element_collector<sizeof...(Column), (std::size_t{0} + ... + detail::element_nodes<Column>)> into{made};
    (into.take(detail::element_of(columns)), ...);
    return made;
}
/// Anything else behind on, of which the rules complain.
template <class First, class... More>
    requires(!std::same_as<First, database_word> && !(detail::IndexColumn<First> && ... && detail::IndexColumn<More>))
consteval auto on(First, More...) {
    index_columns<0, 0> made;
    (void)((detail::IndexColumn<First> ? true : (made.given = detail::spoken<First>(), false)) && ... &&
           (detail::IndexColumn<More> ? true : (made.given = detail::spoken<More>(), false)));
    return made;
}

template <std::size_t Size>
struct where_word {
    static constexpr std::string_view spoken = "where(...)";
    expression<Size> condition;
};
/// Restricts an index, an exclusion constraint or a step on rows to the rows for which `condition` is true.
template <class Condition>
consteval auto where(Condition condition) {
    const auto e = detail::expression_of(condition);
    return where_word<e.nodes.size()>{e};
}

struct method_word {
    static constexpr std::string_view spoken = "method(...)";
    std::string_view text;
};
/// How an index is built: method("gin").
consteval method_word method(const char* name) { return {name}; }
RETORT_DSL_WANTS_A_TEXT(method)
template <std::size_t Size>
struct include_word {
    static constexpr std::string_view spoken = "include(...)";
    column_list<Size> columns;
};
/// Columns that an index carries without being over them; left out where the database has no such thing.
template <std::convertible_to<const char*>... Name>
consteval auto include(Name... names) {
    return include_word<sizeof...(Name)>{{{detail::text(names)...}}};
}
struct concurrently_word {
    static constexpr std::string_view spoken = "concurrently";
};
/// Without locking writers out, on PostgreSQL; the statement then runs outside a transaction.
inline constexpr concurrently_word concurrently{};

template <std::size_t Nodes>
struct with_word {
    static constexpr std::string_view spoken = "with(...)";
    std::string_view name;
    expression<Nodes> computed;
    std::string_view value;
};
/// with("fillfactor", "70"): a storage parameter of a table or an index; with("room", "="): an element of exclude(…).
consteval with_word<0> with(const char* name, const char* value) { return {name, {}, value}; }
/// An element of exclude(…) that is an expression.
template <std::size_t Nodes>
consteval with_word<Nodes> with(expression<Nodes> computed, const char* operator_) {
    return {{}, computed, operator_};
}

namespace detail {
template <std::size_t Size>
constexpr void put(model::index& i, const where_word<Size>& w) {
    i.where = w.condition.lower();
}
constexpr void put(model::index& i, const method_word& w) { i.options.make().method = w.text; }
template <std::size_t Size>
constexpr void put(model::index& i, const include_word<Size>& w) {
    i.options.make().include = w.columns.lower();
}
constexpr void put(model::index& i, const with_word<0>& w) { i.options.make().parameters.push_back({w.name, w.value}); }
constexpr void put(model::index& i, const concurrently_word&) { i.options.make().concurrently = true; }
constexpr void put(model::index& i, const nulls_not_distinct_word&) { i.options.make().nulls_not_distinct = true; }
constexpr void put(model::index& i, const only_word& w) { i.options.make().only = w.on; }

template <class Part>
concept IndexOption = requires(model::index& i, const Part& p) { put(i, p); };
}  // namespace detail

namespace detail {
/// What an index is given and does not take, in its on(…) or behind it.
template <class... Option>
consteval std::string_view wrong_in_index(std::string_view in_columns) {
    return first_given({in_columns, (IndexOption<Option> ? std::string_view() : spoken<Option>())...});
}
}  // namespace detail

template <std::size_t Size, std::size_t Nodes, class... Option>
struct index_declaration {
    static constexpr std::string_view spoken = "an index", word = "index(...)",
                                      way_out =
                                          "index(\"name\", on(\"column\", ...)), then where(...), "
                                          "method(...), include(...), with(...), concurrently, "
                                          "nulls_not_distinct or only(...)";
    std::string_view called;
    index_columns<Size, Nodes> columns;
    bool is_unique;
    model::place at;
    hana::tuple<Option...> options;
    std::string_view given = {};

    constexpr model::index lower() const {
        model::index i{.name = called,
                       .columns = {columns.list.data(), columns.list.data() + Size},
                       .unique = is_unique,
                       .place = at};
        if constexpr (Nodes != 0) {
            std::size_t from = 0;
            for (std::size_t end : columns.ends) {
                if (end == 0) break;
                model::expression& e = i.options.make().expressions.emplace_back();
                for (std::size_t n = from; n < end; ++n) e.nodes.push_back(columns.nodes[n]);
                from = end;
            }
        }
        detail::for_each_part(options, [&]<class One>(const One& option) {
            if constexpr (detail::IndexOption<One>) detail::put(i, option);
        });
        return i;
    }
};
/// index("ix_parts_cheap", on("price"), where(col("price") < 100), method("gin"), include("name"), concurrently, …)
template <std::size_t Size, std::size_t Nodes, class... Option>
consteval auto index(name called, index_columns<Size, Nodes> columns, Option... options) {
    return index_declaration<Size, Nodes, Option...>{
        called.text,  columns,
        false,        called.at,
        {options...}, detail::first_given({called.given, detail::wrong_in_index<Option...>(columns.given)})};
}
/// Without on(…), of which the rules complain.
template <class... Part>
    requires(sizeof...(Part) == 0 || !(... || detail::is_index_columns<Part>))
consteval auto index(name called, Part...) {
    return index_declaration<0, 0>{
        called.text, {}, false,
        called.at,   {}, detail::first_given({called.given, detail::spoken<Part>()..., "no columns"})};
}
/// An index named by the convention.
template <std::size_t Size, std::size_t Nodes>
consteval auto index(index_columns<Size, Nodes> columns, std::source_location where = std::source_location::current()) {
    return index_declaration<Size, Nodes>{{}, columns, false, {where.file_name(), where.line()}, {}, columns.given};
}
template <std::size_t Size, std::size_t Nodes, detail::Option First>
consteval auto index(index_columns<Size, Nodes> columns, First first,
                     std::source_location where = std::source_location::current()) {
    return index_declaration<Size, Nodes, First>{
        {}, columns, false, {where.file_name(), where.line()}, {first}, detail::wrong_in_index<First>(columns.given)};
}
template <std::size_t Size, std::size_t Nodes, detail::Option First, detail::Option Second>
consteval auto index(index_columns<Size, Nodes> columns, First first, Second second,
                     std::source_location where = std::source_location::current()) {
    return index_declaration<Size, Nodes, First, Second>{{},
                                                         columns,
                                                         false,
                                                         {where.file_name(), where.line()},
                                                         {first, second},
                                                         detail::wrong_in_index<First, Second>(columns.given)};
}
template <std::size_t Size, std::size_t Nodes, detail::Option First, detail::Option Second, detail::Option Third>
consteval auto index(index_columns<Size, Nodes> columns, First first, Second second, Third third,
                     std::source_location where = std::source_location::current()) {
    return index_declaration<Size, Nodes, First, Second, Third>{
        {},
        columns,
        false,
        {where.file_name(), where.line()},
        {first, second, third},
        detail::wrong_in_index<First, Second, Third>(columns.given)};
}

namespace detail {
template <class Index>
consteval auto made_unique(Index i) {
    i.is_unique = true;
    return i;
}
}  // namespace detail

/// An index that also forbids equal rows; unlike unique(…) it can be restricted by where(…), and no foreign key can
/// refer to it.
template <class... Part>
consteval auto unique_index(name called, Part... parts) {
    return detail::made_unique(index(called, parts...));
}
template <std::size_t Size, std::size_t Nodes>
consteval auto unique_index(index_columns<Size, Nodes> columns,
                            std::source_location where = std::source_location::current()) {
    return detail::made_unique(index(columns, where));
}
template <std::size_t Size, std::size_t Nodes, detail::Option First>
consteval auto unique_index(index_columns<Size, Nodes> columns, First first,
                            std::source_location where = std::source_location::current()) {
    return detail::made_unique(index(columns, first, where));
}
template <std::size_t Size, std::size_t Nodes, detail::Option First, detail::Option Second>
consteval auto unique_index(index_columns<Size, Nodes> columns, First first, Second second,
                            std::source_location where = std::source_location::current()) {
    return detail::made_unique(index(columns, first, second, where));
}

namespace detail {
constexpr void put(model::exclusion& e, const method_word& w) { e.method = w.text; }
template <std::size_t Nodes>
constexpr void put(model::exclusion& e, const with_word<Nodes>& w) {
    e.elements.push_back({.column = w.name, .expression = w.computed.lower(), .operator_ = w.value});
}
template <std::size_t Size>
constexpr void put(model::exclusion& e, const where_word<Size>& w) {
    e.where = w.condition.lower();
}
constexpr void put(model::exclusion& e, const deferral_word& w) { e.deferral = w.deferral; }
constexpr void put(model::exclusion& e, const only_word& w) { e.only = w.on; }
template <class Part>
concept ExclusionPart = requires(model::exclusion& e, const Part& p) { put(e, p); };
}  // namespace detail

template <class... Part>
struct exclusion_declaration {
    static constexpr std::string_view spoken = "an exclusion constraint", word = "exclude(...)",
                                      way_out =
                                          "exclude(\"name\", method(\"gist\"), with(\"column\", \"=\"), ...), then "
                                          "where(...), deferrable or only(...)";
    std::string_view called;
    model::place at;
    hana::tuple<Part...> parts;
    std::string_view given = {};
    constexpr model::exclusion lower() const {
        model::exclusion e{.name = called, .place = at};
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (detail::ExclusionPart<One>) detail::put(e, part);
        });
        return e;
    }
};
/// exclude("no_overlap", method("gist"), with("room", "="), with("during", "&&"), where(…), initially_deferred,
/// only(postgresql)): no two rows for which all operators hold.
template <class... Part>
consteval auto exclude(name called, Part... parts) {
    return exclusion_declaration<Part...>{
        called.text,
        called.at,
        {parts...},
        detail::first_given(
            {called.given, (detail::ExclusionPart<Part> ? std::string_view() : detail::spoken<Part>())...})};
}

/// A key or check with a name of the user's.
template <class Part>
struct named_constraint {
    static constexpr std::string_view spoken = detail::spoken<Part>();
    name called;
    Part part;
    constexpr auto lower() const
        requires requires(const Part& p) { p.lower().name; }
    {
        auto lowered = part.lower();
        lowered.name = called.text;
        return lowered;
    }
};
/// constraint("uq_parts", unique("category_id", "name_ru")), as SQL writes it.
template <class Part>
consteval auto constraint(name called, Part part) {
    return named_constraint<Part>{called, part};
}

// Options of a table.

struct table_flag_word {
    static constexpr std::string_view spoken = "an option of a table";
    bool model::table_options::* flag;
    bool value = true;
};
/// PostgreSQL: not in the write-ahead log; empty after a crash.
inline constexpr table_flag_word unlogged{&model::table_options::unlogged};
/// SQLite: values have the type of their column (https://www.sqlite.org/stricttables.html).
inline constexpr table_flag_word strict{&model::table_options::strict};
/// SQLite: stored by the primary key (https://www.sqlite.org/withoutrowid.html).
inline constexpr table_flag_word without_rowid{&model::table_options::without_rowid};
/// Take them away; in alter_table(…) only.
inline constexpr table_flag_word logged{&model::table_options::unlogged, false};
inline constexpr table_flag_word not_strict{&model::table_options::strict, false};
inline constexpr table_flag_word with_rowid{&model::table_options::without_rowid, false};

struct table_text_word {
    static constexpr std::string_view spoken = "an option of a table";
    std::string_view model::table_options::* member;
    std::string_view text;
};
/// MariaDB: engine("InnoDB"), charset("utf8mb4").
consteval table_text_word engine(const char* name) { return {&model::table_options::engine, name}; }
RETORT_DSL_WANTS_A_TEXT(engine)
consteval table_text_word charset(const char* name) { return {&model::table_options::charset, name}; }
RETORT_DSL_WANTS_A_TEXT(charset)

struct row_security_word {
    static constexpr std::string_view spoken = "an option of a table";
    model::row_security value;
};
/// Rows can be seen and changed only as policies allow; the table's owner is free of them, unless forced.
inline constexpr row_security_word row_level_security{model::row_security::enabled};
inline constexpr row_security_word force_row_level_security{model::row_security::forced};
inline constexpr row_security_word no_row_level_security{model::row_security::off};

struct no_parameters_word {
    static constexpr std::string_view spoken = "no_parameters";
};
/// Takes all of with(…) away; in alter_table(…) only.
inline constexpr no_parameters_word no_parameters{};

template <std::size_t Size>
struct partition_by_word {
    static constexpr std::string_view spoken = "partition_by_...(...)";
    model::partition_method method;
    column_list<Size> columns;
};
/// Partitioned on PostgreSQL; elsewhere one table.
template <std::convertible_to<const char*>... Name>
consteval auto partition_by_range(Name... names) {
    return partition_by_word<sizeof...(Name)>{model::partition_method::range, {{detail::text(names)...}}};
}
template <std::convertible_to<const char*>... Name>
consteval auto partition_by_list(Name... names) {
    return partition_by_word<sizeof...(Name)>{model::partition_method::list, {{detail::text(names)...}}};
}
template <std::convertible_to<const char*>... Name>
consteval auto partition_by_hash(Name... names) {
    return partition_by_word<sizeof...(Name)>{model::partition_method::hash, {{detail::text(names)...}}};
}

template <std::size_t Size>
struct from_word {
    std::array<model::literal, Size> values;
};
template <std::size_t Size>
struct to_word {
    std::array<model::literal, Size> values;
};
/// from("2024-01-01"), to("2025-01-01"): the bounds of a range; the upper one is outside.
template <class... Value>
consteval auto from(Value... values) {
    return from_word<sizeof...(Value)>{{detail::literal_of(values)...}};
}
template <class... Value>
consteval auto to(Value... values) {
    return to_word<sizeof...(Value)>{{detail::literal_of(values)...}};
}

template <std::size_t From, std::size_t To>
struct partition_declaration {
    static constexpr std::string_view spoken = "a partition";
    name called;
    model::partition_method method;
    std::array<model::literal, From> lower_bound;
    std::array<model::literal, To> upper_bound;
    constexpr model::partition lower() const {
        return {called.text,
                method,
                {lower_bound.begin(), lower_bound.end()},
                {upper_bound.begin(), upper_bound.end()},
                called.at};
    }
};
/// partition("orders_2024", from("2024-01-01"), to("2025-01-01"))
template <std::size_t From, std::size_t To>
consteval auto partition(name called, from_word<From> first, to_word<To> last) {
    return partition_declaration<From, To>{called, model::partition_method::range, first.values, last.values};
}
template <std::size_t Size>
struct values_in_word {
    std::array<model::literal, Size> values;
};
template <class... Value>
consteval auto values_in(Value... values) {
    return values_in_word<sizeof...(Value)>{{detail::literal_of(values)...}};
}
/// partition("orders_eu", values_in("de", "fr"))
template <std::size_t Size>
consteval auto partition(name called, values_in_word<Size> values) {
    return partition_declaration<Size, 0>{called, model::partition_method::list, values.values, {}};
}
struct modulus_word {
    long long modulus, remainder;
};
consteval modulus_word modulus(long long modulus, long long remainder) { return {modulus, remainder}; }
/// partition("orders_0", modulus(4, 0))
consteval auto partition(name called, modulus_word w) {
    return partition_declaration<2, 0>{
        called, model::partition_method::hash, {detail::literal_of(w.modulus), detail::literal_of(w.remainder)}, {}};
}
/// The partition of all rows that no other takes.
consteval auto default_partition(name called) {
    return partition_declaration<0, 0>{called, model::partition_method::none, {}, {}};
}

namespace detail {
constexpr void put(model::table& t, model::primary_key&& k) {
    if (t.primary_key)
        t.misuse = {.code = 111, .place = k.place};
    else
        t.primary_key = std::move(k);
}
constexpr void put(model::table& t, model::unique_key&& k) { t.uniques.push_back(std::move(k)); }
constexpr void put(model::table& t, model::foreign_key&& k) { t.foreign_keys.push_back(std::move(k)); }
constexpr void put(model::table& t, model::check_constraint&& c) { t.checks.push_back(std::move(c)); }
constexpr void put(model::table& t, model::index&& i) { t.indexes.push_back(std::move(i)); }
constexpr void put(model::table& t, model::exclusion&& e) { t.exclusions.push_back(std::move(e)); }
constexpr void put(model::table& t, model::partition&& p) { t.options.make().partitions.push_back(std::move(p)); }

constexpr void option(model::table_options& o, const comment_word& w) { o.comment = w.text; }
constexpr void option(model::table_options& o, const collation_word& w) { o.collation = w.text; }
constexpr void option(model::table_options& o, const renamed_from_word& w) { o.renamed_from.text = w.text; }
constexpr void option(model::table_options& o, const table_flag_word& w) { o.*w.flag = w.value; }
constexpr void option(model::table_options& o, const table_text_word& w) { o.*w.member = w.text; }
constexpr void option(model::table_options& o, const row_security_word& w) { o.row_security = w.value; }
constexpr void option(model::table_options& o, const with_word<0>& w) { o.parameters.push_back({w.name, w.value}); }
template <std::size_t Size>
constexpr void option(model::table_options& o, const partition_by_word<Size>& w) {
    o.partitioned = w.method;
    o.partition_columns = w.columns.lower();
}

/// The word and the way out that a declaration has for what it was given wrongly, also under a name.
template <class Part>
constexpr model::misuse misuse_in(const Part& part, const model::place& at) {
    if constexpr (requires { part.part; })
        return misuse_in(part.part, at);
    else if constexpr (requires { Part::word; })
        return {194, Part::word, part.given, Part::way_out, at};
    else
        return {};
}
constexpr model::place place_of(const auto& part, const model::place& otherwise) {
    if constexpr (requires { part.at; })
        return part.at.line != 0 ? part.at : otherwise;
    else if constexpr (requires { part.target.table.at; })
        return part.target.table.at.line != 0 ? part.target.table.at : otherwise;
    else if constexpr (requires { part.called.at; })
        return part.called.at;
    else
        return otherwise;
}
template <class Part>
constexpr void add(model::table& t, const Part& part) {
    if constexpr (requires { part.add_to(t); }) {
        part.add_to(t);
    } else if constexpr (requires { put(t, part.lower()); }) {
        if (wrong_in(part).empty())
            put(t, part.lower());
        else if (t.misuse.code == 0)
            t.misuse = misuse_in(part, place_of(part, t.place));
    } else if constexpr (requires(model::table_options& o) { option(o, part); })
        option(t.options.make(), part);
    else if (t.misuse.code == 0)
        t.misuse = {191, {}, spoken<Part>(), {}, t.place};
}
}  // namespace detail

template <class... Part>
struct table_declaration {
    static constexpr std::string_view spoken = "a table";
    name called;
    hana::tuple<Part...> parts;

    constexpr model::table lower() const {
        model::table t;
        lower_into(t);
        return t;
    }
    /// Into an empty table, in place: constant evaluation pays dearly for moving one.
    constexpr void lower_into(model::table& t) const {
        t.name = called.text;
        t.place = called.at;
        t.columns.reserve(sizeof...(Part));
        if constexpr (sizeof...(Part) != 0)
            hana::unpack(parts, [&t](const Part&... part) { (detail::add(t, part), ...); });
    }
};

/// table("parts", column(…)…, primary_key(…), unique(…), foreign_key(…), check(…), index(…), exclude(…), comment("…"),
/// unlogged, strict, without_rowid, engine("…"), charset("…"), with("fillfactor", "70"), row_level_security,
/// partition_by_range("…"), partition(…)…, renamed_from("…"))
template <class... Part>
consteval auto table(name called, const Part&... parts) {
    return table_declaration<std::decay_t<const Part>...>{called, hana::tuple<std::decay_t<const Part>...>{parts...}};
}

}  // namespace retort::dsl
