#include "releases.hpp"

#include "text.hpp"

#include <retort/model/naming.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace retort::codegen {

namespace {

using requirements = std::vector<requirement>;

bool is_partitioned(const model::table& t) {
    return t.options && t.options->partitioned != model::partition_method::none;
}

requirement on_postgresql(int release, std::string thing) {
    return {{release, 0}, fmt::format("PostgreSQL {}, for {}", release, thing)};
}

/// A table's, on PostgreSQL.
void add_postgresql(requirements& all, const model::table& t) {
    constexpr model::database here = model::database::postgresql;
    const auto add = [&](int release, std::string_view what, const model::string& name, std::string_view how) {
        all.push_back(on_postgresql(release, fmt::format("{} {} of {} {}", what, str(name), t.name, how)));
    };
    for (const model::unique_key& k : t.uniques)
        if (k.nulls_not_distinct) add(15, "the unique key", name_of(t, k), "with nulls_not_distinct");
    for (const model::index& i : t.indexes) {
        if (!i.options || !i.only().wants(here)) continue;
        if (i.options->nulls_not_distinct) add(15, "the index", name_of(t, i), "with nulls_not_distinct");
        if (i.options->method == "spgist" && !i.options->include.empty())
            add(14, "the spgist index", name_of(t, i), "with include(…)");
    }
    if (!is_partitioned(t)) return;
    for (const model::exclusion& e : t.exclusions)
        if (e.only.wants(here)) add(17, "the exclusion constraint", name_of(t, e), "which is partitioned");
    for (const model::foreign_key& k : t.foreign_keys)
        if (k.not_valid) add(18, "the foreign key", name_of(t, k), "which is partitioned, with not_valid");
}

void each_grant(const model::schema& s, model::database here, std::string_view to, auto&& found) {
    for (const model::object& o : s.objects)
        if (o.kind == model::object_kind::grant && o.name == to && o.only.wants(here)) found(o);
}

/// What there is of a schema.
requirements all_of(const model::schema& s, std::string_view database) {
    requirements all;
    if (database == "postgresql") {
        for (const model::table& t : s.tables) add_postgresql(all, t);
        each_grant(s, model::database::postgresql, "current_role", [&](const model::object& o) {
            all.push_back(on_postgresql(14, fmt::format("the grant on {} to current_role", o.on)));
        });
    } else if (database == "mariadb") {
        each_grant(s, model::database::mariadb, "public", [&](const model::object& o) {
            all.push_back({{10, 11}, fmt::format("MariaDB 10.11, for the grant on {} to public", o.on)});
        });
    } else if (database == "sqlite") {
        for (const model::table& t : s.tables) {
            if (!t.options || !t.options->strict) continue;
            const std::string what = fmt::format("the strict table {}", t.name);
            // 3.37 refuses whole numbers in a REAL column of one that computes a column.
            if (t.generated.empty())
                all.push_back({{3, 37}, fmt::format("SQLite 3.37, for {}", what)});
            else
                all.push_back({{3, 38}, fmt::format("SQLite 3.38, for {}, which computes a column", what)});
        }
    }
    return all;
}

/// What an operation needs beyond what it leaves in the schema.
template <class Operation>
std::optional<requirement> own_release(const Operation&, const model::schema&, std::string_view) {
    RETORT_ANSWERS_NO(own_release, Operation);
    return {};
}
std::optional<requirement> own_release(const model::add_column& o, const model::schema& after,
                                       std::string_view database) {
    if (!o.column.identity || database != "postgresql" || !is_partitioned(*after.find(o.table))) return {};
    return on_postgresql(
        17, fmt::format("the identity column {}.{}, added to a partitioned table", o.table, o.column.name));
}

}  // namespace

requirement requirement_of(const model::operation& o, const model::schema& before, const model::schema& after,
                           std::string_view database) {
    // What was there before needs no release that is not there.
    requirements asked = all_of(after, database);
    if (!asked.empty()) {
        const requirements had = all_of(before, database);
        asked.erase(
            std::remove_if(asked.begin(), asked.end(),
                           [&](const requirement& r) { return std::find(had.begin(), had.end(), r) != had.end(); }),
            asked.end());
    }
    if (auto own = std::visit([&](const auto& one) { return own_release(one, after, database); }, o))
        asked.push_back(*std::move(own));
    requirement last;
    for (requirement& r : asked)
        if (r.oldest > last.oldest) last = std::move(r);
    return last;
}

}  // namespace retort::codegen
