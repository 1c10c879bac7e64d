#include "execute.hpp"

#include <retort/codegen/sql_writer.hpp>
#include <retort/model/obligation.hpp>
#include <retort/model/reverse.hpp>

#include <fmt/format.h>

#include <algorithm>
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

/// Any word that one of them takes says that the statement may have a body with semicolons.
bool begins_body(std::string_view w) {
    return same_word(w, "trigger") || same_word(w, "function") || same_word(w, "procedure");
}
/// Words that can stand between CREATE and what is created.
bool between_create_and_kind(std::string_view w) {
    for (std::string_view k : {"or", "replace", "temp", "temporary", "constraint", "event", "aggregate"})
        if (same_word(w, k)) return true;
    return false;
}

/// PostgreSQL's and SQLite's: letters of every alphabet, digits, _ and, but for the first, $.
bool in_word(char c) {
    const auto u = static_cast<unsigned char>(c);
    return std::isalnum(u) || c == '_' || c == '$' || u >= 0x80;
}
bool begins_word(char c) { return in_word(c) && c != '$'; }

/// Reads an SQL text from its front. Databases differ in what is a quote: [a;b] is a name on SQLite only, $$ quotes and
/// comments nest on PostgreSQL only.
class reader {
public:
    reader(std::string_view sql, std::string_view database)
        : sql_(sql),
          postgresql_(database == "postgresql"),
          sqlite_(database == "sqlite"),
          mariadb_(database == "mariadb") {}

    std::vector<std::string> statements() {
        while (at_ < sql_.size()) {
            if (sql_[at_] == ';' && depth_ == 0) {
                finish();
                from_ = ++at_;
            } else if (skip_comment()) {
                // Stays in the statement only where more of it follows.
            } else if (skip_quoted()) {
                end_ = at_;
            } else if (begins_word(sql_[at_])) {
                word();
                end_ = at_;
            } else {
                const bool blank = std::isspace(static_cast<unsigned char>(sql_[at_]));
                ++at_;
                if (!blank) end_ = at_;
            }
        }
        finish();
        return std::move(found_);
    }

private:
    void finish() {
        if (end_ > from_) found_.push_back(trimmed(sql_.substr(from_, end_ - from_)));
        end_ = 0;
        head_ = first_word;
        depth_ = 0;
    }

    bool ahead(std::string_view text) const { return sql_.substr(at_, text.size()) == text; }
    void skip_behind(std::string_view closing, std::size_t from) {
        const std::size_t at = sql_.find(closing, from);
        at_ = at == std::string_view::npos ? sql_.size() : at + closing.size();
    }

    bool skip_comment() {
        if (ahead("--") || (mariadb_ && ahead("#"))) {
            skip_behind("\n", at_);
            return true;
        }
        if (!ahead("/*")) return false;
        if (!postgresql_) {
            skip_behind("*/", at_ + 2);
            return true;
        }
        int open = 0;
        do {
            if (ahead("/*")) {
                ++open;
                at_ += 2;
            } else if (ahead("*/")) {
                --open;
                at_ += 2;
            } else {
                ++at_;
            }
        } while (open > 0 && at_ < sql_.size());
        return true;
    }

    bool skip_quoted() {
        const char c = sql_[at_];
        // A doubled quote ends one text and begins the next at once, which comes to the same.
        if (c == '\'' || c == '"' || (c == '`' && !postgresql_)) {
            skip_behind({&c, 1}, at_ + 1);
            return true;
        }
        if (c == '[' && sqlite_) {
            skip_behind("]", at_ + 1);
            return true;
        }
        if (c != '$' || !postgresql_) return false;
        std::size_t tag = at_ + 1;
        if (tag < sql_.size() && std::isdigit(static_cast<unsigned char>(sql_[tag]))) return false;  // a parameter
        while (tag < sql_.size() && begins_word(sql_[tag])) ++tag;
        if (tag == sql_.size() || sql_[tag] != '$') return false;
        skip_behind(sql_.substr(at_, tag - at_ + 1), tag + 1);
        return true;
    }

