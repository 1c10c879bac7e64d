#include "ledger.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "driver.hpp"
#include "text.hpp"

namespace retort::detail {
namespace {

constexpr std::array<std::string_view, 8> expected_columns = {
    "schema_name", "revision", "checksum", "applied_at", "applied_by", "duration_us", "tool_version", "sequence"};

std::string text_of(const value& field) {
    if (const auto* s = std::get_if<std::string>(&field)) return *s;
    if (const auto* n = std::get_if<std::int64_t>(&field)) return fmt::format("{}", *n);
    return {};
}

std::int64_t number_of(const value& field) {
    if (const auto* n = std::get_if<std::int64_t>(&field)) return *n;
    const std::string text = text_of(field);
    std::int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

// The last column is ours: applied_at as text.
void check_shape(const result& r) {
    const std::span<const std::string> there(r.columns.data(), r.columns.size() - 1);
    const auto has = [](const auto& names, std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    std::string odd;
    for (const std::string_view wanted : expected_columns)
        if (!has(there, wanted)) odd += fmt::format("{}lacks {}", odd.empty() ? "" : ", ", wanted);
    for (const std::string& name : there)
        if (!has(expected_columns, name)) odd += fmt::format("{}has {}", odd.empty() ? "" : ", ", name);
    if (!odd.empty())
        throw error(
            "E318",
            fmt::format("the table retort_revisions is not of the shape that {} writes: it {}", tool_version(), odd),
            "use the newer Retort that made it so, or give the table its columns back");
}

}  // namespace

const applied_revision* ledger::find(std::string_view id) const {
    const auto at = std::find_if(rows.begin(), rows.end(), [&](const applied_revision& r) { return r.id == id; });
    return at == rows.end() ? nullptr : &*at;
}

ledger read_ledger(connection& db, std::string_view schema) {
    const dialect& words = dialect_of(db.kind());
    ledger out;
    out.exists = number_of(db.execute(words.ledger_exists).rows.at(0).at(0)) != 0;
    if (!out.exists) return out;
    // All columns, to see whether they are the expected ones; the order is restored below, because a ledger of another
    // shape may lack the column to sort by.
    const value name = std::string(schema);
    result found;
    try {
        found = db.execute(
            fmt::format("SELECT r.*, {} FROM retort_revisions r WHERE schema_name = $1", words.applied_at_text),
            {&name, 1});
    } catch (const error& e) {
        if (e.code() != "E309") throw;
        throw error("E318", fmt::format("the table retort_revisions cannot be read: {}", e.what()),
                    "give the table its columns back, and this user the right to read it");
    }
    check_shape(found);
    const auto column = [&](std::string_view wanted) {
        return static_cast<std::size_t>(std::find(found.columns.begin(), found.columns.end() - 1, wanted) -
                                        found.columns.begin());
    };
    const std::size_t sequence = column("sequence");
    std::sort(found.rows.begin(), found.rows.end(), [&](const std::vector<value>& a, const std::vector<value>& b) {
        return number_of(a[sequence]) < number_of(b[sequence]);
    });
    for (const std::vector<value>& row : found.rows)
        out.rows.push_back({.id = text_of(row[column("revision")]),
                            .checksum = text_of(row[column("checksum")]),
                            .applied_at = text_of(row.back()),
                            .applied_by = text_of(row[column("applied_by")]),
                            .duration = std::chrono::microseconds(number_of(row[column("duration_us")])),
                            .tool_version = text_of(row[column("tool_version")])});
    return out;
}

void create_ledger(connection& db) {
    db.driver().lock_ledger();
    for (const std::string_view sql : dialect_of(db.kind()).create_ledger) db.execute(sql);
}

std::string record_sql(const dialect& words, const plan::history& history, const step& taken, std::string_view author,
                       std::string_view duration) {
    const std::string schema = quote_literal(history.name);
    const std::string id = quote_literal(taken.revision->id);
    const std::string checksum = quote_literal(taken.revision->checksum);
    const std::string tool = quote_literal(tool_version());
    const bool up = taken.direction == direction::up;
    std::string out;
    if (up)
        out += fmt::format(
            "INSERT INTO retort_revisions (schema_name, revision, checksum, applied_at, applied_by, duration_us, "
            "tool_version, sequence)\n"
            "    SELECT {0}, {1}, {2}, {3}, {4}, {5}, {6}, taken + 1 FROM\n"
            "    (SELECT coalesce(max(sequence), 0) AS taken FROM retort_revisions WHERE schema_name = {0}) AS r;\n",
            schema, id, checksum, words.now, author, duration, tool);
    else
        out += fmt::format("DELETE FROM retort_revisions WHERE schema_name = {} AND revision = {};\n", schema, id);
    out += fmt::format(
        "INSERT INTO retort_log (schema_name, revision, direction, checksum, done_at, done_by, duration_us, "
        "tool_version)\n"
        "    VALUES ({}, {}, '{}', {}, {}, {}, {}, {});\n",
        schema, id, up ? "up" : "down", checksum, words.now, author, duration, tool);
    return out;
}

std::string this_process() {
    std::array<char, 4096> room{};
    passwd entry{};
    passwd* found = nullptr;
    const uid_t id = geteuid();
    const bool known = getpwuid_r(id, &entry, room.data(), room.size(), &found) == 0 && found != nullptr;
    const std::string user = known ? found->pw_name : fmt::format("uid {}", id);
    std::array<char, 256> host{};
    if (gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
    return fmt::format("{}@{} (pid {})", user, host.data(), getpid());
}

std::string_view tool_version() { return "retort " RETORT_VERSION; }

}  // namespace retort::detail
