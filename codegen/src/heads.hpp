// The heads of a history, and whether they can be merged.
#pragma once

#include <retort/codegen/plan.hpp>

#include <string>
#include <vector>

namespace retort::codegen {

/// What a build says of a history whose heads are not merged.
struct open_heads {
    std::vector<std::string> ids;
    /// Why two of them do not commute: sentences. Empty where they do.
    std::vector<std::string> conflicts;
};
open_heads look_at_heads(const project& p);

/// What a merge of `parents` with these steps has against it.
model::faults faults_of_merge(const project& p, const std::vector<std::string>& parents,
                              const std::vector<model::operation>& steps);

/// What a new revision names: a checkpoint rather than the last that it replaces, because it stays when that one goes.
std::string name_at(const project& p, std::string_view id);

}  // namespace retort::codegen