    void word() {
        const std::size_t from = at_;
        while (at_ < sql_.size() && in_word(sql_[at_])) ++at_;
        const std::string_view w = sql_.substr(from, at_ - from);
        if (head_ == first_word)
            head_ = same_word(w, "create") ? after_create : no_body;
        else if (head_ == after_create && mariadb_ && same_word(w, "definer"))
            head_ = after_definer;
        else if (head_ == after_definer)  // whoever that is
            head_ = begins_body(w) ? body : same_word(w, "view") ? no_body : after_definer;
        else if (head_ == after_create && !between_create_and_kind(w))
            head_ = begins_body(w) ? body : no_body;
        else if (head_ == body && (same_word(w, "begin") || same_word(w, "case")))
            ++depth_;
        else if (head_ == body && depth_ > 0 && same_word(w, "end") && !ends_a_loop())
            --depth_;
        if (postgresql_ && same_word(w, "e") && at_ < sql_.size() && sql_[at_] == '\'') skip_escape_text();
    }

    /// MariaDB's END IF and its like, which end what has no BEGIN; END CASE ends a CASE.
    bool ends_a_loop() {
        if (!mariadb_) return false;
        std::size_t from = at_;
        while (from < sql_.size() && std::isspace(static_cast<unsigned char>(sql_[from]))) ++from;
        std::size_t end = from;
        while (end < sql_.size() && in_word(sql_[end])) ++end;
        const std::string_view next = sql_.substr(from, end - from);
        for (std::string_view w : {"if", "loop", "while", "repeat", "for"})
            if (same_word(next, w)) {
                at_ = end;
                return true;
            }
        if (same_word(next, "case")) at_ = end;
        return false;
    }

    /// PostgreSQL's E'…', in which \' does not end the text.
    void skip_escape_text() {
        for (++at_; at_ < sql_.size(); ++at_) {
            if (sql_[at_] == '\\')
                ++at_;
            else if (sql_[at_] == '\'' && !ahead("''"))
                break;
            else if (sql_[at_] == '\'')
                ++at_;
        }
        at_ = at_ < sql_.size() ? at_ + 1 : sql_.size();
    }

    std::string_view sql_;
    bool postgresql_, sqlite_, mariadb_;
    std::vector<std::string> found_;
    std::size_t at_ = 0, from_ = 0;
    std::size_t end_ = 0;  // behind the statement's last word or sign; 0 while it has none
    int depth_ = 0;        // of BEGIN and CASE inside a body
    enum { first_word, after_create, after_definer, no_body, body } head_ = first_word;
};

}  // namespace

std::vector<std::string> split_statements(std::string_view sql, std::string_view database) {
    return reader(sql, database).statements();
}

namespace {
/// Whether MariaDB commits before and after a statement, by its first word.
bool commits_by_itself(std::string_view sql) {
    std::size_t from = 0;
    const auto behind = [&](std::string_view closing) {
        const std::size_t at = sql.find(closing, from + 1);
        from = at == std::string_view::npos ? sql.size() : at + closing.size();
    };
    for (bool comment = true; comment;) {
        while (from < sql.size() && std::isspace(static_cast<unsigned char>(sql[from]))) ++from;
        const std::string_view rest = sql.substr(from);
        if (rest.starts_with("--") || rest.starts_with("#"))
            behind("\n");
        else if (rest.starts_with("/*"))
            behind("*/");
        else
            comment = false;
    }
    std::size_t end = from;
    while (end < sql.size() && in_word(sql[end])) ++end;
    const std::string_view first = sql.substr(from, end - from);
    for (std::string_view w : {"alter", "analyze", "check", "create", "drop", "flush", "grant", "lock", "optimize",
                               "rename", "repair", "revoke", "truncate", "unlock"})
        if (same_word(first, w)) return true;
    return false;
}
}  // namespace

rendered render_execute(const model::execute& o, model::database database) {
    rendered r;
    if (!o.only.wants(database)) return r;
    bool covered = false;
    for (const model::sql_text& t : o.up) {
        if (!t.database.empty() && t.database != name_of(database)) continue;
        covered = true;
        for (std::string& s : split_statements(t.sql, name_of(database))) {
            const bool commits = database == model::database::mariadb && commits_by_itself(s);
            r.statements.push_back({.sql = std::move(s), .transactional = !commits});
        }
    }
    if (!covered)
        r.refused = unsupported{fmt::format("execute(…) has no SQL for {}", name_of(database)),
                                fmt::format("add on({}, \"…\"); an empty text does nothing there", name_of(database))};
    return r;
}

