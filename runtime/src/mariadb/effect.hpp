// Whether a statement that changes the schema has taken effect, where the process that sent it has died. MariaDB makes
// such a statement whole or not at all (10.6 and later), and leaves nothing that says which: only the definitions that
// the statement changes, before it and now. Which these are is in the plan.
#pragma once

#include <retort/plan.hpp>

#include <string>
#include <string_view>

namespace retort::detail {

/// Whether a statement with this effect may be run again where it may have taken effect.
bool may_be_repeated(const plan::effect& e);

/// An expression: the user who asks, and line by line the definitions that the statement changes. Empty where it has no
/// effect that could be undone.
std::string state_of(const plan::effect& e);

enum class verdict { done, not_done, unknown };

/// From two texts of state_of(): before the statement and now. A change of something that the statement does not name
/// was made by others and counts for nothing. Unknown where the statement changes nothing that is visible, where only a
/// part of what it changes has changed, or where another user asks, who sees less.
verdict has_taken_effect(const plan::effect& e, std::string_view before, std::string_view now);

/// The user who asked for a state.
std::string_view user_of_state(std::string_view state);

}  // namespace retort::detail
