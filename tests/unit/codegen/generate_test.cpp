// The generator as a build runs it: which files it writes, and which it leaves alone.
#include <retort/codegen/main.hpp>
#include <retort/codegen/plan.hpp>
#include <retort/dsl.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "captured.hpp"
#include "support/catch.hpp"

using namespace retort;
using testing::captured;
using testing::outcome;
using testing::output;
namespace fs = std::filesystem;

namespace {

using namespace retort::dsl;

inline constexpr auto parts =
    table("parts", column("id", bigint, identity), column("name", text, default_("")), primary_key("id"));
inline constexpr auto shop = retort::schema<"shop", parts>;
inline constexpr auto m001_parts =
    migration("001_parts", create_table("parts", column("id", bigint, identity), primary_key("id")));
inline constexpr auto m001_labels = migration(
    "001_labels",
    create_table("parts", column("id", bigint, identity), column("label", text, default_("")), primary_key("id")));
inline constexpr auto all_at_once = migration("all_at_once", replaces("001_parts"),
                                              create_table("parts", column("id", bigint, identity), primary_key("id")));
inline constexpr auto m002_name =
    migration("002_name", revises("001_parts"), add_column("parts", column("name", text, default_(""))));

template <const auto&... Migration>
outcome run(const output& to, std::vector<std::string> more = {"--database", "sqlite", "--database", "postgresql"}) {
    more.insert(more.begin(), {"--output", to.path.string()});
    return captured(codegen::generate<database_bits("sqlite", "postgresql"), shop, Migration...>, more);
}

outcome run_project(const output& to, const codegen::project& p) {
    codegen::collector all;
    all.declare({.name = p.declared.name});
    for (model::enumeration e : p.declared.enumerations) all.add(std::move(e));
    for (model::table t : p.declared.tables) all.add(std::move(t));
    for (const model::migration& m : p.migrations) {
        all.begin({m.id, m.parents, m.place, m.message});
        for (model::operation o : m.operations) std::visit([&](auto& one) { all.add(std::move(one)); }, o);
    }
    return captured([&](int argc, char** argv) { return all.run(argc, argv); },
                    {"--output", to.path.string(), "--database", "sqlite"});
}

}  // namespace

TEST_CASE("the generator notes the decimals that SQLite does not hold") {
    codegen::project p;
    p.declared.name = "shop";
    model::table t{.name = "parts"};
    t.columns.push_back({.name = "price", .type = {model::type_kind::numeric, 15, 2}});
    t.columns.push_back({.name = "weight", .type = {model::type_kind::numeric, 19, 6}});
    model::faults none;
    p.declared.tables.push_back(std::move(t));
    enter_last(p.declared, none);
    p.migrations.push_back({.id = "001", .operations = {model::create_table{.table = p.declared.tables[0]}}});
    const output to;
    const outcome o = run_project(to, p);
    INFO(o.said);
    CHECK(o.code == 0);
    CHECK(o.said.find("shop: note: parts.weight is numeric(19, 6): SQLite stores decimals of up to 15 digits, and the "
                      "table rejects longer values") != std::string::npos);
    CHECK(o.said.find("parts.price") == std::string::npos);
}

TEST_CASE("the generator writes all files and prints nothing") {
    const output to;
    const outcome o = run<m001_parts, m002_name>(to);
    CHECK(o.said.empty());
    CHECK(o.code == 0);
    for (const char* file :
         {"include/shop/access.hpp", "include/shop/access/parts.hpp", "include/shop/access_version.hpp",
          "include/shop/access_hana.hpp", "access.cpp", "history.cpp", "snapshot/access.hpp",
          "snapshot/access/parts.hpp", "snapshot/schema.md", "snapshot/history.json", "snapshot/sqlite/001_parts.sql",
          "snapshot/postgresql/002_name.sql", "snapshot/sqlite/schema.sql"}) {
        INFO(file);
        CHECK(fs::file_size(to.path / file) > 0);
    }
    CHECK(!fs::exists(to.path / "draft"));
    for (const fs::directory_entry& e : fs::recursive_directory_iterator(to.path))
        CHECK(e.path().extension() != ".new");
}

