// NAME-migrate as a user has it: a program, its output, its exit code.
#include <retort/connection.hpp>

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "scratch.hpp"
#include "subprocess.hpp"
#include "support/catch.hpp"

using namespace retort;
using namespace retort::test;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Runs the command in `place`, with no database in the environment unless `variables` says so.
outcome shop(const folder& place, std::vector<std::string> arguments,
             std::vector<std::pair<std::string, std::string>> variables = {}) {
    arguments.insert(arguments.begin(), SHOP_MIGRATE);
    variables.insert(variables.begin(), {"DATABASE_URL", ""});
    return run(arguments, {.folder = place.path(), .variables = std::move(variables)});
}

/// The same over a history with branches.
outcome branched(const folder& place, std::vector<std::string> arguments,
                 std::vector<std::pair<std::string, std::string>> variables = {}) {
    arguments.insert(arguments.begin(), BRANCHED_MIGRATE);
    variables.insert(variables.begin(), {"DATABASE_URL", ""});
    return run(arguments, {.folder = place.path(), .variables = std::move(variables)});
}

/// The one line that an error is.
void check_refused(const outcome& o, const std::string& code, int exit_code = 1) {
    INFO(o.err);
    CHECK(o.code == exit_code);
    CHECK(o.out.empty());
    CHECK(std::regex_search(o.err, std::regex("^(shop|branched)-migrate: error: ")));
    CHECK(has(o.err, "[" + code + "]\n"));
    CHECK(has(o.err, "; "));
    CHECK(o.err.find('\n') == o.err.size() - 1);
}

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string without_durations(const std::string& text) {
    return std::regex_replace(text, std::regex(" +[0-9.]+ ms\n"), " N ms\n");
}

}  // namespace

TEST_CASE("output of upgrade, status, downgrade and history") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        scratch place(kind);
        const auto shop_here = [&](std::vector<std::string> arguments) {
            arguments.insert(arguments.end(), {"--database", place.url()});
            const outcome o = shop(place.place(), arguments);
            INFO(o.err);
            CHECK(o.err.empty());
            return o;
        };
        outcome o = shop_here({"upgrade", "+2"});
        CHECK(o.code == 0);
        CHECK(without_durations(o.out) ==
              "  up    001_create_orders N ms\n"
              "  up    002_add_car_number N ms\n"
              "shop is at 002_add_car_number (2 applied)\n");
        CHECK(shop_here({"current"}).out == "002_add_car_number\n");
        o = shop_here({"status", "--check"});
        CHECK(o.code == 3);
        CHECK(has(o.out, "current   002_add_car_number\n"));
        CHECK(has(o.out, "applied   2 of 4, 2 pending\n"));
        CHECK(has(o.out, "\n  applied  001_create_orders    20"));
        CHECK(has(o.out, "\n  pending  003_phone_required"));
        CHECK(has(o.out, "\n2 revisions pending: run upgrade\n"));
        CHECK(shop_here({"status"}).code == 0);

        CHECK(has(shop_here({"upgrade"}).out, "shop is at 004_first_customers (2 applied)\n"));
        CHECK(shop_here({"upgrade"}).out == "nothing to do: shop is at 004_first_customers\n");
        o = shop_here({"status", "--check"});
        CHECK(o.code == 0);
        CHECK(has(o.out, "\nup to date\n"));
        CHECK(shop_here({"current"}).out == "004_first_customers (head)\n");

        o = shop_here({"downgrade", "-3"});
        CHECK(without_durations(o.out) ==
              "  down  004_first_customers N ms\n"
              "  down  003_phone_required N ms\n"
              "  down  002_add_car_number N ms\n"
              "shop is at 001_create_orders (3 reverted)\n");
        CHECK(has(shop_here({"history"}).out,
                  "  applied  001_create_orders    customers and their orders  (current)\n"
                  "  pending  002_add_car_number\n"));
        CHECK(has(shop_here({"downgrade", "base"}).out, "shop is at base (1 reverted)\n"));
        CHECK(shop_here({"current"}).out == "base (nothing applied)\n");
    }
}

TEST_CASE("history, heads and show need no database") {
    folder place;
    CHECK(shop(place, {"heads"}).out == "004_first_customers (head)  first customers\n");
    CHECK(shop(place, {"history"}).out ==
          "  001_create_orders    customers and their orders\n"
          "  002_add_car_number\n"
          "  003_phone_required   a customer can be called\n"
          "  004_first_customers  first customers  (head)\n");
    outcome o = shop(place, {"show", "002"});
    CHECK(has(o.out, "  parents     001_create_orders\n"));
    CHECK(has(o.out, "  children    003_phone_required\n"));
    CHECK(has(o.out, "  checksum    1:0000000000000002\n"));
    CHECK(has(o.out, "  downgrade   destroys column orders.car_number\n"));
    CHECK(has(o.out, "-- upgrade on sqlite\nALTER TABLE \"orders\" ADD COLUMN \"car_number\" TEXT;\n"));
    CHECK(has(shop(place, {"show", "002", "--dialect", "postgresql"}).out, "varchar(20);\n"));
    CHECK(has(shop(place, {"show", "002", "--dialect", "mariadb"}).out, "ON \"orders\" (\"car_number\");\n"));
    CHECK(has(shop(place, {"show", "002"}, {{"DATABASE_URL", "postgresql://u@nowhere/d"}}).out, "varchar(20);\n"));
    // A database that only the environment names and that cannot be reached is worth a note.
    o = shop(place, {"history"}, {{"DATABASE_URL", "sqlite:///no/such/folder.db"}});
    CHECK(o.code == 0);
    CHECK(has(o.err, "shop-migrate: note: shown without the state of the database: "));
    check_refused(shop(place, {"history", "--database", "sqlite:///no/such/folder.db"}), "E302");
    CHECK(std::filesystem::is_empty(place.path()));
}

