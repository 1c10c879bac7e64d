// The generator's entry point. retort_add_schema() writes a main() that calls generate<schema, migrations…>, so that
// the same compilation checks the declarations and makes the program that writes them out.
#pragma once

#include <retort/codegen/plan.hpp>
#include <retort/dsl/schema.hpp>

namespace retort::codegen {

/// Writes everything that follows from `p` below the folder given by --output. Returns main()'s exit code.
int run_generator(int argc, char** argv, const project& p);

namespace detail {
template <class Declaration>
model::migration lower(const Declaration& declaration) {
    model::migration m = declaration.head();
    declaration.visit([&](auto&& operation) { m.operations.emplace_back(std::move(operation)); });
    return m;
}
}  // namespace detail

/// Checks the history at compile time, then generates.
template <const auto& Schema, const auto&... Migration>
int generate(int argc, char** argv) {
    using history = std::remove_cvref_t<decltype(retort::history<Schema, Migration...>)>;
    static_assert(sizeof(history) != 0);
    project p;
    model::faults none;
    p.declared = std::remove_cvref_t<decltype(Schema)>::lower(none);
    std::vector<model::migration> lowered;
    (lowered.push_back(detail::lower(Migration)), ...);
    std::vector<model::revision_node> graph;
    for (const model::migration& m : lowered) graph.push_back({m.id, m.parents, m.place});
    for (int at : model::replay_order(graph, none))
        p.migrations.push_back(std::move(lowered[static_cast<std::size_t>(at)]));
    return run_generator(argc, argv, p);
}

}  // namespace retort::codegen
