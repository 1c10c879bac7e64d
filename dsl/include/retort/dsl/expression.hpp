// The expression language of checks and partial indexes: col("price") >= 0 && col("status").in("new", "done").
#pragma once

#include <retort/dsl/types.hpp>

#include <array>

namespace retort::dsl {

/// An expression of `Size` nodes, children before parents. Its type says its size and nothing else, so that a thousand
/// different checks are a handful of types.
template <std::size_t Size>
struct expression {
    static constexpr std::string_view spoken = "an expression";
    static constexpr std::size_t size = Size;
    std::array<model::node, Size> nodes;

    constexpr model::expression lower() const { return {{nodes.data(), nodes.data() + Size}}; }

    consteval auto is_null() const;
    consteval auto is_not_null() const;
    /// SQL's LIKE: % stands for any text, _ for one character.
    template <class Pattern>
    consteval auto like(Pattern pattern) const;
    /// One of the values.
    template <class... Value>
    consteval auto in(Value... values) const;
    /// lower <= this && this <= upper.
    template <class Lower, class Upper>
    consteval auto between(Lower lower, Upper upper) const;
};

/// A column of the table in which the check or index stands.
consteval expression<1> col(text_argument name) {
    if (!name.given.empty()) return {{model::node{.value = {.text = name.given}}}};
    return {{model::node{.kind = model::node_kind::column, .name = name.text}}};
}

namespace detail {

template <std::size_t Size>
consteval expression<Size> expression_of(expression<Size> e) {
    return e;
}
template <class Value>
consteval expression<1> expression_of(Value value) {
    const model::literal l = literal_of(value);
    if (l.kind == model::literal_kind::sql) return {{model::node{.kind = model::node_kind::sql, .name = l.text}}};
    return {{model::node{.kind = model::node_kind::literal, .value = l}}};
}

template <std::size_t Left>
consteval expression<Left + 1> unary(model::node_kind kind, expression<Left> operand) {
    expression<Left + 1> out{};
    for (std::size_t i = 0; i < Left; ++i) out.nodes[i] = operand.nodes[i];
    out.nodes[Left] = {.kind = kind, .left = static_cast<int>(Left) - 1};
    return out;
}

template <std::size_t Left, std::size_t Right>
consteval expression<Left + Right + 1> binary(model::node_kind kind, expression<Left> left, expression<Right> right) {
    expression<Left + Right + 1> out{};
    for (std::size_t i = 0; i < Left; ++i) out.nodes[i] = left.nodes[i];
    for (std::size_t i = 0; i < Right; ++i) {
        model::node n = right.nodes[i];
        if (n.left >= 0) n.left += static_cast<int>(Left);
        if (n.right >= 0) n.right += static_cast<int>(Left);
        out.nodes[Left + i] = n;
    }
    out.nodes[Left + Right] = {
        .kind = kind, .left = static_cast<int>(Left) - 1, .right = static_cast<int>(Left + Right) - 1};
    return out;
}

template <class Value>
inline constexpr bool is_expression = false;
template <std::size_t Size>
inline constexpr bool is_expression<expression<Size>> = true;

template <class Left, class Right>
concept Operands = is_expression<Left> || is_expression<Right>;

}  // namespace detail

#define RETORT_DSL_OPERATOR(symbol, kind_name)                                                                         \
    template <class Left, class Right>                                                                                 \
        requires detail::Operands<Left, Right>                                                                         \
    consteval auto operator symbol(Left left, Right right) {                                                           \
        return detail::binary(model::node_kind::kind_name, detail::expression_of(left), detail::expression_of(right)); \
    }
RETORT_DSL_OPERATOR(==, equal)
RETORT_DSL_OPERATOR(!=, not_equal)
RETORT_DSL_OPERATOR(<, less)
RETORT_DSL_OPERATOR(<=, less_equal)
RETORT_DSL_OPERATOR(>, greater)
RETORT_DSL_OPERATOR(>=, greater_equal)
RETORT_DSL_OPERATOR(&&, and_)
RETORT_DSL_OPERATOR(||, or_)
RETORT_DSL_OPERATOR(+, add)
RETORT_DSL_OPERATOR(-, subtract)
RETORT_DSL_OPERATOR(*, multiply)
RETORT_DSL_OPERATOR(/, divide)
RETORT_DSL_OPERATOR(%, modulo)
#undef RETORT_DSL_OPERATOR

template <std::size_t Size>
consteval auto operator!(expression<Size> e) {
    return detail::unary(model::node_kind::not_, e);
}
template <std::size_t Size>
consteval auto operator-(expression<Size> e) {
    return detail::unary(model::node_kind::negate, e);
}

/// The number of characters of a text.
template <std::size_t Size>
consteval auto length(expression<Size> e) {
    return detail::unary(model::node_kind::length, e);
}
template <std::size_t Size>
consteval auto lower(expression<Size> e) {
    return detail::unary(model::node_kind::lower, e);
}
template <std::size_t Size>
consteval auto upper(expression<Size> e) {
    return detail::unary(model::node_kind::upper, e);
}

/// The number without its sign.
template <std::size_t Size>
consteval auto abs(expression<Size> e) {
    return detail::unary(model::node_kind::absolute, e);
}
/// One text behind the other.
template <class Left, class Right>
    requires detail::Operands<Left, Right>
consteval auto concat(Left left, Right right) {
    return detail::binary(model::node_kind::concatenate, detail::expression_of(left), detail::expression_of(right));
}
/// The first of the two that is not NULL: coalesce(col("name"), "?"), coalesce(sql("…"), 0).
template <class Left, class Right>
    requires(detail::Operands<Left, Right> || std::same_as<Left, model::literal>)
consteval auto coalesce(Left left, Right right) {
    return detail::binary(model::node_kind::coalesce, detail::expression_of(left), detail::expression_of(right));
}
/// A constant as an expression: lit(60) * 24.
template <class Value>
consteval expression<1> lit(Value constant) {
    return detail::expression_of(constant);
}

template <std::size_t Size>
consteval auto expression<Size>::is_null() const {
    return detail::unary(model::node_kind::is_null, *this);
}
template <std::size_t Size>
consteval auto expression<Size>::is_not_null() const {
    return detail::unary(model::node_kind::is_not_null, *this);
}
template <std::size_t Size>
template <class Pattern>
consteval auto expression<Size>::like(Pattern pattern) const {
    return detail::binary(model::node_kind::like, *this, detail::expression_of(pattern));
}
template <std::size_t Size>
template <class... Value>
consteval auto expression<Size>::in(Value... values) const {
    static_assert(sizeof...(Value) > 0, "in(…) needs at least one value");
    expression<Size + 2 * sizeof...(Value) + 1> out{};
    for (std::size_t i = 0; i < Size; ++i) out.nodes[i] = nodes[i];
    // Each element is a literal and a list node; the list is linked from its last element to its first.
    const model::literal elements[] = {detail::literal_of(values)...};
    int next = -1;
    std::size_t at = Size;
    for (std::size_t i = sizeof...(Value); i-- > 0;) {
        out.nodes[at] = {.kind = model::node_kind::literal, .value = elements[i]};
        out.nodes[at + 1] = {.kind = model::node_kind::list, .left = static_cast<int>(at), .right = next};
        next = static_cast<int>(at + 1);
        at += 2;
    }
    out.nodes[at] = {.kind = model::node_kind::in, .left = static_cast<int>(Size) - 1, .right = next};
    return out;
}
template <std::size_t Size>
template <class Lower, class Upper>
consteval auto expression<Size>::between(Lower from, Upper to) const {
    return *this >= from && *this <= to;
}

}  // namespace retort::dsl
