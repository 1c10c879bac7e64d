#include "conformance.hpp"

#include <retort/dsl.hpp>

#include "support/lowered.hpp"

namespace retort {
class connection;
}

namespace retort::test {

void fill(retort::connection&);  // only its name is in the plan

using namespace retort::dsl;

namespace {

template <class Operation, std::size_t At = 0>
constexpr std::size_t place_of() {
    if constexpr (std::is_same_v<Operation, std::variant_alternative_t<At, model::operation>>)
        return At;
    else
        return place_of<Operation, At + 1>();
}

// A macro, because the words are for constants only.
#define STEPS(...) testing::lowered(migration("1", __VA_ARGS__)).operations

/// A table and its rows that most cases are about.
std::vector<model::operation> people(std::vector<model::operation> more = {}) {
    std::vector<model::operation> all = STEPS(create_table("people", column("id", bigint), column("name", varchar(100)),
                                                           column("age", integer, nullable), primary_key("id")));
    all.insert(all.end(), more.begin(), more.end());
    return all;
}
const std::vector<std::string> three{
    "INSERT INTO people (id, name, age) VALUES (1, 'Ada', 36), (2, 'Боб', NULL), (3, 'it''s', 0)"};
std::vector<std::string> three_and(std::string more) { return {three.front(), std::move(more)}; }

const std::string everybody = "SELECT id, name, age FROM people ORDER BY id";
const std::string unchanged = "1|Ada|36;2|Боб|NULL;3|it's|0;";

constexpr std::string_view in_the_column = "the columns that have it are changed";
constexpr std::string_view left_out = "left out";

std::vector<conformance_case> made() {
    std::vector<conformance_case> all;
    const auto add = [&]<class Operation>(std::type_identity<Operation>, std::string_view form,
                                          std::vector<model::operation> before, std::vector<model::operation> steps,
                                          test::how how = {}, std::string look = everybody,
                                          std::string answer = unchanged, std::vector<std::string> rows = three) {
        all.push_back({place_of<Operation>(), form, std::move(before), std::move(steps), std::move(rows),
                       std::move(look), std::move(answer), how});
    };
    const auto on_people = [&](auto operation, std::string_view form, std::vector<model::operation> steps,
                               test::how how = {}, std::string look = everybody, std::string answer = unchanged) {
        add(operation, form, people(), std::move(steps), how, std::move(look), std::move(answer));
    };
    using std::type_identity;

    // Tables.
    on_people(type_identity<model::create_table>{}, "",
              STEPS(create_table("notes", column("id", bigint, identity),
                                 column("person_id", bigint, references("people", "id", on_delete::cascade)),
                                 column("words", varchar(50), default_("none")), primary_key("id"), unique("words"),
                                 check("not_empty", col("words") != ""), index(on("person_id")))));
    on_people(type_identity<model::drop_table>{}, "", STEPS(drop_table("people")), {}, "", "");
    on_people(type_identity<model::rename_table>{}, "", STEPS(rename_table("people", "persons")), {},
              "SELECT id, name, age FROM persons ORDER BY id");
    on_people(type_identity<model::alter_table>{}, "comment", STEPS(alter_table("people", comment("who is who"))),
              {.sqlite = "left out: only in the generated documentation"});
    on_people(type_identity<model::alter_table>{}, "unlogged", STEPS(alter_table("people", unlogged)),
              {.sqlite = left_out, .mariadb = left_out});
    on_people(type_identity<model::alter_table>{}, "strict", STEPS(alter_table("people", strict)),
              {.postgresql = left_out, .mariadb = left_out});
    on_people(type_identity<model::alter_table>{}, "without_rowid", STEPS(alter_table("people", without_rowid)),
              {.postgresql = left_out, .mariadb = left_out});
    on_people(type_identity<model::alter_table>{}, "row_level_security",
              STEPS(alter_table("people", row_level_security)));
    on_people(type_identity<model::alter_table>{}, "with(\"fillfactor\", …)",
              STEPS(alter_table("people", with("fillfactor", "80"))), {.sqlite = left_out, .mariadb = left_out});

    // Columns.
    on_people(type_identity<model::add_column>{}, "nullable",
              STEPS(add_column("people", column("city", text, nullable))), {},
              "SELECT id, city FROM people ORDER BY id", "1|NULL;2|NULL;3|NULL;");
    on_people(type_identity<model::add_column>{}, "not null, with a default",
              STEPS(add_column("people", column("points", integer, default_(7)))), {},
              "SELECT id, points FROM people ORDER BY id", "1|7;2|7;3|7;");
    on_people(type_identity<model::add_column>{}, "varchar(16383) beside others",
              STEPS(add_column("people", column("history", varchar(16383), nullable))), {},
              "SELECT id, history FROM people ORDER BY id", "1|NULL;2|NULL;3|NULL;");
    on_people(type_identity<model::add_column>{}, "generated, stored",
              STEPS(add_column("people", column("twice", integer, nullable, generated(col("age") * 2)))), {},
              "SELECT id, twice FROM people ORDER BY id", "1|72;2|NULL;3|0;");
    on_people(type_identity<model::add_column>{}, "generated, virtual",
              STEPS(add_column("people", column("twice", integer, nullable, generated(col("age") * 2, virtual_)))), {},
              "SELECT id, twice FROM people ORDER BY id", "1|72;2|NULL;3|0;");
    on_people(type_identity<model::add_column>{}, "identity beside the key",
              STEPS(add_column("people", column("number", bigint, identity))), {},
              "SELECT count(*), count(DISTINCT number) FROM people", "3|3;");
    on_people(type_identity<model::add_column>{}, "generated from a generated one",
              STEPS(add_column("people", column("twice", integer, nullable, generated(col("age") * 2))),
                    add_column("people", column("more", integer, nullable, generated(col("twice") + 1)))),
              {}, "SELECT id, more FROM people ORDER BY id", "1|73;2|NULL;3|1;");
    const auto numbered = [](std::vector<model::operation> more = {}) {
        std::vector<model::operation> steps =
            STEPS(create_table("people", column("id", bigint, identity), column("name", varchar(100)),
                               column("age", integer, nullable), primary_key("id")));
        steps.insert(steps.end(), more.begin(), more.end());
        return steps;
    };
    add(type_identity<model::add_column>{}, "a second identity", numbered(),
        STEPS(add_column("people", column("number", bigint, identity))), {},
        "SELECT count(*), count(DISTINCT number) FROM people", "3|3;");
    on_people(type_identity<model::add_column>{}, "with a collation",
              STEPS(add_column("people", column("city", text, nullable, collation("C")))));
    all.back().only.add(model::database::sqlite);
    all.back().only.add(model::database::postgresql);
    on_people(type_identity<model::add_column>{}, "with a collation",
              STEPS(add_column("people", column("city", text, nullable, collation("utf8mb4_general_ci")))));
    all.back().only.add(model::database::mariadb);
    on_people(type_identity<model::add_column>{}, "with a collation of SQLite's",
              STEPS(add_column("people", column("city", text, nullable, collation("NOCASE")))));
    on_people(type_identity<model::drop_column>{}, "", STEPS(drop_column("people", "age")), {},
              "SELECT id, name FROM people ORDER BY id", "1|Ada;2|Боб;3|it's;");
    on_people(type_identity<model::rename_column>{}, "", STEPS(rename_column("people", "name", "full name")), {},
              "SELECT id, \"full name\" FROM people ORDER BY id", "1|Ada;2|Боб;3|it's;");
    on_people(type_identity<model::alter_column>{}, "type, wider", STEPS(alter_column("people", "age", bigint)));
    on_people(type_identity<model::alter_column>{}, "type, of another family",
              STEPS(alter_column("people", "age", varchar(20))));
    on_people(type_identity<model::alter_column>{}, "type, with using_(…)",
              STEPS(alter_column("people", "age", bigint, using_("age + 1"))), {}, everybody,
              "1|Ada|37;2|Боб|NULL;3|it's|1;");
    all.back().back = all.back().answer;
    on_people(type_identity<model::alter_column>{}, "nullable", STEPS(alter_column("people", "name", nullable)));
    add(type_identity<model::alter_column>{}, "not null", people(), STEPS(alter_column("people", "age", not_null)), {},
        everybody, "1|Ada|36;", {"INSERT INTO people (id, name, age) VALUES (1, 'Ada', 36)"});
    on_people(type_identity<model::alter_column>{}, "default", STEPS(alter_column("people", "age", default_(18))));
    on_people(type_identity<model::alter_column>{}, "identity of the key",
              STEPS(alter_column("people", "id", identity)));
    on_people(type_identity<model::alter_column>{}, "comment", STEPS(alter_column("people", "age", comment("years"))),
              {.sqlite = "left out: only in the generated documentation"});

    // Indexes.
    on_people(type_identity<model::create_index>{}, "", STEPS(create_index("people", index(on(desc("name"), "age")))));
    on_people(type_identity<model::create_index>{}, "unique", STEPS(create_index("people", unique_index(on("name")))));
    on_people(type_identity<model::create_index>{}, "partial",
              STEPS(create_index("people", index("grown_up", on("name"), where(col("age") >= 18)))));
    on_people(type_identity<model::create_index>{}, "of an expression",
              STEPS(create_index("people", index("by_lower", on(lower(col("name")))))));
    on_people(type_identity<model::create_index>{}, "include(…)",
              STEPS(create_index("people", index("by_name", on("name"), include("age")))),
              {.sqlite = "an index without them", .mariadb = "an index without them"});
    on_people(type_identity<model::create_index>{}, "concurrently",
              STEPS(create_index("people", index("by_name", on("name"), concurrently))),
              {.sqlite = "an ordinary index: there is one writer", .mariadb = "an ordinary index: LOCK=NONE"});
    on_people(type_identity<model::create_index>{}, "method(\"hash\")",
              STEPS(create_index("people", index("by_name", on("name"), method("hash")))));
    on_people(type_identity<model::create_index>{}, "method(\"brin\")",
              STEPS(create_index("people", index("by_id", on("id"), method("brin")))));
    on_people(type_identity<model::create_index>{}, "method(\"fulltext\")",
              STEPS(create_index("people", index("by_name", on("name"), method("fulltext")))));
    on_people(type_identity<model::create_index>{}, "nulls_not_distinct",
              STEPS(create_index("people", unique_index(on("age"), nulls_not_distinct))));
    add(type_identity<model::drop_index>{}, "", people(STEPS(create_index("people", index("by_name", on("name"))))),
        STEPS(drop_index("people", "by_name")));
    add(type_identity<model::create_index>{}, "over five texts",
        people(
            STEPS(add_column("people", column("a", text, nullable)), add_column("people", column("b", text, nullable)),
                  add_column("people", column("c", text, nullable)), add_column("people", column("d", text, nullable)),
                  add_column("people", column("e", text, nullable)))),
        STEPS(create_index("people", index("by_all", on("a", "b", "c", "d", "e")))));
    add(type_identity<model::rename_index>{}, "", people(STEPS(create_index("people", index("by_name", on("name"))))),
        STEPS(rename_index("people", "by_name", "named")));

    // Constraints.
    add(type_identity<model::add_primary_key>{}, "",
        STEPS(create_table("people", column("id", bigint), column("name", varchar(100)),
                           column("age", integer, nullable))),
        STEPS(add_primary_key("people", primary_key("id"))));
    const auto labels = [] {
        return STEPS(
            create_table("labels", column("id", bigint), column("word", text), column("phrase", varchar(1000))));
    };
    const std::vector<std::string> labelled{
        "INSERT INTO labels (id, word, phrase) VALUES (1, 'a', 'b'), (2, 'it''s', '')"};
    const std::string of_labels = "SELECT id, word, phrase FROM labels ORDER BY id", same_labels = "1|a|b;2|it's|;";
    add(type_identity<model::add_primary_key>{}, "over text", labels(),
        STEPS(add_primary_key("labels", primary_key("word"))), {}, of_labels, same_labels, labelled);
    add(type_identity<model::add_primary_key>{}, "over varchar(1000)", labels(),
        STEPS(add_primary_key("labels", primary_key("phrase"))), {}, of_labels, same_labels, labelled);
    add(type_identity<model::add_unique>{}, "over text", labels(), STEPS(add_unique("labels", unique("word"))),
        {.mariadb = "over hashes"}, of_labels, same_labels, labelled);
    add(type_identity<model::add_unique>{}, "over an identity and varchar(1000)",
        numbered(STEPS(add_column("people", column("phrase", varchar(1000), default_("x"))))),
        STEPS(add_unique("people", unique("id", "phrase"))));
    on_people(type_identity<model::add_unique>{}, "", STEPS(add_unique("people", unique("name"))));
    on_people(type_identity<model::add_unique>{}, "deferrable",
              STEPS(add_unique("people", unique("name", deferrable))));
    on_people(type_identity<model::add_unique>{}, "nulls_not_distinct",
              STEPS(add_unique("people", unique("age", nulls_not_distinct))));
    const auto homes = [] {
        return people(
            STEPS(create_table("homes", column("id", bigint), column("person_id", bigint, nullable, default_(1)),
                               column("name", varchar(100), nullable), primary_key("id"))));
    };
    const auto key = [&](std::string_view form, std::vector<model::operation> steps) {
        add(type_identity<model::add_foreign_key>{}, form, homes(), std::move(steps), {},
            "SELECT id, person_id FROM homes ORDER BY id", "1|1;2|NULL;",
            three_and("INSERT INTO homes (id, person_id) VALUES (1, 1), (2, NULL)"));
    };
    key("", STEPS(add_foreign_key("homes", foreign_key("person_id", references("people", "id", on_delete::cascade)))));
    key("on_delete::set_default",
        STEPS(add_foreign_key("homes", foreign_key("person_id", references("people", "id", on_delete::set_default)))));
    key("deferrable",
        STEPS(add_foreign_key("homes", foreign_key("person_id", references("people", "id", initially_deferred)))));
    key("match_full",
        STEPS(add_foreign_key("homes", foreign_key("person_id", references("people", "id", match_full)))));
    key("not_valid", STEPS(add_foreign_key("homes", foreign_key("person_id", references("people", "id", not_valid)))));
    add(type_identity<model::add_foreign_key>{}, "between two collations",
        people(STEPS(
            create_table("cities", column("name", varchar(50)), primary_key("name"), charset("latin1")),
            create_table("homes", column("id", bigint), column("city", varchar(50), nullable), primary_key("id")))),
        STEPS(add_foreign_key("homes", foreign_key("city", references("cities", "name")))), {},
        "SELECT id, city FROM homes", "1|NULL;", three_and("INSERT INTO homes (id, city) VALUES (1, NULL)"));
    on_people(type_identity<model::add_check>{}, "", STEPS(add_check("people", check("sane", col("age") < 200))));
    add(type_identity<model::add_check>{}, "of an identity", numbered(),
        STEPS(add_check("people", check("counted", col("id") > 0))));
    add(type_identity<model::add_check>{}, "of what a foreign key sets",
        people(
            STEPS(create_table("homes", column("id", bigint),
                               column("person_id", bigint, nullable, references("people", "id", on_delete::set_null)),
                               primary_key("id")))),
        STEPS(add_check("homes", check("known", col("person_id") > 0))), {}, "SELECT id, person_id FROM homes", "1|3;",
        three_and("INSERT INTO homes (id, person_id) VALUES (1, 3)"));
    on_people(type_identity<model::add_check>{}, "not_valid",
              STEPS(add_check("people", check("sane", col("age") < 200, not_valid))));
    on_people(type_identity<model::add_exclusion>{}, "",
              STEPS(add_exclusion("people", exclude("no_two", method("btree"), with("name", "=")))));
    add(type_identity<model::validate_constraint>{}, "",
        people(STEPS(add_check("people", check("sane", col("age") < 200, not_valid)))),
        STEPS(validate_constraint("people", "sane")));
    on_people(type_identity<model::drop_constraint>{}, "primary key", STEPS(drop_primary_key("people", "pk_people")));
    add(type_identity<model::drop_constraint>{}, "unique", people(STEPS(add_unique("people", unique("name")))),
        STEPS(drop_unique("people", "uq_people_name")));
    add(type_identity<model::drop_constraint>{}, "check",
        people(STEPS(add_check("people", check("sane", col("age") < 200)))), STEPS(drop_check("people", "sane")));
    add(type_identity<model::drop_constraint>{}, "foreign key",
        people(STEPS(create_table("homes", column("id", bigint),
                                  column("person_id", bigint, references("people", "id")), primary_key("id")))),
        STEPS(drop_foreign_key("homes", "fk_homes_person_id")), {}, "SELECT id, person_id FROM homes", "1|3;",
        three_and("INSERT INTO homes (id, person_id) VALUES (1, 3)"));
    add(type_identity<model::rename_constraint>{}, "",
        people(STEPS(add_check("people", check("sane", col("age") < 200)))),
        STEPS(rename_constraint("people", "sane", "of_age")), {.mariadb = "dropped and added"});

    // Enumerations.
    const auto moods = [] {
        return STEPS(
            create_enumeration("mood", "sad", "ok"),
            create_table("people", column("id", bigint), column("mood", enum_("mood"), nullable), primary_key("id")));
    };
    const std::vector<std::string> moody{"INSERT INTO people (id, mood) VALUES (1, 'sad'), (2, 'ok'), (3, NULL)"};
    const std::string of_mood = "SELECT id, mood FROM people ORDER BY id", same_mood = "1|sad;2|ok;3|NULL;";
    constexpr test::how at_use{.sqlite = "a check of each column that has it",
                               .mariadb = "the type of each such column"};
    on_people(type_identity<model::create_enumeration>{}, "", STEPS(create_enumeration("mood", "sad", "ok")), at_use);
    add(type_identity<model::drop_enumeration>{}, "", people(STEPS(create_enumeration("mood", "sad", "ok"))),
        STEPS(drop_enumeration("mood")), at_use);
    add(type_identity<model::alter_enumeration>{}, "", moods(), STEPS(alter_enumeration("mood", "ok", "fine", "sad")),
        {.postgresql = "a new type takes the old one's place", .mariadb = in_the_column}, of_mood, same_mood, moody);
    add(type_identity<model::add_enumeration_value>{}, "", moods(),
        STEPS(add_enumeration_value("mood", "fine", before("ok"))), {.mariadb = in_the_column}, of_mood, same_mood,
        moody);
    add(type_identity<model::rename_enumeration_value>{}, "", moods(),
        STEPS(rename_enumeration_value("mood", "sad", "low")), {.mariadb = "both values while the rows change"},
        of_mood, "1|low;2|ok;3|NULL;", moody);

    // Partitions.
    const auto events = [](std::vector<model::operation> more = {}) {
        std::vector<model::operation> steps = STEPS(
            create_table("events", column("id", bigint), column("day", date), primary_key("id", "day"),
                         partition_by_range("day"), partition("events_2024", from("2024-01-01"), to("2025-01-01"))));
        steps.insert(steps.end(), more.begin(), more.end());
        return steps;
    };
    constexpr test::how one_table{.sqlite = "one table; nothing to do", .mariadb = "one table; nothing to do"};
    const std::vector<std::string> in_2024{"INSERT INTO events (id, day) VALUES (1, '2024-02-29'), (2, '2024-12-31')"};
    add(type_identity<model::create_partition>{}, "", events(),
        STEPS(create_partition("events", partition("events_2025", from("2025-01-01"), to("2026-01-01")))), one_table,
        "SELECT id FROM events ORDER BY id", "1;2;", in_2024);
    add(type_identity<model::drop_partition>{}, "",
        events(STEPS(create_partition("events", partition("events_2025", from("2025-01-01"), to("2026-01-01"))))),
        STEPS(drop_partition("events", "events_2025")),
        {.sqlite = "its rows are deleted", .mariadb = "its rows are deleted"}, "SELECT id FROM events ORDER BY id",
        "1;2;", {in_2024.front(), "INSERT INTO events (id, day) VALUES (3, '2025-06-01')"});
    all.back().back = all.back().answer;

    // Objects: created, replaced, renamed and dropped, of each kind.
    const auto object = [&](std::string_view kind, const std::vector<model::operation>& create,
                            std::vector<model::operation> replace, std::vector<model::operation> rename,
                            std::vector<model::operation> drop, test::how how = {}) {
        on_people(type_identity<model::create_object>{}, kind, create, how);
        add(type_identity<model::replace_object>{}, kind, people(create), replace, how);
        add(type_identity<model::rename_object>{}, kind, people(create), rename, how);
        add(type_identity<model::drop_object>{}, kind, people(create), drop, how);
    };
    object("view", STEPS(create_view("named", "SELECT id, name FROM people", depends_on("people"))),
           STEPS(replace_view("named", "SELECT name FROM people", depends_on("people"))),
           STEPS(rename_view("named", "names")), STEPS(drop_view("named")));
    object("materialized_view",
           STEPS(create_materialized_view("counted", "SELECT count(*) AS n FROM people", depends_on("people"))),
           STEPS(replace_materialized_view("counted", "SELECT max(id) AS n FROM people", depends_on("people"))),
           STEPS(rename_materialized_view("counted", "numbers")), STEPS(drop_materialized_view("counted")));
    object("sequence", STEPS(create_sequence("numbers", start(10), increment(5))),
           STEPS(replace_sequence("numbers", increment(2))), STEPS(rename_sequence("numbers", "invoices")),
           STEPS(drop_sequence("numbers")));
    object("function",
           STEPS(create_function("twice(a integer)",
                                 on(postgresql, "RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 2 * a $$"),
                                 on(mariadb, "RETURNS integer DETERMINISTIC RETURN 2 * a"), on(sqlite, "x"))),
           STEPS(replace_function("twice(a integer)",
                                  on(postgresql, "RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT a + a $$"),
                                  on(mariadb, "RETURNS integer DETERMINISTIC RETURN a + a"), on(sqlite, "x"))),
           STEPS(rename_function("twice(a integer)", "doubled(a integer)")), STEPS(drop_function("twice(a integer)")));
    object(
        "procedure",
        STEPS(create_procedure("clean()", on(postgresql, "LANGUAGE sql AS $$ DELETE FROM people $$"),
                               on(mariadb, "DELETE FROM people"), on(sqlite, "x"), depends_on("people"))),
        STEPS(replace_procedure("clean()", on(postgresql, "LANGUAGE sql AS $$ DELETE FROM people WHERE id > 0 $$"),
                                on(mariadb, "DELETE FROM people WHERE id > 0"), on(sqlite, "x"), depends_on("people"))),
        STEPS(rename_procedure("clean()", "sweep()")), STEPS(drop_procedure("clean()")));
    object("trigger",
           STEPS(create_trigger(
               "watched", "people", on(mariadb, "BEFORE UPDATE ON people FOR EACH ROW SET NEW.age = 1"),
               on(sqlite, "AFTER UPDATE ON people BEGIN SELECT 1; END"),
               on(postgresql,
                  "BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"))),
           STEPS(replace_trigger(
               "watched", "people", on(mariadb, "BEFORE UPDATE ON people FOR EACH ROW SET NEW.age = 2"),
               on(sqlite, "AFTER DELETE ON people BEGIN SELECT 1; END"),
               on(postgresql,
                  "AFTER UPDATE ON people FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"))),
           STEPS(rename_trigger("watched", "people", "seen")), STEPS(drop_trigger("watched", "people")));
    object("policy", STEPS(create_policy("all_of_it", "people", "FOR SELECT USING (true)")),
           STEPS(replace_policy("all_of_it", "people", "FOR SELECT USING (id > 0)")),
           STEPS(rename_policy("all_of_it", "people", "some")), STEPS(drop_policy("all_of_it", "people")));
    on_people(type_identity<model::create_object>{}, "grant",
              STEPS(create_grant("public", "people", "select", "insert")));
    add(type_identity<model::replace_object>{}, "grant",
        people(STEPS(create_grant("public", "people", "select", "insert"))),
        STEPS(replace_grant("public", "people", "select")));
    add(type_identity<model::drop_object>{}, "grant", people(STEPS(create_grant("public", "people", "select"))),
        STEPS(drop_grant("public", "people")));
    constexpr test::how at_columns{.sqlite = "the base type, with the check, in each column of the domain",
                                   .mariadb = "the base type, with the check, in each column of the domain"};
    const auto aged = [] {
        return STEPS(
            create_domain("years", integer, check(col("value") >= 0)),
            create_table("people", column("id", bigint), column("age", domain_("years"), nullable), primary_key("id")));
    };
    const std::vector<std::string> of_age{"INSERT INTO people (id, age) VALUES (1, 0), (2, NULL), (3, 99)"};
    const std::string ages = "SELECT id, age FROM people ORDER BY id", same_ages = "1|0;2|NULL;3|99;";
    on_people(type_identity<model::create_object>{}, "domain",
              STEPS(create_domain("years", integer, check(col("value") >= 0))), at_columns);
    add(type_identity<model::replace_object>{}, "domain", aged(),
        STEPS(replace_domain("years", integer, check(col("value") < 200))), at_columns, ages, same_ages, of_age);
    add(type_identity<model::rename_object>{}, "domain", aged(), STEPS(rename_domain("years", "age_in_years")),
        at_columns, ages, same_ages, of_age);
    add(type_identity<model::drop_object>{}, "domain", people(STEPS(create_domain("years", integer))),
        STEPS(drop_domain("years")), at_columns);
    object("composite", STEPS(create_composite("address", column("street", text), column("zip", varchar(10)))),
           STEPS(replace_composite("address", column("street", text), column("city", text))),
           STEPS(rename_composite("address", "place")), STEPS(drop_composite("address")));
    constexpr test::how in_names{.sqlite = "a part of the tables' names", .mariadb = "a part of the tables' names"};
    on_people(type_identity<model::create_object>{}, "namespace_", STEPS(create_namespace_("audit")), in_names);
    add(type_identity<model::rename_object>{}, "namespace_", people(STEPS(create_namespace_("audit"))),
        STEPS(rename_namespace_("audit", "kept")), in_names);
    add(type_identity<model::drop_object>{}, "namespace_", people(STEPS(create_namespace_("audit"))),
        STEPS(drop_namespace_("audit")), in_names);
    constexpr test::how nothing_there{.sqlite = left_out, .mariadb = left_out};
    on_people(type_identity<model::create_object>{}, "extension", STEPS(create_extension("btree_gist")), nothing_there);

    // Rows.
    on_people(type_identity<model::insert_rows>{}, "",
              STEPS(insert_rows("people", columns("id", "name", "age"), row(7, "it's \\new\\", null))), {}, everybody,
              unchanged + "7|it's \\new\\|NULL;");
    on_people(type_identity<model::update_rows>{}, "",
              STEPS(update_rows("people", set("age", col("age") + 1), where(col("id") == 1),
                                undo(set("age", col("age") - 1), where(col("id") == 1)))),
              {}, everybody, "1|Ada|37;2|Боб|NULL;3|it's|0;");
    on_people(
        type_identity<model::delete_rows>{}, "",
        STEPS(delete_rows("people", where(col("id") == 3), undo(columns("id", "name", "age"), row(3, "it's", 0)))), {},
        everybody, "1|Ada|36;2|Боб|NULL;");
    on_people(type_identity<model::backfill>{}, "",
              STEPS(backfill("people", set("age", 0), where(col("age").is_null()))), {}, everybody,
              "1|Ada|36;2|Боб|0;3|it's|0;");
    all.back().back = all.back().answer;
    on_people(type_identity<model::backfill>{}, "batch(…)",
              STEPS(backfill("people", set("age", 0), where(col("age").is_null()), batch(1))), {}, everybody,
              "1|Ada|36;2|Боб|0;3|it's|0;");
    all.back().back = all.back().answer;
    on_people(type_identity<model::backfill>{}, "batch(…) among other steps",
              STEPS(add_column("people", column("note", integer, nullable)),
                    backfill("people", set("age", 0), where(col("age").is_null()), batch(1)),
                    alter_column("people", "age", not_null), drop_column("people", "note")),
              {}, everybody, "1|Ada|36;2|Боб|0;3|it's|0;");
    all.back().back = all.back().answer;
    on_people(
        type_identity<model::execute>{}, "",
        STEPS(execute("UPDATE people SET age = 40 WHERE id = 1", undo("UPDATE people SET age = 36 WHERE id = 1"))), {},
        everybody, "1|Ada|40;2|Боб|NULL;3|it's|0;");
    on_people(type_identity<model::declared_effect>{}, "",
              STEPS(execute(on(postgresql, "ALTER TABLE people ADD COLUMN city integer"),
                            on(mariadb, "ALTER TABLE people ADD COLUMN city integer"),
                            on(sqlite,
                               "ALTER TABLE people ADD COLUMN city INTEGER CHECK (typeof(city) IN ('integer', 'null') "
                               "AND city BETWEEN -2147483648 AND 2147483647)"),
                            undo("ALTER TABLE people DROP COLUMN city"),
                            effect(add_column("people", column("city", integer, nullable))))),
              {}, "SELECT id, city FROM people ORDER BY id", "1|NULL;2|NULL;3|NULL;");
    on_people(type_identity<model::run>{}, "", STEPS(run<fill>(nothing)));
    return all;
}

}  // namespace

const std::vector<conformance_case>& conformance_cases() {
    static const std::vector<conformance_case> all = made();
    return all;
}

}  // namespace retort::test
