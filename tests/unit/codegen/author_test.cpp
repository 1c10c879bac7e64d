// revision and merge, as NAME-migrate hands them on to the generator.
#include "author.hpp"

#include <retort/codegen/main.hpp>
#include <retort/dsl.hpp>

#include "captured.hpp"
#include "support/catch.hpp"

using namespace retort;
using testing::captured;
using testing::outcome;
using testing::output;

// Not one without a name: what g++ 14 makes of such a namespace's constants at -O0 is seen in other files, and
// generate_test.cpp has the same names.
namespace author_cases {

using namespace retort::dsl;

inline constexpr auto parts = table("parts", column("id", bigint, identity), column("name", text, default_("")),
                                    column("vin", varchar(17)), primary_key("id"));
inline constexpr auto shop = retort::schema<"shop", parts>;
inline constexpr auto m001_parts =
    migration("001_parts", create_table("parts", column("id", bigint, identity), primary_key("id")));
inline constexpr auto m002_name =
    migration("002_name", revises("001_parts"), add_column("parts", column("name", text, default_(""))));
inline constexpr auto m002_vin = migration(
    "002_vin", revises("001_parts"), add_column("parts", column("vin", varchar(17)), assume("there are no rows yet")));
inline constexpr auto m002_vin_behind = migration(
    "003_vin", revises("002_name"), add_column("parts", column("vin", varchar(17)), assume("there are no rows yet")));
inline constexpr auto m003_name_a =
    migration("003_a", revises("002_name"), alter_column("parts", "name", default_("a")));
inline constexpr auto m003_name_b =
    migration("003_b", revises("002_name"), alter_column("parts", "name", default_("")),
              alter_column("parts", "name", comment("x")), alter_column("parts", "name", comment("")));
inline constexpr auto m003_rows_a = migration(
    "003_a", revises("002_name"), update_rows("parts", set("name", "a"), all_rows, irreversible("it is lost")));
inline constexpr auto m003_rows_b = migration(
    "003_b", revises("002_name"), update_rows("parts", set("name", "b"), all_rows, irreversible("it is lost")));
inline constexpr auto m20260102030405_first =
    migration("20260102030405_first", create_table("parts", column("id", bigint, identity), primary_key("id")));
inline constexpr auto mfirst =
    migration("first", create_table("parts", column("id", bigint, identity), primary_key("id")));

/// Whatever was written, relative to nowhere: the folder's name is taken out.
template <const auto&... Migration>
outcome run(const output& to, std::vector<std::string> arguments) {
    // Where the headers are, nothing is newer than a program that is not there.
    arguments.insert(arguments.begin() + 1, {"--program", "shop-migrate", "--schema", (to.path / "schema.hpp").string(),
                                             "--migrations", to.path.string()});
    outcome o = captured(codegen::generate<database_bits("sqlite"), shop, Migration...>, std::move(arguments));
    const std::string folder = std::filesystem::proximate(to.path).string() + "/";
    for (const std::string& gone : {folder, to.path.string() + "/"})
        for (std::size_t at = o.said.find(gone); at != std::string::npos; at = o.said.find(gone))
            o.said.erase(at, gone.size());
    return o;
}

}  // namespace author_cases
using namespace author_cases;

TEST_CASE("revision writes the missing migration, with todo for the author") {
    const output to;
    const outcome o = run<m001_parts, m002_name>(to, {"revision", "--message", "Add the VIN!"});
    CHECK(o.code == 0);
    CHECK(o.said ==
          "wrote 003_add_the_vin.hpp\n  add column parts.vin\n  backfill parts (vin)\n  alter column parts.vin: not "
          "null\n"
          "one place in it is to be completed: it contains todo, and does not compile until then\n");
    CHECK(to.read("003_add_the_vin.hpp") ==
          "#pragma once\n#include <retort/dsl.hpp>\n\nnamespace shop {\nusing namespace retort::dsl;\n\n"
          "inline constexpr auto m003_add_the_vin = migration(\"003_add_the_vin\",\n    revises(\"002_name\"),\n"
          "    message(\"Add the VIN!\"),\n    add_column(\"parts\", column(\"vin\", varchar(17), nullable)),\n"
          "    // Which value do existing rows get?\n"
          "    backfill(\"parts\", set(\"vin\", todo), where(col(\"vin\").is_null())),\n"
          "    alter_column(\"parts\", \"vin\", not_null));\n\n}  // namespace shop\n");
    const outcome again = run<m001_parts, m002_name>(to, {"revision", "--message", "Add the VIN!"});
    CHECK(again.code == 1);
    CHECK(again.said ==
          "shop-migrate: error: 003_add_the_vin.hpp already exists and is not overwritten; build with it, delete it, "
          "or use --id [E207]\n");
}

