// The rules of a schema, each written once: `check` asks all of them of a whole schema, `apply` those that concern a
// step.
#pragma once

#include <retort/model/naming.hpp>
#include <retort/model/support.hpp>

namespace retort::model {

namespace detail {

constexpr string count(std::size_t n, std::string_view noun) {
    return decimal(static_cast<long long>(n)) + " " + string(noun) + (n == 1 ? "" : "s");
}

/// "'a', 'b' and 'c'" would read well; a plain list is enough for a message.
constexpr string quoted(const names& list) {
    string all;
    for (std::string_view n : list) {
        if (!all.empty()) all += ", ";
        all += "'";
        all += n;
        all += "'";
    }
    return all;
}

constexpr string called(std::string_view kind, std::string_view name) {
    string text(kind);
    if (!name.empty()) {
        text += " '";
        text += name;
        text += "'";
    }
    return text;
}

/// The longest name that the schema's databases keep; 0 where there is no limit.
constexpr std::size_t name_limit(databases on) {
    if (on.wants(database::postgresql)) return longest_name;
    return on.has(database::mariadb) ? 64 : 0;
}

/// What PostgreSQL counts of a name: a table in a namespace has two, and a function's parameters are not part of its.
constexpr std::size_t longest_part(std::string_view kind, std::string_view name) {
    if (kind == "column" || kind == "enumeration") return name.size();
    std::size_t longest = 0, from = 0;
    for (std::size_t i = 0; i <= name.size(); ++i) {
        if (i < name.size() && name[i] != '.' && name[i] != '(') continue;
        if (i - from > longest) longest = i - from;
        from = i + 1;
        if (i < name.size() && name[i] == '(') break;
    }
    return longest;
}

constexpr void check_name(const schema& s, std::string_view kind, std::string_view name, const place& at, faults& out) {
    if (name.empty()) add_fault(out, 119, at, {kind});
    const std::size_t limit = name_limit(s.databases);
    if (limit == 0 || name.size() <= limit) return;
    const std::size_t size = limit == longest_name ? longest_part(kind, name) : name.size();
    if (size > limit)
        add_fault(out, 125, at,
                  {kind, name, decimal(static_cast<long long>(size)),
                   limit == longest_name ? "PostgreSQL keeps 63" : "MariaDB takes 64"});
}

/// The rare case is told apart without a call.
constexpr bool suspicious(std::string_view name) { return name.empty() || name.size() > longest_name; }

/// What stands below a domain; any other type itself. A domain that is not there stays itself.
constexpr type base_type(const schema& s, type t) {
    for (int depth = 0; t.kind == type_kind::domain && depth < 8; ++depth) {
        const object* o = s.find_object(object_kind::domain, t.name);
        if (!o) break;
        const std::uint8_t dimensions = t.dimensions;
        t = o->type;
        if (dimensions != 0) t.dimensions = dimensions;
    }
    return t;
}

/// Values of these are written as text, and what is right is the database's to say.
constexpr bool written_as_text(family f) {
    return f == family::date || f == family::time || f == family::timestamp || f == family::uuid ||
           f == family::enumeration || f == family::interval || f == family::network || f == family::bits ||
           f == family::range || f == family::array || f == family::xml || f == family::search || f == family::geometry;
}

constexpr bool default_fits(const type& t, const literal& l) {
    if (l.kind == literal_kind::sql) return true;
    switch (family_of(t)) {
        case family::boolean: return l.kind == literal_kind::boolean;
        case family::number:
            return l.kind == literal_kind::integer || (l.kind == literal_kind::real && !is_integer(t.kind));
        case family::date: return l.kind == literal_kind::text || l.kind == literal_kind::current_date;
        case family::time: return l.kind == literal_kind::text || l.kind == literal_kind::current_time;
        case family::timestamp: return l.kind == literal_kind::text || l.kind == literal_kind::now;
        case family::uuid:
        case family::text: return l.kind == literal_kind::text || l.kind == literal_kind::random_uuid;
        case family::unknown: return true;
        default: return l.kind == literal_kind::text;
    }
}

/// Characters of a UTF-8 text, as the lengths of types count them.
constexpr long long characters(std::string_view text) {
    long long n = 0;
    for (char c : text)
        if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u) ++n;
    return n;
}

constexpr bool in_range(const type& t, const literal& l) {
    const auto power = [](int exponent) {
        double p = 1;
        for (int i = 0; i < exponent; ++i) p *= 10;
        return p;
    };
    if (t.kind == type_kind::numeric && t.a >= 0) {
        const double value = l.kind == literal_kind::integer ? static_cast<double>(l.integer) : l.real;
        const double limit = power(t.a - t.b);
        return value < limit && -value < limit;
    }
    if (l.kind != literal_kind::integer) return true;
    const long long n = l.integer;
    if (t.is_unsigned && n < 0) return false;
    const auto within = [&](long long half) { return t.is_unsigned ? n < 2 * half : n >= -half && n < half; };
    switch (t.kind) {
        case type_kind::tinyint: return within(128);
        case type_kind::smallint: return within(32768);
        case type_kind::mediumint: return within(8388608);
        case type_kind::integer: return within(2147483648);
        case type_kind::year: return n == 0 || (n >= 1901 && n <= 2155);
        default: return true;
    }
}

/// Something that stands where a value belongs, and is none: `text` says what.
constexpr bool is_no_value(const literal& l) { return l.kind == literal_kind::none && !l.text.empty(); }

/// What is wrong with a constant that is to be a value of `t`: nothing (0), or the code of the rule it breaks.
constexpr int problem_with(const schema& s, const type& t, const literal& l) {
    if (l.kind == literal_kind::none || l.kind == literal_kind::sql || l.kind == literal_kind::expression) return 0;
    const type base = t.kind == type_kind::domain ? base_type(s, t) : t;
    if (!default_fits(base, l)) return 107;
    if (l.kind == literal_kind::text) {
        if (base.kind == type_kind::enumeration && base.dimensions == 0) {
            const enumeration* e = s.find_enumeration(base.name);
            if (e && !contains(e->values, l.text)) return 123;
        }
        if ((base.kind == type_kind::varchar || base.kind == type_kind::char_) && base.dimensions == 0 &&
            l.text.size() > static_cast<std::size_t>(base.a) && characters(l.text) > base.a)
            return 130;
        return 0;
    }
    if ((l.kind == literal_kind::integer || l.kind == literal_kind::real) && !in_range(base, l)) return 131;
    return 0;
}

constexpr string parameter_problem(const type& t) {
    if (t.a == no_number || t.b == no_number) return "its parameter is not a number";
    switch (t.kind) {
        case type_kind::varchar:
        case type_kind::char_:
        case type_kind::binary:
        case type_kind::varbinary:
        case type_kind::bit:
        case type_kind::varbit:
            if (t.a < 1) return "its length is less than 1";
            if (t.a > 65535) return "its length is more than 65535";
            return {};
        case type_kind::numeric:
            if (t.a == -1) return {};
            if (t.a < 1 || t.a > 1000) return "its precision is not between 1 and 1000";
            if (t.b < 0 || t.b > t.a) return "its scale is not between 0 and the precision";
            return {};
        default:
            if (t.b != 0 && (t.a < 0 || t.a > 6)) return "its precision is not between 0 and 6";
            return {};
    }
}

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
                   string("an operator that wants ") + words});
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

