#include <retort/codegen/dialect.hpp>
#include <retort/codegen/emit.hpp>
#include <retort/codegen/main.hpp>
#include <retort/model/check.hpp>
#include <retort/model/diff.hpp>
#include <retort/model/history.hpp>

#include "text.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace retort::codegen {

namespace {

namespace fs = std::filesystem;

struct arguments {
    fs::path output;
    std::vector<std::string> databases;
    fs::path migrations;
    bool quiet = false;  // about a schema that runs ahead of its history
};

/// Only retort_add_schema() calls the generator, so its arguments are few and fixed.
arguments parse(int argc, char** argv) {
    arguments a;
    for (int i = 1; i < argc; ++i) {
        const std::string_view option = argv[i];
        const auto next = [&]() -> std::string {
            if (++i == argc) throw generation_error(fmt::format("{} needs a value", option));
            return argv[i];
        };
        if (option == "--output")
            a.output = next();
        else if (option == "--database")
            a.databases.push_back(next());
        else if (option == "--migrations")
            a.migrations = next();
        else if (option == "--quiet")
            a.quiet = true;
        else
            throw generation_error(fmt::format("unknown argument {}", option));
    }
    if (a.output.empty() || a.databases.empty())
        throw generation_error("usage: generator --output DIR --database NAME… [--migrations DIR] [--quiet]");
    for (const std::string& d : a.databases)
        if (!find_dialect(d)) {
            std::vector<std::string> known;
            for (std::string_view n : dialect_names()) known.push_back(str(n));
            throw generation_error(fmt::format("there is no database '{}'; use {} [E205]", d, join(known, ", ")));
        }
    return a;
}

/// Leaves the file alone when it holds `text` already, so that nothing is rebuilt for it; else writes beside it and
/// renames, so that nobody sees half of it.
void write_file(const fs::path& path, const std::string& text) {
    {
        std::ifstream old(path, std::ios::binary);
        std::stringstream content;
        if (old && content << old.rdbuf() && content.str() == text) return;
    }
    std::error_code problem;
    fs::create_directories(path.parent_path(), problem);
    const fs::path beside = path.string() + ".new";
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out << text;
        out.flush();
        if (!out) throw generation_error(fmt::format("cannot write {} [E202]", path.string()));
    }
    fs::rename(beside, path, problem);
    if (problem) throw generation_error(fmt::format("cannot write {}: {} [E202]", path.string(), problem.message()));
}

/// Everything that is generated, by path below the output folder.
using files = std::map<std::string, std::string>;

/// Of revisions that are no longer there, files stay behind: they are removed, or the snapshot would never be current.
void remove_others(const fs::path& output, const files& wanted) {
    std::error_code ignored;
    std::vector<fs::path> gone;
    for (const char* folder : {"snapshot", "draft"})
        for (const fs::directory_entry& e : fs::recursive_directory_iterator(output / folder, ignored))
            if (e.is_regular_file() && !wanted.contains(fs::relative(e.path(), output).generic_string()))
                gone.push_back(e.path());
    for (const fs::path& p : gone) fs::remove(p, ignored);
}

/// What the next revision revises: the last one, or the checkpoint that ends there, which stays when that one goes.
std::string end_of(const project& p) {
    const std::string_view last = p.migrations.back().id;
    for (const model::migration& m : p.migrations)
        if (m.shadow && m.replaces.back() == last) return str(m.id);
    return str(last);
}

/// "003_next" after "002_create_parts": numbering goes on as its author began it.
std::string next_id(const std::string& last) {
    std::size_t digits = 0;
    while (digits < last.size() && last[digits] >= '0' && last[digits] <= '9') ++digits;
    if (digits == 0 || digits > 9) return "next";
    return fmt::format("{:0{}}_next", std::stoul(last.substr(0, digits)) + 1, digits);
}

}  // namespace