TEST_CASE("an unchanged file is not written") {
    const output to;
    run<m001_parts>(to);
    const auto old = fs::file_time_type::clock::now() - std::chrono::hours(1);
    for (const fs::directory_entry& e : fs::recursive_directory_iterator(to.path))
        if (e.is_regular_file()) fs::last_write_time(e.path(), old);
    run<m001_parts, m002_name>(to);
    CHECK(fs::last_write_time(to.path / "include/shop/access.hpp") == old);
    CHECK(fs::last_write_time(to.path / "snapshot/sqlite/001_parts.sql") == old);
    CHECK(fs::last_write_time(to.path / "history.cpp") != old);
}

TEST_CASE("files of removed revisions and obsolete drafts are deleted") {
    const output to;
    const outcome ahead = run<m001_parts>(to);
    CHECK(ahead.code == 0);
    CHECK(ahead.said.find("shop: the schema has 1 change that no migration makes yet:\n  add column parts.name\n") ==
          0);
    CHECK(ahead.said.find("the draft, with its SQL, is in " + (to.path / "draft/002_next.hpp").string()) !=
          std::string::npos);
    CHECK(ahead.said.find("  shop-migrate revision -m \"what it does\"\n") != std::string::npos);
    CHECK(to.read("draft/sqlite/002_next.sql").find("ALTER TABLE parts ADD COLUMN name") != std::string::npos);
    CHECK(to.read("draft/postgresql/002_next.sql").find("ADD COLUMN name") != std::string::npos);
    CHECK(to.read("verdict.cpp").find("static_assert(false") == std::string::npos);
    CHECK(to.read("draft/002_next.hpp").find("add_column(\"parts\", column(\"name\", text, default_(\"\")))") !=
          std::string::npos);
    CHECK(run<m001_parts>(to, {"--database", "sqlite", "--draft", "quiet"}).said.empty());
    CHECK(fs::exists(to.path / "draft/002_next.hpp"));
    CHECK(!fs::exists(to.path / "draft/postgresql/002_next.sql"));

    // The build goes as far as the command, and applications do not compile.
    CHECK(run<m001_parts>(to, {"--database", "sqlite", "--draft", "error"}).code == 0);
    CHECK(to.read("verdict.cpp")
              .find("static_assert(false, \"the migration history does not match the declared schema shop: column "
                    "'parts.name' "
                    "is in the schema, but not in the history; ") != std::string::npos);

    CHECK(run<m001_parts, m002_name>(to).said == "shop: the schema matches the migration history\n");
    CHECK(!fs::exists(to.path / "draft"));
    CHECK(run<m001_parts, m002_name>(to).said.empty());
    CHECK(fs::exists(to.path / "snapshot/sqlite/002_name.sql"));
    run<m001_parts>(to);
    CHECK(!fs::exists(to.path / "snapshot/sqlite/002_name.sql"));
    CHECK(fs::exists(to.path / "snapshot/sqlite/001_parts.sql"));
}

TEST_CASE("likely renames are reported, declared renames are not") {
    const output to;
    const outcome ahead = run<m001_labels>(to);
    CHECK(ahead.code == 0);
    CHECK(
        ahead.said.find("  drop column parts.label\n"
                        "  note: column parts.label is missing and parts.name is new, with the same type; if this is a "
                        "rename, add renamed_from(\"label\") to the column, or the draft drops its contents\n"
                        "the draft, with its SQL, is in ") != std::string::npos);
    CHECK(run<m001_parts>(to).said.find("note:") == std::string::npos);
}

TEST_CASE("a draft after a checkpoint revises the checkpoint if it stays in the folder") {
    const output to;
    run<m001_parts, all_at_once>(to);
    CHECK(to.read("draft/002_next.hpp").find("revises(\"all_at_once\")") != std::string::npos);
    CHECK(fs::exists(to.path / "snapshot/sqlite/all_at_once.sql"));
    run<all_at_once>(to);
    CHECK(to.read("draft/next.hpp").find("revises(\"all_at_once\")") != std::string::npos);
    CHECK(!fs::exists(to.path / "snapshot/sqlite/001_parts.sql"));
}

