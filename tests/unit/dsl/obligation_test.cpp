// What a step demands of rows that may exist, what discharges it, and whether branches that are merged commute.
#include "support/catch.hpp"

#include <retort/dsl.hpp>

#include <string>

namespace model = retort::model;
using namespace retort::dsl;

namespace {

/// The sentences, without their places.
std::string text_of(model::faults found) {
    std::string all;
    for (model::fault& f : found) {
        f.place = {};
        all += std::string(std::string_view(to_string(f))) + "\n";
    }
    return all;
}

/// What the history of these revisions has against it, each after the one before.
template <class... Migration>
std::string faults_of(const Migration&... migrations) {
    model::schema s{.name = "shop"};
    model::faults found;
    const auto replay = [&](const auto& m) {
        begin_revision(s);
        retort::detail::replayer take{s, found, true};
        m.visit(take);
        take.finish();
    };
    (replay(migrations), ...);
    return text_of(found);
}

/// The same, in codes: "" or "E171".
template <class... Migration>
std::string code_of(const Migration&... migrations) {
    const std::string all = faults_of(migrations...);
    const std::size_t at = all.find("[E");
    return at == std::string::npos ? std::string() : all.substr(at + 1, 4);
}

/// Two tables that have rows from the next revision on.
constexpr auto first =
    migration("1", create_table("makers", column("id", bigint, identity), column("name", text), primary_key("id")),
              create_table("parts", column("id", bigint, identity), column("name", varchar(100), nullable),
                           column("price", integer), column("weight", integer, nullable),
                           column("maker_id", bigint, nullable), primary_key("id")));

/// A revision after `first`.
template <class... Step>
consteval auto then(Step... steps) {
    return migration("2", steps...);
}

}  // namespace

TEST_CASE("a table that the same revision creates has no rows") {
    CHECK(code_of(migration("1", create_table("t", column("a", integer, nullable), column("b", bigint)),
                            alter_column("t", "a", not_null), add_column("t", column("c", text)),
                            add_unique("t", unique("a")), add_check("t", check("positive", col("a") > 0)),
                            create_index("t", unique_index(on("b"))), alter_column("t", "b", integer))) == "");
    // A revision later it may have some.
    CHECK(code_of(migration("1", create_table("t", column("a", integer, nullable))),
                  migration("2", alter_column("t", "a", not_null))) == "E171");
    // Renaming it creates nothing.
    CHECK(code_of(first, then(rename_table("parts", "articles"), alter_column("articles", "name", not_null))) ==
          "E171");
}

TEST_CASE("a column that is NOT NULL needs a value for existing rows") {
    CHECK(faults_of(first, then(add_column("parts", column("code", text)))) ==
          "add column parts.code: existing rows of parts have no value for it; add default_(...), or make it nullable, "
          "backfill it and then alter_column(..., not_null) [E170]\n");
    CHECK(code_of(first, then(add_column("parts", column("code", text, nullable)))) == "");
    CHECK(code_of(first, then(add_column("parts", column("code", text, default_("?"))))) == "");
    CHECK(code_of(first, then(add_column("parts", column("code", timestamptz, default_(now))))) == "");
    CHECK(code_of(first, then(add_column("parts", column("code", integer, generated(col("price") * 2))))) == "");
    CHECK(code_of(first, then(add_column("parts", column("code", text), assume("the table is empty")))) == "");
    CHECK(code_of(first, then(add_column("parts", column("code", text), assume("")))) == "E176");
}

