// Names and literals of the generated C++.
#include "text.hpp"

#include "support/catch.hpp"

using namespace retort::codegen;

TEST_CASE("the row type is the singular of the table name") {
    const std::pair<const char*, const char*> known[] = {{"orders", "order"},
                                                         {"categories", "category"},
                                                         {"boxes", "box"},
                                                         {"classes", "class"},
                                                         {"addresses", "address"},
                                                         {"statuses", "status"},
                                                         {"branches", "branch"},
                                                         {"dishes", "dish"},
                                                         {"people", "person"},
                                                         {"children", "child"},
                                                         {"status", "status"},
                                                         {"address", "address"},
                                                         {"analysis", "analysis"},
                                                         {"sheep", "sheep"},
                                                         {"s", "s"},
                                                         {"", ""},
                                                         {"order_parts", "order_part"},
                                                         {"time_logs", "time_log"},
                                                         {"people_2", "people_2"},
                                                         {"Заказы", "Заказы"},
                                                         {"salespeople", "salesperson"}};
    for (const auto& [plural, expected] : known) {
        INFO(plural);
        CHECK(singular(plural) == expected);
    }
}

TEST_CASE("any name becomes a C++ identifier") {
    const std::pair<const char*, const char*> known[] = {
        {"price", "price"}, {"Order Line", "Order_Line"}, {"1st", "_1st"},          {"class", "class_"},
        {"", "_"},          {"a-b.c", "a_b_c"},           {"цена", "цена"},         {"it's", "it_s"},
        {"Class", "Class"}, {"xor_eq", "xor_eq_"},        {"co_await", "co_await_"}};
    for (const auto& [name, expected] : known) {
        INFO(name);
        CHECK(cpp_identifier(name) == expected);
    }
}

TEST_CASE("any text becomes a C++ literal") {
    CHECK(cpp_literal("it's \"new\"") == R"("it's \"new\"")");
    CHECK(cpp_literal("a\\b\n\t\r") == R"("a\\b\n\t\r")");
    CHECK(cpp_literal("🔧 ключ") == "\"🔧 ключ\"");
    // Octal, because a hexadecimal escape would swallow the 1.
    CHECK(cpp_literal("\x01"
                      "1\x7f") == "\"\\0011\\177\"");
}

TEST_CASE("bytes in hexadecimal digits") {
    CHECK(hexadecimal("").empty());
    CHECK(hexadecimal(std::string_view("a\0\xff", 3)) == "6100ff");
}
