#pragma once
#include <retort/dsl.hpp>

namespace golden::case_execute {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")));

inline constexpr auto steps = migration("002_execute",
    revises("001_before"),
    message("SQL for all, and for each"),
    execute("UPDATE people SET name = 'a;b' WHERE name = '' -- nobody has none\n; DELETE FROM people WHERE id < 0;",
        undo("SELECT 1")),
    execute(on(sqlite, "CREATE TRIGGER trim AFTER INSERT ON people BEGIN UPDATE people SET name = trim(name) WHERE id = new.id; END"),
        on(postgresql, R"(
            CREATE FUNCTION trim_name() RETURNS trigger AS $$ BEGIN new.name := trim(new.name); RETURN new; END $$ LANGUAGE plpgsql;
            CREATE TRIGGER trim BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION trim_name();)"),
        on(mariadb, R"(
            CREATE TRIGGER trim BEFORE INSERT ON people FOR EACH ROW
            BEGIN
                IF NEW.name LIKE ' %' THEN SET NEW.name = trim(NEW.name); END IF;
                CASE NEW.name WHEN '' THEN SET NEW.name = 'nobody'; ELSE SET @named = 1; END CASE;
            END;
            UPDATE people SET name = trim(name) # of those that are there;
            ;)"),
        undo(on(sqlite, "DROP TRIGGER trim"), on(mariadb, "DROP TRIGGER trim"), on(postgresql, "DROP TRIGGER trim ON people; DROP FUNCTION trim_name()"))));

}  // namespace golden::case_execute
