// Backups: made, checked, pruned and put back, on each database.
#include <retort/backup.hpp>
#include <retort/migrator.hpp>

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "scratch.hpp"
#include "shop_history.hpp"
#include "subprocess.hpp"
#include "support/catch.hpp"
#include "support/private_mariadb.hpp"
#include "support/private_postgresql.hpp"
#include "support/private_server.hpp"

using namespace retort;
using namespace retort::test;
namespace fs = std::filesystem;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void write_file(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
}

std::set<std::string> files_in(const std::string& path) {
    std::set<std::string> out;
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(path, missing)) out.insert(entry.path().filename().string());
    return out;
}

/// Runs the command in `place`, with no database in the environment.
outcome shop_migrate(const folder& place, std::vector<std::string> arguments,
                     std::vector<std::pair<std::string, std::string>> variables = {}) {
    arguments.insert(arguments.begin(), SHOP_MIGRATE);
    variables.insert(variables.begin(), {"DATABASE_URL", ""});
    return run(arguments, {.folder = place.path(), .variables = std::move(variables)});
}

void check_refused(const outcome& o, const std::string& code) {
    INFO(o.out << o.err);
    CHECK(o.code == 1);
    CHECK(has(o.err, "[" + code + "]\n"));
    CHECK(o.err.find('\n') == o.err.size() - 1);
}

template <typename Call>
error refused(Call call) {
    try {
        call();
    } catch (const error& e) {
        return e;
    }
    FAIL("it was not refused");
    return error("", "");
}

// What the shop's own history does not have.
constexpr const char* more_on_sqlite = R"(
CREATE TABLE parts (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, price REAL NOT NULL,
    twice REAL GENERATED ALWAYS AS (price * 2) STORED, picture BLOB, category TEXT REFERENCES parts (name)) STRICT;
CREATE INDEX ix_parts ON parts (price) WHERE price < 100;
CREATE VIEW cheap AS SELECT name, twice FROM parts WHERE price < 10;
CREATE TABLE journal (said TEXT);
CREATE TRIGGER parts_said AFTER INSERT ON parts BEGIN INSERT INTO journal VALUES (new.name || '; ''made'''); END;
INSERT INTO parts (name, price, picture) VALUES ('Bremsbeläge 🔧', 9.5, x'00ff0a0d271a5c'), ('a''b"c\d', 20, NULL);
INSERT INTO parts (name, price, category) VALUES ('третья', 3, 'a''b"c\d'); DELETE FROM parts WHERE name = 'третья')";
constexpr const char* more_on_postgresql = R"(
CREATE SCHEMA store;
CREATE TYPE store.colour AS ENUM ('red', 'gr''ün');
CREATE DOMAIN price AS numeric(10, 2) CHECK (VALUE >= 0);
CREATE SEQUENCE numbers START 5 INCREMENT 7;
CREATE TABLE parts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, price price NOT NULL,
    twice numeric GENERATED ALWAYS AS (price * 2) STORED, picture bytea, category text REFERENCES parts (name),
    colour store.colour DEFAULT 'red', number bigint DEFAULT nextval('numbers'), tags text[], facts jsonb);
CREATE INDEX ix_parts ON parts (price) WHERE price < 100;
CREATE VIEW cheap AS SELECT name, twice FROM parts WHERE price < 10;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM parts;
CREATE TABLE journal (said text);
CREATE FUNCTION said() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO public.journal VALUES (new.name || '; ''made'''); RETURN new; END $$;
CREATE TRIGGER parts_said AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION said();
COMMENT ON TABLE parts IS 'all of them 🔧';
CREATE PUBLICATION told FOR TABLE parts;
CREATE RULE noted AS ON UPDATE TO journal DO ALSO (INSERT INTO parts (name, price) VALUES ('a;b', 1);
    INSERT INTO parts (name, price) VALUES (E'c\\\';', 2));
INSERT INTO parts (name, price, picture, tags, facts)
    VALUES ('Bremsbeläge 🔧', 9.5, '\x00ff0a0d271a5c', '{a,"b c"}', '{"k": 1}'), (E'a''b"c\\d', 20, NULL, NULL, NULL);
SELECT lo_from_bytea(4711, '\x00ff');
REFRESH MATERIALIZED VIEW counted)";
constexpr const char* more_on_mariadb[] = {
    "CREATE SEQUENCE numbers START WITH 5 INCREMENT BY 7",
    "CREATE TABLE parts (id bigint AUTO_INCREMENT PRIMARY KEY, name varchar(60) NOT NULL UNIQUE, price decimal(10, 2) "
    "NOT NULL CHECK (price >= 0), twice decimal(12, 2) AS (price * 2) STORED, picture blob, category varchar(60), "
    "colour enum('red', 'gr''ün') DEFAULT 'red', number bigint DEFAULT nextval(numbers), at timestamp(6) NULL, "
    "bits bit(9), CONSTRAINT fk_parts FOREIGN KEY (category) REFERENCES parts (name)) ENGINE = InnoDB "
    "CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
    "CREATE VIEW cheap AS SELECT name, twice FROM parts WHERE price < 10",
    "CREATE VIEW cheaper AS SELECT name FROM cheap",
    "CREATE TABLE journal (said varchar(200)) CHARACTER SET utf8mb4",
    "CREATE TRIGGER parts_said AFTER INSERT ON parts FOR EACH ROW BEGIN INSERT INTO journal VALUES (concat(new.name, "
    "'; ''made''')); END",
    "CREATE PROCEDURE count_parts() BEGIN SELECT count(*) FROM parts; END",
    "CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC RETURN n * 2",
    "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM journal",
    "INSERT INTO parts (name, price, picture, at, bits) VALUES ('Bremsbeläge 🔧', 9.5, x'00ff0a0d271a5c', "
    "'2026-01-02 03:04:05.678901', b'101'), ('a''b\"c\\d', 20, NULL, NULL, NULL)"};

void populate(const scratch& place) {
    connection db = place.open();
    upgrade(db, shop::the_history());
    if (place.kind() == database::sqlite) db.execute(more_on_sqlite);
    if (place.kind() == database::postgresql) db.execute(more_on_postgresql);
    if (place.kind() == database::mariadb)
        for (const char* sql : more_on_mariadb) db.execute(sql);
}

