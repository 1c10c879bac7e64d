// What every dialect does alike: raw SQL, but for which text is taken; functions that are called; what hangs on a view.
#pragma once

#include <retort/codegen/dialect.hpp>

namespace retort::codegen {

/// The text for `database`, split into its statements; refused where there is none.
rendered render_execute(const model::execute& o, model::database database);

rendered render_run(const model::run& o, model::database database);

/// The statements of an SQL text as `database` reads it: split at semicolons that stand outside quotes, comments and
/// dollar quotes, and outside the BEGIN … END of a trigger or a function. A comment before a statement stays with it,
/// one behind its end goes.
std::vector<std::string> split_statements(std::string_view sql, std::string_view database);

/// A view, materialized or not.
bool is_view(const model::object& o);
/// The views, triggers and grants that go when the view goes, each behind those that it needs.
void dependents(const model::schema& s, std::string_view view, std::vector<const model::object*>& out);

/// Whether a backfill ends when it is repeated: rows that it has changed are no longer among those that it changes.
/// Seen from its condition asking for the NULL of a column that it gives a value.
bool can_be_repeated(const model::table& t, const model::backfill& o);

}  // namespace retort::codegen
