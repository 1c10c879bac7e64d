#include "own_contents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <type_traits>
#include <variant>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "dialect.hpp"
#include "revisions.hpp"
#include "text.hpp"

namespace retort::detail {
namespace {

std::pair<std::string, std::string> key_of(const plan::part& of) {
    return {std::string(of.table), std::string(of.column)};
}

std::string text_of(const value& field) {
    if (const auto* text = std::get_if<std::string>(&field)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&field)) return fmt::format("{}", *number);
    return {};
}

}  // namespace

bool is_allowed(const run_options& options, std::string_view name) {
    return std::any_of(options.allow_loss.begin(), options.allow_loss.end(),
                       [&](const std::string& a) { return a == "all" || same_name(a, name); });
}

std::optional<result> rows_if_there(driver& db, const std::string& sql) {
    // On PostgreSQL a query that fails is the end of its transaction.
    const bool guarded = db.in_transaction() && db.kind() == database::postgresql;
    if (guarded) db.execute("SAVEPOINT retort_question", {});
    try {
        result found = db.ask(sql);
        if (guarded) db.execute("RELEASE SAVEPOINT retort_question", {});
        return found;
    } catch (const failure& f) {
        if (!f.is_missing()) throw;
        if (guarded) db.execute("ROLLBACK TO SAVEPOINT retort_question; RELEASE SAVEPOINT retort_question", {});
        return std::nullopt;
    }
}

std::optional<value> ask_if_there(driver& db, const std::string& sql) {
    const auto found = rows_if_there(db, sql);
    return found ? std::optional(found->rows.at(0).at(0)) : std::nullopt;
}

namespace {

/// In `retort_relations`, where the other rows have names of relations.
constexpr std::string_view row_prefix = "contents of ";

/// A longer table is not followed: it would be read at each step.
constexpr std::size_t most_rows = 100000;

void feed(std::string& into, const value& field) {
    into += static_cast<char>('0' + field.index());
    std::visit(
        [&](const auto& v) {
            using held = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<held, std::string>)
                into += v;
            else if constexpr (std::is_same_v<held, bytes>)
                for (const std::byte b : v) into += static_cast<char>(b);
            else if constexpr (std::is_same_v<held, point_in_time>)
                into += v.utc;
            else if constexpr (!std::is_same_v<held, std::monostate>)
                into += fmt::format("{}", v);
        },
        field);
    into += '\0';
}

}  // namespace

bool is_of_contents(std::string_view relation) { return relation.starts_with(row_prefix); }

own_contents::own_contents(driver& db, std::string_view schema, std::span<const step> steps, const run_options& options)
    : db_(&db), schema_(quote_literal(schema)) {
    for (const step& s : steps) {
        const plan::script& script = script_of(s, db.kind());
        for (std::size_t n = 0; n < script.lost_from.size(); ++n) {
            const plan::part& from = script.lost_from[n];
            if (from.table.empty() || !script.approval(n).empty() || is_allowed(options, script.destroys[n])) continue;
            wanted_.insert(key_of(from));
            wanted_.insert({std::string(from.table), {}});
        }
    }
    if (wanted_.empty()) return;
    follow_renames(steps);
    for (const name& one : wanted_) {
        if (!one.second.empty()) continue;
        const auto is_empty = [&] {
            const auto some = ask_if_there(
                db, fmt::format("SELECT CASE WHEN EXISTS (SELECT 1 FROM {}) THEN 1 ELSE 0 END", one.first));
            return some && text_of(*some) == "0";
        };
        if (!is_empty()) continue;
        // Another session may insert a row between two questions.
        auto contents = contents_of(one.first);
        if (!is_empty()) continue;
        empty_.insert(one.first);
        if (!contents) continue;
        empty_contents_[one.first] = *contents;
        own_[one] = std::move(*contents);
    }
    look_again();
}

/// What a wanted table or column is called in other steps.
void own_contents::follow_renames(std::span<const step> steps) {
    for (bool grown = true; grown;) {
        const std::size_t before = wanted_.size();
        for (const step& s : steps)
            for (const plan::change& one : script_of(s, db_->kind()).changes) {
                if (one.from.table.empty() || one.to.table.empty()) continue;
                const auto follow = [&](const name& was, const name& is) {
                    const std::set<name> all = wanted_;
                    for (const name& w : all) {
                        if (w == was) wanted_.insert(is);
                        if (was.second.empty() && w.first == was.first) wanted_.insert({is.first, w.second});
                    }
                };
                follow(key_of(one.from), key_of(one.to));
                follow(key_of(one.to), key_of(one.from));
            }
        grown = wanted_.size() != before;
    }
}

bool own_contents::has(const plan::part& of) const {
    return own_.contains({std::string(of.table), {}}) || own_.contains(key_of(of));
}