/// a == b for databases that do not tell upper from lower case (ASCII letters).
constexpr bool equal_but_for_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    for (std::size_t i = a.size(); i-- > 0;)
        if (a[i] != b[i] && lower(a[i]) != lower(b[i])) return false;
    return true;
}

constexpr bool ignores_case(databases on) { return on.wants(database::sqlite) || on.has(database::mariadb); }

constexpr std::string_view name_in(std::string_view column) { return column; }
constexpr std::string_view name_in(const index_column& column) { return column.name; }

/// All of `columns` exist in `t`, each once. `kind` and `name` describe the key; no text is made unless there is a
/// fault.
template <class Column>
constexpr bool check_columns(const table& t, const list<Column>& columns, std::string_view kind, std::string_view name,
                             const place& at, faults& out) {
    bool good = true;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string_view column = name_in(columns[i]);
        if (!t.find(column)) {
            add_fault(out, 106, at, {called(kind, name), t.name, column}, nearest(column, t.column_names()));
            good = false;
        }
        for (std::size_t j = 0; j < i; ++j)
            if (equal(name_in(columns[j]), column)) add_fault(out, 122, at, {called(kind, name), t.name, column});
    }
    return good;
}

constexpr bool same_columns(const names& a, const names& b) {
    if (a.size() != b.size()) return false;
    for (std::string_view n : a)
        if (!contains(b, n)) return false;
    return true;
}

}  // namespace detail

/// Whether `columns` are the primary key or a unique key of `t`.
constexpr bool is_key(const table& t, const names& columns) {
    if (t.primary_key && detail::same_columns(t.primary_key.columns, columns)) return true;
    for (const unique_key& u : t.uniques)
        if (detail::same_columns(u.columns, columns)) return true;
    return false;
}

namespace detail {

constexpr string column_of(const table& t, std::string_view name) { return string(t.name) + "." + string(name); }

/// Whether a type exists and can be had on the schema's databases. `what` is called for the text of a message.
constexpr void check_type(const schema& s, const type& t, auto&& what, const place& at, faults& out) {
    if (t.kind == type_kind::domain || t.kind == type_kind::composite) {
        const object_kind kind = t.kind == type_kind::domain ? object_kind::domain : object_kind::composite;
        if (!s.find_object(kind, t.name))
            add_fault(out, 180, at, {what(), to_string(kind), t.name}, nearest(t.name, s.object_names(kind)));
    }
    if (t.is_unsigned && !is_integer(t.kind) && family_of(t.kind) != family::number)
        add_fault(out, 185, at, {what(), to_string(t), "only numbers have a sign to go without"});
    if (t.dimensions > 6) add_fault(out, 185, at, {what(), to_string(t), "an array has at most six dimensions"});
    if (t.kind == type_kind::native && t.name.empty())
        add_fault(out, 185, at, {what(), to_string(t), "native(...) needs the type's name"});
    for (database d : every_database) {
        if (!s.databases.has(d)) continue;
        const type_support& there = support(t, d);
        if (there.kind == support_kind::unsupported)
            add_fault(out, 160, at, {what(), to_string(t), name_of(d), there.note});
    }
}

/// Whether the texts that are written for one database each leave none of the schema's out.
constexpr void check_covered(const schema& s, databases only, const sql_text* texts, std::size_t size, auto&& what,
                             const place& at, faults& out) {
    for (database d : every_database) {
        if (!s.databases.has(d) || !only.wants(d)) continue;
        bool found = false;
        for (std::size_t i = 0; i < size; ++i)
            found = found || texts[i].database.empty() || texts[i].database == name_of(d);
        if (!found) add_fault(out, 164, at, {what(), name_of(d)});
    }
}

constexpr bool is_plain(const type& t) {
    return t.kind <= type_kind::jsonb && t.dimensions == 0 && !t.is_unsigned && t.b == 0 && t.a == 0;
}

/// The part of a column that few have.
constexpr void check_rare(const schema& s, const table& t, const column& c, faults& out) {
    const auto what = [&] { return column_of(t, c.name); };
    if (!is_plain(c.type)) check_type(s, c.type, what, c.place, out);
    if (!c.collation.empty()) {
        const family f = family_of(base_type(s, c.type));
        if (f != family::text && f != family::enumeration && f != family::unknown && f != family::array)
            add_fault(out, 182, c.place, {t.name, c.name, to_string(c.type)});
        if (c.collation != "BINARY" && c.collation != "NOCASE" && c.collation != "RTRIM")
            demand(
                s.databases, {}, feature::collation,
                [&] { return "collation '" + string(c.collation) + "' of " + what(); }, c.place, out);
    }
    if (!c.renamed_from.text.empty() && t.find(c.renamed_from.text))
        add_fault(out, 183, c.place, {"column " + what(), c.renamed_from.text});
    // Between two steps it may wait for its key; check_table asks of the whole table.
    if (c.identity && t.primary_key && (t.primary_key.columns.size() != 1 || t.primary_key.columns[0] != c.name))
        demand(s.databases, {}, feature::identity_beside_key, what, c.place, out);
    if (c.identity && s.databases.has(database::mariadb))
        for (const column& other : t.columns) {
            if (!other.identity) continue;
            if (!equal(other.name, c.name)) demand(s.databases, {}, feature::several_identities, what, c.place, out);
            break;
        }
}

/// Whether the foreign key gives its columns other values.
constexpr bool sets_columns(const foreign_key& k) {
    return k.on_delete == action::set_null || k.on_update == action::cascade || k.on_update == action::set_null;
}

/// What is computed from a column that MariaDB numbers, or that a foreign key sets.
constexpr void check_reads(const schema& s, const table& t, const expression& e, bool kept, databases only, auto&& what,
                           const place& at, faults& out) {
    if (!s.databases.has(database::mariadb)) return;
    for (std::string_view n : e.columns()) {
        if (const column* c = t.find(n); c && c->identity)
            demand(s.databases, only, feature::expression_of_identity, what, at, out);
        for (const foreign_key& k : t.foreign_keys)
            if (kept && sets_columns(k) && contains(k.columns, n))
                demand(s.databases, only, feature::expression_of_cascade, what, at, out);
    }
}
/// A foreign key that sets a column of which something is computed. A table's own are found from the other side.
constexpr void check_sets(const schema& s, const table& t, const foreign_key& k, faults& out) {
    if (!s.databases.has(database::mariadb) || !sets_columns(k)) return;
    for (const foreign_key& other : t.foreign_keys)
        if (other.columns == k.columns && other.table == k.table && other.on_delete == k.on_delete &&
            other.on_update == k.on_update)
            return;
    const auto reads = [&](const expression& e) {
        for (std::string_view n : e.columns())
            if (contains(k.columns, n)) return true;
        return false;
    };
    const auto what = [&] { return "foreign key '" + name_of(t, k) + "' of table '" + string(t.name) + "'"; };
    for (const check_constraint& c : t.checks)
        if (reads(c.condition)) demand(s.databases, c.only, feature::expression_of_cascade, what, k.place, out);
    for (const generated_column& g : t.generated)
        if (g.stored && reads(g.value)) demand(s.databases, {}, feature::expression_of_cascade, what, k.place, out);
}

/// Keys that MariaDB keeps whole, unless they are only unique: of a long one it keeps hashes.
constexpr void check_key_length(const schema& s, const table& t, const names& columns, bool only_unique, auto&& what,
                                const place& at, faults& out) {
    if (!s.databases.has(database::mariadb)) return;
    int bytes = 0;
    bool endless = false, numbered = false;
    for (std::string_view n : columns)
        if (const column* c = t.find(n)) {
            const type of = base_type(s, c->type);
            endless = endless || has_no_length(of);
            numbered = numbered || c->identity;
            bytes += key_bytes(of);
        }
    if (only_unique) {
        if (bytes > longest_key && numbered) demand(s.databases, {}, feature::long_key_of_identity, what, at, out);
    } else if (endless)
        demand(s.databases, {}, feature::key_without_length, what, at, out);
    else if (bytes > longest_key)
        demand(s.databases, {}, feature::long_key, what, at, out);
}

}  // namespace detail

