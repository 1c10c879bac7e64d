#include <retort/codegen/pack.hpp>

#include <algorithm>
#include <type_traits>
#include <unordered_map>

namespace retort::codegen {

namespace {

/// The counterpart of `reader` in plan/src/unpack.cpp.
class packer {
public:
    void write(std::string_view text) {
        const auto [known, is_new] = places_.emplace(text, static_cast<std::uint32_t>(made_.texts.size()));
        if (is_new) made_.texts.push_back(text);
        made_.numbers.push_back(known->second);
    }
    void write(const std::string& text) { write(std::string_view(text)); }
    void write(bool flag) { made_.numbers.push_back(flag ? 1 : 0); }
    void write(int number) { made_.numbers.push_back(static_cast<std::uint32_t>(number)); }
    void write(std::uint32_t number) { made_.numbers.push_back(number); }
    template <typename Enumeration>
        requires std::is_enum_v<Enumeration>
    void write(Enumeration value) {
        made_.numbers.push_back(static_cast<std::uint32_t>(value));
    }
    /// The build knows a function by its name only.
    void write(retort::plan::step_function) {}
    template <typename Element>
    void write(const std::vector<Element>& list) {
        made_.numbers.push_back(static_cast<std::uint32_t>(list.size()));
        for (const Element& one : list) write(one);
    }
    template <typename Part>
        requires std::is_class_v<Part>
    void write(const Part& part) {
        static const Part none{};
        Part::fields(part, [&](const auto&... each) {
            static_assert(sizeof...(each) <= 32);
            Part::fields(none, [&](const auto&... defaults) {
                std::uint32_t mask = 0, bit = 1;
                ((mask |= each == defaults ? 0 : bit, bit <<= 1), ...);
                made_.numbers.push_back(mask);
                ((each == defaults ? void() : write(each)), ...);
            });
        });
        if constexpr (std::is_same_v<Part, statement>) note_function(part.function_name);
    }

    packed_plan made() && { return std::move(made_); }

private:
    void note_function(std::string_view name) {
        const std::vector<std::string_view>& known = made_.functions;
        if (!name.empty() && std::find(known.begin(), known.end(), name) == known.end())
            made_.functions.push_back(name);
    }

    packed_plan made_;
    std::unordered_map<std::string_view, std::uint32_t> places_;
};

}  // namespace

packed_plan pack(const plan& p) {
    packer to;
    to.write(p);
    return std::move(to).made();
}

}  // namespace retort::codegen
