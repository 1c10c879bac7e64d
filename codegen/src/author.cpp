#include "author.hpp"

#include "draft.hpp"
#include "file.hpp"
#include "heads.hpp"
#include "text.hpp"

#include <retort/model/diff.hpp>
#include <retort/model/likely_rename.hpp>
#include <retort/model/merge.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <set>
#include <sstream>
#include <system_error>

namespace retort::codegen {

namespace {

namespace fs = std::filesystem;

struct arguments {
    std::string command;
    /// What the user called, for messages.
    std::string program = "NAME-migrate";
    fs::path migrations, schema, self;
    std::string message, id, branch, from, to;
    std::vector<std::string> revisions;
    bool empty = false, json = false;
};

/// Only NAME-migrate calls this, so that its arguments are few and fixed.
arguments parse(int argc, char** argv) {
    arguments a;
    a.self = argv[0];
    a.command = argv[1];
    for (int i = 2; i < argc; ++i) {
        const std::string_view option = argv[i];
        const auto next = [&]() -> std::string {
            if (++i == argc) throw generation_error(fmt::format("{} needs a value", option));
            return argv[i];
        };
        if (option == "--program")
            a.program = next();
        else if (option == "--migrations")
            a.migrations = next();
        else if (option == "--schema")
            a.schema = next();
        else if (option == "--message")
            a.message = next();
        else if (option == "--id")
            a.id = next();
        else if (option == "--branch")
            a.branch = next();
        else if (option == "--revision")
            a.revisions.push_back(next());
        else if (option == "--from")
            a.from = next();
        else if (option == "--to")
            a.to = next();
        else if (option == "--empty")
            a.empty = true;
        else if (option == "--json")
            a.json = true;
        else
            throw generation_error(fmt::format("unknown argument {}", option));
    }
    return a;
}

std::string shown(const fs::path& path) {
    std::error_code problem;
    const fs::path here = fs::current_path(problem);
    return problem ? path.string() : path.lexically_proximate(here).string();
}

/// The headers that declare something: what the compiler has noted of each declaration. A file that is not found by the
/// name that the compiler gave it is not asked.
std::set<fs::path> headers_of(const arguments& a, const project& p) {
    std::set<fs::path> all{a.schema};
    const auto add = [&](const model::place& at) {
        if (at.file != nullptr && at.line != 0) all.insert(fs::path(at.file).lexically_normal());
    };
    for (const model::table& t : p.declared.tables) add(t.place);
    for (const model::object& o : p.declared.objects) add(o.place);
    for (const model::migration& m : p.migrations) add(m.place);
    std::error_code problem;
    for (const fs::directory_entry& e : fs::directory_iterator(a.migrations, problem))
        if (e.path().extension() == ".hpp") all.insert(e.path());
    return all;
}

/// What was compiled is compared, so a header that changed since, or is gone, would be missed.
void require_current_build(const arguments& a, const project& p) {
    const auto refuse = [&](const fs::path& path, std::string_view what) {
        throw generation_error(
            fmt::format("{} {} since the last build; build, and run {} again [E206]", shown(path), what, a.command));
    };
    std::error_code problem;
    for (const model::migration& m : p.migrations)
        if (const fs::path path(m.place.file); path.is_absolute() && !fs::exists(path, problem))
            refuse(path, "was deleted");
    const fs::file_time_type built = fs::last_write_time(a.self, problem);
    if (problem) return;
    for (const fs::path& path : headers_of(a, p)) {
        const fs::file_time_type changed = fs::last_write_time(path, problem);
        if (!problem && changed > built) refuse(path, "was changed");
    }
}

void require_usable(const std::string& id, const project& p) {
    const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    });
    // What stands for places in every history, or looks like an option.
    constexpr std::string_view taken[] = {"base", "head", "heads", "current"};
    if (id.starts_with('-') || std::find(std::begin(taken), std::end(taken), id) != std::end(taken))
        throw generation_error(fmt::format("'{}' cannot be an id: it has a special meaning as a revision [E207]", id));
    if (id.empty() || !plain)
        throw generation_error(fmt::format(
            "'{}' cannot be an id: it names the file and the constant; use only letters, digits, _ and - [E207]", id));
    for (const model::migration& m : p.migrations)
        if (cpp_identifier("m" + str(m.id)) == cpp_identifier("m" + id))
            throw generation_error(fmt::format("revision {} already exists; give the new one another id [E207]", m.id));
}

