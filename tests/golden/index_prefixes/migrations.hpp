#pragma once
#include <retort/dsl.hpp>

namespace golden::case_index_prefixes {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("articles",
        column("id", bigint, identity),
        column("title", varchar(1000)),
        column("body", text),
        column("scan", bytes, nullable),
        primary_key("id"),
        index(on("title"))));

inline constexpr auto steps = migration("002_index_prefixes",
    revises("001_before"),
    create_index("articles", index("by_body", on("body"))),
    create_index("articles", index("by_beginning", on(prefix("body", 20), desc(prefix("title", 10))))),
    create_index("articles", index("by_scan", on("scan", "id"))),
    create_index("articles", index("words", on("body"), method("fulltext"), only(mariadb))),
    create_index("articles", index("hashed", on("id"), method("hash"), concurrently, only(postgresql, mariadb))),
    add_unique("articles", unique("body", "title")),
    create_index("articles", index("behind_hashes", on("title"))));

}  // namespace golden::case_index_prefixes
