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

void name_it(auto& drop, const model::detail::name_kind& kind, const model::naming_convention* convention) {
    if (!drop.name.empty()) return;
    drop.name = kept(
        model::detail::derived_name(kind, drop.table, kind.with_columns ? drop.columns : model::names{}, convention));
    drop.columns.clear();
}

}  // namespace

model::migration spelled_out(model::migration m, const model::naming_convention* convention) {
    for (model::operation& o : m.operations) {
        if (auto* create = std::get_if<model::create_table>(&o)) {
            model::table& t = create->table;
            t.convention = nullptr;  // what was lowered has none, and the order must be the same
            std::sort(create->table.foreign_keys.begin(), create->table.foreign_keys.end(),
                      [&](const auto& a, const auto& b) {
                          return std::string_view(name_of(t, a)) < std::string_view(name_of(t, b));
                      });
        }
        using namespace model::detail;
        if (auto* drop = std::get_if<model::drop_index>(&o)) name_it(*drop, index_name, convention);
        if (auto* drop = std::get_if<model::drop_constraint>(&o)) {
            switch (drop->kind) {
                case model::constraint_kind::primary_key: name_it(*drop, primary_key_name, convention); break;
                case model::constraint_kind::unique: name_it(*drop, unique_name, convention); break;
                case model::constraint_kind::foreign_key: name_it(*drop, foreign_key_name, convention); break;
                case model::constraint_kind::check: name_it(*drop, check_name_kind, convention); break;
                case model::constraint_kind::exclusion: name_it(*drop, exclusion_name, convention); break;
                case model::constraint_kind::any: break;
            }
        }
    }
    return m;
}

}  // namespace retort::testing
