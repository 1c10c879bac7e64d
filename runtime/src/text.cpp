#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace retort::detail {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Bytes above 127 belong to names: neither database treats them as separators.
bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 128;
}

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0u : 1u);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string fold(std::string_view text) {
    std::string out;
    bool gap = false;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (code <= ' ' || code == 127) {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += ' ';
        gap = false;
        out += c;
    }
    return out;
}

character character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const char32_t lead = byte(at);
    const std::size_t bytes = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
    char32_t code = bytes == 1 ? lead : lead & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        // Broken UTF-8: a terminal that reads bytes takes 0x80 to 0x9F for control characters.
        if ((byte(at + i) & 0xC0U) != 0x80U) return {};
        code = code << 6 | (byte(at + i) & 0x3FU);
    }
    const bool steers = code < 0x20 || (code >= 0x7F && code < 0xA0);
    const bool turns = code == 0x61C || code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
                       (code >= 0x2066 && code <= 0x2069);
    return {.bytes = bytes, .control = steers || (turns && bytes > 1) ? code : 0};
}

std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const character c = character_at(text, at);
        const bool is_null = text[at] == '\0';
        if (c.control == 0 && !is_null)
            out += text.substr(at, c.bytes);
        else
            out += c.control < 0x100 ? fmt::format("\\x{:02x}", static_cast<unsigned>(c.control))
                                     : fmt::format("\\u{:04x}", static_cast<unsigned>(c.control));
        at += c.bytes;
    }
    return out;
}

std::string_view nearest(std::string_view text, std::span<const std::string_view> candidates) {
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(2, text.size() / 3) + 1;
    for (const std::string_view candidate : candidates) {
        // What was typed is often the beginning of an id, so compare with the candidate's beginning too.
        const std::size_t whole = distance(text, candidate);
        const std::size_t start = distance(text, candidate.substr(0, text.size())) + (text.size() < 3 ? 3u : 0u);
        const std::size_t d = std::min(whole, start);
        if (d < best_distance) {
            best_distance = d;
            best = candidate;
        }
    }
    return best;
}

std::string count_of(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string join(std::span<const std::string_view> parts, std::string_view between) {
    std::string out;
    for (const std::string_view part : parts) {
        if (!out.empty()) out += between;
        out += part;
    }
    return out;
}

static std::string quoted(std::string_view text, char quote) {
    std::string out(1, quote);
    for (const char c : text) {
        if (c == quote) out += quote;
        out += c;
    }
    return out + quote;
}

std::string quote_literal(std::string_view text) { return quoted(text, '\''); }
std::string quote_identifier(std::string_view name) { return quoted(name, '"'); }

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool mentions(std::string_view sql, std::string_view name) {
    if (name.empty()) return false;
    for (std::size_t at = 0; at + name.size() <= sql.size(); ++at) {
        if (!same_name(sql.substr(at, name.size()), name)) continue;
        const bool begins = at == 0 || !is_word(sql[at - 1]);
        const std::size_t after = at + name.size();
        if (begins && (after == sql.size() || !is_word(sql[after]))) return true;
    }
    return false;
}

std::vector<std::string> leading_words(std::string_view sql, std::size_t most) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while (at < sql.size() && words.size() < most) {
        const char c = sql[at];
        if (is_space(c)) {
            ++at;
        } else if (sql.substr(at, 2) == "--") {
            at = std::min(sql.find('\n', at), sql.size());
        } else if (sql.substr(at, 2) == "/*") {
            const std::size_t end = sql.find("*/", at + 2);
            at = end == std::string_view::npos ? sql.size() : end + 2;
        } else if (c == '"' || c == '`') {
            std::string word;
            for (++at; at < sql.size(); ++at) {
                if (sql[at] == c && (at + 1 >= sql.size() || sql[at + 1] != c)) break;
                if (sql[at] == c) ++at;
                word += sql[at];
            }
            ++at;
            words.push_back(std::move(word));
        } else if (is_word(c)) {
            const std::size_t begin = at;
            while (at < sql.size() && is_word(sql[at])) ++at;
            words.emplace_back(sql.substr(begin, at - begin));
        } else {
            words.emplace_back(1, c);
            ++at;
        }
    }
    return words;
}

std::string excerpt(std::string_view sql, std::size_t length) {
    std::string line = fold(sql);
    if (line.size() <= length) return line;
    std::size_t cut = length;
    while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0u) == 0x80u) --cut;
    line.resize(cut);
    return line + "...";
}

}  // namespace retort::detail