TEST_CASE("the database URL comes from --database, the environment or .env") {
    folder place;
    check_refused(shop(place, {"status"}), "E313");
    std::ofstream(place / ".env") << "# ours\nexport DATABASE_URL='sqlite:///from_file.db'\n";
    CHECK(shop(place, {"upgrade", "+1"}).code == 0);
    CHECK(std::filesystem::exists(place / "from_file.db"));
    CHECK(shop(place, {"upgrade", "+1"}, {{"DATABASE_URL", "sqlite:///from_environment.db"}}).code == 0);
    CHECK(std::filesystem::exists(place / "from_environment.db"));
    CHECK(shop(place, {"--database", "sqlite:///" + (place / "absolute.db"), "upgrade", "+1"},
               {{"DATABASE_URL", "sqlite:///x.db"}})
              .code == 0);
    CHECK(std::filesystem::exists(place / "absolute.db"));
    CHECK_FALSE(std::filesystem::exists(place / "x.db"));
}

TEST_CASE("reading a missing SQLite file does not create it") {
    folder place;
    for (const char* command : {"status", "current", "history"}) {
        const outcome o = shop(place, {command, "--database", "sqlite:///x.db"});
        INFO(o.err);
        CHECK(o.code == 0);
    }
    CHECK(
        has(shop(place, {"status", "--database", "sqlite:///x.db"}).out, "x.db (does not exist; upgrade creates it)"));
    CHECK(shop(place, {"upgrade", "--sql", "--database", "sqlite:///x.db"}).code == 0);
    CHECK(shop(place, {"downgrade", "base", "--database", "sqlite:///x.db"}).code == 0);
    check_refused(shop(place, {"downgrade", "--database", "sqlite:///x.db"}), "E311");
    check_refused(shop(place, {"upgrade", "nonsense", "--database", "sqlite:///x.db"}), "E305");
    CHECK(std::filesystem::is_empty(place.path()));
}

TEST_CASE("errors: one line with a code, a non-zero exit code, an unchanged database") {
    folder place;
    check_refused(shop(place, {"upgrade", "--database", "sqlite://x.db"}), "E301");
    check_refused(shop(place, {"upgrade", "--database", "postgresql://me:hunter2@host:port/db"}), "E301");
    check_refused(shop(place, {"upgrade", "--database", "postgresql://me:hunter2@127.0.0.1:1/db"}), "E302");
    CHECK_FALSE(has(shop(place, {"upgrade", "--database", "postgresql://me:hunter2@127.0.0.1:1/db"}).err, "hunter2"));
    check_refused(shop(place, {"upgrade", "--database", "mariadb://me:hunter2@host/db?nonsense=1"}), "E301");
    check_refused(shop(place, {"upgrade", "--database", "mariadb://me:hunter2@127.0.0.1:1/db"}), "E302");
    CHECK_FALSE(has(shop(place, {"upgrade", "--database", "mariadb://me:hunter2@127.0.0.1:1/db"}).err, "hunter2"));
    check_refused(shop(place, {"show", "002", "--dialect", "oracle"}), "E314");
    check_refused(shop(place, {"show", "02"}), "E305");
    check_refused(shop(place, {"show", "00"}), "E306");
    check_refused(shop(place, {"upgrade", "--sql"}), "E313");

    std::ofstream(place / "corrupt.db") << std::string(5000, 'x');
    check_refused(shop(place, {"upgrade", "--database", "sqlite:///corrupt.db"}), "E304");
    CHECK(content_of(place / "corrupt.db") == std::string(5000, 'x'));

    CHECK(shop(place, {"upgrade", "+1", "--database", "sqlite:///x.db"}).code == 0);
    const std::string before = content_of(place / "x.db");
    check_refused(shop(place, {"upgrade", "004_last", "--database", "sqlite:///x.db"}), "E305");
    check_refused(shop(place, {"downgrade", "-2", "--database", "sqlite:///x.db"}), "E311");
    check_refused(shop(place, {"upgrade", "--database", "sqlite:///x.db?mode=ro"}), "E303");
    CHECK(content_of(place / "x.db") == before);

    // By permissions, which bind everybody but root.
    std::filesystem::permissions(place.path(), std::filesystem::perms(0755));
    std::filesystem::permissions(place / "x.db", std::filesystem::perms(0444));
    if (geteuid() != 0) std::filesystem::permissions(place.path(), std::filesystem::perms(0555));
    const auto unprivileged = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), SHOP_MIGRATE);
        return run(arguments, {.folder = place.path(), .variables = {{"DATABASE_URL", ""}}, .unprivileged = true});
    };
    const outcome can_it_run = unprivileged({"--version"});
    if (can_it_run.code != 0) {
        WARN("an ordinary user cannot run the program here: read-only permissions are not tested");
        return;
    }
    check_refused(unprivileged({"upgrade", "--database", "sqlite:///x.db"}), "E303");
    std::filesystem::permissions(place / "x.db", std::filesystem::perms(0666));
    check_refused(unprivileged({"upgrade", "--database", "sqlite:///x.db"}), "E303");  // The folder still is.
    check_refused(unprivileged({"upgrade", "--database", "sqlite:///new.db"}), "E302");
    CHECK(unprivileged({"status", "--database", "sqlite:///x.db"}).code == 0);
    CHECK(content_of(place / "x.db") == before);
}

