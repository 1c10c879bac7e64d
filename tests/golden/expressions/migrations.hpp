#pragma once
#include <retort/dsl.hpp>

namespace golden::case_expressions {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("a", integer),
        column("b", integer),
        column("r", double_precision),
        column("s", text),
        column("on", boolean),
        column("at", timestamp)));

inline constexpr auto steps = migration("002_expressions",
    revises("001_before"),
    add_check("t", check("or_in_and", (col("a") == 1 || col("b") == 2) && col("a") < 9)),
    add_check("t", check("and_in_or", (col("a") == 1 && col("b") == 2) || col("a") < 9)),
    add_check("t", check("not_all", !(col("a") == 1 && col("b") == 2))),
    add_check("t", check("not_one", !col("on") || !(col("a") == 1))),
    add_check("t", check("sums", col("a") - (col("b") - 1) == (col("a") + col("b")) * 2 - 1)),
    add_check("t", check("products", col("a") / (col("b") / 2) >= -col("a") * -(-col("b")))),
    add_check("t", check("negative", col("a") - -5 > -(col("a") + 1))),
    add_check("t", check("no_integer_division", col("a") / 2.0 < 0.5)),
    add_check("t", check("compared_comparisons", (col("a") < col("b")) == (col("s").like("x%") == col("on")))),
    add_check("t", check("nulls", (col("a") + 1).is_null() == col("s").is_not_null())),
    add_check("t", check("lists", (col("a") + 1).in(1, -2, 3) && !col("s").in("it's", "so"))),
    add_check("t", check("likes", lower(col("s")).like("%it's_\\%") || length(upper(col("s"))) < 3)),
    add_check("t", check("between", col("a").between(1, 5) || col("b").between(-5, -1))),
    add_check("t", check("raw", sql("a % 2 = 0 OR b = 1") && col("on"))),
    create_index("t", index("some", on("a"), where(col("at") > "2026-01-01 00:00:00" && col("on") == true), only(sqlite, postgresql))));

}  // namespace golden::case_expressions