constexpr void check_column(const schema& s, const table& t, const column& c, faults& out) {
    if (detail::suspicious(c.name)) detail::check_name(s, "column", c.name, c.place, out);

    if (c.type.kind == type_kind::enumeration && !s.find_enumeration(c.type.name))
        add_fault(out, 114, c.place, {t.name, c.name, c.type.name}, nearest(c.type.name, s.enumeration_names()));
    if (c.type.a != 0 || c.type.b != 0 || c.type.kind == type_kind::varchar || c.type.kind == type_kind::char_ ||
        c.type.kind == type_kind::numeric || c.type.kind > type_kind::enumeration)
        if (string problem = detail::parameter_problem(c.type); !problem.empty())
            add_fault(out, 126, c.place, {t.name, c.name, to_string(c.type), problem});
    if (c.default_value) {
        const literal& l = c.default_value;
        switch (detail::problem_with(s, c.type, l)) {
            case 0: break;
            case 107: add_fault(out, 107, c.place, {t.name, c.name, to_string(c.type), describe(l)}); break;
            case 123: {
                const enumeration* e = s.find_enumeration(c.type.name);
                if (e)
                    add_fault(out, 123, c.place, {t.name, c.name, e->name, l.text, detail::quoted(e->values)},
                              nearest(l.text, e->values));
                break;
            }
            case 130:
                add_fault(out, 130, c.place,
                          {t.name, c.name, to_string(c.type),
                           detail::count(static_cast<std::size_t>(detail::characters(l.text)), "character")});
                break;
            default: add_fault(out, 131, c.place, {t.name, c.name, to_string(c.type), describe(l)}); break;
        }
        if (l.each)
            detail::check_covered(
                s, {}, l.each, l.size, [&] { return "the default of " + detail::column_of(t, c.name); }, c.place, out);
        if (l.kind == literal_kind::expression) {
            // Of constants: a default is computed before there is a row.
            const expression e = expression_of(l);
            if (const names read = e.columns(); !read.empty())
                add_fault(out, 107, c.place,
                          {t.name, c.name, to_string(c.type),
                           "computed from column '" + string(read[0]) + "', which a default cannot read"});
            const table nothing{.name = t.name};
            if (e.columns().empty()) {
                const family is =
                    detail::check_expression(s, nothing, e, {"default of ", "column", c.name}, c.place, out);
                const family wanted = family_of(detail::base_type(s, c.type));
                if (is != family::unknown && wanted != family::unknown && is != wanted)
                    add_fault(out, 107, c.place,
                              {t.name, c.name, to_string(c.type), "an expression of type " + string(to_string(is))});
            }
        }
        if (c.identity) add_fault(out, 124, c.place, {t.name, c.name});
    }
    if (c.identity && !is_integer(c.type.kind)) add_fault(out, 117, c.place, {t.name, c.name, to_string(c.type)});
    if (c.identity || !c.collation.empty() || !c.renamed_from.text.empty() || !detail::is_plain(c.type))
        detail::check_rare(s, t, c, out);
    if (c.identity && c.numbering.increment == 0)
        add_fault(out, 179, c.place, {detail::column_of(t, c.name), "its increment is 0"});
}

/// A column's expression: what it reads exists, is not itself, and has the column's type.
constexpr void check_generated(const schema& s, const table& t, const generated_column& g, faults& out) {
    const column* c = t.find(g.column);
    if (!c)
        return add_fault(out, 106, g.place, {"generated(...)", t.name, g.column}, nearest(g.column, t.column_names()));
    if (c->default_value) add_fault(out, 132, g.place, {t.name, g.column, "a default"});
    if (c->identity) add_fault(out, 132, g.place, {t.name, g.column, "identity"});
    const detail::subject named{{}, "generated column", g.column};
    const family is = detail::check_expression(s, t, g.value, named, g.place, out);
    const family wanted = family_of(detail::base_type(s, c->type));
    if (is != family::unknown && wanted != family::unknown && is != wanted &&
        !(is == family::text && detail::written_as_text(wanted)))
        add_fault(out, 112, g.place,
                  {named.text(), t.name, "a value of type " + string(to_string(is)),
                   "its own type, " + string(to_string(c->type))});
    detail::check_immutable(t, g.value, named, g.place, out);
    // From column to column, as far as generated ones go; `first` is the one that the way began with.
    names seen{};
    struct step {
        std::string_view column;
        std::string_view first;
    };
    list<step> open{};
    for (std::string_view n : g.value.columns()) open.push_back({n, n});
    while (!open.empty()) {
        const auto [next, first] = open.back();
        open.pop_back();
        if (contains(seen, next)) continue;
        seen.push_back(next);
        if (next == g.column)
            return add_fault(out, 133, g.place,
                             {t.name, g.column, first == g.column ? std::string_view("itself") : first});
        const generated_column* other = t.find_generated(next);
        if (!other) continue;
        detail::demand(
            s.databases, {}, feature::generated_from_generated, [&] { return detail::column_of(t, g.column); }, g.place,
            out);
        for (std::string_view n : other->value.columns()) open.push_back({n, first});
    }
    if (!g.stored)
        detail::demand(
            s.databases, {}, feature::virtual_column, [&] { return detail::column_of(t, g.column); }, g.place, out);
    detail::check_reads(
        s, t, g.value, g.stored, {}, [&] { return detail::column_of(t, g.column); }, g.place, out);
}

