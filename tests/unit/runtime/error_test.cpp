#include <retort/error.hpp>
#include <retort/error_catalogue.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "support/catch.hpp"

TEST_CASE("an error is one line: message, fix, code") {
    retort::error e("E309", "the server said:\n\tno such\r\ntable", "create\nit");
    CHECK(std::string(e.what()) == "the server said: no such table; create it [E309]");
    CHECK(e.way_out() == "create it");
    CHECK(std::string(retort::error("E305", "no way").what()) == "no way [E305]");
    e.at_revision("001").at_statement("SELECT 1").with_sqlstate("42P01").leaving(retort::left_behind::partial);
    CHECK(e.revision() == "001");
    CHECK(e.statement() == "SELECT 1");
    CHECK(e.sqlstate() == "42P01");
    CHECK(e.left_behind() == retort::left_behind::partial);
}

TEST_CASE("the catalogue has every code once, sorted, with all texts") {
    std::string previous;
    for (const retort::error_page& page : retort::error_catalogue) {
        CAPTURE(page.code);
        CHECK(std::string(page.code) > previous);
        previous = page.code;
        CHECK(std::regex_match(previous, std::regex("E3[0-9][0-9]")));
        CHECK_FALSE(page.title.empty());
        CHECK_FALSE(page.explanation.empty());
        CHECK_FALSE(page.way_out.empty());
    }
}

TEST_CASE("the sources and the catalogue have the same codes") {
    std::set<std::string> known, used;
    for (const retort::error_page& page : retort::error_catalogue) known.insert(std::string(page.code));
    const std::regex quoted("\"(E3[0-9][0-9])\"");
    const std::filesystem::path room = std::filesystem::path(RETORT_SOURCE_DIR) / "runtime";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(room)) {
        const auto extension = entry.path().extension();
        if ((extension != ".cpp" && extension != ".hpp") || entry.path().filename() == "error_catalogue.hpp") continue;
        std::ifstream file(entry.path());
        const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        for (std::sregex_iterator at(text.begin(), text.end(), quoted), end; at != end; ++at) used.insert((*at)[1]);
    }
    CHECK(used == known);
}
