// NAME-migrate for those who operate it: losses, time limits, previews, events, the log, stamp and its like.
#include <retort/connection.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <thread>

#include "scratch.hpp"
#include "subprocess.hpp"
#include "support/catch.hpp"
#include "support/private_postgresql.hpp"

using namespace retort;
using namespace retort::test;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A database, and the program with the history that says how much is lost.
class desk {
public:
    explicit desk(database kind) : place_(kind) {}

    surroundings around() const {
        return {.folder = place_.place().path(),
                .variables = {{"DATABASE_URL", url},
                              {"SHOP_OPERATORS", slowly ? "" : "1"},
                              {"SHOP_SLOWLY", slowly ? "1" : ""},
                              {"SHOP_FAILS", fails ? "1" : ""},
                              {"TERM", "xterm"}}};
    }
    static std::vector<std::string> whole(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), SHOP_MIGRATE);
        return arguments;
    }
    outcome operator()(std::vector<std::string> arguments) const { return run(whole(std::move(arguments)), around()); }
    outcome on_terminal(std::vector<std::string> arguments, const std::string& typed = "") const {
        return run_on_terminal(whole(std::move(arguments)), around(), typed);
    }
    process begin(std::vector<std::string> arguments) const { return start(whole(std::move(arguments)), around()); }

    const scratch& place() const { return place_; }
    /// The schema, the ledger and the rows that matter here.
    std::string everything() const {
        std::string out = place_.schema_text();
        connection db = place_.open();
        for (const char* sql : {"SELECT revision FROM retort_revisions ORDER BY revision",
                                "SELECT id FROM orders ORDER BY id", "SELECT id FROM customers ORDER BY id"})
            for (const std::string& row : rows_of(db, sql)) out += row + "\n";
        return out;
    }
    std::string file(const std::string& name) const {
        std::ifstream in(place_.place() / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }

private:
    scratch place_;

public:
    std::string url = place_.url();
    bool slowly = false;
    bool fails = false;
};

/// With two customers, two orders and one car number.
void fill(const desk& shop) {
    CHECK(shop({"upgrade", "004"}).code == 0);
    shop.place().open().execute("UPDATE orders SET car_number = 'A 1' WHERE id = 1");
}

void check_refused(const outcome& o, const std::string& code) {
    INFO(o.out << o.err);
    CHECK(o.code == 1);
    CHECK(o.out.empty());
    CHECK(has(o.err, "[" + code + "]\n"));
    CHECK(o.err.find('\n') == o.err.size() - 1);
}

std::vector<json> lines_of(const std::string& text) {
    std::vector<json> out;
    std::size_t from = 0;
    for (std::size_t end = 0; (end = text.find('\n', from)) != std::string::npos; from = end + 1)
        out.push_back(json::parse(text.substr(from, end - from)));
    CHECK(from == text.size());
    return out;
}

}  // namespace