TEST_CASE("NOT NULL is discharged by a backfill of all rows that hold NULL") {
    CHECK(faults_of(first, then(alter_column("parts", "name", not_null))) ==
          "alter column parts.name: a row of parts may hold NULL; add a backfill(...) before it, precheck, or "
          "assume(\"why not\") [E171]\n");
    CHECK(code_of(first, then(backfill("parts", set("name", "?"), where(col("name").is_null())),
                              alter_column("parts", "name", not_null))) == "");
    CHECK(code_of(first, then(backfill("parts", set("name", "?")), alter_column("parts", "name", not_null))) == "");
    CHECK(code_of(first, then(backfill("parts", set("name", coalesce(col("name"), "?"))),
                              alter_column("parts", "name", not_null))) == "");
    // Its condition may take in more rows than need it.
    CHECK(code_of(first, then(backfill("parts", set("name", "?"), where(col("name").is_null() || col("name") == "")),
                              alter_column("parts", "name", not_null))) == "");
    // Of a value that is computed from columns that are never NULL, too.
    CHECK(code_of(first, then(backfill("parts", set("weight", col("price") * 2), where(col("weight").is_null())),
                              alter_column("parts", "weight", not_null))) == "");
    // A column that was NULL in no row stays so.
    CHECK(code_of(first, then(alter_column("parts", "price", not_null))) == "");
}

TEST_CASE("NOT NULL is not discharged by a backfill of something else") {
    CHECK(code_of(first, then(backfill("parts", set("weight", 0), where(col("weight").is_null())),
                              alter_column("parts", "name", not_null))) == "E171");
    CHECK(code_of(first, then(backfill("parts", set("name", "?"), where(col("name").is_null() && col("price") > 0)),
                              alter_column("parts", "name", not_null))) == "E171");
    CHECK(code_of(first, then(backfill("parts", set("name", "?"), where(col("name") == "")),
                              alter_column("parts", "name", not_null))) == "E171");
    // Of a value that may be NULL itself.
    CHECK(code_of(first, then(backfill("parts", set("weight", col("maker_id")), where(col("weight").is_null())),
                              alter_column("parts", "weight", not_null))) == "E171");
    CHECK(code_of(first, then(backfill("parts", set("name", null)), alter_column("parts", "name", not_null))) ==
          "E171");
    CHECK(code_of(first, then(backfill("parts", set("name", sql("upper(name)"))),
                              alter_column("parts", "name", not_null))) == "E171");
    // Of another table.
    CHECK(code_of(first, then(backfill("makers", set("name", "?")), alter_column("parts", "name", not_null))) ==
          "E171");
    // Written again in between.
    CHECK(code_of(first, then(backfill("parts", set("name", "?"), where(col("name").is_null())),
                              update_rows("parts", set("name", null), where(col("price") == 0), irreversible("gone")),
                              alter_column("parts", "name", not_null))) == "E171");
    CHECK(code_of(first, then(backfill("parts", set("name", "?"), where(col("name").is_null())),
                              insert_rows("parts", columns("price"), row(1)),
                              alter_column("parts", "name", not_null))) == "E171");
}

TEST_CASE("NOT NULL is discharged by what the author answers for") {
    CHECK(code_of(first, then(alter_column("parts", "name", not_null, precheck))) == "");
    CHECK(code_of(first, then(alter_column("parts", "name", not_null, assume("the importer fills it")))) == "");
    CHECK(code_of(first, then(alter_column("parts", "name", not_null, assume("")))) == "E176");
}

TEST_CASE("NOT NULL is discharged by a column's own default, in the revision that adds it") {
    CHECK(code_of(first, then(add_column("parts", column("code", text, nullable, default_("?"))),
                              alter_column("parts", "code", not_null))) == "");
    CHECK(code_of(first, then(add_column("parts", column("code", text, nullable)),
                              alter_column("parts", "code", not_null))) == "E171");
    // A revision later other rows may have come.
    CHECK(code_of(first, then(add_column("parts", column("code", text, nullable, default_("?")))),
                  migration("3", alter_column("parts", "code", not_null))) == "E171");
}

