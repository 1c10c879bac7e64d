#include "../../../runtime/src/mariadb/session.hpp"

#include "support/catch.hpp"

using order = std::vector<std::size_t>;

TEST_CASE("only numbered parameters become question marks") {
    const auto check = [](std::string_view sql, std::string_view expected, const order& which) {
        const retort::detail::numbered_sql made = retort::detail::with_question_marks(sql);
        CHECK(made.sql == expected);
        CHECK(made.order == which);
    };
    check("SELECT 1", "SELECT 1", {});
    check("SELECT $1, $2", "SELECT ?, ?", {0, 1});
    check("SELECT $2,$1+$2", "SELECT ?,?+?", {1, 0, 1});
    check("$12", "?", {11});
    check("a=$1;", "a=?;", {0});
    check("($1)", "(?)", {0});
    check("5--$1", "5--?", {0});
    // Texts and names. A backslash is a character like any other.
    check("'$1' \"$1\" `$1` $1", "'$1' \"$1\" `$1` ?", {0});
    check("'it''s $1', $1", "'it''s $1', ?", {0});
    check("'a\\', $1, 'b'", "'a\\', ?, 'b'", {0});
    check("'\"', $1, '\"'", "'\"', ?, '\"'", {0});
    check("'open $1", "'open $1", {});
    // Comments.
    check("-- $1\n$1", "-- $1\n?", {0});
    check("--\t$1\n$1", "--\t$1\n?", {0});
    check("# it's $1\n$1", "# it's $1\n?", {0});
    check("/* $1 it's */ $1 /* $1", "/* $1 it's */ ? /* $1", {0});
    check("$1 --", "? --", {0});
    // A dollar sign may stand in a name.
    check("a$1 $1a $a $ $$1 $0 $01 n\u00e9$1", "a$1 $1a $a $ $$1 $0 $01 n\u00e9$1", {});
    check("", "", {});
}