/// MariaDB's own client names the database where a routine was made under another collation.
bool same(std::string a, const std::string& b) {
    a = std::regex_replace(a, std::regex("ALTER DATABASE `t[0-9]+`"), "ALTER DATABASE `t`");
    return a == std::regex_replace(b, std::regex("ALTER DATABASE `t[0-9]+`"), "ALTER DATABASE `t`");
}

/// The schema's text and all rows.
std::string everything_in(const scratch& place) {
    connection db = place.open();
    std::string out = place.schema_text();
    std::vector<std::string> queries = {"SELECT * FROM customers ORDER BY id",
                                        "SELECT * FROM orders ORDER BY id",
                                        "SELECT said FROM journal ORDER BY said",
                                        "SELECT * FROM cheap",
                                        "SELECT revision, checksum, sequence FROM retort_revisions ORDER BY sequence",
                                        "SELECT entry, revision, direction FROM retort_log ORDER BY entry"};
    if (place.kind() == database::sqlite) {
        queries.emplace_back("SELECT id, name, price, twice, hex(picture) FROM parts ORDER BY id");
        queries.emplace_back("SELECT name, seq FROM sqlite_sequence");
    } else if (place.kind() == database::postgresql) {
        queries.emplace_back("SELECT * FROM parts ORDER BY id");
        queries.emplace_back("SELECT * FROM counted");
        queries.emplace_back("SELECT last_value, is_called FROM numbers");
        queries.emplace_back("SELECT encode(lo_get(4711), 'hex')");
        queries.emplace_back(
            "SELECT nspname, pg_get_userbyid(nspowner), nspacl, obj_description(oid) FROM pg_namespace "
            "WHERE nspname IN ('public', 'store') ORDER BY 1");
    } else {
        queries.emplace_back(
            "SELECT id, name, price, twice, hex(picture), colour, number, at, bits FROM parts ORDER BY id");
        queries.emplace_back("SELECT next_not_cached_value FROM numbers");
        queries.emplace_back(
            "SELECT event_name, event_definition, interval_value FROM information_schema.events "
            "WHERE event_schema = database()");
        queries.emplace_back("SELECT @@character_set_database, @@collation_database");
        queries.emplace_back("SELECT * FROM cheaper");
    }
    for (const std::string& sql : queries)
        for (const std::string& row : rows_of(db, sql)) out += row + "\n";
    return out;
}

/// Without the pg_dump of its release (the reason is printed) no backup of PostgreSQL can be made.
std::vector<database> with_backups() {
    std::vector<database> out = available();
    if (is_available(database::postgresql) && private_postgresql::get()->pg_dump().empty())
        out.erase(std::remove(out.begin(), out.end(), database::postgresql), out.end());
    return out;
}

backup_options into(const folder& place) { return {.schema = "shop", .revision = "004_x", .folder = place / "kept"}; }

const char* extension_of(database kind) {
    return kind == database::sqlite ? ".backup.db" : kind == database::postgresql ? ".backup.dump" : ".backup.sql";
}

/// Executable scripts instead of the database's programs.
void fake_programs(const std::string& where, const std::string& script) {
    fs::create_directory(where);
    for (const char* name : {"pg_dump", "pg_restore", "psql", "mariadb-dump", "mariadb"}) {
        write_file(where + "/" + name, "#!/bin/sh\n" + script);
        fs::permissions(where + "/" + name, fs::perms(0755));
    }
}

}  // namespace

TEST_CASE("backup and restore keep every kind of object") {
    for (const database kind : with_backups()) {
        INFO("on " << name_of(kind));
        const scratch place(kind), fresh(kind);
        populate(place);
        if (kind == database::mariadb)
            place.open().execute("ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_german1_ci");
        const std::string before = everything_in(place);
        const backup_file made = backup(place.url(), into(place.place()));
        CHECK(fs::file_size(made.path) == made.size);
        CHECK(made.size > 1000);
        struct stat facts{};
        REQUIRE(stat(made.path.c_str(), &facts) == 0);
        CHECK((facts.st_mode & 0777) == 0600);
        CHECK(files_in(place.place() / "kept").size() == 1);
        CHECK(everything_in(place) == before);
        if (kind == database::mariadb)  // That one stays as it is, though the file names it.
            place.open().execute("ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");

        const restore_report restored = restore(fresh.url(), made.path, {.schema = "shop"});
        CHECK(same(everything_in(fresh), before));
        REQUIRE(restored.applied.size() == 4);
        CHECK(restored.applied.back().id == "004_first_customers");
        if (kind == database::mariadb) {
            connection old = place.open();
            CHECK(rows_of(old, "SELECT @@collation_database") == std::vector<std::string>{"utf8mb4_bin"});
        }
        // It goes on from there.
        connection db = fresh.open();
        CHECK(downgrade(db, shop::the_history(), "-1").size() == 1);
    }
}

TEST_CASE("backup and restore commands") {
    for (const database kind : with_backups()) {
        INFO("on " << name_of(kind));
        const scratch place(kind), fresh(kind);
        populate(place);
        outcome o = shop_migrate(place.place(), {"backup", "--database", place.url()});
        INFO(o.err);
        CHECK(o.code == 0);
        const std::set<std::string> files = files_in(place.place() / "backups");
        REQUIRE(files.size() == 1);
        const std::string file = "backups/" + *files.begin();
        CHECK(o.out.starts_with(file + "  "));
        CHECK(file.starts_with("backups/shop-t"));
        CHECK(file.ends_with(std::string("Z-004_first_customers") + extension_of(kind)));

        o = shop_migrate(place.place(), {"restore", file, "--database", fresh.url()});
        INFO(o.err);
        CHECK(o.code == 0);
        CHECK(o.out.starts_with("shop is at 004_first_customers (restored from " + file + ", "));
        CHECK(everything_in(fresh) == everything_in(place));

        o = shop_migrate(place.place(), {"backup", "mine", "--json", "--database", place.url()});
        CHECK(o.code == 0);
        for (const char* part :
             {"\"schema\": \"shop\"", "\"file\": \"mine\"", "\"size\": ", "\"duration_us\": ", "\"deleted\": []"})
            CHECK(has(o.out, part));
        const std::string first = content_of(place.place() / "mine");
        check_refused(shop_migrate(place.place(), {"backup", "mine", "--database", place.url()}), "E332");
        CHECK(content_of(place.place() / "mine") == first);
        o = shop_migrate(place.place(), {"restore", "mine", "--json", "--replace", "--database", fresh.url()});
        CHECK(o.code == 0);
        CHECK(has(o.out, "\"current\": [\n    \"004_first_customers\"\n  ]"));
        CHECK(shop_migrate(place.place(), {"backup", "mine2", "--keep", "1", "--database", place.url()}).code == 2);
        CHECK(shop_migrate(place.place(), {"restore", "--database", place.url()}).code == 2);
    }
    const folder place;
    check_refused(shop_migrate(place, {"backup", "--database", "sqlite:///nowhere.db"}), "E336");
    check_refused(shop_migrate(place, {"backup", "--database", "sqlite://"}), "E336");
    check_refused(shop_migrate(place, {"backup"}), "E313");
    CHECK(files_in(place.path()).empty());
    for (const char* command : {"backup", "restore"})
        CHECK(has(shop_migrate(place, {command, "--help"}).out, std::string("Examples:\n  shop-migrate ") + command));
}

