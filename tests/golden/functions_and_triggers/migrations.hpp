#pragma once
#include <retort/dsl.hpp>

namespace golden::case_functions_and_triggers {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")),
    create_table("log",
        column("id", bigint, identity),
        column("what", text),
        primary_key("id")),
    create_function("note()", on(postgresql, "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log (what) VALUES ('new'); RETURN NEW; END $$"), only(postgresql)),
    create_trigger("people_note", "people",
        on(postgresql, "AFTER INSERT ON people FOR EACH ROW EXECUTE FUNCTION note()"),
        on(sqlite, "AFTER INSERT ON people BEGIN INSERT INTO log (what) VALUES ('new'); END"),
        on(mariadb, "AFTER INSERT ON people FOR EACH ROW INSERT INTO log (what) VALUES ('new')")));

inline constexpr auto steps = migration("002_functions_and_triggers",
    revises("001_before"),
    create_function("add(a integer, b integer)", "RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT a + b $$", only(postgresql)),
    replace_function("note()", on(postgresql, "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log (what) VALUES ('newer'); RETURN NEW; END $$"), only(postgresql), comment("called by triggers")),
    rename_function("add(a integer, b integer)", "plus(a integer, b integer)"),
    create_procedure("clean()", on(postgresql, "LANGUAGE sql AS $$ DELETE FROM log $$"), on(mariadb, "DELETE FROM log"), only(postgresql, mariadb)),
    create_function("twice(a integer)", "RETURNS integer DETERMINISTIC RETURN 2 * a", only(mariadb)),
    replace_function("twice(a integer)", "RETURNS integer DETERMINISTIC RETURN a + a", only(mariadb)),
    rename_function("twice(a integer)", "doubled(a integer)"),
    add_check("people", check(length(col("name")) > 0)),
    create_trigger("people_gone", "people",
        on(postgresql, "AFTER DELETE ON people FOR EACH ROW EXECUTE FUNCTION note()"),
        on(sqlite, "AFTER DELETE ON people BEGIN INSERT INTO log (what) VALUES ('gone'); END"),
        on(mariadb, "AFTER DELETE ON people FOR EACH ROW INSERT INTO log (what) VALUES ('gone')")),
    rename_trigger("people_gone", "people", "people_left"),
    replace_trigger("people_note", "people",
        on(postgresql, "BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION note()"),
        on(sqlite, "BEFORE INSERT ON people BEGIN INSERT INTO log (what) VALUES ('newer'); END"),
        on(mariadb, "BEFORE INSERT ON people FOR EACH ROW BEGIN INSERT INTO log (what) VALUES ('newer'); END")));

}  // namespace golden::case_functions_and_triggers