bool own_contents::is_still_empty(std::string_view table) const {
    const auto was = empty_contents_.find(table);
    const auto is = own_.find({std::string(table), {}});
    return was != empty_contents_.end() && is != own_.end() && is->second == was->second;
}

std::optional<std::string> own_contents::contents_of(const std::string& table) {
    const auto found = rows_if_there(*db_, dialect_of(db_->kind()).contents_of(table, most_rows + 1));
    if (!found || found->rows.size() > most_rows) return std::nullopt;
    // In whatever order the rows come.
    std::uint64_t all = found->rows.size();
    for (const std::vector<value>& row : found->rows) {
        std::string fields;
        for (const value& field : row) feed(fields, field);
        all += XXH3_64bits(fields.data(), fields.size());
    }
    return fmt::format("{:016x}", all);
}

void own_contents::begin_step() {
    if (!follows_any()) return;
    const dialect& words = dialect_of(db_->kind());
    if (!words.keep_writers_out.empty() && db_->in_transaction())
        for (const auto& [of, contents] : own_)
            if (of.second.empty())
                (void)rows_if_there(*db_, fmt::format(fmt::runtime(words.keep_writers_out), of.first));
    const state noted = written_down();
    for (auto at = own_.begin(); at != own_.end();) {
        const auto contents = at->first.second.empty() ? contents_of(at->first.first) : at->second;
        const auto by_another = noted.find(at->first);
        const bool known =
            contents && (*contents == at->second || (by_another != noted.end() && *contents == by_another->second));
        if (known) at->second = *contents;
        at = known ? std::next(at) : own_.erase(at);
    }
}

void own_contents::end_step(const plan::script& taken) {
    if (!follows_any()) return;
    for (const plan::change& one : taken.changes) note(one);
    for (auto at = own_.begin(); at != own_.end();) {
        auto contents = at->first.second.empty() ? contents_of(at->first.first) : std::string();
        if (contents) at->second = std::move(*contents);
        at = contents ? std::next(at) : own_.erase(at);
    }
    write_down();
}

void own_contents::look_again() {
    if (!follows_any()) return;
    // The other process may go on between the two questions.
    state noted = written_down();
    for (int attempt = 0; attempt < 10; ++attempt) {
        bool all_alike = true;
        for (const auto& [of, contents] : noted) {
            if (!wanted_.contains(of)) continue;
            const bool alike = !of.second.empty() || contents_of(of.first) == contents;
            all_alike = all_alike && alike;
            if (alike) own_[of] = contents;
        }
        state again = all_alike ? noted : written_down();
        if (again == noted) return;
        noted = std::move(again);
    }
}

void own_contents::end_run() {
    if (follows_any())
        db_->execute(fmt::format("DELETE FROM retort_relations WHERE schema_name = {} AND relation LIKE '{}%'", schema_,
                                 row_prefix),
                     {});
}

own_contents::state own_contents::written_down() {
    state all;
    const auto found = rows_if_there(
        *db_, fmt::format("SELECT relation, state FROM retort_relations WHERE schema_name = {} AND relation LIKE '{}%'",
                          schema_, row_prefix));
    if (!found) return all;
    for (const std::vector<value>& row : found->rows) {
        // "contents of TABLE", or "contents of TABLE\tCOLUMN".
        const std::string of = text_of(row.at(0)).substr(row_prefix.size());
        const std::size_t tab = of.find('\t');
        all[{of.substr(0, tab), tab == std::string::npos ? std::string() : of.substr(tab + 1)}] = text_of(row.at(1));
    }
    return all;
}

void own_contents::write_down() {
    std::string rows;
    for (const auto& [of, contents] : own_)
        rows += fmt::format(
            "{}({}, {}, {})", rows.empty() ? "" : ", ", schema_,
            quote_literal(fmt::format("{}{}{}{}", row_prefix, of.first, of.second.empty() ? "" : "\t", of.second)),
            quote_literal(contents));
    end_run();
    if (!rows.empty()) db_->execute("INSERT INTO retort_relations (schema_name, relation, state) VALUES " + rows, {});
}

void own_contents::note(const plan::change& one) {
    const name from = key_of(one.from), to = key_of(one.to);
    if (from.first.empty()) {
        if (wanted_.contains(to)) own_[to] = {};
        return;
    }
    const bool whole_table = from.second.empty();
    state moved;
    for (auto at = own_.begin(); at != own_.end();) {
        const bool meant = at->first == from || (whole_table && at->first.first == from.first);
        if (!meant) {
            ++at;
            continue;
        }
        const name called = whole_table ? name{to.first, at->first.second} : to;
        if (!to.first.empty() && wanted_.contains(called)) moved[called] = at->second;
        at = own_.erase(at);
    }
    own_.merge(moved);
}

}  // namespace retort::detail