TEST_CASE("the name of a backup before a migration contains the current revision") {
    for (const database kind : with_backups()) {
        INFO("on " << name_of(kind));
        const scratch place(kind);
        const backup_options options{.folder = place.place() / "kept"};
        if (kind == database::sqlite) {
            CHECK_FALSE(backup_before(place.url(), shop::the_history(), options));
            CHECK(files_in(place.place().path()).empty());
            write_file(place.file(), "");
            CHECK_FALSE(backup_before(place.url(), shop::the_history(), options));
            CHECK(refused([&] { backup(place.url(), options); }).code() == "E336");
        }
        connection db = place.open();
        db.execute("CREATE TABLE legacy (id int)");
        const auto base = backup_before(place.url(), shop::the_history(), options);
        REQUIRE(base);
        CHECK(has(base->path, "Z-base.backup."));
        upgrade(db, shop::the_history(), "+2");
        const auto second = backup_before(place.url(), shop::the_history(), options);
        REQUIRE(second);
        CHECK(has(second->path, "Z-002_add_car_number."));
    }
}

TEST_CASE("restore rejects a database that is not empty; --replace replaces its contents") {
    for (const database kind : with_backups()) {
        INFO("on " << name_of(kind));
        const scratch place(kind), other(kind);
        populate(place);
        const std::string file = backup(place.url(), into(place.place())).path;
        {
            connection db = other.open();
            upgrade(db, shop::the_history(), "+1");
            db.execute("CREATE TABLE strangers (id int PRIMARY KEY, name varchar(10) DEFAULT 'x')");
            db.execute("INSERT INTO strangers (id) VALUES (1)");
            db.execute("CREATE VIEW seen AS SELECT * FROM strangers");
            if (kind == database::postgresql)
                db.execute(
                    "CREATE SCHEMA alien; CREATE FUNCTION alien.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE "
                    "TYPE "
                    "alien.e AS ENUM ('a'); SELECT lo_create(1); CREATE PUBLICATION heard FOR TABLE strangers");
            if (kind == database::mariadb)
                for (const char* sql :
                     {"CREATE SEQUENCE alien", "CREATE PROCEDURE p() SELECT 1",
                      "CREATE FUNCTION f() RETURNS int RETURN 1",
                      "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM strangers",
                      "CREATE TABLE child (id int, CONSTRAINT fk_child FOREIGN KEY (id) REFERENCES strangers (id))"})
                    db.execute(sql);
        }
        const std::string before = other.schema_text();
        const error e = refused([&] { restore(other.url(), file, {.schema = "shop"}); });
        CHECK(e.code() == "E333");
        check_refused(shop_migrate(place.place(), {"restore", file, "--database", other.url()}), "E333");
        CHECK(other.schema_text() == before);
        {
            connection db = other.open();
            CHECK(rows_of(db, "SELECT id FROM strangers") == std::vector<std::string>{"1"});
        }

        connection onlooker = other.open();  // Sees the new contents without connecting again.
        const restore_report restored = restore(other.url(), file, {.schema = "shop", .replace = true});
        CHECK(restored.applied.size() == 4);
        CHECK(everything_in(other) == everything_in(place));
        CHECK(rows_of(onlooker, "SELECT count(*) FROM customers") == std::vector<std::string>{"2"});
        if (kind == database::postgresql)
            CHECK(rows_of(onlooker, "SELECT count(*) FROM pg_largeobject_metadata") == std::vector<std::string>{"1"});
        if (kind == database::mariadb)
            CHECK(rows_of(onlooker,
                          "SELECT routine_name FROM information_schema.routines WHERE routine_schema = database() "
                          "ORDER BY 1") == std::vector<std::string>{"count_parts", "twice"});
    }
}

TEST_CASE("restore rejects a damaged or foreign file before it changes anything") {
    for (const database kind : with_backups()) {
        INFO("on " << name_of(kind));
        const scratch place(kind);
        populate(place);
        {
            // Rows that make the file larger than its beginning and its end.
            connection db = place.open();
            for (int i = 0; i < 200; ++i)
                db.execute("INSERT INTO journal VALUES ('" + std::to_string(i * 7919) + std::string(90, 'x') + "')");
        }
        const std::string file = backup(place.url(), into(place.place())).path;
        const std::string whole = content_of(file), before = everything_in(place);
        const auto check_file = [&](const std::string& content, const std::string& what) {
            INFO(what);
            const std::string bad = place.place() / "bad";
            write_file(bad, content);
            const error e = refused([&] { restore(place.url(), bad, {.schema = "shop", .replace = true}); });
            INFO(e.what());
            CHECK(e.code() == "E334");
            CHECK(e.left_behind() == left_behind::nothing);
        };
        check_file("", "an empty file");
        check_file("hello\n", "a text");
        check_file(whole.substr(0, whole.size() / 2), "its first half");
        check_file(whole.substr(0, whole.size() - 60), "its end missing");
        std::string torn = whole;
        for (std::size_t i = whole.size() / 3; i < whole.size() / 3 + 3000 && i < whole.size(); ++i) torn[i] = '\x7f';
        check_file(torn, "overwritten inside");
        check_file("SQLite format 3\0 and nothing else", "something like SQLite's");
        check_file("PGDMP and nothing else", "something like PostgreSQL's");
        check_refused(shop_migrate(place.place(), {"restore", "nowhere", "--replace", "--database", place.url()}),
                      "E334");
        check_refused(shop_migrate(place.place(), {"restore", ".", "--replace", "--database", place.url()}), "E334");
        if (kind == database::mariadb) {
            // Somebody's own dump is taken, unless it goes to a database of its own choice.
            const std::size_t start = whole.find('\n', whole.find('\n') + 1) + 1;
            write_file(place.place() / "by_hand", whole.substr(start, whole.rfind("-- Retort checksum") - start));
            restore(place.url(), place.place() / "by_hand", {.schema = "shop", .replace = true});
            check_file("-- MariaDB dump 10.19\n\n-- Current Database: `mysql`\n\nUSE `mysql`;\n-- Dump completed\n",
                       "a dump of databases");
        }
        CHECK(everything_in(place) == before);
    }
}

