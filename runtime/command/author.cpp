#include "author.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <retort/error.hpp>
#include <vector>

namespace retort::command {

int author(const arguments& args, const std::string& program, const build_tree& built) {
    if (built.generator.empty())
        throw error("E327", fmt::format("{} writes into a source tree, but this program has none", args.command),
                    "run it in the build folder of retort_add_schema()");
    std::vector<std::string> words{std::string(built.generator), args.command};
    const auto say = [&](std::string_view option, std::string_view value) {
        words.emplace_back(option);
        words.emplace_back(value);
    };
    say("--program", program);
    say("--schema", built.schema);
    say("--migrations", built.migrations);
    if (!args.message.empty()) say("--message", args.message);
    if (!args.id.empty()) say("--id", args.id);
    if (!args.branch.empty()) say("--branch", args.branch);
    for (const std::string& r : args.revisions) say("--revision", r);
    if (!args.squash_from.empty()) say("--from", args.squash_from);
    if (!args.squash_to.empty()) say("--to", args.squash_to);
    if (args.empty) words.emplace_back("--empty");
    if (args.json) words.emplace_back("--json");
    std::vector<char*> argv;
    for (std::string& w : words) argv.push_back(w.data());
    argv.push_back(nullptr);
    std::fflush(nullptr);
    // What is ignored here stays ignored in another program.
    std::signal(SIGPIPE, SIG_DFL);
    execv(argv[0], argv.data());
    throw error(
        "E327",
        fmt::format("{} needs {}, which cannot be run: {}", args.command, built.generator, std::strerror(errno)),
        "run it in the build folder, after a build");
}

}  // namespace retort::command