namespace detail {
/// Keys compare values, and a partitioned table's contain the columns it is partitioned by.
constexpr void check_key_columns(const schema& s, const table& t, const names& columns, std::string_view kind,
                                 std::string_view name, const place& at, faults& out) {
    for (std::string_view n : columns)
        if (const column* c = t.find(n);
            entry_of(c->type.kind).compared == compared::not_at_all ||
            (c->type.kind == type_kind::domain && compared_of(base_type(s, c->type)) == compared::not_at_all))
            add_fault(out, 135, at, {called(kind, name), t.name, n, to_string(c->type)});
    if (t.options)
        for (std::string_view n : t.options->partition_columns)
            if (!contains(columns, n)) add_fault(out, 177, at, {called(kind, name), t.name, n});
}
}  // namespace detail

constexpr void check_primary_key(const schema& s, const table& t, const primary_key& k, faults& out) {
    if (k.name.size() > longest_name) detail::check_name(s, "primary key", k.name, k.place, out);
    if (!detail::check_columns(t, k.columns, "primary key", k.name, k.place, out)) return;
    for (std::string_view n : k.columns)
        if (const column* c = t.find(n); c->nullable) add_fault(out, 116, c->place, {t.name, n});
    detail::check_key_columns(s, t, k.columns, "primary key", k.name, k.place, out);
    detail::check_key_length(
        s, t, k.columns, false, [&] { return "the primary key of table '" + string(t.name) + "'"; }, k.place, out);
}

constexpr void check_unique(const schema& s, const table& t, const unique_key& k, faults& out) {
    if (k.name.size() > longest_name) detail::check_name(s, "unique key", k.name, k.place, out);
    if (!detail::check_columns(t, k.columns, "unique key", k.name, k.place, out)) return;
    detail::check_key_columns(s, t, k.columns, "unique key", k.name, k.place, out);
    const auto what = [&] { return "unique key '" + name_of(t, k) + "' of table '" + string(t.name) + "'"; };
    detail::check_key_length(s, t, k.columns, true, what, k.place, out);
    if (k.nulls_not_distinct) detail::demand(s.databases, {}, feature::nulls_not_distinct, what, k.place, out);
    if (k.deferral != deferral::not_deferrable)
        detail::demand(s.databases, {}, feature::deferrable_key, what, k.place, out);
}

namespace detail {
/// What an action would do to the columns, and what few foreign keys have.
constexpr void check_actions(const schema& s, const table& t, const foreign_key& k, faults& out) {
    const auto act = [&](action a, std::string_view when) {
        if (a != action::set_null && a != action::set_default) return;
        for (std::string_view n : k.columns) {
            const column* c = t.find(n);
            if (a == action::set_null && !c->nullable) add_fault(out, 128, k.place, {t.name, n, when});
            if (a == action::set_default && !c->default_value) add_fault(out, 129, k.place, {t.name, n, when});
        }
    };
    act(k.on_delete, "on delete");
    act(k.on_update, "on update");
    const auto what = [&] { return "foreign key '" + name_of(t, k) + "' of table '" + string(t.name) + "'"; };
    const auto want = [&](bool wanted, feature f) {
        if (wanted) demand(s.databases, {}, f, what, k.place, out);
    };
    want(k.on_delete == action::set_default || k.on_update == action::set_default, feature::set_default);
    want(k.match == match::full, feature::match_full);
    want(k.deferral != deferral::not_deferrable, feature::deferrable_foreign_key);
    want(k.not_valid, feature::not_valid);
}
}  // namespace detail

constexpr void check_foreign_key(const schema& s, const table& t, const foreign_key& k, faults& out) {
    if (k.name.size() > longest_name) detail::check_name(s, "foreign key", k.name, k.place, out);
    if (!detail::check_columns(t, k.columns, "foreign key", k.name, k.place, out)) return;
    if (k.on_delete > action::cascade || k.on_update > action::cascade || k.match != match::simple ||
        k.deferral != deferral::not_deferrable || k.not_valid)
        detail::check_actions(s, t, k, out);

    detail::check_key_length(
        s, t, k.columns, false, [&] { return "foreign key '" + name_of(t, k) + "' of table '" + string(t.name) + "'"; },
        k.place, out);
    detail::check_sets(s, t, k, out);

    // A table that is just being created is not yet in the schema, and may refer to itself.
    const table* target = k.table == t.name ? &t : s.find(k.table);
    if (!target) {
        add_fault(out, 103, k.place, {t.name, join(k.columns), k.table}, nearest(k.table, s.table_names()));
        return;
    }
    if (k.columns.size() != k.target.size()) {
        add_fault(out, 108, k.place,
                  {"the foreign key of '" + string(t.name) + "'", detail::count(k.columns.size(), "column"), k.table,
                   detail::count(k.target.size(), "column")});
        return;
    }
    bool known = true;
    for (std::size_t i = 0; i < k.columns.size(); ++i) {
        const column* theirs = target->find(k.target[i]);
        const column* ours = t.find(k.columns[i]);
        if (!theirs) {
            add_fault(out, 104, k.place, {t.name, k.columns[i], k.table, k.target[i]},
                      nearest(k.target[i], target->column_names()));
            known = false;
            continue;
        }
        type a = ours->type, b = theirs->type;
        if (a.kind == type_kind::domain || b.kind == type_kind::domain) {
            a = detail::base_type(s, a);
            b = detail::base_type(s, b);
        }
        if (family_of(a) == family::text ? family_of(b) != family::text
                                         : a.kind != b.kind || a.name != b.name || a.is_unsigned != b.is_unsigned ||
                                               a.dimensions != b.dimensions)
            add_fault(out, 105, k.place,
                      {t.name, k.columns[i], to_string(ours->type), string(k.table) + "." + k.target[i],
                       to_string(theirs->type)});
    }
    if (known && !is_key(*target, k.target)) {
        string quoted = "\"";
        quoted += join(k.target, "\", \"");
        quoted += "\"";
        add_fault(out, 109, k.place, {t.name, join(k.columns), k.table, join(k.target), quoted});
    }
}

constexpr void check_check(const schema& s, const table& t, const check_constraint& c, faults& out) {
    if (c.name.size() > longest_name) detail::check_name(s, "check", c.name, c.place, out);
    detail::check_condition(s, t, c.condition, {{}, "check", c.name}, c.place, out);
    const auto what = [&] { return "check '" + name_of(t, c) + "' of table '" + string(t.name) + "'"; };
    if (c.not_valid) detail::demand(s.databases, c.only, feature::not_valid, what, c.place, out);
    detail::check_reads(s, t, c.condition, true, c.only, what, c.place, out);
}