TEST_CASE("a failed restore leaves the old database") {
    const std::vector<database> all = with_backups();
    if (std::find(all.begin(), all.end(), database::postgresql) == all.end()) {
        WARN("PostgreSQL is not there, so that its rolling back is not tested");
        return;
    }
    const scratch place(database::postgresql), other(database::postgresql);
    populate(place);
    place.open().execute("CREATE ROLE passing; GRANT SELECT ON parts TO passing");
    const std::string file = backup(place.url(), into(place.place())).path;
    place.open().execute("DROP OWNED BY passing; DROP ROLE passing");
    other.open().execute("CREATE TABLE precious (id int); INSERT INTO precious VALUES (7)");
    const error e = refused([&] { restore(other.url(), file, {.schema = "shop", .replace = true}); });
    INFO(e.what());
    CHECK(e.code() == "E335");
    CHECK(e.left_behind() == left_behind::nothing);
    CHECK(has(e.what(), "role \"passing\" does not exist"));
    connection db = other.open();
    CHECK(rows_of(db, "SELECT id FROM precious") == std::vector<std::string>{"7"});
    CHECK(rows_of(db, "SELECT count(*) FROM pg_class WHERE relname = 'parts'") == std::vector<std::string>{"0"});
}

TEST_CASE("a failed backup is an error and leaves no file") {
    for (const database kind : with_backups()) {
        INFO("on " << name_of(kind));
        const scratch place(kind);
        populate(place);
        const folder here;
        // No folder can be made below a file.
        write_file(here / "file", "mine");
        check_refused(shop_migrate(here, {"backup", "--to", "file/below", "--database", place.url()}), "E330");
        check_refused(shop_migrate(here, {"backup", "file/below/mine", "--database", place.url()}), "E330");
        CHECK(content_of(here / "file") == "mine");

        // A disk that is full after four kilobytes.
        const outcome full = run({"sh", "-c", "trap '' XFSZ; ulimit -f 8; exec \"$@\"", "sh", SHOP_MIGRATE, "backup",
                                  "--to", "full", "--database", place.url()},
                                 {.folder = here.path(), .variables = {{"DATABASE_URL", ""}}});
        check_refused(full, "E330");
        CHECK(files_in(here / "full").empty());

        if (kind == database::sqlite) continue;
        // No program at all; PostgreSQL's are found without $PATH where Debian keeps them.
        fs::create_directory(here / "none");
        check_refused(shop_migrate(here, {"backup", "--to", "b", "--database", place.url()},
                                   {{"RETORT_CLIENT_PROGRAMS", here / "none"}}),
                      "E331");
        if (kind == database::mariadb)
            check_refused(
                shop_migrate(here, {"backup", "--to", "b", "--database", place.url()}, {{"PATH", here / "none"}}),
                "E331");
        // One that ends well and has written nothing; one that dies; one that is no program.
        fake_programs(here / "silent", "exit 0\n");
        fake_programs(here / "dying", "echo half >&1; kill -9 $$\n");
        fake_programs(here / "broken", "");
        for (const char* name : {"pg_dump", "mariadb-dump"}) write_file(here / "broken" + "/" + name, "no program");
        for (const char* programs : {"silent", "dying", "broken"}) {
            INFO(programs);
            check_refused(shop_migrate(here, {"backup", "--to", "b", "--database", place.url()},
                                       {{"RETORT_CLIENT_PROGRAMS", here / programs}}),
                          "E330");
        }
        CHECK(files_in(here / "b").empty());
    }
}

TEST_CASE("backup to a folder without write permission") {
    const scratch place(database::sqlite);
    populate(place);
    const folder here;
    fs::permissions(place.place().path(), fs::perms(0755));
    fs::permissions(here.path(), fs::perms(0755));
    fs::create_directory(here / "closed");
    fs::permissions(here / "closed", fs::perms(0555));
    const auto unprivileged = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), SHOP_MIGRATE);
        return run(arguments, {.folder = here.path(), .variables = {{"DATABASE_URL", ""}}, .unprivileged = true});
    };
    if (unprivileged({"--version"}).code != 0) {
        WARN("an ordinary user cannot run the program here: an unwritable folder is not tested");
        return;
    }
    check_refused(unprivileged({"backup", "--to", "closed", "--database", place.url()}), "E330");
    CHECK(files_in(here / "closed").empty());
}

TEST_CASE("passwords appear in no argument and no message") {
    for (const database kind : with_backups()) {
        if (kind == database::sqlite) continue;
        INFO("on " << name_of(kind));
        const scratch place(kind);
        populate(place);
        const folder here;
        std::string url = place.url();
        if (kind == database::postgresql) {
            url.replace(url.find("postgres@"), 9, "postgres:hunter2%20%22%5C%23'@");
        } else {
            place.open().execute("CREATE OR REPLACE USER keeper@localhost IDENTIFIED BY 'hunter2 \"\\#'''");
            place.open().execute("GRANT ALL ON *.* TO keeper@localhost");
            url = private_mariadb::get()->url_of(database_in(url), "keeper:hunter2%20%22%5C%23'");
        }
        // It reaches the program all the same.
        const outcome good = shop_migrate(here, {"backup", "--to", "good", "--database", url});
        INFO(good.err);
        CHECK(good.code == 0);
        REQUIRE(files_in(here / "good").size() == 1);
        const outcome back =
            shop_migrate(here, {"restore", "good/" + *files_in(here / "good").begin(), "--replace", "--database", url});
        INFO(back.err);
        CHECK(back.code == 0);
        CHECK_FALSE(has(content_of(here / "good/" + *files_in(here / "good").begin()), "hunter2"));

        fake_programs(
            here / "telling",
            "echo \"$0 $@\" >> '" + (here / "arguments") +
                "'\n[ \"$1\" = --version ] && exit 1\necho \"it is hunter2 \\\"\\\\#' and $PGPASSWORD\" >&2\nexit 3\n");
        const outcome o = shop_migrate(here, {"backup", "--to", "b", "--database", url},
                                       {{"RETORT_CLIENT_PROGRAMS", here / "telling"}});
        check_refused(o, "E330");
        INFO(o.err);
        CHECK(has(o.err, "ended with 3: it is *** and"));
        CHECK_FALSE(has(o.err + o.out, "hunter2"));
        const std::string arguments = content_of(here / "arguments");
        CHECK(has(arguments, "dump"));
        CHECK_FALSE(has(arguments, "hunter2"));
        CHECK(files_in(here / "b").empty());
        // The file with options is gone.
        for (const auto& entry : fs::directory_iterator("/tmp")) {
            std::error_code ignored;
            if (entry.is_regular_file(ignored) && entry.path().filename().string().starts_with("retort-"))
                CHECK_FALSE(has(content_of(entry.path().string()), "hunter2"));
        }
    }
}

