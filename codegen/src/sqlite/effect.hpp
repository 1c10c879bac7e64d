// What SQLite's statements change: how the renderer and the reader of raw SQL note it in the facts. A statement locks
// the whole database, so that no fact says so.
#pragma once

#include <retort/codegen/plan.hpp>

#include <string_view>

namespace retort::codegen::sqlite {

/// The facts of a statement that changes definitions. `on` is the table of an index or a trigger.
facts changing(effect::kind what, std::string_view relation, effect::place among = effect::place::relations,
               std::string_view on = {});
facts renaming(std::string_view from, std::string_view to);
facts of_rows();
/// Of a setting of the connection.
facts no_change();

/// The facts of raw SQL, as far as its words tell.
facts read_raw(std::string_view sql);

}  // namespace retort::codegen::sqlite