TEST_CASE("revision reports lost output, and the migration exists") {
    const output to;
    const outcome o = captured(
        [](int argc, char** argv) {
            const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
            dup2(full, STDOUT_FILENO);
            close(full);
            const int code = codegen::generate<database_bits("sqlite"), shop, m001_parts, m002_name>(argc, argv);
            std::clearerr(stdout);  // For those that come after.
            return code;
        },
        {"revision", "--program", "shop-migrate", "--schema", (to.path / "schema.hpp").string(), "--migrations",
         to.path.string(), "--message", "Add the VIN!"});
    CHECK(o.code == 1);
    CHECK(o.said ==
          "shop-migrate: error: the output could not be written: No space left on device; the command itself succeeded "
          "[E338]\n");
    CHECK(to.read("003_add_the_vin.hpp").starts_with("#pragma once\n"));
}

TEST_CASE("revision has nothing to do if history and schema match, except with --empty") {
    const output to;
    const outcome o = run<m001_parts, m002_name, m002_vin_behind>(to, {"revision", "--message", "x"});
    CHECK(o.code == 0);
    CHECK(o.said ==
          "nothing to do: the schema shop matches the migration history (--empty writes a revision without steps)\n");
    CHECK(std::filesystem::is_empty(to.path));
    CHECK(run<m001_parts, m002_name, m002_vin_behind>(to, {"revision", "--message", "Цены", "--empty"}).said ==
          "wrote 004_revision.hpp\n");
    const std::string written = to.read("004_revision.hpp");
    CHECK(written.find("migration(\"004_revision\",\n    revises(\"003_vin\"),\n    message(\"Цены\"));") !=
          std::string::npos);
}

namespace {
inline constexpr auto m001_everything =
    migration("001_everything",
              create_table("parts", column("id", bigint, identity), column("name", text, default_("")),
                           column("vin", varchar(17)), column("fax", text, nullable), primary_key("id")),
              create_table("old", column("id", bigint, identity), primary_key("id")));
}  // namespace

namespace {
inline constexpr auto m001_required =
    migration("001_required", create_table("parts", column("id", bigint, identity), column("name", text, default_("")),
                                           column("vin", varchar(17)), column("todo", text), primary_key("id")));
}  // namespace

TEST_CASE("every todo of a draft is counted") {
    const output to;
    // The approval and the value of the way back of the column todo, whose own name does not count.
    CHECK(run<m001_required>(to, {"revision", "--message", "No todo"}).said ==
          "wrote 002_no_todo.hpp\n  drop column parts.todo\n"
          "2 places in it are to be completed: it contains todo, and does not compile until then\n");
    CHECK(to.read("002_no_todo.hpp")
              .find("drop_column(\"parts\", \"todo\", allow_loss(todo), undo(set(\"todo\", todo)))") !=
          std::string::npos);
}

TEST_CASE("a draft needs approval for dropped data") {
    const output to;
    CHECK(run<m001_everything>(to, {"revision", "--message", "Less"}).said ==
          "wrote 002_less.hpp\n  drop table old\n  drop column parts.fax\n"
          "2 places in it are to be completed: it contains todo, and does not compile until then\n");
    const std::string written = to.read("002_less.hpp");
    INFO(written);
    CHECK(written.find("    // Destroys the data of old. Write why it may be destroyed, or remove allow_loss; each run "
                       "then asks.\n    drop_table(\"old\", allow_loss(todo)),\n") != std::string::npos);
    CHECK(written.find("    drop_column(\"parts\", \"fax\", allow_loss(todo)));\n") != std::string::npos);
}

