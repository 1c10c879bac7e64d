// Typed expressions: their columns are there, their operands go together.
#pragma once

#include <retort/model/check_value.hpp>

namespace retort::model {

namespace detail {

/// What a message is about: described only where there is a fault.
struct subject {
    std::string_view prefix;
    std::string_view kind;
    std::string_view name;
    constexpr string text() const { return string(prefix) + called(kind, name); }
};

/// The family an expression's node has; faults are added for operands that do not go together.
struct expression_checker {
    const schema& s;
    const table& in;
    const subject& what;
    const place& at;
    faults& out;

    constexpr family of(const expression& e, int i) {
        const node& n = e.at(i);
        switch (n.kind) {
            case node_kind::column: {
                const column* c = in.find(n.name);
                if (!c) return family::unknown;
                return c->type.kind == type_kind::domain ? family_of(base_type(s, c->type)) : family_of(c->type);
            }
            case node_kind::literal:
                switch (n.value.kind) {
                    case literal_kind::boolean: return family::boolean;
                    case literal_kind::integer:
                    case literal_kind::real: return family::number;
                    case literal_kind::text: return family::text;
                    case literal_kind::now: return family::timestamp;
                    case literal_kind::current_date: return family::date;
                    case literal_kind::current_time: return family::time;
                    case literal_kind::random_uuid: return family::uuid;
                    default: return family::unknown;
                }
            case node_kind::sql: return family::unknown;
            case node_kind::and_:
            case node_kind::or_:
                want(e, n.left, family::boolean, "a condition");
                want(e, n.right, family::boolean, "a condition");
                return family::boolean;
            case node_kind::not_: want(e, n.left, family::boolean, "a condition"); return family::boolean;
            case node_kind::equal:
            case node_kind::not_equal:
            case node_kind::less:
            case node_kind::less_equal:
            case node_kind::greater:
            case node_kind::greater_equal: together(of(e, n.left), of(e, n.right)); return family::boolean;
            case node_kind::add:
            case node_kind::subtract: return sum(e, n);
            case node_kind::multiply:
            case node_kind::divide:
            case node_kind::modulo:
                want(e, n.left, family::number, "a number");
                want(e, n.right, family::number, "a number");
                return family::number;
            case node_kind::negate:
            case node_kind::absolute: want(e, n.left, family::number, "a number"); return family::number;
            case node_kind::is_null:
            case node_kind::is_not_null: (void)of(e, n.left); return family::boolean;
            case node_kind::like:
                want(e, n.left, family::text, "a text");
                want(e, n.right, family::text, "a text");
                return family::boolean;
            case node_kind::in: {
                const family left = of(e, n.left);
                for (int l = n.right; l >= 0; l = e.at(l).right) together(left, of(e, e.at(l).left));
                return family::boolean;
            }
            case node_kind::list: return family::unknown;
            case node_kind::length: want(e, n.left, family::text, "a text"); return family::number;
            case node_kind::lower:
            case node_kind::upper: want(e, n.left, family::text, "a text"); return family::text;
            case node_kind::concatenate:
                want(e, n.left, family::text, "a text");
                want(e, n.right, family::text, "a text");
                return family::text;
            case node_kind::coalesce: {
                const family left = of(e, n.left), right = of(e, n.right);
                together(left, right);
                return left == family::unknown ? right : left;
            }
        }
        return family::unknown;
    }

    /// Numbers, or a point in time and an interval.
    constexpr family sum(const expression& e, const node& n) {
        const family left = of(e, n.left);
        const bool in_time =
            left == family::date || left == family::time || left == family::timestamp || left == family::interval;
        if (!in_time) {
            if (left != family::number && left != family::unknown) complain(left, "a number");
            want(e, n.right, family::number, "a number");
            return family::number;
        }
        const family right = of(e, n.right);
        if (right == family::interval || right == family::unknown || (left == family::date && right == family::number))
            return left;
        if (left == right && n.kind == node_kind::subtract)
            return left == family::date ? family::number : family::interval;
        if (left == family::interval && n.kind == node_kind::add && right != family::number && right != family::text)
            return right;
        complain(right, "an interval");
        return left;
    }

    constexpr void complain(family f, std::string_view words) {
        add_fault(out, 112, at,
                  {what.text(), in.name, "a value of type " + string(to_string(f)),
                   string("an operator that needs ") + words});
    }
    constexpr void want(const expression& e, int i, family wanted, std::string_view words) {
        const family f = of(e, i);
        if (f != family::unknown && f != wanted) complain(f, words);
    }
    constexpr void together(family a, family b) {
        if (a == family::unknown || b == family::unknown || a == b) return;
        // A text literal stands for a value of any type that databases write as text.
        const auto takes_text = [](family f) { return written_as_text(f) || f == family::bytes; };
        if ((a == family::text && takes_text(b)) || (b == family::text && takes_text(a))) return;
        add_fault(
            out, 112, at,
            {what.text(), in.name, "a value of type " + string(to_string(a)), "one of type " + string(to_string(b))});
    }
};

/// Whether the columns of `e` are there; faults for those that are not.
constexpr bool check_expression_columns(const table& t, const expression& e, const subject& what, const place& at,
                                        faults& out) {
    bool known = true;
    for (const node& n : e.nodes)
        if (n.kind == node_kind::column && !t.find(n.name)) {
            add_fault(out, 106, at, {what.text(), t.name, n.name}, nearest(n.name, t.column_names()));
            known = false;
        }
    return known;
}

/// The family of the whole expression; unknown where there is a fault.
constexpr family check_expression(const schema& s, const table& t, const expression& e, const subject& what,
                                  const place& at, faults& out) {
    if (e.empty() || !check_expression_columns(t, e, what, at, out)) return family::unknown;
    const std::size_t before = out.size();
    for (const node& n : e.nodes)
        if (n.kind == node_kind::literal && is_no_value(n.value))
            add_fault(out, 194, at,
                      {what.text() + " of table '" + string(t.name) + "'", n.value.text,
                       "columns as col(\"name\"), constants, or sql(\"...\")"});
    if (out.size() != before) return family::unknown;
    const family root = expression_checker{s, t, what, at, out}.of(e, e.root());
    return out.size() == before ? root : family::unknown;
}

constexpr void check_condition(const schema& s, const table& t, const expression& e, const subject& what,
                               const place& at, faults& out) {
    const family root = check_expression(s, t, e, what, at, out);
    if (root != family::boolean && root != family::unknown)
        add_fault(out, 113, at, {what.text(), t.name, "a value of type " + string(to_string(root))});
}

/// What is computed once and kept may not contain what changes by itself.
constexpr void check_immutable(const table& t, const expression& e, const subject& what, const place& at, faults& out) {
    for (const node& n : e.nodes) {
        const literal_kind kind = n.value.kind;
        if (n.kind == node_kind::literal && (kind == literal_kind::now || kind == literal_kind::current_date ||
                                             kind == literal_kind::current_time || kind == literal_kind::random_uuid))
            return add_fault(out, 136, at, {what.text(), t.name, describe(n.value)});
    }
}

}  // namespace detail

}  // namespace retort::model
