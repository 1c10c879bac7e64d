// Every golden case, lowered to the model: cases.cpp, which CMake writes, names them all.
#pragma once

#include <retort/codegen/plan.hpp>

#include <optional>
#include <string>
#include <vector>

#include "support/lowered.hpp"

namespace retort::testing {

/// A folder with migrations.hpp: a history of two revisions, of which the second is looked at.
struct golden_case {
    std::string name;
    codegen::project project;
    /// Empty for all.
    model::databases where;

    /// The history as the generator checks it for one database; none where the case is not for that.
    std::optional<codegen::project> on(model::database d) const {
        if (!where.wants(d)) return std::nullopt;
        codegen::project one = project;
        one.declared.databases.add(d);
        return one;
    }
};
const std::vector<golden_case>& golden_cases();

/// A folder below drafts/ with schemas.hpp: a schema before and after someone changed the header.
struct draft_case {
    std::string name;
    model::schema before, after;
};
const std::vector<draft_case>& draft_cases();

template <const auto& Before, const auto& Steps>
golden_case make_golden_case(std::string name, model::databases where = {}) {
    golden_case c{std::move(name), {}, where};
    c.project.declared.name = "golden";
    c.project.migrations = {lowered(Before), lowered(Steps)};
    return c;
}
template <const auto& Before, const auto& After>
draft_case make_draft_case(std::string name) {
    model::faults none;
    return {std::move(name), std::remove_cvref_t<decltype(Before)>::lower(none),
            std::remove_cvref_t<decltype(After)>::lower(none)};
}

/// A migration in the one of its spellings in which a draft comes: what is dropped is named, and a table's foreign keys
/// stand in the order of their names. Two that mean the same have the same checksum then. `convention`: the schema's.
model::migration spelled_out(model::migration m, const model::naming_convention* convention = nullptr);

}  // namespace retort::testing
