#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    create_table("Order Line",
        column("say \"hi\"", text, default_("C:\\new\n🔧")),
        column("цена", numeric(10, 2)),
        column("least", bigint, default_((-9223372036854775807 - 1))),
        column("ratio", real, default_(1e+300)),
        constraint("it's the key", primary_key("say \"hi\"", "цена")),
        check(-col("цена") * 2 - (col("цена") - 1) < 0)));

}  // namespace shop
