// How people name places in a history: "002", "head", "current", "head-2", "002+1".
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "revisions.hpp"

namespace retort::detail {

/// The revisions that a database is at. It is only asked where an address needs it, and throws where it cannot say.
using position = std::function<std::vector<std::size_t>()>;

/// That of a database which has applied these; both have to live as long as it is used. Throws E307.
position position_in(const graph& revisions, std::span<const applied_revision> applied);
/// For where no database is at hand: throws E313.
position nowhere();

/// The revisions that `text` stands for; none at all is base. In this order: base, head, heads, current; an exact id;
/// the beginning of one id; steps back from any of these (-N, ~N) or on (+N), and bare +N, -N from where the database
/// is. Throws E305, E306, E311.
std::vector<std::size_t> find_place(const graph& revisions, std::string_view text, const position& at);

/// The places with the last that it replaces for each checkpoint that stands beside them.
std::vector<std::size_t> in_line(const graph& revisions, std::vector<std::size_t> places);

/// The same as find_place where exactly one revision is wanted.
std::size_t find_revision(const graph& revisions, std::string_view text, const position& at);

/// N of "+N" or "-N"; nothing for other texts.
std::optional<std::size_t> relative(std::string_view text, char sign);

/// "FROM:TO" in two; a text without a colon is TO alone.
std::pair<std::string_view, std::string_view> split_range(std::string_view text);

/// Marks the revisions that "FROM:TO" means, both ends among them, in plan order; either side may be left out. Throws
/// E311 where no way leads from FROM to TO.
std::vector<bool> find_range(const graph& revisions, std::string_view text, const position& at);

}  // namespace retort::detail
