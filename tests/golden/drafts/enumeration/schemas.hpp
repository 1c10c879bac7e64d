#pragma once
#include <retort/dsl.hpp>

namespace golden::case_enumeration {

namespace before {
using namespace retort::dsl;

inline constexpr auto mood = enumeration("mood", "sad", "ok");
inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("mood", mood, default_("sad")),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", mood, t>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto mood = enumeration("mood", "ok", "happy", "it's \"fine\"");
inline constexpr auto size = enumeration("size", "S", "L");
inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("mood", mood, default_("ok")),
    column("size", size, nullable),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", mood, size, t>;
}  // namespace after

}  // namespace golden::case_enumeration
