// What a table or a column was called in an earlier schema, where that is known: as renamed_from(...) says, or because
// the databases do not tell the two names apart.
#pragma once

#include <retort/model/check.hpp>

namespace retort::model::detail {

/// The name that `after`, a table of `to`, has in `from`; its own where it is there under that, or under none.
constexpr std::string_view former_name(const schema& from, const schema& to, const table& after) {
    if (from.find(after.name)) return after.name;
    const std::string_view was = after.options ? after.options->renamed_from.text : std::string_view();
    if (!was.empty() && from.find(was) && !to.find(was)) return was;
    // The two could not be there together.
    if (ignores_case(from.databases))
        for (const table& other : from.tables)
            if (equal_but_for_case(other.name, after.name) && !to.find(other.name)) return other.name;
    return after.name;
}

/// The same of `c`, a column of `after`, in `before`, a table of `from`.
constexpr std::string_view former_name(const schema& from, const table& before, const table& after, const column& c) {
    if (before.find(c.name)) return c.name;
    const std::string_view was = c.renamed_from.text;
    if (!was.empty() && before.find(was) && !after.find(was)) return was;
    if (ignores_case(from.databases))
        for (const column& other : before.columns)
            if (equal_but_for_case(other.name, c.name) && !after.find(other.name)) return other.name;
    return c.name;
}

}  // namespace retort::model::detail
