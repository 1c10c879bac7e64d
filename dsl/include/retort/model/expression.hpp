// Expressions of checks, indexes and generated columns: a flat array of nodes, children before parents, the root last.
#pragma once

#include <retort/model/type.hpp>

#include <cstddef>
#include <retort/model/list.hpp>

namespace retort::model {

enum class node_kind : std::uint8_t {
    column,
    literal,
    sql,
    and_,
    or_,
    not_,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    add,
    subtract,
    multiply,
    divide,
    negate,
    is_null,
    is_not_null,
    like,
    in,
    /// One element of in's list: `left` is the element, `right` the next one or -1.
    list,
    length,
    lower,
    upper,
    // Checksums contain these numbers: new kinds go to the end.
    coalesce,
    concatenate,
    modulo,
    absolute,
};

/// `left` and `right` are positions in the same array, -1 for none. `name` is a column's name or verbatim SQL.
struct node {
    node_kind kind = node_kind::literal;
    model::literal value = {};
    std::string_view name = {};
    int left = -1;
    int right = -1;
    constexpr bool operator==(const node&) const = default;
};

constexpr bool literal::operator==(const literal& other) const {
    if (kind != other.kind || boolean != other.boolean || integer != other.integer || real != other.real ||
        text != other.text || size != other.size)
        return false;
    for (unsigned i = 0; i < size; ++i) {
        if (each && other.each && !(each[i] == other.each[i])) return false;
        if (nodes && other.nodes && !(nodes[i] == other.nodes[i])) return false;
    }
    return true;
}

struct expression {
    list<node> nodes = {};
    constexpr bool empty() const { return nodes.empty(); }
    constexpr int root() const { return static_cast<int>(nodes.size()) - 1; }
    constexpr const node& at(int i) const { return nodes[static_cast<std::size_t>(i)]; }
    constexpr bool uses(std::string_view column) const {
        for (const node& n : nodes)
            if (n.kind == node_kind::column && equal(n.name, column)) return true;
        return false;
    }
    constexpr void rename(std::string_view from, std::string_view to) {
        for (node& n : nodes)
            if (n.kind == node_kind::column && n.name == from) n.name = to;
    }
    /// Has text that is not understood, in which any name may stand.
    constexpr bool has_sql() const {
        for (const node& n : nodes)
            if (n.kind == node_kind::sql) return true;
        return false;
    }
    /// The columns it reads, each once, in the order of their first use.
    constexpr list<std::string_view> columns() const {
        list<std::string_view> found;
        for (const node& n : nodes) {
            if (n.kind != node_kind::column) continue;
            bool seen = false;
            for (std::string_view f : found) seen = seen || f == n.name;
            if (!seen) found.push_back(n.name);
        }
        return found;
    }
    constexpr bool operator==(const expression&) const = default;
};

/// The expression that a literal of that kind is.
constexpr expression expression_of(const literal& l) {
    expression e;
    for (unsigned i = 0; i < l.size; ++i) e.nodes.push_back(l.nodes[i]);
    return e;
}

}  // namespace retort::model
