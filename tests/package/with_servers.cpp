// Runs a command with POSTGRESQL_URL and MARIADB_URL set to new databases of private servers, where their programs are
// installed. usage: with_servers COMMAND…
#include <cstdlib>
#include <string>

#include "support/private_mariadb.hpp"
#include "support/private_postgresql.hpp"
#include "support/private_server.hpp"

#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
    using namespace retort::test;
    if (argc < 2) return 2;
    if (private_postgresql* server = private_postgresql::get())
        setenv("POSTGRESQL_URL", server->new_database().c_str(), 1);
    if (private_mariadb* server = private_mariadb::get()) setenv("MARIADB_URL", server->new_database().c_str(), 1);
    const pid_t child = fork();
    if (child == 0) {
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
