#include "../../../runtime/command/arguments.hpp"
#include "../../../runtime/command/live.hpp"
#include "support/catch.hpp"

using namespace retort;
using namespace retort::command;
using namespace std::chrono_literals;

TEST_CASE("durations are parsed") {
    CHECK(read_duration("500ms") == 500ms);
    CHECK(read_duration("5s") == 5s);
    CHECK(read_duration("5") == 5s);
    CHECK(read_duration("0") == 0s);
    CHECK(read_duration("2m") == 2min);
    CHECK(read_duration("1h") == 1h);
    CHECK(read_duration("1.5s") == 1500ms);
    CHECK(read_duration(".25") == 250ms);
    CHECK(read_duration("500h") == 500h);
    for (const char* wrong :
         {"", "s", "-1", "5 s", "5sec", "1h30m", "five", ".", "501h", "99999999999999999999", "1e3"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read_duration(wrong).has_value());
    }
}

TEST_CASE("a line is cut to the width of the terminal") {
    CHECK(cut_to("abcdef", 4) == "abcd");
    CHECK(cut_to("Привет", 3) == "При");
    CHECK(cut_to("🔧🔧", 3) == "🔧");
    CHECK(cut_to("ab", 0).empty());
}