void require_readable(const std::string& message) {
    try {
        (void)nlohmann::json(message).dump();
    } catch (const nlohmann::json::exception&) {
        throw generation_error("the message is not valid UTF-8; headers use UTF-8 [E207]");
    }
}

/// What a database of the build has against the steps, which the next build would say.
std::vector<std::string> refusals_of(const project& p, const model::schema& before, const next_migration& next) {
    std::vector<std::string> databases;
    for (const model::database d : model::every_database)
        if (p.declared.databases.has(d)) databases.push_back(str(name_of(d)));
    try {
        (void)plan_next(before, {.id = next.id, .operations = next.operations}, databases);
        return {};
    } catch (const generation_error& e) {
        std::vector<std::string> all;
        std::istringstream lines(e.what());
        for (std::string one; std::getline(lines, one);) all.push_back(one);
        return all;
    }
}

/// NAME-migrate hands whole ids on, of the history that it was linked with.
void require_known(std::string_view id, const project& p) {
    if (std::none_of(p.migrations.begin(), p.migrations.end(), [&](const model::migration& m) { return m.id == id; }))
        throw generation_error(
            fmt::format("{} has no revision '{}'; build, and run the command again [E208]", p.declared.name, id));
}

/// The project of `of` and what it stands on, alone.
project branch_of(const project& p, std::string_view of) {
    std::vector<bool> in(p.migrations.size());
    model::names wanted;
    wanted.push_back(of);
    for (std::size_t i = p.migrations.size(); i-- > 0;) {
        const model::migration& m = p.migrations[i];
        if (m.shadow && contains(wanted, m.id)) wanted.push_back(m.replaces.back());
    }
    for (std::size_t i = p.migrations.size(); i-- > 0;) {
        if (p.migrations[i].shadow || !contains(wanted, p.migrations[i].id)) continue;
        in[i] = true;
        for (std::string_view parent : p.migrations[i].parents) wanted.push_back(parent);
    }
    project alone{p.declared, {}};
    for (std::size_t i = 0; i < in.size(); ++i)
        if (in[i]) alone.migrations.push_back(p.migrations[i]);
    return alone;
}

std::vector<std::string> doubts_about(const model::schema& from, const model::schema& to) {
    std::vector<std::string> all;
    for (const model::likely_rename& r : likely_renames(from, to)) all.push_back(to_string(r));
    return all;
}

/// How often a migration's header says todo, outside of comments and texts.
std::size_t open_places_in(std::string_view header) {
    std::size_t count = 0;
    const auto is_part_of_a_name = [&](std::size_t i) {
        return i < header.size() && (std::isalnum(static_cast<unsigned char>(header[i])) != 0 || header[i] == '_');
    };
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header.substr(i, 2) == "//") {
            i = std::min(header.find('\n', i), header.size());
        } else if (header[i] == '"') {
            for (++i; i < header.size() && header[i] != '"'; ++i)
                if (header[i] == '\\') ++i;
        } else if (header.substr(i, left_open.size()) == left_open && (i == 0 || !is_part_of_a_name(i - 1)) &&
                   !is_part_of_a_name(i + left_open.size())) {
            ++count;
        }
    }
    return count;
}

/// The migrations of what is missing after `before`; `end` is where the history as a whole ends.
std::vector<next_migration> made_of(const project& p, const model::schema& before, const model::schema& end,
                                    const std::vector<model::operation>& missing, const written_head& head) {
    std::vector<next_migration> all;
    std::string id = str(head.id);
    std::vector<std::string> parents = head.parents;
    model::schema from = before;
    for (const std::vector<model::operation>& part : split_at_transactions(before, missing)) {
        if (!all.empty()) {
            from = after_revision(std::move(from), all.back().operations);
            parents = {id};
            id = id_after(id, transaction_of(part.front()) == model::transaction::outside ? "indexes" : "rest");
        }
        next_migration& next = all.emplace_back();
        next.id = id;
        next.parents = parents;
        const std::vector<written_step> steps = drafted(from, part);
        for (const written_step& s : steps) {
            next.operations.push_back(s.operation);
            next.described.push_back(str(describe(s.operation)));
        }
        next.text = emit_migration(p.declared.name, {.id = id, .message = head.message, .parents = parents}, steps,
                                   p.declared.convention);
        next.open_places = open_places_in(next.text);
    }
    all.front().doubts = doubts_about(end, p.declared);
    return all;
}

