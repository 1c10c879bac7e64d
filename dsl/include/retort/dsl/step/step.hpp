// What the steps of all kinds use: their argument counts, what answers for rows and losses, undo, and their visit.
#pragma once

#include <retort/dsl/object.hpp>
#include <retort/model/operation.hpp>

namespace retort::dsl {

namespace detail {
/// Something that stands where a step wants something else.
constexpr void misplace(auto&& visitor, std::string_view step, std::string_view given, std::string_view way_out,
                        const model::place& at) {
    visitor(model::misplaced{{given == todo_word::spoken ? 188 : 194, step, given, way_out, at}});
}

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
        requires(sizeof...(More) + 1 < least || sizeof...(More) + 1 > most)                                         \
    consteval auto word(name first, const More&...) {                                                               \
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
constexpr void put(Operation& o, const allow_loss_word& w)
    requires requires { o.allow_loss; }
{
    o.allow_loss = w.reason;
}

/// What stands behind the names of a step that drops something: allow_loss("why"), or nothing.
struct approval {
    std::string_view reason = {};
    /// What stands there instead.
    std::string_view given = {};
    consteval approval() = default;
    consteval approval(const allow_loss_word& w) : reason(w.reason), given(w.given) {}
    template <class Other>
        requires(!std::same_as<Other, allow_loss_word>)
    consteval approval(const Other&) : given(spoken<Other>()) {}
};

/// Visits a step that drops something, with its approval.
constexpr void visit_drop(auto&& visitor, auto&& operation, const approval& a, std::string_view word,
                          std::string_view way_out) {
    if (!a.given.empty()) return misplace(visitor, word, a.given, way_out, operation.place);
    operation.allow_loss = a.reason;
    visitor(std::move(operation));
}
}  // namespace detail

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

namespace detail {
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
}  // namespace detail

}  // namespace retort::dsl
