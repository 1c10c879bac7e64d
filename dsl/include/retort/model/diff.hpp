// What turns one schema into another: the operations of the next migration. Two schemas are the same when their tables,
// columns, constraints and indexes are, in whatever order; the law is apply(a, diff(a, b)) == b, and diff(a, a) is
// empty.
#pragma once

#include <retort/model/any_operation.hpp>
#include <retort/model/same.hpp>

namespace retort::model {

namespace detail {

/// Works on a copy of the starting schema, so that every question ("can this foreign key be made now?") is asked of the
/// schema as it will be at that point.
class differ {
public:
    constexpr differ(const schema& from, const schema& to) : now_(from), to_(to) {}

    constexpr std::vector<operation> run() {
        drop_foreign_keys();
        drop_tables();
        drop_parts();
        change_enumerations();
        create_tables();
        change_columns();
        add_parts();
        add_foreign_keys();
        for (const enumeration& e : list<enumeration>(now_.enumerations))
            if (!to_.find_enumeration(e.name)) emit(drop_enumeration{e.name, {}});
        return std::move(out_);
    }

private:
    constexpr void emit(operation&& o) {
        faults ignored;  // none, by the order of the phases; the property tests hold this
        model::apply(now_, o, ignored);
        out_.push_back(std::move(o));
    }

    constexpr bool retyped(std::string_view table_name, std::string_view column_name) const {
        const table* before = now_.find(table_name);
        const table* after = to_.find(table_name);
        const column* was = before ? before->find(column_name) : nullptr;
        const column* is = after ? after->find(column_name) : nullptr;
        return was && is && was->type != is->type;
    }
    constexpr bool any_retyped(std::string_view table_name, const names& columns) const {
        for (std::string_view c : columns)
            if (retyped(table_name, c)) return true;
        return false;
    }
    /// The key `columns` of `table_name` stays as it is.
    constexpr bool key_stays(std::string_view table_name, const names& columns) const {
        const table* before = now_.find(table_name);
        const table* after = to_.find(table_name);
        if (!before || !after) return false;
        if (same_columns(before->primary_key.columns, columns))
            return same(*before, before->primary_key, *after, after->primary_key);
        for (const unique_key& k : before->uniques)
            if (same_columns(k.columns, columns) && holds(*after, after->uniques, *before, k)) return true;
        return false;
    }

    constexpr void drop_foreign_keys() {
        std::vector<operation> drops;
        for (const table& t : now_.tables) {
            const table* after = to_.find(t.name);
            if (!after) continue;  // goes with its table
            for (const foreign_key& k : t.foreign_keys)
                if (!holds(*after, after->foreign_keys, t, k) || any_retyped(t.name, k.columns) ||
                    any_retyped(k.table, k.target) || !key_stays(k.table, k.target))
                    drops.push_back(drop(t, constraint_kind::foreign_key, k, k.columns));
        }
        for (operation& o : drops) emit(std::move(o));
    }

    template <class Key>
    constexpr operation drop(const table& t, constraint_kind kind, const Key& k, const names& columns) const {
        return drop_constraint{t.name, kind, k.name, columns_unless_named(k.name, columns), {}};
    }

    constexpr bool referenced(std::string_view name) const {
        for (const table& t : now_.tables)
            for (const foreign_key& k : t.foreign_keys)
                if (k.table == name && t.name != name) return true;
        return false;
    }

    constexpr void drop_tables() {
        names gone;
        for (const table& t : now_.tables)
            if (!to_.find(t.name)) gone.push_back(t.name);
        while (!gone.empty()) {
            std::size_t pick = 0;
            while (pick < gone.size() && referenced(gone[pick])) ++pick;
            if (pick == gone.size()) {  // a circle: open it at one foreign key that points to the first
                pick = 0;
                std::vector<operation> opening;
                for (const table& t : now_.tables)
                    for (const foreign_key& k : t.foreign_keys)
                        if (k.table == gone[0] && t.name != gone[0])
                            opening.push_back(drop(t, constraint_kind::foreign_key, k, k.columns));
                for (operation& o : opening) emit(std::move(o));
            }
            emit(drop_table{gone[pick], {}});
            gone.erase(gone.begin() + static_cast<std::ptrdiff_t>(pick));
        }
    }

    constexpr bool uses_retyped(std::string_view table_name, const expression& e) const {
        for (const node& n : e.nodes)
            if (n.kind == node_kind::column && retyped(table_name, n.name)) return true;
        return false;
    }