std::vector<model::schema> schemas_between(const model::schema& before, const std::vector<next_migration>& next) {
    std::vector<model::schema> all{before};
    for (const next_migration& one : next) all.push_back(after_revision(all.back(), one.operations));
    return all;
}

/// With a capital.
std::string sentence_of(std::string words) {
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

/// The schema where the branches have been taken one after the other.
model::schema after_in_turn(const project& p, const std::vector<std::string>& branches) {
    project in_turn{p.declared, {}};
    std::vector<std::string_view> taken;
    for (const std::string& branch : branches)
        for (const model::migration& m : branch_of(p, branch).migrations)
            if (std::find(taken.begin(), taken.end(), m.id) == taken.end()) {
                taken.push_back(m.id);
                in_turn.migrations.push_back(m);
            }
    return replay(in_turn);
}

fs::path path_of(const arguments& a, std::string_view id) { return a.migrations / (str(id) + ".hpp"); }

void require_no_file(const arguments& a, std::string_view id) {
    std::error_code problem;
    if (fs::exists(path_of(a, id), problem))
        throw generation_error(
            fmt::format("{} already exists and is not overwritten; build with it, delete it, or use --id [E207]",
                        shown(path_of(a, id))));
}

/// Writes the files, unless there is one already, and says so.
void write(const arguments& a, const std::vector<next_migration>& all, const std::vector<std::string>& notes) {
    for (const next_migration& one : all) require_no_file(a, one.id);
    for (const next_migration& one : all) write_file(path_of(a, one.id), one.text, true);
    if (a.json) {
        const auto described = [&](const next_migration& one) {
            return nlohmann::ordered_json{{"written", path_of(a, one.id).string()},
                                          {"revision", one.id},
                                          {"operations", one.described},
                                          {"todo", one.open_places}};
        };
        nlohmann::ordered_json out = described(all.front());
        out["notes"] = notes;
        // The revisions after the first.
        out["more"] = nlohmann::ordered_json::array();
        for (std::size_t i = 1; i < all.size(); ++i) out["more"].push_back(described(all[i]));
        fmt::print("{}\n", out.dump(2));
        return;
    }
    std::size_t open_places = 0;
    for (const next_migration& one : all) {
        fmt::print("wrote {}\n", shown(path_of(a, one.id)));
        for (const std::string& operation : one.described) fmt::print("  {}\n", operation);
        open_places += one.open_places;
    }
    for (const std::string& n : notes) fmt::print("note: {}\n", n);
    if (open_places != 0)
        fmt::print("{} in {} {} to be completed: it contains todo, and does not compile until then\n",
                   open_places == 1 ? "one place" : fmt::format("{} places", open_places),
                   all.size() == 1 ? "it" : "them", open_places == 1 ? "is" : "are");
}
void write(const arguments& a, const std::string& id, const std::string& text,
           const std::vector<std::string>& described, std::size_t open_places, const std::vector<std::string>& notes) {
    next_migration one;
    one.id = id;
    one.text = text;
    one.described = described;
    one.open_places = open_places;
    write(a, {std::move(one)}, notes);
}

int say_nothing_to_do(const arguments& a, const std::string& why) {
    if (a.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"written", nullptr}, {"reason", why}}.dump(2));
    else
        fmt::print("nothing to do: {}\n", why);
    return 0;
}

