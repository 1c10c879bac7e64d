// app URL SQL…: runs each statement and prints its rows, a row a line. app alone: whether an order has a language.
#include <retort/connection.hpp>
// One table's header alone: it has to be that of this build.
#include <shop/access/orders.hpp>

#include <iostream>
#include <variant>

template <class Row>
constexpr bool has_language = requires(Row r) { r.language; };

int main(int argc, char** argv) try {
    if (argc == 1) {
        std::cout << (has_language<shop::order> ? "orders have a language\n" : "orders have no language\n");
        return 0;
    }
    retort::connection db(argv[1]);
    for (int i = 2; i < argc; ++i)
        for (const auto& row : db.execute(argv[i]).rows) {
            for (const retort::value& v : row) {
                if (const auto* text = std::get_if<std::string>(&v)) std::cout << *text << "|";
                if (const auto* number = std::get_if<std::int64_t>(&v)) std::cout << *number << "|";
                if (std::holds_alternative<std::monostate>(v)) std::cout << "NULL|";
            }
            std::cout << "\n";
        }
} catch (const retort::error& e) {
    std::cerr << e.what() << "\n";
    return 1;
}