namespace detail {
constexpr bool is_method_of_mariadb(std::string_view method) {
    return method == "hash" || method == "rtree" || method == "fulltext" || method == "spatial";
}

/// prefix("body", 100).
constexpr void check_prefix(const schema& s, const table& t, const index& i, const index_column& c, faults& out) {
    const column* found = t.find(c.name);
    if (!found) return;
    const family f = family_of(base_type(s, found->type));
    const string problem = c.prefix < 0                              ? string("is not of one or more")
                           : f != family::text && f != family::bytes ? "is of " + to_string(found->type)
                           : i.unique                                ? string("would make less of the key unique")
                                                                     : string();
    if (!problem.empty()) add_fault(out, 127, i.place, {called("index", i.name), t.name, c.name, problem});
}

/// What few indexes have.
constexpr void check_index_options(const schema& s, const table& t, const index& i, faults& out) {
    const index_options& o = *i.options;
    const auto what = [&] { return "index '" + name_of(t, i) + "' of table '" + string(t.name) + "'"; };
    const subject named{{}, "index", i.name};
    for (const expression& e : o.expressions) {
        (void)check_expression(s, t, e, named, i.place, out);
        check_immutable(t, e, named, i.place, out);
    }
    if (!o.expressions.empty()) demand(s.databases, o.only, feature::expression_index, what, i.place, out);
    (void)check_columns(t, o.include, "include(...) of index", i.name, i.place, out);
    for (std::string_view n : o.include)
        for (const index_column& c : i.columns)
            if (c.name == n) add_fault(out, 137, i.place, {called("index", i.name), t.name, n});
    if (o.nulls_not_distinct) demand(s.databases, o.only, feature::nulls_not_distinct, what, i.place, out);
    if (!o.method.empty() && o.method != "btree") {
        databases without = s.databases;
        if (is_method_of_mariadb(o.method)) without.remove(database::mariadb);
        demand(without, o.only, feature::index_method, what, i.place, out);
        if (o.method == "fulltext" || o.method == "spatial" || o.method == "rtree")
            demand(s.databases, o.only, feature::text_index_method, what, i.place, out);
    }
}
}  // namespace detail

constexpr void check_index(const schema& s, const table& t, const index& i, faults& out) {
    if (i.name.size() > longest_name) detail::check_name(s, "index", i.name, i.place, out);
    const bool ordered = !i.options || i.options->method.empty() || i.options->method == "btree";
    if (!i.options || i.options->expressions.empty()) {
        if (detail::check_columns(t, i.columns, "index", i.name, i.place, out) && ordered)
            for (const index_column& c : i.columns) {
                const type& of = t.find(c.name)->type;
                if (compared_of(of) != compared::in_order ||
                    (of.kind == type_kind::domain && compared_of(detail::base_type(s, of)) != compared::in_order))
                    add_fault(out, 134, i.place, {detail::called("index", i.name), t.name, c.name, to_string(of)});
            }
    } else {
        for (const index_column& c : i.columns) {
            if (c.expression >= 0) continue;
            const column* found = t.find(c.name);
            if (!found)
                add_fault(out, 106, i.place, {detail::called("index", i.name), t.name, c.name},
                          nearest(c.name, t.column_names()));
            else if (ordered && compared_of(detail::base_type(s, found->type)) != compared::in_order)
                add_fault(out, 134, i.place, {detail::called("index", i.name), t.name, c.name, to_string(found->type)});
        }
    }
    for (const index_column& c : i.columns)
        if (c.prefix != 0) detail::check_prefix(s, t, i, c, out);
    if (i.unique && i.only().wants(database::mariadb))
        detail::check_key_length(
            s, t, detail::column_names(i), true,
            [&] { return "index '" + name_of(t, i) + "' of table '" + string(t.name) + "'"; }, i.place, out);
    if (i.options) detail::check_index_options(s, t, i, out);
    if (i.where.empty()) return;
    const detail::subject what{"where(...) of ", "index", i.name};
    detail::check_condition(s, t, i.where, what, i.place, out);
    detail::check_immutable(t, i.where, what, i.place, out);
    detail::demand(
        s.databases, i.only(), feature::partial_index,
        [&] { return "index '" + name_of(t, i) + "' of table '" + string(t.name) + "'"; }, i.place, out);
}

constexpr void check_exclusion(const schema& s, const table& t, const exclusion& e, faults& out) {
    if (e.name.size() > longest_name) detail::check_name(s, "exclusion constraint", e.name, e.place, out);
    const detail::subject named{{}, "exclusion constraint", e.name};
    if (e.elements.empty()) add_fault(out, 195, e.place, {named.text(), t.name, "has no elements"});
    for (const exclusion_element& part : e.elements) {
        if (part.operator_.empty())
            add_fault(out, 195, e.place, {named.text(), t.name, "has an element without an operator"});
        if (!part.column.empty() && !t.find(part.column))
            add_fault(out, 106, e.place, {named.text(), t.name, part.column}, nearest(part.column, t.column_names()));
        (void)detail::check_expression(s, t, part.expression, named, e.place, out);
    }
    detail::check_condition(s, t, e.where, {"where(...) of ", "exclusion constraint", e.name}, e.place, out);
    detail::demand(
        s.databases, e.only, feature::exclusion, [&] { return named.text() + " of table '" + string(t.name) + "'"; },
        e.place, out);
}

namespace detail {

/// Whether the names of `t`'s constraints, given and derived, are different for certain, told without making any text:
/// derived names of different kinds begin differently, unless a convention of the user's makes them.
constexpr bool constraint_names_differ(const table& t) {
    names given;
    bool derived_may_meet = t.convention != nullptr;
    const auto look = [&](const auto& list) {
        int unnamed = 0;
        for (const auto& constraint : list) {
            const std::string_view name = constraint.name;
            if (name.empty()) {
                derived_may_meet = derived_may_meet || ++unnamed > 1;
                continue;
            }
            if (name.size() > 3 && name[2] == '_') derived_may_meet = true;  // as fk_… does
            if (contains(given, name)) derived_may_meet = true;
            given.push_back(name);
        }
    };
    look(t.uniques);
    look(t.foreign_keys);
    look(t.checks);
    look(t.exclusions);
    return !derived_may_meet &&
           (t.primary_key.name.empty() ||
            ((t.primary_key.name.size() < 3 || t.primary_key.name[2] != '_') && !contains(given, t.primary_key.name)));
}

}  // namespace detail

