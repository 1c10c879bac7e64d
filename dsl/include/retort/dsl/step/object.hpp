// Steps on objects: create, replace, drop, rename.
#pragma once

#include <retort/dsl/step/step.hpp>

namespace retort::dsl {

// Objects: create_view("v", …), replace_view("v", …) with what view(…) takes, drop_view("v"), rename_view("v", "w").

template <class Operation, class Declaration>
struct object_step {
    Declaration declaration;
    constexpr void visit(auto&& visitor) const {
        if (!declaration.given.empty()) return visitor(model::misplaced{declaration.misuse()});
        visitor(Operation{.object = declaration.lower(), .place = declaration.called.at});
    }
};

struct drop_object_step {
    model::object_kind kind;
    name called;
    std::string_view on;
    constexpr void visit(auto&& visitor) const { visitor(model::drop_object{kind, called.text, on, called.at}); }
};

struct rename_object_step {
    model::object_kind kind;
    name from;
    std::string_view to, on;
    constexpr void visit(auto&& visitor) const { visitor(model::rename_object{kind, from.text, to, on, from.at}); }
};

/// `least` is how many arguments a declaration has at the least.
#define RETORT_DSL_OBJECT_CREATE(word, least, arguments)                                                    \
    RETORT_DSL_ARGUMENTS(create_##word, least, any_number, "create_" #word arguments)                       \
    RETORT_DSL_ARGUMENTS(replace_##word, least, any_number, "replace_" #word arguments)                     \
    template <class... Part>                                                                                \
        requires(sizeof...(Part) + 1 >= least)                                                              \
    consteval auto create_##word(name called, Part... parts) {                                              \
        const auto declaration = word(called, parts...);                                                    \
        return object_step<model::create_object, std::remove_const_t<decltype(declaration)>>{declaration};  \
    }                                                                                                       \
    template <class... Part>                                                                                \
        requires(sizeof...(Part) + 1 >= least)                                                              \
    consteval auto replace_##word(name called, Part... parts) {                                             \
        const auto declaration = word(called, parts...);                                                    \
        return object_step<model::replace_object, std::remove_const_t<decltype(declaration)>>{declaration}; \
    }

#define RETORT_DSL_OBJECT(word)                          \
    RETORT_DSL_OBJECT_CREATE(word, 1, "(\"name\", ...)") \
    RETORT_DSL_OBJECT_NAMED(word)

#define RETORT_DSL_OBJECT_NAMED(word)                                                                          \
    RETORT_DSL_ARGUMENTS(drop_##word, 1, 1, "drop_" #word "(\"name\")")                                        \
    RETORT_DSL_ARGUMENTS(rename_##word, 2, 2, "rename_" #word "(\"old\", \"new\")")                            \
    consteval auto drop_##word(name called) { return drop_object_step{model::object_kind::word, called, {}}; } \
    consteval auto rename_##word(name from, text_argument to) {                                                \
        return rename_object_step{model::object_kind::word, detail::with(from, to), to.text, {}};              \
    }

#define RETORT_DSL_OBJECT_ON(word)                                                                               \
    RETORT_DSL_OBJECT_CREATE(word, 2, "(\"name\", \"table\", ...)")                                              \
    RETORT_DSL_ARGUMENTS(drop_##word, 2, 2, "drop_" #word "(\"name\", \"table\")")                               \
    RETORT_DSL_ARGUMENTS(rename_##word, 3, 3, "rename_" #word "(\"old\", \"table\", \"new\")")                   \
    consteval auto drop_##word(name called, text_argument table) {                                               \
        return drop_object_step{model::object_kind::word, detail::with(called, table), table.text};              \
    }                                                                                                            \
    consteval auto rename_##word(name from, text_argument table, text_argument to) {                             \
        return rename_object_step{model::object_kind::word, detail::with(from, table, to), to.text, table.text}; \
    }

RETORT_DSL_OBJECT(namespace_)
RETORT_DSL_OBJECT(extension)

/// Its type stands second, and may be `time`, which is a function.
template <class... Part>
consteval auto create_domain(name called, type_argument type, Part... parts) {
    const auto declaration = domain(called, type, parts...);
    return object_step<model::create_object, std::remove_const_t<decltype(declaration)>>{declaration};
}

template <class Declaration>
struct replace_domain_step {
    Declaration declaration;
    model::assurance assurance = {};
    allow_loss_word approved = {};
    constexpr void visit(auto&& visitor) const {
        if (!declaration.given.empty()) return visitor(model::misplaced{declaration.misuse()});
        if (!approved.given.empty())
            return detail::misplace(visitor, "replace_domain(...)", approved.given, "allow_loss(\"why\")",
                                    declaration.called.at);
        visitor(model::replace_object{declaration.lower(), assurance, declaration.called.at, approved.reason});
    }
};

namespace detail {
/// Takes what answers for rows out of the first `Left` parts; the others go to the end.
template <std::size_t Left, class... Part>
consteval auto replaced_domain(name called, type_argument type, const Part&... parts)
    requires(Left == 0)
{
    const auto declaration = domain(called, type, parts...);
    return replace_domain_step<std::remove_const_t<decltype(declaration)>>{declaration};
}

template <std::size_t Left, class First, class... Rest>
consteval auto replaced_domain(name called, type_argument type, const First& first, const Rest&... rest)
    requires(Left > 0)
{
    if constexpr (Assurance<First>) {
        auto step = replaced_domain<Left - 1>(called, type, rest...);
        put(step.assurance, first);
        return step;
    } else if constexpr (std::same_as<First, allow_loss_word>) {
        auto step = replaced_domain<Left - 1>(called, type, rest...);
        step.approved = first;
        return step;
    } else {
        return replaced_domain<Left - 1>(called, type, rest..., first);
    }
}
}  // namespace detail

/// replace_domain("email", varchar(100), precheck): where values of its columns could fail what it demands from now on,
/// precheck or assume("why they do not") behind it, and allow_loss("why") where it may change them.
template <class... Part>
consteval auto replace_domain(name called, type_argument type, Part... parts) {
    return detail::replaced_domain<sizeof...(Part)>(called, type, parts...);
}
RETORT_DSL_ARGUMENTS(create_domain, 2, any_number, "create_domain(\"name\", type, ...)")
RETORT_DSL_ARGUMENTS(replace_domain, 2, any_number, "replace_domain(\"name\", type, ...)")
RETORT_DSL_OBJECT_NAMED(domain)
RETORT_DSL_OBJECT(composite)
RETORT_DSL_OBJECT(sequence)
RETORT_DSL_OBJECT(function)
RETORT_DSL_OBJECT(procedure)
RETORT_DSL_OBJECT(view)
RETORT_DSL_OBJECT(materialized_view)

/// Of a trigger and a policy the table comes second: drop_trigger("parts_touch", "parts").
RETORT_DSL_OBJECT_ON(trigger)

RETORT_DSL_OBJECT_ON(policy)
RETORT_DSL_OBJECT_ON(grant)
#undef RETORT_DSL_OBJECT_ON
#undef RETORT_DSL_OBJECT
#undef RETORT_DSL_OBJECT_NAMED
#undef RETORT_DSL_OBJECT_CREATE

}  // namespace retort::dsl
