#pragma once
#include <retort/dsl.hpp>

namespace retort {
class connection;
}

namespace golden::case_run {
using namespace retort::dsl;

void fill(retort::connection&);
void unfill(retort::connection&);

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")));

inline constexpr auto steps = migration("002_run",
    revises("001_before"),
    run<fill>(undo_run<unfill>),
    run<fill>(nothing));

}  // namespace golden::case_run
