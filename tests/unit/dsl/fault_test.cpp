// Every fault's text at run time, where the command meets it: on a live database's schema, or a history of its own.
#include "support/catch.hpp"

#include <retort/dsl.hpp>
#include <retort/model/any_operation.hpp>
#include <retort/model/reverse.hpp>

#include <algorithm>
#include <string>

namespace model = retort::model;

namespace {

/// The sentences, each followed by a line break.
std::string text_of(const model::faults& found) {
    std::string all;
    for (const model::fault& f : found) {
        all += std::string(std::string_view(to_string(f))) + "\n";
    }
    return all;
}

template <class... Declaration>
std::string faults_on(model::databases where, const Declaration&... declared) {
    model::schema s{.name = "shop"};
    s.databases = where;
    model::faults found;
    (retort::detail::lower_into(s, declared, found), ...);
    check(s, found);
    for (model::fault& f : found) f.place = {};
    return text_of(found);
}

template <class... Declaration>
std::string faults_of(const Declaration&... declared) {
    return faults_on({}, declared...);
}

model::schema shop() {
    using namespace retort::dsl;
    static constexpr auto status = enumeration("status", "new", "paid");
    static constexpr auto categories = table("categories", column("id", bigint, identity), primary_key("id"));
    static constexpr auto parts = table(
        "parts", column("id", bigint, identity), column("category_id", bigint, references("categories", "id")),
        column("status", status, default_("new")), column("price", integer), primary_key("id"), index(on("price")));
    model::schema s{.name = "shop"};
    model::faults found;
    retort::detail::lower_into(s, status, found);
    retort::detail::lower_into(s, categories, found);
    retort::detail::lower_into(s, parts, found);
    check(s, found);
    REQUIRE(found.empty());
    return s;
}

/// What the step has against it on shop().
std::string faults_of_step(const model::operation& o) {
    model::schema s = shop();
    model::faults found;
    apply(s, o, found);
    return text_of(found);
}

std::string faults_of_history(model::list<model::revision_node> revisions) {
    model::faults found;
    const auto order = replay_order(revisions, found);
    if (found.empty()) check_heads(revisions, order, found);
    return text_of(found);
}

}  // namespace

