#include "json.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string_view>

#include "../src/text.hpp"

namespace retort::command {
namespace {

// Keys in the order in which they are written down in json.hpp.
using json = nlohmann::ordered_json;

// Words of a server need not be UTF-8; a message that cannot be printed would help nobody.
std::string dumped(const json& j, layout as = layout::indented) {
    const std::string text = j.dump(as == layout::indented ? 2 : -1, ' ', false, json::error_handler_t::replace);
    // A terminal may show it too, and JSON itself escapes the first 32 characters alone.
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const detail::character c = detail::character_at(text, at);
        if (c.control < 0x20)
            out.append(text, at, c.bytes);
        else
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c.control));
        at += c.bytes;
    }
    return out + '\n';
}

json texts(std::span<const std::string_view> list) {
    json out = json::array();
    for (const std::string_view text : list) out.push_back(std::string(text));
    return out;
}

json texts(const std::vector<std::string>& list) {
    json out = json::array();
    for (const std::string& text : list) out.push_back(text);
    return out;
}

json optional_text(std::string_view text) { return text.empty() ? json(nullptr) : json(std::string(text)); }

json database_of(const overview& of) { return of.database ? json(*of.database) : json(nullptr); }

json described_entry(const entry& e) {
    json out;
    out["id"] = e.id;
    out["message"] = e.revision ? std::string(e.revision->message) : std::string();
    out["parents"] = e.revision ? texts(e.revision->parents) : json::array();
    if (e.revision && !e.revision->replaces.empty()) out["replaces"] = texts(e.revision->replaces);
    out["checksum"] = e.revision ? json(std::string(e.revision->checksum)) : json(nullptr);
    out["head"] = e.head;
    out["current"] = e.current;
    if (e.mark) out["mark"] = std::string(name_of(*e.mark));
    if (e.row) {
        out["applied_at"] = e.row->applied_at;
        out["applied_by"] = e.row->applied_by;
        out["duration_us"] = e.row->duration.count();
        out["tool_version"] = e.row->tool_version;
        out["applied_checksum"] = e.row->checksum;
    }
    return out;
}

json entries_of(const overview& of) {
    json out = json::array();
    for (const entry& e : of.entries) out.push_back(described_entry(e));
    return out;
}

json described_script(const plan::script& script) {
    json out;
    out["statements"] = json::array();
    for (const plan::statement& s : script.statements) out["statements"].push_back(statement_text(s));
    out["destroys"] = texts(script.destroys);
    out["approvals"] = json::object();
    for (std::size_t i = 0; i < script.destroys.size(); ++i)
        if (const std::string_view why = script.approval(i); !why.empty())
            out["approvals"][std::string(script.destroys[i])] = std::string(why);
    out["irreversible"] = optional_text(script.irreversible);
    return out;
}

std::string_view word_of(direction way) { return way == direction::up ? "up" : "down"; }

json described_losses(const std::vector<loss>& losses) {
    json out = json::array();
    for (const loss& l : losses) {
        json one;
        one["name"] = l.name;
        one["revision"] = std::string(l.revision->id);
        one["rows"] = l.rows < 0 ? json(nullptr) : json(l.rows);
        one["approval"] = l.approval.empty() ? json(nullptr) : json(std::string(l.approval));
        out.push_back(std::move(one));
    }
    return out;
}

json described_begun(const std::optional<unfinished_revision>& of) {
    if (!of) return nullptr;
    json out;
    out["revision"] = of->id;
    out["direction"] = word_of(of->direction);
    out["statements"] = of->statements;
    return out;
}

json described_locks(const std::optional<std::vector<lock>>& locks) {
    if (!locks) return nullptr;
    json out = json::array();
    for (const lock& l : *locks) {
        json one;
        one["on"] = l.on;
        one["mode"] = l.mode;
        out.push_back(std::move(one));
    }
    return out;
}

json described_work(plan::row_work work) {
    switch (work) {
        case plan::row_work::unknown: return nullptr;
        case plan::row_work::none: return "none";
        case plan::row_work::rows: return "rows";
        case plan::row_work::scan: return "scan";
        case plan::row_work::rewrite: return "rewrite";
    }
    return nullptr;
}

json described_statement(const previewed_statement& of) {
    const plan::statement& s = *of.statement;
    json out;
    out["sql"] = s.function ? json(nullptr) : json(std::string(s.sql));
    out["function"] = s.function ? json(std::string(s.function_name)) : json(nullptr);
    out["kind"] = s.function ? "function" : !s.precheck.empty() ? "precheck" : s.batch != 0 ? "batch" : "sql";
    out["transaction"] = of.transaction != 0 ? json(of.transaction) : json(nullptr);
    out["done"] = of.is_done;
    out["operations"] = json::array();
    for (const std::string_view line : of.operations) out["operations"].push_back(std::string(line));
    out["locks"] = described_locks(of.locks);
    out["work"] = described_work(s.facts.work);
    return out;
}

