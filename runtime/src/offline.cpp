#include <retort/migrator.hpp>

#include <fmt/format.h>

#include "dialect.hpp"
#include "ledger.hpp"
#include "revisions.hpp"
#include "text.hpp"

namespace retort {
namespace {

void append_comment(std::string& out, std::string_view text) { out += fmt::format("-- {}\n", detail::fold(text)); }

}  // namespace

std::string offline_sql(const plan::history& history, database on, std::span<const step> steps,
                        bool with_ledger_table) {
    const detail::dialect& words = detail::dialect_of(on);
    std::string out;
    append_comment(out, fmt::format("{} on {}: {}", history.name, name_of(on),
                                    steps.empty() ? "nothing to do" : detail::count_of(steps.size(), "revision")));
    if (steps.empty()) return out;
    append_comment(out, fmt::format("Written by {}.", detail::tool_version()));
    words.open_script(out);
    for (const step& s : steps) {
        const plan::script& script = detail::script_of(s, on);
        const bool up = s.direction == direction::up;
        out += '\n';
        append_comment(out, fmt::format("{} {}{}{}", up ? "upgrade" : "downgrade", s.revision->id,
                                        s.revision->message.empty() ? "" : ": ", s.revision->message));
        if (!script.destroys.empty()) append_comment(out, "destroys: " + detail::join(script.destroys));
        if (!script.needs.empty()) append_comment(out, fmt::format("needs {}", script.needs));
        bool open = words.open_revision(out, history.name, script);
        if (with_ledger_table && up && &s == &steps.front()) {
            for (const std::string_view sql : words.create_ledger) words.append(out, sql);
            words.after_ledger(out, script);
        }
        for (std::size_t i = 0; i < script.statements.size(); ++i) {
            const plan::statement& statement = script.statements[i];
            if (statement.function)
                throw error("E322",
                            fmt::format("{} calls the C++ function {}, which no script can", s.revision->id,
                                        statement.function_name),
                            fmt::format("apply {} with the command, and write scripts for what is before and behind it",
                                        s.revision->id));
            if (statement.transactional != open) {
                if (open)
                    out += "COMMIT;\n";
                else
                    words.begin(out, history.name);
                open = !open;
            }
            if (!statement.precheck.empty()) {
                words.precheck(out, statement);
                continue;
            }
            words.open_statement(out, script, i);
            words.append(out, statement.batch != 0 ? statement.at_once : statement.sql);
            words.close_statement(out, script, i);
        }
        words.close_statements(out, script);
        if (!open) words.begin(out, history.name);
        out += detail::record_sql(words, history, s, words.script_author, words.script_duration, {},
                                  !detail::all_transactional(script));
        words.close_revision(out, script);
    }
    return out;
}

}  // namespace retort