int revision(const arguments& a, const project& p) {
    const open_heads heads = look_at_heads(p);
    std::vector<std::string> parents = heads.ids;
    if (!a.branch.empty()) {
        require_known(a.branch, p);
        parents = {a.branch};
    } else if (heads.ids.size() > 1) {
        throw generation_error(
            fmt::format("the history has {} heads: {}; merge them ({} merge -m \"...\"), or name the revision to "
                        "revise with --branch [E209]",
                        heads.ids.size(), join(heads.ids, ", "), a.program));
    }
    const std::string id = a.id.empty() ? next_id(p, a.message, "revision") : a.id;
    require_usable(id, p);
    if (a.empty) {
        write(a, id, emit_migration(p.declared.name, {.id = id, .message = a.message, .parents = parents}, {}), {}, 0,
              {});
        return 0;
    }
    const model::schema end = replay(p);
    const std::vector<model::operation> missing = diff(end, p.declared);
    if (missing.empty())
        return say_nothing_to_do(
            a, fmt::format("the schema {} matches the migration history (--empty writes a revision without steps)",
                           p.declared.name));
    // Of a branch, the other branches' tables and columns are not there yet.
    const model::schema before = a.branch.empty() ? before_next(p) : before_next(branch_of(p, parents.front()));
    {
        model::schema trial = before;
        for (const model::operation& o : missing) {
            model::faults found;
            apply(trial, o, found);
            if (!found.empty())
                throw generation_error(
                    fmt::format("the pending changes do not apply after {}: {}; merge the branches first [E210]",
                                parents.front(), str(to_string(found.front()))));
        }
    }
    const std::vector<next_migration> all =
        made_of(p, before, end, missing, {.id = id, .message = a.message, .parents = parents});
    const std::vector<model::schema> between = schemas_between(before, all);
    std::vector<std::string> notes = all.front().doubts;
    if (all.size() > 1)
        notes.push_back(
            fmt::format("{} revisions, because CREATE INDEX CONCURRENTLY runs outside a transaction and needs "
                        "a revision of its own",
                        all.size()));
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::string& refusal : refusals_of(p, between[i], all[i])) notes.push_back(std::move(refusal));
        require_usable(all[i].id, p);
        require_no_file(a, all[i].id);
    }
    write(a, all, notes);
    return 0;
}

bool has(const std::vector<model::operation>& all, const model::operation& wanted) {
    return std::any_of(all.begin(), all.end(),
                       [&](const model::operation& o) { return operation_checksum(o) == operation_checksum(wanted); });
}

/// "500_checkpoint" for what ends at 500_add_index.
std::string checkpoint_id(const project& p, std::string_view last) {
    const std::size_t digits = std::min(last.find_first_not_of("0123456789"), last.size());
    const std::string stem = digits == 0 ? "checkpoint" : fmt::format("{}_checkpoint", last.substr(0, digits));
    std::string id = stem;
    for (int n = 2; std::any_of(p.migrations.begin(), p.migrations.end(), [&](const auto& m) { return m.id == id; });
         ++n)
        id = fmt::format("{}_{}", stem, n);
    return id;
}

int merge(const arguments& a, const project& p) {
    const open_heads heads = look_at_heads(p);
    std::vector<std::string> parents;
    for (const std::string& id : a.revisions) {
        require_known(id, p);
        if (std::find(parents.begin(), parents.end(), id) == parents.end()) parents.push_back(id);
    }
    if (parents.empty()) {
        if (heads.ids.empty()) return say_nothing_to_do(a, "there is no revision yet");
        if (heads.ids.size() == 1) return say_nothing_to_do(a, fmt::format("{} is the only head", heads.ids.front()));
        parents = heads.ids;
    }
    if (parents.size() == 1)
        throw generation_error(
            fmt::format("{} alone cannot be merged; name the other revisions too, or none to merge all heads [E209]",
                        parents.front()));
    for (const std::string& one : parents)
        for (const std::string& other : parents)
            if (one != other) {
                const project alone = branch_of(p, one);
                if (std::any_of(alone.migrations.begin(), alone.migrations.end(),
                                [&](const model::migration& m) { return m.id == other; }))
                    throw generation_error(
                        fmt::format("{} already depends on {}, so there is nothing to merge [E209]", one, other));
            }
    const std::string id = a.id.empty() ? next_id(p, a.message, "merge") : a.id;
    require_usable(id, p);

    const model::faults found = faults_of_merge(p, parents, {});
    std::vector<written_step> steps;
    std::string todo;
    std::vector<std::string> notes;
    if (!found.empty()) {
        const std::string why = str(found.front().arguments[3]);
        notes.push_back(str(to_string(found.front())));
        // What the declared schema says holds, where saying it leads there in either order. What is missing after
        // either order is another revision's business.
        std::vector<model::operation> settling;
        const std::vector<model::operation> one = diff(after_in_turn(p, parents), p.declared);
        const std::vector<model::operation> other =
            diff(after_in_turn(p, {parents.rbegin(), parents.rend()}), p.declared);
        for (const auto* way : {&one, &other})
            for (const model::operation& o : *way)
                if (!has(way == &one ? other : one, o)) settling.push_back(o);
        bool settled = !settling.empty() && faults_of_merge(p, parents, settling).empty();
        // What the header says that neither branch does.
        for (std::size_t i = 0; i < one.size() && !settled; ++i) {
            if (!has(other, one[i])) continue;
            std::vector<model::operation> with_it = settling;
            with_it.push_back(one[i]);
            settled = faults_of_merge(p, parents, with_it).empty();
            if (settled) settling = std::move(with_it);
        }
        if (settled) {
            for (const model::operation& o : settling) steps.push_back({o});
            steps.front().notes.push_back(fmt::format("{}: the declared schema is used.", sentence_of(why)));
        } else {
            todo = fmt::format("{}. Add steps that settle the result, or assume(\"why\") if either order is correct.",
                               sentence_of(why));
        }
    }
    std::vector<std::string> described{fmt::format("merge {}", join(parents, " and "))};
    for (const written_step& s : steps) described.push_back(str(describe(s.operation)));
    write(a, id,
          emit_migration(p.declared.name, {.id = id, .message = a.message, .parents = parents, .todo = todo}, steps,
                         p.declared.convention),
          described, todo.empty() ? 0 : 1, notes);
    return 0;
}

