#include "../backup.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "../driver.hpp"
#include "../text.hpp"

namespace retort::detail {
namespace {

struct handle_closer {
    void operator()(sqlite3* s) const noexcept { sqlite3_close_v2(s); }
};
using handle = std::unique_ptr<sqlite3, handle_closer>;

handle opened(const std::string& name, int flags) {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &raw, flags, nullptr);
    handle out(raw);
    if (code != SQLITE_OK)
        throw failure("E302", fmt::format("cannot open {}: {}", name, sqlite3_errstr(code)), "check its permissions");
    sqlite3_extended_result_codes(raw, 1);
    return out;
}

/// A file that nobody writes to is read as it is, without files beside it for locks. One that has a journal is a
/// database in use, or was when it was copied, and is nothing without its journal.
handle opened_for_reading(const std::string& file) {
    struct stat beside{};
    const auto has = [&](const char* ending) {
        return stat((file + ending).c_str(), &beside) == 0 && beside.st_size > 0;
    };
    if (has("-wal") || has("-journal")) return opened(file, SQLITE_OPEN_READWRITE);
    std::string uri = "file:";
    for (const char c : file) {
        if (c == '%' || c == '?' || c == '#')
            uri += fmt::format("%{:02x}", static_cast<unsigned>(c));
        else
            uri += c;
    }
    return opened(uri + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

/// Calls `found` with each row's first field; returns SQLITE_DONE or what went wrong.
template <typename Found>
int query(sqlite3* on, const char* sql, Found found) {
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(on, sql, -1, &statement, nullptr);
    if (code != SQLITE_OK) return code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
        found(std::string(text ? text : ""));
    }
    sqlite3_finalize(statement);
    return code;
}

std::string text_of(sqlite3* on, const char* sql) {
    std::string out;
    query(on, sql, [&](std::string text) { out = std::move(text); });
    return out;
}

/// All pages in one step, under one read lock: it takes as long as copying does, and no writer makes it start again.
/// With a write-ahead log nobody waits for it; without one, writers wait with their commit.
int copied(sqlite3* from, sqlite3* to, std::chrono::milliseconds patience) {
    sqlite3_backup* copying = sqlite3_backup_init(to, "main", from, "main");
    if (copying == nullptr) return sqlite3_extended_errcode(to);
    backoff pause(patience);
    int code = SQLITE_OK;
    do {
        code = sqlite3_backup_step(copying, -1);
    } while (((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED) && pause.wait());
    const int end = sqlite3_backup_finish(copying);
    return code == SQLITE_DONE ? end : code;
}

[[noreturn]] void copying_failed(std::string_view code, std::string_view what, const backup_job& job, int why) {
    const std::string sentence = fmt::format("{} {}: {}", what, job.where.safe, sqlite3_errstr(why));
    if ((why & 0xff) == SQLITE_BUSY || (why & 0xff) == SQLITE_LOCKED)
        throw error("E312", fmt::format("{} (waited {} ms)", sentence, job.patience.count()),
                    "let the other connection finish, and run the command again; nothing was changed");
    throw error(code, sentence,
                (why & 0xff) == SQLITE_FULL || (why & 0xff) == SQLITE_IOERR
                    ? "free disk space, or choose another folder; nothing was changed"
                    : "fix the reported problem and run the command again; nothing was changed");
}

void write(const backup_job& job, connection&, const std::string& file) {
    const std::pair<std::string, std::string> only_reading("mode", "ro");
    const bool asked =
        std::find(job.where.options.begin(), job.where.options.end(), only_reading) != job.where.options.end();
    const handle from = opened(job.where.name, asked ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    const handle to = opened(file, SQLITE_OPEN_READWRITE);
    if (const int code = copied(from.get(), to.get(), job.patience); code != SQLITE_OK)
        copying_failed("E330", "the backup could not be made of", job, code);
}

struct file_form {
    std::uintmax_t page = 0;
    /// Of the whole file; 0 where a SQLite wrote it that did not count.
    std::uintmax_t size = 0;
};

/// SQLite reads zeros where the end of the last page is missing, so the length is compared with what the header says.
file_form form_of(std::string_view header) {
    const auto number = [&](std::size_t at, std::size_t bytes) {
        std::uintmax_t out = 0;
        for (std::size_t i = 0; i < bytes; ++i) out = out << 8 | static_cast<unsigned char>(header[at + i]);
        return out;
    };
    constexpr std::size_t page_size = 16, change_counter = 24, page_count = 28, valid_for = 92;
    const std::uintmax_t size = number(page_size, 2), page = size == 1 ? 65536 : size;
    const bool counted = number(change_counter, 4) == number(valid_for, 4);
    return {.page = page, .size = counted ? number(page_count, 4) * page : 0};
}

std::string check(const backup_job&, const std::string& file) {
    constexpr std::string_view beginning("SQLite format 3\0", 16);
    constexpr std::size_t header_size = 100;
    const std::string header = first_bytes(file, header_size);
    if (!header.starts_with(beginning)) return "it is not an SQLite database";
    if (header.size() < header_size) return "its end is missing";
    std::error_code ignored;
    const file_form form = form_of(header);
    const std::uintmax_t size = std::filesystem::file_size(file, ignored);
    const seal found = seal_of(file, true);
    if (found.there && !found.fits) return "it is damaged (the checksum does not match)";
    if (size < form.size) return "its end is missing";
    if (!found.there && form.page != 0 && size % form.page != 0) return "it is damaged (it ends within a page)";
    const handle copy = opened_for_reading(file);
    std::string problem;
    const int code = query(copy.get(), "PRAGMA integrity_check(1)", [&](const std::string& said) {
        if (said != "ok" && problem.empty()) problem = fold(said);
    });
    if (code != SQLITE_DONE && problem.empty()) problem = sqlite3_errmsg(copy.get());
    return problem.empty() ? "" : fmt::format("it is damaged ({})", problem);
}

/// Who owns a file and who may read it.
using file_rights = std::optional<struct stat>;

file_rights rights_of(const std::string& file) {
    struct stat found{};
    return stat(file.c_str(), &found) == 0 ? file_rights(found) : std::nullopt;
}

/// Gives `file` the rights that another file had. Only the administrator can give a file to another user; the mode is
/// then without the bits that would give rights to somebody new.
void give_rights(const std::string& file, const struct stat& rights) {
    const bool owned = chown(file.c_str(), rights.st_uid, rights.st_gid) == 0;
    if (chmod(file.c_str(), rights.st_mode & (owned ? 0777U : 0700U)) != 0)
        throw error("E335", fmt::format("the permissions of {} cannot be set: {}", file, std::strerror(errno)),
                    "check the permissions of its folder; nothing was changed");
}

/// Into a file that is not there yet; with the rights of the one that was there before.
void make(const backup_job& job, const std::string& file, const file_rights& rights = {}) {
    const std::string& target = job.where.name;
    partial_file fresh("E335", target, rights ? 0600 : 0644);  // 0644 as SQLite itself makes one.
    {
        const handle from = opened_for_reading(file);
        const handle to = opened(fresh.path(), SQLITE_OPEN_READWRITE);
        if (const int code = copied(from.get(), to.get(), job.patience); code != SQLITE_OK)
            copying_failed("E335", fmt::format("{} could not be restored into", file), job, code);
    }
    if (const std::string why = check(job, fresh.path()); !why.empty())
        throw error("E335",
                    fmt::format("{} was copied for {}, but the copy is not valid: {}", file, job.where.safe, why),
                    "check the disk; nothing was changed");
    if (rights) give_rights(fresh.path(), *rights);
    if (!fresh.publish(target)) not_empty(job);  // Somebody made it meanwhile.
}

/// Through the database, in one transaction: connections that others have go on with what was restored.
void overwrite(const backup_job& job, const std::string& file) {
    const handle from = opened_for_reading(file);
    const handle to = opened(job.where.name, SQLITE_OPEN_READWRITE);
    // A write-ahead log is bound to the size of a page. Only its last connection can end it.
    const bool logged = text_of(to.get(), "PRAGMA journal_mode") == "wal";
    if (logged && text_of(to.get(), "PRAGMA page_size") != text_of(from.get(), "PRAGMA page_size") &&
        text_of(to.get(), "PRAGMA journal_mode = DELETE") != "delete")
        throw error("E312",
                    fmt::format("{} could not be restored into {}: their pages differ in size, and other connections "
                                "keep its write-ahead log open",
                                file, job.where.safe),
                    "end the other connections and run the command again; nothing was changed");
    if (const int code = copied(from.get(), to.get(), job.patience); code != SQLITE_OK)
        copying_failed("E335", fmt::format("{} could not be restored into", file), job, code);
}

/// Moves a damaged database away, with its journals, which may be all that is left of one; returns its new name, empty
/// where nothing was there.
std::string set_aside(const std::string& file) {
    std::error_code ignored;
    constexpr const char* endings[] = {"-journal", "-wal", "-shm", ""};
    if (std::none_of(std::begin(endings), std::end(endings),
                     [&](const char* ending) { return std::filesystem::exists(file + ending, ignored); }))
        return {};
    std::string away;
    for (unsigned i = 1; away.empty() || std::filesystem::exists(away); ++i)
        away = fmt::format("{}.damaged-{}", file, i);
    // The journals first: one that stays would be played back into the restored file.
    for (const char* ending : endings)
        if (std::rename((file + ending).c_str(), (away + ending).c_str()) != 0 && errno != ENOENT)
            throw error("E335", fmt::format("{}{} cannot be moved: {}", file, ending, std::strerror(errno)),
                        "check the permissions of its folder");
    return away;
}

std::string restore(const backup_job& job, const std::string& file, bool replace) {
    const std::string& target = job.where.name;
    std::error_code ignored;
    if (std::filesystem::equivalent(file, target, ignored)) no_backup(job, file, "it is the database itself");
    if (!std::filesystem::exists(target, ignored)) {
        std::string away = set_aside(target);
        make(job, file);
        return away;
    }
    try {
        connection db(job.text);
        const result found =
            db.execute("SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite|_%' ESCAPE '|'");
        if (!replace && std::get<std::int64_t>(found.rows.at(0).at(0)) != 0) not_empty(job);
    } catch (const error& e) {
        // A damaged database is what backups are for.
        if (e.code() != "E304" || !replace) throw;
        const file_rights rights = rights_of(target);
        std::string away = set_aside(target);
        make(job, file, rights);
        return away;
    }
    overwrite(job, file);
    return {};
}

std::string place(const url& where, connection*) {
    std::error_code why;
    const std::filesystem::path file = std::filesystem::weakly_canonical(where.name, why);
    return why ? where.name : file.string();
}

}  // namespace

const backup_method sqlite_backup{database::sqlite, ".backup.db", write, check, restore, place};

}  // namespace retort::detail
