#include "dialect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <retort/error.hpp>

namespace retort::detail {

const dialect& dialect_of(database which) {
    for (const dialect* d : {&sqlite_dialect, &postgresql_dialect, &mariadb_dialect})
        if (d->kind == which) return *d;
    throw error("E314", fmt::format("this build of Retort cannot migrate {}", name_of(which)),
                "use sqlite, postgresql or mariadb");
}

void append_with_semicolon(std::string& out, std::string_view sql) {
    while (!sql.empty() && (sql.back() == ';' || sql.back() == '\n' || sql.back() == ' ')) sql.remove_suffix(1);
    out += sql;
    // A semicolon behind a comment would belong to the comment.
    const std::size_t line = sql.rfind('\n');
    const std::string_view last = sql.substr(line == std::string_view::npos ? 0 : line + 1);
    out += last.find("--") == std::string_view::npos ? ";\n" : "\n;\n";
}

std::int64_t lock_key(std::string_view schema) {
    std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a: stable across builds, which std::hash is not.
    for (const std::string_view part : {std::string_view("retort:"), schema})
        for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return std::bit_cast<std::int64_t>(hash);
}

bool all_transactional(const plan::script& script) {
    return std::all_of(script.statements.begin(), script.statements.end(),
                       [](const plan::statement& s) { return s.transactional; });
}

}  // namespace retort::detail
