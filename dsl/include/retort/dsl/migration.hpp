// migration(…), and its steps. Every step hands its typed operation to a visitor: replay applies it at once, the
// generator collects it.
#pragma once

#include <retort/dsl/step/column.hpp>
#include <retort/dsl/step/constraint.hpp>
#include <retort/dsl/step/enumeration.hpp>
#include <retort/dsl/step/index.hpp>
#include <retort/dsl/step/object.hpp>
#include <retort/dsl/step/on.hpp>
#include <retort/dsl/step/raw.hpp>
#include <retort/dsl/step/rows.hpp>
#include <retort/dsl/step/table.hpp>
#include <retort/model/history.hpp>

namespace retort::dsl {

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
concept Header = requires(model::revision_node& m, const Part& part) { put(m, part); };

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
