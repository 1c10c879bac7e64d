#include "locks.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "../src/text.hpp"

namespace retort::command {
namespace {

using detail::same_name;

// Texts may hold anything, commas and keywords too. Dollar quotes are bodies of functions, which come after all that is
// looked at here.
std::string without_texts(std::string_view sql) {
    std::string out;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (sql[i] == '"') {
            const std::size_t end = std::min(sql.find('"', i + 1), sql.size() - 1);
            out += sql.substr(i, end - i + 1);
            i = end;
        } else if (sql[i] == '\'') {
            i = std::min(sql.find('\'', i + 1), sql.size() - 1);
        } else {
            out += sql[i];
        }
    }
    return out;
}

/// The words of a statement, read from left to right.
class words {
public:
    explicit words(std::string_view sql) : all_(detail::leading_words(without_texts(sql), 4000)) {}
    explicit words(std::vector<std::string> all) : all_(std::move(all)) {}

    bool at_end() const { return at_ >= all_.size(); }
    /// Takes the given words where they come next, all of them or none.
    template <class... Words>
    bool take(const Words&... wanted) {
        const std::array<std::string_view, sizeof...(Words)> list = {wanted...};
        if (all_.size() - at_ < list.size()) return false;
        if (!std::equal(list.begin(), list.end(), all_.begin() + static_cast<std::ptrdiff_t>(at_), same_name))
            return false;
        at_ += list.size();
        return true;
    }
    /// Goes on behind the next `wanted`; false where there is none.
    bool skip_to(std::string_view wanted) {
        while (!at_end())
            if (same_name(all_[at_++], wanted)) return true;
        return false;
    }
    /// A name, with its namespace.
    std::string name() {
        (void)(take("if", "exists") || take("if", "not", "exists"));
        (void)take("only");
        std::string out = at_end() ? std::string() : all_[at_++];
        while (take(".")) {
            out += '.';
            if (!at_end()) out += all_[at_++];
        }
        return out;
    }
    std::vector<std::string> names() {
        std::vector<std::string> out = {name()};
        while (take(",")) out.push_back(name());
        return out;
    }
    /// What is left, cut at the commas that are in no parentheses.
    std::vector<words> parts() const {
        std::vector<words> out;
        std::vector<std::string> part;
        int depth = 0;
        for (std::size_t i = at_; i < all_.size(); ++i) {
            if (all_[i] == "(") ++depth;
            if (all_[i] == ")") --depth;
            if (depth == 0 && all_[i] == ",")
                out.emplace_back(std::exchange(part, {}));
            else
                part.push_back(all_[i]);
        }
        out.emplace_back(std::move(part));
        return out;
    }
    /// Tables that foreign keys in what is left refer to.
    std::vector<std::string> referenced() const {
        words rest = *this;
        std::vector<std::string> out;
        while (rest.skip_to("references")) out.push_back(rest.name());
        return out;
    }
    /// The text behind "word=", as in ALGORITHM=INPLACE.
    std::string setting(std::string_view word) const {
        for (std::size_t i = at_; i + 1 < all_.size(); ++i)
            if (same_name(all_[i], word)) {
                const std::size_t value = all_[i + 1] == "=" ? i + 2 : i + 1;
                return value < all_.size() ? all_[value] : std::string();
            }
        return {};
    }

private:
    std::vector<std::string> all_;
    std::size_t at_ = 0;
};

// From the weakest to the strongest, of those that are met here.
constexpr std::array<std::string_view, 6> modes = {
    "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"};
constexpr std::string_view row_exclusive = modes[0], share_update_exclusive = modes[1], share = modes[2],
                           share_row_exclusive = modes[3], exclusive = modes[4], access_exclusive = modes[5];

class locks {
public:
    void add(std::string on, std::string_view mode) {
        const auto strength = [](std::string_view of) { return std::find(modes.begin(), modes.end(), of); };
        const auto known = std::find_if(all_.begin(), all_.end(), [&](const lock& l) { return l.on == on; });
        if (known == all_.end())
            all_.push_back({std::move(on), std::string(mode)});
        else if (strength(known->mode) < strength(mode))
            known->mode = mode;
    }
    void add(const std::vector<std::string>& on, std::string_view mode) {
        for (const std::string& one : on) add(one, mode);
    }
    std::vector<lock> taken() && { return std::move(all_); }

private:
    std::vector<lock> all_;
};

// One action of ALTER TABLE, as PostgreSQL's manual has it.
void add_action(words action, const std::string& table, locks& out) {
    const std::vector<std::string> others = action.referenced();
    out.add(others, share_row_exclusive);
    if (action.take("validate", "constraint")) return out.add(table, share_update_exclusive);
    if (action.take("attach", "partition")) {
        out.add(table, share_update_exclusive);
        return out.add(action.name(), access_exclusive);
    }
    if (action.take("detach", "partition")) {
        const std::string partition = action.name();
        if (action.take("concurrently")) {
            out.add(table, share_update_exclusive);
            return out.add(partition, share_update_exclusive);
        }
        out.add(partition, access_exclusive);
        return out.add(table, access_exclusive);
    }
    words trigger = action;
    if ((trigger.take("enable") || trigger.take("disable")) &&
        (trigger.take("trigger") || trigger.take("replica", "trigger") || trigger.take("always", "trigger")))
        return out.add(table, share_row_exclusive);
    words key = action;
    if (key.take("add")) {
        if (key.take("constraint")) (void)key.name();
        if (key.take("foreign", "key")) return out.add(table, share_row_exclusive);
    }
    words column = action;
    if (column.take("alter")) {
        (void)column.take("column");
        (void)column.name();
        if (column.take("set", "statistics")) return out.add(table, share_update_exclusive);
    }
    if (words storage = action; storage.take("set", "(") || storage.take("reset", "(") || storage.take("cluster", "on"))
        return out.add(table, share_update_exclusive);
    out.add(table, access_exclusive);
}

std::optional<std::vector<lock>> of_index(words sql, locks out) {
    const std::string_view mode = sql.take("concurrently") ? share_update_exclusive : share;
    if (!sql.skip_to("on")) return std::nullopt;
    out.add(sql.name(), mode);
    return std::move(out).taken();
}

std::optional<std::vector<lock>> of_create(words sql) {
    locks out;
    const bool replaced = sql.take("or", "replace");
    (void)sql.take("unique");
    if (sql.take("index")) return of_index(std::move(sql), std::move(out));
    (void)(sql.take("unlogged") || sql.take("temporary") || sql.take("temp"));
    if (sql.take("table")) {
        (void)sql.name();
        if (sql.take("partition", "of")) out.add(sql.name(), access_exclusive);
        out.add(sql.referenced(), share_row_exclusive);
        return std::move(out).taken();
    }
    (void)sql.take("constraint");
    if (sql.take("trigger")) {
        if (!sql.skip_to("on")) return std::nullopt;
        out.add(sql.name(), share_row_exclusive);
        return std::move(out).taken();
    }
    if (sql.take("policy")) {
        if (!sql.skip_to("on")) return std::nullopt;
        out.add(sql.name(), access_exclusive);
        return std::move(out).taken();
    }
    if (sql.take("view")) {
        if (replaced) out.add(sql.name(), access_exclusive);
        return std::move(out).taken();
    }
    for (const std::string_view made : {"function", "procedure", "type", "domain", "sequence", "schema", "extension"})
        if (sql.take(made)) return std::move(out).taken();
    if (sql.take("materialized", "view")) return std::move(out).taken();
    return std::nullopt;
}

std::optional<std::vector<lock>> of_alter(words sql) {
    locks out;
    if (sql.take("table")) {
        const std::string table = sql.name();
        for (words& action : sql.parts()) add_action(std::move(action), table, out);
    } else if (sql.take("index")) {
        out.add("index " + sql.name(), share_update_exclusive);
    } else if (sql.take("sequence")) {
        out.add("sequence " + sql.name(), sql.take("rename") ? access_exclusive : share_row_exclusive);
    } else if (sql.take("view") || sql.take("materialized", "view")) {
        out.add(sql.name(), access_exclusive);
    } else if (sql.take("trigger") || sql.take("policy")) {
        if (!sql.skip_to("on")) return std::nullopt;
        out.add(sql.name(), access_exclusive);
    } else if (sql.take("domain")) {
        (void)sql.name();
        if (sql.take("add") || sql.take("validate") || sql.take("set", "not", "null"))
            out.add("every table that uses it", share);
    } else if (sql.take("type")) {
        (void)sql.name();
        if (!sql.take("add", "value") && !sql.take("rename", "value") && !sql.take("rename", "to")) return std::nullopt;
    } else {
        const bool harmless =
            sql.take("function") || sql.take("procedure") || sql.take("schema") || sql.take("extension");
        if (!harmless) return std::nullopt;
    }
    return std::move(out).taken();
}

std::optional<std::vector<lock>> of_drop(words sql) {
    locks out;
    if (sql.take("table") || sql.take("view") || sql.take("materialized", "view") || sql.take("sequence")) {
        out.add(sql.names(), access_exclusive);
    } else if (sql.take("index")) {
        // Which table that is the statement does not say.
        const std::string_view mode = sql.take("concurrently") ? share_update_exclusive : access_exclusive;
        out.add("the table of index " + sql.name(), mode);
    } else if (sql.take("trigger") || sql.take("policy")) {
        if (!sql.skip_to("on")) return std::nullopt;
        out.add(sql.name(), access_exclusive);
    } else {
        const bool harmless = sql.take("function") || sql.take("procedure") || sql.take("type") || sql.take("domain") ||
                              sql.take("schema") || sql.take("extension");
        if (!harmless || sql.skip_to("cascade")) return std::nullopt;
    }
    return std::move(out).taken();
}

std::optional<std::vector<lock>> of_postgresql(words sql) {
    if (sql.take("create")) return of_create(std::move(sql));
    if (sql.take("alter")) return of_alter(std::move(sql));
    if (sql.take("drop")) return of_drop(std::move(sql));
    locks out;
    if (sql.take("insert", "into") || sql.take("delete", "from") || sql.take("update") || sql.take("merge", "into")) {
        out.add(sql.name(), row_exclusive);
    } else if (sql.take("truncate")) {
        (void)sql.take("table");
        out.add(sql.names(), access_exclusive);
    } else if (sql.take("refresh", "materialized", "view")) {
        const std::string_view mode = sql.take("concurrently") ? exclusive : access_exclusive;
        out.add(sql.name(), mode);
    } else if (sql.take("comment", "on", "table")) {
        out.add(sql.name(), share_update_exclusive);
    } else if (sql.take("comment", "on", "column")) {
        const std::string column = sql.name();
        out.add(column.substr(0, column.rfind('.')), share_update_exclusive);
    } else {
        const bool harmless =
            sql.take("comment") || sql.take("grant") || sql.take("revoke") || sql.take("set") || sql.take("analyze");
        if (!harmless) return std::nullopt;
    }
    return std::move(out).taken();
}

std::optional<std::vector<lock>> of_mariadb(words sql) {
    if (sql.take("set", "statement") && !sql.skip_to("for")) return std::nullopt;
    const auto demanded = [&] {
        const std::string algorithm = sql.setting("algorithm"), mode = sql.setting("lock");
        std::string out = algorithm.empty() ? std::string() : "ALGORITHM=" + algorithm;
        if (!mode.empty()) out += (out.empty() ? "LOCK=" : ", LOCK=") + mode;
        return out.empty() ? std::string("ALGORITHM and LOCK as the server chooses") : out;
    };
    locks out;
    if (sql.take("alter", "table")) {
        const std::string table = sql.name();
        out.add(table, demanded());
    } else if (sql.take("create", "index") || sql.take("create", "unique", "index") || sql.take("drop", "index")) {
        if (!sql.skip_to("on")) return std::nullopt;
        out.add(sql.name(), demanded());
    } else if (sql.take("drop", "table") || sql.take("drop", "view") || sql.take("truncate", "table")) {
        out.add(sql.names(), "the whole of it, for a moment");
    } else if (sql.take("insert", "into") || sql.take("delete", "from") || sql.take("update")) {
        out.add(sql.name(), "the rows that it changes");
    } else if (!sql.take("create", "table")) {
        return std::nullopt;
    }
    return std::move(out).taken();
}

}  // namespace

std::optional<std::vector<lock>> locks_of(const plan::statement& s, database on) {
    if (on == database::sqlite) return std::vector<lock>{{"the whole database", "while the revision runs"}};
    if (!s.precheck.empty()) return std::vector<lock>();  // It reads.
    if (s.function) return std::nullopt;
    return on == database::postgresql ? of_postgresql(words(s.sql)) : of_mariadb(words(s.sql));
}

}  // namespace retort::command
