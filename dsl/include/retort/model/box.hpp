// What most of the model's structs do not have: held behind one pointer, so that constant evaluation does not pay for
// it.
#pragma once

#include <utility>

namespace retort::model {

/// A value that mostly is not there. It copies and compares as its content does; reading one that is empty gives the
/// content's default.
template <class T>
class box {
public:
    constexpr box() = default;
    constexpr box(const T& value) : content_(new T(value)) {}
    constexpr box(const box& other) : content_(other.content_ ? new T(*other.content_) : nullptr) {}
    constexpr box(box&& other) noexcept : content_(other.content_) { other.content_ = nullptr; }
    constexpr box& operator=(const box& other) {
        if (this != &other) {
            T* copy = other.content_ ? new T(*other.content_) : nullptr;
            delete content_;
            content_ = copy;
        }
        return *this;
    }
    constexpr box& operator=(box&& other) noexcept {
        T* mine = content_;
        content_ = other.content_;
        other.content_ = nullptr;
        if (mine != content_) delete mine;
        return *this;
    }
    constexpr ~box() {
        if (content_) delete content_;
    }

    constexpr explicit operator bool() const { return content_ != nullptr; }
    /// The content, made where there is none.
    constexpr T& make() {
        if (!content_) content_ = new T{};
        return *content_;
    }
    /// What is there; undefined where nothing is.
    constexpr T* operator->() { return content_; }
    constexpr const T* operator->() const { return content_; }
    constexpr const T& operator*() const { return *content_; }

    constexpr bool operator==(const box& other) const {
        if (content_ && other.content_) return *content_ == *other.content_;
        if (content_) return *content_ == T{};
        return !other.content_ || *other.content_ == T{};
    }

private:
    T* content_ = nullptr;
};

}  // namespace retort::model
