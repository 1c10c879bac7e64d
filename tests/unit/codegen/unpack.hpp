// Whether a plan is the same after packing and unpacking.
#pragma once

#include <retort/codegen/plan.hpp>

#include "support/embed.hpp"

namespace retort::testing {

inline bool same_part(std::string_view a, const std::string& b) { return a == b; }
/// The build knows a function's name only; the runtime must have found the function.
inline bool same_part(plan::step_function, plan::step_function) { return true; }
template <typename Value>
    requires std::is_arithmetic_v<Value> || std::is_enum_v<Value>
bool same_part(Value a, Value b) {
    return a == b;
}
template <typename Viewed, typename Owned>
    requires std::is_class_v<Viewed>
bool same_part(const Viewed& a, const Owned& b);
template <typename Viewed, typename Owned>
bool same_part(std::span<const Viewed> a, const std::vector<Owned>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Viewed& x, const Owned& y) { return same_part(x, y); });
}
template <typename Viewed, typename Owned>
    requires std::is_class_v<Viewed>
bool same_part(const Viewed& a, const Owned& b) {
    return Viewed::fields(a, [&](const auto&... x) {
        return Owned::fields(b, [&](const auto&... y) { return (same_part(x, y) && ...); });
    });
}

inline bool same_when_unpacked(const codegen::plan& p) {
    const embedded made(p);
    return same_part(made.history(), p);
}

}  // namespace retort::testing
