// Migrations written into the user's folder: what the commands revision and merge do. The program that can is the
// generator, which knows the declarations; NAME-migrate hands its arguments on.
#pragma once

#include <retort/codegen/plan.hpp>

#include "heads.hpp"

#include <string>
#include <vector>

namespace retort::codegen {

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
/// The functions of author.cpp. A generator has them if it is linked with retort::authoring.
struct authoring {
    /// Executes the command in main()'s arguments and returns main()'s exit code. Throws `generation_error`.
    int (*author)(int argc, char** argv, const project& p);
    /// Empty where the history ends in the declared schema. Several, each revising the one before it, where some steps
    /// run outside a transaction and need a revision of their own. `message` may be empty.
    std::vector<next_migration> (*draft_next)(const project& p, const open_heads& heads, std::string_view message);
    /// The schema before each of the migrations, and after the last.
    std::vector<model::schema> (*schemas_between)(const model::schema& before, const std::vector<next_migration>& next);
};

/// Called before main() by author.cpp, whose library is linked whole. Returns true, to be the initialiser of a
/// constant.
bool register_authoring(const authoring& functions) noexcept;

}  // namespace retort::codegen
