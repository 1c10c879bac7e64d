#include "ledger.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <map>
#include <set>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "driver.hpp"
#include "own_contents.hpp"
#include "revisions.hpp"
#include "text.hpp"

namespace retort::detail {
namespace {

constexpr std::array<std::string_view, 8> first_columns = {"schema_name", "revision",    "checksum",     "applied_at",
                                                           "applied_by",  "duration_us", "tool_version", "sequence"};
constexpr std::array<std::string_view, 5> added_columns = {"state", "statements", "mark", "before_state", "operations"};

std::string text_of(const value& field) {
    if (const auto* s = std::get_if<std::string>(&field)) return *s;
    if (const auto* n = std::get_if<std::int64_t>(&field)) return fmt::format("{}", *n);
    return {};
}

std::int64_t number_of(const value& field) {
    if (const auto* n = std::get_if<std::int64_t>(&field)) return *n;
    const std::string text = text_of(field);
    std::int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

// The last column is ours: applied_at as text. False for the ledger's first version.
bool is_of_this_version(const result& r) {
    const std::span<const std::string> there(r.columns.data(), r.columns.size() - 1);
    const auto has = [](const auto& names, std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    const bool first = std::none_of(added_columns.begin(), added_columns.end(),
                                    [&](std::string_view name) { return has(there, name); });
    std::string odd;
    const auto want = [&](const auto& names) {
        for (const std::string_view wanted : names)
            if (!has(there, wanted)) odd += fmt::format("{}lacks {}", odd.empty() ? "" : ", ", wanted);
    };
    want(first_columns);
    if (!first) want(added_columns);
    for (const std::string& name : there)
        if (!has(first_columns, name) && !has(added_columns, name))
            odd += fmt::format("{}has {}", odd.empty() ? "" : ", ", name);
    if (!odd.empty())
        throw error("E318",
                    fmt::format("the table retort_revisions does not have the structure that {} writes: it {}",
                                tool_version(), odd),
                    "use the newer Retort that changed it, or restore the columns of the table");
    return !first;
}

std::string digest_of(std::string_view text) {
    return fmt::format("1:{:016x}", static_cast<unsigned long long>(XXH3_64bits(text.data(), text.size())));
}

std::string row_of(const plan::history& history, const plan::revision& revision) {
    return fmt::format("WHERE schema_name = {} AND revision = {}", quote_literal(history.name),
                       quote_literal(revision.id));
}

std::string list_of(std::span<const std::string_view> ids) {
    std::string all;
    for (const std::string_view id : ids) all += fmt::format("{}{}", all.empty() ? "" : ", ", quote_literal(id));
    return all.empty() ? "''" : all;
}

// The rows of what a checkpoint replaces that stands alone; empty for others.
std::string old_rows_of(const plan::history& history, const plan::revision& revision) {
    const auto& replaces = revision.replaces;
    if (replaces.empty() || std::any_of(history.revisions.begin(), history.revisions.end(),
                                        [&](const plan::revision& r) { return r.id == replaces.back(); }))
        return {};
    return fmt::format("WHERE schema_name = {} AND revision IN ({})", quote_literal(history.name), list_of(replaces));
}

std::string delete_sql(const plan::history& history, const plan::revision& revision) {
    std::string out = fmt::format("DELETE FROM retort_revisions {};\n", row_of(history, revision));
    if (const std::string old = old_rows_of(history, revision); !old.empty())
        out += fmt::format("DELETE FROM retort_revisions {};\n", old);
    return out;
}

// As the applied ones are compared with these lines, each has its operation's digest before it.
std::string operations_of(const plan::revision& r) {
    std::string out;
    for (std::size_t i = 0; i < r.operations.size(); ++i)
        out += fmt::format("{}{:08x} {}", i ? "\n" : "", i < r.digests.size() ? r.digests[i] : 0u, r.operations[i]);
    return out;
}

// A row that says `state`, and how many revisions were applied or begun before it.
std::string insert_sql(const dialect& words, const plan::history& history, const plan::revision& revision,
                       std::string_view state, std::string_view author, std::string_view duration,
                       std::string_view mark = {}, std::string_view where = {}) {
    return fmt::format(
        "INSERT INTO retort_revisions (schema_name, revision, checksum, applied_at, applied_by, duration_us, "
        "tool_version, sequence, state, operations, mark)\n"
        "    SELECT {0}, {1}, {2}, {3}, {4}, {5}, {6}, taken + 1, '{7}', {8}, {9} FROM\n"
        "    (SELECT coalesce(max(sequence), 0) AS taken FROM retort_revisions WHERE schema_name = {0}) AS r{10};\n",
        quote_literal(history.name), quote_literal(revision.id), quote_literal(revision.checksum), words.now, author,
        duration, quote_literal(tool_version()), state, quote_literal(operations_of(revision)),
        mark.empty() ? "NULL" : quote_literal(mark), where);
}

constexpr std::string_view being_upgraded = "upgrading", being_downgraded = "downgrading";

std::string_view state_word(direction way) { return way == direction::up ? being_upgraded : being_downgraded; }

}  // namespace

const applied_revision* ledger::find(std::string_view id) const {
    const auto at = std::find_if(rows.begin(), rows.end(), [&](const applied_revision& r) { return r.id == id; });
    return at == rows.end() ? nullptr : &*at;
}

ledger read_ledger(connection& db, std::string_view schema) {
    const dialect& words = dialect_of(db.kind());
    ledger out;
    // A failed query would be the end of a transaction; and SQLite is not asked over a network.
    driver& d = db.driver();
    const bool inside = d.in_transaction();
    const bool ask_first = words.missing_table.empty() || inside;
    // All columns, to see whether they are the expected ones; the order is restored below, because a ledger of another
    // shape may lack the column to sort by.
    result found;
    try {
        if (ask_first && number_of(d.ask(std::string(words.ledger_exists)).rows.at(0).at(0)) == 0) return out;
        found = d.ask(fmt::format("SELECT r.*, {} FROM retort_revisions r WHERE schema_name = {}",
                                  words.applied_at_text, quote_literal(schema)));
    } catch (const failure& f) {
        if (!words.missing_table.empty() && f.sqlstate() == words.missing_table) return out;
        // 42501, 42000: no right to read it.
        if (f.code() == "E309" && (f.is_missing() || f.sqlstate() == "42501" || f.sqlstate() == "42000"))
            throw error("E318", fmt::format("the table retort_revisions cannot be read: {}", f.what()),
                        "restore the columns of the table, and give this user the right to read it");
        if (inside) throw;
        throw to_error(f);
    }
    return ledger_of(found);
}

bool ledger_is_whole(connection& db) {
    try {
        return number_of(db.driver().ask(std::string(dialect_of(db.kind()).ledger_is_whole)).rows.at(0).at(0)) != 0;
    } catch (const failure& f) {
        if (db.driver().in_transaction()) throw;
        throw to_error(f);
    }
}

std::string ledger_question(const dialect& words, std::string_view schema,
                            std::span<const std::string_view> revisions) {
    return fmt::format(
        "SELECT r.*, {} FROM retort_revisions r WHERE schema_name = {} AND (revision IN ({}) OR state <> 'applied')",
        words.applied_at_text, quote_literal(schema), list_of(revisions));
}

std::string fence_condition(const graph& revisions, const step& taken, database which) {
    const bool up = taken.direction == direction::up;
    const std::string schema = quote_literal(revisions.history().name);
    const std::size_t self = *revisions.find(taken.revision->id);
    // Of an upgrade all parents and not the revision itself, of a downgrade it and no child. What a checkpoint replaces
    // counts for it, and it for them.
    std::vector<std::vector<std::string_view>> wanted;
    std::vector<std::string_view> unwanted;
    const auto add = [&](const std::vector<std::string_view>& ids) {
        unwanted.insert(unwanted.end(), ids.begin(), ids.end());
    };
    if (up) {
        for (const std::size_t p : revisions.parents(self)) wanted.push_back(revisions.rows_that_count(p));
        add(revisions.rows_that_count(self));
        unwanted.insert(unwanted.end(), taken.revision->replaces.begin(), taken.revision->replaces.end());
    } else {
        wanted.push_back(revisions.rows_of(self));
        for (const std::size_t c : revisions.children(self)) add(revisions.rows_that_count(c));
    }
    std::string sure;
    for (const std::vector<std::string_view>& any_of : wanted)
        sure += fmt::format(
            "EXISTS (SELECT 1 FROM retort_revisions WHERE schema_name = {} AND state = 'applied' AND "
            "revision IN ({})) AND ",
            schema, list_of(any_of));
    // And the scripts are those for the revisions of other branches that are applied.
    const plan::route& route = route_of(*taken.revision, which);
    const auto is_applied = [&](std::string_view id) {
        const auto i = revisions.find(id);
        return fmt::format(
            "EXISTS (SELECT 1 FROM retort_revisions WHERE schema_name = {} AND state = 'applied' AND "
            "revision IN ({}))",
            schema, list_of(i ? revisions.rows_that_count(*i) : std::vector<std::string_view>{id}));
    };
    const auto is_that_set = [&](const plan::alternative& one) {
        std::string all;
        for (const std::string_view id : route.concurrent) {
            const bool there = std::find(one.applied.begin(), one.applied.end(), id) != one.applied.end();
            all += fmt::format("{}{}{}", all.empty() ? "" : " AND ", there ? "" : "NOT ", is_applied(id));
        }
        return "(" + all + ")";
    };
    if (taken.instead)
        sure += is_that_set(*taken.instead) + " AND ";
    else
        for (const plan::alternative& one : route.alternatives) sure += "NOT " + is_that_set(one) + " AND ";
    return fmt::format(
        "{}NOT EXISTS (SELECT 1 FROM retort_revisions WHERE schema_name = {} AND (state <> 'applied' OR revision IN "
        "({})))",
        sure, schema, list_of(unwanted));
}

std::string fence_sql(const graph& revisions, const step& taken, database which) {
    return fmt::format("SELECT 1 / CASE WHEN {} THEN 1 ELSE 0 END; ", fence_condition(revisions, taken, which));
}

std::string begun_condition(const plan::history& history, const step& taken, std::size_t statements) {
    return fmt::format("EXISTS (SELECT 1 FROM retort_revisions {} AND state = '{}' AND statements = {})",
                       row_of(history, *taken.revision), state_word(taken.direction), statements);
}

ledger ledger_of(const result& given) {
    ledger out;
    result found = given;
    out.exists = true;
    out.is_of_before = !is_of_this_version(found);
    const auto column = [&](std::string_view wanted) {
        return static_cast<std::size_t>(std::find(found.columns.begin(), found.columns.end() - 1, wanted) -
                                        found.columns.begin());
    };
    const std::size_t sequence = column("sequence");
    std::sort(found.rows.begin(), found.rows.end(), [&](const std::vector<value>& a, const std::vector<value>& b) {
        return number_of(a[sequence]) < number_of(b[sequence]);
    });
    const std::size_t id = column("revision"), checksum = column("checksum"), by = column("applied_by"),
                      duration = column("duration_us"), tool = column("tool_version"), state = column("state"),
                      operations = column("operations");
    for (const std::vector<value>& row : found.rows) {
        if (!out.is_of_before && text_of(row[state]) != "applied") {
            const value& before = row[column("before_state")];
            out.begun = begun_revision{
                .id = text_of(row[id]),
                .checksum = text_of(row[checksum]),
                .direction = text_of(row[state]) == being_upgraded ? direction::up : direction::down,
                .statements = static_cast<std::size_t>(number_of(row[column("statements")])),
                .mark = text_of(row[column("mark")]),
                .before_state =
                    std::holds_alternative<std::monostate>(before) ? std::nullopt : std::optional(text_of(before))};
            continue;
        }
        out.rows.push_back({.id = text_of(row[id]),
                            .checksum = text_of(row[checksum]),
                            .applied_at = text_of(row.back()),
                            .applied_by = text_of(row[by]),
                            .duration = std::chrono::microseconds(number_of(row[duration])),
                            .tool_version = text_of(row[tool]),
                            .operations = out.is_of_before ? std::string() : text_of(row[operations])});
    }
    return out;
}

void make_ledger(connection& db, const ledger& found) {
    const bool is_of_before = found.exists && found.is_of_before;
    if (found.exists && !is_of_before && ledger_is_whole(db)) return;
    const dialect& words = dialect_of(db.kind());
    db.driver().lock_ledger();
    // What is there stays as it is.
    for (const std::string_view sql : is_of_before ? words.upgrade_ledger : words.create_ledger)
        db.driver().execute(sql, {});
}

std::string mark_of(const plan::script& script, std::size_t statements) {
    std::string texts;
    for (const plan::statement& s : script.statements.first(std::min(statements, script.statements.size()))) {
        texts += s.function ? s.function_name : s.sql;
        texts += '\0';
    }
    return digest_of(texts);
}

std::string record_sql(const dialect& words, const plan::history& history, const step& taken, std::string_view author,
                       std::string_view duration, std::string_view run, bool begun) {
    const bool up = taken.direction == direction::up;
    std::string out;
    if (begun || !up) out += delete_sql(history, *taken.revision);
    if (up) out += insert_sql(words, history, *taken.revision, "applied", author, duration);
    out += fmt::format(
        "INSERT INTO retort_log (schema_name, revision, direction, checksum, done_at, done_by, duration_us, "
        "tool_version, run)\n"
        "    VALUES ({}, {}, '{}', {}, {}, {}, {}, {}, {});\n",
        quote_literal(history.name), quote_literal(taken.revision->id), up ? "up" : "down",
        quote_literal(taken.revision->checksum), words.now, author, duration, quote_literal(tool_version()),
        quote_literal(run));
    return out;
}

std::string begin_sql(const dialect& words, const plan::history& history, const step& taken, std::string_view author) {
    const std::string by = author.empty() ? quote_literal(this_process()) : std::string(author);
    // It may stand outside a transaction: after each of its statements the ledger says something that is true.
    const std::string mark = mark_of(script_of(taken, words.kind), 0);
    const plan::revision& r = *taken.revision;
    if (taken.direction == direction::up) return insert_sql(words, history, r, being_upgraded, by, "0", mark);
    const std::string old = old_rows_of(history, r);
    std::string out;
    if (!old.empty())
        out += insert_sql(words, history, r, "applied", by, "0", {},
                          fmt::format(" WHERE NOT EXISTS (SELECT 1 FROM retort_revisions {})", row_of(history, r)));
    out += fmt::format(
        "UPDATE retort_revisions SET state = '{}', statements = 0, mark = {}, before_state = NULL {} AND state = "
        "'applied';\n",
        being_downgraded, quote_literal(mark), row_of(history, r));
    if (!old.empty()) out += fmt::format("DELETE FROM retort_revisions {};\n", old);
    return out;
}

std::string advance_sql(const plan::history& history, const step& taken, std::size_t was, std::size_t statements,
                        std::string_view mark, std::string_view before) {
    return fmt::format(
        "UPDATE retort_revisions SET statements = {}, mark = {}, before_state = {} {} AND state = '{}' "
        "AND statements = {};\n",
        statements, quote_literal(mark), before.empty() ? "NULL" : fmt::format("({})", before),
        row_of(history, *taken.revision), state_word(taken.direction), was);
}

std::string turn_sql(const plan::history& history, const step& taken, std::size_t statements, std::string_view mark) {
    return fmt::format(
        "UPDATE retort_revisions SET state = '{}', statements = {}, mark = {}, before_state = NULL {};\n",
        state_word(taken.direction), statements, quote_literal(mark), row_of(history, *taken.revision));
}

std::string log_sql(const dialect& words, const plan::history& history, const plan::revision& revision,
                    std::string_view direction, std::string_view outcome, std::string_view run) {
    return fmt::format(
        "INSERT INTO retort_log (schema_name, revision, direction, checksum, done_at, done_by, duration_us, "
        "tool_version, run, outcome)\n    VALUES ({}, {}, '{}', {}, {}, {}, 0, {}, {}, {});\n",
        quote_literal(history.name), quote_literal(revision.id), direction, quote_literal(revision.checksum), words.now,
        quote_literal(this_process()), quote_literal(tool_version()), quote_literal(run),
        quote_literal(excerpt(outcome, 2000)));
}

std::string enter_sql(const dialect& words, const plan::history& history, const plan::revision& revision) {
    return insert_sql(words, history, revision, "applied", quote_literal(this_process()), "0");
}

std::string remove_sql(const plan::history& history, const plan::revision& revision) {
    return delete_sql(history, revision);
}

// Rows of a table of the ledger; none where somebody has dropped it, which the next run mends.
static result rows_of_ledger(connection& db, const std::string& sql) {
    try {
        return db.driver().ask(sql);
    } catch (const failure& f) {
        if (db.driver().in_transaction()) throw;
        if (f.is_missing()) return {};
        throw to_error(f);
    }
}

std::vector<log_entry> read_log(connection& db, std::string_view schema, std::size_t most) {
    std::vector<log_entry> out;
    const ledger found = read_ledger(db, schema);
    if (!found.exists) return out;
    const dialect& words = dialect_of(db.kind());
    std::string when(words.applied_at_text);
    when.replace(when.find("applied_at"), std::string_view("applied_at").size(), "done_at");
    const result rows = rows_of_ledger(
        db, fmt::format("SELECT revision, direction, {}, done_by, duration_us, tool_version, {} FROM retort_log WHERE "
                        "schema_name = {} ORDER BY entry DESC LIMIT {}",
                        when, found.is_of_before ? "'', 'done'" : "run, outcome", quote_literal(schema), most));
    for (const std::vector<value>& row : rows.rows)
        out.insert(out.begin(), {.run = text_of(row.at(6)),
                                 .revision = text_of(row.at(0)),
                                 .direction = text_of(row.at(1)),
                                 .outcome = text_of(row.at(7)),
                                 .done_at = text_of(row.at(2)),
                                 .done_by = text_of(row.at(3)),
                                 .duration = std::chrono::microseconds(number_of(row.at(4))),
                                 .tool_version = text_of(row.at(5))});
    return out;
}

std::set<std::string> entered_by_stamp(connection& db, std::string_view schema) {
    // The latest entry that did something decides.
    const std::string done = fmt::format(
        "SELECT revision, max(entry) AS entry FROM retort_log WHERE schema_name = {} AND outcome LIKE 'done%' GROUP BY "
        "revision",
        quote_literal(schema));
    std::set<std::string> all;
    for (const std::vector<value>& row :
         rows_of_ledger(db,
                        fmt::format("SELECT l.revision FROM retort_log l JOIN ({}) AS latest ON latest.entry = l.entry "
                                    "WHERE l.direction = 'stamp'",
                                    done))
             .rows)
        all.insert(text_of(row.at(0)));
    return all;
}

namespace {

/// A relation's definition, and who has privileges on it, which not every user sees.
struct relation_state {
    std::string definition, privileges;
    bool operator==(const relation_state&) const = default;
    std::string text() const { return privileges.empty() ? definition : definition + " " + privileges; }
    static relation_state of(const std::string& text) {
        const std::size_t end = text.find(' ');
        return {text.substr(0, end), end == std::string::npos ? std::string() : text.substr(end + 1)};
    }
};

std::map<std::string, relation_state> states_of(connection& db) {
    const dialect& words = dialect_of(db.kind());
    driver& d = db.driver();
    const result rows = d.ask(words.definitions());
    if (d.in_transaction() && !words.after_definitions.empty()) d.execute(words.after_definitions, {});
    std::map<std::string, relation_state> all;
    for (const std::vector<value>& row : rows.rows) {
        const std::string line = text_of(row.at(1));
        const bool of_privileges = !words.privilege_line.empty() && line.starts_with(words.privilege_line);
        relation_state& of = all[text_of(row.at(0))];
        (of_privileges ? of.privileges : of.definition) += line + '\n';
    }
    for (auto& [name, state] : all)
        for (std::string* lines : {&state.definition, &state.privileges})
            if (!lines->empty() || lines == &state.definition) *lines = digest_of(*lines);
    return all;
}

// How far the log was when the states were kept: a run that died before it could keep them leaves older ones. The
// number before it changes with the form of the definitions.
std::string place_in_log(connection& db, const plan::history& history) {
    const result count = rows_of_ledger(
        db, fmt::format("SELECT count(*) FROM retort_log WHERE schema_name = {} AND outcome LIKE 'done%'",
                        quote_literal(history.name)));
    return fmt::format("2:{}", count.rows.empty() ? -1 : number_of(count.rows[0].at(0)));
}

std::string viewer_of(connection& db) {
    const std::string question(dialect_of(db.kind()).viewer);
    return question.empty() ? std::string() : text_of(db.driver().ask(question).rows.at(0).at(0));
}

std::map<std::string, std::string> remembered_states(connection& db, const plan::history& history) {
    std::map<std::string, std::string> known;
    for (const std::vector<value>& row :
         rows_of_ledger(db, fmt::format("SELECT relation, state FROM retort_relations WHERE schema_name = {}",
                                        quote_literal(history.name)))
             .rows)
        if (std::string relation = text_of(row.at(0)); !is_of_contents(relation))
            known[std::move(relation)] = text_of(row.at(1));
    return known;
}

/// Whether the statement may change the definition of the relation.
bool may_change(const plan::statement& s, std::string_view relation) {
    // A name may come without its namespace.
    const auto is_it = [&](std::string_view name) {
        return !name.empty() &&
               (same_name(name, relation) || same_name(name, relation.substr(relation.rfind('.') + 1)) ||
                same_name(name.substr(name.rfind('.') + 1), relation));
    };
    const plan::facts& known = s.facts;
    if (known.work == plan::row_work::rows) return false;
    if (!known.locks_known && known.effect.what == plan::effect_kind::unknown) return true;
    // Raw SQL names an index or a trigger without its table.
    const bool on_unknown = known.effect.on.empty() && (known.effect.among == plan::effect_place::indexes ||
                                                        known.effect.among == plan::effect_place::triggers);
    return on_unknown || is_it(known.effect.relation) || is_it(known.effect.on) ||
           std::any_of(known.effect.renamed.begin(), known.effect.renamed.end(),
                       [&](const auto& one) { return is_it(one.from) || is_it(one.to); }) ||
           std::any_of(known.locks.begin(), known.locks.end(), [&](const plan::lock& l) {
               return is_it(l.on) || l.what == plan::lock_kind::table_of_index ||
                      l.what == plan::lock_kind::users_of_domain;
           });
}

/// Whether a statement of the revision, in either direction, may change the relation.
bool may_change(const plan::history& history, std::string_view revision, database on, std::string_view relation) {
    for (const plan::revision& r : history.revisions) {
        if (r.id != revision) continue;
        const plan::route* route = r.on(on);
        if (route == nullptr) return true;
        for (const plan::script* script : {&route->up, &route->down})
            for (const plan::statement& s : script->statements)
                if (may_change(s, relation)) return true;
    }
    return false;
}

}  // namespace

std::vector<std::string> changed_relations(connection& db, const plan::history& history, std::string_view begun) {
    std::vector<std::string> lines;
    try {
        std::map<std::string, std::string> known = remembered_states(db, history);
        const std::string place = known[""];
        const std::size_t end = std::min(place.find(' '), place.size());
        if (place.substr(0, end) != place_in_log(db, history)) return lines;
        known.erase("");
        const std::string by = place.substr(std::min(end + 1, place.size())), viewer = viewer_of(db);
        const std::map<std::string, relation_state> now = states_of(db);
        for (const auto& [relation, text] : known) {
            // A run that was begun and not finished has changed it.
            if (!begun.empty() && may_change(history, begun, db.kind(), relation)) continue;
            const auto is = now.find(relation);
            const relation_state was = relation_state::of(text);
            if (is != now.end() && (is->second == was || (by != viewer && is->second.definition == was.definition)))
                continue;
            if (by != viewer)
                lines.push_back(fmt::format(
                    "{} cannot be compared: {} made the last run, and this user, {}, sees another definition, because "
                    "its rights differ or the definition was changed; run verify as {}",
                    relation, by, viewer, by));
            else if (is == now.end())
                lines.push_back(fmt::format("{} is missing: it was dropped or renamed outside Retort", relation));
            else
                lines.push_back(fmt::format(
                    "{} differs from the state after the last run: it was changed outside Retort", relation));
        }
    } catch (const failure& f) {
        throw to_error(f);
    }
    return lines;
}

void remember_states(connection& db, const plan::history& history) {
    const std::string schema = quote_literal(history.name);
    const std::map<std::string, relation_state> now = states_of(db);
    const std::map<std::string, std::string> known = remembered_states(db, history);
    std::string gone, added;
    for (const std::string_view relation : history.relations) {
        const std::string name(relation);
        const auto is = now.find(name);
        const auto was = known.find(name);
        const std::string state = is == now.end() ? std::string() : is->second.text();
        if (was != known.end() && was->second != state)
            gone += fmt::format("{}{}", gone.empty() ? "" : ", ", quote_literal(name));
        if (is != now.end() && (was == known.end() || state != was->second))
            added += fmt::format("{}({}, {}, {})", added.empty() ? "" : ", ", schema, quote_literal(name),
                                 quote_literal(state));
    }
    const std::string viewer = viewer_of(db);
    const std::string place =
        quote_literal(place_in_log(db, history) + (viewer.empty() ? std::string() : " " + viewer));
    gone += fmt::format("{}''", gone.empty() ? "" : ", ");
    added += fmt::format("{}({}, '', {})", added.empty() ? "" : ", ", schema, place);
    db.execute(
        fmt::format("DELETE FROM retort_relations WHERE schema_name = {} AND relation IN ({});\n"
                    "INSERT INTO retort_relations (schema_name, relation, state) VALUES {};\n",
                    schema, gone, added));
}

std::size_t statements_done(connection& db, const plan::script& script, const begun_revision& begun, bool turns,
                            interrupted_statement open_one) {
    const std::size_t known = begun.statements + (begun.before_state ? 1 : 0);
    if (known > script.statements.size() || mark_of(script, known) != begun.mark)
        throw error(
            "E308",
            fmt::format("{} was edited after an earlier run started it: {} of it {} done, and the statements up to "
                        "there are different now",
                        begun.id, count_of(begun.statements, "statement"), begun.statements == 1 ? "is" : "are"),
            "restore these statements; later ones may be changed");
    if (begun.statements == script.statements.size()) return begun.statements;
    const plan::statement& next = script.statements[begun.statements];
    // A probe is asked by the run.
    if (!next.probe.empty() || !begun.before_state) return begun.statements;
    const dialect& words = dialect_of(db.kind());
    if (!turns && words.may_be_repeated != nullptr && words.may_be_repeated(next.facts.effect)) return begun.statements;
    const std::string state = words.state_of == nullptr ? std::string() : words.state_of(next.facts.effect);
    const std::string now =
        state.empty() ? std::string() : text_of(db.driver().ask(fmt::format("SELECT ({})", state)).rows.at(0).at(0));
    std::optional<bool> done;
    if (words.has_taken_effect != nullptr) done = words.has_taken_effect(next.facts.effect, *begun.before_state, now);
    if (!done && open_one != interrupted_statement::ask) done = open_one == interrupted_statement::done;
    if (!done) {
        const std::string_view by = std::string_view(*begun.before_state).substr(0, begun.before_state->find('\n'));
        const std::string_view here = std::string_view(now).substr(0, now.find('\n'));
        throw error("E329",
                    fmt::format("an earlier run of {} was interrupted at statement {} of {}, and the database does not "
                                "show whether it took effect: {}{}",
                                begun.id, begun.statements + 1, script.statements.size(), excerpt(next.sql, 300),
                                by == here ? std::string() : fmt::format(" (sent by {}; this is {})", by, here)),
                    "inspect the database, then run the same command with --interrupted-statement done or "
                    "--interrupted-statement repeat")
            .at_statement(next.sql);
    }
    return begun.statements + (*done ? 1 : 0);
}

std::string new_run() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &utc);
    return fmt::format("{}-{}", text.data(), getpid());
}

std::string this_process() {
    std::array<char, 4096> room{};
    passwd entry{};
    passwd* found = nullptr;
    const uid_t id = geteuid();
    const bool known = getpwuid_r(id, &entry, room.data(), room.size(), &found) == 0 && found != nullptr;
    const std::string user = known ? found->pw_name : fmt::format("uid {}", id);
    std::array<char, 256> host{};
    if (gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
    return fmt::format("{}@{} (pid {})", user, host.data(), getpid());
}

std::string_view tool_version() { return "retort " RETORT_VERSION; }

}  // namespace retort::detail
