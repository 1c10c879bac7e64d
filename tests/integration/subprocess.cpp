#include "subprocess.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace retort::test {
namespace {

std::string taken(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    std::filesystem::remove(path);
    return text;
}

process not_started() {
    static std::atomic<int> count{0};
    const std::string stem = std::filesystem::temp_directory_path() /
                             ("retort-run-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    return {.id = -1, .out_file = stem + ".out", .err_file = stem + ".err"};
}

/// In the new process; its files are open.
[[noreturn]] void become(const std::vector<std::string>& arguments, const surroundings& in) {
    std::vector<char*> argv;
    for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    if (in.unprivileged && geteuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(65534) != 0 || setuid(65534) != 0))
        _exit(126);
    if (!in.folder.empty() && chdir(in.folder.c_str()) != 0) _exit(126);
    for (const auto& [name, content] : in.variables) {
        if (content.empty())
            unsetenv(name.c_str());
        else
            setenv(name.c_str(), content.c_str(), 1);
    }
    execvp(argv[0], argv.data());
    _exit(127);
}

}  // namespace

process start(const std::vector<std::string>& arguments, const surroundings& in) {
    process p = not_started();
    p.id = fork();
    if (p.id != 0) return p;
    const int none = open("/dev/null", O_RDONLY);
    const int out = open(p.out_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int err = open(p.err_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(none, 0);
    dup2(out, 1);
    dup2(err, 2);
    become(arguments, in);
}

outcome run_on_terminal(const std::vector<std::string>& arguments, const surroundings& in, const std::string& typed) {
    const int screen = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (screen < 0 || grantpt(screen) != 0 || unlockpt(screen) != 0)
        throw std::runtime_error("no terminal can be made");
    const std::string name = ptsname(screen);
    process p = not_started();
    p.id = fork();
    if (p.id == 0) {
        setsid();
        const int terminal = open(name.c_str(), O_RDWR);
        const int out = open(p.out_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        winsize size{};
        size.ws_col = 100;
        size.ws_row = 24;
        ioctl(terminal, TIOCSWINSZ, &size);
        dup2(terminal, 0);
        dup2(in.shows_output ? terminal : out, 1);
        dup2(terminal, 2);
        become(arguments, in);
    }
    std::string screen_text;
    if (write(screen, typed.data(), typed.size()) != static_cast<ssize_t>(typed.size()))
        throw std::runtime_error("nothing can be typed");
    // Where the last one has closed it, reading fails.
    std::array<char, 4096> some{};
    for (ssize_t n = 0; (n = read(screen, some.data(), some.size())) > 0;)
        screen_text.append(some.data(), static_cast<std::size_t>(n));
    close(screen);
    std::ofstream(p.err_file, std::ios::binary) << screen_text;
    return finish(p);
}

outcome finish(const process& p) {
    int status = 0;
    waitpid(p.id, &status, 0);
    return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
            .out = taken(p.out_file),
            .err = taken(p.err_file)};
}

outcome run(const std::vector<std::string>& arguments, const surroundings& in) { return finish(start(arguments, in)); }

}  // namespace retort::test
