#pragma once
#include <retort/dsl.hpp>

namespace golden::case_strange_names {

namespace before {
using namespace retort::dsl;



inline constexpr auto schema = retort::schema<"shop">;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto t = table("Order Line",
    column("say \"hi\"", text, default_("C:\\new\n🔧")),
    column("цена", numeric(10, 2)),
    column("least", bigint, default_(-9'223'372'036'854'775'807 - 1)),
    column("ratio", real, default_(1e300)),
    constraint("it's the key", primary_key("say \"hi\"", "цена")),
    check(-col("цена") * 2 - (col("цена") - 1) < 0));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace after

}  // namespace golden::case_strange_names
