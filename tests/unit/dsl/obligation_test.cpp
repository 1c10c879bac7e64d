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

TEST_CASE("a table created in the same revision has no rows") {
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

TEST_CASE("the down step of a dropped NOT NULL column needs a value for existing rows") {
    CHECK(faults_of(first, then(drop_column("parts", "price"))) ==
          "drop column parts.price: the downgrade adds price as NOT NULL, and existing rows of parts would have no "
          "value; "
          "add undo(set(\"price\", value)), precheck to reject the downgrade while parts has rows, or "
          "irreversible(\"why\") [E408]\n");
    CHECK(code_of(first, then(drop_column("parts", "price", undo(set("price", 0))))) == "");
    CHECK(code_of(first, then(drop_column("parts", "price", undo(set("price", col("weight") * 2))))) == "");
    CHECK(code_of(first, then(drop_column("parts", "price", precheck))) == "");
    CHECK(code_of(first, then(drop_column("parts", "price", irreversible("nobody knows it")))) == "");
    // There is no way back at all where another step has none.
    CHECK(code_of(first, then(drop_column("parts", "price"), delete_rows("makers", all_rows, irreversible("old")))) ==
          "");
    // What comes back as NULL, or with its default.
    CHECK(code_of(first, then(drop_column("parts", "weight"))) == "");
    CHECK(code_of(first, then(alter_column("parts", "price", default_(0)), drop_column("parts", "price"))) == "");
    // Nothing is known of a table that the revision itself creates; its way back asks.
    CHECK(code_of(migration("1", create_table("t", column("a", integer), column("b", integer)),
                            drop_column("t", "a"))) == "");
}

TEST_CASE("the value of a restored column has its type and uses existing columns") {
    CHECK(code_of(first, then(drop_column("parts", "price", undo(set("price", "much"))))) == "E156");
    CHECK(code_of(first, then(drop_column("parts", "price", undo(set("price", null))))) == "E156");
    CHECK(code_of(first, then(drop_column("parts", "price", undo(set("price", col("price")))))) == "E141");
    CHECK(code_of(first, then(drop_column("parts", "price", undo(set("price", col("cost")))))) == "E106");
    CHECK(code_of(first, then(drop_column("parts", "price", undo(set("weight", 0))))) == "E194");
    CHECK(code_of(first, then(drop_column("parts", "price", undo(set("price", todo))))) == "E188");
    CHECK(code_of(first, then(drop_column("makers", "id", undo(set("id", 1))))) == "E144");
}

TEST_CASE("a NOT NULL column needs a value for existing rows") {
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

TEST_CASE("NOT NULL is not discharged by an unrelated backfill") {
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
    CHECK(faults_of(first, then(backfill("parts", set("maker_id", sql("(SELECT min(id) FROM makers)"))),
                                alter_column("parts", "maker_id", not_null))) ==
          "alter column parts.maker_id: a row of parts may hold NULL; let its backfill(...) set coalesce(sql(\"...\"), "
          "a constant), precheck, or assume(\"why not\") [E171]\n");
    CHECK(code_of(first, then(backfill("parts", set("maker_id", coalesce(sql("(SELECT min(id) FROM makers)"), 1))),
                              alter_column("parts", "maker_id", not_null))) == "");
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

TEST_CASE("NOT NULL is discharged by precheck or assume") {
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

TEST_CASE("facts of a conditional backfill stay known, facts about every row do not") {
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

TEST_CASE("raw SQL and functions invalidate facts about rows") {
    CHECK(code_of(first, then(add_column("parts", column("code", integer, default_(1))),
                              add_check("parts", check("one", col("code") == 1)))) == "");
    CHECK(code_of(first, then(add_column("parts", column("code", integer, default_(1))),
                              execute("UPDATE parts SET code = 2", irreversible("why")),
                              add_check("parts", check("one", col("code") == 1)))) == "E174");
    CHECK(code_of(first,
                  then(backfill("parts", set("price", 7)), execute("UPDATE parts SET price = 8", irreversible("why")),
                       add_check("parts", check("seven", col("price") == 7)))) == "E174");
}

TEST_CASE("a check is discharged by a backfill of the violating rows") {
    CHECK(faults_of(first, then(add_check("parts", check("cheap", col("price") < 100)))) ==
          "add check to parts 'cheap': a row of parts may violate the check; add a backfill(...) that makes it true, "
          "precheck, not_valid, or assume(\"why none does\") [E174]\n");
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

TEST_CASE("a check is not discharged by a partial backfill, or by one that violates it") {
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

TEST_CASE("keys of rows that may be equal") {
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

TEST_CASE("foreign keys of rows that may reference missing rows") {
    static constexpr auto refer = foreign_key("maker_id", references("makers", "id"));
    CHECK(faults_of(first, migration("2", add_foreign_key("parts", refer))) ==
          "add foreign key to parts (maker_id) referencing makers: a row of parts may reference a missing row; add "
          "precheck, "
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

TEST_CASE("type changes") {
    CHECK(code_of(first, then(alter_column("parts", "price", bigint))) == "");
    CHECK(code_of(first, then(alter_column("parts", "name", varchar(200)))) == "");
    CHECK(code_of(first, then(alter_column("parts", "name", text))) == "");
    CHECK(faults_of(first, then(alter_column("parts", "name", varchar(20)))) ==
          "alter column parts.name: a value of parts.name may not fit varchar(20); add using_(\"SQL that makes it "
          "fit\"), precheck, or assume(\"why all values fit\") [E175]\n");
    CHECK(code_of(first, then(alter_column("parts", "name", varchar(20), precheck))) == "");
    CHECK(code_of(first, then(alter_column("parts", "name", varchar(20), assume("the shop cuts them")))) == "");
    CHECK(code_of(first, then(alter_column("parts", "name", varchar(20), using_("left(name, 20)")))) == "");
    CHECK(code_of(first, then(alter_column("parts", "price", smallint))) == "E175");
    CHECK(faults_of(first, then(alter_column("parts", "name", integer))) ==
          "alter column parts.name: varchar(100) cannot be converted to integer automatically; add using_(\"SQL that "
          "computes the "
          "new "
          "value\") [E148]\n");
    // precheck asks whether values fit, not how they are made.
    CHECK(code_of(first, then(alter_column("parts", "name", integer, precheck))) == "E148");
    CHECK(code_of(first, then(add_column("parts", column("code", text, nullable)),
                              alter_column("parts", "code", integer))) == "");
}

TEST_CASE("removed enumeration values") {
    const auto orders = migration(
        "1", create_enumeration("status", "new", "paid", "closed", "lost"),
        create_table("orders", column("id", bigint, identity), column("status", enum_("status")), primary_key("id")));
    CHECK(faults_of(orders, then(alter_enumeration("status", "new", "closed"))) ==
          "alter enumeration status: a row of orders may hold 'paid' or 'lost'; give such rows another value in a "
          "backfill(..., where(col(\"...\") == \"the value\")) before it, or add precheck, or assume(\"why none "
          "does\") [E407]\n");
    CHECK(code_of(orders, then(alter_enumeration("status", "new", "closed", precheck))) == "");
    CHECK(code_of(orders, then(alter_enumeration("status", "new", "closed", assume("nobody ever paid")))) == "");
    CHECK(code_of(orders, then(alter_enumeration("status", "new", "closed", assume("")))) == "E176");
    // Nothing is lost where values come or change places.
    CHECK(code_of(orders, then(alter_enumeration("status", "lost", "new", "open", "closed", "paid"))) == "");
    // Rows are given others before.
    CHECK(code_of(orders, then(backfill("orders", set("status", "new"), where(col("status") == "paid")),
                               alter_enumeration("status", "new", "closed", "lost"))) == "");
    CHECK(code_of(orders, then(backfill("orders", set("status", "new"),
                                        where(col("status") == "paid" || col("status") == "lost")),
                               alter_enumeration("status", "new", "closed"))) == "");
    CHECK(code_of(orders, then(backfill("orders", set("status", "new"), where(col("status") == "paid")),
                               alter_enumeration("status", "new", "closed"))) == "E407");
    CHECK(code_of(orders, then(backfill("orders", set("status", "paid"), where(col("status") == "lost")),
                               alter_enumeration("status", "new", "closed"))) == "E407");
    // Nobody has it yet: no table, or one that this revision makes.
    CHECK(code_of(migration("1", create_enumeration("status", "new", "paid")),
                  then(create_table("orders", column("status", enum_("status"))),
                       alter_enumeration("status", "new"))) == "");
}

TEST_CASE("a declared effect of raw SQL has no obligations") {
    CHECK(code_of(first, then(execute("ALTER TABLE parts ADD code text NOT NULL", undo("ALTER TABLE parts DROP code"),
                                      effect(add_column("parts", column("code", text)))),
                              alter_column("parts", "name", not_null, precheck))) == "");
    // What follows is asked again.
    CHECK(code_of(first, then(execute("ALTER TABLE parts ADD code text NOT NULL", undo("ALTER TABLE parts DROP code"),
                                      effect(add_column("parts", column("code", text)))),
                              alter_column("parts", "name", not_null))) == "E171");
    CHECK(code_of(first, then(execute("A", undo("B"), effect(add_column("parts", column("price", text)))))) == "E143");
}

TEST_CASE("a domain with another base type fits its columns, or the step is rejected") {
    constexpr auto domains = migration(
        "1", create_domain("code", integer), create_domain("part_code", domain_("code")),
        create_table("parts", column("id", bigint, identity), column("code", domain_("part_code")), primary_key("id"),
                     unique("code"), index("ix_parts_low", on("code"), where(col("code") < 10))),
        create_table("orders", column("id", bigint, identity), column("part", integer, references("parts", "code")),
                     primary_key("id")));
    CHECK(code_of(domains, then(replace_domain("code", integer, check(col("value") > 0), precheck))) == "");
    CHECK(code_of(domains, then(replace_domain("part_code", domain_("code"), not_null))) == "");
    const std::string all = faults_of(domains, then(replace_domain("code", text)));
    CHECK(all.find("ix_parts_low") != std::string::npos);
    CHECK(all.find("orders.part") != std::string::npos);
    CHECK(code_of(domains, then(replace_domain("code", json))) != "");
}

TEST_CASE("a domain's new check applies to the rows of its columns") {
    constexpr auto domains = migration("1", create_domain("code", integer), create_domain("part_code", domain_("code")),
                                       create_table("parts", column("id", bigint, identity),
                                                    column("code", domain_("part_code"), nullable), primary_key("id")));
    CHECK(faults_of(domains, then(replace_domain("code", smallint))) ==
          "replace domain 'code': a value of parts.code may not fit smallint; add precheck, or assume(\"why all values "
          "fit\") "
          "[E175]\n");
    CHECK(faults_of(domains, then(replace_domain("code", integer, check(col("value") > 0)))) ==
          "replace domain 'code': a row of parts may violate the check; add a backfill(...) that makes it true, "
          "precheck, or assume(\"why none does\") [E174]\n");
    CHECK(code_of(domains, then(replace_domain("part_code", domain_("code"), not_null))) == "E171");
    CHECK(faults_of(domains, then(replace_domain("code", uuid))) ==
          "replace domain 'code': integer cannot be converted to uuid automatically; give 'parts.code' another type "
          "first: "
          "alter_column(..., using_(\"SQL\")) [E148]\n");
    // Answered for, in any place; wider; discharged by a backfill; on a table of the same revision.
    CHECK(code_of(domains, then(replace_domain("code", smallint, precheck))) == "");
    CHECK(code_of(domains, then(replace_domain("code", smallint, assume("none is large"), check(col("value") > 0)))) ==
          "");
    CHECK(code_of(domains, then(replace_domain("code", smallint, assume("")))) == "E176");
    CHECK(code_of(domains, then(replace_domain("code", bigint))) == "");
    CHECK(code_of(domains, then(backfill("parts", set("code", 1)),
                                replace_domain("code", integer, check(col("value") > 0)))) == "");
    CHECK(code_of(domains, then(backfill("parts", set("code", 1), where(col("code").is_null())),
                                replace_domain("part_code", domain_("code"), not_null))) == "");
    CHECK(code_of(migration("1", create_domain("code", integer), create_table("t", column("code", domain_("code"))),
                            replace_domain("code", smallint, check(col("value") > 0)))) == "");
}

// ---- branches

namespace {

constexpr auto parts = table("parts", column("id", bigint, identity), primary_key("id"));
constexpr auto declared = retort::schema<"shop", parts>;
constexpr auto root =
    migration("1", create_table("parts", column("id", bigint, identity), column("a", integer, nullable),
                                column("b", integer, nullable), primary_key("id")));
constexpr auto merge = migration("4", revises("2", "3"));

constexpr auto settles_a = migration("4", revises("2", "3"), alter_column("parts", "a", comment("the number")));
constexpr auto settles_b = migration("4", revises("2", "3"), alter_column("parts", "b", comment("the number")));

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

TEST_CASE("independent branches commute") {
    CHECK(code_of_branches<root, adds_c, adds_d, merge>() == "");
    CHECK(code_of_branches<root, alters_a, adds_d, merge>() == "");
    CHECK(code_of_branches<root, indexes_b, drops_a, merge>() == "");
    CHECK(code_of_branches<root, adds_c, renames_a, merge>() == "");
    // In whatever order they are listed.
    CHECK(code_of_branches<merge, adds_d, adds_c, root>() == "");
}

TEST_CASE("branches that change the same object do not commute") {
    // Both orders give the same column, but no database can take the second step.
    CHECK(faults_of_branches<root, adds_c, adds_c_too, merge>() ==
          "'2' and '3' do not commute: add column parts.c: column 'c' of table 'parts' already exists at this "
          "revision; let one of them revise the other, or remove the change from one [E155]\n");
    CHECK(code_of_branches<root, comments_a, alters_a_too, merge>() == "E155");
    CHECK(faults_of_branches<root, comments_a, alters_a_too, merge>() ==
          "'2' and '3', which '4' merges, do not commute: the comment of column 'parts.a' depends on which runs first; "
          "let one of them revise the other, or remove the change from one, or add steps to the merge that settle the "
          "result (NAME-migrate merge -m \"...\" writes one) [E155]\n");
    CHECK(code_of_branches<root, comments_a, alters_a_too, settles_a>() == "");
    CHECK(code_of_branches<root, comments_a, alters_a_too, settles_b>() == "E155");
    CHECK(faults_of_branches<root, alters_a, renames_a, merge>() ==
          "'2' and '3', which '4' merges, do not commute: in the other order, alter column parts.a: table "
          "'parts' has no column 'a' at this revision; let one of them revise the other, or remove the change from one "
          "[E155]\n");
    CHECK(code_of_branches<root, alters_a, drops_a, merge>() == "E155");
    CHECK(code_of_branches<root, indexes_b, renames_table, merge>() == "E155");
}

TEST_CASE("without a merge there are two heads") {
    CHECK(code_of_branches<root, adds_c, adds_d>() == "E151");
    // A build goes on, to make the command that can merge them; what no merge could settle, it refuses.
    CHECK(text_of(retort::history_declaration<0, declared, root, adds_c, adds_d>::faults(true)).empty());
    CHECK(text_of(retort::history_declaration<0, declared, root, adds_c, adds_c_too>::faults(true)).find("[E155]") !=
          std::string::npos);
}

TEST_CASE("three branches, and a merge with a step that needs two of them") {
    static constexpr auto adds_e = migration("e", revises("1"), add_column("parts", column("e", integer, nullable)));
    static constexpr auto all =
        migration("4", revises("2", "3", "e"), create_index("parts", index(on("c", "e"))), drop_column("parts", "d"));
    CHECK(code_of_branches<root, adds_c, adds_d, adds_e, all>() == "");
}

// ---- branches that meet in rows

namespace {

void touch(int) {}

constexpr auto rows_root = migration(
    "1",
    create_table("parts", column("id", bigint), column("a", integer, nullable), column("b", integer, nullable),
                 column("note", varchar(50), nullable), primary_key("id"), unique("note")),
    create_table("orders", column("id", bigint, identity),
                 column("part_id", bigint, nullable, references("parts", "id", on_delete::cascade)),
                 column("total", integer, default_(0)), primary_key("id")));
constexpr auto assuming = migration("4", revises("2", "3"), assume("the branches were written together"));

/// What is said of a merge of two branches of one step each; {} where they commute.
template <const auto& Left, const auto& Right, const auto& Merge = merge>
std::string of_merge() {
    const std::string one = faults_of_branches<rows_root, Left, Right, Merge>();
    const std::string from = "do not commute: ";
    const std::size_t at = one.find(from);
    return at == std::string::npos ? one : one.substr(at + from.size(), one.find(';') - at - from.size());
}

#define RETORT_BRANCHES(called, one, two)                          \
    constexpr auto called##_2 = migration("2", revises("1"), one); \
    constexpr auto called##_3 = migration("3", revises("1"), two);

RETORT_BRANCHES(other_columns, backfill("parts", set("a", 1)), backfill("parts", set("b", 2)))
RETORT_BRANCHES(same_column, backfill("parts", set("a", 1)),
                update_rows("parts", set("a", 2), all_rows, irreversible("x")))
RETORT_BRANCHES(same_value, backfill("parts", set("a", 1)),
                update_rows("parts", set("a", 1), where(col("b") > 1), irreversible("x")))
RETORT_BRANCHES(same_step, backfill("parts", set("a", 1), where(col("a").is_null())),
                backfill("parts", set("a", 1), where(col("a").is_null())))
RETORT_BRANCHES(other_rows, update_rows("parts", set("a", 1), where(col("id") == 1), irreversible("x")),
                update_rows("parts", set("a", 2), where(col("id") == 2), irreversible("x")))
RETORT_BRANCHES(condition_reads, backfill("parts", set("a", 1), where(col("b") > 1)), backfill("parts", set("b", 2)))
RETORT_BRANCHES(value_reads, backfill("parts", set("a", 1)), backfill("parts", set("b", col("a") + 1)))
RETORT_BRANCHES(text_reads, backfill("parts", set("a", 1)), backfill("parts", set("b", sql("a + 1"))))
RETORT_BRANCHES(other_keys, insert_rows("parts", columns("id", "a"), row(1, 2)),
                insert_rows("parts", columns("id"), row(2), row(3)))
RETORT_BRANCHES(same_keys, insert_rows("parts", columns("id"), row(1), row(2)),
                insert_rows("parts", columns("id"), row(2), row(3)))
RETORT_BRANCHES(same_unique, insert_rows("parts", columns("id", "note"), row(1, "x")),
                insert_rows("parts", columns("id", "note"), row(2, "x")))
RETORT_BRANCHES(numbered, insert_rows("orders", columns("total"), row(1)),
                insert_rows("orders", columns("total"), row(2)))
RETORT_BRANCHES(insert_reached, insert_rows("parts", columns("id", "a"), row(1, 5)),
                delete_rows("parts", where(col("a") > 3), irreversible("x")))
RETORT_BRANCHES(insert_missed, insert_rows("parts", columns("id", "a"), row(1, 2)),
                delete_rows("parts", where(col("a") > 3), irreversible("x")))
RETORT_BRANCHES(default_counts, insert_rows("orders", columns("id"), row(1)),
                delete_rows("orders", where(col("total") > 3), irreversible("x")))
RETORT_BRANCHES(two_deletes, delete_rows("parts", where(col("a") > 3), irreversible("x")),
                delete_rows("parts", where(col("b") > 3), irreversible("x")))
RETORT_BRANCHES(delete_what_changes, delete_rows("parts", where(col("a") > 3), irreversible("x")),
                backfill("parts", set("a", 1)))
RETORT_BRANCHES(delete_other, delete_rows("parts", where(col("a") > 3), irreversible("x")),
                backfill("parts", set("b", 1)))
RETORT_BRANCHES(delete_above, delete_rows("parts", where(col("a") > 3), irreversible("x")),
                insert_rows("orders", columns("id", "part_id"), row(1, 7)))
RETORT_BRANCHES(delete_above_update, delete_rows("parts", where(col("a") > 3), irreversible("x")),
                backfill("orders", set("total", 7)))
RETORT_BRANCHES(other_tables, backfill("parts", set("a", 1)), backfill("orders", set("total", 1)))
RETORT_BRANCHES(two_raw, execute("UPDATE parts SET a = 1", undo("")), execute("DELETE FROM parts", undo("")))
RETORT_BRANCHES(two_unknown, execute("SELECT fix()", undo("")), run<touch>(nothing))
RETORT_BRANCHES(same_raw, execute("CREATE EXTENSION x", undo("")), execute("CREATE EXTENSION x", undo("")))
RETORT_BRANCHES(raw_on_it, execute("UPDATE parts SET a = 1", undo("")), backfill("parts", set("b", 1)))
RETORT_BRANCHES(raw_elsewhere, execute("UPDATE orders SET total = 1", undo("")), backfill("parts", set("b", 1)))
RETORT_BRANCHES(raw_and_rename, execute("UPDATE parts SET a = 1", undo("")), rename_column("parts", "a", "c"))
RETORT_BRANCHES(raw_and_more, execute("UPDATE parts SET a = 1", undo("")),
                add_column("parts", column("c", integer, nullable)))
RETORT_BRANCHES(raw_and_more_elsewhere, execute("UPDATE parts SET a = 1", undo("")),
                add_column("orders", column("c", integer, nullable)))
RETORT_BRANCHES(raw_and_check, execute("UPDATE parts SET a = 1", undo("")),
                add_check("parts", check(col("a") > 0), assume("it is so")))
RETORT_BRANCHES(raw_that_says,
                execute("ALTER TABLE parts ADD c integer", undo(""),
                        effect(add_column("parts", column("c", integer, nullable)))),
                backfill("parts", set("b", 1)))
RETORT_BRANCHES(raw_that_says_more,
                execute("ALTER TABLE parts ADD c integer", undo(""),
                        effect(add_column("parts", column("c", integer, nullable)))),
                add_column("parts", column("c", integer, nullable)))
constexpr auto counts = create_trigger("counted", "parts", "AFTER INSERT ON parts BEGIN SELECT 1; END");
constexpr auto counts_here =
    create_trigger("counted", "parts", on(sqlite, "AFTER INSERT ON parts BEGIN SELECT 1; END"), only(sqlite));
RETORT_BRANCHES(trigger_and_rows, counts, insert_rows("parts", columns("id"), row(1)))
RETORT_BRANCHES(rows_and_trigger, backfill("parts", set("a", 1)), counts)
RETORT_BRANCHES(trigger_elsewhere, counts, insert_rows("orders", columns("total"), row(1)))
RETORT_BRANCHES(trigger_of_another_database, counts_here, on(postgresql, backfill("parts", set("a", 1))))
RETORT_BRANCHES(index_and_trigger, counts, create_index("parts", index(on("a"))))
RETORT_BRANCHES(function_and_rows, run<touch>(nothing), backfill("parts", set("b", 1)))
RETORT_BRANCHES(other_type, backfill("parts", set("a", 1)), alter_column("parts", "a", smallint, using_("a % 100")))
RETORT_BRANCHES(wider_type, backfill("parts", set("a", 1)), alter_column("parts", "a", bigint))
RETORT_BRANCHES(other_default, insert_rows("orders", columns("id"), row(1)),
                alter_column("orders", "total", default_(5)))
RETORT_BRANCHES(default_is_given, insert_rows("orders", columns("id", "total"), row(1, 1)),
                alter_column("orders", "total", default_(5)))
RETORT_BRANCHES(other_databases, on(sqlite, execute("UPDATE parts SET a = 1", undo(""))),
                on(postgresql, execute("UPDATE parts SET a = 2", undo(""))))
#undef RETORT_BRANCHES
#define RETORT_MERGE(called) of_merge<called##_2, called##_3>()

}  // namespace

TEST_CASE("row steps commute if neither reads the changes of the other") {
    CHECK(RETORT_MERGE(other_columns) == "");
    CHECK(RETORT_MERGE(same_value) == "");
    CHECK(RETORT_MERGE(same_step) == "");
    CHECK(RETORT_MERGE(other_rows) == "");
    CHECK(RETORT_MERGE(other_keys) == "");
    CHECK(RETORT_MERGE(insert_missed) == "");
    CHECK(RETORT_MERGE(default_counts) == "");
    CHECK(RETORT_MERGE(two_deletes) == "");
    CHECK(RETORT_MERGE(delete_other) == "");
    CHECK(RETORT_MERGE(delete_above_update) == "");
    CHECK(RETORT_MERGE(other_tables) == "");
    CHECK(RETORT_MERGE(same_raw) == "");
    CHECK(RETORT_MERGE(raw_elsewhere) == "");
    CHECK(RETORT_MERGE(raw_and_more_elsewhere) == "");
    CHECK(RETORT_MERGE(raw_that_says) == "");
    CHECK(RETORT_MERGE(trigger_elsewhere) == "");
    CHECK(RETORT_MERGE(trigger_of_another_database) == "");
    CHECK(RETORT_MERGE(index_and_trigger) == "");
    CHECK(RETORT_MERGE(wider_type) == "");
    CHECK(RETORT_MERGE(default_is_given) == "");
    CHECK(RETORT_MERGE(other_databases) == "");
}

TEST_CASE("dependent row steps do not commute, and the message names the conflict") {
    CHECK(RETORT_MERGE(same_column) ==
          "backfill parts (a) in '2' and update rows of parts (a) in '3' both write column 'parts.a'");
    CHECK(RETORT_MERGE(condition_reads) ==
          "backfill parts (a) in '2' reads column 'parts.b', which backfill parts (b) in '3' writes");
    CHECK(RETORT_MERGE(value_reads) ==
          "backfill parts (b) in '3' reads column 'parts.a', which backfill parts (a) in '2' writes");
    CHECK(RETORT_MERGE(text_reads) ==
          "backfill parts (b) in '3' reads column 'parts.a', which backfill parts (a) in '2' writes");
    CHECK(RETORT_MERGE(same_keys) ==
          "insert 2 rows into parts in '2' and insert 2 rows into parts in '3' may give table 'parts' the same primary "
          "key (id)");
    CHECK(RETORT_MERGE(same_unique) ==
          "insert 1 row into parts in '2' and insert 1 row into parts in '3' give table 'parts' the same key (note)");
    CHECK(RETORT_MERGE(numbered) ==
          "insert 1 row into orders in '2' and insert 1 row into orders in '3' both generate values of column "
          "'orders.id'");
    CHECK(RETORT_MERGE(insert_reached) ==
          "delete rows of parts in '3' may affect rows of table 'parts' that insert 1 row into parts in '2' adds");
    CHECK(RETORT_MERGE(delete_what_changes) ==
          "delete rows of parts in '2' reads column 'parts.a', which backfill parts (a) in '3' writes");
    CHECK(RETORT_MERGE(delete_above) ==
          "delete rows of parts in '2' and insert 1 row into orders in '3' conflict through the foreign key "
          "'fk_orders_part_id' "
          "of table 'orders'");
    CHECK(RETORT_MERGE(other_type) ==
          "backfill parts (a) in '2' depends on column 'parts.a', which alter column parts.a in '3' changes");
    CHECK(RETORT_MERGE(other_default) ==
          "insert 1 row into orders in '2' depends on column 'orders.total', which alter column orders.total in '3' "
          "changes");
}

TEST_CASE("raw SQL touches what it names, functions touch anything") {
    CHECK(RETORT_MERGE(two_raw) ==
          "execute UPDATE parts SET a = 1 in '2' and execute DELETE FROM parts in '3' cannot be analyzed, and may "
          "touch the same rows of table 'parts'");
    CHECK(RETORT_MERGE(two_unknown).starts_with("execute SELECT fix() in '2' and run "));
    CHECK(
        RETORT_MERGE(raw_on_it) ==
        "execute UPDATE parts SET a = 1 in '2' cannot be analyzed, and may touch table 'parts', as backfill parts (b) "
        "in '3' does");
    CHECK(RETORT_MERGE(raw_and_rename) ==
          "execute UPDATE parts SET a = 1 in '2' cannot be analyzed, and may touch table 'parts', as rename column "
          "parts.a to c in '3' does");
    CHECK(
        RETORT_MERGE(raw_and_more) ==
        "execute UPDATE parts SET a = 1 in '2' cannot be analyzed, and may touch table 'parts', as add column parts.c "
        "in '3' does");
    CHECK(RETORT_MERGE(raw_and_check).ends_with("may touch table 'parts', as add check to parts (a) in '3' does"));
    CHECK(RETORT_MERGE(raw_that_says_more) ==
          "add column parts.c: column 'c' of table 'parts' already exists at this revision");
    CHECK(RETORT_MERGE(function_and_rows).ends_with("may touch table 'parts', as backfill parts (b) in '3' does"));
}

TEST_CASE("row steps do not commute with changes of their triggers") {
    CHECK(
        RETORT_MERGE(trigger_and_rows) ==
        "insert 1 row into parts in '3' writes rows of table 'parts', whose triggers create trigger 'counted' on parts "
        "in '2' changes");
    CHECK(RETORT_MERGE(rows_and_trigger) ==
          "backfill parts (a) in '2' writes rows of table 'parts', whose triggers create trigger 'counted' on parts in "
          "'3' changes");
    CHECK(of_merge<trigger_and_rows_2, trigger_and_rows_3, assuming>() == "");
}

TEST_CASE("a merge can assume that row steps run in either order") {
    CHECK(of_merge<same_column_2, same_column_3, assuming>() == "");
    CHECK(of_merge<two_raw_2, two_raw_3, assuming>() == "");
    CHECK(code_of_branches<root, comments_a, alters_a_too, assuming>() == "E155");
    static constexpr auto no_reason = migration("4", revises("2", "3"), assume(""));
    CHECK(of_merge<same_column_2, same_column_3, no_reason>() ==
          "4: assume(\"\") gives no reason; state the reason [E176]\n");
    static constexpr auto alone =
        migration("2", revises("1"), assume("it is so"), add_column("parts", column("c", integer, nullable)));
    CHECK(faults_of_branches<root, alone>() ==
          "migration '2' is given assume(...), but it merges nothing; write revises(...), message(...) and steps, such "
          "as "
          "create_table(...) [E192]\n");
}
