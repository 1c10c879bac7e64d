// A value or none, as std::optional has it, which takes compilers longer.
#pragma once

#include <utility>

namespace retort::model {

/// Of a type that has a default; reading one that is empty gives that.
template <class T>
class maybe {
public:
    constexpr maybe() = default;
    constexpr maybe(T value) : value_(std::move(value)), has_(true) {}
    constexpr explicit operator bool() const { return has_; }
    constexpr bool has_value() const { return has_; }
    constexpr const T& operator*() const { return value_; }
    constexpr T& operator*() { return value_; }
    constexpr const T* operator->() const { return &value_; }
    constexpr T* operator->() { return &value_; }
    constexpr T& emplace() {
        value_ = T{};
        has_ = true;
        return value_;
    }
    constexpr bool operator==(const maybe& other) const {
        return has_ == other.has_ && (!has_ || value_ == other.value_);
    }

private:
    T value_ = {};
    bool has_ = false;
};

}  // namespace retort::model
