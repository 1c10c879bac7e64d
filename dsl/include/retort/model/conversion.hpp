// Which types hold what others hold, and which become each other by themselves.
#pragma once

#include <retort/model/type.hpp>

namespace retort::model {

/// Whether every value of `from` is a value of `to`, unchanged.
constexpr bool widens(const type& from, const type& to) {
    if (from == to) return true;
    if (from.dimensions != to.dimensions) return false;
    const auto rank = [](type_kind k) {
        switch (k) {
            case type_kind::tinyint: return 1;
            case type_kind::smallint: return 2;
            case type_kind::mediumint: return 3;
            case type_kind::integer: return 4;
            case type_kind::bigint: return 5;
            default: return 0;
        }
    };
    constexpr int digits[] = {0, 3, 5, 7, 10, 19};
    if (rank(from.kind) && rank(to.kind)) {
        if (from.is_unsigned == to.is_unsigned) return rank(from.kind) <= rank(to.kind);
        return from.is_unsigned && rank(from.kind) < rank(to.kind);
    }
    if (from.kind == type_kind::real && to.kind == type_kind::double_precision) return true;
    // An integer of 32 bits is exact in 53, one of 16 in 24.
    if (to.kind == type_kind::double_precision && rank(from.kind) && rank(from.kind) <= 4) return true;
    if (to.kind == type_kind::real && rank(from.kind) && rank(from.kind) <= 3) return true;
    if (to.kind == type_kind::numeric) {
        const bool unlimited = to.a < 0;
        if (from.kind == type_kind::numeric)
            return unlimited || (from.a >= 0 && to.b >= from.b && to.a - to.b >= from.a - from.b);
        if (rank(from.kind)) return unlimited || to.a - to.b >= digits[rank(from.kind)];
    }
    const family was = family_of(from), is = family_of(to);
    if (was == family::text && to.kind == type_kind::text) return from.kind != type_kind::char_;
    if (from.kind == type_kind::varchar && to.kind == type_kind::varchar) return to.a >= from.a;
    if (was == family::bytes && is == family::bytes) {
        if (from.kind == type_kind::binary || to.kind == type_kind::binary) return false;
        return to.kind == type_kind::bytes || to.a >= from.a;
    }
    if ((from.kind == type_kind::bit || from.kind == type_kind::varbit) && to.kind == type_kind::varbit)
        return to.a >= from.a;
    // Fewer digits of a second round; without a number there are six.
    const bool fewer = to.b != 0 && (from.b == 0 || to.a < from.a) && to.a < 6;
    if (from.kind == to.kind && (was == family::time || was == family::timestamp || was == family::interval))
        return !fewer;
    if (was == family::date && is == family::timestamp) return true;
    if (from.kind == type_kind::time && to.kind == type_kind::timetz) return !fewer;
    // The one keeps what the other reads, but not its layout.
    if (from.kind == type_kind::cidr && to.kind == type_kind::inet) return true;
    if (to.kind == type_kind::text)
        return was == family::enumeration || is_integer(from.kind) || was == family::uuid || was == family::boolean ||
               from.kind == type_kind::json || from.kind == type_kind::xml || from.kind == type_kind::numeric ||
               was == family::network || was == family::bits || was == family::date;
    return false;
}

/// Whether databases convert the one to the other without being told how.
constexpr bool converts(const type& from, const type& to) {
    if (widens(from, to)) return true;
    if (from.dimensions != to.dimensions) return false;
    if (from.dimensions != 0) {  // as their elements
        type one = from, other = to;
        one.dimensions = other.dimensions = 0;
        return converts(one, other);
    }
    const family was = family_of(from), is = family_of(to);
    if (was == family::unknown || is == family::unknown || was == family::enumeration) return is == family::text;
    if (was == is) return was != family::enumeration;
    return is == family::text || (was == family::timestamp && (is == family::date || is == family::time)) ||
           (was == family::date && is == family::timestamp);
}

}  // namespace retort::model
