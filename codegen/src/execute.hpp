// Raw SQL: the same for every dialect, but for which text is taken.
#pragma once

#include <retort/codegen/dialect.hpp>

namespace retort::codegen {

/// The text for `database`, split into its statements; refused where there is none.
rendered render_execute(const model::execute& o, std::string_view database);

/// The statements of an SQL text as `database` reads it: split at semicolons that stand outside quotes, comments and
/// dollar quotes, and outside the BEGIN … END of a trigger or a function. A comment before a statement stays with it,
/// one behind its end goes.
std::vector<std::string> split_statements(std::string_view sql, std::string_view database);

}  // namespace retort::codegen