int run_generator(int argc, char** argv, const project& p) try {
    const arguments a = parse(argc, argv);
    // The compiler has checked the declared schema on the databases that it names itself; here are the build's.
    model::faults found;
    check(p.declared, found);
    if (!found.empty()) {
        std::vector<std::string> sentences;
        for (const model::fault& f : found) sentences.push_back(str(to_string(f)));
        throw generation_error(join(sentences, "\n"));
    }
    const plan made = make_plan(p, a.databases);

    files out;
    const std::string name = made.name;
    out["include/" + name + "/access.hpp"] = emit_access(p.declared);
    out["include/" + name + "/access_hana.hpp"] = emit_access_hana(p.declared);
    out["access.cpp"] = emit_access_source(p.declared);
    out["history.cpp"] = emit_history(made);

    out["snapshot/access.hpp"] = out["include/" + name + "/access.hpp"];
    out["snapshot/schema.md"] = emit_docs(p.declared);
    out["snapshot/history.json"] = emit_manifest(made);
    for (const std::string& d : a.databases) {
        out[fmt::format("snapshot/{}/schema.sql", d)] = emit_schema_sql(p.declared, d);
        for (const planned_revision& r : made.revisions)
            for (const route& on : r.routes)
                if (on.database == d) out[fmt::format("snapshot/{}/{}.sql", d, r.id)] = emit_sql(r, on);
    }

    const model::schema end = replay(p);
    const std::vector<model::operation> pending = diff(end, p.declared);
    if (!pending.empty()) {
        std::vector<std::string> parents;
        if (!p.migrations.empty()) parents.push_back(end_of(p));
        const std::string id = next_id(parents.empty() ? "000" : made.revisions.back().id);
        out[fmt::format("draft/{}.hpp", id)] = emit_migration(name, id, "", parents, pending, p.declared.convention);
        if (!a.quiet) {
            std::string notice = fmt::format("{}: the schema is ahead of its history by {} operation{}:\n", name,
                                             pending.size(), pending.size() == 1 ? "" : "s");
            for (const model::operation& o : pending) notice += fmt::format("  {}\n", str(describe(o)));
            notice += fmt::format("the migration that does this is drafted; to take it:\n  cp {} {}\n",
                                  (a.output / "draft" / (id + ".hpp")).string(), a.migrations.string());
            fmt::print(stderr, "{}", notice);
        }
    }
    for (const auto& [path, text] : out) write_file(a.output / path, text);
    remove_others(a.output, out);
    return 0;
} catch (const std::exception& e) {
    std::istringstream lines(e.what());
    for (std::string line; std::getline(lines, line);) fmt::print(stderr, "{}: error: {}\n", p.declared.name, line);
    return 1;
}

struct collector::state {
    project collected;
};

collector::collector() : state_(std::make_unique<state>()) {}
collector::~collector() = default;

void collector::declare(const model::schema& empty) { state_->collected.declared = empty; }

void collector::add(model::table&& t) {
    model::faults none;  // the declarations have compiled
    insert(state_->collected.declared, std::move(t), none);
}
void collector::add(model::enumeration&& e) { state_->collected.declared.enumerations.push_back(std::move(e)); }

void collector::add(model::object&& o) {
    model::faults none;
    insert(state_->collected.declared, std::move(o), none);
}

void collector::begin(model::revision_node&& head) {
    state_->collected.migrations.push_back(
        {head.id, head.message, std::move(head.parents), {}, head.place, std::move(head.replaces)});
}

#define RETORT_COLLECT(name) \
    void collector::add(model::name&& o) { state_->collected.migrations.back().operations.emplace_back(std::move(o)); }
RETORT_COLLECT(create_table)
RETORT_COLLECT(drop_table)
RETORT_COLLECT(rename_table)
RETORT_COLLECT(add_column)
RETORT_COLLECT(drop_column)
RETORT_COLLECT(rename_column)
RETORT_COLLECT(alter_column)
RETORT_COLLECT(create_index)
RETORT_COLLECT(drop_index)
RETORT_COLLECT(add_primary_key)
RETORT_COLLECT(add_unique)
RETORT_COLLECT(add_foreign_key)
RETORT_COLLECT(add_check)
RETORT_COLLECT(drop_constraint)
RETORT_COLLECT(create_enumeration)
RETORT_COLLECT(drop_enumeration)
RETORT_COLLECT(alter_enumeration)
RETORT_COLLECT(execute)
RETORT_COLLECT(declared_effect)
RETORT_COLLECT(add_exclusion)
RETORT_COLLECT(validate_constraint)
RETORT_COLLECT(rename_constraint)
RETORT_COLLECT(rename_index)
RETORT_COLLECT(alter_table)
RETORT_COLLECT(create_partition)
RETORT_COLLECT(drop_partition)
RETORT_COLLECT(add_enumeration_value)
RETORT_COLLECT(rename_enumeration_value)
RETORT_COLLECT(create_object)
RETORT_COLLECT(drop_object)
RETORT_COLLECT(rename_object)
RETORT_COLLECT(replace_object)
RETORT_COLLECT(insert_rows)
RETORT_COLLECT(update_rows)
RETORT_COLLECT(delete_rows)
RETORT_COLLECT(backfill)
RETORT_COLLECT(run)
#undef RETORT_COLLECT

int collector::run(int argc, char** argv) {
    model::faults none;  // the history has compiled
    put_in_order(state_->collected, none);
    return run_generator(argc, argv, state_->collected);
}

}  // namespace retort::codegen
