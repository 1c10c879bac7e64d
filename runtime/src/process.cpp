#include "process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

extern char** environ;

namespace retort::detail {
namespace {

constexpr std::size_t said_at_most = 4096;

// A file without a name, not inherited by other programs.
std::FILE* temporary() {
    std::FILE* out = std::tmpfile();
    if (out) fcntl(fileno(out), F_SETFD, FD_CLOEXEC);
    return out;
}

std::string beginning_of(std::FILE* file, std::size_t most) {
    if (!file) return {};
    std::string out(most, '\0');
    std::rewind(file);
    out.resize(std::fread(out.data(), 1, most, file));
    return out;
}

std::vector<std::string> extended_environment(const program_call& call) {
    std::vector<std::string> out;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const bool replaced = std::any_of(call.environment.begin(), call.environment.end(), [&](const auto& added) {
            return text.substr(0, text.find('=')) == added.first;
        });
        if (!replaced) out.emplace_back(text);
    }
    for (const auto& [name, content] : call.environment) out.push_back(fmt::format("{}={}", name, content));
    return out;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (std::string& text : texts) out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

}  // namespace

running_program::running_program(const program_call& call) : errors_(temporary()) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    const auto give = [&](int own, int as, int mode) {
        if (own >= 0)
            posix_spawn_file_actions_adddup2(&actions, own, as);
        else
            posix_spawn_file_actions_addopen(&actions, as, "/dev/null", mode, 0);
    };
    give(call.input, STDIN_FILENO, O_RDONLY);
    give(call.output, STDOUT_FILENO, O_WRONLY);
    give(errors_ ? fileno(errors_.get()) : -1, STDERR_FILENO, O_WRONLY);
    if (call.third >= 0) posix_spawn_file_actions_adddup2(&actions, call.third, 3);

    // What the application blocks or ignores is no business of the program's.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    std::vector<std::string> arguments = call.arguments, environment = extended_environment(call);
    pid_t started = -1;
    refused_ = posix_spawn(&started, arguments.at(0).c_str(), &actions, &attributes, pointers_to(arguments).data(),
                           pointers_to(environment).data());
    if (refused_ == 0) id_ = started;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
}

running_program::~running_program() {
    if (id_ >= 0) wait();
}

program_end running_program::wait() {
    if (refused_ != 0) return {.how = fmt::format("cannot be run: {}", std::strerror(refused_)), .said = {}};
    int status = 0;
    pid_t ended = -1;
    do {
        ended = waitpid(id_, &status, 0);
    } while (ended < 0 && errno == EINTR);
    id_ = -1;
    program_end out;
    out.said = beginning_of(errors_.get(), said_at_most);
    if (ended >= 0 && WIFEXITED(status)) out.code = WEXITSTATUS(status);
    if (ended < 0)
        out.how = "ended with an unknown status (does this process ignore SIGCHLD?)";
    else if (WIFSIGNALED(status))
        out.how = fmt::format("was ended by signal {}", WTERMSIG(status));
    else
        out.how = fmt::format("ended with {}", out.code);
    out.good = out.code == 0;
    return out;
}

program_end run_program(const program_call& call) { return running_program(call).wait(); }

std::string output_of(program_call call, std::size_t most) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(temporary(), std::fclose);
    if (!file) return {};
    call.output = fileno(file.get());
    return run_program(call).good ? beginning_of(file.get(), most) : std::string();
}

std::vector<std::string> find_programs(std::string_view name, std::string_view folder) {
    std::vector<std::string> out;
    const char* path = std::getenv("PATH");
    std::string_view rest = !folder.empty() ? folder : path ? std::string_view(path) : std::string_view();
    while (!rest.empty()) {
        const std::size_t end = folder.empty() ? std::min(rest.find(':'), rest.size()) : rest.size();
        const std::string there = fmt::format("{}/{}", rest.substr(0, end), name);
        struct stat found{};
        const bool named = end != 0;  // An empty entry of $PATH means the present folder, which is nobody's choice.
        if (named && stat(there.c_str(), &found) == 0 && S_ISREG(found.st_mode) && access(there.c_str(), X_OK) == 0)
            out.push_back(there);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return out;
}

}  // namespace retort::detail