TEST_CASE("pruning deletes only old backups of this database, never the newest") {
    const folder place;
    const std::string url = "sqlite:///" + (place / "test.db");
    const auto stamp = [now = std::time(nullptr)](int days_ago) {
        const std::time_t then = now - days_ago * 24 * 60 * 60;
        char text[32];
        std::tm parts{};
        gmtime_r(&then, &parts);
        std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &parts);
        return std::string(text);
    };
    const std::string kept = place / "kept";
    const auto mine = [&](int days_ago, const std::string& rest = "-004_x.backup.db") {
        return "shop-test-" + stamp(days_ago) + rest;
    };
    /// The last line of a backup of this database, which is all that pruning reads.
    const std::string sealed = [&] {
        connection(url).execute("CREATE TABLE IF NOT EXISTS t (x)");
        const std::string all = content_of(backup(url, {.schema = "shop", .folder = place / "first"}).path);
        return "x\n" + all.substr(all.rfind('\n', all.size() - 2) + 1);
    }();
    const std::set<std::string> others = {"shop-test2-" + stamp(90) + "-004.backup.db",
                                          "shop2-test-" + stamp(90) + "-004.backup.db",
                                          "shop-test@far-" + stamp(90) + "-004.backup.db",
                                          "shop-test-more-" + stamp(90) + "-004.backup.db",
                                          mine(90, "-004.backup.sql"),
                                          mine(90, "-004.backup.db.txt"),
                                          mine(90, "-.backup.db"),
                                          mine(90, "-004.x.backup.db"),
                                          mine(90, "-004-x.backup.db"),
                                          mine(90, "-004.backup.db.partial"),
                                          "shop-test-2026-004.backup.db",
                                          "my notes",
                                          "." + mine(90)};
    const auto fill = [&](const std::set<std::string>& names) {
        fs::remove_all(kept);
        fs::create_directory(kept);
        for (const std::string& name : names) write_file(kept + "/" + name, sealed);
        for (const std::string& name : others) write_file(kept + "/" + name, sealed);
        fs::create_directory(kept + "/" + mine(80));
        fs::create_symlink("my notes", kept + "/" + mine(81));
    };
    const auto left = [&] {
        std::set<std::string> out;
        for (const std::string& name : files_in(kept))
            if (!others.contains(name) && name != mine(80) && name != mine(81)) out.insert(name);
        CHECK(files_in(kept).size() == out.size() + others.size() + 2);
        return out;
    };
    using names = std::set<std::string>;
    const names all = {mine(1), mine(5), mine(40), mine(40, "-004_x.2.backup.db"), mine(60, "-a+б.backup.db")};
    fill(all);
    CHECK(prune(url, "shop", kept, {}).empty());
    CHECK(left() == all);
    CHECK(prune(url, "shop", kept, {.days = 30}).size() == 3);
    CHECK(left() == names{mine(1), mine(5)});
    fill(all);
    CHECK(prune(url, "shop", kept, {.count = 3}).size() == 2);
    CHECK(left() == names{mine(1), mine(5), mine(40, "-004_x.2.backup.db")});
    fill(all);
    CHECK(prune(url, "shop", kept, {.days = 2, .count = 2}).size() == 3);
    CHECK(left() == names{mine(1), mine(5)});
    fill({mine(40), mine(41)});
    CHECK(prune(url, "shop", kept, {.days = 30}).size() == 1);
    CHECK(left() == names{mine(40)});
    CHECK(prune(url, "shop", kept, {.days = 0, .count = 0}).empty());
    CHECK(left() == names{mine(40)});
    CHECK(refused([&] { prune(url, "shop", place / "nowhere", {.days = 1}); }).code() == "E337");

    // By command: what was made just now is the newest, also in the same second.
    for (int i = 0; i < 3; ++i) {
        const outcome o = shop_migrate(place, {"backup", "--to", kept, "--keep", "1", "--database", url});
        CHECK(o.code == 0);
        CHECK(has(o.out, "\ndeleted " + kept));
        CHECK(left().size() == 1);
        CHECK(o.out.starts_with(kept + "/" + *left().begin()));
    }

    // One whose clock was ahead is neither the newest nor deleted, nor is one that does not say whose it is.
    fill({mine(-400), mine(-1), mine(2), mine(3)});
    write_file(kept + "/" + mine(70), "x");
    const outcome o = shop_migrate(place, {"backup", "--to", kept, "--keep", "1", "--database", url});
    CHECK(o.code == 0);
    const names after = left();
    CHECK(after.size() == 4);
    for (const std::string& name : {mine(-400), mine(-1), mine(70)}) CHECK(after.contains(name));
    CHECK(after.contains(o.out.substr(kept.size() + 1, o.out.find("  ") - kept.size() - 1)));
}