rendered render_run(const model::run& o, model::database database) {
    rendered r;
    if (!o.only.wants(database)) return r;
    statement call;
    call.function_name = std::string(o.function);
    r.statements.push_back(std::move(call));
    return r;
}

bool is_view(const model::object& o) {
    return o.kind == model::object_kind::view || o.kind == model::object_kind::materialized_view;
}

void dependents(const model::schema& s, std::string_view view, std::vector<const model::object*>& out) {
    for (const model::object& o : s.objects) {
        if (!is_view(o) && o.kind != model::object_kind::trigger && o.kind != model::object_kind::grant) continue;
        if (o.on != view && !(is_view(o) && contains(o.depends_on, view))) continue;
        // Again, at the end, what was found before and depends on this as well.
        std::erase(out, &o);
        out.push_back(&o);
        if (is_view(o)) dependents(s, o.name, out);
    }
}

std::vector<model::list<model::literal>> generations(const model::table& t, const model::names& columns,
                                                     const model::list<model::literal>& values,
                                                     const std::function<bool(const model::foreign_key&)>& matters) {
    const std::size_t width = columns.size(), rows = width == 0 ? 0 : values.size() / width;
    const auto position = [&](std::string_view name) {
        return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
    };
    std::vector<std::size_t> generation(rows, 0);
    for (const model::foreign_key& k : t.foreign_keys) {
        if (k.table != t.name || !matters(k)) continue;
        const auto refers = [&](std::size_t from, std::size_t to) {
            for (std::size_t i = 0; i < k.columns.size(); ++i) {
                const std::size_t a = position(k.columns[i]), b = position(k.target[i]);
                if (a == width || b == width) return false;
                const model::literal &is = values[from * width + a], &has = values[to * width + b];
                if (!is || !(is == has)) return false;
            }
            return from != to;
        };
        // Each round takes rows one generation further; rows in a circle have no order, and the rounds end.
        bool moved = true;
        for (std::size_t round = 0; moved && round < rows; ++round) {
            moved = false;
            for (std::size_t from = 0; from < rows; ++from)
                for (std::size_t to = 0; to < rows; ++to)
                    if (generation[from] <= generation[to] && generation[to] + 1 < rows && refers(from, to)) {
                        generation[from] = generation[to] + 1;
                        moved = true;
                    }
        }
    }
    std::vector<model::list<model::literal>> groups;
    for (std::size_t row = 0; row < rows; ++row) {
        if (groups.size() <= generation[row]) groups.resize(generation[row] + 1);
        for (std::size_t i = 0; i < width; ++i) groups[generation[row]].push_back(values[row * width + i]);
    }
    std::erase_if(groups, [](const auto& group) { return group.empty(); });
    return groups;
}

std::vector<std::string> deletions(const model::schema& s, const model::delete_rows& o, const sql_writer& write,
                                   const std::function<bool(const model::foreign_key&)>& matters) {
    const model::table& t = *s.find(o.table);
    const std::string head = "DELETE FROM " + write.relation(s, o.table);
    std::vector<std::string> all;
    const auto groups = generations(t, o.undo_columns, o.undo_values, matters);
    for (std::size_t i = groups.size(); i-- > 1;) {
        const std::string rows = write.expression(s, t, model::detail::those_rows(s, t, o.undo_columns, groups[i]));
        if (rows.empty()) continue;
        const std::string among =
            o.where.empty() ? std::string() : fmt::format("({}) AND ", write.expression(s, t, o.where));
        all.push_back(fmt::format("{} WHERE {}({})", head, among, rows));
    }
    all.push_back(head + write.where(s, t, o.where));
    return all;
}

namespace {
bool asks_for_a_null(const model::table& t, const model::backfill& o, int i) {
    const model::node& n = o.where.at(i);
    if (n.kind == model::node_kind::and_) return asks_for_a_null(t, o, n.left) || asks_for_a_null(t, o, n.right);
    if (n.kind != model::node_kind::is_null || o.where.at(n.left).kind != model::node_kind::column) return false;
    return std::any_of(o.set.begin(), o.set.end(), [&](const model::assignment& a) {
        return a.column == o.where.at(n.left).name && !a.value.empty() &&
               model::detail::never_null(t, a.value, a.value.root());
    });
}
}  // namespace

bool can_be_repeated(const model::table& t, const model::backfill& o) {
    return !o.where.empty() && asks_for_a_null(t, o, o.where.root());
}

}  // namespace retort::codegen
