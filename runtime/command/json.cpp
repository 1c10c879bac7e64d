#include "json.hpp"

#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

namespace retort::command {
namespace {

// Keys in the order in which they are written down in json.hpp.
using json = nlohmann::ordered_json;

// Words of a server need not be UTF-8; a message that cannot be printed would help nobody.
std::string dumped(const json& j) { return j.dump(2, ' ', false, json::error_handler_t::replace) + '\n'; }

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
    out["irreversible"] = optional_text(script.irreversible);
    return out;
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

std::string run_json(const run_report& of) {
    json out;
    out["schema"] = of.schema;
    out["database"] = of.database;
    out["direction"] = of.direction == direction::up ? "up" : "down";
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

std::string error_json(const error& what) {
    json out;
    json& e = out["error"];
    e["code"] = what.code();
    e["message"] = what.what();
    e["way_out"] = what.way_out();
    e["revision"] = optional_text(what.revision());
    e["statement"] = optional_text(what.statement());
    e["sqlstate"] = optional_text(what.sqlstate());
    e["left_behind"] = std::string(name_of(what.left_behind()));
    return dumped(out);
}

}  // namespace retort::command