TEST_CASE("messages of schema errors") {
    using namespace retort::dsl;
    static constexpr auto t = table("t", column("id", bigint), primary_key("id"));

    CHECK(faults_of(t, t) == "table 't' is declared twice; rename one of them, or list the table once [E101]\n");
    CHECK(faults_of(table("t", column("a", text), column("a", text))) ==
          "column t.a is declared twice; rename or remove one of them [E102]\n");
    CHECK(faults_of(table("u", column("t_id", bigint, references("tt", "id"))), t) ==
          "u.t_id references 'tt', and there is no such table; did you mean 't'? [E103]\n");
    CHECK(faults_of(table("u", column("t_id", bigint, references("nowhere", "id")))) ==
          "u.t_id references 'nowhere', and there is no such table; declare the table and list it in the schema "
          "[E103]\n");
    CHECK(faults_of(t, table("u", column("t_id", bigint, references("t", "number")))) ==
          "u.t_id references t.number, and t has no such column; name a column of t [E104]\n");
    CHECK(faults_of(t, table("u", column("t_id", integer, references("t", "id")))) ==
          "u.t_id is integer, but it references t.id, which is bigint; give both columns the same type [E105]\n");
    CHECK(faults_of(table("t", column("id", bigint), primary_key("number"))) ==
          "primary key names column 'number', which table 't' does not have; add the column, or name an existing one "
          "[E106]\n");
    CHECK(faults_of(table("t", column("a", date, default_(true)))) ==
          "t.a is date, but its default is true; write a default of the column's type [E107]\n");
    CHECK(faults_of(t, table("u", column("a", bigint), foreign_key("a", references("t", columns("id", "id"))))) ==
          "the foreign key of 'u' has 1 column, but references 2 columns of 't'; name one referenced column for each "
          "column "
          "[E108]\n");
    CHECK(faults_of(table("t", column("id", bigint)), table("u", column("t_id", bigint, references("t", "id")))) ==
          "u.t_id references t(id), which is neither the primary key of t nor unique; add unique(\"id\") to 't', or "
          "reference its primary key [E109]\n");
    CHECK(faults_of(table("t")) == "table 't' has no columns; declare at least one [E110]\n");
    CHECK(faults_of(table("t", column("id", bigint), primary_key("id"), primary_key("id"))) ==
          "table 't' has two primary keys; list all columns of the key in one primary_key(...) [E111]\n");
    CHECK(faults_of(table("t", column("a", integer), check("c", col("a") == "x"))) ==
          "check 'c' of table 't' combines a value of type number with one of type text; use operands of the same type "
          "[E112]\n");
    CHECK(
        faults_of(table("t", column("a", integer), check(col("a") + 1))) ==
        "check of table 't' is a value of type number, not a condition; write a comparison, such as col(\"price\") >= "
        "0 [E113]\n");
    CHECK(faults_of(table("t", column("a", enum_("mood")))) ==
          "t.a is of enumeration 'mood', and there is no such enumeration; declare enumeration(\"mood\", ...) and list "
          "it "
          "in the schema [E114]\n");
    CHECK(faults_of(t, table("u", column("a", text), index("t", on("a")))) ==
          "index 't' of table 'u': a table, key, index, view or sequence of that name already exists; choose another "
          "name "
          "[E115]\n");
    CHECK(faults_of(table("t", column("a", text, nullable), primary_key("a"))) ==
          "t.a is nullable, but part of the primary key; remove nullable [E116]\n");
    CHECK(faults_of(table("t", column("a", text, identity))) ==
          "t.a is text, but an identity column must be an integer; make it bigint [E117]\n");
    CHECK(faults_of(table("t", column("a", integer), unique("a"), constraint("uq_t_a", check(col("a") > 0)))) ==
          "table 't' has two constraints named 'uq_t_a'; rename one of them [E118]\n");
    CHECK(faults_of(table("", column("a", text))) == "table has an empty name; give it a name [E119]\n");
    CHECK(faults_of(enumeration("mood", "ok"), enumeration("mood", "ok")) ==
          "enumeration 'mood' is declared twice; rename one of them, or list the enumeration once [E120]\n");
    CHECK(faults_of(enumeration("mood", "ok", "ok")) ==
          "enumeration 'mood' lists 'ok' twice; list at least one value, and each value once [E121]\n");
    CHECK(faults_of(table("t", column("a", text), unique("a", "a"))) ==
          "unique key of table 't' names column 'a' twice; name it once [E122]\n");
    CHECK(faults_of(enumeration("mood", "ok"), table("t", column("a", enum_("mood"), default_("happy")))) ==
          "t.a is of enumeration 'mood', which has no value 'happy'; use one of its values: 'ok' [E123]\n");
    CHECK(faults_of(table("t", column("a", bigint, identity, default_(1)))) ==
          "t.a is an identity column and has a default; remove one of them [E124]\n");
    CHECK(faults_of(table("t", column("a_column_whose_name_is_longer_than_the_longest_that_databases_keep", text))) ==
          "column 'a_column_whose_name_is_longer_than_the_longest_that_databases_keep' has 66 bytes; PostgreSQL allows "
          "63; shorten it [E125]\n");
    CHECK(faults_of(table("t", column("a", char_(0)))) ==
          "t.a is char_(0): its length is less than 1; choose a supported length or precision [E126]\n");
}