TEST_CASE("SQLite: a backup during writes is a consistent snapshot") {
    for (const char* journal : {"delete", "wal"}) {
        INFO(journal);
        const scratch place(database::sqlite);
        place.open().execute(std::string("PRAGMA journal_mode = ") + journal +
                             "; CREATE TABLE a (x); CREATE TABLE b (x); CREATE INDEX ix_a ON a (x)");
        const process writer =
            start({"sh", "-c",
                   "i=0; while [ $i -lt 5000 ]; do i=$((i+1)); echo \"BEGIN IMMEDIATE; INSERT INTO a VALUES "
                   "(randomblob(500)); "
                   "INSERT INTO b VALUES ($i); COMMIT;\"; sleep 0.05; done | sqlite3 -cmd '.timeout 20000' \"$1\"",
                   "sh", place.file()});
        connection db = place.open();
        while (rows_of(db, "SELECT count(*) > 5 FROM b").front() != "1") usleep(2000);
        int last = 0, grown = 0;
        for (int i = 0; i < 8; ++i) {
            const backup_file made = backup(place.url(), into(place.place()));
            connection copy("sqlite:///" + made.path);
            const int a = std::stoi(rows_of(copy, "SELECT count(*) FROM a").front());
            const int b = std::stoi(rows_of(copy, "SELECT count(*) FROM b").front());
            CHECK(a == b);
            if (a > last) ++grown;
            last = a;
            usleep(20000);
        }
        CHECK(grown > 2);
        kill(writer.id, SIGKILL);
        finish(writer);
    }
}

TEST_CASE("SQLite: restore with open connections, and over a damaged file") {
    const scratch place(database::sqlite);
    populate(place);
    const std::string file = backup(place.url(), into(place.place())).path;
    const std::string before = everything_in(place);
    for (const char* journal : {"delete", "wal"}) {
        INFO(journal);
        connection other = place.open();
        other.execute(std::string("PRAGMA journal_mode = ") + journal);
        other.execute("CREATE TABLE later (x); DELETE FROM parts");
        restore(place.url(), file, {.schema = "shop", .replace = true});
        CHECK(rows_of(other, "SELECT count(*) FROM parts") == std::vector<std::string>{"2"});
        CHECK(everything_in(place) == before);
    }
    {
        connection writing = place.open();
        const transaction held(writing);
        const error e = refused([&] {
            restore(place.url(), file,
                    {.schema = "shop", .replace = true, .lock_timeout = std::chrono::milliseconds(200)});
        });
        CHECK(e.code() == "E312");
    }
    for (const char* ending : {"-wal", "-shm", "-journal"}) fs::remove(place.file() + ending);
    write_file(place.file(), std::string(9000, 'x'));
    CHECK(refused([&] { restore(place.url(), file, {.schema = "shop"}); }).code() == "E304");
    const restore_report restored = restore(place.url(), file, {.schema = "shop", .replace = true});
    CHECK(restored.set_aside == place.file() + ".damaged-1");
    CHECK(content_of(restored.set_aside) == std::string(9000, 'x'));
    CHECK(everything_in(place) == before);
    CHECK(refused([&] { restore(place.url(), place.file(), {.schema = "shop", .replace = true}); }).code() == "E334");
}

TEST_CASE("pruning keeps backups of other databases with the same name") {
    const folder place;
    const auto backup_of = [&](const std::string& url,
                               std::vector<std::pair<std::string, std::string>> variables = {}) {
        const outcome o = shop_migrate(place, {"backup", "--to", "kept", "--keep", "1", "--database", url}, variables);
        INFO(o.err);
        CHECK(o.code == 0);
        return o.out.substr(0, o.out.find("  "));
    };
    for (const char* at : {"a", "b"}) {
        fs::create_directory(place / at);
        connection("sqlite:///" + (place / at) + "/shop.db").execute("CREATE TABLE t (x)");
    }
    for (int i = 0; i < 2; ++i)
        for (const char* at : {"a", "b"}) backup_of("sqlite:///" + std::string(at) + "/shop.db");
    CHECK(files_in(place / "kept").size() == 2);
    fs::remove_all(place / "kept");

    const std::vector<database> all = with_backups();
    if (std::find(all.begin(), all.end(), database::postgresql) == all.end()) {
        WARN("PostgreSQL is not there, so that a name from the environment is not tested");
        return;
    }
    const scratch first(database::postgresql), second(database::postgresql);
    const std::string socket = private_postgresql::get()->socket_folder();
    std::string services;
    for (const scratch* s : {&first, &second}) {
        const std::string name = database_in(s->url());
        services += "[" + name + "]\nhost=" + socket + "\nuser=postgres\ndbname=" + name + "\n";
    }
    write_file(place / "services", services);
    std::set<std::string> names;
    for (int i = 0; i < 2; ++i)
        for (const scratch* s : {&first, &second}) {
            const std::string name = database_in(s->url());
            names.insert(backup_of("postgresql://postgres@/?host=" + socket, {{"PGDATABASE", name}}));
            names.insert(backup_of("postgresql:///?service=" + name, {{"PGSERVICEFILE", place / "services"}}));
        }
    CHECK(names.size() == 8);
    for (const std::string& name : names) CHECK(name.starts_with("kept/shop-t"));
    CHECK(files_in(place / "kept").size() == 2);
    // A role without any right learns all the same which server it is.
    first.open().execute("CREATE ROLE nobody_much LOGIN");
    connection(first.url()).execute("GRANT pg_read_all_data TO nobody_much");
    backup_of("postgresql://nobody_much@/" + database_in(first.url()) + "?host=" + socket);
    CHECK(files_in(place / "kept").size() == 2);
    first.open().execute("DROP ROLE nobody_much");
}

TEST_CASE("restore rejects a backup with one changed byte") {
    for (const database kind : with_backups()) {
        INFO("on " << name_of(kind));
        const scratch place(kind);
        populate(place);
        const std::string file = backup(place.url(), into(place.place())).path;
        const std::string whole = content_of(file), before = everything_in(place);
        const std::string bad = place.place() / "bad";
        std::set<std::size_t> places;
        for (std::size_t i = 0; i < 60; ++i) places.insert(i * 7919 * 31 % whole.size());
        for (std::size_t i = 1; i <= 75; ++i) places.insert(whole.size() - i);
        std::size_t tried = 0;
        for (const std::size_t at : places) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 7)));
            write_file(bad, changed);
            INFO("byte " << at << " of " << whole.size());
            CHECK(refused([&] { restore(place.url(), bad, {.schema = "shop", .replace = true}); }).code() == "E334");
            ++tried;
        }
        CHECK(tried > 120);
        CHECK(everything_in(place) == before);
        // Cut off anywhere in its last line.
        for (std::size_t less = 1; less < 70; less += 4) {
            write_file(bad, whole.substr(0, whole.size() - less));
            INFO(less << " bytes less");
            CHECK(refused([&] { restore(place.url(), bad, {.schema = "shop", .replace = true}); }).code() == "E334");
        }
        restore(place.url(), file, {.schema = "shop", .replace = true});
        CHECK(everything_in(place) == before);
    }
}

