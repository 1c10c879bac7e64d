// The closed set of operations, for whoever stores them: plans, diffs, tests. Apart from operation.hpp, because a
// compiler needs longer for the variant than for the operations, and a user's headers never store one. A dialect that
// does not render one of them does not compile (codegen/dialect.hpp).
#pragma once

#include <retort/model/apply.hpp>
#include <retort/model/loss.hpp>

#include <variant>
#include <vector>

namespace retort::model {

namespace detail {
template <class First, class... Operation>
struct variant_of {
    using type = std::variant<Operation...>;
};
}  // namespace detail

#define RETORT_OPERATION(name, ...) , name
using operation = detail::variant_of<void RETORT_OPERATIONS(RETORT_OPERATION)>::type;
#undef RETORT_OPERATION

/// The variant itself. An operation would become the variant where there is no overload for it, and the function would
/// call itself for ever.
template <class T>
concept AnyOperation = std::is_same_v<T, operation>;

template <AnyOperation Any>
constexpr string describe(const Any& o) {
    return std::visit([](const auto& one) { return describe(one); }, o);
}

/// Whether the operation is about rows, or may be. Its place among others matters then.
constexpr bool is_about_rows(const operation& o) {
    return std::visit([]<class Operation>(const Operation&) { return answers_of<Operation>.effect == effect::rows; },
                      o);
}

template <AnyOperation Any>
constexpr transaction transaction_of(const Any& o) {
    return std::visit([](const auto& one) { return transaction_of(one); }, o);
}

template <AnyOperation Any>
constexpr void apply(schema& s, const Any& o, faults& out) {
    std::visit(
        [&](const auto& one) {
            auto copy = one;
            apply(s, std::move(copy), out);
        },
        o);
}

/// Tables and columns whose contents `o` destroys.
template <AnyOperation Any>
constexpr list<string> destroyed(const Any& o, const schema& before) {
    return std::visit([&](const auto& one) { return destroyed(one, before); }, o);
}

/// Why the author lets go what `o` destroys; empty where nothing is said.
constexpr std::string_view approval_of(const operation& o) {
    return std::visit(
        []<class Operation>(const Operation& one) -> std::string_view {
            if constexpr (CanDestroy<Operation>)
                return one.allow_loss;
            else
                return {};
        },
        o);
}

/// A migration whose steps are stored: what the generator works on.
struct migration {
    std::string_view id = {};
    std::string_view message = {};
    names parents = {};
    std::vector<operation> operations = {};
    model::place place = {};
    /// Of a checkpoint: what it stands for.
    names replaces = {};
    /// Of a checkpoint: what it replaces is in the history too, so that the schema goes on from there.
    bool shadow = false;
};

}  // namespace retort::model