TEST_CASE("invalid arguments exit with 2 and suggest a fix") {
    folder place;
    outcome o = shop(place, {"upgarde"});
    CHECK(o.code == 2);
    CHECK(o.err ==
          "shop-migrate: error: unknown command 'upgarde', did you mean 'upgrade'?; see shop-migrate --help\n");
    o = shop(place, {"upgrade", "--databse", "x"});
    CHECK(o.code == 2);
    CHECK(has(o.err, "--databse"));
    CHECK(shop(place, {"show"}).code == 2);
    CHECK(shop(place, {"upgrade", "a", "b"}).code == 2);
    o = shop(place, {});
    CHECK(o.code == 2);
    CHECK(has(o.err, "Usage"));
}

TEST_CASE("help has examples and the exit codes") {
    folder place;
    outcome o = shop(place, {"--help"});
    CHECK(o.code == 0);
    CHECK(has(o.out, "Exit codes: 0 success; 1"));
    CHECK(has(o.out, "DATABASE_URL"));
    for (const char* command : {"upgrade", "downgrade", "current", "history", "status", "show", "heads", "branches"}) {
        CAPTURE(command);
        CHECK(has(o.out, command));
        const outcome help = shop(place, {command, "--help"});
        CHECK(help.code == 0);
        CHECK(has(help.out, std::string("Examples:\n  shop-migrate ") + command));
    }
    CHECK(has(shop(place, {"--version"}).out, "shop-migrate (retort "));
}

TEST_CASE("option --json has stable keys") {
    folder place;
    const std::string url = "sqlite:///x.db";
    outcome o = shop(place, {"upgrade", "+1", "--json", "--database", url});
    CHECK(o.code == 0);
    for (const char* part : {"\"schema\": \"shop\"", "\"database\": \"sqlite:///x.db\"", "\"direction\": \"up\"",
                             "\"revision\": \"001_create_orders\"", "\"duration_us\": ", "\"destroys\": []"})
        CHECK(has(o.out, part));
    o = shop(place, {"status", "--json", "--database", url});
    for (const char* part : {"\"applied\": 1", "\"pending\": 3", "\"up_to_date\": false", "\"mark\": \"applied\"",
                             "\"applied_at\": \"20", "\"mark\": \"pending\"", "\"problems\": []"})
        CHECK(has(o.out, part));
    CHECK(has(shop(place, {"current", "--json", "--database", url}).out,
              "\"current\": [\n    \"001_create_orders\"\n  ]"));
    CHECK(has(shop(place, {"history", "--json"}).out, "\"database\": null"));
    CHECK(has(shop(place, {"heads", "--json"}).out, "\"id\": \"004_first_customers\""));
    CHECK(has(shop(place, {"show", "003", "--json"}).out, "\"irreversible\": null"));
    CHECK(has(shop(place, {"upgrade", "--sql", "--json", "--dialect", "sqlite"}).out, "\"dialect\": \"sqlite\""));
    o = shop(place, {"upgrade", "zzz", "--json", "--database", url});
    CHECK(o.code == 1);
    CHECK(has(o.out, "\"code\": \"E305\""));
    CHECK(has(o.err, "[E305]"));
}

TEST_CASE("status reports ledger problems") {
    folder place;
    const std::string url = "sqlite:///" + (place / "x.db");
    CHECK(shop(place, {"upgrade", "--database", url}).code == 0);
    {
        connection db(url);
        db.execute("UPDATE retort_revisions SET checksum = '1:f' WHERE revision = '002_add_car_number'");
        db.execute("UPDATE retort_revisions SET revision = '005_from_tomorrow' WHERE revision = '004_first_customers'");
    }
    outcome o = shop(place, {"status", "--database", url});
    CHECK(o.code == 0);
    CHECK(has(o.out, "\n  edited   002_add_car_number"));
    CHECK(has(o.out, "\n  unknown  005_from_tomorrow"));
    CHECK(has(o.out, "\nproblem: 002_add_car_number was edited"));
    CHECK(has(o.out, "[E307]\n"));
    CHECK(shop(place, {"status", "--check", "--database", url}).code == 1);
    check_refused(shop(place, {"upgrade", "--database", url}), "E308");
}

