// Whether a statement that changes the schema has taken effect, where the process that sent it has died. MariaDB makes
// such a statement whole or not at all (10.6 and later), and leaves nothing that says which: only the definitions that
// the statement names, before it and now.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::detail {

/// What a statement changes, as far as its words tell.
struct effect {
    enum class kind {
        unknown,  // nothing that a query could show: users, rows, a call
        none,     // running it twice is as running it once, and nothing has to be undone: ANALYZE, FLUSH
        create,   // `relation` as a whole
        drop,
        alter,   // parts of `relation`
        rename,  // relations, each to its new name
        grant,   // privileges on `relation`
        revoke,
    };
    /// A column, index, constraint or trigger, or all options of a table (no name).
    struct part {
        std::string name;
        /// Of what is both dropped and added, or only changed, neither counts.
        bool added = false, dropped = false;
    };
    kind what = kind::unknown;
    /// "tables", "routines", "triggers" or "events": where `relation` is found.
    std::string_view among = "tables";
    std::string relation;
    /// Running it twice is as running it once: GRANT, CREATE OR REPLACE VIEW.
    bool repeatable = false;
    std::vector<part> parts;
    std::vector<std::pair<std::string, std::string>> renamed;
};

/// Reads the statement's words, not what is in its parentheses.
effect effect_of(std::string_view sql);

/// Whether the statement may be run again where it may have taken effect.
bool may_be_repeated(std::string_view sql);

/// An expression: the user who asks, and line by line the definitions that `sql` changes. Empty where the statement
/// has no effect that could be undone.
std::string state_of(std::string_view sql);

enum class verdict { done, not_done, unknown };

/// From two texts of state_of(): before the statement and now. A change of something that the statement does not name
/// was made by others and counts for nothing. Unknown where the statement changes nothing that is visible, where only a
/// part of what it changes has changed, or where another user asks, who sees less.
verdict has_taken_effect(std::string_view sql, std::string_view before, std::string_view now);

/// The user who asked for a state.
std::string_view user_of_state(std::string_view state);

}  // namespace retort::detail