namespace concurrent_cases {
using namespace retort::dsl;
inline constexpr auto parts =
    table("parts", column("id", bigint, identity), column("name", text, default_("")), column("note", text, nullable),
          primary_key("id"), index("ix_name", on("name"), concurrently));
inline constexpr auto shop = retort::schema<"shop", parts>;
inline constexpr auto m001_parts = migration(
    "001_parts",
    create_table("parts", column("id", bigint, identity), column("name", text, default_("")), primary_key("id")));
}  // namespace concurrent_cases

TEST_CASE("a concurrent index is drafted in a revision of its own") {
    const output to;
    outcome o =
        captured(codegen::generate<database_bits("postgresql"), concurrent_cases::shop, concurrent_cases::m001_parts>,
                 {"revision", "--program", "shop-migrate", "--schema", (to.path / "schema.hpp").string(),
                  "--migrations", to.path.string(), "--message", "Notes"});
    INFO(o.said);
    CHECK(o.code == 0);
    CHECK(o.said.find("002_notes.hpp\n  add column parts.note\n") != std::string::npos);
    CHECK(
        o.said.find("003_notes_indexes.hpp\n  create index on parts 'ix_name'\nnote: 2 revisions, because CREATE INDEX "
                    "CONCURRENTLY runs outside a transaction") != std::string::npos);
    CHECK(
        to.read("003_notes_indexes.hpp").find("revises(\"002_notes\"),\n    message(\"Notes\"),\n    create_index(") !=
        std::string::npos);
    // Neither is written where one of them is there already.
    std::filesystem::remove(to.path / "002_notes.hpp");
    o = captured(codegen::generate<database_bits("postgresql"), concurrent_cases::shop, concurrent_cases::m001_parts>,
                 {"revision", "--program", "shop-migrate", "--schema", (to.path / "schema.hpp").string(),
                  "--migrations", to.path.string(), "--message", "Notes"});
    CHECK(o.code == 1);
    CHECK_FALSE(std::filesystem::exists(to.path / "002_notes.hpp"));
}

TEST_CASE("new ids follow the existing pattern") {
    const output to;
    CHECK(run<mfirst>(to, {"revision", "--message", "Second"}).said.find("wrote second.hpp\n") == 0);
    const std::string said = run<m20260102030405_first>(to, {"revision", "--message", "Second"}).said;
    CHECK(said.size() > 30);
    CHECK(said.find_first_not_of("0123456789", 6) == 20);
    CHECK(said.substr(20, 12) == "_second.hpp\n");
    CHECK(said.substr(6, 4) >= "2026");
    CHECK(run<>(to, {"revision", "--message", "Begin"}).said.find("wrote 001_begin.hpp\n  create table parts\n") == 0);
    CHECK(run<m001_parts>(to, {"revision", "--message",
                               "A very long sentence that says in detail what the revision is about, and why"})
              .said.find("wrote 002_a_very_long_sentence_that_says_in_detail_what.hpp\n") == 0);
}

TEST_CASE("option --id rejects invalid and existing ids") {
    const output to;
    CHECK(run<m001_parts>(to, {"revision", "--id", "002-vin", "--empty"}).said == "wrote 002-vin.hpp\n");
    CHECK(to.read("002-vin.hpp").find("auto m002_vin = migration(\"002-vin\"") != std::string::npos);
    for (const char* wrong : {"a b", "../x", "ü", "a.b", "a/b"}) {
        INFO(wrong);
        const outcome o = run<m001_parts>(to, {"revision", "--id", wrong, "--empty"});
        CHECK(o.code == 1);
        CHECK(o.said.find("cannot be an id") != std::string::npos);
        CHECK(o.said.find("[E207]") != std::string::npos);
    }
    CHECK(run<m001_parts>(to, {"revision", "--id", "001-parts", "--empty"}).said ==
          "shop-migrate: error: revision 001_parts already exists; give the new one another id [E207]\n");
}