TEST_CASE("option --sql prints a script with the same result as a run") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        scratch place(kind);
        scratch online(kind);
        const std::string dialect(name_of(kind));
        const outcome script = shop(place.place(), {"upgrade", "--sql", "--dialect", dialect});
        CHECK(script.code == 0);
        CHECK(place.run_script(script.out).empty());
        CHECK(shop(online.place(), {"upgrade", "--database", online.url()}).code == 0);
        CHECK(place.schema_text() == online.schema_text());
        CHECK(shop(place.place(), {"status", "--check", "--database", place.url()}).code == 0);

        const outcome back = shop(place.place(), {"downgrade", "--sql", "head:001", "--dialect", dialect});
        CHECK(place.run_script(back.out).empty());
        CHECK(shop(place.place(), {"current", "--database", place.url()}).out == "001_create_orders\n");
        // With a database: from where it is.
        const outcome rest = shop(place.place(), {"upgrade", "--sql", "+1", "--database", place.url()});
        CHECK(has(rest.out, "-- upgrade 002_add_car_number\n"));
        CHECK_FALSE(has(rest.out, "003_phone_required"));
        CHECK_FALSE(has(rest.out, "CREATE TABLE IF NOT EXISTS retort_revisions"));
        CHECK(
            shop(place.place(), {"upgrade", "--sql", "001:003", "--dialect", dialect}).out.find("002_add_car_number") !=
            std::string::npos);
        check_refused(shop(place.place(), {"downgrade", "--sql", "--dialect", dialect}), "E311");
    }
}

TEST_CASE("revisions relative to other revisions and to the current one") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        scratch place(kind);
        const auto here = [&](std::vector<std::string> arguments) {
            arguments.insert(arguments.end(), {"--database", place.url()});
            return branched(place.place(), arguments);
        };
        const auto at = [&] { return here({"current"}).out; };
        check_refused(here({"upgrade"}), "E306");
        CHECK(has(here({"upgrade"}).err,
                  "branched has 2 heads: 006_payments and 007_notes; use 'heads' for all of them, name one, or merge "
                  "them: branched-migrate merge -m \"why\" [E306]"));
        CHECK(has(here({"status"}).out, "\n7 revisions pending: run upgrade heads\n"));
        CHECK(here({"upgrade", "006-1"}).code == 0);
        CHECK(at() == "005_receipts\n");
        CHECK(here({"apply", "005+1"}).code == 1);
        CHECK(here({"apply", "007"}).code == 0);
        CHECK(here({"rollback", "current"}).code == 0);
        CHECK(at() == "005_receipts\n");
        check_refused(here({"downgrade", "current-1"}), "E306");
        check_refused(here({"downgrade", "005-9"}), "E311");
        check_refused(here({"upgrade", "003:005"}), "E305");
        check_refused(here({"stamp", "head"}), "E306");
        CHECK(at() == "005_receipts\n");
        CHECK(here({"downgrade", "004~1"}).code == 0);
        CHECK(at() == "002_orders\n003_mails\n");
        CHECK(has(here({"show", "current-1"}).out, "001_customers  who buys\n"));
        CHECK(has(here({"stamp", "current-1"}).out, "branched is at 001_customers (0 entered, 2 removed"));
        CHECK(here({"stamp", "002"}).code == 0);
        CHECK(here({"stamp", "+1"}).code == 0);
        CHECK(at() == "004_items\n");
        CHECK(here({"stamp", "-1"}).code == 0);
        CHECK(at() == "002_orders\n");
        // What is begun with +N is steps of a run, as ever.
        const outcome script = here({"upgrade", "--sql", "001:current"});
        CHECK(has(script.out, "-- upgrade 002_orders: what they buy\n"));
        CHECK_FALSE(has(script.out, "003_mails"));
        CHECK(has(here({"upgrade", "--sql", "current:004"}).out, "-- upgrade 004_items\n"));
        CHECK(has(here({"downgrade", "--sql", "004:current-1"}).out, "-- downgrade 002_orders: what they buy\n"));
        CHECK(has(here({"downgrade", "--sql", "001:current-2"}).out, "-- downgrade 001_customers: who buys\n"));
    }
    folder place;
    check_refused(branched(place, {"show", "current"}), "E313");
    CHECK(has(branched(place, {"show", "heads-1"}).out, "005_receipts  "));
    CHECK(has(shop(place, {"show", "head"}).out, "004_first_customers  "));
    CHECK(has(shop(place, {"show", "head-1"}).out, "003_phone_required  "));
    CHECK(has(shop(place, {"upgrade", "--sql", "head-1:head", "--dialect", "sqlite"}).out, "-- upgrade 004_first"));
    CHECK(std::filesystem::is_empty(place.path()));
}

