#include "preview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "../src/driver.hpp"
#include "../src/revisions.hpp"
#include "../src/text.hpp"

namespace retort::command {
namespace {

// As the migrator takes it: one transaction, or, between statements that a database commits by itself or refuses inside
// of one, as long ones as there can be; the last writes the ledger's row.
void number_transactions(previewed_step& of) {
    std::size_t transaction = 0;
    bool open = false;
    for (previewed_statement& s : of.statements) {
        if (s.statement->transactional && !std::exchange(open, true)) ++transaction;
        open = s.statement->transactional;
        s.transaction = open ? transaction : 0;
    }
    of.transactions = transaction + (open ? 0 : 1);
}

std::string locked_thing(const plan::lock& l) {
    switch (l.what) {
        case plan::lock_kind::table: return std::string(l.on);
        case plan::lock_kind::sequence: return fmt::format("sequence {}", l.on);
        case plan::lock_kind::index: return fmt::format("index {}", l.on);
        case plan::lock_kind::table_of_index: return fmt::format("the table of index {}", l.on);
        case plan::lock_kind::users_of_domain: return "every table that uses it";
    }
    return {};
}

std::optional<std::vector<lock>> locks_of(const plan::statement& s, database on) {
    if (on == database::sqlite) return std::vector<lock>{{"the whole database", "while the revision runs"}};
    if (!s.facts.locks_known) return std::nullopt;
    std::vector<lock> all;
    for (const plan::lock& l : s.facts.locks) all.push_back({locked_thing(l), std::string(l.mode)});
    return all;
}

std::span<const std::string_view> operations_of(const plan::statement& s, const plan::revision& of) {
    const std::size_t first = s.facts.operation, count = s.facts.operations;
    // A history that was written by hand need not name them.
    if (first + count > of.operations.size()) return {};
    return of.operations.subspan(first, count);
}

// Of what is run; comments before it say less.
std::string first_line(const plan::statement& s) {
    if (s.function) return fmt::format("calls {}", s.function_name);
    if (!s.precheck.empty()) return fmt::format("stops if {}", detail::excerpt(s.precheck, 100));
    std::string_view sql = s.sql;
    for (std::size_t end = sql.find('\n'); sql.starts_with("--") && end != std::string_view::npos; end = sql.find('\n'))
        sql.remove_prefix(end + 1);
    const std::size_t end = sql.find('\n');
    std::string line = detail::excerpt(sql.substr(0, end), 100);
    if (end != std::string_view::npos && !line.ends_with("...")) line += " ...";
    return line;
}

std::string locks_text(const previewed_statement& of) {
    if (!of.locks) return "unknown";
    if (of.locks->empty()) return "none that block others";
    std::string out;
    for (const lock& l : *of.locks) out += fmt::format("{}{} {}", out.empty() ? "" : "; ", l.on, l.mode);
    return out;
}

std::string statements_text(const previewed_step& of, database on, const style& in) {
    std::string out;
    const bool at_once = of.transactions == 1 && std::all_of(of.statements.begin(), of.statements.end(),
                                                             [](const auto& s) { return s.transaction == 1; });
    if (at_once || of.statements.empty()) out += "  one transaction\n";
    std::size_t last = 1;
    bool first = true;
    for (std::size_t i = 0; i < of.statements.size(); ++i) {
        const previewed_statement& s = of.statements[i];
        if (!at_once && (first || s.transaction != last || s.transaction == 0))
            out += s.transaction != 0 ? fmt::format("  transaction {}\n", s.transaction)
                   : s.statement->batch != 0
                       ? fmt::format("  in batches of {}, each in its own transaction\n",
                                     detail::count_of(static_cast<std::size_t>(s.statement->batch), "row"))
                   : on == database::mariadb ? "  without a transaction: the server commits it\n"
                                             : "  outside a transaction\n";
        first = false;
        last = s.transaction;
        out += fmt::format("  {:>4}  {}{}\n", i + 1, first_line(*s.statement),
                           s.is_done ? in.waiting("  (done by an earlier run)") : "");
        if (on != database::sqlite) out += in.faint(fmt::format("        locks: {}", locks_text(s))) + '\n';
    }
    if (!of.statements.empty() && of.statements.back().transaction == 0)
        out += fmt::format("  transaction {}\n        the ledger's row\n", of.transactions);
    return out;
}

}  // namespace

preview look_ahead(connection& db, const plan::history& history, direction way, const std::vector<step>& steps) {
    preview out;
    out.schema = history.name;
    out.database = db.safe_url();
    out.direction = way;
    out.kind = db.kind();
    const auto unfinished = begun(db, history);
    const std::vector<loss> losses = would_destroy(db, steps);
    for (const step& s : steps) {
        const plan::script& script = detail::script_of(s, db.kind());
        previewed_step one;
        one.taken = s;
        one.rebuilds = script.rebuilds;
        if (script.oldest > db.driver().release()) one.needs = script.needs;
        if (unfinished && unfinished->id == s.revision->id) one.begun = unfinished;
        const bool goes_on = one.begun && one.begun->direction == s.direction;
        for (std::size_t i = 0; i < script.statements.size(); ++i)
            one.statements.push_back({.statement = &script.statements[i],
                                      .transaction = 0,
                                      .is_done = goes_on && i < one.begun->statements,
                                      .operations = operations_of(script.statements[i], *s.revision),
                                      .locks = locks_of(script.statements[i], db.kind())});
        number_transactions(one);
        for (const loss& l : losses)
            if (l.revision == s.revision) one.losses.push_back(l);
        out.steps.push_back(std::move(one));
    }
    return out;
}

std::string preview_text(const preview& of, const style& in) {
    std::string out = fmt::format("dry run: {} on {}, nothing is changed\n",
                                  of.steps.empty() ? "nothing to do"
                                                   : detail::count_of(of.steps.size(), "revision") +
                                                         (of.direction == direction::up ? " up" : " down"),
                                  detail::printable(of.database));
    for (const previewed_step& s : of.steps) {
        const plan::revision& r = *s.taken.revision;
        out += fmt::format("\n{}  {}{}{}\n", s.taken.direction == direction::up ? "up  " : "down", in.strong(r.id),
                           r.message.empty() ? "" : "  ", detail::fold(r.message));
        if (s.begun)
            out += in.waiting(fmt::format("  {}{}", begun_words(*s.begun),
                                          s.begun->direction == s.taken.direction
                                              ? ", and the run continues after them"
                                              : ", and the run reverts them as soon as possible")) +
                   '\n';
        if (!s.needs.empty())
            out += in.waiting(fmt::format("  cannot be run here: it needs {} [E328]", s.needs)) + '\n';
        out += statements_text(s, of.kind, in);
        if (of.kind == database::sqlite && !s.statements.empty())
            out += in.faint("        locks: the whole database, while the revision runs") + '\n';
        if (!s.rebuilds.empty()) out += fmt::format("  rebuilds: {}\n", detail::join(s.rebuilds));
        out += losses_text(s.losses, in);
    }
    return out;
}

}  // namespace retort::command