    constexpr void drop_parts() {
        std::vector<operation> drops;
        for (const table& t : now_.tables) {
            const table* after = to_.find(t.name);
            if (!after || same(t, *after)) continue;
            for (const index& i : t.indexes)
                if (!holds(*after, after->indexes, t, i) || uses_retyped(t.name, i.where))
                    drops.push_back(drop_index{t.name, i.name, columns_unless_named(i.name, column_names(i)), {}});
            for (const check_constraint& c : t.checks)
                if (!holds(*after, after->checks, t, c) || uses_retyped(t.name, c.condition))
                    drops.push_back(drop(t, constraint_kind::check, c, c.condition.columns()));
            for (const unique_key& k : t.uniques)
                if (!holds(*after, after->uniques, t, k))
                    drops.push_back(drop(t, constraint_kind::unique, k, k.columns));
            if (t.primary_key && !same(t, t.primary_key, *after, after->primary_key))
                drops.push_back(drop(t, constraint_kind::primary_key, t.primary_key, t.primary_key.columns));
        }
        for (operation& o : drops) emit(std::move(o));
    }

    constexpr void change_enumerations() {
        for (const enumeration& e : to_.enumerations) {
            const enumeration* before = now_.find_enumeration(e.name);
            if (!before) {
                emit(create_enumeration{e, {}});
                continue;
            }
            if (before->values == e.values) continue;
            std::vector<operation> first;  // defaults that the enumeration is about to lose
            for (const table& t : now_.tables)
                for (const column& c : t.columns)
                    if (c.type.kind == type_kind::enumeration && c.type.name == e.name &&
                        c.default_value.kind == literal_kind::text && !contains(e.values, c.default_value.text))
                        first.push_back(alter_column{.table = t.name, .column = c.name, .default_value = literal{}});
            for (operation& o : first) emit(std::move(o));
            emit(alter_enumeration{e.name, e.values, {}});
        }
    }

    constexpr bool possible(const table& t, const foreign_key& k) const {
        faults found;
        check_foreign_key(now_, t, k, found);
        return found.empty();
    }

    constexpr void create_tables() {
        std::vector<const table*> wanted;
        for (const table& t : to_.tables)
            if (!now_.find(t.name)) wanted.push_back(&t);
        while (!wanted.empty()) {
            std::size_t pick = 0;
            for (; pick < wanted.size(); ++pick) {
                bool ready = true;
                for (const foreign_key& k : wanted[pick]->foreign_keys) ready = ready && possible(*wanted[pick], k);
                if (ready) break;
            }
            if (pick == wanted.size()) pick = 0;  // a circle: its other foreign keys are added later
            table t = *wanted[pick];
            list<foreign_key> now_possible;
            for (const foreign_key& k : t.foreign_keys)
                if (possible(t, k)) now_possible.push_back(k);
            t.foreign_keys = std::move(now_possible);
            emit(create_table{std::move(t), {}});
            wanted.erase(wanted.begin() + static_cast<std::ptrdiff_t>(pick));
        }
    }

    constexpr void change_columns() {
        for (const table& after : to_.tables) {
            if (same(*now_.find(after.name), after)) continue;
            for (const column& is : after.columns) {
                const column* was = now_.find(after.name)->find(is.name);
                if (!was) {
                    emit(add_column{after.name, is, {}});
                    continue;
                }
                if (*was == is) continue;
                alter_column change{.table = after.name, .column = is.name};
                if (was->type != is.type) change.type = is.type;
                if (was->nullable != is.nullable) change.nullable = is.nullable;
                if (was->identity != is.identity) change.identity = is.identity;
                if (was->default_value != is.default_value) change.default_value = is.default_value;
                emit(std::move(change));
            }
            for (const column& was : list<column>(now_.find(after.name)->columns))
                if (!after.find(was.name)) emit(drop_column{after.name, was.name, {}});
        }
    }

    constexpr void add_parts() {
        for (const table& after : to_.tables) {
            const auto now = [&]() -> const table& { return *now_.find(after.name); };
            if (same(now(), after)) continue;
            if (after.primary_key && !now().primary_key) emit(add_primary_key{after.name, after.primary_key, {}});
            for (const unique_key& k : after.uniques)
                if (!holds(now(), now().uniques, after, k)) emit(add_unique{after.name, k, {}});
            for (const check_constraint& c : after.checks)
                if (!holds(now(), now().checks, after, c)) emit(add_check{after.name, c, {}});
            for (const index& i : after.indexes)
                if (!holds(now(), now().indexes, after, i)) emit(create_index{after.name, i, {}});
        }
    }

    constexpr void add_foreign_keys() {
        for (const table& after : to_.tables)
            for (const foreign_key& k : after.foreign_keys) {
                const table& t = *now_.find(after.name);
                if (!holds(t, t.foreign_keys, after, k)) emit(add_foreign_key{after.name, k, {}});
            }
    }

    schema now_;
    const schema& to_;
    std::vector<operation> out_;
};

}  // namespace detail

/// The operations that turn `from` into `to`, in an order in which each can be applied.
constexpr std::vector<operation> diff(const schema& from, const schema& to) {
    if (same(from, to)) return {};
    return detail::differ(from, to).run();
}

}  // namespace retort::model
