#pragma once
#include <retort/dsl.hpp>

namespace golden::case_more_values {

namespace before {
using namespace retort::dsl;

inline constexpr auto mood = enumeration("mood", "sad", "happy");
inline constexpr auto size = enumeration("size", "S", "L");
inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("mood", mood),
    column("size", size),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", mood, size, t>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto mood = enumeration("mood", "low", "sad", "ok", "happy");
inline constexpr auto size = enumeration("size", "S", "M", "L", "XL");
inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("mood", mood, default_("ok")),
    column("size", size),
    column("note", text, nullable),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", mood, size, t>;
}  // namespace after

}  // namespace golden::case_more_values
