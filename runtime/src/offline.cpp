#include "offline.hpp"

#include <fmt/format.h>

#include "dialect.hpp"
#include "ledger.hpp"
#include "text.hpp"

namespace retort {
namespace detail {
namespace {

void append_comment(std::string& out, std::string_view text) { out += fmt::format("-- {}\n", fold(text)); }

/// One revision of a script.
class section {
public:
    section(std::string& out, const graph& revisions, const dialect& words, const step& taken)
        : out_(out),
          revisions_(revisions),
          history_(revisions.history()),
          words_(words),
          step_(taken),
          script_(script_of(taken, words.kind)),
          in_pieces_(!all_transactional(script_)) {}

    void write(const script_start* start) {
        const bool up = step_.direction == direction::up;
        out_ += '\n';
        append_comment(out_, fmt::format("{} {}{}{}", up ? "upgrade" : "downgrade", step_.revision->id,
                                         step_.revision->message.empty() ? "" : ": ", step_.revision->message));
        if (!script_.destroys.empty()) append_comment(out_, "destroys: " + join(script_.destroys));
        if (!script_.needs.empty()) append_comment(out_, fmt::format("needs {}", script_.needs));
        open_ = words_.open_revision(out_, history_.name, script_);
        const std::size_t from = begin(start);
        for (std::size_t i = from; i < script_.statements.size(); ++i) statement(i);
        words_.close_statements(out_, script_);
        open();
        if (in_pieces_) refuse_unless(begun_condition(history_, step_, recorded_));
        out_ += record_sql(words_, history_, step_, words_.script_author, words_.script_duration, {}, in_pieces_);
        words_.close_revision(out_, script_);
    }

private:
    /// The ledger, the fence, and for what is not one transaction the row that says that it is begun. Returns the first
    /// statement.
    std::size_t begin(const script_start* start) {
        // MariaDB commits with each of the ledger's tables.
        if (words_.state_of == nullptr) open();
        if (start && start->with_ledger_table) {
            for (const std::string_view sql : words_.create_ledger) words_.append(out_, sql);
            words_.after_ledger(out_, script_);
        }
        if (start && start->applied) refuse_unless(has_no_other(*start->applied));
        if (start && start->begun) {
            recorded_ = start->begun->recorded;
            refuse_unless(begun_condition(history_, step_, recorded_));
            close();
            return start->begun->done;
        }
        refuse_unless(fence_condition(revisions_, step_, words_.kind));
        if (in_pieces_) {
            out_ += begin_sql(words_, history_, step_, words_.script_author);
            close();
        }
        return 0;
    }

    void statement(std::size_t i) {
        const plan::statement& s = script_.statements[i];
        if (s.function)
            throw error(
                "E322",
                fmt::format("{} calls the C++ function {}, which a script cannot call", step_.revision->id,
                            s.function_name),
                fmt::format("apply {} with the command, and write scripts for the revisions before and after it",
                            step_.revision->id));
        if (s.transactional)
            open();
        else
            advance(i);
        if (!s.precheck.empty()) return words_.precheck(out_, s);
        words_.open_statement(out_, script_, i);
        words_.append(out_, s.batch != 0 ? s.at_once : s.sql);
        words_.close_statement(out_, script_, i);
    }

    // As the runtime does: what is done is in the ledger before a statement that commits by itself.
    void advance(std::size_t i) {
        const plan::statement& s = script_.statements[i];
        std::string state;
        if (words_.state_of != nullptr && s.probe.empty() && s.batch == 0) state = words_.state_of(s.facts.effect);
        if (i != recorded_ || !state.empty()) {
            if (words_.state_of == nullptr) open();
            refuse_unless(begun_condition(history_, step_, recorded_));
            out_ += advance_sql(history_, step_, recorded_, i, mark_of(script_, i + (state.empty() ? 0 : 1)), state);
            recorded_ = i;
        }
        close();
    }

    void refuse_unless(const std::string& condition) {
        const std::string sql = fmt::format("SELECT CASE WHEN {} THEN 0 ELSE 1 END", condition);
        const std::string words = fmt::format(
            "{} stops here: the ledger is not in the state that this script was written for; it has run already, or "
            "other revisions were applied or started since [E311]",
            step_.revision->id);
        words_.precheck(out_, {.sql = sql, .precheck = words});
    }

    /// No row but of these, and of what stands for them at a checkpoint.
    std::string has_no_other(const std::vector<std::string>& applied) const {
        std::string ids = "''";
        const auto add = [&](std::string_view id) { ids += ", " + quote_literal(id); };
        for (const std::string& id : applied) {
            add(id);
            const auto i = revisions_.find(id);
            if (!i) continue;
            for (const std::string_view same : revisions_.rows_that_count(*i)) add(same);
            for (const std::string_view old : revisions_[*i].replaces) add(old);
        }
        return fmt::format(
            "NOT EXISTS (SELECT 1 FROM retort_revisions WHERE schema_name = {} AND state = 'applied' AND revision NOT "
            "IN ({}))",
            quote_literal(history_.name), ids);
    }

    void open() {
        if (!open_) words_.begin(out_, history_.name);
        open_ = true;
    }
    void close() {
        if (open_) out_ += "COMMIT;\n";
        open_ = false;
    }

    std::string& out_;
    const graph& revisions_;
    const plan::history& history_;
    const dialect& words_;
    const step& step_;
    const plan::script& script_;
    const bool in_pieces_;
    bool open_ = false;
    std::size_t recorded_ = 0;
};

}  // namespace

std::string script_sql(const graph& revisions, database on, std::span<const step> steps, const script_start& from) {
    const dialect& words = dialect_of(on);
    std::string out;
    append_comment(out, fmt::format("{} on {}: {}", revisions.history().name, name_of(on),
                                    steps.empty() ? "nothing to do" : count_of(steps.size(), "revision")));
    if (steps.empty()) return out;
    append_comment(out, fmt::format("Written by {}.", tool_version()));
    words.open_script(out);
    for (const step& s : steps) section(out, revisions, words, s).write(&s == &steps.front() ? &from : nullptr);
    return out;
}

}  // namespace detail

std::string offline_sql(connection& db, const plan::history& history, std::span<const step> steps,
                        interrupted_statement interrupted) {
    const detail::ledger found = detail::read_ledger(db, history.name);
    detail::script_start start{
        .with_ledger_table = !found.exists || !detail::ledger_is_whole(db), .applied = {}, .begun = {}};
    start.applied.emplace();
    for (const applied_revision& row : found.rows) start.applied->push_back(row.id);
    if (found.begun && !steps.empty()) {
        const step& first = steps.front();
        const bool up = found.begun->direction == direction::up;
        if (first.direction != found.begun->direction || first.revision->id != found.begun->id)
            throw error("E311",
                        fmt::format("{} is started and not finished, and a script cannot change its direction",
                                    found.begun->id),
                        fmt::format("write a script that continues with {}, or run {} without --sql",
                                    up ? "upgrade" : "downgrade", up ? "downgrade" : "upgrade"))
                .at_revision(found.begun->id);
        start.begun = detail::script_start::progress{
            .recorded = found.begun->statements,
            .done = detail::statements_done(db, detail::script_of(first, db.kind()), *found.begun, false, interrupted)};
    }
    return detail::script_sql(detail::graph(history), db.kind(), steps, start);
}

std::string offline_sql(const plan::history& history, database on, std::span<const step> steps,
                        bool with_ledger_table) {
    return detail::script_sql(
        detail::graph(history), on, steps,
        {.with_ledger_table = with_ledger_table && !steps.empty() && steps.front().direction == direction::up});
}

}  // namespace retort
