// Small helpers for messages and for SQL text.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retort::detail {

/// One line: runs of white space and control characters become one space, ends are trimmed.
std::string fold(std::string_view text);

/// The character at `at` of a UTF-8 text: how many bytes it has, and its number where it is one that steers a terminal
/// or turns a line round (a control character or a mark for the direction of writing), else 0.
struct character {
    std::size_t bytes = 1;
    char32_t control = 0;
};
character character_at(std::string_view text, std::size_t at);

/// One line that a terminal shows as it is, whatever a database or a server has said: \x1b instead of what is no text.
std::string printable(std::string_view text);

/// The candidate closest to `text`, or empty where none is close enough to be meant.
std::string_view nearest(std::string_view text, std::span<const std::string_view> candidates);

/// "1 revision", "2 revisions".
std::string count_of(std::size_t count, std::string_view noun);

/// "a, b, c".
std::string join(std::span<const std::string_view> parts, std::string_view between = ", ");

/// 'text', as an SQL string literal of a database with standard conforming strings.
std::string quote_literal(std::string_view text);

/// "name", as an SQL identifier.
std::string quote_identifier(std::string_view name);

/// Compares as ASCII, without regard to case.
bool same_name(std::string_view a, std::string_view b);

/// Whether `name` stands in `sql` as a whole word, without regard to case.
bool mentions(std::string_view sql, std::string_view name);

/// Reads the words of `sql` from its beginning: keywords, names and quoted names (without their quotes), at most
/// `most`.
std::vector<std::string> leading_words(std::string_view sql, std::size_t most);

/// At most `length` bytes of `sql` on one line, cut between characters, with "..." where it was cut.
std::string excerpt(std::string_view sql, std::size_t length = 120);

}  // namespace retort::detail
