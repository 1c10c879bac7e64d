// Raw SQL: the same for every dialect, but for which text is taken.
#pragma once

#include <retort/codegen/dialect.hpp>

namespace retort::codegen {

/// The text for `database`, split into its statements; refused where there is none.
rendered render_execute(const model::execute& o, std::string_view database);

/// The statements of an SQL text: split at semicolons that stand outside quotes, comments and dollar quotes, and
/// outside the BEGIN … END of a trigger or a function.
std::vector<std::string> split_statements(std::string_view sql);

}  // namespace retort::codegen
