#include "arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <string_view>
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
    std::string_view examples;  // {0} is the program's name.
};

constexpr std::array<subcommand, 9> subcommands = {{
    {"upgrade", "Apply revisions", "TARGET",
     "head (the default), heads, +N, or a revision: its id or an unambiguous beginning of it; with --sql also FROM:TO",
     true,
     "  {0} upgrade                               apply everything that is pending\n"
     "  {0} upgrade +1                            apply the next revision only\n"
     "  {0} upgrade 002                           go as far as the revision that begins with 002\n"
     "  {0} upgrade --sql > upgrade.sql           write what would be run\n"
     "  {0} upgrade --sql --dialect postgresql    the whole way, no database needed\n"},
    {"downgrade", "Undo revisions", "TARGET",
     "-N (the default is -1), base (undo all), or a revision to go back to; with --sql also FROM:TO", true,
     "  {0} downgrade                             undo the latest revision\n"
     "  {0} downgrade -2                          undo the latest two\n"
     "  {0} downgrade 001                         undo what stands on the revision that begins with 001\n"
     "  {0} downgrade base                        undo everything\n"
     "  {0} downgrade --sql 002:001 --dialect sqlite\n"},
    {"current", "Print the revision the database is at", "", "", false,
     "  {0} current\n"
     "  {0} current --json\n"},
    {"history", "List all revisions, with what is applied where a database is at hand", "", "", false,
     "  {0} history\n"
     "  {0} history --database sqlite:///shop.db\n"},
    {"status", "Compare the database with the history", "", "", false,
     "  {0} status\n"
     "  {0} status --check || echo 'not up to date'\n"},
    {"show", "Print one revision: its operations, what it destroys, its SQL", "REVISION",
     "a revision's id or an unambiguous beginning of it", false,
     "  {0} show 002\n"
     "  {0} show 002 --dialect postgresql\n"},
    {"heads", "Print the revisions that no other one revises", "", "", false, "  {0} heads\n"},
    {"backup", "Write the whole database into one file", "FILE",
     "the file to write; without it a name with schema, database, time and revision, in the folder of --to", false,
     "  {0} backup                                into ./backups\n"
     "  {0} backup --to /srv/backups --keep-days 30   and delete those of this database that are older\n"
     "  {0} backup before_the_move.db             into a file of your own naming\n"},
    {"restore", "Put a backup back", "FILE", "a file that backup wrote", false,
     "  {0} restore FILE --database sqlite:///new.db  into a new or empty database\n"
     "  {0} restore FILE --replace                throw away all that is in the database, and put the backup there\n"},
}};

constexpr std::string_view closing =
    R"(The database is --database URL, else the environment variable DATABASE_URL, else DATABASE_URL in ./.env:
  sqlite:///relative.db   sqlite:////absolute.db   postgresql://user:password@host:port/database
  mariadb://user:password@host:port/database

Exit codes: 0 done; 1 the database or the history said no (the reason is on stderr, with a code);
            2 the arguments were wrong; 3 'status --check' found pending revisions.

Examples:
  {0} status
  {0} upgrade --database sqlite:///shop.db
  {0} downgrade -1
  {0} upgrade --help                            more about one command
)";

void add_common(CLI::App& app, arguments& into) {
    app.add_option("--database", into.database, "The database's URL")->type_name("URL");
    app.add_flag("--json", into.json, "Print JSON");
}

void add_backup(CLI::App& sub, CLI::Option& file, arguments& into) {
    // A file of another name is nothing that --keep could find again.
    sub.add_option("--to", into.to, "The folder to write to (./backups)")->type_name("FOLDER")->excludes(&file);
    sub.add_option("--keep-days", into.keep_days,
                   "Delete backups of this database that are older, but never the newest")
        ->type_name("N")
        ->excludes(&file);
    sub.add_option("--keep", into.keep, "Keep the newest N; with --keep-days, those too that are not so old")
        ->type_name("N")
        ->excludes(&file);
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
        if (!meant.empty()) return fmt::format("there is no command '{}', did you mean '{}'?", word, meant);
        if (i == 1) return fmt::format("there is no command '{}'", word);  // a word further on may be an option's value
    }
    return {};
}

}  // namespace

std::variant<arguments, int> read_arguments(int argc, char** argv, const std::string& program,
                                            const std::string& schema) {
    arguments out;
    CLI::App app{fmt::format("Migrates databases of the schema {}.", schema), program};
    app.require_subcommand(1);
    app.set_version_flag("--version", fmt::format("{} ({})", program, detail::tool_version()));
    app.footer(fmt::format(fmt::runtime(closing), program));
    add_common(app, out);

    for (const subcommand& s : subcommands) {
        CLI::App* sub = app.add_subcommand(std::string(s.name), std::string(s.purpose));
        if (!s.target_name.empty()) {
            CLI::Option* target =
                sub->add_option(std::string(s.target_name), out.target, std::string(s.target_help))->type_name("");
            if (s.name == "show" || s.name == "restore") target->required();
            if (s.name == "backup") add_backup(*sub, *target, out);
        }
        if (s.takes_sql) sub->add_flag("--sql", out.sql, "Print the SQL, ledger rows included, and run nothing");
        if (s.takes_sql || s.name == "show")
            sub->add_option("--dialect", out.dialect, "Write SQL for sqlite, postgresql or mariadb, without a database")
                ->type_name("NAME");
        if (s.name == "status")
            sub->add_flag("--check", out.check, "Exit 3 when revisions are pending, 1 when the ledger does not fit");
        if (s.name == "restore")
            sub->add_flag("--replace", out.replace, "Throw away what is in the database, also what the backup has not");
        add_common(*sub, out);
        sub->footer("Examples:\n" + fmt::format(fmt::runtime(s.examples), program));
    }

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) {
            app.exit(e);
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
    return out;
}

}  // namespace retort::command
