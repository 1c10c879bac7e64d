#include "script.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <initializer_list>
#include <optional>

#include "text.hpp"

namespace retort::detail {
namespace {

constexpr std::size_t read_at_once = 1 << 16;

bool is_blank(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool begins_word(int c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128; }
bool in_word(int c) { return begins_word(c) || (c >= '0' && c <= '9') || c == '$'; }
int code_of(char c) { return static_cast<unsigned char>(c); }

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return same_name(w, word); });
}

}  // namespace

script_reader::script_reader(int descriptor, database dialect)
    : descriptor_(descriptor),
      mariadb_(dialect == database::mariadb),
      room_(read_at_once),
      backslashes_(dialect == database::mariadb) {}

bool script_reader::fill() {
    if (at_ < end_) return true;
    ssize_t size = 0;
    do {
        size = read(descriptor_, room_.data(), room_.size());
    } while (size < 0 && errno == EINTR);
    if (size < 0) trouble_ = errno;
    at_ = 0;
    end_ = size > 0 ? static_cast<std::size_t>(size) : 0;
    return size > 0;
}

int script_reader::peek() { return fill() ? code_of(room_[at_]) : -1; }
int script_reader::take() { return fill() ? code_of(room_[at_++]) : -1; }

void script_reader::line(std::string& into) {
    for (int c = take(); c >= 0; c = take()) {
        into += static_cast<char>(c);
        if (c == '\n') return;
    }
}

/// Behind the opening quotation mark. A doubled one is taken as the end of one text and the beginning of the next,
/// which comes to the same.
void script_reader::quoted(std::string& into, char quote, bool backslashes) {
    for (int c = take(); c >= 0; c = take()) {
        into += static_cast<char>(c);
        if (c == code_of(quote)) return;
        if (c == '\\' && backslashes)
            if (const int escaped = take(); escaped >= 0) into += static_cast<char>(escaped);
    }
}

/// Behind the first $; false where no tag follows.
bool script_reader::dollar_quoted(std::string& into) {
    std::string tag = "$";
    for (int c = peek(); c >= 0 && c != '$'; c = peek()) {
        if (!in_word(c) || (tag.size() == 1 && !begins_word(c))) return false;
        into += static_cast<char>(c);
        tag += static_cast<char>(take());
    }
    if (take() < 0) return false;
    into += '$';
    tag += '$';
    const std::size_t body = into.size();
    for (int c = take(); c >= 0; c = take()) {
        into += static_cast<char>(c);
        if (c == '$' && into.size() - body >= tag.size() && std::string_view(into).ends_with(tag)) return true;
    }
    return true;
}

/// Behind /*.
void script_reader::comment(std::string& into, bool nested) {
    int depth = 1;
    for (int c = take(); c >= 0; c = take()) {
        into += static_cast<char>(c);
        if (c == '*' && peek() == '/') {
            into += static_cast<char>(take());
            if (--depth == 0) return;
        } else if (c == '/' && nested && peek() == '*') {
            into += static_cast<char>(take());
            ++depth;
        }
    }
}

/// PostgreSQL: the bodies of functions may be statements between BEGIN and END.
void script_reader::word(std::string& into) {
    std::string w;
    while (in_word(peek())) w += static_cast<char>(take());
    into += w;
    if (mariadb_) return;
    if (same_name(w, "e") && peek() == '\'') {
        into += static_cast<char>(take());
        quoted(into, '\'', true);
        return;
    }
    if (heads_.size() < 4)
        heads_ += one_of(w, {"create", "or", "replace", "function", "procedure"}) ? static_cast<char>(w[0] | 32) : '-';
    const bool has_body = heads_.starts_with("cf") || heads_.starts_with("cp") || heads_ == "corf" || heads_ == "corp";
    if (!has_body || parentheses_ != 0) return;
    if (same_name(w, "begin") || (same_name(w, "case") && blocks_ > 0)) ++blocks_;
    if (same_name(w, "end") && blocks_ > 0) --blocks_;
}

bool script_reader::at_delimiter(std::string& statement) {
    if (!statement.ends_with(delimiter_) || parentheses_ > 0 || blocks_ > 0) return false;
    statement.resize(statement.size() - delimiter_.size());
    return true;
}

void script_reader::learn_from(const std::string& statement) {
    if (!mentions(statement.substr(0, 400), "SET")) return;
    if (mariadb_ && mentions(statement, "sql_mode")) backslashes_ = !mentions(statement, "NO_BACKSLASH_ESCAPES");
    if (!mariadb_ && mentions(statement, "standard_conforming_strings")) backslashes_ = mentions(statement, "off");
}

