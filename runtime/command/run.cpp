#include "run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <optional>
#include <retort/backup.hpp>
#include <retort/connection.hpp>
#include <retort/migrator.hpp>
#include <string_view>
#include <vector>

#include "../src/addresses.hpp"
#include "../src/driver.hpp"
#include "../src/ledger.hpp"
#include "../src/revisions.hpp"
#include "../src/text.hpp"
#include "../src/url.hpp"
#include "environment.hpp"
#include "json.hpp"
#include "live.hpp"
#include "log_file.hpp"
#include "people.hpp"
#include "preview.hpp"
#include "report.hpp"

namespace retort::command {
namespace {

/// What the four commands differ in.
struct task {
    direction way = direction::up;
    bool alone = false;
    std::string target;
};

task task_of(const arguments& args) {
    if (args.command == "apply") return {.way = direction::up, .alone = true, .target = args.target};
    if (args.command == "rollback") return {.way = direction::down, .alone = true, .target = args.target};
    if (args.command == "downgrade")
        return {.way = direction::down, .alone = false, .target = args.target.empty() ? "-1" : args.target};
    return {.way = direction::up, .alone = false, .target = args.target.empty() ? "head" : args.target};
}

std::vector<step> planned(const detail::graph& revisions, const detail::ledger& found, const task& of, database on) {
    if (of.alone) return detail::single_step(revisions, found, of.target, of.way, on);
    return of.way == direction::up ? detail::upgrade_steps(revisions, found, of.target, on)
                                   : detail::downgrade_steps(revisions, found, of.target, on);
}

std::vector<step> taken(connection& db, const plan::history& history, const task& of, const run_options& options) {
    const bool up = of.way == direction::up;
    if (of.alone) return up ? apply(db, history, of.target, options) : rollback(db, history, of.target, options);
    return up ? upgrade(db, history, of.target, options) : downgrade(db, history, of.target, options);
}

// What is there and nobody has allowed to go. What is not there yet is nothing to ask about: the run looks again when
// its turn comes.
std::vector<loss> not_allowed(const std::vector<loss>& losses, const std::vector<std::string>& allowed) {
    std::vector<loss> out;
    for (const loss& l : losses) {
        const bool may_go = std::any_of(allowed.begin(), allowed.end(), [&](const std::string& a) {
            return a == "all" || detail::same_name(a, l.name);
        });
        if (l.rows != loss::not_there && !may_go && l.approval.empty()) out.push_back(l);
    }
    return out;
}

bool somebody_can_answer(const arguments& args) {
    return !args.for_programs() && isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
}

bool answered_yes() {
    fmt::print(stderr, "Destroy this data? Type yes: ");
    std::fflush(stderr);
    std::string answer;
    std::getline(std::cin, answer);
    // Without the line's end the next text would stand behind the question.
    if (!std::cin) fmt::print(stderr, "\n");
    return answer == "yes";
}

// Says what is going to be destroyed, and asks where that is not allowed yet and somebody is there to be asked. Where
// nobody is, the run itself refuses, with all that it would destroy in its message.
run_options agreed(const arguments& args, const std::vector<loss>& losses) {
    run_options options = args.options;
    const std::vector<loss> open = not_allowed(losses, options.allow_loss);
    if (!open.empty() && somebody_can_answer(args)) {
        const std::string list = losses_text(losses, style::of_stderr());
        std::fwrite(list.data(), 1, list.size(), stderr);
        if (!answered_yes())
            throw error("E324", "not started, because the answer was not yes",
                        "nothing was changed; to continue, answer yes, or name the data with --allow-loss");
        for (const loss& l : losses) options.allow_loss.push_back(l.name);
    } else if (open.empty() && !losses.empty() && !args.for_programs()) {
        print(losses_text(losses, style::of_stdout()) + '\n');
    }
    return options;
}

int preview_of(viewed& v, const plan::history& history, const task& of, const std::vector<step>& steps, bool json) {
    preview ahead = look_ahead(v.db, history, of.way, steps);
    ahead.database = v.name;
    print(json ? preview_json(ahead) : preview_text(ahead, style::of_stdout()));
    return done;
}

void take_backup(const arguments& args, const plan::history& history, const std::string& url, run_report& report,
                 log_file& log) {
    backup_options options;
    if (!args.to.empty()) options.folder = args.to;
    const auto made = backup_before(url, history, options);
    // A file that is not there yet, or empty, has nothing to lose.
    const std::string said =
        made ? fmt::format("backup: {} ({})", made->path, readable(made->duration)) : "backup: nothing to back up yet";
    if (made) report.backup = made->path;
    log.says(said);
    if (!args.for_programs()) print(fmt::format("  {}\n", detail::printable(said)));
}

/// What is read before the run waits for other sessions' locks as long as the run itself would, and says so.
void limit_reading(connection& db, const arguments& args, const std::string& program, log_file& log) {
    const auto blocked = [&](std::string_view holder) {
        const event e{.what = event::kind::blocked, .words = holder};
        log.on(e);
        if (args.events)
            print(event_json(e));
        else
            fmt::print(stderr, "{}: {}\n", program, live_words(e, db.kind()));
    };
    db.driver().limit_questions({.wait = args.options.wait,
                                 .lock = args.options.lock_timeout,
                                 .statement = args.options.statement_timeout,
                                 .blocked = blocked});
}

run_report run(const arguments& args, const plan::history& history, const std::string& program, const task& of,
               const std::string& url, log_file& log) {
    // Looked at first, so that a mistake in the target does not leave a new file behind.
    viewed v = view(url);
    limit_reading(v.db, args, program, log);
    const detail::graph revisions(history);
    const detail::ledger found = detail::read_ledger(v.db, history.name);
    const std::vector<step> steps = planned(revisions, found, of, v.db.kind());
    run_report report{.schema = std::string(history.name),
                      .database = v.name,
                      .direction = of.way,
                      .steps = {},
                      .kind = v.db.kind(),
                      .losses = {},
                      .backup = {},
                      .current = {}};
    if (!steps.empty()) {
        report.losses = would_destroy(v.db, steps);
        run_options options = agreed(args, report.losses);
        if (args.backup) take_backup(args, history, url, report, log);
        // From here on the database is changed.
        if (!v.exists) {
            v.db = connection(url);
            limit_reading(v.db, args, program, log);
        }
        std::size_t width = 0;
        for (const step& s : steps) width = std::max(width, s.revision->id.size());
        const style in = style::of_stdout();
        live_line live(args.events ? live_line::shown::not_at_all : live_line::fitting(), program, report.kind);
        options.progress = [&](const event& e) {
            log.on(e);
            live.on(e);
            if (args.events) live.print(event_json(e));
            if (e.what == event::kind::done && !args.for_programs()) live.print(step_text(*e.of, width, in));
        };
        report.steps = taken(v.db, history, of, options);
    }
    // Where there was nothing to do, the database is asked once.
    report.current = steps.empty() ? detail::current_of(revisions, found.rows) : retort::current(v.db, history);
    return report;
}

std::string at_text(const std::vector<std::string>& current) {
    return current.empty() ? "base" : fmt::format("{}", fmt::join(current, ", "));
}

std::string log_beginning(const arguments& args, const plan::history& history, const std::string& url,
                          std::string_view target) {
    return fmt::format("{} {} of {} on {}", args.command, target, history.name, detail::parse_url(url).safe);
}

// A line that could not be written is no reason to fail, and not to be passed over in silence either.
void note_trouble(const log_file& log, const std::string& path, const std::string& program) {
    if (!log.trouble().empty())
        print_note(program, fmt::format("the log file {} is incomplete: {}", path, log.trouble()));
}

}  // namespace

int take_steps(const arguments& args, const plan::history& history, const std::string& program) {
    const std::string url = required_url(args.database);
    const task of = task_of(args);
    if (args.dry_run) {
        viewed v = view(url);
        v.db.driver().limit_questions({.wait = args.options.wait});
        return preview_of(v, history, of,
                          planned(detail::graph(history), detail::read_ledger(v.db, history.name), of, v.db.kind()),
                          args.json);
    }
    log_file log(args.log_file);
    log.begins(log_beginning(args, history, url, of.target));
    run_report report;
    try {
        report = run(args, history, program, of, url, log);
    } catch (const error& e) {
        log.failed(e);
        log.ends("failed");
        note_trouble(log, args.log_file, program);
        throw;
    } catch (const std::exception& e) {
        log.ends(fmt::format("failed: {}", e.what()));
        throw;
    }
    log.ends(fmt::format("{} {}, {} is at {}", detail::count_of(report.steps.size(), "revision"),
                         of.way == direction::up ? "applied" : "undone", report.schema, at_text(report.current)));
    note_trouble(log, args.log_file, program);
    if (args.for_programs())
        print(run_json(report, args.events ? layout::one_line : layout::indented));
    else
        print(closing_text(report, style::of_stdout()));
    return done;
}

int stamp(const arguments& args, const plan::history& history, const std::string& program) {
    const std::string url = required_url(args.database);
    log_file log(args.log_file);
    log.begins(log_beginning(args, history, url, args.target));
    try {
        viewed v = view(url);
        limit_reading(v.db, args, program, log);
        // Before the ledger is made for a target that there is not.
        const detail::graph revisions(history);
        const std::vector<applied_revision> rows = applied(v.db, history);
        (void)detail::find_place(revisions, args.target, detail::position_in(revisions, rows));
        if (!v.exists)
            throw error("E302", fmt::format("{} does not exist, so it has no revision", v.name),
                        "check the path; upgrade creates a new database");
        run_options options = args.options;
        stamp_report report{
            .schema = std::string(history.name), .database = v.name, .steps = {}, .purged = {}, .current = {}};
        if (args.purge) report.purged = unknown_revisions(v.db, history);
        {
            live_line live(live_line::fitting(), program, v.db.kind());
            options.progress = [&](const event& e) {
                log.on(e);
                live.on(e);
            };
            report.steps = retort::stamp(v.db, history, args.target, options, args.purge);
        }
        report.current = retort::current(v.db, history);
        for (const step& s : report.steps)
            log.says(fmt::format("{}: {}", s.revision->id, s.direction == direction::up ? "entered" : "removed"));
        for (const std::string& id : report.purged) log.says(fmt::format("{}: purged", id));
        log.ends(fmt::format("nothing was run, {} is at {}", report.schema, at_text(report.current)));
        print(args.json ? stamp_json(report) : stamp_text(report, style::of_stdout()));
    } catch (const error& e) {
        log.failed(e);
        log.ends("failed");
        note_trouble(log, args.log_file, program);
        throw;
    }
    note_trouble(log, args.log_file, program);
    return done;
}

}  // namespace retort::command