std::string_view name_of(event::kind what) {
    switch (what) {
        case event::kind::waiting: return "waiting";
        case event::kind::began: return "began";
        case event::kind::statement: return "statement";
        case event::kind::ran: return "ran";
        case event::kind::rows: return "rows";
        case event::kind::blocked: return "blocked";
        case event::kind::retrying: return "retrying";
        case event::kind::done: return "done";
    }
    return "";
}

std::string_view name_of(left_behind what) {
    switch (what) {
        case left_behind::nothing: return "nothing";
        case left_behind::partial: return "partial";
        case left_behind::unknown: return "unknown";
    }
    return "";
}

}  // namespace

std::string run_json(const run_report& of, layout as) {
    json out;
    out["schema"] = of.schema;
    out["database"] = of.database;
    out["direction"] = word_of(of.direction);
    out["steps"] = json::array();
    for (const step& s : of.steps) {
        json one;
        one["revision"] = std::string(s.revision->id);
        one["message"] = std::string(s.revision->message);
        one["duration_us"] = s.duration.count();
        one["destroys"] = texts(detail::script_of(s, of.kind).destroys);
        out["steps"].push_back(std::move(one));
    }
    out["current"] = texts(of.current);
    out["losses"] = described_losses(of.losses);
    out["backup"] = optional_text(of.backup);
    return dumped(out, as);
}

std::string preview_json(const preview& of) {
    json out;
    out["schema"] = of.schema;
    out["database"] = of.database;
    out["direction"] = word_of(of.direction);
    out["dialect"] = std::string(retort::name_of(of.kind));
    out["revisions"] = json::array();
    for (const previewed_step& s : of.steps) {
        json one;
        one["id"] = std::string(s.taken.revision->id);
        one["message"] = std::string(s.taken.revision->message);
        one["direction"] = word_of(s.taken.direction);
        one["transactions"] = s.transactions;
        one["begun"] = described_begun(s.begun);
        one["losses"] = described_losses(s.losses);
        one["rebuilds"] = texts(s.rebuilds);
        one["needs"] = s.needs.empty() ? json(nullptr) : json(std::string(s.needs));
        one["statements"] = json::array();
        for (const previewed_statement& t : s.statements) one["statements"].push_back(described_statement(t));
        out["revisions"].push_back(std::move(one));
    }
    return dumped(out);
}

std::string event_json(const event& of) {
    json out;
    out["event"] = name_of(of.what);
    out["elapsed_us"] = of.elapsed.count();
    out["revision"] = of.of ? json(std::string(of.of->revision->id)) : json(nullptr);
    out["direction"] = of.of ? json(word_of(of.of->direction)) : json(nullptr);
    out["number"] = of.number;
    out["count"] = of.count;
    if (of.statement != 0) {
        out["statement"] = of.statement;
        out["statements"] = of.statements;
        out["sql"] = std::string(of.sql);
    }
    if (of.what == event::kind::rows) out["rows"] = of.rows;
    if (of.what == event::kind::waiting || of.what == event::kind::blocked || of.what == event::kind::retrying)
        out["words"] = std::string(of.words);
    return dumped(out, layout::one_line);
}

std::string stamp_json(const stamp_report& of) {
    json out;
    out["schema"] = of.schema;
    out["database"] = of.database;
    out["entered"] = json::array();
    out["taken_out"] = json::array();
    for (const step& s : of.steps)
        out[s.direction == direction::up ? "entered" : "taken_out"].push_back(std::string(s.revision->id));
    out["purged"] = texts(of.purged);
    out["current"] = texts(of.current);
    return dumped(out);
}

std::string verify_json(const verify_report& of) {
    json out;
    out["schema"] = of.schema;
    out["database"] = of.database;
    out["fits"] = of.problems.empty() && of.stamped.empty();
    out["problems"] = texts(of.problems);
    out["stamped"] = texts(of.stamped);
    out["current"] = texts(of.current);
    return dumped(out);
}

std::string log_json(const std::string& schema, const std::string& database, const std::vector<log_entry>& entries) {
    json out;
    out["schema"] = schema;
    out["database"] = database;
    out["entries"] = json::array();
    for (const log_entry& e : entries) {
        json one;
        one["run"] = e.run;
        one["revision"] = e.revision;
        one["direction"] = e.direction;
        one["outcome"] = e.outcome;
        one["done_at"] = e.done_at;
        one["done_by"] = e.done_by;
        one["duration_us"] = e.duration.count();
        one["tool_version"] = e.tool_version;
        out["entries"].push_back(std::move(one));
    }
    return dumped(out);
}

std::string sql_json(const std::string& schema, database on, const std::string& sql) {
    json out;
    out["schema"] = schema;
    out["dialect"] = std::string(retort::name_of(on));
    out["sql"] = sql;
    return dumped(out);
}

