// A migration's declaration as the model has it.
#pragma once

#include <retort/dsl.hpp>
#include <retort/model/any_operation.hpp>

namespace retort::testing {

template <class Declaration>
model::migration lowered(const Declaration& declaration) {
    model::revision_node head = declaration.head();
    model::migration m{head.id, head.message, std::move(head.parents), {}, head.place, std::move(head.replaces)};
    // Replay alone sees the rest: what is misplaced, and which databases steps are for.
    declaration.visit([&]<class Operation>(Operation&& operation) {
        if constexpr (std::is_constructible_v<model::operation, Operation>)
            m.operations.emplace_back(std::move(operation));
    });
    return m;
}

}  // namespace retort::testing