TEST_CASE("what a backfill with a condition has filled stays known; what every row held does not") {
    static constexpr auto fill = then(backfill("parts", set("name", "?"), where(col("name").is_null())));
    CHECK(code_of(first, fill, migration("3", alter_column("parts", "name", not_null))) == "");
    // The same column under another name, and in a table of another name.
    CHECK(code_of(first, fill,
                  migration("3", rename_column("parts", "name", "title"), alter_column("parts", "title", not_null))) ==
          "");
    CHECK(code_of(first, fill,
                  migration("3", rename_table("parts", "articles"), alter_column("articles", "name", not_null))) == "");
    // Another column of the same name is not that one.
    CHECK(code_of(first, fill,
                  migration("3", drop_column("parts", "name"), add_column("parts", column("name", text, nullable)),
                            alter_column("parts", "name", not_null))) == "E171");
    // That every price was 7 is forgotten with the revision.
    CHECK(code_of(first, then(backfill("parts", set("price", 7))),
                  migration("3", add_check("parts", check("seven", col("price") == 7)))) == "E174");
}

TEST_CASE("raw SQL and functions end what was known of every row") {
    CHECK(code_of(first, then(add_column("parts", column("code", integer, default_(1))),
                              add_check("parts", check("one", col("code") == 1)))) == "");
    CHECK(code_of(first, then(add_column("parts", column("code", integer, default_(1))),
                              execute("UPDATE parts SET code = 2", irreversible("why")),
                              add_check("parts", check("one", col("code") == 1)))) == "E174");
    CHECK(code_of(first,
                  then(backfill("parts", set("price", 7)), execute("UPDATE parts SET price = 8", irreversible("why")),
                       add_check("parts", check("seven", col("price") == 7)))) == "E174");
}

TEST_CASE("a check is discharged by a backfill of the rows that break it") {
    CHECK(faults_of(first, then(add_check("parts", check("cheap", col("price") < 100)))) ==
          "add check to parts 'cheap': a row of parts may not fulfil it; add a backfill(...) that makes it true, "
          "precheck, not_valid, or assume(\"why it does\") [E174]\n");
    CHECK(code_of(first, then(backfill("parts", set("price", 99), where(col("price") >= 100)),
                              add_check("parts", check("cheap", col("price") < 100)))) == "");
    CHECK(code_of(first, then(backfill("parts", set("price", 1), where(col("price") == 0)),
                              add_check("parts", check("not_free", col("price") != 0)))) == "");
    CHECK(code_of(first, then(backfill("parts", set("price", 0), where(!(col("price") >= 0 && col("price") < 100))),
                              add_check("parts", check("cheap", col("price") >= 0 && col("price") < 100)))) == "");
    CHECK(code_of(first, then(backfill("parts", set("price", 0), where(col("price") < 0 || col("price") >= 100)),
                              add_check("parts", check("cheap", col("price") >= 0 && col("price") < 100)))) == "");
    CHECK(code_of(first, then(backfill("parts", set("name", "?"), where(col("name").is_null())),
                              add_check("parts", check("named", col("name").is_not_null())))) == "");
    // Both halves, each by its own backfill.
    CHECK(code_of(first, then(backfill("parts", set("price", 0), where(col("price") < 0)),
                              backfill("parts", set("name", "?"), where(col("name").is_null())),
                              add_check("parts", check("whole", col("price") >= 0 && col("name").is_not_null())))) ==
          "");
}

TEST_CASE("a check is not discharged by a backfill that leaves rows out, or breaks it itself") {
    CHECK(code_of(first, then(backfill("parts", set("price", 99), where(col("price") >= 200)),
                              add_check("parts", check("cheap", col("price") < 100)))) == "E174");
    CHECK(code_of(first, then(backfill("parts", set("price", 100), where(col("price") >= 100)),
                              add_check("parts", check("cheap", col("price") < 100)))) == "E174");
    CHECK(code_of(first, then(backfill("parts", set("weight", 1), where(col("price") >= 100)),
                              add_check("parts", check("cheap", col("price") < 100)))) == "E174");
    CHECK(code_of(first, then(backfill("parts", set("price", col("price") - 1), where(col("price") >= 100)),
                              add_check("parts", check("cheap", col("price") < 100)))) == "E174");
    CHECK(code_of(first, then(backfill("parts", set("price", 99), where(col("price") >= 100)),
                              update_rows("parts", set("price", 500), where(col("id") == 1), irreversible("why")),
                              add_check("parts", check("cheap", col("price") < 100)))) == "E174");
}

