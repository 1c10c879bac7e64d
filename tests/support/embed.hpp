// The plan that the generator makes, as the runtime sees it: packed as in history.cpp, and unpacked.
#pragma once

#include <retort/codegen/pack.hpp>
#include <retort/plan.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retort::testing {

/// Holds the texts of `p`; the views of `history()` live as long as this object, which stays where it is.
class embedded {
public:
    explicit embedded(codegen::plan p) : plan_(std::move(p)) {
        codegen::packed_plan packed = codegen::pack(plan_);
        std::vector<std::uint32_t> lengths;
        for (const std::string_view text : packed.texts) lengths.push_back(static_cast<std::uint32_t>(text.size()));
        std::vector<plan::named_function> functions;
        // What a function does is not part of the plan.
        for (const std::string_view name : packed.functions) functions.push_back({name, [](connection&) {}});
        std::erase_if(packed.texts, [](std::string_view text) { return text.empty(); });
        history_ = std::make_unique<plan::unpacked>(plan::packed{packed.texts, lengths, packed.numbers, functions});
    }
    embedded(const embedded&) = delete;
    embedded& operator=(const embedded&) = delete;

    const plan::history& history() const { return history_->history(); }
    const codegen::plan& source() const { return plan_; }

private:
    codegen::plan plan_;
    std::unique_ptr<plan::unpacked> history_;
};

}  // namespace retort::testing
