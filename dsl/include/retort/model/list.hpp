// The lists that the model is made of. std::vector would do, but constant evaluation pays for each call and each copy
// of `this`, and a std::vector's member goes through five or more: with g++ 12 making one of one element takes 80 µs
// and with `list` 17, and a model is made of hundreds of small ones. Compiling a schema of 200 tables, check and
// generator, took 3.9 s with std::vector and 2.7 s with this class.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <type_traits>
#include <utility>
// For std::allocator and std::construct_at: <memory> takes longer, and brings C's
// ::time with them.
#include <vector>

namespace retort::model {

namespace detail {
/// Enough of an iterator; the standard's concept takes compilers longer.
template <class T>
concept Iterator = requires(T i) {
    *i;
    ++i;
};

/// Where lists get their storage. One object for all, because making an allocator takes two calls and destroying it two
/// more. It has no state, so that calling it through a const_cast changes nothing.
template <class T>
inline constexpr std::allocator<T> allocator{};
}  // namespace detail

/// What the model uses of std::vector, in as few calls as can be. Members write out what they could leave to each
/// other, for that reason alone.
template <class T>
class list {
public:
    using value_type = T;
    using size_type = std::size_t;
    using difference_type = std::ptrdiff_t;
    using reference = T&;
    using const_reference = const T&;
    using pointer = T*;
    using const_pointer = const T*;
    using iterator = T*;
    using const_iterator = const T*;

    constexpr list() noexcept {}
    constexpr list(const T* first, const T* last) {
        if (first == last) return;
        capacity_ = static_cast<std::size_t>(last - first);
        begin_ = const_cast<std::allocator<T>&>(detail::allocator<T>).allocate(capacity_);
        try {
            for (; first != last; ++first) {
                std::construct_at(begin_ + size_, *first);
                ++size_;
            }
        } catch (...) {
            release();
            throw;
        }
    }
    constexpr list(std::initializer_list<T> all) : list(all.begin(), all.end()) {}
    template <detail::Iterator Iterator>
    constexpr list(Iterator first, Iterator last) : list() {
        for (; first != last; ++first) emplace_back(*first);
    }
    constexpr list(const list& other) : list(other.data(), other.data() + other.size_) {}
    constexpr list(list&& other) noexcept : begin_(other.begin_), size_(other.size_), capacity_(other.capacity_) {
        other.begin_ = nullptr;
        other.size_ = 0;
        other.capacity_ = 0;
    }
    constexpr list& operator=(const list& other) {
        if (this != &other) {
            list copy(other);
            swap(copy);
        }
        return *this;
    }
    constexpr list& operator=(list&& other) noexcept {
        // By way of `old`, which is destroyed last: `other` can be a part of an element of this list.
        list old(std::move(other));
        swap(old);
        return *this;
    }
    constexpr list& operator=(std::initializer_list<T> all) {
        list copy(all);
        swap(copy);
        return *this;
    }
    constexpr ~list() {
        if (capacity_ != 0) release();
    }

    constexpr T* begin() noexcept { return begin_; }
    constexpr T* end() noexcept { return begin_ + size_; }
    constexpr const T* begin() const noexcept { return begin_; }
    constexpr const T* end() const noexcept { return begin_ + size_; }

    constexpr std::size_t size() const noexcept { return size_; }
    constexpr std::size_t capacity() const noexcept { return capacity_; }
    constexpr bool empty() const noexcept { return size_ == 0; }
    constexpr T* data() noexcept { return begin_; }
    constexpr const T* data() const noexcept { return begin_; }
    constexpr T& operator[](std::size_t i) noexcept { return begin_[i]; }
    constexpr const T& operator[](std::size_t i) const noexcept { return begin_[i]; }
    constexpr T& front() noexcept { return *begin_; }
    constexpr const T& front() const noexcept { return *begin_; }
    constexpr T& back() noexcept { return begin_[size_ - 1]; }
    constexpr const T& back() const noexcept { return begin_[size_ - 1]; }