bool script_reader::next(std::string& statement) {
    statement.clear();
    heads_.clear();
    parentheses_ = blocks_ = 0;
    // A delimiter inside of what was skipped is none, so only a character that was just read can complete one.
    for (int c = peek(); c >= 0; c = peek()) {
        if (statement.empty()) {
            if (is_blank(c)) {
                take();
                continue;
            }
            if (!mariadb_ && c == '\\') {
                line(statement);
                statement.pop_back();
                return true;
            }
        }
        if (begins_word(c)) {
            const bool first = statement.empty();
            word(statement);
            if (mariadb_ && first && same_name(statement, "delimiter") && is_blank(peek())) {
                std::string rest;
                line(rest);
                const std::string named = fold(rest);
                if (!named.empty()) delimiter_ = named;
                statement.clear();
            }
            continue;
        }
        statement += static_cast<char>(take());
        if (c == '\'' || c == '"' || (c == '`' && mariadb_)) {
            quoted(statement, static_cast<char>(c), backslashes_ && (c == '\'' || (mariadb_ && c == '"')));
            continue;
        }
        if (c == '$' && !mariadb_ && dollar_quoted(statement)) continue;
        const bool to_the_end = c == '#' && mariadb_;
        if (to_the_end || (c == '-' && peek() == '-')) {
            std::string rest;
            if (!to_the_end) rest += static_cast<char>(take());
            if (to_the_end || !mariadb_ || is_blank(peek()) || peek() < 0) {
                const bool alone = statement.size() == 1;
                line(rest);
                statement += rest;
                if (alone) statement.clear();
                continue;
            }
            statement += rest;
            continue;
        }
        if (c == '/' && peek() == '*') {
            const bool alone = statement.size() == 1;
            statement += static_cast<char>(take());
            // What MariaDB's own comments hold is run by it.
            if (mariadb_ && (peek() == '!' || peek() == 'M')) continue;
            comment(statement, !mariadb_);
            if (alone) statement.clear();
            continue;
        }
        if (!mariadb_ && c == '(') ++parentheses_;
        if (!mariadb_ && c == ')' && parentheses_ > 0) --parentheses_;
        if (at_delimiter(statement)) {
            if (fold(statement).empty()) {
                statement.clear();
                continue;
            }
            learn_from(statement);
            return true;
        }
    }
    while (!statement.empty() && is_blank(code_of(statement.back()))) statement.pop_back();
    return !statement.empty();
}

bool script_reader::next_rows(std::string& data) {
    // The end of the line with the statement comes first.
    if (peek() == '\n' && data.empty()) take();
    constexpr std::size_t enough = 1 << 16;
    while (data.size() < enough) {
        const std::size_t from = data.size();
        line(data);
        const std::string_view last = std::string_view(data).substr(from);
        if (last.empty()) return false;
        if (last == "\\.\n" || last == "\\.") {
            data.resize(from);
            return false;
        }
    }
    return true;
}

