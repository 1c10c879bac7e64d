#include "arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <map>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "../src/ledger.hpp"
#include "../src/text.hpp"
#include "people.hpp"

namespace retort::command {
namespace {

struct subcommand {
    std::string_view name;
    std::string_view purpose;
    std::string_view target_name;  // Empty where it takes none.
    std::string_view target_help;
    bool takes_sql;
    /// Whether it takes steps, with all that can be said of how.
    bool runs;
    std::string_view examples;  // {0} is the program's name.
};

constexpr std::array<subcommand, 18> subcommands = {{
    {"upgrade", "Apply revisions", "TARGET",
     "head (default), heads, +N, or a revision: an id or a unique prefix of one, head-2, 002+1. With --sql also "
     "FROM:TO",
     true, true,
     "  {0} upgrade                               apply all pending revisions\n"
     "  {0} upgrade +1                            apply only the next revision\n"
     "  {0} upgrade 002                           apply up to the revision whose id begins with 002\n"
     "  {0} upgrade --dry-run                     show the statements and their locks, run nothing\n"
     "  {0} upgrade --allow-loss orders.vin       allow the data of column orders.vin to be lost\n"
     "  {0} upgrade --backup --to /srv/backups    make a backup first\n"
     "  {0} upgrade --wait 10m --lock-timeout 2s --log-file /var/log/shop-migrate.log\n"
     "  {0} upgrade --sql > upgrade.sql           write the SQL, run nothing\n"
     "  {0} upgrade --sql --dialect postgresql    write the SQL of all revisions, without a database\n"},
    {"downgrade", "Revert revisions", "TARGET",
     "-N (default -1), base (revert all), or the revision to return to: an id or a unique prefix of one, head-2, "
     "current-1. With --sql also FROM:TO",
     true, true,
     "  {0} downgrade                             revert the latest revision\n"
     "  {0} downgrade -2                          revert the latest two revisions\n"
     "  {0} downgrade 001                         revert all revisions after the one whose id begins with 001\n"
     "  {0} downgrade base                        revert all revisions\n"
     "  {0} downgrade -1 --allow-loss orders      allow the data of table orders to be lost\n"
     "  {0} downgrade --sql 002:001 --dialect sqlite\n"},
    {"apply", "Apply a single revision; its parents must be applied", "REVISION",
     "a revision: an id or a unique prefix of one, current+1", false, true,
     "  {0} apply 003_phone_required\n"
     "  {0} apply 003 --dry-run\n"},
    {"rollback", "Revert a single revision; no applied revision may revise it", "REVISION",
     "a revision: an id or a unique prefix of one, current", false, true,
     "  {0} rollback 003_phone_required\n"
     "  {0} rollback 003 --dry-run\n"},
    {"stamp", "Mark the database as being at a revision without running anything", "TARGET",
     "head, heads, base, or a revision: an id or a unique prefix of one, current-1", false, false,
     "  {0} stamp 002                             mark a database that was created by other means\n"
     "  {0} stamp base                            remove all revisions from the ledger\n"
     "  {0} stamp 002 --purge                     also remove revisions that this build does not know\n"},
    {"verify", "Check the database for changes since the last run (exit code 1 if there are any)", "", "", false, false,
     "  {0} verify\n"
     "  {0} verify --json\n"},
    {"log", "List applied, failed and reverted revisions, the latest last", "", "", false, false,
     "  {0} log\n"
     "  {0} log -n 100 --json\n"},
    {"current", "Print the current revision of the database", "", "", false, false,
     "  {0} current\n"
     "  {0} current --json\n"},
    {"history", "List all revisions; with a database, show which are applied", "RANGE",
     "FROM:TO, both included. FROM: lists a revision and all that follow it; :TO or TO lists a revision and all that "
     "it depends on",
     false, false,
     "  {0} history\n"
     "  {0} history --database sqlite:///shop.db\n"
     "  {0} history 002:head                      from 002\n"
     "  {0} history current:                      from the current revision of the database\n"
     "  {0} history --graph                       draw branches and merges, newest first\n"
     "  {0} history --graph dot | dot -Tsvg > history.svg\n"
     "  {0} history --graph mermaid >> README.md\n"},
    {"status", "Compare the database with the history", "", "", false, false,
     "  {0} status\n"
     "  {0} status --check || echo 'not up to date'\n"},
    {"show", "Print one revision: its operations, the data it destroys, its SQL", "REVISION",
     "a revision: an id or a unique prefix of one, head, current, head-2, 002+1", false, false,
     "  {0} show 002\n"
     "  {0} show head-1                           the revision before the head\n"
     "  {0} show current                          the current revision of the database\n"
     "  {0} show 002 --dialect postgresql\n"},
    {"revision", "Generate a migration from the schema changes", "", "", false, false,
     "  {0} revision -m \"add phone\"               compare schema and history, and write the migration\n"
     "  {0} revision -m \"fix prices\" --empty     write a migration without steps\n"
     "  {0} revision -m \"add phone\" --branch 005  revise 005 instead of the head\n"},
    {"merge", "Generate a migration that merges branches", "REVISION...", "the revisions to merge (default: all heads)",
     false, false,
     "  {0} merge -m \"merge phone and prices\"\n"
     "  {0} merge 005_phone 005_prices -m \"both\"\n"},
    {"squash", "Generate one migration that replaces a range of revisions", "RANGE",
     "FROM:TO, the first and the last revision to replace; base:TO starts at the first revision", false, false,
     "  {0} squash base:500 -m \"the first five hundred\"\n"
     "  {0} squash 101:200 --id 200_checkpoint\n"},
    {"heads", "List the head revisions", "", "", false, false, "  {0} heads\n"},
    {"branches", "List the branches of the history and where they merge", "", "", false, false,
     "  {0} branches\n"
     "  {0} branches --json\n"},
    {"backup", "Back up the database to one file", "FILE",
     "the file to write. By default the name contains schema, database, time and revision, in the folder of --to",
     false, false,
     "  {0} backup                                write to ./backups\n"
     "  {0} backup --to /srv/backups --keep-days 30   also delete older backups of this database\n"
     "  {0} backup before_the_move.db             write to the given file\n"},
    {"restore", "Restore a backup", "FILE", "a file that the backup command wrote", false, false,
     "  {0} restore FILE --database sqlite:///new.db  restore into a new or empty database\n"
     "  {0} restore FILE --replace                replace the database's contents with the backup\n"},
}};
// CLI11 from 2.4 on takes no other name.
static_assert(std::none_of(subcommands.begin(), subcommands.end(), [](const subcommand& s) {
    return s.target_name.find_first_of(":={ ") != std::string_view::npos;
}));

constexpr std::string_view closing =
    R"(The database URL is taken from --database, the environment variable DATABASE_URL, or DATABASE_URL in ./.env, in
this order:
  sqlite:///relative.db   sqlite:////absolute.db   postgresql://user:password@host:port/database
  mariadb://user:password@host:port/database

Exit codes: 0 success; 1 an error (reported on stderr with its code), a problem found by 'verify', or output that
            could not be written; 2 invalid arguments; 3 'status --check' found pending revisions, or 'verify' found
            no problem, but revisions that were stamped and never run.

Examples:
  {0} status
  {0} upgrade --database sqlite:///shop.db
  {0} downgrade -1
  {0} upgrade --help                            help for one command
)";

void add_common(CLI::App& app, arguments& into) {
    app.add_option("--database", into.database, "Database URL")->type_name("URL");
    app.add_flag("--json", into.json, "Print the result as JSON");
}

CLI::Option* add_duration(CLI::App& app, const std::string& name, std::chrono::milliseconds& into,
                          const std::string& help) {
    return app
        .add_option_function<std::string>(
            name,
            [&into, name](const std::string& text) {
                const auto read = read_duration(text);
                if (!read)
                    throw CLI::ValidationError(
                        name,
                        fmt::format(
                            "'{}' is not a duration; write 500ms, 5s, 2m, 1h or a number of seconds, at most 500h",
                            text));
                into = *read;
            },
            help)
        ->type_name("DURATION");
}

void add_wait(CLI::App& app, arguments& into) {
    add_duration(app, "--wait", into.options.wait,
                 "Timeout of waiting for another process that migrates the database (default 60s)");
}

void add_log_file(CLI::App& app, arguments& into) {
    app.add_option("--log-file", into.log_file, "Append a line with the time for each action to this file")
        ->type_name("FILE");
}

void add_run(CLI::App& app, arguments& into) {
    add_wait(app, into);
    add_duration(
        app, "--lock-timeout", into.options.lock_timeout,
        "Lock timeout of one attempt (default 5s, 0: none). Other sessions queue behind the waiting statement.");
    app.add_option("--lock-retries", into.options.lock_retries,
                   "Retries after a lock timeout or a deadlock (default 10)")
        ->type_name("N")
        ->check(CLI::Range(0, 1000000).description(""));
    add_duration(app, "--statement-timeout", into.options.statement_timeout,
                 "Timeout of a statement (default 0: none)");
    app.add_option_function<std::string>(
           "--interrupted-statement",
           [&into](const std::string& outcome) {
               into.options.interrupted =
                   outcome == "done" ? interrupted_statement::done : interrupted_statement::repeat;
           },
           "How to treat the statement at which an earlier run was interrupted (E329): done, it took effect; repeat, "
           "it did not")
        ->type_name("OUTCOME")
        ->check(CLI::IsMember({"done", "repeat"}));
    app.add_option("--allow-loss", into.options.allow_loss,
                   "Tables (orders) and columns (orders.vin) whose data may be lost; all: any")
        ->type_name("NAME");
    CLI::Option* backup = app.add_flag("--backup", into.backup, "Make a backup first; stop if it fails");
    app.add_option("--to", into.to, "Folder for the backup (default ./backups)")->type_name("FOLDER")->needs(backup);
    add_log_file(app, into);
    CLI::Option* events =
        app.add_flag("--events", into.events, "Stream events as JSON lines; the last line is the result");
    CLI::Option* dry = app.add_flag("--dry-run", into.dry_run, "Show what would be done without doing it");
    dry->excludes(events)->excludes(backup);
}

/// Whether some revision destroys `name`. What is none of these was meant as something else: a target that stands
/// behind the names, or a name with a mistake in it, which would be found out only when the time comes.
bool is_ever_destroyed(const plan::history& history, std::string_view name) {
    const auto in = [&](const plan::script& s) {
        return std::any_of(s.destroys.begin(), s.destroys.end(),
                           [&](std::string_view lost) { return detail::same_name(lost, name); });
    };
    for (const plan::revision& r : history.revisions)
        for (const plan::route& route : r.routes)
            if (in(route.up) || in(route.down) ||
                std::any_of(route.alternatives.begin(), route.alternatives.end(),
                            [&](const plan::alternative& a) { return in(a.up) || in(a.down); }))
                return true;
    return false;
}

void add_backup(CLI::App& sub, CLI::Option& file, arguments& into) {
    // A file of another name is nothing that --keep could find again.
    sub.add_option("--to", into.to, "Folder to write to (default ./backups)")->type_name("FOLDER")->excludes(&file);
    sub.add_option("--keep-days", into.keep_days, "Delete older backups of this database; always keep the newest")
        ->type_name("N")
        ->excludes(&file);
    sub.add_option("--keep", into.keep, "Keep the newest N backups; with --keep-days, also those that are newer")
        ->type_name("N")
        ->excludes(&file);
}

void add_authoring(CLI::App& sub, const subcommand& s, arguments& into) {
    sub.add_option("-m,--message", into.message, "Description in one sentence; the id contains its words")
        ->type_name("TEXT");
    sub.add_option("--id", into.id, "Id of the revision and name of its file")->type_name("ID");
    if (s.name == "squash") return;  // its range is its target
    if (s.name == "merge") {
        sub.add_option(std::string(s.target_name), into.revisions, std::string(s.target_help))->type_name("");
        return;
    }
    sub.add_flag("--empty", into.empty, "Write a revision without steps");
    sub.add_option("--branch", into.branch, "Revision to revise instead of the head")->type_name("REVISION");
}

std::string did_you_mean(int argc, char** argv) {
    std::vector<std::string_view> names;
    for (const subcommand& s : subcommands) names.push_back(s.name);
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word.substr(0, 1) == "-") continue;
        for (const std::string_view name : names)
            if (name == word) return {};
        const std::string_view meant = detail::nearest(word, names);
        if (!meant.empty()) return fmt::format("unknown command '{}', did you mean '{}'?", word, meant);
        if (i == 1) return fmt::format("unknown command '{}'", word);  // a word further on may be an option's value
    }
    return {};
}

