#include "execute.hpp"

#include <fmt/format.h>

#include <cctype>

namespace retort::codegen {

namespace {

std::string trimmed(std::string_view s) {
    while (!s.empty() && std::isspace(static_cast<unsigned char>(s.front()))) s.remove_prefix(1);
    while (!s.empty() && std::isspace(static_cast<unsigned char>(s.back()))) s.remove_suffix(1);
    return std::string(s);
}

bool same_word(std::string_view a, std::string_view lower) {
    if (a.size() != lower.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (std::tolower(static_cast<unsigned char>(a[i])) != lower[i]) return false;
    return true;
}

/// The position behind a quoted text, comment or dollar quote that begins at `i`; `i` itself where none does.
std::size_t behind_quoted(std::string_view sql, std::size_t i) {
    const auto end_of = [&](std::string_view closing, std::size_t from) {
        const std::size_t at = sql.find(closing, from);
        return at == std::string_view::npos ? sql.size() : at + closing.size();
    };
    const char c = sql[i];
    if (c == '\'' || c == '"' || c == '`') return end_of({&c, 1}, i + 1);  // a doubled quote begins a new text at once
    if (sql.substr(i, 2) == "--") return end_of("\n", i);
    if (sql.substr(i, 2) == "/*") return end_of("*/", i + 2);
    if (c == '$') {
        std::size_t tag = i + 1;
        while (tag < sql.size() && (std::isalnum(static_cast<unsigned char>(sql[tag])) || sql[tag] == '_')) ++tag;
        if (tag < sql.size() && sql[tag] == '$' && !std::isdigit(static_cast<unsigned char>(sql[i + 1])))
            return end_of(sql.substr(i, tag - i + 1), tag + 1);
    }
    return i;
}

}  // namespace

std::vector<std::string> split_statements(std::string_view sql) {
    std::vector<std::string> found;
    std::size_t from = 0;
    int depth = 0;  // of BEGIN and CASE inside the body of a trigger or a function
    bool create = false, body = false, anything = false;
    for (std::size_t i = 0; i <= sql.size();) {
        if (i == sql.size() || (sql[i] == ';' && depth == 0)) {
            if (anything) found.push_back(trimmed(sql.substr(from, i - from)));
            from = ++i;
            create = body = anything = false;
            continue;
        }
        if (const std::size_t behind = behind_quoted(sql, i); behind != i) {
            anything = anything || sql[i] == '\'' || sql[i] == '"' || sql[i] == '$' || sql[i] == '`';
            i = behind;
            continue;
        }
        std::size_t word = i;
        while (word < sql.size() && (std::isalnum(static_cast<unsigned char>(sql[word])) || sql[word] == '_')) ++word;
        if (word == i) {
            anything = anything || !std::isspace(static_cast<unsigned char>(sql[i]));
            ++i;
            continue;
        }
        const std::string_view w = sql.substr(i, word - i);
        if (!anything) create = same_word(w, "create");
        if (create && (same_word(w, "trigger") || same_word(w, "function") || same_word(w, "procedure"))) body = true;
        if (body && (same_word(w, "begin") || same_word(w, "case"))) ++depth;
        if (body && depth > 0 && same_word(w, "end")) --depth;
        anything = true;
        i = word;
        if (same_word(w, "e") && i < sql.size() &&
            sql[i] == '\'') {  // PostgreSQL's E'…', in which \' does not end the text
            for (++i; i < sql.size() && sql[i] != '\''; ++i)
                if (sql[i] == '\\') ++i;
            i = i < sql.size() ? i + 1 : sql.size();
        }
    }
    return found;
}

rendered render_execute(const model::execute& o, std::string_view database) {
    bool covered = false;
    rendered r;
    for (const model::sql_text& t : o.up) {
        if (!t.database.empty() && t.database != database) continue;
        covered = true;
        for (std::string& s : split_statements(t.sql)) r.statements.push_back({std::move(s)});
    }
    if (!covered)
        r.refused = unsupported{fmt::format("execute(…) has no SQL for {}", database),
                                fmt::format("add on({}, \"…\"); an empty text does nothing there", database)};
    return r;
}

}  // namespace retort::codegen