TEST_CASE("history takes a range") {
    folder place;
    CHECK(branched(place, {"history", "002:005"}).out ==
          "  002_orders    what they buy  (revises 001_customers)\n"
          "  004_items\n"
          "  005_receipts  orders are answered by \"mail\"  (revises 004_items, 003_mails)\n");
    CHECK(shop(place, {"history", ":002"}).out == shop(place, {"history", "002"}).out);
    CHECK(shop(place, {"history", "head-1:"}).out ==
          "  003_phone_required   a customer can be called  (revises 002_add_car_number)\n"
          "  004_first_customers  first customers  (head)\n");
    const outcome o = branched(place, {"history", "003:006", "--json"});
    CHECK(has(o.out, "\"id\": \"003_mails\""));
    CHECK_FALSE(has(o.out, "\"id\": \"002_orders\""));
    check_refused(branched(place, {"history", "current:"}), "E313");
    check_refused(branched(place, {"history", "003:002"}), "E311");
    check_refused(branched(place, {"history", "nonsense:"}), "E305");
    CHECK(shop(place, {"upgrade", "+2", "--database", "sqlite:///x.db"}).code == 0);
    CHECK(shop(place, {"history", "current:", "--database", "sqlite:///x.db"}).out ==
          "  applied  002_add_car_number   (current, revises 001_create_orders)\n"
          "  pending  003_phone_required   a customer can be called\n"
          "  pending  004_first_customers  first customers  (head)\n");
}

TEST_CASE("branches and heads explain how to handle several heads") {
    folder place;
    outcome o = branched(place, {"branches"});
    CHECK(o.code == 0);
    CHECK(o.out ==
          "001_customers  who buys  (2 branches)\n"
          "    002_orders    what they buy  (2 revisions, merged in 005_receipts)\n"
          "    003_mails     what we wrote to them  (1 revision, merged in 005_receipts)\n"
          "005_receipts  orders are answered by \"mail\"  (2 branches)\n"
          "    006_payments  when it was paid  (1 revision, a head)\n"
          "    007_notes     заметки  (1 revision, a head)\n"
          "\n"
          "branched has 2 heads, 006_payments and 007_notes: 'upgrade heads' applies all of them, and "
          "'branched-migrate merge -m \"why\"' writes a revision that merges them\n");
    CHECK(shop(place, {"branches"}).out == "shop has no branches: 4 revisions, the head is 004_first_customers\n");
    CHECK_FALSE(has(branched(place, {"branches"}, {{"BRANCHED_ONE_HEAD", "1"}}).out, "heads"));
    o = branched(place, {"branches", "--json"});
    for (const char* part : {"\"revision\": \"001_customers\"", "\"last\": \"004_items\"", "\"end\": \"merge\"",
                             "\"merged_in\": \"005_receipts\"", "\"end\": \"head\"", "\"merged_in\": null"})
        CHECK(has(o.out, part));
    // The heads are for scripts, a line each; the advice is for people.
    o = branched(place, {"heads"});
    CHECK(o.out == "006_payments (head)  when it was paid\n007_notes (head)  заметки\n");
    CHECK(has(o.err, "branched-migrate: note: branched has 2 heads"));
    CHECK(branched(place, {"heads", "--json"}).err.empty());
    CHECK(shop(place, {"heads"}).err.empty());
}

TEST_CASE("history --graph draws the branches") {
    folder place;
    CHECK(branched(place, {"history", "--graph"}).out ==
          "*  007_notes  заметки  (head)\n"
          "| *  006_payments  when it was paid  (head)\n"
          "|/\n"
          "*  005_receipts  orders are answered by \"mail\"\n"
          "|\\\n"
          "| *  003_mails  what we wrote to them\n"
          "* |  004_items\n"
          "* |  002_orders  what they buy\n"
          "|/\n"
          "*  001_customers  who buys\n");
    CHECK(branched(place, {"upgrade", "005", "--database", "sqlite:///x.db"}).code == 0);
    CHECK(branched(place, {"history", "--graph", "--database", "sqlite:///x.db"}).out ==
          "o  007_notes  заметки  (head)\n"
          "| o  006_payments  when it was paid  (head)\n"
          "|/\n"
          "*  005_receipts  orders are answered by \"mail\"  (current)\n"
          "|\\\n"
          "| *  003_mails  what we wrote to them\n"
          "* |  004_items\n"
          "* |  002_orders  what they buy\n"
          "|/\n"
          "*  001_customers  who buys\n"
          "\n"
          "* applied  o pending\n");
    // The range may stand before or behind.
    const std::string part = branched(place, {"history", "002:005", "--graph"}).out;
    CHECK(part ==
          "*  005_receipts  orders are answered by \"mail\"  (revises 004_items, 003_mails)\n"
          "*  004_items\n"
          "*  002_orders  what they buy  (revises 001_customers)\n");
    CHECK(branched(place, {"history", "--graph", "002:005"}).out == part);

    outcome o = branched(place, {"history", "--graph", "dot", "--database", "sqlite:///x.db"});
    CHECK(has(o.out, "digraph \"branched\" {\n"));
    CHECK(has(o.out, "n4 [label=\"005_receipts\\norders are answered by \\\"mail\\\"\\n(current)\", style=filled"));
    CHECK(has(o.out, "  n3 -> n4;\n  n2 -> n4;\n"));
    o = branched(place, {"history", "--graph", "mermaid", "--database", "sqlite:///x.db"});
    CHECK(has(o.out, "flowchart BT\n"));
    CHECK(has(o.out, "n4[\"005_receipts<br/>orders are answered by #quot;mail#quot;<br/>(current)\"]\n"));
    CHECK(has(o.out, "  class n0,n1,n2,n3,n4 applied\n"));
    CHECK(has(branched(place, {"history", "--graph=dot", "005:"}).out, "  n0 -> n1;\n  n0 -> n2;\n}\n"));

    for (const std::vector<std::string>& wrong : {std::vector<std::string>{"history", "--graph", "--json"},
                                                  {"--json", "history", "--graph"},
                                                  {"history", "--graph", "dott"},
                                                  {"history", "002:", "--graph", "svg"}}) {
        o = branched(place, wrong);
        CHECK(o.code == 2);
        CHECK(o.out.empty());
        CHECK(has(o.err, "--graph"));
    }
    CHECK(has(branched(place, {"history", "--graph", "dott"}).err, "unknown format 'dott', did you mean dot?"));
}

