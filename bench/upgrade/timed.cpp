// Runs a program and writes what it took: user and system CPU seconds, wall seconds, peak memory in kB, exit code.
// A program of its own, because a process begins with the peak memory of the one that starts it, and Python's is more
// than what is measured here.
//   timed RESULT INPUT PROGRAM [ARGUMENT…]
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>

namespace {

double seconds(const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; }

double now() {
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return 2;
    const double start = now();
    const pid_t child = fork();
    if (child == 0) {
        if (dup2(open(argv[2], O_RDONLY), 0) != 0) _exit(126);
        execvp(argv[3], argv + 3);
        _exit(127);
    }
    int status = 0;
    rusage used{};
    if (child < 0 || wait4(child, &status, 0, &used) != child) return 2;
    const double wall = now() - start;
    std::FILE* out = std::fopen(argv[1], "w");
    if (out == nullptr) return 2;
    std::fprintf(out, "%.6f %.6f %.6f %ld %d\n", seconds(used.ru_utime), seconds(used.ru_stime), wall, used.ru_maxrss,
                 WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return std::fclose(out) == 0 ? 0 : 2;
}
