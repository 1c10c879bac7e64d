#include "backup.hpp"

#include <retort/backup.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "driver.hpp"
#include "ledger.hpp"
#include "text.hpp"

namespace retort {
namespace detail {
namespace {

namespace fs = std::filesystem;
using clock = std::chrono::steady_clock;

std::chrono::microseconds since(clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - start);
}

const backup_method& method_of(database which) { return *driver_for(which).backup; }

std::string programs_folder(const std::string& given) {
    const char* variable = std::getenv("RETORT_CLIENT_PROGRAMS");
    return !given.empty() || variable == nullptr ? given : variable;
}

// The last line
// ------------------------------------------------------------------------------------------------------------------

/// FNV-1a: a byte that differs always gives another sum.
class checksum {
public:
    void add(std::string_view part) {
        for (const char c : part) state_ = (state_ ^ static_cast<unsigned char>(c)) * 1099511628211u;
        size_ += part.size();
    }
    std::uint64_t sum() const { return state_; }
    std::uintmax_t size() const { return size_; }

private:
    std::uint64_t state_ = 14695981039346656037u;
    std::uintmax_t size_ = 0;
};

std::string digest_of(std::string_view place) {
    checksum sum;
    sum.add(place);
    return fmt::format("{:016x}", sum.sum());
}

/// Adds the first `size` bytes of `file`; false where there are less.
bool add_file(checksum& to, const std::string& file, std::uintmax_t size) {
    std::ifstream in(file, std::ios::binary);
    std::vector<char> room(1 << 20);
    while (size > 0) {
        const auto part = static_cast<std::streamsize>(std::min<std::uintmax_t>(room.size(), size));
        if (!in.read(room.data(), part)) return false;
        to.add({room.data(), static_cast<std::size_t>(part)});
        size -= static_cast<std::uintmax_t>(part);
    }
    return true;
}

constexpr std::string_view seal_start = "-- Retort checksum: ";

std::string seal_line(checksum of, std::string_view digest) {
    const std::uintmax_t size = of.size();
    of.add(digest);
    return fmt::format("{}{:016x} of {} bytes{}{}\n", seal_start, of.sum(), size, digest.empty() ? "" : " of ", digest);
}

// Names
// ------------------------------------------------------------------------------------------------------------------
bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 128;
}

/// Two names never become one: a character that is neither plain nor in `also` becomes its number.
std::string escaped(std::string_view text, std::string_view also) {
    std::string out;
    for (const char c : text) {
        if (is_plain(c) || also.find(c) != std::string_view::npos)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

/// For the eye alone; without the characters that end it in a name.
std::string revision_part(std::string_view revision) {
    constexpr std::size_t longest = 80;
    std::string out = excerpt(revision, longest);
    for (char& c : out)
        if (!is_plain(c) && c != '+') c = '_';
    return out.empty() ? "base" : out;
}

bool is_stamp(std::string_view text) {
    constexpr std::string_view form = "00000000T000000Z";
    return text.size() == form.size() && std::equal(text.begin(), text.end(), form.begin(), [](char c, char f) {
               return f == '0' ? c >= '0' && c <= '9' : c == f;
           });
}

std::string stamp_of(std::time_t moment) {
    std::tm parts{};
    gmtime_r(&moment, &parts);
    std::string out(sizeof "00000000T000000Z", '\0');
    out.resize(std::strftime(out.data(), out.size(), "%Y%m%dT%H%M%SZ", &parts));
    return out;
}

// Files
// ------------------------------------------------------------------------------------------------------------------
[[noreturn]] void io_failed(std::string_view code, std::string_view what, const std::string& path, int why) {
    throw error(code, fmt::format("{} {}: {}", what, path, std::strerror(why)),
                why == ENOSPC || why == EDQUOT ? "free disk space, or choose another folder"
                                               : "check the path and the permissions");
}

std::string folder_of(const std::string& path) {
    const std::string folder = fs::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

/// Waits until the contents of a file, or the names in a folder, are on the disk.
int sync(const std::string& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return errno;
    const int why = fsync(file) == 0 ? 0 : errno;
    close(file);
    return why;
}

void make_folder(const std::string& path) {
    std::error_code why;
    if (fs::is_directory(path, why)) return;
    fs::create_directories(path, why);
    if (why) io_failed("E330", "the backup could not be made: cannot create the folder", path, why.value());
}

[[noreturn]] void exists_already(const std::string& path) {
    throw error("E332", fmt::format("{} already exists, and a backup never overwrites a file", path),
                "name another file, or move the existing one");
}

bool is_there(const std::string& path) {
    struct stat ignored{};
    return lstat(path.c_str(), &ignored) == 0;
}

void demand_a_place(const url& where) {
    if (where.kind == database::sqlite && where.name.empty())
        throw error("E336", "an in-memory database cannot be backed up or restored",
                    "name a file, as in sqlite:///shop.db");
}

/// Behind those of the same second, so that the last one made is the newest.
unsigned next_number(const std::string& folder, const std::string& prefix, const std::string& stamp,
                     std::string_view extension) {
    unsigned out = 1;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (const auto age = age_of(entry.path().filename().string(), prefix, extension); age && age->stamp == stamp)
            out = std::max(out, age->number + 1);
    return out;
}

void demand_a_file(const backup_job& job, const std::string& file) {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) no_backup(job, file, "it does not exist");
    if (!fs::is_regular_file(file, ignored)) no_backup(job, file, "it is not a regular file");
    if (access(file.c_str(), R_OK) != 0)
        no_backup(job, file, fmt::format("it cannot be read ({})", std::strerror(errno)));
}

/// The name of the database that a URL leads to, which a service file or the environment may say.
url resolved(const url& where, connection& db) {
    url out = where;
    if (where.kind == database::postgresql) {
        const result said = db.execute("SELECT current_database()");
        if (const auto* name = std::get_if<std::string>(&said.rows.at(0).at(0))) out.name = *name;
    }
    return out;
}

/// A file of no bytes is a database to SQLite, and a copy of it would be no file to tell from a damaged one.
bool has_nothing(const url& where) {
    std::error_code missing;
    return where.kind == database::sqlite && (!is_there(where.name) || fs::file_size(where.name, missing) == 0);
}

backup_job job_of(const url& where, std::string_view text, const backup_options& options) {
    return {where, text, options.schema, options.revision, programs_folder(options.programs), options.lock_timeout};
}

backup_file made(const backup_job& job, const backup_options& options) {
    const auto start = clock::now();
    const backup_method& method = method_of(job.where.kind);
    if (!options.file.empty() && is_there(options.file)) exists_already(options.file);
    // Before a folder is made for it.
    connection db(job.text);
    const std::time_t now = std::time(nullptr);
    const std::string prefix = backup_prefix(resolved(job.where, db), job.schema);
    unsigned number = next_number(options.folder, prefix, stamp_of(now), method.extension);
    const auto derived = [&] {
        return (fs::path(options.folder) / backup_name(prefix, now, job.revision, number, method.extension)).string();
    };
    backup_file out{.path = options.file.empty() ? derived() : options.file};
    make_folder(folder_of(out.path));
    partial_file file("E330", out.path, 0600);
    method.write(job, db, file.path());
    append_seal(file.path(), method.place(job.where, &db));
    if (const std::string problem = method.check(job, file.path()); !problem.empty())
        throw error("E330",
                    fmt::format("the backup of {} was written, but the file is not valid: {}", job.where.safe, problem),
                    "check the disk, the database and the program that wrote it; nothing was kept");
    std::error_code why;
    out.size = fs::file_size(file.path(), why);
    while (!file.publish(out.path)) {
        if (!options.file.empty()) exists_already(out.path);
        ++number;
        out.path = derived();
    }
    out.duration = since(start);
    return out;
}

}  // namespace

// For a handler of signals, which may not look into a string.
static std::array<char, 4096> present_partial{};
static volatile std::sig_atomic_t has_partial = 0;

void remove_partial_file() noexcept {
    if (has_partial != 0) unlink(present_partial.data());
}

partial_file::partial_file(std::string_view code, const std::string& beside, unsigned mode) : code_(code) {
    static std::atomic<unsigned> count{0};
    const fs::path place(beside);
    path_ = (place.parent_path() / fmt::format(".retort-{}-{}.partial", getpid(), ++count)).string();
    const int file = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, static_cast<mode_t>(mode));
    if (file < 0) io_failed(code_, "cannot create a file for", beside, errno);
    close(file);
    if (has_partial == 0 && path_.size() < present_partial.size()) {
        path_.copy(present_partial.data(), path_.size());
        present_partial[path_.size()] = '\0';
        has_partial = 1;
    }
}

partial_file::~partial_file() {
    if (has_partial != 0 && path_ == present_partial.data()) has_partial = 0;
    // SQLite's own, beside what it has open.
    for (const char* ending : {"", "-journal", "-wal", "-shm"}) unlink((path_ + ending).c_str());
}

bool partial_file::publish(const std::string& as) {
    if (const int why = sync(path_); why != 0) io_failed(code_, "cannot sync the file", as, why);
    // Unlike rename(), link() never takes the place of another file.
    if (link(path_.c_str(), as.c_str()) != 0) {
        if (errno == EEXIST) return false;
        // A file system without links: the name is taken first, then replaced.
        const int taken = open(as.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (taken < 0 && errno == EEXIST) return false;
        if (taken < 0) io_failed(code_, "cannot create a file for", as, errno);
        close(taken);
        if (rename(path_.c_str(), as.c_str()) != 0) {
            const int why = errno;
            unlink(as.c_str());
            io_failed(code_, "cannot create a file for", as, why);
        }
    }
    unlink(path_.c_str());
    if (const int why = sync(folder_of(as)); why != 0 && why != EINVAL)
        io_failed(code_, "cannot sync the folder of", as, why);
    return true;
}

void append_seal(const std::string& file, std::string_view place) {
    const int out = open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (out < 0) io_failed("E330", "the backup could not be written:", file, errno);
    const auto append = [&](std::string_view text) {
        if (write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size())) return;
        const int why = errno;
        close(out);
        io_failed("E330", "the backup could not be written:", file, why);
    };
    append("\n");
    checksum sum;
    std::error_code ignored;
    const bool whole = add_file(sum, file, fs::file_size(file, ignored));
    append(seal_line(sum, digest_of(place)));
    const int why = close(out) == 0 && whole ? 0 : EIO;
    if (why != 0) io_failed("E330", "the backup could not be written:", file, why);
}

seal seal_of(const std::string& file, bool all) {
    constexpr std::size_t longest = 200;
    std::error_code why;
    const std::uintmax_t size = fs::file_size(file, why);
    if (why) return {};
    std::ifstream in(file, std::ios::binary);
    std::string tail(static_cast<std::size_t>(std::min<std::uintmax_t>(size, longest)), '\0');
    in.seekg(static_cast<std::streamoff>(size - tail.size()));
    if (!in.read(tail.data(), static_cast<std::streamsize>(tail.size()))) return {};
    const std::string_view before = std::string_view(tail).substr(0, tail.size() - (tail.ends_with('\n') ? 1 : 0));
    const std::string_view line = std::string_view(tail).substr(before.rfind('\n') + 1);
    // A line that is damaged or cut off must not be taken for none.
    seal out{.there = line.find("Retort checksum") != std::string_view::npos ||
                      line.find(" bytes of ") != std::string_view::npos ||
                      (line.size() > 2 && seal_start.starts_with(line)),
             .fits = false,
             .contents = size - line.size(),
             .place = {}};
    const std::size_t end = line.rfind(" bytes of ");
    if (end != std::string_view::npos) out.place = line.substr(end + 10, line.size() - end - 11);
    if (!out.there || !all) return out;
    checksum sum;
    out.fits = add_file(sum, file, out.contents) && seal_line(sum, out.place) == line;
    return out;
}

std::string backup_prefix(const url& where, std::string_view schema) {
    std::string name = where.name;
    std::string host = where.host;
    if (where.kind == database::sqlite) {
        const fs::path file(where.name);
        name = (file.extension() == ".db" ? file.stem() : file.filename()).string();
        host.clear();
    }
    const bool here =
        host.empty() || host.front() == '/' || host == "localhost" || host == "127.0.0.1" || host == "::1";
    return fmt::format("{}-{}{}{}", escaped(schema, "."), escaped(name, ".-"), here ? "" : "@",
                       here ? "" : escaped(host, ".-"));
}

std::string backup_name(const std::string& prefix, std::time_t now, std::string_view revision, unsigned number,
                        std::string_view extension) {
    return fmt::format("{}-{}-{}{}{}", prefix, stamp_of(now), revision_part(revision),
                       number > 1 ? fmt::format(".{}", number) : "", extension);
}

std::optional<backup_age> age_of(std::string_view name, const std::string& prefix, std::string_view extension) {
    if (!name.starts_with(prefix) || !name.ends_with(extension)) return std::nullopt;
    constexpr std::size_t stamp = 16;
    if (name.size() <= prefix.size() + stamp + 2 + extension.size()) return std::nullopt;
    name.remove_prefix(prefix.size());
    name.remove_suffix(extension.size());
    if (name[0] != '-' || !is_stamp(name.substr(1, stamp)) || name[stamp + 1] != '-') return std::nullopt;
    backup_age out{.stamp = std::string(name.substr(1, stamp))};
    std::string_view revision = name.substr(stamp + 2);
    if (const std::size_t dot = revision.find('.'); dot != std::string_view::npos) {
        const std::string_view number = revision.substr(dot + 1);
        const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), out.number);
        if (problem != std::errc{} || end != number.data() + number.size()) return std::nullopt;
        revision = revision.substr(0, dot);
    }
    const bool plain = std::all_of(revision.begin(), revision.end(), [](char c) { return is_plain(c) || c == '+'; });
    if (revision.empty() || !plain) return std::nullopt;
    return out;
}

