// retort::schema and retort::history: the two doors at which declarations are checked. Both take what they check as
// template arguments, so that a fault is an error wherever the header is included, the editor's parser too.
#pragma once

#include <retort/dsl/migration.hpp>
#include <retort/dsl/report.hpp>
#include <retort/model/apply.hpp>
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
    t.lower_into(s.tables.emplace_back());
    enter_last(s, out);
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
    /// Calls `visitor` with each table and enumeration, lowered, in the order of the declaration.
    static constexpr void each_part(auto&& visitor) { (visitor(Part.lower()), ...); }
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
            model::list<model::revision_node> graph;
            graph.reserve(sizeof...(Migration));
            (add_node(graph, Migration), ...);
            const model::list<int> order = replay_order(graph, out);
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
    static constexpr void add_node(model::list<model::revision_node>& graph, const Declaration& m) {
        graph.push_back(m.head());
    }
    template <class Declaration>
    static constexpr void apply_all(model::schema& s, const Declaration& m, model::faults& out) {
        m.visit([&](auto&& operation) {
            if (out.empty()) apply(s, std::move(operation), out);
        });
    }
};

namespace detail {

template <const auto& Schema, const auto&... Migration>
constexpr auto checked_history() {
    using declaration = history_declaration<Schema, Migration...>;
    (void)demand_no_faults<declaration, measure(declaration::faults())>();
    return declaration{};
}

}  // namespace detail

/// The history of a schema: its migrations in any order. Does not compile unless the revisions form one line or a
/// merged graph with one head, and every step can be taken where it stands.
template <const auto& Schema, const auto&... Migration>
inline constexpr auto history = detail::checked_history<Schema, Migration...>();

}  // namespace retort
