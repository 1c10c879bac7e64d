// Other programs (pg_dump, mariadb, …), run with a vector of arguments and never through a shell.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::detail {

struct program_call {
    /// The program's path, and its arguments. Everybody on the machine can read these while it runs: no secrets.
    std::vector<std::string> arguments;
    /// Added to the environment that this process has; only the same user can read it.
    std::vector<std::pair<std::string, std::string>> environment;
    /// Descriptors that it reads and writes; without one it reads nothing, and what it writes is dropped.
    int input = -1;
    int output = -1;
    /// Another one, which the program has as 3.
    int third = -1;
};

struct program_end {
    bool good = false;
    /// The exit code; -1 where it did not end by itself.
    int code = -1;
    /// "ended with 1", "was ended by signal 9", "cannot be run: …"; for a sentence that begins with its name.
    std::string how;
    /// The beginning of what it wrote to standard error.
    std::string said;
};

/// A started program; its destructor waits for the end, so close what it reads first.
class running_program {
public:
    explicit running_program(const program_call& call);
    running_program(const running_program&) = delete;
    running_program& operator=(const running_program&) = delete;
    ~running_program();
    program_end wait();

private:
    struct closer {
        void operator()(std::FILE* f) const noexcept { std::fclose(f); }
    };
    int id_ = -1;
    int refused_ = 0;  // The reason why it was not started.
    std::unique_ptr<std::FILE, closer> errors_;
};

program_end run_program(const program_call& call);

/// The first `most` bytes that a program writes to standard output; empty where it fails.
std::string output_of(program_call call, std::size_t most = 4096);

/// The executable files of that name: in `folder` alone where that is not empty, else in the folders of $PATH.
std::vector<std::string> find_programs(std::string_view name, std::string_view folder);

}  // namespace retort::detail
