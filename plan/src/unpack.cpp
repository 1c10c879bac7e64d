#include <retort/plan.hpp>

#include <algorithm>
#include <memory>
#include <memory_resource>
#include <new>
#include <stdexcept>
#include <type_traits>
#include <vector>

namespace retort::plan {

struct unpacked::memory {
    std::pmr::monotonic_buffer_resource lists;
};

namespace {

/// Reads the numbers from the beginning to the end. Every list of the plan is trivially destructible, so that its
/// memory is released as a whole.
class reader {
public:
    reader(const packed& from, std::pmr::memory_resource& memory) : from_(from), memory_(memory) {
        texts_.reserve(from.lengths.size());
        auto piece = from.pieces.begin();
        std::size_t at = 0;
        for (const std::uint32_t length : from.lengths) {
            if (piece != from.pieces.end() && at == piece->size()) {
                ++piece;
                at = 0;
            }
            if (length != 0 && piece == from.pieces.end()) throw std::out_of_range("a packed plan lacks a text");
            texts_.push_back(length == 0 ? std::string_view() : piece->substr(at, length));
            at += length;
        }
    }

    void read(std::string_view& text) { text = texts_.at(next()); }
    void read(bool& flag) { flag = next() != 0; }
    void read(int& number) { number = static_cast<int>(next()); }
    void read(std::uint32_t& number) { number = next(); }
    template <typename Enumeration>
        requires std::is_enum_v<Enumeration>
    void read(Enumeration& value) {
        value = static_cast<Enumeration>(next());
    }
    /// Written as its name, in the field beside it.
    void read(step_function&) {}
    template <typename Element>
    void read(std::span<const Element>& list) {
        static_assert(std::is_trivially_destructible_v<Element>);
        const std::size_t size = next();
        if (size == 0) return;
        void* const place = memory_.allocate(size * sizeof(Element), alignof(Element));
        auto* const elements = static_cast<Element*>(place);
        for (std::size_t i = 0; i < size; ++i) read(*::new (static_cast<void*>(elements + i)) Element());
        list = {elements, size};
    }
    template <typename Part>
        requires std::is_class_v<Part>
    void read(Part& part) {
        const std::uint32_t mask = next();
        Part::fields(part, [&](auto&... each) {
            std::uint32_t bit = 1;
            const auto read_one = [&](auto& field) {
                if ((mask & bit) != 0) read(field);
                bit <<= 1;
            };
            (read_one(each), ...);
        });
        if constexpr (std::is_same_v<Part, statement>) part.function = function_named(part.function_name);
    }

private:
    std::uint32_t next() {
        if (at_ == from_.numbers.size()) throw std::out_of_range("a packed plan ends too early");
        return from_.numbers[at_++];
    }
    step_function function_named(std::string_view name) const {
        if (name.empty()) return nullptr;
        const auto found = std::find_if(from_.functions.begin(), from_.functions.end(),
                                        [&](const named_function& one) { return one.name == name; });
        if (found == from_.functions.end()) throw std::out_of_range("a packed plan lacks a function");
        return found->call;
    }

    const packed& from_;
    std::pmr::memory_resource& memory_;
    std::vector<std::string_view> texts_;
    std::size_t at_ = 0;
};

}  // namespace

unpacked::unpacked(const packed& from) : memory_(nullptr) {
    auto lists = std::make_unique<memory>();
    reader(from, lists->lists).read(history_);
    memory_ = lists.release();
}

unpacked::~unpacked() { delete memory_; }

}  // namespace retort::plan
