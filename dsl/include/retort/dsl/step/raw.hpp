// Steps that the model does not understand: raw SQL and functions in C++.
#pragma once

#include <retort/dsl/step/step.hpp>

namespace retort::dsl {

template <class... Step>
struct effect_word {
    static constexpr std::string_view spoken = "effect(...)";
    hana::tuple<Step...> steps;
};

/// What raw SQL does to the schema, in steps: they are not run, but the history goes on from there.
template <class... Step>
consteval auto effect(Step... steps) {
    return effect_word<Step...>{{steps...}};
}

namespace detail {
template <class... Text>
constexpr void put(model::execute& o, const undo_word<Text...>& undo)
    requires(... && SqlText<Text>)
{
    for_each_part(undo.parts, [&]<class One>(const One& part) {
        if constexpr (std::same_as<One, sql_for>)
            o.down.push_back(part.text);
        else
            o.down.push_back({{}, part});
    });
}

constexpr void put(model::execute& o, const irreversible_word& w) { o.irreversible = w.why; }
constexpr void put(model::execute& o, const sql_for& one) { o.up.push_back(one.text); }
template <class... Step>
constexpr void put(model::execute&, const effect_word<Step...>&) {}
template <class Part>
constexpr void visit_effect(const Part&, const model::place&, auto&&) {}

template <class... Step>
constexpr void visit_effect(const effect_word<Step...>& effect, const model::place& at, auto&& visitor) {
    int count = 0;
    const auto counting = [&](auto&&) { ++count; };
    for_each_part(effect.steps, [&]<class One>(const One& step) {
        if (!visit_step(step, counting))
            misplace(visitor, "effect(...)", spoken<One>(), "effect(add_column(...)), or other steps", at);
    });
    visitor(model::declared_effect{count, at});
    for_each_part(effect.steps, [&](const auto& step) { (void)visit_step(step, visitor); });
}
}  // namespace detail

template <class... Part>
struct execute_step {
    model::sql_text first;
    model::place at;
    hana::tuple<Part...> parts;
    std::string_view given = {};
    constexpr void visit(auto&& visitor) const {
        if (!given.empty())
            detail::misplace(visitor, "execute(...)", given,
                             "execute(\"SQL\", undo(\"SQL\")), or irreversible(\"why\")", at);
        model::execute o{.place = at};
        o.up.push_back(first);
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (requires { detail::put(o, part); })
                detail::put(o, part);
            else
                detail::misplace(visitor, "execute(...)", detail::spoken<One>(),
                                 "execute(\"SQL\", undo(\"SQL\")), or irreversible(\"why\")", at);
        });
        visitor(std::move(o));
        detail::for_each_part(parts, [&](const auto& part) { detail::visit_effect(part, at, visitor); });
    }
};

/// execute("SQL", undo("SQL"), effect(add_column(…))): raw SQL for every database. Several statements are separated by
/// semicolons.
template <class... Part>
consteval auto execute(name verbatim, Part... parts) {
    return execute_step<Part...>{{{}, verbatim.text}, verbatim.at, hana::tuple<Part...>{parts...}, verbatim.given};
}

struct located_sql_for {
    sql_for one;
    model::place at;
    consteval located_sql_for(sql_for first, std::source_location where = std::source_location::current())
        : one(first), at{where.file_name(), where.line()} {}
};

/// execute(on(sqlite, "…"), on(postgresql, "…"), irreversible("why"))
template <class... Part>
consteval auto execute(located_sql_for first, Part... parts) {
    return execute_step<Part...>{first.one.text, first.at, hana::tuple<Part...>{parts...}};
}
RETORT_DSL_ARGUMENTS(execute, 1, any_number, "execute(\"SQL\", undo(\"SQL\")), or irreversible(\"why\")")

namespace detail {
/// The name of a function, with its namespaces, as the compiler spells it.
template <auto Function>
consteval std::string_view function_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    std::size_t from = text.find("Function = ");
    from = from == std::string_view::npos ? 0 : from + 11;
    if (from < text.size() && text[from] == '&') ++from;
    std::size_t to = from;
    while (to < text.size() && text[to] != ']' && text[to] != ';') ++to;
    return text.substr(from, to - from);
}
}  // namespace detail

struct undo_run_word {
    static constexpr std::string_view spoken = "undo_run<...>";
    std::string_view function;
};

/// The C++ function that reverts run<…>.
template <auto Function>
inline constexpr undo_run_word undo_run{detail::function_name<Function>()};

struct nothing_word {
    static constexpr std::string_view spoken = "nothing";
};

/// Nothing is to be done: on(sqlite, nothing), run<f>(undo_run…) of a step that needs no undoing.
inline constexpr nothing_word nothing{};

namespace detail {
/// What `Pointer` is, where it is no pointer to a function.
template <class Pointer>
consteval std::string_view no_function() {
    if constexpr (std::is_function_v<std::remove_pointer_t<Pointer>>)
        return {};
    else
        return spoken<Pointer>();
}

constexpr void put(model::run& o, const undo_run_word& w) { o.undo = w.function; }
constexpr void put(model::run& o, const nothing_word&) { o.undo_nothing = true; }
constexpr void put(model::run& o, const irreversible_word& w) { o.irreversible = w.why; }
}  // namespace detail

template <class... Part>
struct run_step {
    static constexpr std::string_view way_out =
        "run<function>(undo_run<other>), run<function>(nothing), or run<function>(irreversible(\"why\"))";
    std::string_view function;
    model::place at;
    hana::tuple<Part...> parts;
    /// What stands in place of the function.
    std::string_view given = {};
    constexpr void visit(auto&& visitor) const {
        model::run o{.function = function, .place = at};
        if (!given.empty()) detail::misplace(visitor, "run<...>", given, way_out, at);
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (requires { detail::put(o, part); })
                detail::put(o, part);
            else
                detail::misplace(visitor, "run<...>(...)", detail::spoken<One>(), way_out, at);
        });
        visitor(std::move(o));
    }
};

/// run<fill_prices>(undo_run<empty_prices>), run<fill_prices>(nothing), run<fill_prices>(irreversible("why")): a step
/// in C++. The function is void fill_prices(retort::connection&), declared in the migration's header and defined in one
/// of the SOURCES that retort_add_schema() is given.
template <auto Function, class Undo>
    requires(!std::same_as<Undo, std::source_location>)
consteval auto run(Undo undo, std::source_location where = std::source_location::current()) {
    return run_step<Undo>{detail::function_name<Function>(),
                          {where.file_name(), where.line()},
                          {undo},
                          detail::no_function<decltype(Function)>()};
}

template <auto Function>
consteval auto run(std::source_location where = std::source_location::current()) {
    return run_step<>{detail::function_name<Function>(),
                      {where.file_name(), where.line()},
                      {},
                      detail::no_function<decltype(Function)>()};
}

}  // namespace retort::dsl
