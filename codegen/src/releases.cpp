#include "releases.hpp"

#include "text.hpp"

#include <retort/model/naming.hpp>

#include <fmt/format.h>

namespace retort::codegen {

namespace {

std::vector<younger_thing> younger_on_postgresql(const model::schema& s) {
    std::vector<younger_thing> all;
    const auto add = [&](std::string_view kind, const model::table& t, const model::string& name) {
        all.push_back(
            {{15, 0},
             fmt::format("PostgreSQL 15, for the {} {} of {} with nulls_not_distinct", kind, str(name), t.name)});
    };
    for (const model::table& t : s.tables) {
        for (const model::unique_key& k : t.uniques)
            if (k.nulls_not_distinct) add("unique key", t, name_of(t, k));
        for (const model::index& i : t.indexes)
            if (i.options && i.options->nulls_not_distinct && i.only().wants(model::database::postgresql))
                add("index", t, name_of(t, i));
    }
    return all;
}

std::vector<younger_thing> younger_on_sqlite(const model::schema& s) {
    std::vector<younger_thing> all;
    for (const model::table& t : s.tables)
        if (t.options && t.options->strict)
            all.push_back({{3, 37}, fmt::format("SQLite 3.37, for the strict table {}", t.name)});
    return all;
}

}  // namespace

std::vector<younger_thing> younger_things(const model::schema& s, std::string_view database) {
    if (database == "postgresql") return younger_on_postgresql(s);
    if (database == "sqlite") return younger_on_sqlite(s);
    return {};
}

}  // namespace retort::codegen
