// The files that the generator writes. Each function is pure: from the model or the plan to one file's text.
#pragma once

#include <retort/codegen/plan.hpp>

#include <map>

namespace retort::codegen {

/// One revision on one database, for people to review: its way up and its way down. Not a script to be run: that is
/// what the command's --sql prints, for one direction and in a transaction.
std::string emit_sql(const planned_revision& r, const route& on);
/// The whole declared schema on one database.
std::string emit_schema_sql(const model::schema& s, std::string_view database);
/// The plan as constant data: history.cpp.
std::string emit_history(const plan& p);
/// The headers of access code, by their paths below the schema's folder: access/TABLE.hpp with a row struct and its
/// statements for each table, enumerations.hpp, access.hpp with all of them, and access_version.hpp, which is another
/// whenever one of them is. Throws `generation_error` E203.
std::map<std::string, std::string> emit_access(const model::schema& s);
/// access.cpp: the definitions, so that an application's files do not compile them.
std::string emit_access_source(const model::schema& s);
/// access_hana.hpp: what Boost.Hana needs of the rows, for those who ask.
std::string emit_access_hana(const model::schema& s);
/// A step of a migration to be written, and the comments that stand above it.
struct written_step {
    model::operation operation;
    std::vector<std::string> notes = {};
};
/// What stands in a migration beside its steps.
struct written_head {
    std::string_view id;
    std::string_view message = {};
    std::vector<std::string> parents = {};
    /// Of a checkpoint.
    std::vector<std::string> replaces = {};
    /// A last step that is left to its author, with this comment above it; empty for none.
    std::string_view todo = {};
};
/// A migration header, in the words a person would have written. `convention`: the schema's.
std::string emit_migration(std::string_view schema_name, const written_head& head,
                           const std::vector<written_step>& steps,
                           const model::naming_convention* convention = nullptr);
std::string emit_migration(std::string_view schema_name, std::string_view id, std::string_view message,
                           const std::vector<std::string>& parents, const std::vector<model::operation>& operations,
                           const model::naming_convention* convention = nullptr);
/// The header of a checkpoint (squash).
std::string make_checkpoint(const project& p, std::string_view from, std::string_view to, std::string_view id,
                            std::string_view message);
/// The schema as a page of Markdown.
std::string emit_docs(const model::schema& s);
/// The history's revisions, parents and checksums as JSON.
std::string emit_manifest(const plan& p);

}  // namespace retort::codegen