int squash(const arguments& a, const project& p) {
    std::string from = a.from;
    if (from.empty()) {
        // The whole way: from its root on.
        const project whole = branch_of(p, a.to);
        if (whole.migrations.empty())
            throw generation_error("there is no revision yet, so there is nothing to squash [E208]");
        from = str(whole.migrations.front().id);
    }
    require_known(from, p);
    require_known(a.to, p);
    const std::string id = a.id.empty() ? checkpoint_id(p, a.to) : a.id;
    require_usable(id, p);
    const std::string message = a.message.empty() ? fmt::format("Replaces {} to {}", from, a.to) : a.message;
    const model::migration made = codegen::squash(p, from, a.to, id, message);
    std::vector<std::string> described{
        fmt::format("replaces {} revisions, {} to {}", made.replaces.size(), made.replaces[0], made.replaces.back())};
    for (const model::operation& o : made.operations)
        if (!std::holds_alternative<model::declared_effect>(o)) described.push_back(str(describe(o)));
    write(a, id, make_checkpoint(p, from, a.to, id, message), described, 0,
          {"keep the old migrations until no database is inside the range; until then the compiler checks that the "
           "checkpoint gives the same schema"});
    return 0;
}

/// The migration is on the disk by then.
int output_lost(const arguments& a, const char* why) {
    fmt::print(stderr, "{}: error: the output could not be written: {}; the command itself succeeded [E338]\n",
               a.program, why);
    return 1;
}

/// See `authoring`.
std::vector<next_migration> draft_next(const project& p, const open_heads& heads, std::string_view message) {
    const model::schema end = replay(p);
    const std::vector<model::operation> missing = diff(end, p.declared);
    if (missing.empty()) return {};
    const std::string id = next_id(p, message, "next");
    return made_of(p, before_next(p), end, missing, {.id = id, .message = message, .parents = heads.ids});
}

int author(int argc, char** argv, const project& p) {
    const arguments a = parse(argc, argv);
    try {
        require_readable(a.message);
        require_current_build(a, p);
        const int code = a.command == "merge" ? merge(a, p) : a.command == "squash" ? squash(a, p) : revision(a, p);
        errno = 0;
        if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
        return output_lost(a, std::strerror(errno != 0 ? errno : EIO));
    } catch (const fs::filesystem_error&) {
        throw;
    } catch (const std::system_error& e) {  // By fmt::print.
        return output_lost(a, std::strerror(e.code().value()));
    } catch (const generation_error& e) {
        // As NAME-migrate says what goes wrong.
        if (a.json) fmt::print("{}\n", nlohmann::ordered_json{{"error", e.what()}}.dump(2));
        fmt::print(stderr, "{}: error: {}\n", a.program, e.what());
        return 1;
    }
}

constexpr authoring entry_points{author, draft_next, schemas_between};
[[maybe_unused]] const bool is_registered = register_authoring(entry_points);

}  // namespace

}  // namespace retort::codegen
