// The generator, run as a program: a folder for what it writes, and what it says.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace retort::testing {

/// A folder for the output, removed at the end.
struct output {
    std::filesystem::path path;
    output() {
        std::string name = (std::filesystem::temp_directory_path() / "retort-generate-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        path = name;
    }
    ~output() {
        std::error_code ignored;
        std::filesystem::permissions(path, std::filesystem::perms::owner_all, ignored);
        std::filesystem::remove_all(path, ignored);
    }
    output(const output&) = delete;
    output& operator=(const output&) = delete;

    std::string read(const std::string& name) const {
        std::stringstream text;
        text << std::ifstream(path / name).rdbuf();
        return text.str();
    }
};

/// What the generator said, on standard output and error, and its exit code.
struct outcome {
    int code;
    std::string said;
};

template <class Generate>
outcome captured(Generate generate, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "generator");
    std::vector<char*> argv;
    for (std::string& a : arguments) argv.push_back(a.data());
    std::string name = (std::filesystem::temp_directory_path() / "retort-said-XXXXXX").string();
    const int file = mkstemp(name.data());
    fflush(nullptr);
    const int kept_out = dup(1), kept = dup(2);
    dup2(file, 1);
    dup2(file, 2);
    const int code = generate(static_cast<int>(argv.size()), argv.data());
    fflush(nullptr);
    dup2(kept_out, 1);
    dup2(kept, 2);
    close(kept_out);
    close(kept);
    close(file);
    std::stringstream text;
    text << std::ifstream(name).rdbuf();
    std::filesystem::remove(name);
    return {code, text.str()};
}

}  // namespace retort::testing
