// A string of the user's, and where it was written; and how what a user wrote is spoken of.
#pragma once

#include <retort/model/schema.hpp>

#include <concepts>
#include <initializer_list>
#include <source_location>
#include <type_traits>

namespace retort::dsl {

struct sql_for;

/// Stands in a drafted migration where only its author knows what belongs there: a step, a value of set(…), an answer
/// for rows that exist. Nothing compiles with it (E188).
struct todo_word {
    static constexpr std::string_view spoken = "todo";
};
inline constexpr todo_word todo{};

namespace detail {

/// What a part of a declaration is called in messages: its type says so, in `spoken`.
template <class Part>
consteval std::string_view spoken() {
    if constexpr (requires { std::string_view(Part::spoken); })
        return Part::spoken;
    else if constexpr (requires(const Part& p) { p.visit(0); })
        return "a step of a migration";
    else if constexpr (std::same_as<Part, bool>)
        return "true or false";
    else if constexpr (std::is_arithmetic_v<Part>)
        return "a number";
    else if constexpr (std::convertible_to<Part, const char*>)
        return "a text";
    else if constexpr (std::same_as<Part, model::type>)
        return "a type";
    else if constexpr (std::same_as<Part, model::literal>)
        return "a value";
    else
        return "an unsupported argument";
}

}  // namespace detail

namespace detail {
/// A literal, measured in one step: std::string_view counts its characters one by one in constant evaluation.
consteval std::string_view text(const char* literal) { return {literal, __builtin_strlen(literal)}; }
}  // namespace detail

/// Made from a string literal in place; remembers file and line for messages.
struct name {
    std::string_view text;
    model::place at;
    /// What stands there instead, where it is no text.
    std::string_view given;
    name() = default;
    // std::source_location says the same, in three calls more.
    consteval name(const char* literal, const char* file = __builtin_FILE(), unsigned line = __builtin_LINE())
        : text{literal, __builtin_strlen(literal)}, at{file, line} {}
    template <class Other>
        requires(!std::convertible_to<Other, const char*> && !std::same_as<Other, sql_for>)
    consteval name(Other, const char* file = __builtin_FILE(), unsigned line = __builtin_LINE())
        : at{file, line}, given(detail::spoken<Other>()) {}
};

/// A text of the user's that needs no place of its own.
struct text_argument {
    std::string_view text;
    /// What stands there instead, where it is none.
    std::string_view given;
    consteval text_argument(const char* literal) : text{literal, __builtin_strlen(literal)} {}
    template <class Other>
        requires(!std::convertible_to<Other, const char*>)
    consteval text_argument(const Other&) : given(detail::spoken<Other>()) {}
};

namespace detail {
template <class... Given>
concept OneText = sizeof...(Given) == 1 && (... && std::convertible_to<Given, const char*>);

/// The first of what was given in place of a text.
constexpr std::string_view first_given(std::initializer_list<std::string_view> all) {
    for (std::string_view one : all)
        if (!one.empty()) return one;
    return {};
}
/// What a part of a declaration was given that it does not take; empty where nothing is wrong.
template <class Part>
constexpr std::string_view wrong_in(const Part& part) {
    if constexpr (requires { std::string_view(part.given); })
        return part.given;
    else if constexpr (requires { part.part; })
        return wrong_in(part.part);
    else
        return {};
}

/// `called`, which remembers what else in the same step is no text.
template <std::same_as<text_argument>... Text>
consteval name with(name called, Text... texts) {
    called.given = first_given({called.given, texts.given...});
    return called;
}
}  // namespace detail

/// comment(5): nothing takes what `word` then makes, so that its place says what is wrong.
#define RETORT_DSL_WANTS_A_TEXT(word)                                                      \
    struct word##_of_no_text {                                                             \
        static constexpr std::string_view spoken = #word "(...) without exactly one text"; \
    };                                                                                     \
    template <class... Given>                                                              \
        requires(!detail::OneText<Given...>)                                               \
    consteval word##_of_no_text word(const Given&...) {                                    \
        return {};                                                                         \
    }

}  // namespace retort::dsl
