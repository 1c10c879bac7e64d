// The command line, as data.
#pragma once

#include <retort/migrator.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace retort::command {

/// Exit codes; documented in --help.
enum exit_code : int { done = 0, refused = 1, wrong_arguments = 2, work_pending = 3, not_compared = 3 };

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

    // Of the commands that run something.
    bool dry_run = false;
    bool events = false;
    /// --backup; into the folder of --to.
    bool backup = false;
    /// Empty for none.
    std::string log_file;
    /// --wait, --lock-timeout, --lock-retries, --statement-timeout, --allow-loss; the rest is as it is by itself.
    run_options options;

    /// history: --graph, and in which format: "dot", "mermaid", or empty for the terminal's.
    bool draw = false;
    std::string graph;

    /// stamp: --purge.
    bool purge = false;

    /// log: -n.
    std::size_t entries = 20;

    /// backup: --to (also of --backup), --keep-days, --keep; restore: --replace.
    std::string to;
    std::optional<unsigned> keep_days;
    std::optional<unsigned> keep;
    bool replace = false;

    /// revision, merge and squash: what they write.
    std::string message, id, branch;
    std::vector<std::string> revisions;
    bool empty = false;
    /// squash: the ends of its target as ids; no `from` where it begins with the first revision.
    std::string squash_from, squash_to;

    /// Whether standard output is for programs.
    bool for_programs() const { return json || events; }
};

/// "500ms", "5s", "2m", "1h", or a number of seconds; nothing for anything else, and for what no database can wait.
std::optional<std::chrono::milliseconds> read_duration(std::string_view text);

/// Either what was asked for, or the exit code of a command line that is finished: help was printed, or an error.
/// `program` is the name to show; the history's names are those that --allow-loss can mean.
std::variant<arguments, int> read_arguments(int argc, char** argv, const std::string& program,
                                            const plan::history& history);

}  // namespace retort::command