TEST_CASE("an outdated build is rejected") {
    const output to;
    const auto today = std::filesystem::file_time_type::clock::now();
    const auto write_at = [&](const char* name, auto when) {
        std::ofstream(to.path / name) << "x";
        std::filesystem::last_write_time(to.path / name, when);
    };
    write_at("program", today - std::chrono::hours(1));
    // Not of the schema: an application's.
    write_at("widget.hpp", today);
    std::filesystem::create_directory(to.path / "migrations");
    write_at("schema.hpp", today - std::chrono::hours(2));
    std::string program = (to.path / "program").string();
    // What the schema's header includes.
    write_at("parts.hpp", today - std::chrono::hours(2));
    const std::string parts_header = (to.path / "parts.hpp").string();
    const auto run_it = [&] {
        return captured(
            [&](int argc, char** argv) {
                argv[0] = program.data();
                codegen::collector all;
                all.declare({.name = "shop"});
                all.add(model::table{.name = "parts",
                                     .columns = {{.name = "id", .type = {model::type_kind::bigint}}},
                                     .place = {parts_header.c_str(), 3}});
                return all.run(argc, argv);
            },
            {"revision", "--schema", (to.path / "schema.hpp").string(), "--migrations",
             (to.path / "migrations").string(), "--message", "x"});
    };
    const auto refused_for = [&](const std::string& file) {
        const outcome o = run_it();
        return o.code == 1 &&
               o.said.find(file + " was changed since the last build; build, and run revision again [E206]") !=
                   std::string::npos;
    };
    write_at("schema.hpp", today);
    CHECK(refused_for("schema.hpp"));
    write_at("schema.hpp", today - std::chrono::hours(2));
    write_at("migrations/002_new.hpp", today);
    CHECK(refused_for("migrations/002_new.hpp"));
    std::filesystem::remove(to.path / "migrations/002_new.hpp");
    write_at("parts.hpp", today);
    CHECK(refused_for("parts.hpp"));
    write_at("parts.hpp", today - std::chrono::hours(2));
    CHECK(run_it().code == 0);
}

TEST_CASE("a migration without a file cannot be revised") {
    const output to;
    codegen::collector all;
    all.declare({.name = "shop"});
    all.begin({.id = "001_gone", .place = {"/there/is/no/001_gone.hpp", 3}});
    const outcome o =
        captured([&](int argc, char** argv) { return all.run(argc, argv); },
                 {"revision", "--migrations", to.path.string(), "--schema", (to.path / "s.hpp").string(), "--empty"});
    CHECK(o.code == 1);
    CHECK(o.said.find("001_gone.hpp was deleted since the last build; build, and run revision again [E206]") !=
          std::string::npos);
}

TEST_CASE("reserved ids and messages that are not UTF-8 are rejected") {
    const output to;
    for (const char* wrong : {"base", "head", "heads", "current", "-x"}) {
        INFO(wrong);
        CHECK(run<m001_parts>(to, {"revision", "--id", wrong, "--empty"}).said.find("it has a special meaning") !=
              std::string::npos);
    }
    CHECK(run<m001_parts>(to, {"revision", "--message", "\xff\xfe"}).said ==
          "shop-migrate: error: the message is not valid UTF-8; headers use UTF-8 [E207]\n");
    CHECK(std::filesystem::is_empty(to.path));
}

TEST_CASE("option --branch selects the parent of the new revision") {
    const output to;
    CHECK(run<m001_parts, m002_name, m002_vin>(to, {"revision", "--message", "x"}).said ==
          "shop-migrate: error: the history has 2 heads: 002_name, 002_vin; merge them (shop-migrate merge -m "
          "\"...\"), or name the revision to revise with --branch [E209]\n");
    CHECK(run<m001_parts, m002_name, m002_vin>(to, {"revision", "--message", "x", "--branch", "002_name", "--empty"})
              .code == 0);
    CHECK(to.read("003_x.hpp").find("revises(\"002_name\")") != std::string::npos);
    CHECK(run<m001_parts, m002_name>(to, {"revision", "--message", "y", "--branch", "001_parts"}).code == 0);
    CHECK(to.read("003_y.hpp").find("revises(\"001_parts\")") != std::string::npos);
    CHECK(run<m001_parts, m002_name>(to, {"revision", "--message", "y", "--branch", "002_nam3"}).said ==
          "shop-migrate: error: shop has no revision '002_nam3'; build, and run the command again [E208]\n");
}