/// An empty argument comes from a variable that is not set, and would be taken for one that was left out. Returns what
/// is wrong.
std::string empty_argument(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const bool is_option = word.starts_with("-");
        if (is_option && word.find('=') == word.size() - 1)
            return fmt::format("{} has no value: is a variable not set?", detail::fold(word));
        if (!detail::fold(word).empty()) continue;
        return i > 1
                   ? fmt::format("the argument after '{}' is empty: is a variable not set?", detail::fold(argv[i - 1]))
                   : "the first argument is empty: is a variable not set?";
    }
    return {};
}

/// Options with a value are given once, before or after the command's name. Returns what is wrong.
std::string repeated_option(const CLI::App& app) {
    std::map<std::string, std::size_t> given;
    for (const CLI::App* level : {&app, static_cast<const CLI::App*>(app.get_subcommands().front())})
        for (const CLI::Option* option : level->get_options()) {
            const bool one_value = option->get_items_expected_max() == 1;
            if (one_value && (given[option->get_name()] += option->count()) > 1)
                return fmt::format("{} is given twice", option->get_name());
        }
    return {};
}

/// What stands behind --graph is a format or, where it is none, the range that the option has swallowed. Returns what
/// is wrong.
std::string read_graph(arguments& out) {
    out.draw = true;
    if (out.json) return "--graph and --json exclude each other: --json prints the graph as data";
    if (out.graph.empty() || out.graph == "dot" || out.graph == "mermaid") return {};
    const std::string_view formats[] = {"dot", "mermaid"};
    const std::string_view meant = detail::nearest(out.graph, formats);
    if (!out.target.empty() || !meant.empty())
        return fmt::format("--graph: unknown format '{}'{}", out.graph,
                           meant.empty() ? ", use dot or mermaid" : fmt::format(", did you mean {}?", meant));
    out.target = std::exchange(out.graph, {});
    return {};
}

}  // namespace

