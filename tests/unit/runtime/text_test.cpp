#include "../../../runtime/src/text.hpp"

#include "../../../runtime/command/environment.hpp"
#include "../../../runtime/command/people.hpp"
#include "../../../runtime/src/dialect.hpp"
#include "support/catch.hpp"

using namespace retort::detail;
using words = std::vector<std::string>;

TEST_CASE("fold joins lines") {
    CHECK(fold("  a\n\tb\x1b[31m c \r\n") == "a b [31m c");
    CHECK(fold("").empty());
    CHECK(fold("Привет\n🔧") == "Привет 🔧");
}

TEST_CASE("printable text has no terminal control characters") {
    CHECK(printable("plain, Привет, 🔧, é") == "plain, Привет, 🔧, é");
    CHECK(printable("a\x1b[2Jb\n\t\r\x07\x7f") == "a\\x1b[2Jb\\x0a\\x09\\x0d\\x07\\x7f");
    CHECK(printable("\xC2\x9b"
                    "2J") == "\\x9b2J");  // U+009B, the control sequence introducer in one character
    CHECK(printable("\x9b"
                    "2J") == "\\x9b2J");  // as a terminal reads it that knows no UTF-8
    CHECK(printable("\xE2\x80\xAE\xE2\x81\xA6") == "\\u202e\\u2066");
    CHECK(printable(std::string("a\0b", 3)) == "a\\x00b");
    CHECK(printable("\xC2") == "\xC2");
    CHECK(printable("\xF0\x9F"
                    "abc") ==
          "\xF0\\x9f"
          "abc");
    // Whatever it is given, also broken UTF-8.
    for (unsigned seed = 1; seed < 20000; ++seed) {
        std::string text;
        for (unsigned n = seed, i = 0; i < 6; ++i) text += static_cast<char>((n = n * 1103515245U + 12345U) >> 16);
        const std::string out = printable(text);
        for (std::size_t at = 0; at < out.size(); at += character_at(out, at).bytes) {
            REQUIRE(character_at(out, at).control == 0);
            REQUIRE(static_cast<unsigned char>(out[at]) >= 0x20);
        }
    }
}

TEST_CASE("nearest finds the intended name, or none") {
    const std::string_view names[] = {"upgrade", "downgrade", "history"};
    CHECK(nearest("upgarde", names) == "upgrade");
    CHECK(nearest("hist", names) == "history");
    CHECK(nearest("xyzzy", names).empty());
}

TEST_CASE("quoting of SQL") {
    CHECK(quote_literal("it's") == "'it''s'");
    CHECK(quote_identifier("a\"b") == "\"a\"\"b\"");
}

TEST_CASE("mentions matches whole names") {
    CHECK(mentions("DROP INDEX \"Ix_A\"", "ix_a"));
    CHECK_FALSE(mentions("DROP INDEX ix_ab", "ix_a"));
    CHECK_FALSE(mentions("DROP INDEX ix", "ix_a"));
}

TEST_CASE("leading words skip comments and unquote names") {
    CHECK(leading_words("-- why\n/* so */ ALTER TABLE \"a \"\"b\" RENAME TO c;", 9) ==
          words{"ALTER", "TABLE", "a \"b", "RENAME", "TO", "c", ";"});
    CHECK(leading_words("SELECT 1", 1) == words{"SELECT"});
    CHECK(leading_words("/* open", 3).empty());
}

TEST_CASE("an excerpt never splits a character") {
    CHECK(excerpt("абв", 3) == "а...");
    CHECK(excerpt("short") == "short");
}

TEST_CASE("the lock key is stable") {
    // Two versions of Retort must exclude each other.
    CHECK(lock_key("felix_hub") == lock_key("felix_hub"));
    CHECK(lock_key("felix_hub") != lock_key("felix_hubs"));
    CHECK(lock_key("shop") == std::int64_t{-6760247325400855405});
}

TEST_CASE(".env files are parsed as shells do") {
    using retort::command::find_in_env_file;
    const auto url = [](const char* text) { return find_in_env_file(text, "DATABASE_URL").value_or("nothing"); };
    CHECK(url("DATABASE_URL=sqlite:///a.db") == "sqlite:///a.db");
    CHECK(url("# x\n\n export DATABASE_URL = \"sqlite:///a b.db\" # here\r\n") == "sqlite:///a b.db");
    CHECK(url("DATABASE_URL='a#b\\n'") == "a#b\\n");
    CHECK(url("DATABASE_URL=\"a\\\"b\"") == "a\"b");
    CHECK(url("DATABASE_URL=a#b # comment") == "a#b");
    CHECK(url("DATABASE_URL=a\nDATABASE_URL=b") == "b");
    CHECK(url("XDATABASE_URL=a\n#DATABASE_URL=b\nDATABASE_URL") == "nothing");
    CHECK(url("\xEF\xBB\xBF"
              "DATABASE_URL=a") == "a");
}

TEST_CASE("durations are formatted") {
    using retort::command::readable;
    using std::chrono::microseconds;
    CHECK(readable(microseconds(400)) == "0.4 ms");
    CHECK(readable(microseconds(12345)) == "12 ms");
    CHECK(readable(microseconds(1234567)) == "1.2 s");
    CHECK(readable(microseconds(184000000)) == "3 min 4 s");
}
