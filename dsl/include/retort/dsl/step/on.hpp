// Steps for one database.
#pragma once

#include <retort/dsl/step/raw.hpp>
#include <retort/dsl/step/step.hpp>

namespace retort::dsl {

struct located_database {
    database_word database;
    model::place at;
    consteval located_database(database_word which, std::source_location where = std::source_location::current())
        : database(which), at{where.file_name(), where.line()} {}
};

namespace detail {
/// What can be for one database only, and where that is kept.
constexpr model::databases* only_of(auto& operation) {
    if constexpr (requires { operation.only; })
        return &operation.only;
    else if constexpr (requires { operation.index; })
        return &operation.index.options.make().only;
    else if constexpr (requires { operation.check; })
        return &operation.check.only;
    else if constexpr (requires { operation.exclusion; })
        return &operation.exclusion.only;
    else if constexpr (requires { operation.object; })
        return &operation.object.only;
    else
        return nullptr;
}
}  // namespace detail

template <class... Step>
struct on_step {
    static constexpr std::string_view spoken = "on(...)";
    model::database database;
    model::place at;
    hana::tuple<Step...> steps;

    constexpr void visit(auto&& visitor) const {
        if constexpr (sizeof...(Step) == 0) visitor(model::misplaced{{189, model::name_of(database), {}, {}, at}});
        const auto narrowed = [&](auto&& operation) {
            if constexpr (model::ReplayOnly<std::remove_cvref_t<decltype(operation)>>) {
                visitor(std::move(operation));
            } else if (model::databases* only = detail::only_of(operation)) {
                only->add(database);
                visitor(std::move(operation));
            } else {
                visitor(model::step_on_one_database{describe(operation), at});
            }
        };
        detail::for_each_part(steps, [&]<class One>(const One& step) {
            if constexpr (!std::same_as<One, nothing_word>)
                if (!detail::visit_step(step, narrowed))
                    detail::misplace(visitor, "on(...)", detail::spoken<One>(),
                                     "on(database, steps...), or on(database, nothing)", at);
        });
    }
};

/// on(postgresql, create_index(…), execute(…)), on(sqlite, nothing): steps that one database takes. Those that follow
/// each other must together speak of every database of the schema.
template <class... Step>
    requires(... && (std::same_as<Step, nothing_word> || !detail::IndexColumn<Step>))
consteval auto on(located_database database, Step... steps) {
    return on_step<Step...>{database.database.which, database.at, {steps...}};
}

}  // namespace retort::dsl