// What may stand in a backup
// ------------------------------------------------------------------------------------------------------------------
namespace {

struct token {
    std::string text;
    bool quoted = false;
    bool is(std::string_view word) const { return !quoted && same_name(text, word); }
};

/// Whether MariaDB takes a comment that begins with /*! or /*M! and this number for SQL. `newer`: what a release from
/// 10.2 on runs or skips, by its own number.
bool is_run(std::string_view number, bool of_mariadb_only, bool newer) {
    if (number.empty()) return true;
    constexpr long first_of_mysql = 50700, last_of_mysql = 99999, oldest = 100200;
    const long version = std::strtol(std::string(number).c_str(), nullptr, 10);
    if (!of_mariadb_only && version >= first_of_mysql && version <= last_of_mysql) return false;
    constexpr long never = 990000;  // "/*M!999999\- enable the sandbox mode */" is for the client.
    return version <= oldest || (newer && version < never);
}

/// The beginning of a statement: words, quoted names and signs.
std::vector<token> head_of(std::string_view sql, bool mariadb, bool newer) {
    constexpr std::size_t most = 60;
    std::vector<token> out;
    std::size_t at = 0;
    const auto skip_behind = [&](std::string_view end) {
        const std::size_t found = sql.find(end, at);
        at = found == std::string_view::npos ? sql.size() : found + end.size();
    };
    while (at < sql.size() && out.size() < most) {
        const std::string_view rest = sql.substr(at);
        const char c = rest.front();
        if (is_blank(code_of(c))) {
            ++at;
        } else if (mariadb && (rest.starts_with("/*!") || rest.starts_with("/*M!"))) {
            const bool own = rest[2] == 'M';
            at += own ? 4 : 3;
            const std::size_t number = at;
            while (at < sql.size() && sql[at] >= '0' && sql[at] <= '9') ++at;
            if (!is_run(sql.substr(number, at - number), own, newer)) skip_behind("*/");
        } else if (mariadb && rest.starts_with("*/")) {
            at += 2;
        } else if (rest.starts_with("/*")) {
            at += 2;
            skip_behind("*/");
        } else if (rest.starts_with("--") || (mariadb && c == '#')) {
            skip_behind("\n");
        } else if (c == '"' || c == '\'' || c == '`') {
            token t{.text = {}, .quoted = true};
            for (++at; at < sql.size(); ++at) {
                if (sql[at] == c && (at + 1 >= sql.size() || sql[at + 1] != c)) break;
                if (sql[at] == c) ++at;
                t.text += sql[at];
            }
            ++at;
            out.push_back(std::move(t));
        } else if (in_word(code_of(c))) {
            const std::size_t from = at;
            while (at < sql.size() && in_word(code_of(sql[at]))) ++at;
            out.push_back({.text = std::string(sql.substr(from, at - from))});
        } else {
            out.push_back({.text = std::string(1, c)});
            ++at;
        }
    }
    return out;
}

std::string holds(std::string_view words) { return fmt::format("it contains {}, which no backup does", words); }

std::string refused_by_postgresql(const std::vector<token>& head, std::string_view sql) {
    const token& first = head.front();
    if (!first.quoted && one_of(first.text, {"ALTER", "COMMENT", "CREATE", "GRANT", "INSERT", "REFRESH", "REVOKE",
                                             "SECURITY", "SELECT", "SET"})) {
        if (first.is("ALTER") && head.size() > 1 && head[1].is("SYSTEM")) return holds("ALTER SYSTEM");
        return {};
    }
    if (!first.is("COPY")) return holds(excerpt(sql, 40));
    const std::vector<std::string> words = leading_words(sql, std::string_view::npos);
    const bool from_here =
        words.size() > 2 && same_name(words.back(), "stdin") && same_name(words[words.size() - 2], "from");
    return from_here ? std::string() : holds("a COPY that does not read from the backup");
}

/// A name with a database before it, in the head of a statement.
std::string elsewhere(const std::vector<token>& head, std::string_view name) {
    for (std::size_t i = 1; i + 1 < head.size(); ++i) {
        const token& t = head[i];
        if (t.text == "(" && !t.quoted) return {};
        if (!t.quoted && one_of(t.text, {"AS", "BEGIN", "DO", "ROW", "SELECT", "SET", "VALUE", "VALUES"})) return {};
        if (t.quoted || t.text != "." || head[i - 1].text == name) continue;
        return fmt::format("it changes the database {}, not the one that it is restored into", head[i - 1].text);
    }
    return {};
}

std::string refused_by_mariadb(const std::vector<token>& head, std::string_view sql, std::string_view name) {
    const token& first = head.front();
    if (first.is("USE")) return holds("USE");
    if (first.quoted || !one_of(first.text, {"ALTER", "COMMIT", "CREATE", "DO", "DROP", "INSERT", "LOCK", "REPLACE",
                                             "SELECT", "SET", "START", "UNLOCK"}))
        return holds(excerpt(sql, 40));
    if (one_of(first.text, {"ALTER", "CREATE", "DROP"})) {
        std::size_t kind = 1;
        while (kind < head.size() && one_of(head[kind].text, {"OR", "REPLACE"})) ++kind;
        if (kind < head.size() && !head[kind].quoted &&
            one_of(head[kind].text, {"ROLE", "SERVER", "USER", "TABLESPACE", "LOGFILE"}))
            return holds(fmt::format("{} {}", first.text, head[kind].text));
        // Without a name it is the database that is restored into.
        if (kind < head.size() && !head[kind].quoted && one_of(head[kind].text, {"DATABASE", "SCHEMA"})) {
            const bool unnamed = first.is("ALTER") && kind + 1 < head.size() && !head[kind + 1].quoted &&
                                 one_of(head[kind + 1].text, {"CHARACTER", "CHARSET", "COLLATE", "DEFAULT"});
            return unnamed ? std::string() : holds(fmt::format("{} {}", first.text, head[kind].text));
        }
    }
    if (one_of(first.text, {"DO", "SELECT"}) && !(head.size() > 1 && head[1].is("SETVAL")))
        return holds(excerpt(sql, 40));
    if (first.is("SET"))
        for (const token& t : head)
            if (!t.quoted && one_of(t.text, {"GLOBAL", "PASSWORD", "ROLE", "STATEMENT"}))
                return holds(fmt::format("SET {}", t.text));
    if (one_of(first.text, {"ALTER", "CREATE", "DROP", "INSERT", "REPLACE", "LOCK"})) return elsewhere(head, name);
    return {};
}

}  // namespace

std::string not_of_a_backup(std::string_view statement, database dialect, std::string_view name) {
    const bool mariadb = dialect == database::mariadb;
    // Which of the comments are SQL depends on the server's release, so each reading has to be harmless.
    for (const bool newer : {false, true}) {
        const std::vector<token> head = head_of(statement, mariadb, newer);
        if (head.empty()) continue;
        std::string why = mariadb ? refused_by_mariadb(head, statement, name) : refused_by_postgresql(head, statement);
        if (!why.empty()) return why;
    }
    return {};
}

}  // namespace retort::detail
