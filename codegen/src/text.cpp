#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>

namespace retort::codegen {

std::string join(const std::vector<std::string>& items, std::string_view between) {
    return fmt::format("{}", fmt::join(items, between));
}

std::string hexadecimal(std::string_view bytes) {
    std::string out;
    for (char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    return out;
}

std::string cpp_literal(std::string_view text) {
    std::string out = "\"";
    for (char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\t': out += "\\t"; break;
            case '\r': out += "\\r"; break;
            default:
                // Octal, because a hexadecimal escape would swallow digits that follow it.
                if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
                    out += fmt::format("\\{:03o}", static_cast<unsigned>(static_cast<unsigned char>(c)));
                else
                    out += c;
        }
    }
    return out + "\"";
}

namespace {
// [lex.key] table 5 and [lex.digraph] table 4 of C++23, sorted.
constexpr std::array cpp_keywords = std::to_array<std::string_view>(
    {"alignas",     "alignof",  "and",        "and_eq",    "asm",       "auto",         "bitand",
     "bitor",       "bool",     "break",      "case",      "catch",     "char",         "char16_t",
     "char32_t",    "char8_t",  "class",      "co_await",  "co_return", "co_yield",     "compl",
     "concept",     "const",    "const_cast", "consteval", "constexpr", "constinit",    "continue",
     "decltype",    "default",  "delete",     "do",        "double",    "dynamic_cast", "else",
     "enum",        "explicit", "export",     "extern",    "false",     "float",        "for",
     "friend",      "goto",     "if",         "inline",    "int",       "long",         "mutable",
     "namespace",   "new",      "noexcept",   "not",       "not_eq",    "nullptr",      "operator",
     "or",          "or_eq",    "private",    "protected", "public",    "register",     "reinterpret_cast",
     "requires",    "return",   "short",      "signed",    "sizeof",    "static",       "static_assert",
     "static_cast", "struct",   "switch",     "template",  "this",      "thread_local", "throw",
     "true",        "try",      "typedef",    "typeid",    "typename",  "union",        "unsigned",
     "using",       "virtual",  "void",       "volatile",  "wchar_t",   "while",        "xor",
     "xor_eq"});
static_assert(std::is_sorted(cpp_keywords.begin(), cpp_keywords.end()));
}  // namespace

std::string cpp_identifier(std::string_view name) {
    std::string out;
    for (char c : name) {
        const auto u = static_cast<unsigned char>(c);
        // g++ and clang take UTF-8 in identifiers where Unicode calls the character a letter; others become '_' first
        // by their ASCII neighbours only, so a name that stays invalid is found by the compiler, in generated code.
        out += std::isalnum(u) || c == '_' || u >= 0x80 ? c : '_';
    }
    if (out.empty() || std::isdigit(static_cast<unsigned char>(out[0]))) out.insert(out.begin(), '_');
    if (std::binary_search(cpp_keywords.begin(), cpp_keywords.end(), out)) out += '_';
    return out;
}

std::string singular(std::string_view plural) {
    const auto ends = [&](std::string_view tail) { return plural.size() > tail.size() && plural.ends_with(tail); };
    const auto without = [&](std::size_t n) { return std::string(plural.substr(0, plural.size() - n)); };
    if (plural.ends_with("people")) return without(6) + "person";
    if (plural.ends_with("children")) return without(3);
    if (ends("ies") && plural.size() > 4) return without(3) + "y";
    if (ends("sses") || ends("xes") || ends("ches") || ends("shes") || ends("zzes")) return without(2);
    for (std::string_view latin : {"statuses", "buses", "viruses", "aliases"})
        if (plural.ends_with(latin)) return without(2);
    if (ends("ss") || ends("us") || ends("is")) return std::string(plural);
    if (ends("s")) return without(1);
    return std::string(plural);
}

namespace {

/// Reads the offset at the end of "2020-01-31 12:00:00+02:00" in minutes and cuts it off; nothing where there is none.
std::optional<int> take_offset(std::string_view& text) {
    if (text.ends_with('Z') || text.ends_with('z')) {
        text.remove_suffix(1);
        return 0;
    }
    const std::size_t at = text.find_first_of("+-", text.find(':'));
    if (text.find(':') == std::string_view::npos || at == std::string_view::npos) return std::nullopt;
    std::string digits;
    for (char c : text.substr(at + 1))
        if (c != ':') digits += c;
    int value = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc()) return std::nullopt;
    if (digits.size() <= 2) value *= 100;
    const int minutes = value / 100 * 60 + value % 100;
    const bool west = text[at] == '-';
    text = text.substr(0, at);
    return west ? -minutes : minutes;
}

}  // namespace

std::string in_utc(std::string_view text) {
    const std::optional<int> offset = take_offset(text);
    while (text.ends_with(' ')) text.remove_suffix(1);
    int y = 0, m = 0, d = 0, h = 0, min = 0, read = 0;
    const std::string plain(text);
    if (!offset || *offset == 0 ||
        std::sscanf(plain.c_str(), "%d-%d-%d%*1[ T]%d:%d%n", &y, &m, &d, &h, &min, &read) != 5)
        return plain;
    using namespace std::chrono;
    const auto point = sys_days(year(y) / month(static_cast<unsigned>(m)) / day(static_cast<unsigned>(d))) + hours(h) +
                       minutes(min) - minutes(*offset);
    const auto midnight = floor<days>(point);
    const year_month_day date(midnight);
    const hh_mm_ss time(point - midnight);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}{}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), plain.substr(static_cast<std::size_t>(read)));
}

}  // namespace retort::codegen