std::optional<std::chrono::milliseconds> read_duration(std::string_view text) {
    // What PostgreSQL takes: milliseconds in 31 bits; in whole hours, so that it can be said.
    constexpr std::int64_t most = 500LL * 60 * 60 * 1000;
    std::int64_t whole = 0, parts = 0, part_of = 1;
    std::size_t at = 0, digits = 0;
    const auto is_digit = [&] { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    for (; is_digit(); ++at, ++digits) whole = std::min(whole * 10 + (text[at] - '0'), most + 1);
    if (at < text.size() && text[at] == '.')
        for (++at; is_digit(); ++at, ++digits)
            if (part_of < 1000000) {
                parts = parts * 10 + (text[at] - '0');
                part_of *= 10;
            }
    const std::string_view unit = text.substr(at);
    const std::int64_t factor = unit == "ms"                  ? 1
                                : unit == "s" || unit.empty() ? 1000
                                : unit == "m"                 ? 60 * 1000
                                : unit == "h"                 ? 60 * 60 * 1000
                                                              : 0;
    if (digits == 0 || factor == 0 || whole > most / factor) return std::nullopt;
    const std::int64_t out = whole * factor + parts * factor / part_of;
    if (out > most) return std::nullopt;
    return std::chrono::milliseconds(out);
}

std::variant<arguments, int> read_arguments(int argc, char** argv, const std::string& program,
                                            const plan::history& history) {
    arguments out;
    if (const std::string wrong = empty_argument(argc, argv); !wrong.empty()) {
        print_error(program, fmt::format("{}; see {} --help", wrong, program));
        return wrong_arguments;
    }
    CLI::App app{fmt::format("Migrates databases of the schema {}.", history.name), program};
    app.require_subcommand(1);
    app.set_version_flag("--version", fmt::format("{} ({})", program, detail::tool_version()));
    app.footer(fmt::format(fmt::runtime(closing), program));
    add_common(app, out);
    CLI::Option* graph = nullptr;

    for (const subcommand& s : subcommands) {
        CLI::App* sub = app.add_subcommand(std::string(s.name), std::string(s.purpose));
        if (s.name == "revision") sub->alias("migrate");
        if (s.name == "revision" || s.name == "merge" || s.name == "squash") add_authoring(*sub, s, out);
        if (!s.target_name.empty() && s.name != "merge") {
            CLI::Option* target =
                sub->add_option(std::string(s.target_name), out.target, std::string(s.target_help))->type_name("");
            for (const std::string_view name : {"show", "apply", "rollback", "stamp", "restore", "squash"})
                if (s.name == name) target->required();
            if (s.name == "backup") add_backup(*sub, *target, out);
        }
        if (s.runs) add_run(*sub, out);
        if (s.takes_sql)
            sub->add_flag("--sql", out.sql, "Print the SQL, including the ledger rows, without running it")
                ->excludes("--dry-run")
                ->excludes("--events")
                ->excludes("--backup")
                ->excludes("--log-file");
        if (s.takes_sql || s.name == "show")
            sub->add_option("--dialect", out.dialect,
                            "SQL dialect (sqlite, postgresql or mariadb) if no database is given")
                ->type_name("NAME");
        if (s.name == "status")
            sub->add_flag("--check", out.check, "Exit code 3 if revisions are pending, 1 if the ledger has problems");
        if (s.name == "history") {
            graph =
                sub->add_option("--graph", out.graph, "Draw the history in the terminal, or print it as dot or mermaid")
                    ->type_name("[FORMAT]")
                    ->expected(0, 1);
        }
        if (s.name == "stamp") {
            add_wait(*sub, out);
            add_log_file(*sub, out);
            sub->add_flag("--purge", out.purge, "Remove revisions from the ledger that this build does not know");
        }
        if (s.name == "log")
            sub->add_option("-n", out.entries, "Number of entries, the latest (default 20)")
                ->type_name("N")
                ->check(CLI::Range(1, 1000000).description(""));
        if (s.name == "restore")
            sub->add_flag("--replace", out.replace,
                          "Delete everything in the database first, including what the backup does not have");
        add_common(*sub, out);
        // --dry-run=false and its like would be read, and no help tells of them.
        for (CLI::Option* option : sub->get_options())
            if (option->get_items_expected_max() == 0) option->disable_flag_override();
        sub->footer("Examples:\n" + fmt::format(fmt::runtime(s.examples), program));
    }

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) {
            std::ostringstream said;
            app.exit(e, said, said);
            print(said.str());
            return done;
        }
        if (argc <= 1) {
            std::fputs(app.help().c_str(), stderr);
            return wrong_arguments;
        }
        const std::string meant = did_you_mean(argc, argv);
        print_error(program, fmt::format("{}; see {} --help", meant.empty() ? detail::fold(e.what()) : meant, program));
        return wrong_arguments;
    }
    out.command = app.get_subcommands().front()->get_name();
    if (const std::string wrong = repeated_option(app); !wrong.empty()) {
        print_error(program, fmt::format("{}; see {} {} --help", wrong, program, out.command));
        return wrong_arguments;
    }
    if (graph->count() > 0)
        if (const std::string wrong = read_graph(out); !wrong.empty()) {
            print_error(program, fmt::format("{}; see {} history --help", wrong, program));
            return wrong_arguments;
        }
    for (const std::string& name : out.options.allow_loss)
        if (name != "all" && !is_ever_destroyed(history, name)) {
            print_error(program,
                        fmt::format("--allow-loss: no revision destroys '{}'; name tables (orders) and columns "
                                    "(orders.vin), and write the target before them; see {} --help",
                                    detail::fold(name), program));
            return wrong_arguments;
        }
    return out;
}

}  // namespace retort::command