TEST_CASE("data is destroyed only with its name, with all, or after a yes") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        desk shop(kind);
        fill(shop);
        const std::string before = shop.everything();

        outcome o = shop({"downgrade", "base"});
        check_refused(o, "E324");
        for (const char* part : {"orders (2 rows, by 001_create_orders)", "customers (2 rows, by 001_create_orders)",
                                 "orders.car_number (1 value, by 002_add_car_number)", "nothing was changed",
                                 "--allow-loss orders.car_number orders customers"})
            CHECK(has(o.err, part));
        o = shop({"downgrade", "base", "--allow-loss", "orders", "ORDERS.car_number"});
        check_refused(o, "E324");
        CHECK(has(o.err, "customers (2 rows"));
        CHECK_FALSE(has(o.err, "orders (2 rows"));
        o = shop({"downgrade", "base", "--json"});
        CHECK(o.code == 1);
        CHECK(json::parse(o.out)["error"]["code"] == "E324");

        // A person is asked; nothing but the whole word goes on. Programs are not, whoever runs them.
        for (const char* answer : {"no\n", "y\n", "\n", "\x04"}) {
            o = shop.on_terminal({"downgrade", "base"}, answer);
            INFO(o.err);
            CHECK(o.code == 1);
            CHECK(has(o.err, "  destroys: "));
            CHECK(has(o.err, "Type yes: "));
            CHECK(has(o.err, "the answer was not yes; nothing was changed"));
        }
        o = shop.on_terminal({"downgrade", "base", "--json"});
        CHECK(o.code == 1);
        CHECK_FALSE(has(o.err, "Type yes"));
        CHECK(json::parse(o.out)["error"]["code"] == "E324");
        CHECK(shop.everything() == before);

        o = shop.on_terminal({"downgrade", "001"}, "yes\n");
        INFO(o.err);
        CHECK(o.code == 0);
        CHECK(has(o.err, "column orders.car_number, 1 value"));
        CHECK(has(o.err, "(002_add_car_number)"));
        CHECK(has(o.out, "shop is at 001_create_orders (3 reverted)\n"));
        fill(shop);
        o = shop({"downgrade", "001", "--allow-loss", "orders.car_number"});
        INFO(o.err);
        CHECK(o.code == 0);
        CHECK(has(o.out, "  destroys: column orders.car_number, 1 value  (002_add_car_number)\n\n"));
        fill(shop);
        o = shop({"downgrade", "base", "--json", "--allow-loss", "orders", "customers", "--allow-loss",
                  "orders.car_number"});
        CHECK(o.code == 0);
        CHECK(json::parse(o.out)["losses"].size() == 3);
        CHECK(json::parse(o.out)["losses"][0]["rows"] == 1);
        fill(shop);
        CHECK(shop({"downgrade", "base", "--allow-loss", "all"}).code == 0);
        // Nothing is in it: nothing is lost.
        CHECK(shop({"upgrade", "003"}).code == 0);
        CHECK(shop({"downgrade", "base"}).code == 0);
    }
}

TEST_CASE("option --allow-loss rejects names that no revision destroys") {
    desk shop(database::sqlite);
    fill(shop);
    outcome o = shop({"downgrade", "--allow-loss", "orders", "base"});
    CHECK(o.code == 2);
    CHECK(has(o.err, "no revision destroys 'base'"));
    CHECK(has(o.err, "write the target before them"));
    CHECK(shop({"downgrade", "--allow-loss", "orders.vni"}).code == 2);
    CHECK(has(shop({"current"}).out, "004_first_customers"));
}

TEST_CASE("invalid durations are rejected") {
    desk shop(database::sqlite);
    for (const char* option : {"--wait", "--lock-timeout", "--statement-timeout"}) {
        const outcome o = shop({"upgrade", option, "5 parsecs"});
        CHECK(o.code == 2);
        CHECK(o.err ==
              std::string("shop-migrate: error: ") + option +
                  ": '5 parsecs' is not a duration; write 500ms, 5s, 2m, 1h or a number of seconds, at most 500h; "
                  "see shop-migrate --help\n");
    }
    CHECK(shop({"upgrade", "--lock-retries", "-1"}).code == 2);
    CHECK(shop({"upgrade", "--lock-retries", "some"}).code == 2);
    CHECK(shop({"upgrade", "--dry-run", "--events"}).code == 2);
    CHECK(shop({"upgrade", "--sql", "--dry-run"}).code == 2);
    CHECK_FALSE(std::filesystem::exists(shop.place().file()));
}

