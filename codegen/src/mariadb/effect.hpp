// What MariaDB's statements lock and change: how the renderer and the reader of raw SQL note it in the facts.
#pragma once

#include <retort/codegen/plan.hpp>

namespace retort::codegen::mariadb {

/// In the words of --dry-run: of DROP and TRUNCATE, and of INSERT, UPDATE and DELETE.
inline constexpr std::string_view whole_for_a_moment = "the whole table, briefly";
inline constexpr std::string_view changed_rows = "the rows that it changes";

/// What an ALTER TABLE demands of the server: "ALGORITHM=INPLACE, LOCK=NONE". Either may be empty.
std::string demanded_lock(std::string_view algorithm, std::string_view lock);

/// Adds a part to an effect. What is dropped and made again under its name is only changed.
void add_part(effect& to, effect::part added);

/// Reads the effect of raw SQL from its words, but not what is in its parentheses, except a new table's columns.
effect effect_of(std::string_view sql);

/// Fills the facts of raw SQL as far as its words tell, and notes whether the server commits it by itself.
void read_raw(statement& s);

}  // namespace retort::codegen::mariadb