TEST_CASE("E202: a folder that cannot be written to") {
    const output to;
    // A file where a folder is needed: unwritable for every user, root too.
    std::ofstream(to.path / "include") << "in the way";
    const outcome o = run<m001_parts>(to);
    CHECK(o.code == 1);
    CHECK(o.said.find("shop: error: cannot write " + to.path.string() + "/include/shop/access.hpp") !=
          std::string::npos);
    CHECK(o.said.find("[E202]") != std::string::npos);
    CHECK(to.read("include") == "in the way");
}

TEST_CASE("E205: an unknown database") {
    const output to;
    const outcome o = run<m001_parts>(to, {"--database", "oracle"});
    CHECK(o.code == 1);
    CHECK(o.said == "shop: error: unknown database 'oracle'; use sqlite, postgresql, mariadb [E205]\n");
    CHECK(fs::is_empty(to.path));
}

TEST_CASE("unknown generator arguments and missing values") {
    const output to;
    CHECK(run<m001_parts>(to, {"--verbose"}).said == "shop: error: unknown argument --verbose\n");
    CHECK(run<m001_parts>(to, {"--database"}).said == "shop: error: --database needs a value\n");
    CHECK(run<m001_parts>(to, {}).said.find("shop: error: usage: ") == 0);
}

TEST_CASE("E201 and E204 are printed one per line, and nothing is written") {
    const output to;
    codegen::project p;
    p.declared.name = "shop";
    p.migrations = {
        {.id = "1",
         .operations = {model::create_table{
             {.name = "a", .columns = {{.name = "x", .type = {model::type_kind::bigint}, .identity = true}}}}}},
        {.id = "2",
         .parents = {"1"},
         .operations = {model::execute{.up = {{"postgresql", "a"}}, .irreversible = "b"}}}};
    const outcome o = run_project(to, p);
    CHECK(o.code == 1);
    CHECK(o.said.find("shop: error: 1: create table a on sqlite: ") == 0);
    CHECK(o.said.find("[E201]\nshop: error: 2: execute a on sqlite: ") != std::string::npos);
    CHECK(o.said.find("[E204]\n") != std::string::npos);
    CHECK(fs::is_empty(to.path));
}

TEST_CASE("E203: names without a unique C++ identifier") {
    const output to;
    const auto refusal = [&](const model::schema& s) {
        const outcome o = run_project(to, {s, {}});
        CHECK(o.code == 1);
        return o.said;
    };
    const auto with = [](std::initializer_list<model::table> list) {
        model::schema s{.name = "shop"};
        model::faults none;
        for (const model::table& t : list) insert(s, model::table(t), none);
        CHECK(none.empty());
        return s;
    };
    const model::column id{.name = "id", .type = {model::type_kind::bigint}};
    CHECK(refusal({.name = "my shop"}) ==
          "my shop: error: the schema name 'my shop' is not a C++ identifier; use 'my_shop' [E203]\n");
    CHECK(refusal(with({{.name = "a b", .columns = {id}}, {.name = "a-b", .columns = {id}}})) ==
          "shop: error: table 'a-b' would be named 'a_b' in C++, which is already used; rename one of them [E203]\n");
    CHECK(refusal(with({{.name = "t", .columns = {{.name = "a b"}, {.name = "a_b"}}}})) ==
          "shop: error: column t.a_b would be named 'a_b' in C++, like another column of its table; rename one of them "
          "[E203]\n");
    model::schema s = with({});
    s.enumerations = {{"mood", {"so so", "so_so"}}};
    CHECK(refusal(s) ==
          "shop: error: value 'so_so' of enumeration 'mood' would be named 'so_so' in C++, like another value; rename "
          "one of them [E203]\n");
}
