#include "support/private_postgresql.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <retort/connection.hpp>
#include <thread>
#include <vector>

namespace retort::test {
namespace fs = std::filesystem;
namespace {

std::string find_programs() {
    std::vector<std::string> found;
    std::error_code ignored;
    for (const char* root : {"/usr/lib/postgresql", "/opt/postgresql"})
        for (const auto& entry : fs::directory_iterator(root, ignored))
            if (fs::exists(entry.path() / "bin" / "initdb", ignored)) found.push_back((entry.path() / "bin").string());
    std::sort(found.begin(), found.end(), [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;  // 9 before 15 before 17.
    });
    if (!found.empty()) return found.back();
    const char* path = std::getenv("PATH");
    for (std::string rest = path ? path : ""; !rest.empty();) {
        const std::size_t end = std::min(rest.find(':'), rest.size());
        if (fs::exists(fs::path(rest.substr(0, end)) / "initdb", ignored)) return rest.substr(0, end);
        rest.erase(0, std::min(end + 1, rest.size()));
    }
    return {};
}

/// PostgreSQL refuses to run as root; its package makes a user for it.
std::optional<passwd> server_user() {
    if (geteuid() != 0) return std::nullopt;
    for (const char* name : {"postgres", "nobody"})
        if (const passwd* found = getpwnam(name)) return *found;
    return std::nullopt;
}

void say_why(const std::string& reason) { std::fprintf(stderr, "PostgreSQL tests are skipped: %s\n", reason.c_str()); }

/// Runs `arguments` as the server's user, its output into `log`; the child dies with this process.
int spawn(const std::vector<std::string>& arguments, const std::string& log) {
    const std::optional<passwd> user = server_user();
    std::vector<char*> argv;
    for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child != 0) return child;
    if (user && (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) _exit(126);
    // After the change of user, which clears it. SIGINT is PostgreSQL's fast shutdown.
    prctl(PR_SET_PDEATHSIG, SIGINT);
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

/// Leaves a process behind that removes `folder` when this one has ended, by whatever signal, and its server with it.
void remove_at_end(const std::string& folder) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return;
    const pid_t janitor = fork();
    if (janitor == 0) {
        setsid();
        dup2(ends[0], 0);  // At its end when the other end is closed: with this process.
        const int none = open("/dev/null", O_WRONLY);
        dup2(none, 1);
        dup2(none, 2);
        const std::string wait = "read x; n=0; while [ -e " + folder +
                                 "/data/postmaster.pid ] && [ $n -lt 100 ]; do "
                                 "sleep 0.1; n=$((n+1)); done; rm -rf " +
                                 folder;
        execl("/bin/sh", "sh", "-c", wait.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    close(ends[0]);
}

}  // namespace

private_postgresql* private_postgresql::get() {
    static const std::unique_ptr<private_postgresql> server = []() -> std::unique_ptr<private_postgresql> {
        const std::string programs = find_programs();
        if (programs.empty()) {
            say_why("no initdb was found (Debian: postgresql, Fedora: postgresql-server)");
            return nullptr;
        }
        if (geteuid() == 0 && !server_user()) {
            say_why("running as root, and there is no user postgres to run the server as");
            return nullptr;
        }
        // Short, because a socket's path may have 107 bytes only, and not in a folder that the server's user cannot
        // enter.
        std::string folder = "/tmp/retort-pg-XXXXXX";
        if (mkdtemp(folder.data()) == nullptr) {
            say_why("no temporary folder can be made in /tmp");
            return nullptr;
        }
        if (const auto user = server_user(); user && chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0)
            say_why("the temporary folder cannot be given to the server's user");
        fs::permissions(folder, fs::perms(0755));
        remove_at_end(folder);
        std::unique_ptr<private_postgresql> made(new private_postgresql(programs, folder));
        if (!made->start()) {
            std::ifstream log(folder + "/log");
            say_why("the server did not start:\n" + std::string(std::istreambuf_iterator<char>(log), {}));
            return nullptr;
        }
        return made;
    }();
    return server.get();
}

bool private_postgresql::start() {
    const std::string log = folder_ + "/log";
    int status = 0;
    const int made = spawn({programs_ + "/initdb", "-D", folder_ + "/data", "-A", "trust", "-U", "postgres",
                            "--no-locale", "-E", "UTF8", "--no-sync"},
                           log);
    if (made < 0 || waitpid(made, &status, 0) != made || status != 0) return false;
    std::vector<std::string> arguments = {programs_ + "/postgres", "-D", folder_ + "/data", "-k", folder_, "-h", ""};
    for (const char* setting : {"fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100",
                                "max_locks_per_transaction=4096", "shared_buffers=32MB"}) {
        arguments.emplace_back("-c");
        arguments.emplace_back(setting);
    }
    server_ = spawn(arguments, log);
    if (server_ < 0) return false;
    for (int attempt = 0; attempt < 600; ++attempt) {
        if (waitpid(server_, &status, WNOHANG) == server_) {
            server_ = -1;
            return false;
        }
        try {
            connection db(url_of("postgres"));
            return true;
        } catch (const error&) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }
    return false;
}

private_postgresql::~private_postgresql() {
    if (server_ > 0) {
        kill(server_, SIGINT);
        int status = 0;
        waitpid(server_, &status, 0);
    }
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

std::string private_postgresql::url_of(const std::string& database) const {
    return "postgresql://postgres@/" + database + "?host=" + folder_;
}

std::string private_postgresql::new_database() {
    const std::string name = "t" + std::to_string(++made_);
    connection(url_of("postgres")).execute("CREATE DATABASE " + name);
    return url_of(name);
}

std::string private_postgresql::name_in(const std::string& url) {
    const std::size_t begin = url.find('/', url.find("://") + 3) + 1;
    return url.substr(begin, url.find('?') - begin);
}

}  // namespace retort::test