TEST_CASE("messages of step errors") {
    using namespace retort::model;
    CHECK(faults_of_step(drop_table{"part", {}}) ==
          "drop table part: table 'part' does not exist at this revision; did you mean 'parts'? [E140]\n");
    CHECK(
        faults_of_step(rename_column{"parts", "cost", "price", {}}) ==
        "rename column parts.cost to price: table 'parts' has no column 'cost' at this revision; add it in an earlier "
        "step [E141]\n");
    CHECK(faults_of_step(drop_index{"parts", "ix_parts", {}, {}}) ==
          "drop index on parts 'ix_parts': table 'parts' has no index 'ix_parts' at this revision; name an existing "
          "one (ix_parts_price) [E142]\n");
    CHECK(faults_of_step(drop_constraint{"categories", constraint_kind::check, {}, {"id"}, {}}) ==
          "drop check of categories (id): table 'categories' has no check over (id) at this revision; name an existing "
          "one (pk_categories) [E142]\n");
    CHECK(faults_of_step(rename_table{"parts", "categories", {}}) ==
          "rename table parts to categories: a table, key, index, view or sequence named 'categories' already exists "
          "at this revision; remove the step, or choose another name [E143]\n");
    CHECK(faults_of_step(drop_table{"categories", {}}) ==
          "drop table categories: foreign key 'fk_parts_category_id' of table 'parts' still uses it; drop or change "
          "foreign key 'fk_parts_category_id' of table 'parts' in an earlier step [E144]\n");
    CHECK(faults_of_step(execute{.up = {{{}, "DELETE FROM parts"}}}) ==
          "execute(...) has neither undo(...) nor irreversible(...); add undo(\"the SQL that reverts it\"), or "
          "irreversible(\"why it cannot be reverted\") [E145]\n");
    CHECK(faults_of_step(drop_enumeration{"mood", {}}) ==
          "drop enumeration mood: enumeration 'mood' does not exist at this revision; create it in an earlier step "
          "[E146]\n");
    CHECK(faults_of_step(drop_enumeration{"statuses", {}}) ==
          "drop enumeration statuses: enumeration 'statuses' does not exist at this revision; did you mean 'status'? "
          "[E146]\n");
}

TEST_CASE("a step that breaks a reference to its column is an error") {
    using namespace retort::model;
    using namespace std::string_literals;
    schema s = shop();
    faults found;
    apply(s, operation(add_column{"parts", {.name = "parent", .type = {type_kind::bigint}}, {}}), found);
    apply(s, operation(add_foreign_key{"parts", {.columns = {"parent"}, .table = "parts", .target = {"id"}}, {}}),
          found);
    REQUIRE(text_of(found) == "");

    apply(s, operation(alter_column{.table = "parts", .column = "id", .type = type{type_kind::integer}}), found);
    CHECK(
        text_of(found) ==
        "parts.parent is bigint, but it references parts.id, which is integer; give both columns the same type [E105]\n"s);
}

TEST_CASE("a rename that makes a derived name equal to a given name is an error") {
    using namespace retort::model;
    schema s = shop();
    faults found;
    check_constraint taken{.name = "uq_articles_price"};
    taken.condition.nodes = {{.kind = node_kind::sql, .name = "price > 0"}};
    apply(s, operation(add_check{"parts", taken, {}}), found);
    apply(s, operation(add_unique{"parts", {.columns = {"price"}}, {}}), found);
    REQUIRE(found.empty());
    apply(s, operation(rename_table{"parts", "articles", {}}), found);
    CHECK(text_of(found) ==
          "table 'articles' has two constraints named 'uq_articles_price'; rename one of them [E118]\n");
}

TEST_CASE("messages of history errors") {
    using namespace retort::model;
    CHECK(faults_of_history({{"001", {}, {}}, {"002", {"000"}, {}}}) ==
          "revision '002' revises '000', which is not in this history; did you mean '001'? [E150]\n");
    // A revision is no parent of itself.
    CHECK(faults_of_history({{"create", {}, {}}, {"004", {"003"}, {}}}) ==
          "revision '004' revises '003', which is not in this history; name an existing revision [E150]\n");
    CHECK(faults_of_history({{"001", {}, {}}, {"002", {"001"}, {}}, {"003", {"001"}, {}}}) ==
          "the history has 2 heads: 002, 003; let one of them revise the other, or add a migration that revises both "
          "(NAME-migrate merge -m \"...\" writes it) [E151]\n");
    CHECK(faults_of_history({{"001", {"002"}, {}}, {"002", {"001"}, {}}}) ==
          "the revisions 001, 002 form a cycle; correct a revises(...); the first revision has none "
          "[E152]\n");
    CHECK(faults_of_history({{"001", {}, {}}, {"001", {}, {}}}) ==
          "two migrations have the id '001'; give one of them another id [E153]\n");

    faults found;
    add_fault(found, 154, {}, {"shop", "table 'a' is in the schema, but not in the history"});
    CHECK(
        text_of(found) ==
        "the migration history does not match the declared schema shop: table 'a' is in the schema, but not in the "
        "history; write the missing migration (NAME-migrate revision -m \"...\" does), or revert the change [E154]\n");
}

