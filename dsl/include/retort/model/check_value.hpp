// Names, types and constants: what is wrong with one, asked of it alone.
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
                   limit == longest_name ? "PostgreSQL allows 63" : "MariaDB allows 64 characters"});
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

}  // namespace detail

}  // namespace retort::model