    constexpr void push_back(const T& value) {
        if (size_ == capacity_) {
            grow(value);
        } else {
            std::construct_at(begin_ + size_, value);
            ++size_;
        }
    }
    constexpr void push_back(T&& value) {
        if (size_ == capacity_) {
            grow(std::move(value));
        } else {
            std::construct_at(begin_ + size_, std::move(value));
            ++size_;
        }
    }
    template <class... Argument>
    constexpr T& emplace_back(Argument&&... arguments) {
        if (size_ == capacity_) {
            grow(std::forward<Argument>(arguments)...);
        } else {
            std::construct_at(begin_ + size_, std::forward<Argument>(arguments)...);
            ++size_;
        }
        return begin_[size_ - 1];
    }
    constexpr void pop_back() noexcept { std::destroy_at(begin_ + --size_); }
    constexpr T* erase(const T* position) {
        T* const at = begin_ + (position - begin_);
        for (T* p = at; p + 1 != begin_ + size_; ++p) *p = std::move(p[1]);
        pop_back();
        return at;
    }
    template <detail::Iterator Iterator>
    constexpr T* insert(const T* position, Iterator first, Iterator last) {
        const auto before = static_cast<std::size_t>(position - begin_);
        list all;
        all.reserve(size_);
        for (std::size_t i = 0; i < before; ++i) all.push_back(begin_[i]);
        for (; first != last; ++first) all.emplace_back(*first);
        for (std::size_t i = before; i < size_; ++i) all.push_back(begin_[i]);
        swap(all);
        return begin_ + before;
    }
    template <detail::Iterator Iterator>
    constexpr void assign(Iterator first, Iterator last) {
        list all(first, last);
        swap(all);
    }
    constexpr void reserve(std::size_t capacity) {
        if (capacity > capacity_)
            move_to(const_cast<std::allocator<T>&>(detail::allocator<T>).allocate(capacity), capacity);
    }
    constexpr void clear() noexcept {
        while (size_ != 0) pop_back();
    }
    constexpr void swap(list& other) noexcept {
        T* const begin = other.begin_;
        const std::size_t size = other.size_, capacity = other.capacity_;
        other.begin_ = begin_;
        other.size_ = size_;
        other.capacity_ = capacity_;
        begin_ = begin;
        size_ = size;
        capacity_ = capacity;
    }

    friend constexpr bool operator==(const list& a, const list& b) {
        if (a.size_ != b.size_) return false;
        for (std::size_t i = 0; i < a.size_; ++i)
            if (!(a.begin_[i] == b.begin_[i])) return false;
        return true;
    }

private:
    /// One more element, made before the others are moved, because the arguments can refer to one of them.
    template <class... Argument>
    constexpr void grow(Argument&&... arguments) {
        const std::size_t capacity = capacity_ == 0 ? 1 : capacity_ * 2;
        T* const place = const_cast<std::allocator<T>&>(detail::allocator<T>).allocate(capacity);
        try {
            std::construct_at(place + size_, std::forward<Argument>(arguments)...);
        } catch (...) {
            const_cast<std::allocator<T>&>(detail::allocator<T>).deallocate(place, capacity);
            throw;
        }
        move_to(place, capacity);
        ++size_;
    }
    constexpr void move_to(T* place, std::size_t capacity) noexcept {
        static_assert(std::is_nothrow_move_constructible_v<T>);
        for (std::size_t i = 0; i < size_; ++i) std::construct_at(place + i, std::move(begin_[i]));
        if (capacity_ != 0) release();
        begin_ = place;
        capacity_ = capacity;
    }
    /// Destroys the elements and gives the storage back; the members are left as they were.
    constexpr void release() noexcept {
        if constexpr (!std::is_trivially_destructible_v<T>)
            for (std::size_t i = 0; i < size_; ++i) std::destroy_at(begin_ + i);
        const_cast<std::allocator<T>&>(detail::allocator<T>).deallocate(begin_, capacity_);
    }

    T* begin_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace retort::model