TEST_CASE("a message begins with the last folder, the file and the line") {
    using namespace retort::model;
    CHECK(std::string_view(to_string(place{"/home/me/shop/migrations/002_add.hpp", 7})) == "migrations/002_add.hpp:7");
    CHECK(std::string_view(to_string(place{"schema.hpp", 12})) == "schema.hpp:12");
    faults found;
    add_fault(found, 110, {"shop/schema.hpp", 3}, {"parts"});
    CHECK(text_of(found) == "shop/schema.hpp:3: table 'parts' has no columns; declare at least one [E110]\n");
}

TEST_CASE("the catalogue is sorted and complete") {
    using namespace retort::model;
    int last = 0;
    for (const diagnostic& d : catalogue) {
        INFO("E" << d.code);
        CHECK(d.code > last);
        last = d.code;
        CHECK_FALSE(d.title.empty());
        CHECK_FALSE(d.explanation.empty());
        // What compilers print as template arguments they print as text only where it is ASCII.
        for (std::string_view printed : {d.sentence, d.way_out}) {
            CHECK_FALSE(printed.empty());
            CHECK(std::all_of(printed.begin(), printed.end(), [](char c) { return c >= ' ' && c <= '~'; }));
        }
    }
    CHECK(find_diagnostic(100) == nullptr);
}

TEST_CASE("E161: limits of keys and expressions on MariaDB") {
    using namespace retort::dsl;
    static constexpr auto named = table("named", column("name", text), primary_key("name"));
    static constexpr auto long_ = table("long", column("a", varchar(700)), column("b", varbinary(400)),
                                        column("c", text), primary_key("a", "b"), unique("c"), index(on("c", "a")));
    static constexpr auto numbered =
        table("numbered", column("a", bigint, identity), column("b", bigint, identity), primary_key("a"),
              check("positive", col("a") > 0), check("elsewhere", col("b") > 0, only(postgresql)));
    static constexpr auto people = table("people", column("id", bigint), primary_key("id"));
    static constexpr auto notes =
        table("notes", column("person", bigint, nullable, references("people", "id", on_delete::set_null)),
              column("other", bigint, references("people", "id", on_delete::cascade)),
              check("no_zero", col("person") > 0), check("positive", col("other") > 0));
    static constexpr auto far_notes =
        table("far_notes", column("person", bigint, nullable, references("people", "id", on_update::cascade)),
              column("one", bigint, nullable, generated(col("person") + 1, virtual_)),
              column("two", bigint, nullable, generated(col("one") + 1, virtual_)), check("no_zero", col("two") > 0),
              check("elsewhere", col("two") > 0, only(sqlite)));
    static constexpr auto words =
        table("words", column("t", text), index("all", on("t"), method("fulltext"), only(mariadb)),
              index("other", on("t"), method("brin")));
    constexpr model::databases here{static_cast<std::uint8_t>(model::database::mariadb)};
    CHECK(faults_on(here, named) ==
          "the primary key of table 'named': MariaDB has no primary or foreign keys over types without a length; use "
          "varchar(n) or varbinary(n) [E161]\n");
    CHECK(faults_on(here, long_) ==
          "the primary key of table 'long': MariaDB limits a key to 3072 bytes, four for each character; use shorter "
          "or fewer columns [E161]\n");
    CHECK(faults_on(here, numbered) ==
          "numbered.b: MariaDB supports one identity column per table; remove identity from the other columns [E161]\n"
          "check 'positive' of table 'numbered': MariaDB supports neither checks nor generated columns over an "
          "identity column; restrict it with only(...) to databases that have it, or use other columns [E161]\n");
    CHECK(faults_on(here, people, notes) ==
          "check 'no_zero' of table 'notes': MariaDB supports neither checks nor stored generated columns over a "
          "column that a foreign key action sets; use another action, or restrict the check to other databases with "
          "only(...) [E161]\n");
    CHECK(faults_on(here, people, far_notes) ==
          "check 'no_zero' of table 'far_notes': MariaDB supports neither checks nor stored generated columns over a "
          "column that a foreign key action sets; use another action, or restrict the check to other databases with "
          "only(...) [E161]\n");
    CHECK(faults_on(here, words) ==
          "index 'other' of table 'words': MariaDB has btree, hash, rtree, fulltext and spatial indexes; restrict it "
          "with only(...) to databases that have it [E161]\n");
}

