#include "survivors.hpp"

#include <algorithm>

namespace retort::test {

namespace {

/// Whether the values of the column may be others after `o`.
bool touches(const model::operation& o, const model::table& t, const model::column& c) {
    const auto sets = [&](std::string_view table, const model::list<model::assignment>& set) {
        const auto gives = [&](std::string_view column) {
            return std::any_of(set.begin(), set.end(), [&](const model::assignment& a) { return a.column == column; });
        };
        if (table == t.name && gives(c.name)) return true;
        // A foreign key may carry another value on.
        for (const model::foreign_key& k : t.foreign_keys)
            for (std::size_t i = 0; i < k.columns.size(); ++i)
                if (k.table == table && k.columns[i] == c.name && gives(k.target[i])) return true;
        return false;
    };
    if (const auto* drop = std::get_if<model::drop_column>(&o)) return drop->table == t.name && drop->column == c.name;
    if (const auto* alter = std::get_if<model::alter_column>(&o))
        return alter->type && alter->table == t.name && alter->column == c.name;
    // A strict table of SQLite's has 1.0 where another has 1.
    if (const auto* options = std::get_if<model::alter_table>(&o))
        return options->strict && options->table == t.name && !is_integer(c.type.kind);
    if (const auto* fill = std::get_if<model::backfill>(&o)) return sets(fill->table, fill->set);
    if (const auto* update = std::get_if<model::update_rows>(&o))
        return sets(update->table, update->set) || sets(update->table, update->undo);
    if (const auto* replace = std::get_if<model::replace_object>(&o))
        return c.type.kind == model::type_kind::composite && c.type.name == replace->object.name;
    if (const auto* rename = std::get_if<model::rename_enumeration_value>(&o))
        return c.type.kind == model::type_kind::enumeration && c.type.name == rename->name;
    return false;
}

}  // namespace

std::vector<survivor> survivors(const model::schema& before, const model::operation& o) {
    std::vector<survivor> all;
    for (const model::table& t : before.tables) {
        survivor same{t.name, t.name, {}, {}};
        if (const auto* drop = std::get_if<model::drop_table>(&o); drop && drop->table == t.name) continue;
        if (const auto* insert = std::get_if<model::insert_rows>(&o); insert && insert->table == t.name) continue;
        if (const auto* remove = std::get_if<model::delete_rows>(&o); remove && remove->table == t.name) continue;
        if (const auto* drop = std::get_if<model::drop_partition>(&o); drop && drop->table == t.name) continue;
        if (const auto* rename = std::get_if<model::rename_table>(&o); rename && rename->from == t.name)
            same.new_table = rename->to;
        for (const model::column& c : t.columns) {
            std::string_view now = c.name;
            bool changes = touches(o, t, c);
            if (const model::generated_column* g = t.find_generated(now))
                for (std::string_view source : g->value.columns()) changes = changes || touches(o, t, *t.find(source));
            if (changes) continue;
            if (const auto* rename = std::get_if<model::rename_column>(&o);
                rename && rename->table == t.name && rename->from == now)
                now = rename->to;
            same.columns.push_back(c.name);
            same.new_columns.push_back(now);
        }
        all.push_back(std::move(same));
    }
    return all;
}

std::vector<survivor> survivors(const std::vector<model::schema>& between, const std::vector<model::operation>& steps) {
    std::vector<survivor> all = survivors(between[0], steps[0]);
    for (std::size_t i = 1; i < steps.size(); ++i) {
        const std::vector<survivor> next = survivors(between[i], steps[i]);
        std::erase_if(all, [&](survivor& s) {
            const auto it =
                std::find_if(next.begin(), next.end(), [&](const survivor& n) { return n.table == s.new_table; });
            if (it == next.end()) return true;
            survivor kept{s.table, it->new_table, {}, {}};
            for (std::size_t c = 0; c < s.columns.size(); ++c)
                for (std::size_t k = 0; k < it->columns.size(); ++k)
                    if (it->columns[k] == s.new_columns[c]) {
                        kept.columns.push_back(s.columns[c]);
                        kept.new_columns.push_back(it->new_columns[k]);
                    }
            s = std::move(kept);
            return false;
        });
    }
    return all;
}

}  // namespace retort::test
