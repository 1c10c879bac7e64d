#include <retort/command.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <optional>
#include <retort/connection.hpp>
#include <retort/migrator.hpp>
#include <vector>

#include "../src/addresses.hpp"
#include "../src/backup.hpp"
#include "../src/ledger.hpp"
#include "../src/offline.hpp"
#include "../src/revisions.hpp"
#include "../src/text.hpp"
#include "../src/url.hpp"
#include "arguments.hpp"
#include "author.hpp"
#include "backup.hpp"
#include "branches.hpp"
#include "drawing.hpp"
#include "environment.hpp"
#include "json.hpp"
#include "newer.hpp"
#include "people.hpp"
#include "report.hpp"
#include "run.hpp"

namespace retort::command {
namespace {

class session {
public:
    session(const arguments& args, const plan::history& history, const std::string& program, const build_tree& built)
        : args_(args),
          history_(history),
          revisions_(history),
          style_(style::of_stdout()),
          program_(program),
          built_(built) {}

    int run() {
        struct entry_point {
            std::string_view name;
            int (session::*run)();
        };
        constexpr entry_point all[] = {
            {"upgrade", &session::upgrade}, {"downgrade", &session::downgrade}, {"apply", &session::take},
            {"rollback", &session::take},   {"stamp", &session::stamp},         {"verify", &session::verify},
            {"log", &session::log},         {"current", &session::current},     {"history", &session::history},
            {"status", &session::status},   {"show", &session::show},           {"heads", &session::heads},
            {"backup", &session::backup},   {"restore", &session::restore},     {"branches", &session::branches},
            {"revision", &session::author}, {"merge", &session::author},        {"squash", &session::author}};
        for (const entry_point& e : all)
            if (e.name == args_.command) {
                // A build that failed leaves the program of the one before, which would say that nothing is to do.
                if (!args_.for_programs() && e.run != &session::author)
                    if (const std::string note = newer_than_build(built_, history_); !note.empty())
                        fmt::print(stderr, "{}: note: {}\n", program_, detail::printable(note));
                return (this->*e.run)();
            }
        return wrong_arguments;
    }

private:
    /// The overview with a database's marks. Where no database is needed, one that the environment names and that
    /// cannot be looked at is only worth a note.
    overview look_around(bool needed) const {
        std::optional<database_choice> choice;
        try {
            choice = choose_database(args_.database);
            if (!choice && needed) no_database();
            if (!choice) return look(revisions_, nullptr);
            viewed v = view(choice->url);
            const std::vector<applied_revision> rows = applied(v.db, history_);
            overview out = look(revisions_, &rows, begun(v.db, history_));
            out.database = v.name;
            out.exists = v.exists;
            return out;
        } catch (const error& e) {
            if (needed || (choice && choice->explicitly)) throw;
            print_note(program_, fmt::format("shown without the state of the database: {}", e.what()));
            return look(revisions_, nullptr);
        }
    }

    // Renders only what is asked for: some texts need more than the other form does.
    template <typename Json, typename Text>
    int answer(Json json, Text text) const {
        print(args_.json ? json() : text());
        return done;
    }