TEST_CASE("history --graph draws in Unicode on a UTF-8 terminal") {
    folder place;
    const auto seen = [&](const char* locale) {
        return run_on_terminal(
                   {BRANCHED_MIGRATE, "history", "--graph"},
                   {.folder = place.path(),
                    .variables = {{"DATABASE_URL", ""}, {"LC_ALL", locale}, {"TERM", "xterm"}, {"NO_COLOR", "1"}},
                    .shows_output = true})
            .err;
    };
    CHECK(has(seen("C.UTF-8"), "│ ●  006_payments  when it was paid  (head)\r\n│╱\r\n●  005_receipts"));
    CHECK(has(seen("C"), "| *  006_payments  when it was paid  (head)\r\n|/\r\n*  005_receipts"));
}

TEST_CASE("revision, merge and squash need the build folder") {
    // This program was made by hand: it knows no generator.
    const folder place;
    using words = std::vector<std::string>;
    for (const words& one :
         {words{"revision", "-m", "x"}, words{"migrate", "-m", "x"}, words{"merge"}, words{"squash", "base:002"}}) {
        INFO(one[0]);
        const outcome o = shop(place, one);
        CHECK(o.code == 1);
        CHECK(has(o.err,
                  "writes into a source tree, but this program has none; run it in the build folder of "
                  "retort_add_schema() [E327]"));
    }
    CHECK(has(shop(place, {"squash", "002"}).err,
              "'002' is one revision, but squash replaces a range; use FROM:TO, or base:TO [E305]"));
    CHECK(has(shop(place, {"revision", "--branch", "00"}).err, "[E306]"));
    CHECK(shop(place, {"revision", "--brnch", "002"}).code == 2);
}

namespace {

const char* const every_command[] = {"upgrade", "downgrade", "apply",   "rollback", "stamp",  "verify",
                                     "log",     "current",   "history", "status",   "show",   "revision",
                                     "merge",   "squash",    "heads",   "branches", "backup", "restore"};

/// The options of a command that take a value, as its help lists them.
std::vector<std::string> options_with_value(const folder& place, const std::string& command) {
    std::vector<std::string> out;
    const std::string help = shop(place, {command, "--help"}).out;
    const std::regex form("\n +(?:-[a-z],)?(-{1,2}[a-z-]+) (?:URL|[A-Z]+|\\[FORMAT\\])");
    for (auto at = std::sregex_iterator(help.begin(), help.end(), form); at != std::sregex_iterator(); ++at)
        out.push_back((*at)[1]);
    return out;
}

/// Runs the command by a shell: `script` has it as "$@".
outcome by_shell(const folder& place, const std::string& script, std::vector<std::string> arguments,
                 std::vector<std::pair<std::string, std::string>> variables = {}) {
    arguments.insert(arguments.begin(), {"bash", "-c", script, "bash", SHOP_MIGRATE});
    variables.insert(variables.begin(), {"DATABASE_URL", ""});
    return run(arguments, {.folder = place.path(), .variables = std::move(variables)});
}

/// What no text of a database may bring to a terminal.
bool steers_a_terminal(const std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if ((c < 0x20 && c != '\n') || c == 0x7F) return true;
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
        if (c == 0xC2 && next >= 0x80 && next < 0xA0) return true;
    }
    return has(text, "\u202e") || has(text, "\u2066");
}

}  // namespace

