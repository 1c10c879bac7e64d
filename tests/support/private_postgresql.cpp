#include "support/private_postgresql.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <retort/connection.hpp>
#include <stdexcept>
#include <vector>

#include "support/private_server.hpp"

// Read by LeakSanitizer in every test that starts a PostgreSQL server. libpqxx 6.4 leaks one result each time a server
// or a pooler closes the connection while a query runs.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libpqxx\n"; }

namespace retort::test {
namespace fs = std::filesystem;
namespace {

std::string find_installed() {
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

/// RETORT_POSTGRESQL, a folder with initdb and postgres or with bin/ of them, or the newest that is installed.
std::string find_programs() {
    const char* given = std::getenv("RETORT_POSTGRESQL");
    if (given == nullptr || *given == '\0') return find_installed();
    for (const std::string& folder : {std::string(given), std::string(given) + "/bin"})
        if (fs::exists(folder + "/initdb")) return folder;
    throw std::runtime_error("RETORT_POSTGRESQL is " + std::string(given) + ", and there is no initdb");
}

/// The release of one of PostgreSQL's programs, which says "pg_dump (PostgreSQL) 15.3"; 0 where it does not run.
int release_of(const std::string& program) {
    std::FILE* said = popen(("'" + program + "' --version 2>/dev/null").c_str(), "r");
    if (said == nullptr) return 0;
    int release = 0;
    if (std::fscanf(said, "%*[^)]) %d", &release) != 1) release = 0;
    pclose(said);
    return release;
}

constexpr const char* users[] = {"postgres", "nobody"};

void say_why(const std::string& reason) { std::fprintf(stderr, "PostgreSQL tests are skipped: %s\n", reason.c_str()); }

int spawn_here(const std::vector<std::string>& arguments, const std::string& log) {
    return spawn(arguments, log, server_user(users), SIGINT);  // PostgreSQL's fast shutdown.
}

}  // namespace

private_postgresql* private_postgresql::get() {
    static const std::unique_ptr<private_postgresql> server = []() -> std::unique_ptr<private_postgresql> {
        const std::string programs = find_programs();
        if (programs.empty()) {
            say_why("no initdb was found (Debian: postgresql, Fedora: postgresql-server)");
            return nullptr;
        }
        if (geteuid() == 0 && !server_user(users)) {
            say_why("running as root, and there is no user postgres to run the server as");
            return nullptr;
        }
        const std::string folder = server_folder("/tmp/retort-pg-XXXXXX", server_user(users), "data/postmaster.pid");
        if (folder.empty()) {
            say_why("no temporary folder can be made in /tmp");
            return nullptr;
        }
        std::unique_ptr<private_postgresql> made(new private_postgresql(programs, folder));
        if (!made->start()) {
            say_why("the server did not start:\n" + content_of(folder + "/log"));
            return nullptr;
        }
        return made;
    }();
    return server.get();
}

bool private_postgresql::start() {
    const std::string log = folder_ + "/log";
    int status = 0;
    const int made = spawn_here({programs_ + "/initdb", "-D", folder_ + "/data", "-A", "trust", "-U", "postgres",
                                 "--no-locale", "-E", "UTF8", "--no-sync"},
                                log);
    if (made < 0 || waitpid(made, &status, 0) != made || status != 0) return false;
    std::vector<std::string> arguments = {programs_ + "/postgres", "-D", folder_ + "/data", "-k", folder_, "-h", ""};
    for (const char* setting : {"fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100",
                                "max_locks_per_transaction=4096", "shared_buffers=32MB"}) {
        arguments.emplace_back("-c");
        arguments.emplace_back(setting);
    }
    server_ = spawn_here(arguments, log);
    return server_ >= 0 && answers(server_, url_of("postgres"));
}

private_postgresql::~private_postgresql() {
    stop(server_, SIGINT);
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

std::string private_postgresql::pg_dump() const {
    static const std::string found = [&]() -> std::string {
        const std::string there = programs_ + "/pg_dump", installed = find_installed() + "/pg_dump";
        if (fs::exists(there)) return there;
        if (const int server = release_of(programs_ + "/postgres"); server != 0 && release_of(installed) >= server)
            return installed;
        std::fprintf(stderr,
                     "PostgreSQL: no pg_dump in %s, and an older one refuses: schemas are compared by the catalogue\n",
                     programs_.c_str());
        return {};
    }();
    return found;
}

std::string private_postgresql::psql() const {
    const std::string there = programs_ + "/psql";
    return fs::exists(there) ? there : find_installed() + "/psql";
}

std::string private_postgresql::url_of(const std::string& database) const {
    return "postgresql://postgres@/" + database + "?host=" + folder_;
}

std::string private_postgresql::new_database() {
    const std::string name = "t" + std::to_string(++made_);
    connection(url_of("postgres")).execute("CREATE DATABASE " + name);
    return url_of(name);
}

}  // namespace retort::test