TEST_CASE("a check is discharged by a default or by NULL in the revision that adds its column") {
    static constexpr auto add_code = add_column("parts", column("code", integer, default_(5)));
    CHECK(code_of(first, migration("2", add_code, add_check("parts", check("c", col("code") > 0)))) == "");
    CHECK(code_of(first, migration("2", add_code, add_check("parts", check("c", col("code").in(4, 5))))) == "");
    CHECK(code_of(first, migration("2", add_code, add_check("parts", check("c", col("code").between(1, 9))))) == "");
    CHECK(code_of(first, migration("2", add_code, add_check("parts", check("c", !(col("code") > 9))))) == "");
    CHECK(code_of(first, migration("2", add_code, add_check("parts", check("c", col("code") > 9)))) == "E174");
    CHECK(code_of(first, migration("2", add_code, add_check("parts", check("c", col("code") > col("price"))))) ==
          "E174");
    CHECK(code_of(first, then(add_column("parts", column("note", text, default_("new"))),
                              add_check("parts", check("c", length(col("note")) <= 3)))) == "");
    // A comparison with NULL is not false, and only false breaks a check.
    CHECK(code_of(first, then(add_column("parts", column("code", integer, nullable)),
                              add_check("parts", check("c", col("code") > 0)))) == "");
    CHECK(code_of(first, then(add_column("parts", column("code", integer, nullable)),
                              add_check("parts", check("c", col("code").is_not_null())))) == "E174");
}

TEST_CASE("a check can be left unchecked, or answered for") {
    CHECK(code_of(first, then(add_check("parts", check("cheap", col("price") < 100, not_valid)))) == "");
    CHECK(code_of(first, then(add_check("parts", check("cheap", col("price") < 100), precheck))) == "");
    CHECK(code_of(first, then(add_check("parts", check("cheap", col("price") < 100), assume("the shop sells toys")))) ==
          "");
    CHECK(code_of(first, then(add_check("parts", check("cheap", col("price") < 100), assume("")))) == "E176");
    // The text of raw SQL is not understood.
    CHECK(code_of(first, then(add_check("parts", check("cheap", sql("price < 100"))))) == "E174");
}

TEST_CASE("keys of rows that may be alike") {
    CHECK(faults_of(first, then(add_unique("parts", unique("name")))) ==
          "add unique key to parts (name): two rows of parts may have the same values; add precheck, or "
          "assume(\"why not\") [E172]\n");
    CHECK(code_of(first, then(create_index("parts", unique_index(on("name"))))) == "E172");
    CHECK(code_of(first, then(create_index("parts", index(on("name"))))) == "");
    CHECK(code_of(first, then(add_unique("parts", unique("name"), precheck))) == "");
    CHECK(code_of(first, then(add_unique("parts", unique("name"), assume("they are numbered")))) == "");
    // A key within it makes it one.
    CHECK(code_of(first, then(add_unique("parts", unique("id", "name")))) == "");
    // NULLs differ from each other, unless the key says otherwise.
    CHECK(code_of(first, then(add_column("parts", column("code", text, nullable)),
                              add_unique("parts", unique("code")))) == "");
    CHECK(code_of(first, then(add_column("parts", column("code", text, nullable)),
                              add_unique("parts", unique("code", nulls_not_distinct)))) == "E172");
    CHECK(code_of(first, then(add_column("parts", column("code", text, default_("?"))),
                              add_unique("parts", unique("code")))) == "E172");
    // Without its primary key the table has none, and a new one is asked for.
    CHECK(code_of(first, then(drop_primary_key("parts", "pk_parts"), add_primary_key("parts", primary_key("price")))) ==
          "E172");
    CHECK(code_of(first, then(drop_primary_key("parts", "pk_parts"),
                              add_primary_key("parts", primary_key("id"), assume("it was the key before")))) == "");
}

