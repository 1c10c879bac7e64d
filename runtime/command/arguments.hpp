// The command line, as data.
#pragma once

#include <optional>
#include <string>
#include <variant>

namespace retort::command {

/// Exit codes; documented in --help.
enum exit_code : int { done = 0, refused = 1, wrong_arguments = 2, work_pending = 3 };

struct arguments {
    /// The subcommand's name.
    std::string command;
    /// What the user wrote after it; empty where the subcommand's default is meant.
    std::string target;
    /// --database and --dialect, empty where not given.
    std::string database;
    std::string dialect;
    bool sql = false;
    bool json = false;
    bool check = false;
    /// backup: --to, --keep-days, --keep; restore: --replace.
    std::string to;
    std::optional<unsigned> keep_days;
    std::optional<unsigned> keep;
    bool replace = false;
};

/// Either what was asked for, or the exit code of a command line that is finished: help was printed, or an error.
/// `program` is the name to show, `schema` the history's.
std::variant<arguments, int> read_arguments(int argc, char** argv, const std::string& program,
                                            const std::string& schema);

}  // namespace retort::command
