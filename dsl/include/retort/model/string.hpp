// Text made in constant evaluation. std::string cannot be used for it: in libstdc++ 12 g++ rejects moving a short one
// and clang every one (an assignment to an inactive member of its union), and both are compilers that Retort supports.
#pragma once

#include <retort/model/list.hpp>
#include <string_view>

namespace retort::model {

/// a == b, for names in constant evaluation: std::string_view compares one character at a time there, each through
/// several calls, where compilers can compare two literals in one step. Names mostly differ in length or at the end.
constexpr bool equal(std::string_view a, std::string_view b) {
    const std::size_t size = a.size();
    if (size != b.size()) return false;
    if (size == 0) return true;
    const char* const left = a.data();
    const char* const right = b.data();
    if (left[size - 1] != right[size - 1]) return false;
    if (__builtin_constant_p(__builtin_memcmp(left, right, size))) return __builtin_memcmp(left, right, size) == 0;
    for (std::size_t i = size - 1; i-- > 0;)
        if (left[i] != right[i]) return false;
    return true;
}

/// The few operations of std::string that messages and derived names need.
class string {
public:
    constexpr string() = default;
    constexpr string(std::string_view text) { *this += text; }
    constexpr string(const char* text) : string(std::string_view(text)) {}

    constexpr std::size_t size() const { return characters_.size(); }
    constexpr bool empty() const { return characters_.empty(); }
    constexpr operator std::string_view() const { return {characters_.data(), characters_.size()}; }

    constexpr string& operator+=(std::string_view text) {
        characters_.reserve(characters_.size() + text.size());
        for (char c : text) characters_.push_back(c);
        return *this;
    }
    constexpr string& operator+=(char c) {
        characters_.push_back(c);
        return *this;
    }

    // One overload for each pair that is written, because templates of all of them take compilers longer.
    friend constexpr string operator+(const string& left, const string& right) {
        string all = left;
        return all += std::string_view(right);
    }
    friend constexpr string operator+(const string& left, std::string_view right) {
        string all = left;
        return all += right;
    }
    friend constexpr string operator+(std::string_view left, const string& right) {
        string all{left};
        return all += std::string_view(right);
    }
    friend constexpr string operator+(const string& left, const char* right) { return left + std::string_view(right); }
    friend constexpr string operator+(const char* left, const string& right) { return std::string_view(left) + right; }
    friend constexpr bool operator==(const string& left, const string& right) {
        return std::string_view(left) == std::string_view(right);
    }
    friend constexpr bool operator==(const string& left, std::string_view right) {
        return std::string_view(left) == right;
    }
    friend constexpr bool operator==(const string& left, const char* right) {
        return std::string_view(left) == std::string_view(right);
    }

private:
    list<char> characters_;
};

constexpr string decimal(long long n) {
    if (n == 0) return "0";
    char digits[20]{};
    std::size_t used = 0;
    // Counting down from the negative side, because the smallest number has no positive twin.
    for (long long rest = n < 0 ? n : -n; rest != 0; rest /= 10) digits[used++] = static_cast<char>('0' - rest % 10);
    string text;
    if (n < 0) text += '-';
    while (used > 0) text += digits[--used];
    return text;
}

/// A list of `size` copies of `value`.
template <class T>
constexpr list<T> filled(std::size_t size, const T& value) {
    list<T> all;
    all.reserve(size);
    for (std::size_t i = 0; i < size; ++i) all.push_back(value);
    return all;
}

}  // namespace retort::model