TEST_CASE("foreign keys of rows that may refer to nothing") {
    static constexpr auto refer = foreign_key("maker_id", references("makers", "id"));
    CHECK(faults_of(first, migration("2", add_foreign_key("parts", refer))) ==
          "add foreign key to parts (maker_id) referencing makers: a row of parts may refer to nothing; add precheck, "
          "not_valid, or assume(\"why not\") [E173]\n");
    CHECK(code_of(first, migration("2", add_foreign_key("parts", refer, precheck))) == "");
    CHECK(code_of(first, migration("2", add_foreign_key("parts", refer, assume("the importer knows them all")))) == "");
    CHECK(code_of(first, then(add_foreign_key("parts",
                                              foreign_key("maker_id", references("makers", "id", not_valid))))) == "");
    // A column that is NULL in every row refers to nothing.
    CHECK(code_of(first, then(add_column("parts", column("other_id", bigint, nullable, references("makers", "id"))))) ==
          "");
    CHECK(code_of(first, then(add_column("parts", column("other_id", bigint, nullable)),
                              add_foreign_key("parts", foreign_key("other_id", references("makers", "id"))))) == "");
    CHECK(code_of(first, then(add_column(
                             "parts", column("other_id", bigint, default_(1), references("makers", "id"))))) == "E173");
    CHECK(code_of(first,
                  then(add_column("parts", column("other_id", bigint, nullable)), backfill("parts", set("other_id", 1)),
                       add_foreign_key("parts", foreign_key("other_id", references("makers", "id"))))) == "E173");
    CHECK(code_of(first, then(add_column("parts", column("other_id", bigint, nullable))),
                  migration("3", add_foreign_key("parts", foreign_key("other_id", references("makers", "id"))))) ==
          "E173");
}

TEST_CASE("changes of type") {
    CHECK(code_of(first, then(alter_column("parts", "price", bigint))) == "");
    CHECK(code_of(first, then(alter_column("parts", "name", varchar(200)))) == "");
    CHECK(code_of(first, then(alter_column("parts", "name", text))) == "");
    CHECK(faults_of(first, then(alter_column("parts", "name", varchar(20)))) ==
          "alter column parts.name: a value of parts.name may not fit varchar(20); add using_(\"SQL that makes it "
          "fit\"), "
          "precheck, or assume(\"why it does\") [E175]\n");
    CHECK(code_of(first, then(alter_column("parts", "name", varchar(20), precheck))) == "");
    CHECK(code_of(first, then(alter_column("parts", "name", varchar(20), assume("the shop cuts them")))) == "");
    CHECK(code_of(first, then(alter_column("parts", "name", varchar(20), using_("left(name, 20)")))) == "");
    CHECK(code_of(first, then(alter_column("parts", "price", smallint))) == "E175");
    CHECK(faults_of(first, then(alter_column("parts", "name", integer))) ==
          "alter column parts.name: varchar(100) does not become integer by itself; add using_(\"SQL that computes the "
          "new "
          "value\") [E148]\n");
    // precheck asks whether values fit, not how they are made.
    CHECK(code_of(first, then(alter_column("parts", "name", integer, precheck))) == "E148");
    CHECK(code_of(first, then(add_column("parts", column("code", text, nullable)),
                              alter_column("parts", "code", integer))) == "");
}

