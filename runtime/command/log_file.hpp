// The file that --log-file names: a line for each thing that a run does, for whoever asks afterwards.
#pragma once

#include <retort/error.hpp>
#include <retort/migrator.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace retort::command {

class log_file {
public:
    /// Opens `path` to append to it; nothing is written anywhere where it is empty. Throws E325.
    explicit log_file(const std::string& path);
    log_file(const log_file&) = delete;
    log_file& operator=(const log_file&) = delete;
    ~log_file();

    /// The first line, which says what is going to be done. Throws E325 where it cannot be written.
    void begins(std::string_view what);
    void on(const event& e);
    /// With everything that is known of it.
    void failed(const error& e);
    void says(std::string_view what) { line(what); }
    void ends(std::string_view how);

    /// What was in the way of a line; empty where every line was written. A run does not fail for it.
    const std::string& trouble() const { return trouble_; }

private:
    void line(std::string_view text);

    std::string path_;
    int file_ = -1;
    std::string trouble_;
    /// When the statements that run were begun, by their numbers.
    std::map<std::size_t, std::chrono::microseconds> begun_;
    std::map<std::size_t, std::int64_t> rows_;
};

}  // namespace retort::command
