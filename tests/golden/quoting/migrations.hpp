#pragma once
#include <retort/dsl.hpp>

namespace golden::case_quoting {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("Order Line",
        column("select", integer),
        column("say \"hi\"", varchar(90)),
        column("цена", numeric(10, 2), default_(0)),
        column("⚙", text, nullable),
        column("1st", text, nullable),
        column("CamelCase", text, nullable),
        primary_key("select"),
        unique("say \"hi\""),
        check("it's", col("цена") >= 0),
        index(on("цена", desc("CamelCase")))));

inline constexpr auto steps = migration("002_quoting",
    revises("001_before"),
    rename_column("Order Line", "цена", "стоимость"),
    rename_table("Order Line", "table"),
    add_column("table", column("user", varchar(90), nullable, references("table", "say \"hi\""))),
    drop_column("table", "⚙"));

}  // namespace golden::case_quoting
