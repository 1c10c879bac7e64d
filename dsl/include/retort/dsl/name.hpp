// A string of the user's, and where it was written.
#pragma once

#include <retort/model/schema.hpp>

#include <source_location>

namespace retort::dsl {

/// Made from a string literal in place; remembers file and line for messages.
struct name {
    std::string_view text;
    model::place at;
    name() = default;
    consteval name(const char* literal, std::source_location where = std::source_location::current())
        : text(literal), at{where.file_name(), where.line()} {}
};

}  // namespace retort::dsl
