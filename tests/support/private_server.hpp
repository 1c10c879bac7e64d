// What the tests' own servers have in common: a temporary folder, a process that dies with this one.
#pragma once

#include <pwd.h>

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace retort::test {

/// The path of a program, also of one that is for administrators, whose folders are not on everybody's PATH. Empty
/// where there is none.
std::string find_program(const std::string& name);

/// Running as root: the first of `names` that exists, for a server that refuses to run as root. Else nobody.
std::optional<passwd> server_user(std::span<const char* const> names);

/// A new folder of `user`'s, removed when this process has ended, by whatever signal, and its server with it:
/// `pid_file` (in the folder) is there as long as that runs. Empty where none can be made.
std::string server_folder(std::string pattern, const std::optional<passwd>& user, const std::string& pid_file);

/// Runs `arguments` as `user`, its output into `log`; the child gets `signal_at_end` when this process ends.
int spawn(const std::vector<std::string>& arguments, const std::string& log, const std::optional<passwd>& user,
          int signal_at_end);

/// Waits until `url` can be opened; false where the process ends before, or does not answer for so long.
bool answers(int& process, const std::string& url, std::chrono::seconds patience = std::chrono::seconds(30));

/// Sends `signal` and waits for the end.
void stop(int& process, int signal);

std::string content_of(const std::string& file);

/// The database's name in a server's URL.
std::string database_in(const std::string& url);

}  // namespace retort::test
