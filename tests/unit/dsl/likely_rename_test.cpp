// What looks like a rename is pointed out where it is clear, and left alone where it is not.
#include "support/catch.hpp"

#include <retort/model/check.hpp>
#include <retort/model/likely_rename.hpp>

#include <initializer_list>
#include <string>
#include <vector>

using namespace retort::model;

namespace {

table with(std::string_view name, std::initializer_list<column> columns) {
    table t{.name = name};
    for (const column& c : columns) t.columns.push_back(c);
    return t;
}

schema of(std::initializer_list<table> tables, const names& mood = {}) {
    schema s{.name = "shop"};
    if (!mood.empty()) s.enumerations.push_back({"mood", mood});
    faults found;
    for (const table& t : tables) insert(s, table(t), found);
    REQUIRE(found.empty());
    return s;
}

column text(std::string_view name) { return {.name = name, .type = {type_kind::text}}; }
column number(std::string_view name) { return {.name = name, .type = {type_kind::bigint}}; }

std::string said(const schema& from, const schema& to) {
    std::string all;
    for (const likely_rename& r : likely_renames(from, to)) {
        all += all.empty() ? "" : "; ";
        if (!r.of.empty()) all += std::string(r.of) + ".";
        all += std::string(r.from) + " to " + std::string(r.to);
    }
    return all;
}

}  // namespace

TEST_CASE("a missing and a new column of the same type are a likely rename") {
    const schema before = of({with("parts", {number("id"), text("name_ru")})});
    const schema after = of({with("parts", {number("id"), text("title")})});
    CHECK(said(before, after) == "parts.name_ru to title");
    CHECK(to_string(likely_renames(before, after)[0]) ==
          "column parts.name_ru is missing and parts.title is new, with the same type; if this is a rename, add "
          "renamed_from(\"name_ru\") to the column, or the draft drops its contents");
    CHECK(said(before, before).empty());
}

TEST_CASE("a column of another type, nullability or kind is not a likely rename") {
    const schema before = of({with("parts", {number("id"), text("name")})});
    CHECK(said(before, of({with("parts", {number("id"), number("title")})})).empty());
    column open = text("title");
    open.nullable = true;
    CHECK(said(before, of({with("parts", {number("id"), open})})).empty());
    table computed = with("parts", {number("id"), text("title")});
    computed.generated.push_back({.column = "title"});
    computed.generated[0].value.nodes.push_back({.kind = node_kind::sql, .name = "'x'"});
    CHECK(said(before, of({computed})).empty());
    // Nothing is gone, or nothing is new.
    CHECK(said(before, of({with("parts", {number("id"), text("name"), text("title")})})).empty());
    CHECK(said(before, of({with("parts", {number("id")})})).empty());
}

TEST_CASE("the nearest column name is the likely rename, none if two are equally near") {
    const schema before = of({with("parts", {number("id"), text("name_ru"), text("note_ru")})});
    CHECK(said(before, of({with("parts", {number("id"), text("note_rus"), text("name_rus")})})) ==
          "parts.name_ru to name_rus; parts.note_ru to note_rus");
    CHECK(said(before, of({with("parts", {number("id"), text("name_rus")})})) == "parts.name_ru to name_rus");
    // Equally far, in the same way: nobody can tell.
    const schema alike = of({with("t", {number("id"), text("aa"), text("bb")})});
    CHECK(said(alike, of({with("t", {text("cc"), number("id")})})).empty());
    // Where names say nothing, the place does.
    CHECK(said(alike, of({with("t", {number("id"), text("cc"), text("dd")})})) == "t.aa to cc; t.bb to dd");
}

