// Database URLs, spelled as SQLAlchemy spells them.
#pragma once

#include <retort/plan.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::detail {

/// A URL in its parts, percent-decoded.
struct url {
    database kind = database::sqlite;
    std::string user;
    std::string password;
    /// Host and port of a server; of several, comma-separated, as libpq takes them. Empty for the client's default.
    std::string host;
    std::string port;
    /// The database's name on a server; a file's path, or empty for a database in memory.
    std::string name;
    std::vector<std::pair<std::string, std::string>> options;
    /// The URL as it was given, with *** for its secrets.
    std::string safe;
};

/// Throws `error` E301 for a malformed URL, E314 for a database that Retort does not know. No message repeats any part
/// of a malformed URL but its scheme: a password may stand where nobody expects it.
url parse_url(std::string_view text);

/// Whether an option of that name holds a secret.
bool is_secret_option(std::string_view name);

/// `text` with every secret of `from` replaced by ***: for the words of a client library.
std::string without_secrets(std::string text, const url& from);

}  // namespace retort::detail
