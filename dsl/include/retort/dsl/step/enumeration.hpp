// Steps on enumerations: create, drop, alter, and their values.
#pragma once

#include <retort/dsl/step/step.hpp>

namespace retort::dsl {

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

}  // namespace retort::dsl
