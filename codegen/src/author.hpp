// Migrations written into the user's folder: what the commands revision and merge do. The program that can is the
// generator, which knows the declarations; NAME-migrate hands its arguments on.
#pragma once

#include <retort/codegen/plan.hpp>

#include <optional>
#include <string>
#include <vector>

namespace retort::codegen {

/// What a build says of a history whose heads are not merged.
struct open_heads {
    std::vector<std::string> ids;
    /// Why two of them do not commute: sentences. Empty where they do.
    std::vector<std::string> conflicts;
};
open_heads look_at_heads(const project& p);

/// A migration that is missing, as the build drafts it: its file's text and its operations in words.
struct next_migration {
    std::string id;
    /// What it revises.
    std::vector<std::string> parents;
    std::string text;
    std::vector<model::operation> operations;
    std::vector<std::string> described;
    /// How many places are left to the author.
    std::size_t open_places = 0;
    /// What looks like a rename that the header does not declare.
    std::vector<std::string> doubts;
};
/// Empty where the history ends in the declared schema. Several, each revising the one before it, where some steps run
/// outside a transaction and need a revision of their own.
std::vector<next_migration> draft_next(const project& p, const open_heads& heads, std::string_view message = {});
/// The schema before each of the migrations, and after the last.
std::vector<model::schema> schemas_between(const model::schema& before, const std::vector<next_migration>& next);

/// Whether main()'s arguments are those of a command that writes a migration, rather than of the build.
bool is_authoring(int argc, char** argv);
/// Does what they say, and returns main()'s exit code. Throws `generation_error`.
int author(int argc, char** argv, const project& p);

}  // namespace retort::codegen