std::string current_json(const overview& of) {
    json out;
    out["schema"] = of.schema;
    out["database"] = database_of(of);
    out["current"] = texts(of.current);
    out["begun"] = described_begun(of.begun);
    return dumped(out);
}

std::string heads_json(const overview& of) {
    json out;
    out["schema"] = of.schema;
    out["heads"] = json::array();
    for (const entry& e : of.entries) {
        if (!e.head) continue;
        json one;
        one["id"] = e.id;
        one["message"] = std::string(e.revision->message);
        out["heads"].push_back(std::move(one));
    }
    return dumped(out);
}

std::string branches_json(const detail::graph& revisions) {
    const auto described_place = [&](std::size_t i) {
        json out;
        out["id"] = std::string(revisions[i].id);
        out["message"] = std::string(revisions[i].message);
        return out;
    };
    json out;
    out["schema"] = std::string(revisions.history().name);
    out["heads"] = json::array();
    for (const std::size_t i : revisions.heads()) out["heads"].push_back(described_place(i));
    out["branches"] = json::array();
    for (const branching& b : branchings(revisions)) {
        json one;
        one["revision"] = b.at ? json(std::string(revisions[*b.at].id)) : json(nullptr);
        one["message"] = b.at ? std::string(revisions[*b.at].message) : std::string();
        one["children"] = json::array();
        for (const branch& way : b.branches) {
            json child = described_place(way.first);
            child["revisions"] = way.count;
            child["last"] = way.count ? json(std::string(revisions[way.last].id)) : json(nullptr);
            child["end"] = way.ends == branch::end::head    ? "head"
                           : way.ends == branch::end::merge ? "merge"
                                                            : "branching";
            child["merged_in"] = way.merged_in ? json(std::string(revisions[*way.merged_in].id)) : json(nullptr);
            one["children"].push_back(std::move(child));
        }
        out["branches"].push_back(std::move(one));
    }
    return dumped(out);
}

std::string history_json(const overview& of) {
    json out;
    out["schema"] = of.schema;
    out["database"] = database_of(of);
    out["current"] = texts(of.current);
    out["heads"] = texts(of.heads);
    out["revisions"] = entries_of(of);
    return dumped(out);
}

std::string status_json(const overview& of) {
    json out;
    out["schema"] = of.schema;
    out["database"] = database_of(of);
    out["exists"] = of.exists;
    out["current"] = texts(of.current);
    out["heads"] = texts(of.heads);
    out["applied"] = of.applied;
    out["pending"] = of.pending;
    out["total"] = of.applied + of.pending;
    out["up_to_date"] = of.pending == 0 && of.problems.empty();
    out["problems"] = texts(of.problems);
    out["revisions"] = entries_of(of);
    out["begun"] = described_begun(of.begun);
    return dumped(out);
}

std::string show_json(const detail::graph& revisions, std::size_t which, database on) {
    const overview all = look(revisions, nullptr);
    const plan::revision& r = revisions[which];
    json out = described_entry(all.entries[which]);
    out["children"] = json::array();
    for (const std::size_t c : revisions.children(which)) out["children"].push_back(std::string(revisions[c].id));
    out["operations"] = texts(r.operations);
    out["dialect"] = std::string(retort::name_of(on));
    const plan::route& route = detail::route_of(r, on);
    out["up"] = described_script(route.up);
    out["down"] = described_script(route.down);
    out["alternatives"] = json::array();
    for (const plan::alternative& a : route.alternatives)
        out["alternatives"].push_back({{"concurrent", texts(route.concurrent)},
                                       {"applied", texts(a.applied)},
                                       {"up", described_script(a.up)},
                                       {"down", described_script(a.down)}});
    return dumped(out);
}

std::string backup_json(const backup_report& of) {
    json out;
    out["schema"] = of.schema;
    out["database"] = of.database;
    out["file"] = of.file;
    out["size"] = of.size;
    out["duration_us"] = of.duration.count();
    out["deleted"] = texts(of.removed);
    return dumped(out);
}

std::string restore_json(const std::string& schema, const std::string& database, const std::string& file,
                         const std::vector<std::string>& current, const restore_report& of) {
    json out;
    out["schema"] = schema;
    out["database"] = database;
    out["file"] = file;
    out["current"] = texts(current);
    out["duration_us"] = of.duration.count();
    out["set_aside"] = optional_text(of.set_aside);
    return dumped(out);
}

std::string error_json(const error& what, layout as) {
    json out;
    json& e = out["error"];
    e["code"] = what.code();
    e["message"] = what.what();
    e["way_out"] = what.way_out();
    e["revision"] = optional_text(what.revision());
    e["statement"] = optional_text(what.statement());
    e["sqlstate"] = optional_text(what.sqlstate());
    e["left_behind"] = std::string(name_of(what.left_behind()));
    return dumped(out, as);
}

}  // namespace retort::command
