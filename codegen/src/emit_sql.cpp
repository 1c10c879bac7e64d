#include <retort/codegen/emit.hpp>

#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::codegen {

namespace {

/// `text` as a comment: each of its lines is one, or the rest of it would be run.
std::string comment(std::string_view text) {
    std::string out = "-- ";
    for (char c : text) {
        if (c == '\r') continue;
        out += c;
        if (c == '\n') out += "-- ";
    }
    return out + "\n";
}

std::string statements(const std::vector<statement>& list, std::string_view database) {
    std::string out;
    for (const statement& s : list) {
        if (!s.function_name.empty()) {
            out += comment(fmt::format("calls {}", s.function_name));
            continue;
        }
        if (!s.precheck.empty()) out += comment(fmt::format("must count no rows: {}", s.precheck));
        // On MariaDB nothing that changes the schema is ever inside of one.
        if (!s.transactional && database != "mariadb") out += comment("outside a transaction");
        if (!s.clear.empty()) out += comment("first, if a failed attempt left it invalid: " + s.clear);
        if (s.batch != 0)
            out += comment(fmt::format("repeated until it changes no rows: {} rows per transaction", s.batch));
        out += s.sql + ";\n";
    }
    return out;
}

std::string destroyed(const script& s) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < s.destroys.size(); ++i)
        all.push_back(i >= s.approvals.size() || s.approvals[i].empty()
                          ? s.destroys[i]
                          : fmt::format("{} (approved: {})", s.destroys[i], s.approvals[i]));
    return join(all, ", ");
}

std::string direction(std::string_view name, const script& s, std::string_view database) {
    std::string out = "\n" + comment(name);
    if (!s.irreversible.empty())
        return out +
               comment((name.starts_with("up") ? "cannot be applied: " : "cannot be reverted: ") + s.irreversible);
    if (!s.destroys.empty()) out += comment("destroys: " + destroyed(s));
    if (!s.needs.empty()) out += comment("needs " + s.needs);
    if (!s.rebuilds.empty())
        out += comment(
            fmt::format("rebuilds: {} (foreign keys must be off: PRAGMA foreign_keys = OFF)", join(s.rebuilds, ", ")));
    if (s.statements.empty()) out += "-- nothing to do on this database\n";
    return out + statements(s.statements, database);
}

}  // namespace

std::string emit_sql(const planned_revision& r, const route& on) {
    std::string out = comment(r.id);
    if (!r.message.empty()) out += comment(r.message);
    out += direction("up", on.up, name_of(on.on)) + direction("down", on.down, name_of(on.on));
    for (const alternative& a : on.alternatives) {
        std::vector<std::string> missing;
        for (const std::string& id : on.concurrent)
            if (std::find(a.applied.begin(), a.applied.end(), id) == a.applied.end()) missing.push_back(id);
        const std::string when = fmt::format(
            ", if {}{}{}",
            a.applied.empty() ? "" : join(a.applied, ", ") + (a.applied.size() == 1 ? " is" : " are") + " applied",
            a.applied.empty() || missing.empty() ? "" : " and ",
            missing.empty() ? "" : join(missing, ", ") + (missing.size() == 1 ? " is" : " are") + " not applied");
        out += direction("up" + when, a.up, name_of(on.on)) + direction("down" + when, a.down, name_of(on.on));
    }
    return out;
}

std::string emit_schema_sql(const model::schema& s, std::string_view database) {
    return fmt::format("-- The declared schema {} on {}.\n\n{}", s.name, database,
                       statements(full_schema(s, database), database));
}

}  // namespace retort::codegen