TEST_CASE("MariaDB: backups keep every character of defaults and labels") {
    if (!is_available(database::mariadb)) {
        WARN("MariaDB is not there");
        return;
    }
    const scratch place(database::mariadb), fresh(database::mariadb);
    {
        connection db = place.open();
        upgrade(db, shop::the_history());
        for (const char* sql :
             {R"(CREATE TABLE `odd``name` (id int PRIMARY KEY, `a``b` varchar(20) DEFAULT '🔧',
                 n varchar(20) NOT NULL DEFAULT '🔧''\\?',
                 e enum('a','🔧x','ü?','c''d','e\\f','g(h)','i,j') NOT NULL DEFAULT '🔧x',
                 s set('🎉','b','🔧z') DEFAULT '🎉,🔧z', w varchar(20) CHARACTER SET utf32 DEFAULT '🔧?',
                 v varbinary(9) NOT NULL DEFAULT x'ff00f09f94a7', f binary(4) DEFAULT '🔧', t text DEFAULT '🔧',
                 x varchar(20) DEFAULT (concat('z', '🔧')), g varchar(60) AS (concat(n, ' DEFAULT ''🔧''')) STORED,
                 q varchar(9) DEFAULT '?', l varchar(9) CHARACTER SET latin1 DEFAULT 'é',
                 k varchar(30) DEFAULT ' DEFAULT ''🔧''' COMMENT 'it is '' DEFAULT ''?'' ',
                 o enum('?','🔧') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT '?',
                 c varchar(9) CHECK (c <> '🔧'), b blob DEFAULT '🔧') CHARACTER SET utf8mb4)",
              "INSERT INTO `odd``name` (id) VALUES (1)",
              R"(INSERT INTO `odd``name` (id, e, s, o) VALUES (2, 'e\\f', 'b', '🔧'))",
              "CREATE VIEW seen AS SELECT '🔧' AS c FROM `odd``name`",
              "CREATE PROCEDURE makes() BEGIN CREATE TEMPORARY TABLE x (\n  `a` enum('?') DEFAULT '?'); END"})
            db.execute(sql);
    }
    const auto state = [](const scratch& of) {
        connection db = of.open();
        db.execute("INSERT INTO `odd``name` (id) VALUES (7)");
        std::string out = of.schema_text();
        for (const std::string& row : rows_of(db, "SELECT t.*, hex(v), hex(f), hex(b) FROM `odd``name` t ORDER BY id"))
            out += row + "\n";
        for (const std::string& row : rows_of(db, "SELECT * FROM seen")) out += row + "\n";
        for (int i = 1; i < 8; ++i) {
            const std::string number = std::to_string(i);
            db.execute("UPDATE `odd``name` SET e = " + number + ", s = " + number + " WHERE id = 7");
            for (const std::string& row : rows_of(db, "SELECT e, s FROM `odd``name` WHERE id = 7")) out += row + "\n";
        }
        db.execute("DELETE FROM `odd``name` WHERE id = 7");
        return out;
    };
    const std::string before = state(place);
    CHECK(has(before, "🔧'"));
    const std::string file = backup(place.url(), into(place.place())).path;
    restore(fresh.url(), file, {.schema = "shop"});
    CHECK(same(state(fresh), before));
    CHECK(same(state(place), before));
    // Who may not ask for them makes no backup.
    place.open().execute("CREATE OR REPLACE USER keeper@localhost");
    place.open().execute("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES, EXECUTE ON *.* TO keeper@localhost");
    const std::string restricted = private_mariadb::get()->url_of(database_in(place.url()), "keeper");
    check_refused(shop_migrate(place.place(), {"backup", "not_made", "--database", restricted}), "E330");
    CHECK_FALSE(fs::exists(place.place() / "not_made"));
    // A backup of what was restored says the same.
    const auto without_frame = [](std::string text) {
        text = std::regex_replace(text, std::regex("-- (Retort|Host|Dump)[^\n]*"), "");
        return std::regex_replace(text, std::regex("`t[0-9]+`"), "`t`");
    };
    CHECK(without_frame(content_of(backup(fresh.url(), into(fresh.place())).path)) == without_frame(content_of(file)));
}

TEST_CASE("PostgreSQL: restore rejects a file that ends the transaction or calls the shell") {
    const std::vector<database> all = with_backups();
    if (std::find(all.begin(), all.end(), database::postgresql) == all.end()) {
        WARN("PostgreSQL is not there");
        return;
    }
    const scratch place(database::postgresql), other(database::postgresql);
    populate(place);
    const std::string harmless = "SELECT '" + std::string(90, 'x') + "'::text AS x;";
    place.open().execute("CREATE VIEW crafted AS " + harmless);
    const std::string file = backup(place.url(), into(place.place())).path;
    std::string whole = content_of(file);
    whole.resize(whole.rfind("\n-- Retort checksum"));
    REQUIRE(has(whole, harmless));
    const std::string bad = place.place() / "bad", touched = place.place() / "t";
    other.open().execute("CREATE TABLE precious (id int); INSERT INTO precious VALUES (7)");
    const std::string before = other.schema_text();
    std::size_t refusals = 0;
    const auto crafted = [&](const std::string& sql) {
        REQUIRE(sql.size() <= harmless.size());
        std::string changed = whole;
        changed.replace(changed.find(harmless), harmless.size(), sql + std::string(harmless.size() - sql.size(), ' '));
        write_file(bad, changed);
    };
    const auto check_crafted = [&](const std::string& sql, const std::string& words) {
        INFO(sql);
        crafted(sql);
        const outcome o = shop_migrate(place.place(), {"restore", bad, "--replace", "--database", other.url()});
        check_refused(o, "E335");
        CHECK(has(o.err, words));
        CHECK(has(o.err, "rolled back, nothing was changed"));
        CHECK(other.schema_text() == before);
        connection db = other.open();
        CHECK(rows_of(db, "SELECT id FROM precious") == std::vector<std::string>{"7"});
        CHECK_FALSE(fs::exists(touched));
        ++refusals;
    };
    check_crafted("SELECT 1 AS x; COMMIT;", "it contains COMMIT before its end");
    check_crafted("SELECT 1 AS x; END;", "it contains END");
    check_crafted("SELECT 1 AS x; ROLLBACK;", "it contains ROLLBACK");
    check_crafted("SELECT 1 AS x; /* SELECT */ COMMIT AND CHAIN;", "it contains");
    check_crafted("SELECT 1 AS x;\n\\! touch t\n;", "it contains \\! touch");
    check_crafted("SELECT 1 AS x \\! touch t\n;", "syntax error");
    check_crafted("SELECT 1 AS x \\g | touch t\n;", "syntax error");
    check_crafted("SELECT 1 AS x; PREPARE TRANSACTION 'x';", "it contains PREPARE");
    check_crafted("SELECT 1 AS x; DO $$ BEGIN COMMIT; END $$;", "it contains DO");
    check_crafted("SELECT 1 AS x; COPY parts TO PROGRAM 'touch t';", "it contains a COPY");
    // What is a text to one of two readers can be statements to the other: the server takes one a call.
    check_crafted("SELECT 1 AS x; SET standard_conforming_strings = of; SELECT '\\'; COMMIT; --';", "");
    CHECK(refusals == 11);
    crafted("SELECT 1 AS x;");
    restore(other.url(), bad, {.schema = "shop", .replace = true});
    connection db = other.open();
    CHECK(rows_of(db, "SELECT x FROM crafted") == std::vector<std::string>{"1"});
}