TEST_CASE("a run reports for whom it waits, and stops after --wait") {
    {
        desk shop(database::sqlite);
        CHECK(shop({"upgrade", "001"}).code == 0);
        connection other = shop.place().open();
        transaction open(other);
        shop.url += "?timeout=0";
        const outcome o = shop({"upgrade", "002", "--wait", "300ms", "--log-file", "run.log"});
        INFO(o.err);
        CHECK(o.code == 1);
        CHECK(has(o.err, "shop-migrate: waiting for another connection, which writes to this database\n"));
        CHECK(has(o.err, "[E312]"));
        CHECK(has(shop.file("run.log"), "waiting for another connection"));
    }
    for (const database kind : available()) {
        if (kind == database::sqlite) continue;
        INFO("on " << name_of(kind));
        desk shop(kind);
        CHECK(shop({"upgrade", "001"}).code == 0);
        desk slow(kind);
        slow.url = shop.url;
        slow.slowly = true;
        const process other = slow.begin({"upgrade", "002"});
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));
        const outcome o = shop({"upgrade", "002", "--wait", "300ms", "--log-file", "run.log"});
        INFO(o.err);
        CHECK(o.code == 1);
        CHECK(has(o.err, "shop-migrate: waiting for "));
        CHECK(has(o.err, "[E312]"));
        CHECK(has(shop.file("run.log"), "waiting for "));
        const outcome stamped = shop({"stamp", "head", "--wait", "100ms"});
        INFO(stamped.err);
        CHECK(stamped.code == 1);
        CHECK(has(stamped.err, "shop-migrate: waiting for "));
        CHECK(has(stamped.err, "[E312]\n"));
        const std::vector<json> events = lines_of(shop({"upgrade", "002", "--wait", "60", "--events"}).out);
        CHECK(events.front()["event"] == "waiting");
        CHECK_FALSE(events.front()["words"].get<std::string>().empty());
        CHECK(events.back()["current"] == json::array({"002_add_car_number"}));
        CHECK(finish(other).code == 0);
    }
}

TEST_CASE("option --lock-timeout limits the wait for a lock, and --lock-retries repeats it") {
    for (const database kind : available()) {
        if (kind == database::sqlite) continue;  // There is one lock, for which --wait counts.
        INFO("on " << name_of(kind));
        desk shop(kind);
        CHECK(shop({"upgrade", "001"}).code == 0);
        connection application = shop.place().open();
        transaction open(application);
        application.execute("SELECT * FROM orders");
        const auto start = std::chrono::steady_clock::now();
        const outcome o = shop({"upgrade", "002", "--lock-timeout", "200ms", "--lock-retries", "1", "--log-file", "l"});
        INFO(o.err << shop.file("l"));
        CHECK(o.code == 1);
        CHECK(has(o.err, "shop-migrate: [1/1] 002_add_car_number  retrying: "));
        CHECK(has(shop.file("l"), "1/1 002_add_car_number up: retrying: "));
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(8));
        CHECK(has(shop({"status"}).out, "applied   1 of 5"));
    }
}

TEST_CASE("option --statement-timeout limits a statement") {
    for (const database kind : available()) {
        if (kind == database::sqlite) continue;
        INFO("on " << name_of(kind));
        desk shop(kind);
        shop.slowly = true;
        const auto start = std::chrono::steady_clock::now();
        const outcome o = shop({"upgrade", "002", "--statement-timeout", "500ms"});
        INFO(o.out << o.err);
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(4));
        CHECK(o.code == 1);
        CHECK(has(o.err, "upgrade of 002_add_car_number failed at statement 2 of 3"));
    }
}

