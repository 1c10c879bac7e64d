#include <retort/codegen/emit.hpp>

#include "text.hpp"

#include <fmt/format.h>

namespace retort::codegen {

namespace {

std::string statements(const std::vector<statement>& list) {
    std::string out;
    for (const statement& s : list) out += s.sql + ";\n";
    return out;
}

std::string direction(std::string_view name, const script& s) {
    std::string out = fmt::format("\n-- {}\n", name);
    if (!s.irreversible.empty()) return out + fmt::format("-- cannot be undone: {}\n", s.irreversible);
    if (!s.destroys.empty()) out += fmt::format("-- destroys: {}\n", join(s.destroys, ", "));
    if (!s.rebuilds.empty())
        out += fmt::format("-- makes anew: {} (foreign keys must be off: PRAGMA foreign_keys = OFF)\n",
                           join(s.rebuilds, ", "));
    if (s.statements.empty()) out += "-- nothing to do on this database\n";
    return out + statements(s.statements);
}

}  // namespace

std::string emit_sql(const planned_revision& r, const route& on) {
    std::string out = fmt::format("-- {}\n", r.id);
    if (!r.message.empty()) out += fmt::format("-- {}\n", r.message);
    return out + direction("up", on.up) + direction("down", on.down);
}

std::string emit_schema_sql(const model::schema& s, std::string_view database) {
    return fmt::format("-- The schema {} as it is declared, on {}.\n\n{}", s.name, database,
                       statements(full_schema(s, database)));
}

}  // namespace retort::codegen
