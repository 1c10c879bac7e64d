#include "scanner.hpp"

#include <algorithm>
#include <utility>

namespace retort::codegen {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Letters of every alphabet, digits, _ and, but for the first character, $.
bool begins_word(char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool in_word(char c) { return begins_word(c) || c == '$'; }

class scanner {
public:
    scanner(std::string_view sql, model::database on) : sql_(sql), on_(on) {}

    std::vector<token> all() {
        while (at_ < sql_.size()) {
            if (is_blank(sql_[at_]))
                ++at_;
            else if (!skip_comment())
                take();
        }
        return std::move(found_);
    }

private:
    bool on(model::database which) const { return on_ == which; }
    bool ahead(std::string_view text) const { return sql_.substr(at_, text.size()) == text; }
    char at(std::size_t i) const { return i < sql_.size() ? sql_[i] : '\0'; }
    void skip_behind(std::string_view closing, std::size_t from) {
        const std::size_t found = sql_.find(closing, from);
        at_ = found == std::string_view::npos ? sql_.size() : found + closing.size();
    }

    bool skip_comment() {
        // On MariaDB two minus signs alone are arithmetic: 5--1.
        const bool dashes = ahead("--") && (!on(model::database::mariadb) || at_ + 2 == sql_.size() ||
                                            static_cast<unsigned char>(sql_[at_ + 2]) <= ' ');
        if (dashes || (on(model::database::mariadb) && ahead("#"))) {
            skip_behind("\n", at_);
            return true;
        }
        if (!ahead("/*")) return false;
        if (!on(model::database::postgresql)) {
            skip_behind("*/", at_ + 2);
            return true;
        }
        int open = 0;
        do {
            open += ahead("/*") ? 1 : ahead("*/") ? -1 : 0;
            at_ += ahead("/*") || ahead("*/") ? 2U : 1U;
        } while (open > 0 && at_ < sql_.size());
        return true;
    }

    void take() {
        const std::size_t from = at_;
        const char c = sql_[at_];
        if (c == '\'') return take_quoted(token::kind::string, c);
        if (c == '"' || (c == '`' && !on(model::database::postgresql))) return take_quoted(token::kind::name, c);
        if (c == '[' && on(model::database::sqlite)) {
            skip_behind("]", at_ + 1);
            return add(token::kind::name, from, std::string(sql_.substr(from + 1, at_ - from - 2)));
        }
        if (c == '$' && on(model::database::postgresql) && take_dollar_quoted()) return;
        if (!begins_word(c)) {
            ++at_;
            return add(token::kind::sign, from, std::string(1, c));
        }
        while (at_ < sql_.size() && in_word(sql_[at_])) ++at_;
        if (on(model::database::postgresql) && at_ - from == 1 && lower(c) == 'e' && at(at_) == '\'') {
            skip_escape_text();
            return add(token::kind::string, from, {});
        }
        add(token::kind::word, from, std::string(sql_.substr(from, at_ - from)));
    }

    void take_quoted(enum token::kind kind, char quote) {
        const std::size_t from = at_++;
        std::string text;
        for (; at_ < sql_.size(); ++at_) {
            if (sql_[at_] == quote && at(at_ + 1) != quote) break;
            if (sql_[at_] == quote) ++at_;
            text += sql_[at_];
        }
        at_ = std::min(at_ + 1, sql_.size());
        add(kind, from, std::move(text));
    }

    bool take_dollar_quoted() {
        const std::size_t from = at_;
        std::size_t tag = at_ + 1;
        if (is_digit(at(tag))) return false;  // a parameter
        while (tag < sql_.size() && begins_word(sql_[tag])) ++tag;
        if (at(tag) != '$') return false;
        skip_behind(sql_.substr(at_, tag - at_ + 1), tag + 1);
        add(token::kind::string, from, {});
        return true;
    }

    /// PostgreSQL's E'…', in which \' does not end the text.
    void skip_escape_text() {
        for (++at_; at_ < sql_.size(); ++at_) {
            if (sql_[at_] == '\\' || ahead("''"))
                ++at_;
            else if (sql_[at_] == '\'')
                break;
        }
        at_ = at_ < sql_.size() ? at_ + 1 : sql_.size();
    }

    void add(enum token::kind kind, std::size_t from, std::string text) {
        found_.push_back({kind, std::move(text), from, at_});
    }

    std::string_view sql_;
    model::database on_;
    std::vector<token> found_;
    std::size_t at_ = 0;
};

bool is_name(const token& t) { return t.kind == token::kind::name || t.kind == token::kind::word; }

}  // namespace

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool token::is(std::string_view word) const {
    return (kind == kind::word || kind == kind::sign) && same_word(text, word);
}

std::vector<token> tokens_of(std::string_view sql, model::database on) { return scanner(sql, on).all(); }

bool token_reader::take_all(std::span<const std::string_view> wanted) {
    if (all_.size() - std::min(at_, all_.size()) < wanted.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (!all_[at_ + i].is(wanted[i])) return false;
    at_ += wanted.size();
    return true;
}

bool token_reader::skip_behind(std::string_view wanted) {
    for (int depth = 0; !at_end(); ++at_) {
        if (depth == 0 && next_is(wanted)) {
            ++at_;
            return true;
        }
        if (next_is("(")) ++depth;
        if (next_is(")")) --depth;
    }
    return false;
}

std::string token_reader::name() {
    std::string out;
    while (!at_end() && is_name(all_[at_])) {
        out += all_[at_++].text;
        if (!take(".")) break;
        out += '.';
    }
    return out;
}

std::string token_reader::unqualified_name() {
    if (at_end() || !is_name(all_[at_])) return {};
    std::string out = all_[at_++].text;
    if (!take(".")) return out;
    skip();
    return {};
}

std::vector<std::string> token_reader::names() {
    std::vector<std::string> out{name()};
    while (take(",")) out.push_back(name());
    return out;
}

std::vector<token_reader> token_reader::parts() const {
    std::vector<token_reader> out;
    std::vector<token> part;
    int depth = 0;
    for (const token& t : rest()) {
        if (t.is("(")) ++depth;
        if (t.is(")")) --depth;
        if (depth == 0 && t.is(","))
            out.emplace_back(std::exchange(part, {}));
        else
            part.push_back(t);
    }
    out.emplace_back(std::move(part));
    return out;
}

}  // namespace retort::codegen