TEST_CASE("stamp, apply, rollback, verify and log") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        desk shop(kind);
        CHECK(shop({"apply", "001"}).out.find("shop is at 001_create_orders (1 applied)\n") != std::string::npos);
        CHECK(shop({"apply", "001"}).out == "nothing to do: shop is at 001_create_orders\n");
        check_refused(shop({"apply", "003"}), "E311");
        check_refused(shop({"apply", "zzz"}), "E305");
        CHECK(shop({"apply"}).code == 2);
        CHECK(shop({"apply", "002", "--json"}).code == 0);
        check_refused(shop({"rollback", "001"}), "E311");
        outcome o = shop({"rollback", "002"});
        CHECK(o.code == 0);
        CHECK(has(o.out, "shop is at 001_create_orders (1 reverted)\n"));
        CHECK(has(shop({"verify"}).out, "no problems: shop is at 001_create_orders\n"));

        const std::string before = shop.place().schema_text();
        o = shop({"stamp", "003"});
        INFO(o.err);
        CHECK(o.code == 0);
        CHECK(o.out ==
              "  entered    002_add_car_number\n"
              "  entered    003_phone_required\n"
              "shop is at 003_phone_required (2 entered, 0 removed, nothing was run)\n");
        CHECK(shop({"stamp", "003"}).out == "nothing to do: shop is at 003_phone_required\n");
        o = shop({"stamp", "001", "--json"});
        CHECK(json::parse(o.out)["taken_out"] == json::array({"002_add_car_number", "003_phone_required"}));
        CHECK(json::parse(o.out)["current"] == json::array({"001_create_orders"}));
        check_refused(shop({"stamp", "zzz"}), "E305");
        CHECK(shop.place().schema_text() == before);

        shop.place().open().execute("UPDATE retort_revisions SET checksum = '1:f'");
        o = shop({"verify"});
        CHECK(o.code == 1);
        CHECK(has(o.out, "problem: 001_create_orders was edited"));
        CHECK(json::parse(shop({"verify", "--json"}).out)["fits"] == false);
        CHECK(shop({"stamp", "001"}).code == 0);  // It takes the revision as it is now.
        CHECK(shop({"verify"}).code == 3);        // Nothing has compared the tables with what it makes.

        shop.fails = true;
        CHECK(shop({"upgrade"}).code == 1);
        o = shop({"log"});
        INFO(o.out);
        CHECK(std::regex_search(o.out, std::regex("^when +run +direction +revision +outcome +took +who\n20")));
        CHECK(std::regex_search(o.out,
                                std::regex("\n20.* UTC  20[0-9TZ]+-[0-9]+  up +001_create_orders +done +[0-9.]+ ms")));
        CHECK(std::regex_search(o.out, std::regex("  stamp +002_add_car_number +done +-")));
        CHECK(std::regex_search(o.out, std::regex("  up +005_notes +failed .*\n    upgrade of 005_notes failed at ")));
        const json entries = json::parse(shop({"log", "-n", "2", "--json"}).out)["entries"];
        CHECK(entries.size() == 2);
        CHECK(entries[0]["revision"] == "004_first_customers");
        CHECK(has(entries[1]["outcome"].get<std::string>(), "[E309]"));
        CHECK(shop({"log", "-n", "0"}).code == 2);
    }
    desk shop(database::sqlite);
    CHECK(shop({"log"}).out == "the log is empty\n");
    check_refused(shop({"stamp", "head"}), "E302");
    CHECK(shop({"verify"}).code == 0);
    CHECK_FALSE(std::filesystem::exists(shop.place().file()));
}