TEST_CASE("E161: foreign keys between collations on MariaDB") {
    using namespace retort::dsl;
    constexpr model::databases here{static_cast<std::uint8_t>(model::database::mariadb)};
    constexpr model::databases elsewhere{static_cast<std::uint8_t>(model::database::postgresql)};
    static constexpr auto hosts = table("hosts", column("a", inet), primary_key("a"));
    static constexpr auto usual =
        table("visits", column("a", inet, references("hosts", "a")), collation("UTF8MB4_nopad_bin"));
    static constexpr auto other = table("visits", column("a", inet, references("hosts", "a")), charset("utf8mb4"));
    static constexpr auto names =
        table("names", column("n", varchar(20)), primary_key("n"), collation("uca1400_ai_ci"));
    static constexpr auto by_column =
        table("visits", column("n", varchar(20), collation("uca1400_ai_ci"), references("names", "n")));
    static constexpr auto by_none = table("visits", column("n", varchar(20), references("names", "n")));
    const std::string refused =
        "MariaDB has no foreign keys between text columns of different collations; give both columns, or both "
        "tables, the same collation(...) [E161]\n";
    CHECK(faults_on(here, hosts, usual) == "");
    CHECK(faults_on(here, hosts, other) == "foreign key 'fk_visits_a' of table 'visits': " + refused);
    CHECK(faults_on(elsewhere, hosts, other) == "");
    CHECK(faults_on(here, names, by_column) == "");
    CHECK(faults_on(here, names, by_none) == "foreign key 'fk_visits_n' of table 'visits': " + refused);
}

TEST_CASE("E161: row and index length on MariaDB") {
    using namespace retort::dsl;
    constexpr model::databases here{static_cast<std::uint8_t>(model::database::mariadb)};
    static constexpr auto fits = table("t", column("a", varchar(16383)));
    static constexpr auto one_more = table("t", column("a", varchar(16383)), column("b", boolean, nullable));
    static constexpr auto far_too_long = table("t", column("a", varchar(60000)), column("b", text));
    static constexpr auto texts = table("t", column("a", text), column("b", text), column("c", text),
                                        column("d", bytes), index("four", on("a", "b", "c", "d")));
    static constexpr auto five =
        table("t", column("a", text), column("b", text), column("c", text), column("d", varchar(500)),
              column("e", text), index("all", on("a", "b", "c", "d", "e")));
    static constexpr auto long_prefix = table("t", column("a", text), index("begin", on(prefix("a", 769))));
    const std::string row =
        "table 't': MariaDB limits a row to 65535 bytes, four for each character of a varchar; make long columns text "
        "or bytes [E161]\n";
    CHECK(faults_on(here, fits) == "");
    CHECK(faults_on(here, one_more) == row);
    CHECK(faults_on(here, far_too_long) == row);
    CHECK(faults_on({}, far_too_long) == "");
    CHECK(faults_on(here, texts) == "");
    CHECK(faults_on(here, five) ==
          "index 'all' of table 't': MariaDB limits an index to 3072 bytes, four for each character, and indexes only "
          "the beginning of long columns; index fewer columns, or a part of each with prefix(\"column\", n) [E161]\n");
    CHECK(faults_on(here, long_prefix).find("index 'begin' of table 't': MariaDB limits an index") == 0);
}

