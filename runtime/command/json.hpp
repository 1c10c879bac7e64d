// The commands' output as JSON. The keys are stable: new ones may come, none changes its meaning or goes.
//
//   upgrade, downgrade, apply, rollback
//                       schema database direction("up"|"down") steps[revision message duration_us destroys[]] current[]
//                       losses[L](what there was of it before the run) backup(the file, or null)
//   ... with --sql      schema dialect sql
//   ... with --dry-run  schema database direction dialect revisions[id message direction transactions begun(B or null)
//                       losses[L] rebuilds[] needs(a release that is not there, or null) statements[sql function(null
//                       where it is SQL) kind("sql"|"batch"|"precheck"
//                       |"function") transaction(from 1; null where it runs by itself) done(by an earlier run)
//                       operations[] locks(null where they are not known)[on mode] work(what it does to rows at
//                       most: "none"|"rows"|"scan"|"rewrite", or null)]]
//   ... with --events   an object a line while it runs, then the above in one line:
//                       event("waiting"|"blocked"|"began"|"statement"|"ran"|"rows"|"retrying"|"done") elapsed_us
//                       revision(null while waiting for another process) direction number count; of statement, ran and
//                       rows also statement statements sql; of rows: rows; of waiting and retrying: words
//   stamp               schema database entered[] taken_out[] purged[] current[]
//   verify              schema database fits problems[] stamped[] current[]
//   log                 schema database entries[run revision direction("up"|"down"|"stamp") outcome("done", "done:
//   taken
//                       out", or what failed) done_at done_by duration_us tool_version], the latest last
//   current             schema database current[] begun(B or null)
//   heads               schema heads[id message]
//   branches            schema heads[id message] branches[revision(null for base) message children[id message
//                       revisions(how many until its end) last(null where it is itself a merge)
//                       end("head"|"merge"|"branching") merged_in(null)]]
//   history             schema database(null where none) current[] heads[] revisions[R](with a range, those in it)
//   backup              schema database file size(bytes) duration_us deleted[]
//   restore             schema database file current[] duration_us set_aside(null where nothing was in the way)
//   status              schema database exists current[] heads[] applied pending total up_to_date problems[]
//                       revisions[R] begun(B or null)
//   show                R, and children[] operations[] dialect up{S} down{S}
//   any, on failure     error{code message way_out revision statement sqlstate left_behind}
//
//   R: id message parents[] checksum head current, of a checkpoint replaces[], and where a database was looked at:
//      mark("applied"|"pending"|"edited"|"unknown"|"begun") and, where applied: applied_at applied_by duration_us
//      tool_version applied_checksum
//   S: statements[] destroys[] approvals{of these, what the migration approves: the reason} irreversible(null where it
//      can be taken)
//   B: revision direction statements(how many are done), of what an earlier run has begun and not finished
//   L: name revision rows(null where it is does not exist yet under this name) approval(null where the migration gives
//   none)
#pragma once

#include <retort/backup.hpp>
#include <retort/error.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "branches.hpp"
#include "preview.hpp"
#include "report.hpp"

namespace retort::command {

/// What a backup has done.
struct backup_report {
    std::string schema;
    std::string database;
    std::string file;
    std::uintmax_t size = 0;
    std::chrono::microseconds duration{0};
    /// Old backups that were deleted.
    std::vector<std::string> removed;
};

/// JSON Lines is one object a line.
enum class layout { indented, one_line };

std::string run_json(const run_report& of, layout as = layout::indented);
std::string preview_json(const preview& of);
std::string event_json(const event& of);
std::string stamp_json(const stamp_report& of);
std::string verify_json(const verify_report& of);
std::string log_json(const std::string& schema, const std::string& database, const std::vector<log_entry>& entries);
std::string sql_json(const std::string& schema, database on, const std::string& sql);
std::string current_json(const overview& of);
std::string heads_json(const overview& of);
std::string branches_json(const detail::graph& revisions);
std::string history_json(const overview& of);
std::string status_json(const overview& of);
std::string show_json(const detail::graph& revisions, std::size_t which, database on);
std::string backup_json(const backup_report& of);
std::string restore_json(const std::string& schema, const std::string& database, const std::string& file,
                         const std::vector<std::string>& current, const restore_report& of);
std::string error_json(const error& what, layout as = layout::indented);

}  // namespace retort::command
