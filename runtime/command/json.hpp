// The commands' output as JSON. The keys are stable: new ones may come, none changes its meaning or goes.
//
//   upgrade, downgrade  schema database direction("up"|"down") steps[revision message duration_us destroys[]] current[]
//   ... with --sql      schema dialect sql
//   current             schema database current[]
//   heads               schema heads[id message]
//   history             schema database(null where none) current[] heads[] revisions[R]
//   backup              schema database file size(bytes) duration_us deleted[]
//   restore             schema database file current[] duration_us set_aside(null where nothing was in the way)
//   status              schema database exists current[] heads[] applied pending total up_to_date problems[]
//   revisions[R] show                R, and children[] operations[] dialect up{S} down{S} any, on failure error{code
//   message way_out revision statement sqlstate left_behind}
//
//   R: id message parents[] checksum head current, and where a database was looked at: mark("applied"|"pending"|
//      "edited"|"unknown") and, where applied: applied_at applied_by duration_us tool_version applied_checksum
//   S: statements[] destroys[] irreversible(null where it can be taken)
#pragma once

#include <retort/backup.hpp>
#include <retort/error.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

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

std::string run_json(const run_report& of);
std::string sql_json(const std::string& schema, database on, const std::string& sql);
std::string current_json(const overview& of);
std::string heads_json(const overview& of);
std::string history_json(const overview& of);
std::string status_json(const overview& of);
std::string show_json(const detail::graph& revisions, std::size_t which, database on);
std::string backup_json(const backup_report& of);
std::string restore_json(const std::string& schema, const std::string& database, const std::string& file,
                         const std::vector<std::string>& current, const restore_report& of);
std::string error_json(const error& what);

}  // namespace retort::command