TEST_CASE("a dry run shows the steps and changes nothing") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        desk shop(kind);
        outcome o = shop({"upgrade", "--dry-run"});
        INFO(o.out << o.err);
        CHECK(o.code == 0);
        CHECK(has(o.out, "dry run: 5 revisions up on "));
        CHECK(has(o.out, "\nup    001_create_orders  customers and their orders\n"));
        CHECK(has(o.out, "     2  stops if there are customers without a name\n"));
        CHECK(has(o.out, "  in batches of 1 row, each in its own transaction\n     3  UPDATE customers SET note"));
        if (kind == database::sqlite) {
            CHECK_FALSE(std::filesystem::exists(shop.place().file()));
            CHECK(has(o.out, "  rebuilds: customers\n"));
            CHECK(has(o.out, "        locks: the whole database, while the revision runs\n"));
        } else {
            connection db = shop.place().open();
            const std::string here = kind == database::mariadb ? "database()" : "current_schema()";
            CHECK(rows_of(db, "SELECT table_name FROM information_schema.tables WHERE table_schema = " + here).empty());
        }
        if (kind == database::postgresql) {
            CHECK(has(o.out,
                      "  one transaction\n     1  ALTER TABLE \"orders\" ADD COLUMN \"car_number\" varchar(20)\n"
                      "        locks: orders ACCESS EXCLUSIVE\n"));
            CHECK(has(o.out, "        locks: orders SHARE\n"));
            CHECK(has(o.out,
                      "  outside a transaction\n     4  CREATE INDEX CONCURRENTLY ix_customers_note ON "
                      "customers (note)\n        locks: customers SHARE UPDATE EXCLUSIVE\n  transaction 2\n"
                      "        the ledger's row\n"));
        }
        if (kind == database::mariadb) {
            CHECK(has(o.out,
                      "  without a transaction: the server commits it\n     1  ALTER TABLE customers ADD COLUMN note"));
            CHECK(has(o.out, "        locks: customers ALGORITHM=INSTANT\n"));
        }
        fill(shop);
        const std::string before = shop.everything();
        o = shop({"downgrade", "base", "--dry-run"});
        CHECK(o.code == 0);
        CHECK(has(o.out, "  destroys: table orders, 2 rows     (001_create_orders)\n"));
        CHECK(has(o.out, "  destroys: column orders.car_number, 1 value  (002_add_car_number)\n"));
        const json way = json::parse(shop({"downgrade", "002", "--dry-run", "--json"}).out);
        CHECK(way["revisions"].size() == 2);
        CHECK(way["revisions"][0]["id"] == "004_first_customers");
        CHECK(way["revisions"][0]["transactions"] == 1);
        CHECK(way["revisions"][0]["statements"][0]["kind"] == "sql");
        CHECK(has(shop({"apply", "005", "--dry-run"}).out, "up    005_notes  notes on customers\n"));
        CHECK(has(shop({"rollback", "004", "--dry-run"}).out, "down  004_first_customers  first customers\n"));
        check_refused(shop({"rollback", "003", "--dry-run"}), "E311");
        CHECK(shop.everything() == before);
    }
}

TEST_CASE("the log file records actions, never a password") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        desk shop(kind);
        check_refused(shop({"upgrade", "--log-file", "no/such/folder/x.log"}), "E325");
        check_refused(shop({"upgrade", "--log-file", "/dev/full"}), "E325");
        if (kind == database::sqlite) CHECK_FALSE(std::filesystem::exists(shop.place().file()));
        // Servers of tests take any password; MariaDB's takes none.
        const std::size_t at = shop.url.find('@');
        if (kind == database::postgresql && at != std::string::npos) shop.url.insert(at, ":hunter2");
        outcome o = shop({"upgrade", "--log-file", "run.log"});
        INFO(o.err);
        CHECK(o.code == 0);
        CHECK(o.err.empty());
        const std::string first = shop.file("run.log");
        INFO(first);
        CHECK(std::regex_search(first, std::regex("^20[0-9-]+T[0-9:]+\\.[0-9]{3}Z \\[[0-9]+\\] run starts: upgrade "
                                                  "head of shop on [a-z]+://.*, by .*@.* \\(pid [0-9]+\\), retort ")));
        CHECK(has(first, " 2/5 002_add_car_number up: begins\n"));
        CHECK(has(first, " 2/5 002_add_car_number up: statement 1/2: ALTER TABLE \"orders\" ADD COLUMN"));
        CHECK(has(first, " 2/5 002_add_car_number up: statement 2/2 took "));
        CHECK(has(first, " 5/5 005_notes up: statement 3/"));
        CHECK(std::regex_search(first, std::regex("005_notes up: statement 3/[34] took .*, 2 rows\n")));
        CHECK(has(first, " 2/5 002_add_car_number up: done in "));
        CHECK(has(first, " run ends: 5 revisions applied, shop is at 005_notes\n"));
        for (const char* word : {"downgrade", "stamp"}) CHECK(shop({word, "004", "--log-file", "run.log"}).code <= 1);
        shop.fails = true;
        o = shop({"upgrade", "--log-file", "run.log"});
        const std::string all = shop.file("run.log");
        CHECK(all.substr(0, first.size()) == first);
        CHECK(has(all, " run starts: stamp 004 of shop on "));
        CHECK(has(all, "[E309]\n"));
        CHECK(has(all, " error: the whole statement: INSERT INTO customers"));
        CHECK(has(all, " run ends: failed\n"));
        CHECK_FALSE(has(all + o.out + o.err, "hunter2"));
        for (const char* elsewhere :
             {"postgresql://me:hunter2@127.0.0.1:1/db", "mariadb://me:hunter2@127.0.0.1:1/db"}) {
            shop.url = elsewhere;
            for (const std::vector<std::string>& arguments :
                 std::vector<std::vector<std::string>>{{"upgrade", "--log-file", "p.log"},
                                                       {"upgrade", "--events", "--log-file", "p.log"},
                                                       {"stamp", "head", "--log-file", "p.log"},
                                                       {"upgrade", "--dry-run"},
                                                       {"verify"},
                                                       {"log", "--json"}}) {
                o = shop(arguments);
                CHECK(o.code == 1);
                CHECK_FALSE(has(o.out + o.err, "hunter2"));
            }
            CHECK(has(shop.file("p.log"), "://me:***@127.0.0.1:1/db"));
            CHECK(has(shop.file("p.log"), "[E302]\n"));
            CHECK_FALSE(has(shop.file("p.log"), "hunter2"));
        }
    }
}