    int current() {
        const overview o = look_around(true);
        return answer([&] { return current_json(o); }, [&] { return current_text(o, style_); });
    }
    int history() {
        overview o = between(look_around(false));
        if (args_.draw) {
            // Of a checkpoint and what it replaces one way is drawn: that of the database, or the old one.
            if (!o.database)
                std::erase_if(o.entries, [&](const entry& e) {
                    const auto i = revisions_.find(e.id);
                    return i && revisions_.is_shadow(*i);
                });
            const overview shown = printable(std::move(o));
            print(args_.graph == "dot"       ? graph_dot(shown)
                  : args_.graph == "mermaid" ? graph_mermaid(shown)
                                             : graph_text(shown, glyphs_of_stdout(), style_, width_of_stdout()));
            return done;
        }
        return answer([&] { return history_json(o); }, [&] { return history_text(o, style_); });
    }
    int heads() {
        const overview o = look(revisions_, nullptr);
        answer([&] { return heads_json(o); }, [&] { return heads_text(o, style_); });
        // Not among the heads, which scripts read line by line.
        if (const std::string note = heads_note(revisions_, program_); !note.empty() && !args_.json)
            print_note(program_, note);
        return done;
    }
    int branches() {
        return answer([&] { return branches_json(revisions_); },
                      [&] { return branches_text(revisions_, program_, style_); });
    }
    int status() {
        const overview o = look_around(true);
        answer([&] { return status_json(o); }, [&] { return status_text(o, style_); });
        if (!args_.check) return done;
        if (!o.problems.empty()) return refused;
        return o.pending ? work_pending : done;
    }
    int show() {
        const std::size_t which = detail::find_revision(revisions_, args_.target, where_it_is());
        const database on =
            dialect_wanted().value_or(history_.databases.empty() ? database::sqlite : history_.databases[0]);
        return answer([&] { return show_json(revisions_, which, on); },
                      [&] { return show_text(revisions_, which, on, style_); });
    }

    /// Where the database is, which is looked at only when an address asks.
    detail::position where_it_is() const {
        return [this] {
            const auto choice = choose_database(args_.database);
            if (!choice) return detail::nowhere()();
            viewed v = view(choice->url);
            const std::vector<applied_revision> rows = applied(v.db, history_);
            return detail::position_in(revisions_, rows)();
        };
    }

    /// Only the entries in the range that was asked for. What the history does not know is in no range.
    overview between(overview all) const {
        if (args_.target.empty()) return all;
        const std::vector<bool> in = detail::find_range(revisions_, args_.target, where_it_is());
        std::vector<entry> entries;
        for (entry& e : all.entries)
            if (const auto i = revisions_.find(e.id); i && in[*i]) entries.push_back(std::move(e));
        all.entries = std::move(entries);
        return all;
    }

    /// --dialect, else the kind of the database that is named somewhere, without connecting to it.
    std::optional<database> dialect_wanted() const {
        if (!args_.dialect.empty()) {
            for (const database d : {database::sqlite, database::postgresql, database::mariadb})
                if (name_of(d) == args_.dialect) return d;
            throw error("E314", fmt::format("unknown dialect '{}'", args_.dialect),
                        "use sqlite, postgresql or mariadb");
        }
        const auto choice = choose_database(args_.database);
        if (!choice) return std::nullopt;
        return detail::parse_url(choice->url).kind;
    }

    int upgrade() {
        return args_.sql ? write_sql(direction::up, args_.target.empty() ? "head" : args_.target) : take();
    }
    int downgrade() {
        return args_.sql ? write_sql(direction::down, args_.target.empty() ? "-1" : args_.target) : take();
    }
    int take() { return take_steps(args_, history_, program_); }
    int stamp() { return command::stamp(args_, history_, program_); }
    int backup() { return command::backup(args_, history_); }
    int restore() { return command::restore(args_, history_); }
    /// The generator gets whole ids.
    int author() {
        arguments exact = args_;
        if (!exact.branch.empty())
            exact.branch = revisions_[detail::find_revision(revisions_, exact.branch, where_it_is())].id;
        exact.revisions.clear();
        for (const std::string& r : args_.revisions)
            for (const std::size_t i : detail::find_place(revisions_, r, where_it_is()))
                exact.revisions.emplace_back(revisions_[i].id);
        if (args_.command == "squash") {
            const auto [from, to] = detail::split_range(args_.target);
            if (args_.target.find(':') == std::string::npos)
                throw error("E305", fmt::format("'{}' is one revision, but squash replaces a range", args_.target),
                            "use FROM:TO, or base:TO");
            const std::vector<std::size_t> first =
                detail::find_place(revisions_, from.empty() ? "base" : from, where_it_is());
            const std::size_t last = detail::find_revision(revisions_, to.empty() ? "head" : to, where_it_is());
            if (!first.empty())
                exact.squash_from = revisions_[detail::find_revision(revisions_, from, where_it_is())].id;
            exact.squash_to = revisions_[last].id;
        }
        return command::author(exact, program_, built_);
    }