TEST_CASE("merge: two branches that commute") {
    const output to;
    CHECK(run<m001_parts, m002_name, m002_vin>(to, {"merge", "--message", "Both"}).said ==
          "wrote 003_both.hpp\n  merge 002_name and 002_vin\n");
    CHECK(to.read("003_both.hpp")
              .find("migration(\"003_both\",\n    revises(\"002_name\", \"002_vin\"),\n    message(\"Both\"));") !=
          std::string::npos);
    CHECK(run<m001_parts, m002_name>(to, {"merge", "--message", "x"}).said ==
          "nothing to do: 002_name is the only head\n");
    CHECK(
        run<m001_parts, m002_name, m002_vin>(to, {"merge", "--revision", "002_name", "--revision", "001_parts"}).said ==
        "shop-migrate: error: 002_name already depends on 001_parts, so there is nothing to merge [E209]\n");
    CHECK(run<m001_parts, m002_name, m002_vin>(to, {"merge", "--revision", "002_name"}).code == 1);
}

TEST_CASE("merge: if the order matters, the declared schema or the author decides") {
    const output to;
    const outcome o = run<m001_parts, m002_name, m003_name_a, m003_name_b>(to, {"merge", "--message", "Names"});
    CHECK(o.code == 0);
    CHECK(o.said.find("note: '003_a' and '003_b' do not commute: the default of column 'parts.name' depends on which "
                      "runs first; ") != std::string::npos);
    const std::string written = to.read("004_names.hpp");
    INFO(written);
    CHECK(written.find(
              "    // The default of column 'parts.name' depends on which runs first: the declared schema is used.\n"
              "    alter_column(\"parts\", \"name\", default_(\"\"))") != std::string::npos);

    const outcome rows = run<m001_parts, m002_name, m003_rows_a, m003_rows_b>(to, {"merge", "--message", "Rows"});
    CHECK(rows.code == 0);
    CHECK(rows.said.find("one place in it is to be completed") != std::string::npos);
    const std::string open = to.read("004_rows.hpp");
    INFO(open);
    CHECK(open.find("both write column\n    // 'parts.name'. Add steps that settle the result, or assume") !=
          std::string::npos);
    CHECK(open.find("    todo);\n") != std::string::npos);
}

namespace {
inline constexpr auto m003_default_one =
    migration("003_a", revises("002_vin_too"), alter_column("parts", "name", default_("1")));
inline constexpr auto m003_default_two =
    migration("003_b", revises("002_vin_too"), alter_column("parts", "name", default_("2")));
inline constexpr auto m001_whole =
    migration("002_vin_too", create_table("parts", column("id", bigint, identity), column("name", text, default_("0")),
                                          column("vin", varchar(17)), primary_key("id")));
}  // namespace

TEST_CASE("merge: the schema may differ from both branches") {
    const output to;
    CHECK(run<m001_whole, m003_default_one, m003_default_two>(to, {"merge", "--message", "x"}).code == 0);
    CHECK(to.read("004_x.hpp").find("    alter_column(\"parts\", \"name\", default_(\"\"))") != std::string::npos);
}

TEST_CASE("option --json") {
    const output to;
    const outcome o = run<m001_parts, m002_name>(to, {"revision", "--message", "Add the VIN", "--json"});
    CHECK(o.said.find("\"revision\": \"003_add_the_vin\"") != std::string::npos);
    CHECK(o.said.find("\"todo\": 1") != std::string::npos);
    CHECK(run<m001_parts, m002_name, m002_vin_behind>(to, {"revision", "--json"}).said.find("\"written\": null") !=
          std::string::npos);
}
