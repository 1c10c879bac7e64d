#include "environment.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <retort/error.hpp>
#include <system_error>

#include "../src/driver.hpp"
#include "../src/url.hpp"

namespace retort::command {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string unquoted(std::string_view text) {
    if (text.empty()) return {};
    const char quote = text.front();
    if (quote != '"' && quote != '\'') {
        // A # begins a comment only after a blank: URLs may contain one.
        for (std::size_t i = 1; i < text.size(); ++i)
            if (text[i] == '#' && (text[i - 1] == ' ' || text[i - 1] == '\t'))
                return std::string(trimmed(text.substr(0, i)));
        return text.front() == '#' ? std::string() : std::string(text);
    }
    std::string out;
    for (std::size_t i = 1; i < text.size() && text[i] != quote; ++i) {
        if (quote == '"' && text[i] == '\\' && i + 1 < text.size()) {
            ++i;
            out += text[i] == 'n' ? '\n' : text[i];
        } else {
            out += text[i];
        }
    }
    return out;
}

[[noreturn]] void unreadable(std::string_view why) {
    throw error("E339", fmt::format("the file .env cannot be read: {}", why),
                "check its permissions, or set --database URL or DATABASE_URL");
}

/// The text of ./.env; empty where there is no such file. A folder of that name is something else.
std::string env_file() {
    // Opening a pipe would wait for its writer.
    const int file = open(".env", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0 && (errno == ENOENT || errno == ENOTDIR)) return {};
    if (file < 0) unreadable(std::strerror(errno));
    struct stat facts{};
    const bool known = fstat(file, &facts) == 0;
    std::string out;
    std::array<char, 4096> room{};
    ssize_t size = 0;
    if (known && S_ISREG(facts.st_mode))
        while ((size = read(file, room.data(), room.size())) > 0)
            out.append(room.data(), static_cast<std::size_t>(size));
    const int why = size < 0 ? errno : 0;
    close(file);
    if (why != 0) unreadable(std::strerror(why));
    if (!known || !(S_ISREG(facts.st_mode) || S_ISDIR(facts.st_mode))) unreadable("it is not a regular file");
    return out;
}

}  // namespace

std::optional<std::string> find_in_env_file(std::string_view text, std::string_view name) {
    std::optional<std::string> found;
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#') continue;
        if (line.substr(0, 7) == "export ") line = trimmed(line.substr(7));
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos || trimmed(line.substr(0, equals)) != name) continue;
        found = unquoted(trimmed(line.substr(equals + 1)));  // The last one counts, as in a shell.
    }
    return found;
}

std::optional<database_choice> choose_database(const std::string& option) {
    if (!option.empty()) return database_choice{option, true};
    if (const char* url = std::getenv("DATABASE_URL")) {
        // One that is empty was meant to say something: another database is not what it said.
        if (*url == '\0') return std::nullopt;
        return database_choice{url, false};
    }
    if (auto url = find_in_env_file(env_file(), "DATABASE_URL"); url && !url->empty())
        return database_choice{*url, false};
    return std::nullopt;
}

void no_database() {
    if (const char* url = std::getenv("DATABASE_URL"); url != nullptr && *url == '\0')
        throw error("E313", "no database was given: the environment variable DATABASE_URL is empty",
                    "set it to a URL, use --database URL, or unset it to read DATABASE_URL from ./.env");
    throw error("E313", "no database was given",
                "use --database URL, set DATABASE_URL, or write DATABASE_URL=... into ./.env");
}

std::string required_url(const std::string& option) {
    if (const auto choice = choose_database(option)) return choice->url;
    no_database();
}

viewed view(const std::string& text) {
    const detail::url where = detail::parse_url(text);
    std::error_code ignored;
    const std::filesystem::path file(where.name);
    const bool missing = where.kind == database::sqlite && !where.name.empty() &&
                         !std::filesystem::exists(file, ignored) &&
                         (file.parent_path().empty() || std::filesystem::is_directory(file.parent_path(), ignored));
    if (missing) return {connection("sqlite://"), where.safe, false};
    viewed out{connection(text), where.safe, true};
    out.db.driver().limit_questions(
        {.blocked = [](std::string_view holder) { fmt::print(stderr, "note: waiting for {}\n", holder); }});
    return out;
}

}  // namespace retort::command
