// A plan as the constants of history.cpp.
#pragma once

#include <retort/codegen/plan.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace retort::codegen {

/// What `retort::plan::packed` views. The texts are views into the plan.
struct packed_plan {
    /// Each text once, in the order of their first use.
    std::vector<std::string_view> texts;
    std::vector<std::uint32_t> numbers;
    /// The names of the C++ functions that statements call, each once.
    std::vector<std::string_view> functions;
};

/// `p` must outlive the result.
packed_plan pack(const plan& p);

}  // namespace retort::codegen
