// retort::schema and retort::history: the two doors at which declarations are checked. Both take what they check as
// template arguments, so that a fault is an error wherever the header is included, the editor's parser too.
#pragma once

#include <retort/dsl/migration.hpp>
#include <retort/dsl/report.hpp>
#include <retort/model/diff.hpp>
#include <retort/model/history.hpp>

namespace retort {

namespace detail {

template <std::size_t Size>
struct fixed_name {
    char characters[Size];
    consteval fixed_name(const char (&literal)[Size]) {
        for (std::size_t i = 0; i < Size; ++i) characters[i] = literal[i];
    }
};

template <class... Part>
constexpr void lower_into(model::schema& s, const dsl::table_declaration<Part...>& t, model::faults& out) {
    insert(s, t.lower(), out);
}
template <std::size_t Size>
constexpr void lower_into(model::schema& s, const dsl::enumeration_declaration<Size>& e, model::faults&) {
    s.enumerations.push_back(e.lower());
}

}  // namespace detail

/// What retort::schema<…> is: knows its name, and lowers to the model.
template <detail::fixed_name Name, const auto&... Part>
struct schema_declaration {
    static constexpr std::string_view name{Name.characters, sizeof(Name.characters) - 1};

    /// The plain model; duplicate names of relations are added to `out`.
    static constexpr model::schema lower(model::faults& out) {
        model::schema s{.name = name};
        s.tables.reserve(sizeof...(Part));
        (detail::lower_into(s, Part, out), ...);
        return s;
    }
    static constexpr model::faults faults() {
        model::faults out;
        const model::schema s = lower(out);
        check(s, out);
        return out;
    }
};

namespace detail {
template <fixed_name Name, const auto&... Part>
constexpr auto checked_schema() {
    using declaration = schema_declaration<Name, Part...>;
    (void)demand_no_faults<declaration, measure(declaration::faults())>();
    return declaration{};
}
}  // namespace detail

/// A schema of tables and enumerations, each a named constant. Does not compile unless every rule of the catalogue
/// holds.
template <detail::fixed_name Name, const auto&... Part>
inline constexpr auto schema = detail::checked_schema<Name, Part...>();

/// What retort::history<…> is.
template <const auto& Schema, const auto&... Migration>
struct history_declaration {
    using schema_type = std::remove_cvref_t<decltype(Schema)>;

    /// Replays all migrations, each after its parents; stops at the first step with a fault.
    static constexpr model::schema replay(model::faults& out) {
        model::schema s{.name = schema_type::name};
        if constexpr (sizeof...(Migration) != 0) {
            std::vector<model::revision_node> graph;
            graph.reserve(sizeof...(Migration));
            (add_node(graph, Migration), ...);
            const std::vector<int> order = replay_order(graph, out);
            // Migrations have different types, so they cannot be visited by position. Mostly they stand in their order
            // already, and one round does it.
            std::size_t next = 0;
            while (out.empty() && next < order.size()) {
                int position = 0;
                ((out.empty() && next < order.size() && order[next] == position
                      ? (void)(apply_all(s, Migration, out), ++next)
                      : (void)0,
                  ++position),
                 ...);
            }
        }
        return s;
    }
    static constexpr model::faults faults() {
        model::faults out;
        (void)replay(out);
        return out;
    }

private:
    template <class Declaration>
    static constexpr void add_node(std::vector<model::revision_node>& graph, const Declaration& m) {
        model::migration head = m.head();
        graph.push_back({head.id, std::move(head.parents), head.place});
    }
    template <class Declaration>
    static constexpr void apply_all(model::schema& s, const Declaration& m, model::faults& out) {
        m.visit([&](auto&& operation) {
            if (out.empty()) apply(s, std::move(operation), out);
        });
    }
};

namespace detail {

/// What one replay tells, so that retort::history and retort::finished_history together take one.
struct outcome {
    lengths faults;
    bool reaches_schema = false;
};
template <class History>
consteval outcome find_outcome() {
    model::faults out;
    const model::schema end = History::replay(out);
    if (!out.empty()) return {measure(out)};
    return {{}, same(end, History::schema_type::lower(out))};
}
template <class History>
inline constexpr outcome history_outcome = find_outcome<History>();

template <const auto& Schema, const auto&... Migration>
constexpr auto checked_history() {
    using declaration = history_declaration<Schema, Migration...>;
    (void)demand_no_faults<declaration, history_outcome<declaration>.faults>();
    return declaration{};
}

/// The history's faults, and E154 where it does not end in the declared schema.
template <const auto& Schema, const auto&... Migration>
struct finished_history {
    using history = history_declaration<Schema, Migration...>;
    static constexpr model::faults faults() {
        model::faults out;
        if (history_outcome<history>.reaches_schema) return out;
        const model::schema end = history::replay(out);
        if (!out.empty()) return out;
        const model::schema declared = history::schema_type::lower(out);
        const std::vector<model::operation> missing = diff(end, declared);
        if (missing.empty()) return out;
        model::string list;
        for (std::size_t i = 0; i < missing.size() && i < 3; ++i) list += (i ? ", " : "") + describe(missing[i]);
        if (missing.size() > 3) list += ", ...";
        const model::string count = model::decimal(static_cast<long long>(missing.size()));
        add_fault(out, 154, {},
                  {count + (missing.size() == 1 ? " operation" : " operations"), history::schema_type::name, list});
        return out;
    }
};

}  // namespace detail

/// The history of a schema: its migrations in any order. Does not compile unless the revisions form one line or a
/// merged graph with one head, and every step can be taken where it stands.
template <const auto& Schema, const auto&... Migration>
inline constexpr auto history = detail::checked_history<Schema, Migration...>();

/// The same, and does not compile unless the history ends in the declared schema.
template <const auto& Schema, const auto&... Migration>
inline constexpr bool finished_history =
    detail::demand_no_faults<detail::finished_history<Schema, Migration...>,
                             detail::measure(detail::finished_history<Schema, Migration...>::faults())>();

}  // namespace retort
