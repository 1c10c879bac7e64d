// Runs a program and keeps what it says.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace retort::test {

struct outcome {
    int code = -1;
    std::string out, err;
};

struct surroundings {
    /// The folder to run in; empty for the present one.
    std::string folder;
    /// Environment variables to set; an empty value removes one.
    std::vector<std::pair<std::string, std::string>> variables;
    /// When running as root: run as an ordinary user instead, whom file permissions bind.
    bool unprivileged = false;
    /// Of run_on_terminal: standard output is the terminal too, so that what is printed stands in `err`.
    bool shows_output = false;
};

/// Starts without waiting; `finish` waits.
struct process {
    int id = -1;
    std::string out_file, err_file;
};
process start(const std::vector<std::string>& arguments, const surroundings& in = {});
outcome finish(const process& p);
outcome run(const std::vector<std::string>& arguments, const surroundings& in = {});

/// As a person has it: standard input and standard error are a terminal, on which `typed` is typed; `err` is all that
/// stands on it, what was typed included.
outcome run_on_terminal(const std::vector<std::string>& arguments, const surroundings& in,
                        const std::string& typed = "");

}  // namespace retort::test
