// app URL SQL…: runs each statement and prints its rows, a row a line.
#include <retort/connection.hpp>
#include <shop/access.hpp>

#include <iostream>
#include <variant>

int main(int argc, char** argv) try {
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
