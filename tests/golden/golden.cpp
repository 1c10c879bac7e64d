#include "golden.hpp"

#include <retort/model/naming.hpp>

#include <algorithm>
#include <deque>

namespace retort::testing {

namespace {

// Models hold views: the names made here live as long as the program.
std::string_view kept(const model::string& name) {
    static std::deque<std::string> all;
    return all.emplace_back(std::string_view(name));
}

void name_it(auto& drop, std::string_view prefix) {
    if (!drop.name.empty()) return;
    drop.name = kept(model::detail::derived_name(prefix, drop.table, prefix == "pk_" ? model::names{} : drop.columns));
    drop.columns.clear();
}

}  // namespace

model::migration spelled_out(model::migration m) {
    for (model::operation& o : m.operations) {
        if (auto* create = std::get_if<model::create_table>(&o)) {
            const model::table& t = create->table;
            std::sort(create->table.foreign_keys.begin(), create->table.foreign_keys.end(),
                      [&](const auto& a, const auto& b) {
                          return std::string_view(name_of(t, a)) < std::string_view(name_of(t, b));
                      });
        }
        if (auto* drop = std::get_if<model::drop_index>(&o)) name_it(*drop, "ix_");
        if (auto* drop = std::get_if<model::drop_constraint>(&o)) {
            switch (drop->kind) {
                case model::constraint_kind::primary_key: name_it(*drop, "pk_"); break;
                case model::constraint_kind::unique: name_it(*drop, "uq_"); break;
                case model::constraint_kind::foreign_key: name_it(*drop, "fk_"); break;
                case model::constraint_kind::check: name_it(*drop, "ck_"); break;
                case model::constraint_kind::any: break;
            }
        }
    }
    return m;
}

}  // namespace retort::testing
