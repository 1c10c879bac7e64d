// A page of docs/ that is made from the code: written with --bless, else held to be what the code says.
#pragma once

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

namespace retort::testing {

/// main() of a program that is given the page's file, and perhaps --bless.
inline int write_or_compare(int argc, char** argv, const std::string& page) {
    if (argc < 2) return 2;
    if (argc > 2 && std::string_view(argv[2]) == "--bless") {
        std::ofstream(argv[1], std::ios::binary) << page;
        return 0;
    }
    std::stringstream kept;
    kept << std::ifstream(argv[1], std::ios::binary).rdbuf();
    if (kept.str() == page) return 0;
    std::cerr << argv[1] << " is not what the code says; run ./dev bless and review the difference\n";
    return 1;
}

}  // namespace retort::testing
