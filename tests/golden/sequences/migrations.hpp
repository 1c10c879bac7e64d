#pragma once
#include <retort/dsl.hpp>

namespace golden::case_sequences {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(postgresql, mariadb);

inline constexpr auto before = migration("001_before",
    create_sequence("plain"),
    create_sequence("turned"));

inline constexpr auto steps = migration("002_sequences",
    revises("001_before"),
    create_sequence("invoice_numbers", start(1000), increment(2), minvalue(1), maxvalue(9999), cycle, comment("no gaps allowed")),
    create_sequence("downwards", start(-1), increment(-1)),
    create_sequence("from_one", minvalue(-3)),
    create_table("invoices",
        column("number", bigint, default_(on(postgresql, "nextval('invoice_numbers')"), on(mariadb, "nextval(invoice_numbers)"))),
        primary_key("number")),
    replace_sequence("plain", increment(5), maxvalue(100)),
    replace_sequence("turned", start(-1), increment(-1)),
    rename_sequence("plain", "fancy"));

}  // namespace golden::case_sequences