TEST_CASE("every command rejects empty and repeated arguments") {
    const folder place;
    const std::string url = "sqlite:///" + (place / "x.db");
    CHECK(shop(place, {"upgrade", "+2", "--database", url}).code == 0);
    const std::string before = content_of(place / "x.db");
    std::size_t tried = 0;
    const auto check_wrong = [&](const std::vector<std::string>& arguments, const std::string& words) {
        const outcome o = shop(place, arguments, {{"DATABASE_URL", url}});
        std::string all;
        for (const std::string& a : arguments) all += "'" + a + "' ";
        INFO(all << o.out << o.err);
        CHECK(o.code == 2);
        CHECK(o.out.empty());
        CHECK(has(o.err, words));
        CHECK(o.err.find('\n') == o.err.size() - 1);
        ++tried;
    };
    for (const std::string command : every_command) {
        check_wrong({command, ""}, "is empty: is a variable not set?");
        check_wrong({command, " "}, "is empty: is a variable not set?");
        check_wrong({"--database", "", command}, "the argument after '--database' is empty");
        std::vector<std::string> twice = {"--database", url, command, "--database", url};
        for (const char* wants_one : {"apply", "rollback", "stamp", "show", "squash", "restore"})
            if (command == wants_one) twice.emplace_back("002");
        check_wrong(twice, "--database is given twice");
        const std::vector<std::string> options = options_with_value(place, command);
        CHECK(std::find(options.begin(), options.end(), "--database") != options.end());
        for (const std::string& option : options) {
            check_wrong({command, option, ""}, "the argument after '" + option + "' is empty");
            if (option.starts_with("--")) check_wrong({command, option + "="}, option + "= has no value");
            if (option != "--allow-loss" && option != "--graph")
                CHECK(shop(place, {command, option, "1", option, "2"}).code == 2);
        }
    }
    check_wrong({"upgrade", "--dry-run=false"}, "dry-run");
    check_wrong({"upgrade", "--wait", "1", "--wait", "2"}, "--wait");
    CHECK(tried > 200);
    CHECK(content_of(place / "x.db") == before);

    // A variable of the environment that is empty does not lead to another database.
    std::ofstream(place / ".env") << "DATABASE_URL=" << url << "\n";
    const outcome o = by_shell(place, "DATABASE_URL= exec \"$@\"", {"downgrade", "base", "--allow-loss", "all"});
    check_refused(o, "E313");
    CHECK(has(o.err, "DATABASE_URL is empty"));
    CHECK(by_shell(place, "DATABASE_URL= exec \"$@\"", {"history"}).code == 0);
    CHECK(content_of(place / "x.db") == before);
}

TEST_CASE("an unreadable .env is an error and does not block") {
    const folder place;
    std::filesystem::permissions(place.path(), std::filesystem::perms(0755));
    CHECK(run({"mkfifo", place / ".env"}).code == 0);
    check_refused(shop(place, {"status"}), "E339");
    const outcome o = shop(place, {"history"});
    CHECK(o.code == 0);
    CHECK(has(o.err, "note: shown without the state of the database: the file .env cannot be read"));
    CHECK(shop(place, {"status", "--database", "sqlite://"}).code == 0);
    std::filesystem::remove(place / ".env");
    std::filesystem::create_directory(place / ".env");
    check_refused(shop(place, {"status"}), "E313");
    std::filesystem::remove(place / ".env");
    std::ofstream(place / ".env") << "DATABASE_URL=sqlite:///x.db\n";
    std::filesystem::permissions(place / ".env", std::filesystem::perms(0200));
    const auto unprivileged = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), SHOP_MIGRATE);
        return run(arguments, {.folder = place.path(), .variables = {{"DATABASE_URL", ""}}, .unprivileged = true});
    };
    if (unprivileged({"--version"}).code != 0) {
        WARN("an ordinary user cannot run the program here: an unreadable .env is not tested");
        return;
    }
    check_refused(unprivileged({"status"}), "E339");
}