/// Two constraints of one table under one name. Derived names can only meet given ones, or those of equal constraints.
constexpr void check_constraint_names(const schema&, const table& t, faults& out) {
    if (t.uniques.size() + t.foreign_keys.size() + t.checks.size() + t.exclusions.size() + (t.primary_key ? 1 : 0) < 2)
        return;
    if (detail::constraint_names_differ(t)) return;
    struct one {
        string name;
        model::place place;
    };
    list<one> all;
    const auto add = [&](const string& name, const place& at) {
        for (const one& o : all) {
            if (o.name == name) {
                add_fault(out, 118, at, {t.name, name});
                return;
            }
        }
        all.push_back({name, at});
    };
    if (t.primary_key) add(name_of(t, t.primary_key), t.primary_key.place);
    for (const unique_key& k : t.uniques) add(name_of(t, k), k.place);
    for (const foreign_key& k : t.foreign_keys) add(name_of(t, k), k.place);
    for (const check_constraint& c : t.checks) add(name_of(t, c), c.place);
    for (const exclusion& e : t.exclusions) add(name_of(t, e), e.place);
}

namespace detail {

constexpr string partition_problem(const table& t, const partition& p) {
    if (!t.options || t.options->partitioned == partition_method::none) return "the table is not partitioned";
    const partition_method is = t.options->partitioned;
    if (p.method == partition_method::none && is == partition_method::hash) return "hash partitions have no default";
    if (p.method == partition_method::none) return {};
    if (p.method != is)
        return "it has bounds for " + string(to_string(p.method)) + ", and the table is partitioned by " +
               string(to_string(is));
    const std::size_t columns = t.options->partition_columns.size();
    if (is == partition_method::range && (p.from.size() != columns || p.to.size() != columns))
        return "its bounds have " + count(p.from.size(), "value") + " and " + count(p.to.size(), "value") +
               ", and the table is partitioned by " + count(columns, "column");
    if (is == partition_method::list && columns != 1) return "a table is partitioned by list over one column";
    if (is == partition_method::hash && (p.from.size() != 2 || p.from[0].integer < 1 || p.from[1].integer < 0 ||
                                         p.from[1].integer >= p.from[0].integer))
        return "the remainder is not below the modulus";
    return {};
}

}  // namespace detail

constexpr void check_partition(const schema& s, const table& t, const partition& p, faults& out) {
    if (detail::suspicious(p.name)) detail::check_name(s, "partition", p.name, p.place, out);
    if (string problem = detail::partition_problem(t, p); !problem.empty())
        return add_fault(out, 178, p.place, {p.name, t.name, problem});
    if (p.method != partition_method::range && p.method != partition_method::list) return;
    const auto fits = [&](const literal& l, std::size_t i) {
        const column* c = t.find(t.options->partition_columns[p.method == partition_method::list ? 0 : i]);
        if (c && detail::problem_with(s, c->type, l) != 0)
            add_fault(
                out, 178, p.place,
                {p.name, t.name,
                 describe(l) + " is no value of column '" + string(c->name) + "', which is " + to_string(c->type)});
    };
    for (std::size_t i = 0; i < p.from.size(); ++i) fits(p.from[i], i);
    for (std::size_t i = 0; i < p.to.size(); ++i) fits(p.to[i], i);
}

namespace detail {
constexpr void check_table_options(const schema& s, const table& t, faults& out) {
    const table_options& o = *t.options;
    if (o.without_rowid) {
        if (!t.primary_key) add_fault(out, 197, t.place, {t.name, "it has no primary key"});
        for (const column& c : t.columns)
            if (c.identity)
                add_fault(out, 197, t.place, {t.name, "its column '" + string(c.name) + "' is an identity"});
    }
    (void)check_columns(t, o.partition_columns, "partition_by(...)", {}, t.place, out);
    for (const partition& p : o.partitions) check_partition(s, t, p, out);
    if (o.row_security != row_security::off)
        demand(
            s.databases, {}, feature::row_security, [&] { return "table '" + string(t.name) + "'"; }, t.place, out);
    if (!o.renamed_from.text.empty() && s.find(o.renamed_from.text))
        add_fault(out, 183, t.place, {"table '" + string(t.name) + "'", o.renamed_from.text});
}
}  // namespace detail

/// Everything about one table, in a schema that holds what it refers to.
constexpr void check_table(const schema& s, const table& t, faults& out) {
    if (detail::suspicious(t.name)) detail::check_name(s, "table", t.name, t.place, out);
    if (t.misuse.code != 0)
        add_fault(out, t.misuse.code, t.misuse.place,
                  {t.misuse.subject.empty() ? t.name : t.misuse.subject, t.misuse.given, t.misuse.way_out});
    if (t.columns.empty()) add_fault(out, 110, t.place, {t.name});
    const bool folded = detail::ignores_case(s.databases);
    for (const column* c = t.columns.begin(); c != t.columns.end(); ++c) {
        // Pair by pair: what is seldom alike, the length and the last letter, is compared without a call.
        const std::size_t size = c->name.size();
        const char* const text = c->name.data();
        for (const column* other = t.columns.begin(); size != 0 && other != c; ++other) {
            if (other->name.size() != size || ((other->name.data()[size - 1] ^ text[size - 1]) & 0x5F) != 0 ||
                !detail::equal_but_for_case(other->name, c->name))
                continue;
            if (other->name == c->name)
                add_fault(out, 102, c->place, {t.name, c->name});
            else if (folded)
                add_fault(out, 139, c->place, {"column", detail::column_of(t, c->name), other->name});
        }
        check_column(s, t, *c, out);
    }
    if (t.primary_key) check_primary_key(s, t, t.primary_key, out);
    for (const unique_key& k : t.uniques) check_unique(s, t, k, out);
    for (const foreign_key& k : t.foreign_keys) check_foreign_key(s, t, k, out);
    for (const check_constraint& c : t.checks) check_check(s, t, c, out);
    for (const index& i : t.indexes) check_index(s, t, i, out);
    for (const generated_column& g : t.generated) check_generated(s, t, g, out);
    for (const exclusion& e : t.exclusions) check_exclusion(s, t, e, out);
    if (t.options) detail::check_table_options(s, t, out);
    check_constraint_names(s, t, out);
}