TEST_CASE("MariaDB: restore rejects a file that changes another database") {
    if (!is_available(database::mariadb)) {
        WARN("MariaDB is not there");
        return;
    }
    const scratch place(database::mariadb), other(database::mariadb);
    populate(place);
    other.open().execute("CREATE TABLE precious (id int)");
    const std::string name = database_in(other.url());
    const std::string before = everything_in(place), others = other.schema_text();
    const std::string bad = place.place() / "bad";
    for (const std::string& sql :
         {"USE " + name + ";\nDROP TABLE precious;\n", "DROP TABLE " + name + ".precious;\n",
          "/*!40000 DROP DATABASE `" + name + "` */;\n",
          "CREATE TABLE t (a int); INSERT INTO `" + name + "`.precious VALUES (1);\n",
          std::string("SET GLOBAL max_connections = 10;\n"), std::string("\\! touch t\n;\n"),
          std::string("system touch t\n;\n"), "/*!119999 SET @a = 1; */ USE " + name + ";\n",
          "DELIMITER //\nCREATE TRIGGER x BEFORE INSERT ON " + name + ".precious FOR EACH ROW SET @a = 1//\n"}) {
        INFO(sql);
        write_file(bad, "-- MariaDB dump 10.19\n\n" + sql + "-- Dump completed\n");
        const outcome o = shop_migrate(place.place(), {"restore", bad, "--replace", "--database", place.url()});
        check_refused(o, "E334");
        CHECK(everything_in(place) == before);
        CHECK(other.schema_text() == others);
        CHECK_FALSE(fs::exists(place.place() / "t"));
    }
    // What is a text to one of two readers can be statements to the other: the server takes one a call.
    write_file(bad,
               "-- MariaDB dump 10.19\nSET @a = 1; SET sql_mode = concat('NO_BACKSLASH', '_ESCAPES'); SELECT SETVAL(s, "
               "'\\'); DROP "
               "TABLE " +
                   name + ".precious; -- ');\n-- Dump completed\n");
    CHECK(refused([&] { restore(place.url(), bad, {.schema = "shop", .replace = true}); }).code() == "E335");
    CHECK(other.schema_text() == others);
}

TEST_CASE("a process killed during a backup leaves no password and no partial file") {
    for (const database kind : with_backups()) {
        if (kind == database::sqlite) continue;
        const scratch place(kind);
        std::string url = place.url();
        if (kind == database::postgresql) {
            url.replace(url.find("postgres@"), 9, "postgres:hunter2@");
        } else {
            place.open().execute("CREATE OR REPLACE USER keeper@localhost IDENTIFIED BY 'hunter2'");
            place.open().execute("GRANT ALL ON *.* TO keeper@localhost");
            url = private_mariadb::get()->url_of(database_in(url), "keeper:hunter2");
        }
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGKILL}) {
            INFO("on " << name_of(kind) << ", signal " << signal);
            const folder here;
            fs::create_directory(here / "temporary");
            fake_programs(here / "slow",
                          "[ \"$1\" = --version ] && exit 1\ntouch '" + (here / "started") + "'\nexec sleep 3\n");
            const process p = start(
                {SHOP_MIGRATE, "backup", "--to", "b", "--database", url},
                {.folder = here.path(),
                 .variables = {
                     {"DATABASE_URL", ""}, {"TMPDIR", here / "temporary"}, {"RETORT_CLIENT_PROGRAMS", here / "slow"}}});
            for (int i = 0; i < 500 && !fs::exists(here / "started"); ++i) usleep(20000);
            CHECK(fs::exists(here / "started"));
            CHECK(files_in(here / "temporary").empty());
            kill(p.id, signal);
            finish(p);
            CHECK(files_in(here / "temporary").empty());
            if (signal != SIGKILL) CHECK(files_in(here / "b").empty());
            for (const std::string& name : files_in(here / "b")) {
                CHECK(name.starts_with(".retort-"));
                CHECK_FALSE(has(content_of(here / "b/" + name), "hunter2"));
            }
        }
    }
}

TEST_CASE("SQLite: restore over a damaged file keeps its permissions") {
    const scratch place(database::sqlite);
    populate(place);
    const std::string file = backup(place.url(), into(place.place())).path;
    for (const unsigned mode : {0600U, 0640U, 0644U}) {
        INFO(mode);
        for (const char* ending : {"-wal", "-shm", "-journal"}) fs::remove(place.file() + ending);
        write_file(place.file(), std::string(9000, 'x'));
        fs::permissions(place.file(), fs::perms(mode));
        const bool as_root = geteuid() == 0;
        if (as_root) CHECK(chown(place.file().c_str(), 65534, 65534) == 0);
        restore(place.url(), file, {.schema = "shop", .replace = true});
        struct stat facts{};
        REQUIRE(stat(place.file().c_str(), &facts) == 0);
        CHECK((facts.st_mode & 07777) == mode);
        if (as_root) CHECK((facts.st_uid == 65534 && facts.st_gid == 65534));
    }
    // One that is overwritten in place keeps them by itself.
    fs::permissions(place.file(), fs::perms(0600));
    restore(place.url(), file, {.schema = "shop", .replace = true});
    CHECK(fs::status(place.file()).permissions() == fs::perms(0600));
}