    int verify() {
        viewed v = view(required_url(args_.database));
        verify_report report{
            .schema = std::string(history_.name), .database = v.name, .problems = {}, .stamped = {}, .current = {}};
        report.problems = retort::verify(v.db, history_);
        report.stamped = retort::stamped(v.db, history_);
        report.current = retort::current(v.db, history_);
        answer([&] { return verify_json(report); }, [&] { return verify_text(report, style_); });
        return !report.problems.empty() ? refused : report.stamped.empty() ? done : not_compared;
    }
    int log() {
        viewed v = view(required_url(args_.database));
        const std::vector<log_entry> entries = retort::log(v.db, history_, args_.entries);
        return answer([&] { return log_json(std::string(history_.name), v.name, entries); },
                      [&] { return log_text(entries, style_); });
    }

    int write_sql(direction way, const std::string& target) {
        const std::size_t colon = target.find(':');
        detail::ledger found;
        std::vector<applied_revision>& rows = found.rows;
        std::optional<database> on = dialect_wanted();
        bool with_ledger = false;
        std::optional<viewed> v;
        std::string goal = target;
        if (colon != std::string::npos) {
            if (!on) no_dialect();
            rows = assumed(target.substr(0, colon));
            goal = target.substr(colon + 1);
            // FROM is only assumed; what the database is at is another thing.
            if (goal.substr(0, 7) == "current" && !revisions_.find(goal)) {
                const bool is_base = detail::find_place(revisions_, goal, where_it_is()).empty();
                goal = is_base ? "base" : revisions_[detail::find_revision(revisions_, goal, where_it_is())].id;
            }
            with_ledger = rows.empty();
        } else if (!args_.dialect.empty()) {
            if (way == direction::down)
                throw error("E311", "without a database, downgrade --sql needs a starting revision",
                            "use FROM:TO, such as head:base, or give --database");
            with_ledger = true;
        } else {
            const auto choice = choose_database(args_.database);
            if (!choice) no_dialect();
            v.emplace(view(choice->url));
            found = detail::read_ledger(v->db, history_.name);
        }
        if (goal.empty()) goal = way == direction::up ? "head" : "base";
        std::string sql;
        const auto steps = way == direction::up ? detail::upgrade_steps(revisions_, found, goal, on)
                                                : detail::downgrade_steps(revisions_, found, goal, on);
        if (v)
            sql = offline_sql(v->db, history_, steps, args_.options.interrupted);
        else
            sql =
                detail::script_sql(revisions_, *on, steps, {.with_ledger_table = with_ledger, .applied = ids_of(rows)});
        return answer([&] { return sql_json(std::string(history_.name), *on, sql); }, [&] { return sql; });
    }

    static std::vector<std::string> ids_of(const std::vector<applied_revision>& rows) {
        std::vector<std::string> ids;
        for (const applied_revision& row : rows) ids.push_back(row.id);
        return ids;
    }

    [[noreturn]] static void no_dialect() {
        throw error("E313", "no database was given, so the SQL dialect is unknown",
                    "use --dialect sqlite, postgresql or mariadb, or give --database URL");
    }

    /// The ledger of a database that is at `from`.
    std::vector<applied_revision> assumed(const std::string& from) const {
        std::vector<std::size_t> tops;
        if (!from.empty()) tops = detail::find_place(revisions_, from, where_it_is());
        const std::vector<bool> there = revisions_.with_ancestors(tops);
        std::vector<applied_revision> rows;
        for (std::size_t i = 0; i < revisions_.size(); ++i)
            if (there[i]) {
                applied_revision row;
                row.id = revisions_[i].id;
                row.checksum = revisions_[i].checksum;
                rows.push_back(row);
            }
        return rows;
    }

