// Steps on tables: create, drop, rename, alter, and their partitions.
#pragma once

#include <retort/dsl/step/step.hpp>

namespace retort::dsl {

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

}  // namespace retort::dsl
