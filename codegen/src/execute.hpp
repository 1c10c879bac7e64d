// What every dialect does alike: raw SQL, but for which text is taken; functions that are called; what hangs on a view.
#pragma once

#include <retort/codegen/dialect.hpp>

#include <functional>

namespace retort::codegen {

class sql_writer;

/// The text for `database`, split into its statements; refused where there is none.
rendered render_execute(const model::execute& o, model::database database);

/// A query that counts the rows that would make the step after it fail; `complaint` says what is wrong with them.
statement question(std::string sql, std::string complaint);

rendered render_run(const model::run& o, model::database database);

/// The statements of an SQL text as `on` reads it: split at semicolons that stand outside quotes, comments and
/// dollar quotes, and outside the BEGIN … END of a trigger or a function. A comment before a statement stays with it,
/// one behind its end goes.
std::vector<std::string> split_statements(std::string_view sql, model::database on);

/// A view, materialized or not.
bool is_view(const model::object& o);
/// The views, triggers and grants that go when the view goes, each behind those that it needs.
void dependents(const model::schema& s, std::string_view view, std::vector<const model::object*>& out);

/// Rows of a table that refers to itself, in groups: no row refers to a row of its own group or of a later one. One
/// group where the table has no foreign key to itself that `matters`.
std::vector<model::list<model::literal>> generations(const model::table& t, const model::names& columns,
                                                     const model::list<model::literal>& values,
                                                     const std::function<bool(const model::foreign_key&)>& matters);

/// The statements of delete_rows: one for each generation of the rows that undo it, the last first, and one for what
/// is left.
std::vector<std::string> deletions(const model::schema& s, const model::delete_rows& o, const sql_writer& write,
                                   const std::function<bool(const model::foreign_key&)>& matters);

/// Whether a backfill ends when it is repeated: rows that it has changed are no longer among those that it changes.
/// Seen from its condition asking for the NULL of a column that it gives a value.
bool can_be_repeated(const model::table& t, const model::backfill& o);

}  // namespace retort::codegen