    const arguments& args_;
    const plan::history& history_;
    detail::graph revisions_;
    style style_;
    std::string program_;
    const build_tree& built_;
};

int fail(const std::string& program, const error& e, const arguments& args) {
    if (args.events)
        print(error_json(e, layout::one_line));
    else if (args.json)
        print(error_json(e));
    print_error(program, e.what());
    return refused;
}

/// Descriptors 0 to 2 that the caller has closed would be given to the next file or socket that is opened, and what is
/// meant for the screen would be written into it. Opened the wrong way round, each use of them fails as before.
void open_standard_descriptors() {
    for (const int file : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(file, F_GETFD) < 0 && errno == EBADF)
            if (open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY) != file) return;
}

/// A reader that goes away ends neither a run nor the connection to a server.
class ignoring_broken_pipes {
public:
    ignoring_broken_pipes() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
    ignoring_broken_pipes(const ignoring_broken_pipes&) = delete;
    ignoring_broken_pipes& operator=(const ignoring_broken_pipes&) = delete;
    ~ignoring_broken_pipes() { std::signal(SIGPIPE, before_); }
    /// Ends the process as a program that only writes ends, unless its caller ignores the signal too.
    void end_as_usual() const {
        if (before_ != SIG_DFL) return;
        std::signal(SIGPIPE, SIG_DFL);
        std::raise(SIGPIPE);
    }

private:
    void (*before_)(int);
};

/// A backup that is being written is removed when the process is asked to end.
class removing_partial_files {
public:
    removing_partial_files() {
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
            struct sigaction before{}, ours{};
            if (sigaction(signal, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) continue;
            // Behind the handler the signal does what it does by itself.
            ours.sa_handler = [](int which) {
                detail::remove_partial_file();
                std::raise(which);
            };
            ours.sa_flags = static_cast<int>(SA_RESETHAND);
            if (sigaction(signal, &ours, nullptr) == 0) changed_.push_back(signal);
        }
    }
    removing_partial_files(const removing_partial_files&) = delete;
    removing_partial_files& operator=(const removing_partial_files&) = delete;
    ~removing_partial_files() {
        for (const int signal : changed_) std::signal(signal, SIG_DFL);
    }

private:
    std::vector<int> changed_;
};

/// Whether the command did something besides printing.
bool has_done_something(const arguments& args) {
    constexpr std::string_view all[] = {"upgrade", "downgrade", "apply", "rollback", "stamp", "backup", "restore"};
    return !args.sql && !args.dry_run && std::find(std::begin(all), std::end(all), args.command) != std::end(all);
}

/// The exit code of a command that came to `code`, by what became of its output.
int after_printing(int code, const std::string& program, const arguments& args, const ignoring_broken_pipes& pipes) {
    const int why = print_trouble();
    if (why == 0) return code;
    const bool acted = has_done_something(args);
    // Its reader has gone, or it never had one: the code says what became of the run.
    if (acted && (why == EPIPE || why == EBADF)) return code;
    if (why == EPIPE) pipes.end_as_usual();
    const error lost("E338", fmt::format("the output could not be written: {}", std::strerror(why)),
                     acted && code == done
                         ? "the command itself succeeded; the status command shows the state of the database"
                         : "write it to a disk with free space, and run the command again");
    print_error(program, lost.what());
    return code == done || code == work_pending ? static_cast<int>(refused) : code;
}

int run(int argc, char** argv, const plan::history& history, const build_tree& built, std::string& program,
        arguments& args) {
    try {
        if (argc > 0) program = std::filesystem::path(argv[0]).filename().string();
        const auto read = read_arguments(argc, argv, program, history);
        if (const int* code = std::get_if<int>(&read)) return *code;
        args = std::get<arguments>(read);
        return session(args, history, program, built).run();
    } catch (const error& e) {
        return fail(program, e, args);
    } catch (const std::exception& e) {
        print_error(program, e.what());
        return refused;
    }
}

}  // namespace
}  // namespace retort::command

namespace retort {

int run_command(int argc, char** argv, const plan::history& history, const build_tree& built) {
    command::open_standard_descriptors();
    const command::ignoring_broken_pipes pipes;
    const command::removing_partial_files files;
    std::string program = std::string(history.name) + "-migrate";
    command::arguments args;
    const int code = command::run(argc, argv, history, built, program, args);
    return command::after_printing(code, program, args, pipes);
}

}  // namespace retort
