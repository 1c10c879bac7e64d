// The next migration, drafted: what diff finds, with what only its author knows left open.
#pragma once

#include <retort/codegen/emit.hpp>

namespace retort::codegen {

/// Stands in an operation where its author is to write something: an answer for rows that exist (assume, using_), or,
/// as raw SQL, a value. emit_migration writes the word todo, which compiles nowhere.
/// It is told from a text of somebody's by its place in memory, so it is an array: a literal may be anywhere.
inline constexpr char left_open_text[] = "todo";
inline constexpr std::string_view left_open = left_open_text;
constexpr bool is_left_open(std::string_view text) { return text.data() == left_open.data(); }
model::expression open_value();

/// Whether the key can be written as references(…) in the column.
bool is_in_column(const model::add_column& column, const model::add_foreign_key& key);

/// The schema at the end of the history, as a new revision finds it.
model::schema before_next(const project& p);

/// The operations, each with notes on what it destroys, and with the steps and the open places that rows which may
/// exist in `from` demand.
std::vector<written_step> drafted(model::schema from, const std::vector<model::operation>& operations);

/// The schema that a revision with these steps leaves, as the next one finds it.
model::schema after_revision(model::schema before, const std::vector<model::operation>& steps);

/// The operations, in order, as the revisions that they need: a step that runs outside a transaction on PostgreSQL
/// cannot share one with steps that run inside (E186).
std::vector<std::vector<model::operation>> split_at_transactions(const model::schema& from,
                                                                 const std::vector<model::operation>& operations);

/// The id that follows those of the project: its numbers go on (003 after 002, a time after times), and `message`
/// becomes the rest of it. `stem` is for a message without a letter or digit.
std::string next_id(const project& p, std::string_view message, std::string_view stem);
/// The id of a revision right after `id`: the next number, and other words where there is none.
std::string id_after(std::string_view id, std::string_view words);

}  // namespace retort::codegen