void not_empty(const backup_job& job) {
    throw error("E333",
                fmt::format("{} is not empty, and a backup is restored only into an empty database", job.where.safe),
                "restore into a new database, or use --replace to delete everything in this one");
}

void no_backup(const backup_job& job, const std::string& file, std::string_view why) {
    throw error("E334", fmt::format("{} cannot be restored into a {} database: {}", file, name_of(job.where.kind), why),
                "choose another backup; nothing was changed");
}

void no_program(const backup_job& job, std::string_view names, std::string_view package) {
    const std::string place =
        job.programs.empty() ? "no folder of PATH has it" : fmt::format("it is not in {}", job.programs);
    throw error("E331", fmt::format("{} is required, but {}", names, place),
                fmt::format("install {}, or set RETORT_CLIENT_PROGRAMS to its folder", package));
}

std::string words_of(const std::string& program, const program_end& end, const url& where) {
    std::string said = without_secrets(fold(end.said), where);
    const std::string name = fs::path(program).filename().string();
    // What was only remarked on before is not the reason.
    if (const std::size_t at = said.find(": ERROR: "); at != std::string::npos) said.erase(0, at + 9);
    // Most begin their lines with their own name.
    for (const std::string& start : {name + ": ", std::string("error: ")})
        if (said.starts_with(start)) said.erase(0, start.size());
    return fmt::format("{} {}{}{}", name, end.how, said.empty() ? "" : ": ", excerpt(said, 500));
}