constexpr void check_enumeration(const schema& s, const enumeration& e, faults& out) {
    detail::check_name(s, "enumeration", e.name, e.place, out);
    if (e.values.empty()) add_fault(out, 121, e.place, {e.name, "has no values"});
    for (std::size_t i = 0; i < e.values.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (e.values[i] == e.values[j])
                add_fault(out, 121, e.place, {e.name, "lists '" + string(e.values[i]) + "' twice"});
}

namespace detail {

/// Whether something of that name can be depended on.
constexpr bool is_there(const schema& s, std::string_view name) {
    if (s.find(name) || s.find_enumeration(name)) return true;
    for (const object& o : s.objects)
        if (o.name == name) return true;
    for (std::size_t i = name.size(); i-- > 0;)
        if (name[i] == '.')
            if (const table* t = s.find(name.substr(0, i)); t && t->find(name.substr(i + 1))) return true;
    return false;
}

constexpr bool has_view(const schema& s, std::string_view name) {
    return s.find_object(object_kind::view, name) || s.find_object(object_kind::materialized_view, name);
}

constexpr feature feature_of(object_kind kind) {
    switch (kind) {
        case object_kind::sequence: return feature::sequence;
        case object_kind::function:
        case object_kind::procedure: return feature::function;
        case object_kind::materialized_view: return feature::materialized_view;
        case object_kind::trigger: return feature::trigger;
        case object_kind::policy: return feature::policy;
        case object_kind::grant: return feature::grant;
        default: return feature::view;
    }
}

constexpr bool has_body(object_kind kind) {
    return kind == object_kind::function || kind == object_kind::procedure || kind == object_kind::view ||
           kind == object_kind::materialized_view || kind == object_kind::trigger || kind == object_kind::policy;
}

constexpr string sequence_problem(const sequence_options& o) {
    if (o.increment == 0) return "its increment is 0";
    if (o.least && o.most && *o.least >= *o.most) return "its minvalue is not below its maxvalue";
    const bool up = o.increment > 0;
    const long long least = o.least ? *o.least : up ? 1 : -9223372036854775807;
    const long long most = o.most ? *o.most : up ? 9223372036854775807 : -1;
    if (o.start < least || o.start > most) return "it starts outside of its bounds";
    return {};
}

constexpr bool is_privilege(std::string_view name) {
    for (std::string_view p : {"select", "insert", "update", "delete", "truncate", "references", "trigger", "all"})
        if (equal_but_for_case(name, p)) return true;
    return false;
}

}  // namespace detail

constexpr void check_object(const schema& s, const object& o, faults& out) {
    const auto what = [&] { return describe(o.kind, o.name, o.on); };
    if (detail::suspicious(o.name)) detail::check_name(s, to_string(o.kind), o.name, o.place, out);
    if (o.kind >= object_kind::sequence)
        detail::demand(s.databases, o.only, detail::feature_of(o.kind), what, o.place, out);
    if (detail::has_body(o.kind)) detail::check_covered(s, o.only, o.body.data(), o.body.size(), what, o.place, out);
    for (std::string_view need : o.depends_on)
        if (!detail::is_there(s, need)) add_fault(out, 166, o.place, {what(), need}, nearest(need, s.table_names()));
    if ((o.kind == object_kind::trigger || o.kind == object_kind::policy || o.kind == object_kind::grant) &&
        !s.find(o.on) && !detail::has_view(s, o.on) && !s.find_object(object_kind::sequence, o.on))
        add_fault(out, 169, o.place, {describe(o.kind, o.name, {}), o.on}, nearest(o.on, s.table_names()));
    switch (o.kind) {
        case object_kind::domain: {
            if (o.type.kind == type_kind::domain && o.type.name == o.name)
                return add_fault(out, 167, o.place, {what(), "its own type"});
            detail::check_type(s, o.type, what, o.place, out);
            if (string problem = detail::parameter_problem(o.type); !problem.empty())
                add_fault(out, 126, o.place, {"domain", o.name, to_string(o.type), problem});
            if (o.default_value && detail::problem_with(s, o.type, o.default_value) != 0)
                add_fault(out, 107, o.place, {"domain", o.name, to_string(o.type), describe(o.default_value)});
            // The condition speaks of the one column "value".
            table alone{.name = o.name};
            alone.columns.push_back({.name = "value", .type = o.type});
            detail::check_condition(s, alone, o.condition, {{}, "check", o.name}, o.place, out);
            break;
        }
        case object_kind::composite:
            if (o.attributes.empty()) add_fault(out, 181, o.place, {o.name, "has no attributes"});
            for (std::size_t i = 0; i < o.attributes.size(); ++i) {
                const column& a = o.attributes[i];
                for (std::size_t j = 0; j < i; ++j)
                    if (o.attributes[j].name == a.name)
                        add_fault(out, 181, a.place, {o.name, "has two attributes '" + string(a.name) + "'"});
                detail::check_type(
                    s, a.type, [&] { return string(o.name) + "." + string(a.name); }, a.place, out);
            }
            for (database d : every_database)
                if (s.databases.has(d) && o.only.wants(d) && d != database::postgresql)
                    add_fault(out, 160, o.place,
                              {what(), "a composite type", name_of(d), entry_of(type_kind::composite).on(d).note});
            break;
        case object_kind::sequence:
            if (string problem = detail::sequence_problem(o.sequence); !problem.empty())
                add_fault(out, 179, o.place, {o.name, problem});
            break;
        case object_kind::grant:
            if (o.privileges.empty()) add_fault(out, 198, o.place, {"lists no privilege", o.name});
            for (std::string_view p : o.privileges)
                if (!detail::is_privilege(p))
                    add_fault(out, 198, o.place, {"lists '" + string(p) + "', which is no privilege", o.name});
            break;
        default: break;
    }
}

namespace detail {

/// Whether the object shares the names of tables.
constexpr bool is_relation(object_kind kind) {
    return kind == object_kind::view || kind == object_kind::materialized_view || kind == object_kind::sequence ||
           kind == object_kind::composite;
}
constexpr bool is_type(object_kind kind) { return kind == object_kind::domain || kind == object_kind::composite; }

/// Whether a name has a capital letter; the rules about case ask nothing of schemas that have none.
constexpr bool has_capital(std::string_view name) {
    for (char c : name)
        if (c >= 'A' && c <= 'Z') return true;
    return false;
}

/// Enters a name that relations share. False, and a fault, where it is taken.
constexpr bool enter(schema& s, std::uint64_t hash, int at, auto&& taken) {
    if (s.relations.find(hash) != name_index::absent) {
        taken();
        return false;
    }
    s.relations.set(hash, at);
    return true;
}

/// The names of a table's keys and indexes, each with its kind in words, as far as they are relations on the schema's
/// databases. `function(hash, kind, part)`.
constexpr void each_relation_of(const schema& s, const table& t, auto&& function) {
    if (s.databases.wants(database::postgresql)) {
        if (t.primary_key) function(hash_of(t, t.primary_key), std::string_view("primary key"), t.primary_key);
        for (const unique_key& k : t.uniques) function(hash_of(t, k), std::string_view("unique key"), k);
        for (const exclusion& e : t.exclusions) function(hash_of(t, e), std::string_view("exclusion constraint"), e);
    }
    for (const index& i : t.indexes) function(hash_of(t, i), std::string_view("index"), i);
    if (t.options)
        for (const partition& p : t.options->partitions) function(hash_of(p.name), std::string_view("partition"), p);
}
constexpr string relation_name(const table&, const partition& p) { return p.name; }
template <class Part>
constexpr string relation_name(const table& t, const Part& part) {
    return name_of(t, part);
}

/// An object of the kinds that share the names of tables, in words, where there is one of that name.
constexpr string type_named(const schema& s, std::string_view name) {
    if (s.find_enumeration(name)) return "an enumeration";
    for (const object& o : s.objects)
        if (is_type(o.kind) && o.name == name) return "a " + string(to_string(o.kind));
    return {};
}

}  // namespace detail

namespace detail {
/// Whether two constraints of the table have that name.
constexpr bool is_constraint_twice(const table& t, std::string_view name) {
    int found = t.primary_key && name_of(t, t.primary_key) == name ? 1 : 0;
    const auto look = [&](const auto& list) {
        for (const auto& constraint : list) found += name_of(t, constraint) == name ? 1 : 0;
    };
    look(t.uniques);
    look(t.foreign_keys);
    look(t.checks);
    look(t.exclusions);
    return found > 1;
}
}  // namespace detail

/// Enters the names of the schema's last table, which has just been put there, and of its keys and indexes. A name that
/// is taken is a fault; a table under a taken name is removed again.
constexpr void enter_last(schema& s, faults& out) {
    table& t = s.tables.back();
    t.convention = s.convention;
    const std::uint64_t hash = hash_of(t.name);
    if (!detail::enter(s, hash, static_cast<int>(s.tables.size()) - 1,
                       [&] { add_fault(out, 101, t.place, {t.name}); })) {
        s.tables.pop_back();
        return;
    }
    detail::each_relation_of(s, t, [&](std::uint64_t part_hash, std::string_view kind, const auto& part) {
        (void)detail::enter(s, part_hash, name_index::an_index, [&] {
            const string name = detail::relation_name(t, part);
            if (!detail::is_constraint_twice(t, name))  // that has a sentence of its own
                add_fault(out, 115, part.place, {detail::called(kind, name), t.name});
        });
    });
}

/// Puts a table into the schema without asking whether it is right, except that its names must be free.
constexpr void insert(schema& s, table&& t, faults& out) {
    s.tables.push_back(std::move(t));
    enter_last(s, out);
}

/// Puts an object into the schema, without asking whether it is right except for its name.
constexpr void insert(schema& s, object&& o, faults& out) {
    if (s.find_object(o.kind, o.name, o.on))
        add_fault(out, 168, o.place, {describe(o)});
    else if (detail::is_relation(o.kind))
        (void)detail::enter(s, hash_of(o.name), name_index::an_index, [&] {
            add_fault(out, 168, o.place,
                      {string("a table, view, sequence, key or index named '") + string(o.name) + "'"});
        });
    s.objects.push_back(std::move(o));
}

namespace detail {

/// An enumeration, domain or composite type that shares its name with a table, a view, a sequence, or another type.
constexpr void check_type_names(const schema& s, faults& out) {
    if (!s.databases.wants(database::postgresql)) return;
    const auto meet = [&](std::string_view kind, std::string_view name, const place& at) {
        if (s.find(name))
            add_fault(out, 138, at, {kind, name, "a table"});
        else if (has_view(s, name))
            add_fault(out, 138, at, {kind, name, "a view"});
        else if (s.find_object(object_kind::sequence, name))
            add_fault(out, 138, at, {kind, name, "a sequence"});
    };
    for (const enumeration& e : s.enumerations) meet("enumeration", e.name, e.place);
    for (const object& o : s.objects) {
        if (!is_type(o.kind)) continue;
        if (o.kind == object_kind::domain) meet("domain", o.name, o.place);
        if (s.find_enumeration(o.name)) add_fault(out, 138, o.place, {to_string(o.kind), o.name, "an enumeration"});
        if (o.kind == object_kind::domain && s.find_object(object_kind::composite, o.name))
            add_fault(out, 138, o.place, {"domain", o.name, "a composite type"});
    }
}

/// Tables, indexes and views whose names differ in case only.
constexpr void check_case(const schema& s, faults& out) {
    if (!ignores_case(s.databases)) return;
    const auto each = [&](auto&& function) {
        for (const table& t : s.tables) {
            function(t.name, "table", t.place);
            for (const index& i : t.indexes)
                if (!i.name.empty()) function(i.name, "index", i.place);
        }
        for (const object& o : s.objects)
            if (o.kind == object_kind::view) function(o.name, "view", o.place);
    };
    bool any = false;
    each([&](std::string_view name, std::string_view, const place&) { any = any || has_capital(name); });
    if (!any) return;
    name_index folded;
    list<std::string_view> seen;
    each([&](std::string_view name, std::string_view kind, const place& at) {
        const std::uint64_t hash = name_hash{}.feed_folded(name).state;
        if (const int before = folded.find(hash); before == name_index::absent)
            folded.set(hash, static_cast<int>(seen.size()));
        else if (seen[static_cast<std::size_t>(before)] != name)
            add_fault(out, 139, at, {kind, name, seen[static_cast<std::size_t>(before)]});
        seen.push_back(name);
    });
}

/// The object, or one that it depends on, that stands on `path` already.
constexpr bool find_circle(const schema& s, const object& o, names& path, faults& out) {
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != o.name) continue;
        names between;
        for (std::size_t j = i + 1; j < path.size(); ++j) between.push_back(path[j]);
        string through = quoted(between);
        if (between.empty()) through = "its own depends_on(...)";
        add_fault(out, 167, o.place, {describe(o), through});
        return true;
    }
    path.push_back(o.name);
    for (std::string_view need : o.depends_on)
        for (const object& other : s.objects)
            if (other.name == need && find_circle(s, other, path, out)) return true;
    path.pop_back();
    return false;
}