TEST_CASE("events are one JSON object per line, the result last") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        desk shop(kind);
        outcome o = shop({"upgrade", "--events"});
        INFO(o.out << o.err);
        CHECK(o.code == 0);
        CHECK(o.err.empty());
        const std::vector<json> events = lines_of(o.out);
        CHECK(events.front()["event"] == "began");
        CHECK(events.front()["revision"] == "001_create_orders");
        CHECK(events.front()["count"] == 5);
        std::size_t done = 0, rows = 0;
        for (const json& e : events) {
            if (!e.contains("event")) continue;
            if (e["event"] == "done") ++done;
            if (e["event"] == "rows") rows = e["rows"].get<std::size_t>();
            if (e["event"] == "statement") CHECK(e.contains("sql"));
        }
        CHECK(done == 5);
        CHECK(rows == 2);
        CHECK(events.back()["current"] == json::array({"005_notes"}));
        CHECK(events.back()["steps"].size() == 5);
        CHECK(lines_of(shop({"upgrade", "--events"}).out).size() == 1);
        CHECK(shop({"stamp", "004"}).code == 0);
        shop.fails = true;
        o = shop({"upgrade", "--events"});
        CHECK(o.code == 1);
        CHECK(lines_of(o.out).back()["error"]["revision"] == "005_notes");
        CHECK(lines_of(o.out).back()["error"]["code"] == "E309");
        CHECK(has(o.err, "upgrade of 005_notes failed at statement 1 of 1: "));
    }
}

TEST_CASE("option --backup makes a backup first, and nothing runs without it") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        if (kind == database::postgresql && private_postgresql::get()->pg_dump().empty()) continue;
        desk shop(kind);
        CHECK(shop({"upgrade", "001"}).code == 0);
        outcome o = shop({"upgrade", "+1", "--backup"});
        INFO(o.out << o.err);
        CHECK(o.code == 0);
        CHECK(has(o.out, "  backup: backups/shop-"));
        o = shop({"upgrade", "+1", "--json", "--backup", "--to", "elsewhere"});
        CHECK(o.code == 0);
        CHECK(std::filesystem::exists(shop.place().place() / json::parse(o.out)["backup"].get<std::string>()));
        o = shop({"upgrade", "--backup", "--to", "/dev/null/folder"});
        CHECK(o.code == 1);
        CHECK(has(shop({"current"}).out, "003_phone_required\n"));
        CHECK(shop({"upgrade", "--to", "elsewhere"}).code == 2);
        CHECK(shop({"upgrade", "--dry-run", "--backup"}).code == 2);
    }
}

