// Small helpers for text that several emitters make.
#pragma once

#include <retort/model/schema.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace retort::codegen {

inline std::string str(std::string_view s) { return std::string(s); }

/// The items with `between` between them.
std::string join(const std::vector<std::string>& items, std::string_view between);

/// Two hexadecimal digits a byte.
std::string hexadecimal(std::string_view bytes);

/// A C++ string literal, quotes included; bytes above 127 as they are, control characters escaped.
std::string cpp_literal(std::string_view text);

/// `name` as a C++ identifier: other characters become '_', keywords get one behind.
std::string cpp_identifier(std::string_view name);

/// The singular of an English plural, by its ending; the word itself where it has none.
std::string singular(std::string_view plural);

/// A point in time, "2020-01-31 12:00:00+02:00", in UTC and without the offset; a text without an offset as it is.
std::string in_utc(std::string_view text);

}  // namespace retort::codegen
