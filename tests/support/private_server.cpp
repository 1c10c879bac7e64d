#include "support/private_server.hpp"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <retort/connection.hpp>
#include <thread>

namespace retort::test {
namespace {

/// Leaves a process behind that removes `folder` when this one has ended.
void remove_at_end(const std::string& folder, const std::string& pid_file) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return;
    const pid_t janitor = fork();
    if (janitor == 0) {
        setsid();
        dup2(ends[0], 0);  // At its end when the other end is closed: with this process.
        const int none = open("/dev/null", O_WRONLY);
        dup2(none, 1);
        dup2(none, 2);
        // A server that ends while it starts has no such file yet, and may still write into what is being removed.
        const std::string wait = "read x; n=0; while [ -e " + folder + "/" + pid_file +
                                 " ] && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done; until rm -rf " + folder +
                                 " || [ $n -ge 200 ]; do sleep 0.1; n=$((n+1)); done";
        execl("/bin/sh", "sh", "-c", wait.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    close(ends[0]);
}

}  // namespace

std::string find_program(const std::string& name) {
    const char* path = std::getenv("PATH");
    std::error_code ignored;
    for (std::string rest = std::string(path ? path : "") + ":/usr/sbin:/usr/bin:/usr/libexec"; !rest.empty();) {
        const std::size_t end = std::min(rest.find(':'), rest.size());
        const std::filesystem::path found = std::filesystem::path(rest.substr(0, end)) / name;
        if (std::filesystem::exists(found, ignored)) return found.string();
        rest.erase(0, std::min(end + 1, rest.size()));
    }
    return {};
}

std::optional<passwd> server_user(std::span<const char* const> names) {
    if (geteuid() != 0) return std::nullopt;
    for (const char* name : names)
        if (const passwd* found = getpwnam(name)) return *found;
    return std::nullopt;
}

std::string server_folder(std::string pattern, const std::optional<passwd>& user, const std::string& pid_file) {
    // Short, because a socket's path may have 107 bytes only, and not in a folder that the server's user cannot enter.
    if (mkdtemp(pattern.data()) == nullptr) return {};
    if (user && chown(pattern.c_str(), user->pw_uid, user->pw_gid) != 0) return {};
    std::filesystem::permissions(pattern, std::filesystem::perms(0755));
    remove_at_end(pattern, pid_file);
    return pattern;
}

int spawn(const std::vector<std::string>& arguments, const std::string& log, const std::optional<passwd>& user,
          int signal_at_end) {
    std::vector<char*> argv;
    for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child != 0) return child;
    if (user && (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) _exit(126);
    // After the change of user, which clears it.
    prctl(PR_SET_PDEATHSIG, signal_at_end);
    if (getppid() != parent) _exit(126);
    const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    const int in = open("/dev/null", O_RDONLY);
    dup2(in, 0);
    dup2(out, 1);
    dup2(out, 2);
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) unsetenv(name);
    if (chdir("/") != 0) _exit(126);
    execv(argv[0], argv.data());
    _exit(127);
}

bool answers(int& process, const std::string& url, std::chrono::seconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < end) {
        int status = 0;
        if (waitpid(process, &status, WNOHANG) == process) {
            process = -1;
            return false;
        }
        try {
            connection db(url);
            return true;
        } catch (const error&) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }
    return false;
}

void stop(int& process, int signal) {
    if (process <= 0) return;
    kill(process, signal);
    int status = 0;
    waitpid(process, &status, 0);
    process = -1;
}

std::string content_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string database_in(const std::string& url) {
    const std::size_t begin = url.find('/', url.find("://") + 3) + 1;
    return url.substr(begin, url.find('?') - begin);
}

}  // namespace retort::test
