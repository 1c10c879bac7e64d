// A key of two columns, written as two keys.
// expect-error: at 1: table 'part_images' has two primary keys; list all columns of the key in one primary_key(...) [E111]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto part_images = table("part_images",
    column("part_id", bigint),
    column("image_id", bigint),
    primary_key("part_id", "image_id"));
#else
inline constexpr auto part_images = table("part_images",
    column("part_id", bigint),
    column("image_id", bigint),
    primary_key("part_id"),
    primary_key("image_id"));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", part_images>;

}  // namespace shop