std::string first_bytes(const std::string& file, std::size_t most) {
    std::ifstream in(file, std::ios::binary);
    std::string out(most, '\0');
    in.read(out.data(), static_cast<std::streamsize>(most));
    out.resize(static_cast<std::size_t>(in.gcount()));
    return out;
}

}  // namespace detail

backup_file backup(std::string_view url, const backup_options& options) {
    const detail::url where = detail::parse_url(url);
    detail::demand_a_place(where);
    if (detail::has_nothing(where))
        throw error("E336", fmt::format("{} does not exist or is empty, so there is nothing to back up", where.name),
                    "check the path");
    try {
        return detail::made(detail::job_of(where, url, options), options);
    } catch (const detail::failure& f) {
        throw detail::to_error(f);
    }
}

std::optional<backup_file> backup_before(std::string_view url, const plan::history& history, backup_options options) {
    const detail::url where = detail::parse_url(url);
    detail::demand_a_place(where);
    if (detail::has_nothing(where)) return std::nullopt;
    options.schema = history.name;
    options.revision.clear();
    connection db(url);
    for (const std::string& id : current(db, history)) options.revision += (options.revision.empty() ? "" : "+") + id;
    if (options.revision.empty()) options.revision = "base";
    return backup(url, options);
}

std::vector<std::string> prune(std::string_view url, std::string_view schema, const std::string& folder,
                               const keeping& keep) {
    namespace fs = std::filesystem;
    if (!keep.days && !keep.count) return {};
    detail::url where = detail::parse_url(url);
    const detail::backup_method& method = detail::method_of(where.kind);
    const std::string_view extension = method.extension;
    std::optional<connection> db;
    if (where.kind != database::sqlite) {
        db.emplace(url);
        where = detail::resolved(where, *db);
    }
    const std::string prefix = detail::backup_prefix(where, schema);
    const std::string here = detail::digest_of(method.place(where, db ? &*db : nullptr));
    // By a clock that was wrong: nobody knows how old such a file is, so it is neither the newest nor deleted.
    const std::string present = detail::stamp_of(std::time(nullptr));
    std::vector<std::pair<detail::backup_age, fs::path>> found;
    std::error_code why;
    for (auto at = fs::directory_iterator(folder, why); !why && at != fs::directory_iterator(); at.increment(why)) {
        std::error_code ignored;
        if (!fs::is_regular_file(at->symlink_status(ignored))) continue;
        auto age = detail::age_of(at->path().filename().string(), prefix, extension);
        if (!age || age->stamp > present) continue;
        if (detail::seal_of(at->path().string(), false).place == here) found.emplace_back(std::move(*age), at->path());
    }
    if (why)
        throw error("E337", fmt::format("old backups in {} cannot be listed: {}", folder, why.message()),
                    "check the path and the permissions");
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    const std::string oldest =
        detail::stamp_of(std::time(nullptr) - static_cast<std::time_t>(keep.days.value_or(0)) * 24 * 60 * 60);
    std::vector<std::string> removed;
    for (std::size_t i = 1; i < found.size(); ++i) {  // The newest is never even considered.
        const bool young = keep.days && found[i].first.stamp >= oldest;
        const bool among_the_newest = keep.count && i < *keep.count;
        if (young || among_the_newest) continue;
        fs::remove(found[i].second, why);
        if (why)
            throw error("E337", fmt::format("{} cannot be deleted: {}", found[i].second.string(), why.message()),
                        "check the permissions of its folder");
        removed.push_back(found[i].second.string());
    }
    return removed;
}

restore_report restore(std::string_view url, const std::string& file, const restore_options& options) {
    const auto start = detail::clock::now();
    const detail::url where = detail::parse_url(url);
    detail::demand_a_place(where);
    const detail::backup_method& method = detail::method_of(where.kind);
    const detail::backup_job job{
        where, url, options.schema, {}, detail::programs_folder(options.programs), options.lock_timeout};
    try {
        restore_report out;
        detail::demand_a_file(job, file);
        if (const std::string problem = method.check(job, file); !problem.empty())
            detail::no_backup(job, file, problem);
        out.set_aside = method.restore(job, file, options.replace);
        connection db(url);
        out.applied = detail::read_ledger(db, options.schema).rows;
        out.duration = detail::since(start);
        return out;
    } catch (const detail::failure& f) {
        throw detail::to_error(f);
    }
}

}  // namespace retort
