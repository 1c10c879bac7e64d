// Where the database's URL comes from when the command line does not say, and how it is looked at.
#pragma once

#include <retort/connection.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace retort::command {

/// The value of `name` in the text of a .env file: KEY=VALUE lines, `export KEY=VALUE`, comments, quotes.
std::optional<std::string> find_in_env_file(std::string_view text, std::string_view name);

struct database_choice {
    std::string url;
    /// Whether the command line named it, so that failing to reach it is an error even where no database is needed.
    bool explicitly = false;
};

/// `option` (--database), else $DATABASE_URL, else DATABASE_URL in ./.env; nothing where none of them is set, or where
/// $DATABASE_URL is set and empty. Throws E339 where ./.env is there and cannot be read.
std::optional<database_choice> choose_database(const std::string& option);

/// Throws E313.
[[noreturn]] void no_database();

/// The URL that is chosen; throws E313 where none is.
std::string required_url(const std::string& option);

/// A database to look at. A missing SQLite file is looked at as an empty database: looking must not make it.
struct viewed {
    connection db;
    std::string name;
    bool exists = true;
};
viewed view(const std::string& url);

}  // namespace retort::command