TEST_CASE("names are unique in the scope of each database") {
    using namespace retort::dsl;
    constexpr model::databases on_mariadb{static_cast<std::uint8_t>(model::database::mariadb)};
    constexpr model::databases on_postgresql{static_cast<std::uint8_t>(model::database::postgresql)};
    constexpr model::databases on_sqlite{static_cast<std::uint8_t>(model::database::sqlite)};
    static constexpr auto a = table("a", column("id", bigint), column("b", bigint), primary_key("id"),
                                    constraint("fk", foreign_key("b", references("a", "id"))));
    static constexpr auto c = table("c", column("id", bigint), column("b", bigint), primary_key("id"),
                                    constraint("fk", foreign_key("b", references("a", "id"))));
    CHECK(faults_on(on_postgresql, a, c) == "");
    CHECK(faults_on(on_mariadb, a, c) ==
          "foreign key 'fk' of table 'c': on MariaDB, which has one set of these names for all tables, another foreign "
          "key of that name already exists; choose another name [E115]\n");
    static constexpr auto one = trigger("touch", "a", "AFTER INSERT ON a BEGIN SELECT 1; END");
    static constexpr auto two = trigger("touch", "c", "AFTER INSERT ON c BEGIN SELECT 1; END");
    static constexpr auto large = trigger("TOUCH", "c", "AFTER INSERT ON c BEGIN SELECT 1; END");
    static constexpr auto elsewhere =
        trigger("touch", "c", on(postgresql, "AFTER INSERT ON c EXECUTE FUNCTION f()"), only(postgresql));
    static constexpr auto c_alone = table("c", column("id", bigint));
    CHECK(faults_on(on_postgresql, a, c_alone, one, two) == "");
    CHECK(faults_on(on_sqlite, a, c_alone, one, elsewhere) == "");
    CHECK(faults_on(on_mariadb, a, c_alone, one, large) == "");
    CHECK(faults_on(on_sqlite, a, c_alone, one, large).find("trigger 'TOUCH' on c, like one on a") == 0);
    CHECK(faults_on(on_sqlite, a, c_alone, one, two) ==
          "trigger 'touch' on c, like one on a (SQLite and MariaDB identify a trigger by its name alone), is declared "
          "twice; "
          "rename one of them, or list it once [E168]\n");
    static constexpr auto visits = table("visits", column("day", date), partition_by_range("day"),
                                         partition("old", from("2020-01-01"), to("2021-01-01")));
    static constexpr auto old = enumeration("old", "x");
    CHECK(faults_on(on_postgresql, visits, old).find("enumeration 'old': a partition of that name already exists") ==
          0);
    CHECK(faults_on(on_sqlite, visits, old) == "");
}

TEST_CASE("a composite type is comparable if all attributes are") {
    using namespace retort::dsl;
    constexpr model::databases on_postgresql{static_cast<std::uint8_t>(model::database::postgresql)};
    static constexpr auto area = composite("area", column("shape", polygon), column("name", text));
    static constexpr auto address = composite("address", column("street", text));
    static constexpr auto indexed = table("t", column("a", composite_("area")), index("by_a", on("a")));
    static constexpr auto keyed = table("t", column("a", composite_("area")), unique("a"));
    static constexpr auto plain = table("t", column("a", composite_("address")), unique("a"), index("by_a", on("a")));
    CHECK(faults_on(on_postgresql, area, indexed).find("[E134]") != std::string::npos);
    CHECK(faults_on(on_postgresql, area, keyed).find("[E135]") != std::string::npos);
    CHECK(faults_on(on_postgresql, address, plain) == "");
}

TEST_CASE("E118: a unique index counts as a constraint on MariaDB") {
    using namespace retort::dsl;
    constexpr model::databases on_mariadb{static_cast<std::uint8_t>(model::database::mariadb)};
    constexpr model::databases on_postgresql{static_cast<std::uint8_t>(model::database::postgresql)};
    static constexpr auto both =
        table("t", column("a", integer), unique_index("small", on("a")), check("small", col("a") < 9));
    static constexpr auto plain =
        table("t", column("a", integer), index("small", on("a")), check("small", col("a") < 9));
    CHECK(faults_on(on_mariadb, both) == "table 't' has two constraints named 'small'; rename one of them [E118]\n");
    CHECK(faults_on(on_mariadb, plain) == "");
    CHECK(faults_on(on_postgresql, both) == "");
}

TEST_CASE("E127: index prefixes are for text and bytes, not for unique indexes") {
    using namespace retort::dsl;
    static constexpr auto id = column("id", bigint);
    static constexpr auto text_ = column("s", text);
    static constexpr auto bytes_ = column("b", bytes);
    CHECK(faults_of(table("t", text_, bytes_, index("i", on(prefix("s", 1), desc(prefix("b", 5)))))).empty());
    CHECK(faults_of(table("t", text_, index("i", on(prefix("s", 0))))) ==
          "index 'i' of table 't': the prefix of 's' is less than 1; index the whole column [E127]\n");
    CHECK(faults_of(table("t", id, index("i", on(prefix("id", 3))))) ==
          "index 'i' of table 't': the prefix of 'id' is invalid for type bigint; index the whole column [E127]\n");
    CHECK(faults_of(table("t", text_, unique_index("i", on(prefix("s", 3))))) ==
          "index 'i' of table 't': the prefix of 's' would make only the beginnings of values unique; index the whole "
          "column [E127]\n");
}