constexpr void check_convention(const naming_convention& c, faults& out) {
    const auto has = [](std::string_view form, std::string_view what) {
        for (std::size_t i = 0; i + what.size() <= form.size(); ++i)
            if (form.substr(i, what.size()) == what) return true;
        return false;
    };
    const auto ask = [&](std::string_view form, bool columns) {
        if (form.empty()) return;
        if (!has(form, "{table}")) add_fault(out, 187, c.place, {form, "{table}"});
        if (columns && !has(form, "{columns}")) add_fault(out, 187, c.place, {form, "{columns}"});
    };
    ask(c.primary_key, false);
    ask(c.unique, true);
    ask(c.foreign_key, true);
    ask(c.check, true);
    ask(c.index, true);
    ask(c.exclusion, true);
}

}  // namespace detail

/// Every rule, of the whole schema. Duplicate names of relations are found while it is put together, by `enter_last`.
constexpr void check(const schema& s, faults& out) {
    for (std::size_t i = 0; i < s.enumerations.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            if (s.enumerations[i].name == s.enumerations[j].name)
                add_fault(out, 120, s.enumerations[i].place, {string(s.enumerations[i].name)});
        check_enumeration(s, s.enumerations[i], out);
    }
    for (const table& t : s.tables) check_table(s, t, out);
    if (!s.objects.empty()) {
        for (const object& o : s.objects) check_object(s, o, out);
        for (const object& o : s.objects) {
            names path;
            if (detail::find_circle(s, o, path, out)) break;
        }
    }
    if (!s.enumerations.empty() || !s.objects.empty()) detail::check_type_names(s, out);
    detail::check_case(s, out);
    if (s.convention) detail::check_convention(*s.convention, out);
}

}  // namespace retort::model