TEST_CASE("the backup before a run contains the data that the run destroys") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        if (kind == database::postgresql && private_postgresql::get()->pg_dump().empty()) continue;
        desk shop(kind);
        fill(shop);
        const std::string before = shop.everything();
        const auto rows = [&] {
            connection db = shop.place().open();
            return rows_of(db, "SELECT * FROM orders ORDER BY id");
        };
        const std::vector<std::string> orders = rows();
        CHECK(shop({"downgrade", "base", "--backup"}).code == 1);  // Nothing that is lost was allowed.
        CHECK(shop.everything() == before);
        outcome o = shop({"downgrade", "base", "--allow-loss", "all", "--json", "--backup", "--to", "kept"});
        INFO(o.err);
        CHECK(o.code == 0);
        const std::string file = json::parse(o.out)["backup"].get<std::string>();
        CHECK(has(shop({"current"}).out, "base"));
        o = shop({"restore", file, "--replace"});
        INFO(o.err);
        CHECK(o.code == 0);
        CHECK(shop.everything() == before);
        CHECK(rows() == orders);
        CHECK(has(shop({"current"}).out, "004_first_customers"));
    }
}

TEST_CASE("a terminal shows the progress and removes it at the end") {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        desk shop(kind);
        shop.slowly = true;
        const outcome o = shop.on_terminal({"upgrade", "003"});
        INFO(o.err);
        CHECK(o.code == 0);
        CHECK(has(o.err, "\r\033[K[2/3] 002_add_car_number  statement 2/3  "));
        CHECK(has(o.err, "  2 s"));
        CHECK(o.err.substr(o.err.size() - 4) == "\r\033[K");
        CHECK(has(o.out, "shop is at 003_phone_required (3 applied)\n"));
        CHECK_FALSE(has(o.out, "\033[K"));
    }
}

TEST_CASE("status and current show an unfinished revision") {
    for (const database kind : available()) {
        if (kind == database::sqlite) continue;
        INFO("on " << name_of(kind));
        desk shop(kind);
        fill(shop);
        // The third statement of 005 is the first that a later one can fail behind.
        shop.place().open().execute("CREATE TABLE blocker (id int)");
        const char* trouble =
            kind == database::postgresql
                ? "ALTER TABLE customers ADD CONSTRAINT unnoted CHECK (id < 2 OR phone <> '+1') NOT VALID"
                : "CREATE TRIGGER stop_notes BEFORE UPDATE ON customers FOR EACH ROW SIGNAL SQLSTATE "
                  "'45000' SET MESSAGE_TEXT = 'not now'";
        shop.place().open().execute(trouble);
        CHECK(shop({"upgrade"}).code == 1);
        outcome o = shop({"status"});
        INFO(o.out);
        CHECK(has(o.out, "begun     005_notes: started by an earlier run and not finished: "));
        CHECK(has(o.out, "\n  begun    005_notes"));
        CHECK(has(o.out, "005_notes is not finished: run upgrade or downgrade to continue\n"));
        CHECK(has(shop({"current"}).out, "005_notes (started by an earlier run and not finished: "));
        CHECK(json::parse(shop({"status", "--json"}).out)["begun"]["revision"] == "005_notes");
        CHECK(json::parse(shop({"current", "--json"}).out)["begun"]["direction"] == "up");
        CHECK(shop({"status", "--check"}).code == 3);
        CHECK(shop({"verify"}).code == 1);
        o = shop({"upgrade", "--dry-run"});
        CHECK(has(o.out, "and the run continues after them"));
        CHECK(has(o.out, "(done by an earlier run)"));
        shop.place().open().execute(kind == database::postgresql ? "ALTER TABLE customers DROP CONSTRAINT unnoted"
                                                                 : "DROP TRIGGER stop_notes");
        CHECK(shop({"upgrade"}).code == 0);
        CHECK(json::parse(shop({"status", "--json"}).out)["begun"].is_null());
    }
}