TEST_CASE("a declared rename is not a likely rename and does not hide one") {
    const schema before = of({with("parts", {number("id"), text("name"), text("note")})});
    column title = text("title");
    title.renamed_from.text = "name";
    CHECK(said(before, of({with("parts", {number("id"), title, text("note")})})).empty());
    CHECK(said(before, of({with("parts", {number("id"), title, text("remark")})})) == "parts.note to remark");
    // Left in the header after it was taken, it says nothing any more.
    const schema taken = of({with("parts", {number("id"), text("title"), text("note")})});
    CHECK(said(taken, of({with("parts", {number("id"), title, text("remark")})})) == "parts.note to remark");
    // In a table that is renamed and says so.
    table items = with("items", {number("id"), text("name"), text("remark")});
    items.options.make().renamed_from.text = "parts";
    CHECK(said(before, of({items})) == "items.note to remark");
}

TEST_CASE("a missing table and a new one with most of its columns are a likely rename") {
    const schema before = of({with("parts", {number("id"), text("name"), text("note")}), with("ids", {number("id")})});
    const schema after = of({with("items", {number("id"), text("name"), text("note")}), with("ids", {number("id")})});
    CHECK(said(before, after) == "parts to items");
    CHECK(to_string(likely_renames(before, after)[0]) ==
          "table parts is missing and items is new, with most of its columns; if this is a rename, add "
          "renamed_from(\"parts\") to the table, or the draft drops its contents");
    // A column more is still most; another table is not.
    CHECK(said(before, of({with("items", {number("id"), text("name"), text("note"), text("x")}),
                           with("ids", {number("id")})})) == "parts to items");
    CHECK(said(before, of({with("people", {number("id"), text("mail"), text("phone")}), with("ids", {number("id")})}))
              .empty());
    // The same columns twice: the name decides.
    const schema two = of({with("part", {number("id"), text("name")}), with("order", {number("id"), text("name")})});
    CHECK(said(two, of({with("parts", {number("id"), text("name")}), with("orders", {number("id"), text("name")})})) ==
          "part to parts; order to orders");
}

TEST_CASE("a change of case is not a likely rename if the databases ignore case") {
    const auto people = [](std::string_view name, std::string_view column, databases on) {
        schema s = of({with(name, {number("id"), text(column)})});
        s.databases = on;
        return s;
    };
    databases sqlite, postgresql;
    sqlite.add(database::sqlite);
    postgresql.add(database::postgresql);
    CHECK(said(people("Users", "Name", sqlite), people("users", "name", sqlite)).empty());
    CHECK(said(people("Users", "Name", postgresql), people("users", "Name", postgresql)) == "Users to users");
}

TEST_CASE("a missing enumeration value and a new one in its position are a likely rename") {
    const auto moods = [](const names& values) { return of({with("t", {number("id")})}, values); };
    const schema before = moods({"sad", "ok", "happy"});
    CHECK(said(before, moods({"sad", "fine", "happy"})) == "mood.ok to fine");
    CHECK(to_string(likely_renames(before, moods({"sad", "fine", "happy"}))[0]) ==
          "value \"ok\" of enumeration mood is missing and \"fine\" is new in its place; if this is a rename, write "
          "rename_enumeration_value(\"mood\", \"ok\", \"fine\") in the migration, or the migration fails if a row has "
          "the old value");
    CHECK(said(before, moods({"low", "ok", "high"})) == "mood.sad to low; mood.happy to high");
    // As many for as many: in their order.
    CHECK(said(moods({"new", "paid", "closed"}), moods({"draft", "settled", "closed"})) ==
          "mood.new to draft; mood.paid to settled");
    CHECK(said(moods({"new", "paid", "closed", "lost"}), moods({"draft", "settled", "closed", "gone"})) ==
          "mood.new to draft; mood.paid to settled; mood.lost to gone");
    CHECK(said(moods({"new", "paid", "closed", "lost"}), moods({"settled", "closed", "gone"})) == "mood.lost to gone");
    CHECK(said(before, moods({"sad", "happy", "elated"})).empty());
    CHECK(said(before, moods({"sad", "so", "so-so", "happy"})).empty());
    CHECK(said(before, moods({"sad", "ok", "happy", "elated"})).empty());
}