TEST_CASE("lost output is an error but does not stop a run") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        const scratch place(kind);
        const auto here = [&](const std::string& script, std::vector<std::string> arguments) {
            arguments.insert(arguments.end(), {"--database", place.url()});
            return by_shell(place.place(), script, std::move(arguments));
        };
        const auto at = [&] {
            std::string out = here("exec \"$@\"", {"current"}).out;
            return out.substr(0, out.find_first_of(" \n"));
        };
        // Closed: the connection to the server must not become standard output.
        for (const char* closed : {"exec \"$@\" >&-", "exec \"$@\" <&- >&- 2>&-", "exec \"$@\" >&- 2>/dev/null"}) {
            INFO(closed);
            CHECK(here(closed, {"upgrade"}).code == 0);
            CHECK(at() == "004_first_customers");
            CHECK(here(closed, {"downgrade", "base", "--allow-loss", "all"}).code == 0);
            CHECK(at() == "base");
        }
        check_refused(here("exec \"$@\" >&-", {"status"}), "E338");
        // A full disk: the run is done, and its exit code says that its output is missing.
        outcome o = here("exec \"$@\" > /dev/full", {"upgrade", "+2"});
        check_refused(o, "E338");
        CHECK(has(o.err, "the output could not be written: No space left on device; the command itself succeeded"));
        CHECK(at() == "002_add_car_number");
        check_refused(here("exec \"$@\" > /dev/full", {"upgrade", "--events"}), "E338");
        CHECK(at() == "004_first_customers");
        CHECK(here("exec \"$@\" > /dev/full", {"downgrade", "base", "--allow-loss", "nothing"}).code == 2);
        CHECK(here("exec \"$@\" > /dev/full", {"downgrade", "base"}).code == 1);
        // A reader that goes away after the first line.
        o = here("\"$@\" | head -n 1; exit ${PIPESTATUS[0]}", {"downgrade", "base", "--allow-loss", "all"});
        INFO(o.err);
        CHECK(o.code == 0);
        CHECK(at() == "base");
        o = here("\"$@\" | true; exit ${PIPESTATUS[0]}", {"upgrade", "--json"});
        CHECK(o.code == 0);
        CHECK(o.err.empty());
        CHECK(at() == "004_first_customers");
    }
    const folder place;
    const std::string url = "sqlite:///x.db";
    CHECK(shop(place, {"upgrade", "+1", "--database", url}).code == 0);
    for (const std::vector<std::string>& looks : {std::vector<std::string>{"status"},
                                                  {"current"},
                                                  {"history"},
                                                  {"history", "--graph"},
                                                  {"history", "--graph", "dot"},
                                                  {"heads"},
                                                  {"branches"},
                                                  {"log"},
                                                  {"show", "002"},
                                                  {"verify"},
                                                  {"upgrade", "--sql"},
                                                  {"upgrade", "--dry-run"},
                                                  {"downgrade", "--sql", "--json"},
                                                  {"status", "--check"},
                                                  {"--version"},
                                                  {"--help"},
                                                  {"upgrade", "--help"}}) {
        std::vector<std::string> arguments = looks;
        if (!looks.back().starts_with("--he") && !looks.back().starts_with("--ver"))
            arguments.insert(arguments.end(), {"--database", url});
        INFO(looks.front() << " " << looks.back());
        check_refused(by_shell(place, "exec \"$@\" > /dev/full", arguments), "E338");
        // As other programs that only print.
        const outcome o = by_shell(place, "\"$@\" | (exec <&-; sleep 0.05); exit ${PIPESTATUS[0]}", arguments);
        INFO(o.code << o.err);
        if (o.code == 1)  // The tests' own caller ignores the signal.
            check_refused(o, "E338");
        else
            CHECK(((o.code == 128 + SIGPIPE || o.code == 0) && o.err.empty()));
    }
    // More than a buffer, on a disk that has room for less.
    const outcome cut = by_shell(place, "trap '' XFSZ; ulimit -f 1; exec \"$@\" > script.sql",
                                 {"upgrade", "--sql", "--dialect", "mariadb"});
    CHECK((cut.code == 1) == (std::filesystem::file_size(place / "script.sql") == 1024));
}

TEST_CASE("texts from a database cannot control the terminal") {
    const std::string evil =
        "\x1b]0;owned\x07\x1b[2J\x1b[31m\r\n  up    fake\t\x7f\xC2\x9b"
        "31m \xE2\x80\xAE \xE2\x81\xA6 \x08";
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        const scratch place(kind);
        const auto here = [&](std::vector<std::string> arguments) {
            arguments.insert(arguments.end(), {"--database", place.url()});
            return shop(place.place(), arguments);
        };
        CHECK(here({"upgrade", "+2"}).code == 0);
        {
            connection db = place.open();
            const auto set = [&](const std::string& sql) { db.execute(sql, std::vector<value>{evil}); };
            set("UPDATE retort_revisions SET applied_by = $1");
            if (kind == database::sqlite) set("UPDATE retort_revisions SET applied_at = $1");
            set("UPDATE retort_log SET outcome = $1");
            set("UPDATE retort_log SET done_by = $1");
            set("UPDATE retort_log SET run = $1");
            set("UPDATE retort_log SET direction = $1");
            set("UPDATE retort_revisions SET revision = $1 WHERE revision = '002_add_car_number'");
        }
        std::size_t shown = 0;
        for (const std::vector<std::string>& looks : {std::vector<std::string>{"status"},
                                                      {"current"},
                                                      {"history"},
                                                      {"history", "--graph"},
                                                      {"history", "--graph", "dot"},
                                                      {"history", "--graph", "mermaid"},
                                                      {"log"},
                                                      {"verify"},
                                                      {"upgrade"},
                                                      {"downgrade"},
                                                      {"stamp", "003"},
                                                      {"status", "--json"},
                                                      {"log", "--json"},
                                                      {"verify", "--json"}}) {
            const outcome o = here(looks);
            INFO(looks.front() << "\n" << o.out << o.err);
            CHECK_FALSE(steers_a_terminal(o.out + o.err));
            CHECK_FALSE(has(o.out + o.err, "\n  up    fake"));
            shown += has(o.out + o.err, "owned") ? 1U : 0U;
        }
        CHECK(shown >= 10);
    }
    // Of a URL, and of a file's name.
    const folder place;
    const outcome o = shop(place, {"status", "--database", "sqlite:///\x1b]0;owned\x07.db"});
    CHECK(has(o.out, "\\x1b]0;owned\\x07.db"));
    CHECK_FALSE(steers_a_terminal(o.out + o.err));
    CHECK_FALSE(steers_a_terminal(shop(place, {"restore", "\x1b[2J", "--database", "sqlite:///x.db"}).err));
    CHECK_FALSE(steers_a_terminal(shop(place, {"\x1b[2J"}).err));
    CHECK_FALSE(steers_a_terminal(shop(place, {"upgrade", "\x1b[2J", "--database", "sqlite:///x.db"}).err));
}