TEST_CASE("what raw SQL declares as its effect demands nothing") {
    CHECK(code_of(first, then(execute("ALTER TABLE parts ADD code text NOT NULL", undo("ALTER TABLE parts DROP code"),
                                      effect(add_column("parts", column("code", text)))),
                              alter_column("parts", "name", not_null, precheck))) == "");
    // What follows is asked again.
    CHECK(code_of(first, then(execute("ALTER TABLE parts ADD code text NOT NULL", undo("ALTER TABLE parts DROP code"),
                                      effect(add_column("parts", column("code", text)))),
                              alter_column("parts", "name", not_null))) == "E171");
    CHECK(code_of(first, then(execute("A", undo("B"), effect(add_column("parts", column("price", text)))))) == "E143");
}

// ---- branches

namespace {

constexpr auto parts = table("parts", column("id", bigint, identity), primary_key("id"));
constexpr auto declared = retort::schema<"shop", parts>;
constexpr auto root =
    migration("1", create_table("parts", column("id", bigint, identity), column("a", integer, nullable),
                                column("b", integer, nullable), primary_key("id")));
constexpr auto merge = migration("4", revises("2", "3"));

constexpr auto adds_c = migration("2", revises("1"), add_column("parts", column("c", integer, nullable)));
constexpr auto adds_d = migration("3", revises("1"), add_column("parts", column("d", integer, nullable)));
constexpr auto adds_c_too = migration("3", revises("1"), add_column("parts", column("c", integer, nullable)));
constexpr auto renames_a = migration("3", revises("1"), rename_column("parts", "a", "x"));
constexpr auto alters_a = migration("2", revises("1"), alter_column("parts", "a", bigint));
constexpr auto alters_a_too = migration("3", revises("1"), alter_column("parts", "a", comment("an amount"), bigint));
constexpr auto comments_a = migration("2", revises("1"), alter_column("parts", "a", comment("a number")));
constexpr auto drops_a = migration("3", revises("1"), drop_column("parts", "a"));
constexpr auto indexes_b = migration("2", revises("1"), create_index("parts", index(on("b"))));
constexpr auto renames_table = migration("3", revises("1"), rename_table("parts", "articles"));

template <const auto&... Migration>
std::string faults_of_branches() {
    return text_of(retort::history_declaration<0, declared, Migration...>::faults());
}
template <const auto&... Migration>
std::string code_of_branches() {
    const std::string all = faults_of_branches<Migration...>();
    const std::size_t at = all.find("[E");
    return at == std::string::npos ? std::string() : all.substr(at + 1, 4);
}

}  // namespace

TEST_CASE("branches that have nothing to do with each other commute") {
    CHECK(code_of_branches<root, adds_c, adds_d, merge>() == "");
    CHECK(code_of_branches<root, alters_a, adds_d, merge>() == "");
    CHECK(code_of_branches<root, indexes_b, drops_a, merge>() == "");
    CHECK(code_of_branches<root, adds_c, renames_a, merge>() == "");
    // In whatever order they are listed.
    CHECK(code_of_branches<merge, adds_d, adds_c, root>() == "");
}

TEST_CASE("branches that change the same thing do not") {
    // Both orders give the same column, but no database can take the second step.
    CHECK(code_of_branches<root, adds_c, adds_c_too, merge>() == "E143");
    CHECK(code_of_branches<root, comments_a, alters_a_too, merge>() == "E155");
    CHECK(faults_of_branches<root, comments_a, alters_a_too, merge>() ==
          "revision '4' merges '2' and '3', which do not commute: the comment of column 'parts.a' depends on which "
          "runs first; "
          "let one of them revise the other, or take the change out of one [E155]\n");
    CHECK(faults_of_branches<root, alters_a, renames_a, merge>() ==
          "revision '4' merges '2' and '3', which do not commute: the other way round, alter column parts.a: table "
          "'parts' has no column 'a' at this revision; let one of them revise the other, or take the change out of one "
          "[E155]\n");
    CHECK(code_of_branches<root, alters_a, drops_a, merge>() == "E155");
    CHECK(code_of_branches<root, indexes_b, renames_table, merge>() == "E155");
}

TEST_CASE("without a merge there are two heads") { CHECK(code_of_branches<root, adds_c, adds_d>() == "E151"); }
