// What turns one schema into another: the operations of the next migration. Two schemas are the same when their tables,
// columns, constraints and indexes are, in whatever order; the law is apply(a, diff(a, b)) == b, and diff(a, a) is
// empty.
#pragma once

#include <retort/model/any_operation.hpp>
#include <retort/model/former_name.hpp>
#include <retort/model/same.hpp>

namespace retort::model {

namespace detail {

/// Whether the text selects all columns of something, which a database writes out when the view is created.
template <class = void>
constexpr bool selects_all(const object& o) {
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    const auto ends_with_word = [](std::string_view text, std::string_view word) {
        if (text.size() < word.size()) return false;
        for (std::size_t i = 0; i < word.size(); ++i)
            if (static_cast<char>(text[text.size() - word.size() + i] | 0x20) != word[i]) return false;
        return text.size() == word.size() || !in_word(text[text.size() - word.size() - 1]);
    };
    for (const sql_text& body : o.body)
        for (std::size_t i = 0; i < body.sql.size(); ++i) {
            if (body.sql[i] != '*') continue;
            std::string_view head = body.sql.substr(0, i);
            while (!head.empty() && is_space(head.back())) head.remove_suffix(1);
            if (head.ends_with('.') || head.ends_with(',') || ends_with_word(head, "select") ||
                ends_with_word(head, "distinct") || ends_with_word(head, "all"))
                return true;
        }
    return false;
}

/// Works on a copy of the starting schema, so that every question ("can this foreign key be made now?") is asked of the
/// schema as it will be at that point.
class differ {
public:
    constexpr differ(const schema& from, const schema& to) : now_(from), to_(to) {}

    constexpr std::vector<operation> run() {
        drop_objects();
        rename();
        replace_routines();
        rename_parts();
        drop_foreign_keys();
        drop_tables();
        drop_parts();
        drop_what_is_in_the_way();
        change_enumerations();
        create_objects(false);
        if (something_is_in_the_way()) {
            change_columns();
            drop_what_is_in_the_way();
        }
        create_tables();
        change_columns();
        change_options();
        add_parts();
        add_foreign_keys();
        settle_objects();
        drop_what_nobody_needs();
        settle_objects();
        for (operation& o : last_) emit(std::move(o));
        return std::move(out_);
    }

private:
    constexpr void emit(operation&& o) {
        faults ignored;  // none, by the order of the phases; the property tests hold this
        model::apply(now_, o, ignored);
        out_.push_back(std::move(o));
    }

    /// Whether `o` can be taken now.
    constexpr bool can(const operation& o) const {
        schema trial = now_;
        faults found;
        model::apply(trial, o, found);
        return found.empty();
    }
    constexpr bool take_if_possible(operation&& o) {
        if (!can(o)) return false;
        emit(std::move(o));
        return true;
    }

    constexpr std::string_view name_in(const differ& renamed, std::string_view table_name) const {
        for (std::size_t i = 0; i < now_.tables.size(); ++i)
            if (now_.tables[i].name == table_name) return renamed.now_.tables[i].name;
        return table_name;
    }

    /// Whether what the object stands on is going to change under it. `renamed` is where everything has its last name.
    constexpr bool loses_ground(const object& o, const differ& renamed) const {
        for (std::size_t i = 0; i < now_.tables.size(); ++i) {
            const table& before = now_.tables[i];
            const table& moved = renamed.now_.tables[i];
            const bool on_it = o.on == before.name || contains(o.depends_on, before.name);
            const table* after = to_.find(moved.name);
            const bool made_anew = !after || partitioned_otherwise(moved, *after);
            // Privileges follow their table; texts do not.
            if (on_it && (made_anew || (before.name != moved.name && o.kind != object_kind::grant))) return true;
            if (on_it && is_rewritten(o) && selects_all(o) && has_other_columns(before, moved, *after)) return true;
            for (std::size_t c = 0; c < before.columns.size(); ++c) {
                const std::string_view was = before.columns[c].name, is = moved.columns[c].name;
                const bool uses =
                    contains(o.depends_on, column_of(before, was)) || (on_it && speaks_of_column(now_, o, before, was));
                if (!uses) continue;
                const column* there = made_anew ? nullptr : after->find(is);
                if (was != is || !there || there->type != before.columns[c].type || renamed.remade(moved, *after, is))
                    return true;
            }
        }
        for (const enumeration& e : now_.enumerations) {
            const enumeration* after = to_.find_enumeration(e.name);
            if (contains(o.depends_on, e.name) && (!after || !grows(e.values, after->values))) return true;
        }
        for (const object& other : now_.objects)
            if (contains(o.depends_on, other.name) &&
                !to_.find_object(other.kind, other.name, name_in(renamed, other.on)))
                return true;
        return false;
    }

    /// Whether a view gets another text: then it goes before the columns that it selects, and comes after the new ones.
    constexpr bool is_rewritten(const object& o) const {
        if (o.kind != object_kind::view && o.kind != object_kind::materialized_view) return false;
        const object* after = to_.find_object(o.kind, o.name, o.on);
        return after && !same(o, *after);
    }
    static constexpr bool has_other_columns(const table& before, const table& moved, const table& after) {
        for (std::size_t c = 0; c < before.columns.size(); ++c)
            if (before.columns[c].name != moved.columns[c].name || !after.find(moved.columns[c].name)) return true;
        return before.columns.size() != after.columns.size();
    }

    static constexpr bool generated_differs(const table& before, const table& after, std::string_view name) {
        const generated_column* was = before.find_generated(name);
        const generated_column* is = after.find_generated(name);
        return (was && is) ? !(*was == *is) : was != is;
    }

    static constexpr bool has_text(object_kind kind) { return kind >= object_kind::function; }

    constexpr void drop_objects() {
        if (now_.objects.empty()) return;
        schema bare = now_;  // where no text keeps anything from being renamed
        bare.objects.clear();
        for (const object& o : now_.objects)
            if (!has_text(o.kind)) bare.objects.push_back(o);
        differ renamed(bare, to_);
        renamed.rename();
        list<object> gone;
        for (const object& o : now_.objects) {
            object in_the_end = o;
            in_the_end.on = name_in(renamed, o.on);
            const object* after = to_.find_object(o.kind, o.name, in_the_end.on);
            // What a step cannot change goes, and comes back.
            const bool anew = after && !same(in_the_end, *after) &&
                              (o.kind == object_kind::composite || o.kind == object_kind::grant);
            if (has_text(o.kind) && (!after || anew || loses_ground(o, renamed))) gone.push_back(o);
        }
        for (bool grown = true; grown;) {
            grown = false;
            for (const object& o : now_.objects) {
                bool in = false, needs = false;
                for (const object& g : gone) {
                    in = in || (g.kind == o.kind && g.name == o.name && g.on == o.on);
                    needs = needs || contains(o.depends_on, g.name) || (has_view(now_, g.name) && o.on == g.name);
                }
                if (in || !needs) continue;
                gone.push_back(o);
                grown = true;
            }
        }
        for (const object& o : gone)
            if (to_.find_object(o.kind, o.name, o.on)) set_aside_.push_back(o);
        drop_in_order(gone);
    }

    constexpr bool stands_on_tables(const object& o) const {
        for (const schema* s : {&to_, &now_})
            for (const table& t : s->tables) {
                if (contains(o.depends_on, t.name)) return true;
                for (const column& c : t.columns)
                    if (contains(o.depends_on, column_of(t, c.name))) return true;
            }
        return false;
    }

    /// Dropped because something under it changes: it comes back after that.
    constexpr bool is_set_aside(const object& o) const {
        for (const object& one : set_aside_)
            if (one.kind == o.kind && one.name == o.name && one.on == o.on) return true;
        return false;
    }

    constexpr void drop_in_order(list<object>& gone) {
        for (bool some = true; some;) {
            some = false;
            for (std::size_t i = gone.size(); i-- > 0;)
                if (take_if_possible(drop_object{gone[i].kind, gone[i].name, gone[i].on, {}})) {
                    erase_at(gone, static_cast<int>(i));
                    some = true;
                }
        }
    }

    constexpr void rename() {
        for (const table& after : to_.tables) {
            if (const std::string_view was = detail::former_name(now_, to_, after); was != after.name) {
                if (!can(rename_table{was, after.name, {}})) clear_the_way(after.name);
                if (!take_if_possible(rename_table{was, after.name, {}})) continue;
            }
            if (!now_.find(after.name)) continue;
            for (const column& c : after.columns)
                if (const std::string_view was = detail::former_name(now_, *now_.find(after.name), after, c);
                    was != c.name) {
                    if (!can(rename_column{after.name, was, c.name, {}})) drop_texts(after.name, was);
                    (void)take_if_possible(rename_column{after.name, was, c.name, {}});
                }
        }
    }

    /// What has the name that a table is to get, and is not going to keep it.
    constexpr void clear_the_way(std::string_view name) {
        for (const object& o : list<object>(now_.objects))
            if (is_relation(o.kind) && o.name == name) (void)take_if_possible(drop_object{o.kind, o.name, o.on, {}});
        std::vector<operation> drops;
        for (const table& t : now_.tables)
            for (const index& i : t.indexes)
                if (i.name == name) drops.push_back(drop_index{t.name, i.name, {}, {}});
        for (operation& o : drops) emit(std::move(o));
    }

    /// Verbatim SQL that speaks of a column keeps it from being renamed, and says something else afterwards: what has
    /// it goes, and comes back as it is declared. The column would go otherwise, with what is in it.
    constexpr void drop_texts(std::string_view table_name, std::string_view column_name) {
        std::vector<operation> drops;
        const table& t = *now_.find(table_name);
        for (const check_constraint& c : t.checks)
            if (mentions(c.condition, column_name))
                drops.push_back(drop(t, constraint_kind::check, c, c.condition.columns()));
        for (const exclusion& e : t.exclusions) {
            bool found = mentions(e.where, column_name);
            for (const exclusion_element& part : e.elements) found = found || mentions(part.expression, column_name);
            if (found) drops.push_back(drop(t, constraint_kind::exclusion, e, column_names(e)));
        }
        names gone;
        for (const generated_column& g : t.generated)
            if (mentions(g.value, column_name)) gone.push_back(g.column);
        for (const index& i : t.indexes) {
            bool found = mentions(i.where, column_name);
            for (std::string_view g : gone) found = found || contains(column_names(i), g);
            if (i.options)
                for (const expression& e : i.options->expressions) found = found || mentions(e, column_name);
            if (found) drops.push_back(drop_index{t.name, i.name, columns_unless_named(i.name, column_names(i)), {}});
        }
        for (std::string_view g : gone) drops.push_back(drop_column{t.name, g, {}});
        for (operation& o : drops) (void)take_if_possible(std::move(o));
    }

    // Whether something under a part is going to change, so that it has to go, and comes back after that.

    constexpr bool disturbed(const table& t, const table& after, const primary_key& k) const {
        return any_remade(t, after, k.columns);
    }
    constexpr bool disturbed(const table& t, const table& after, const unique_key& k) const {
        return any_remade(t, after, k.columns);
    }
    constexpr bool disturbed(const table& t, const table& after, const foreign_key& k) const {
        return any_retyped(t.name, k.columns) || any_remade(t, after, k.columns) ||
               ((k.on_delete == action::set_default || k.on_update == action::set_default) &&
                any_loses_default(t, k.columns)) ||
               any_retyped(k.table, k.target) || !key_stays(k.table, k.target) ||
               any_other_letters(t.name, k.columns) || any_other_letters(k.table, k.target);
    }
    constexpr bool disturbed(const table& t, const table& after, const check_constraint& c) const {
        return uses_retyped(t.name, c.condition) || any_remade(t, after, c.condition.columns());
    }
    constexpr bool disturbed(const table& t, const table& after, const index& i) const {
        return uses_retyped(t.name, i.where) || (i.options && any_retyped(t.name, column_names(i))) ||
               any_remade(t, after, column_names(i)) || any_remade(t, after, i.where.columns()) ||
               (i.options && any_remade(t, after, i.options->include));
    }
    constexpr bool disturbed(const table& t, const table& after, const exclusion& e) const {
        return any_retyped(t.name, column_names(e)) || uses_retyped(t.name, e.where) ||
               any_remade(t, after, column_names(e)) || any_remade(t, after, e.where.columns());
    }

    /// What differs in its name alone is renamed: nothing is checked or built again. Only where it is clear which one
    /// is meant, and where both were named by somebody, because a derived name is never said.
    constexpr void rename_parts() {
        std::vector<operation> wanted;
        const auto find_in = [&](const auto& all_of) {
            for (const table& after : to_.tables) {
                const table* before = now_.find(after.name);
                if (!before || partitioned_otherwise(*before, after)) continue;
                const auto& old_parts = all_of(*before);
                const auto& new_parts = all_of(after);
                for (const auto& was : old_parts) {
                    if (was.name.empty() || holds(after, new_parts, *before, was) || disturbed(*before, after, was))
                        continue;
                    std::string_view called;
                    int candidates = 0, rivals = 0;
                    for (const auto& is : new_parts)
                        if (same_body(was, is) && !holds(*before, old_parts, after, is)) {
                            ++candidates;
                            called = is.name;
                        }
                    for (const auto& other : old_parts)
                        if (same_body(was, other) && !holds(after, new_parts, *before, other)) ++rivals;
                    if (candidates == 1 && rivals == 1 && !called.empty())
                        wanted.push_back(renaming(after, was, called));
                }
            }
        };
        const auto take_them = [&] {
            for (bool some = true; some;) {
                some = false;
                for (std::size_t i = 0; i < wanted.size();)
                    if (take_if_possible(std::move(wanted[i]))) {
                        wanted.erase(wanted.begin() + static_cast<std::ptrdiff_t>(i));
                        some = true;
                    } else {
                        ++i;
                    }
            }
            wanted.clear();
        };
        // Keys first: a foreign key stands on one.
        for (const table& after : to_.tables) {
            const table* before = now_.find(after.name);
            if (!before || partitioned_otherwise(*before, after)) continue;
            const primary_key &was = before->primary_key, &is = after.primary_key;
            if (was && !was.name.empty() && !is.name.empty() && was.name != is.name && same_body(was, is) &&
                !disturbed(*before, after, was))
                wanted.push_back(rename_constraint{after.name, was.name, is.name, {}});
        }
        find_in([](const table& t) -> const list<unique_key>& { return t.uniques; });
        take_them();
        find_in([](const table& t) -> const list<foreign_key>& { return t.foreign_keys; });
        find_in([](const table& t) -> const list<check_constraint>& { return t.checks; });
        find_in([](const table& t) -> const list<exclusion>& { return t.exclusions; });
        find_in([](const table& t) -> const list<index>& { return t.indexes; });
        take_them();
    }
    static constexpr operation renaming(const table& t, const index& i, std::string_view to) {
        return rename_index{t.name, i.name, to, {}};
    }
    static constexpr operation renaming(const table& t, const auto& constraint, std::string_view to) {
        return rename_constraint{t.name, constraint.name, to, {}};
    }

    /// A constraint that was not checked on old rows, and is to be, but for that the same.
    template <class Constraint>
    constexpr bool only_to_validate(const table& before, const list<Constraint>& there, const table& after,
                                    const Constraint& was) const {
        if (was.name.empty() || !was.not_valid) return false;
        Constraint checked = was;
        checked.not_valid = false;
        return holds(after, there, before, checked);
    }
    template <class Constraint>
    constexpr bool is_to_validate(const table& before, const list<Constraint>& here, const table& after,
                                  const list<Constraint>& there, const Constraint& is) const {
        for (const Constraint& was : here)
            if (was.name == is.name && only_to_validate(before, there, after, was)) return true;
        return false;
    }

    /// Objects that are not there yet; those without a text before the tables, which may need them.
    constexpr void create_objects(bool all) {
        list<object> wanted;
        for (const object& o : to_.objects)
            if ((all || (o.kind <= object_kind::procedure && !is_set_aside(o) && !stands_on_tables(o))) &&
                !now_.find_object(o.kind, o.name, o.on))
                wanted.push_back(o);
        for (bool some = true; some;) {
            some = false;
            for (std::size_t i = 0; i < wanted.size();)
                if (take_if_possible(create_object{wanted[i], {}})) {
                    erase_at(wanted, static_cast<int>(i));
                    some = true;
                } else {
                    ++i;
                }
        }
        for (const object& o : to_.objects)
            if (!all && !has_text(o.kind))
                if (const object* now = now_.find_object(o.kind, o.name, o.on); now && !same(*now, o))
                    (void)take_if_possible(replace_object{o, {}});
    }

    /// Whether a text speaks of something that is to be there, or to be otherwise, and is not yet.
    constexpr bool speaks_of_what_comes(const object& o) const {
        for (const table& t : to_.tables) {
            const table* before = now_.find(t.name);
            if (!before) {
                if (mentions(o, t.name)) return true;
                continue;
            }
            for (const column& c : t.columns) {
                const column* was = before->find(c.name);
                if ((!was || was->type != c.type) && mentions(o, c.name)) return true;
            }
        }
        for (const enumeration& e : to_.enumerations) {
            const enumeration* before = now_.find_enumeration(e.name);
            if (!before) {
                if (mentions(o, e.name)) return true;
                continue;
            }
            for (std::string_view v : e.values)
                if (!contains(before->values, v) && mentions(o, v)) return true;
        }
        for (const object& other : to_.objects)
            if (!now_.find_object(other.kind, other.name, other.on) &&
                mentions(o, other.name.substr(0, other.name.find('('))))  // a function without what it takes
                return true;
        return false;
    }

    /// A trigger fires at what is done to rows from here on, with its table's columns as they are called now: what it
    /// runs is to know them by then. The others are replaced when all else is done.
    constexpr void replace_routines() {
        for (const object& o : to_.objects) {
            if (o.kind != object_kind::function && o.kind != object_kind::procedure) continue;
            const object* now = now_.find_object(o.kind, o.name, o.on);
            if (now && !same(*now, o) && !speaks_of_what_comes(o)) (void)take_if_possible(replace_object{o, {}});
        }
    }

    /// Objects that are to be otherwise, and those that are not there yet: each as soon as what it needs is there.
    constexpr void settle_objects() {
        for (bool some = true; some;) {
            const std::size_t steps = out_.size();
            for (const object& o : to_.objects)
                if (const object* now = now_.find_object(o.kind, o.name, o.on); now && !same(*now, o))
                    (void)take_if_possible(replace_object{o, {}});
            create_objects(true);
            some = out_.size() != steps;
        }
    }

    constexpr void drop_what_nobody_needs() {
        list<object> gone;
        for (const object& o : now_.objects)
            if (!to_.find_object(o.kind, o.name, o.on)) gone.push_back(o);
        drop_in_order(gone);
        for (const enumeration& e : list<enumeration>(now_.enumerations))
            if (!to_.find_enumeration(e.name)) emit(drop_enumeration{e.name, {}});
        drop_in_order(gone);
    }

    /// Types share their names with relations: whether another one is going to have this one's.
    constexpr bool wanted(std::string_view name) const {
        return to_.relations.find(hash_of(name)) != name_index::absent || to_.find_enumeration(name) ||
               to_.find_object(object_kind::domain, name);
    }
    constexpr bool is_in_the_way(const object& o) const {
        return (is_type(o.kind) || o.kind == object_kind::sequence) && !to_.find_object(o.kind, o.name) &&
               wanted(o.name);
    }
    constexpr bool something_is_in_the_way() const {
        for (const object& o : now_.objects)
            if (is_in_the_way(o)) return true;
        for (const enumeration& e : now_.enumerations)
            if (!to_.find_enumeration(e.name) && wanted(e.name)) return true;
        return false;
    }
    constexpr void drop_what_is_in_the_way() {
        if (!something_is_in_the_way()) return;
        for (const object& o : list<object>(now_.objects))
            if (is_in_the_way(o)) (void)take_if_possible(drop_object{o.kind, o.name, o.on, {}});
        for (const enumeration& e : list<enumeration>(now_.enumerations))
            if (!to_.find_enumeration(e.name) && wanted(e.name)) (void)take_if_possible(drop_enumeration{e.name, {}});
    }

    /// An enumeration is going to lose the column's default.
    constexpr bool loses_default(const column& c) const {
        const type of = base_type(now_, c.type);
        const enumeration* after =
            of.kind == type_kind::enumeration && of.dimensions == 0 ? to_.find_enumeration(of.name) : nullptr;
        return after && c.default_value.kind == literal_kind::text && !contains(after->values, c.default_value.text);
    }
    constexpr bool any_loses_default(const table& t, const names& columns) const {
        for (std::string_view n : columns)
            if (const column* c = t.find(n); c && loses_default(*c)) return true;
        return false;
    }

    /// A computed column that goes and comes back, because its expression changes or something that it reads does.
    constexpr bool remade(const table& before, const table& after, std::string_view name) const {
        const generated_column* was = before.find_generated(name);
        if (generated_differs(before, after, name)) return true;
        if (!was) return false;
        for (std::string_view n : was->value.columns())
            if (retyped(before.name, n) || !after.find(n) || remade(before, after, n)) return true;
        return false;
    }
    constexpr bool any_remade(const table& before, const table& after, const names& columns) const {
        if (before.generated.empty() && after.generated.empty()) return false;
        for (std::string_view c : columns)
            if (remade(before, after, c)) return true;
        return false;
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
    /// Columns whose texts MariaDB is going to compare otherwise: both sides of a foreign key cannot change at once.
    constexpr bool any_other_letters(std::string_view table_name, const names& columns) const {
        const table* before = now_.find(table_name);
        const table* after = to_.find(table_name);
        if (!before || !after || !now_.databases.has(database::mariadb)) return false;
        for (std::string_view c : columns) {
            const column *was = before->find(c), *is = after->find(c);
            if (was && is && has_letters(base_type(now_, was->type)) &&
                !(letters_of(*before, *was) == letters_of(*after, *is)))
                return true;
        }
        return false;
    }
    /// The key `columns` of `table_name` stays as it is.
    constexpr bool key_stays(std::string_view table_name, const names& columns) const {
        const table* before = now_.find(table_name);
        const table* after = to_.find(table_name);
        if (!before || !after || any_remade(*before, *after, columns)) return false;
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
                if ((!holds(*after, after->foreign_keys, t, k) &&
                     !only_to_validate(t, after->foreign_keys, *after, k)) ||
                    disturbed(t, *after, k))
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

    /// No database can change how a table is partitioned: it is another table then.
    static constexpr bool partitioned_otherwise(const table& before, const table& after) {
        const table_options none;
        const table_options& was = before.options ? *before.options : none;
        const table_options& is = after.options ? *after.options : none;
        return was.partitioned != is.partitioned || was.partition_columns != is.partition_columns;
    }

    constexpr void drop_tables() {
        names gone;
        for (const table& t : now_.tables)
            if (const table* after = to_.find(t.name); !after || partitioned_otherwise(t, *after))
                gone.push_back(t.name);
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
            if (t.options)
                for (const partition& p : t.options->partitions)
                    if (!after->options || !has_partition(*after->options, p))
                        drops.push_back(drop_partition{t.name, p.name, {}});
            for (const index& i : t.indexes)
                if (!holds(*after, after->indexes, t, i) || disturbed(t, *after, i))
                    drops.push_back(drop_index{t.name, i.name, columns_unless_named(i.name, column_names(i)), {}});
            for (const check_constraint& c : t.checks)
                if ((!holds(*after, after->checks, t, c) && !only_to_validate(t, after->checks, *after, c)) ||
                    disturbed(t, *after, c))
                    drops.push_back(drop(t, constraint_kind::check, c, c.condition.columns()));
            for (const exclusion& e : t.exclusions)
                if (!holds(*after, after->exclusions, t, e) || disturbed(t, *after, e))
                    drops.push_back(drop(t, constraint_kind::exclusion, e, column_names(e)));
            for (const unique_key& k : t.uniques)
                if (!holds(*after, after->uniques, t, k) || disturbed(t, *after, k))
                    drops.push_back(drop(t, constraint_kind::unique, k, k.columns));
            if (t.primary_key &&
                (!same(t, t.primary_key, *after, after->primary_key) || disturbed(t, *after, t.primary_key))) {
                operation o = drop(t, constraint_kind::primary_key, t.primary_key, t.primary_key.columns);
                // A table without rowid is stored by its key.
                if (t.options && t.options->without_rowid)
                    drops.push_back(alter_table{.table = t.name, .without_rowid = false});
                // Where only a primary key can be numbered, numbering stops with it.
                if (!can(o) && bereft_foreign_key(now_, t).empty())
                    for (const column& c : t.columns)
                        if (c.identity)
                            drops.push_back(alter_column{.table = t.name, .column = c.name, .identity = false});
                drops.push_back(std::move(o));
            }
        }
        for (operation& o : drops) emit(std::move(o));
    }

    /// Whether `after` has the values of `before`, in their order.
    static constexpr bool grows(const names& before, const names& after) {
        std::size_t next = 0;
        for (std::string_view v : after)
            if (next < before.size() && v == before[next]) ++next;
        return next == before.size();
    }

    static constexpr bool speaks_of(const expression& e, std::string_view value) {
        for (const node& n : e.nodes)
            if (speaks_of(n, value)) return true;
        return false;
    }
    static constexpr bool speaks_of(const node& n, std::string_view value) {
        return speaks_of(n.value, value) || (n.kind == node_kind::sql && mentions(n.name, value));
    }
    static constexpr bool speaks_of(const literal& l, std::string_view value) {
        if (l.kind == literal_kind::text) return l.text == value;
        if (l.kind == literal_kind::sql && mentions(l.text, value)) return true;
        for (unsigned i = 0; i < l.size; ++i)
            if ((l.each && mentions(l.each[i].sql, value)) || (l.nodes && speaks_of(l.nodes[i], value))) return true;
        return false;
    }
    static constexpr bool speaks_of(const table& t, std::string_view value) {
        bool found = false;
        const auto look = [&](const auto& at) { found = found || speaks_of(at, value); };
        for (const column& c : t.columns) look(c.default_value);
        for (const check_constraint& c : t.checks) look(c.condition);
        for (const generated_column& g : t.generated) look(g.value);
        for (const index& i : t.indexes) {
            look(i.where);
            if (i.options)
                for (const expression& e : i.options->expressions) look(e);
        }
        for (const exclusion& x : t.exclusions) {
            look(x.where);
            for (const exclusion_element& part : x.elements) look(part.expression);
        }
        if (t.options)
            for (const partition& p : t.options->partitions) {
                for (const literal& l : p.from) look(l);
                for (const literal& l : p.to) look(l);
            }
        return found;
    }
    static constexpr bool speaks_of(const object& o, std::string_view value) {
        if (mentions(o, value) || speaks_of(o.default_value, value) || speaks_of(o.condition, value)) return true;
        for (const column& a : o.attributes)
            if (speaks_of(a.default_value, value)) return true;
        return false;
    }

    /// Whether another step may need a value that `e` is going to get: as something declared has it, or because rows
    /// become of this type, which may hold it.
    constexpr bool needs_value(const enumeration& e, std::string_view value) const {
        for (const object& o : to_.objects)
            if (is_of(o.type, type_kind::enumeration, e.name) || speaks_of(o, value)) return true;
        for (const table& t : to_.tables) {
            if (speaks_of(t, value)) return true;
            for (const column& c : t.columns)
                if (is_of(c.type, type_kind::enumeration, e.name) && retyped(t.name, c.name)) return true;
        }
        return false;
    }

    /// One step a value, each beside the one before it. Where no other step needs them they come last of all: a value
    /// that PostgreSQL adds in between has to be committed before the next step.
    constexpr void add_values(const enumeration& before, const enumeration& after) {
        std::vector<operation> steps;
        bool needed = false;
        std::size_t left = before.values.size();  // of the values that are there, those behind
        for (std::size_t i = 0; i < after.values.size(); ++i) {
            const std::string_view value = after.values[i];
            if (contains(before.values, value)) {
                --left;
                continue;
            }
            add_enumeration_value o{.name = after.name, .value = value};
            if (left != 0 && i == 0) o.before = before.values[0];
            if (left != 0 && i != 0) o.after = after.values[i - 1];
            needed = needed || needs_value(after, value);
            steps.push_back(std::move(o));
        }
        for (operation& o : steps)
            if (needed)
                emit(std::move(o));
            else
                last_.push_back(std::move(o));
    }

    constexpr void change_enumerations() {
        for (const enumeration& e : to_.enumerations) {
            const enumeration* before = now_.find_enumeration(e.name);
            if (!before) {
                emit(create_enumeration{e, {}});
                continue;
            }
            if (before->values == e.values) continue;
            if (grows(before->values, e.values)) {
                add_values(*before, e);
                continue;
            }
            std::vector<operation> first;  // defaults that the enumeration is about to lose
            for (const table& t : now_.tables)
                for (const column& c : t.columns)
                    if (is_of(base_type(now_, c.type), type_kind::enumeration, e.name) && loses_default(c))
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

    static constexpr add_column adding(const table& t, const column& c) {
        add_column o{.table = t.name, .column = c};
        if (const generated_column* g = t.find_generated(c.name)) {
            o.generated = g->value;
            o.stored = g->stored;
        }
        return o;
    }

    /// Columns that are computed otherwise from now on go, and come back; before those that they are computed from.
    constexpr void drop_generated(const table& after) {
        names gone;
        for (const generated_column& g : now_.find(after.name)->generated) {
            const bool goes = !after.find(g.column) || remade(*now_.find(after.name), after, g.column);
            if (goes) gone.push_back(g.column);
        }
        for (bool some = true; some;) {
            some = false;
            for (std::size_t i = 0; i < gone.size();)
                if (take_if_possible(drop_column{after.name, gone[i], {}})) {
                    erase_at(gone, static_cast<int>(i));
                    some = true;
                } else {
                    ++i;
                }
        }
    }

    /// Where only a primary key can be numbered, numbering begins once it is there.
    constexpr void put_off_identity(alter_column& change) {
        alter_column numbered{.table = change.table, .column = change.column, .identity = true};
        numbered.numbering = change.numbering;
        later_.push_back(std::move(numbered));
        change.identity = {};
        change.numbering = {};
    }

    constexpr void change_columns() {
        for (const table& after : to_.tables) {
            if (!now_.find(after.name) || same(*now_.find(after.name), after)) continue;
            drop_generated(after);
            // A column that becomes a generated one is another.
            for (const column& c : after.columns)
                if (now_.find(after.name)->find(c.name) && generated_differs(*now_.find(after.name), after, c.name))
                    (void)take_if_possible(drop_column{after.name, c.name, {}});
            for (const bool generated : {false, true})
                for (const column& is : after.columns) {
                    if ((after.find_generated(is.name) != nullptr) != generated) continue;
                    const column* was = now_.find(after.name)->find(is.name);
                    if (!was) {
                        if (generated) continue;
                        add_column o = adding(after, is);
                        if (is.identity && !can(o)) {
                            alter_column change{.table = after.name, .column = is.name, .identity = true};
                            if (!(is.numbering == numbering{})) change.numbering = is.numbering;
                            later_.push_back(std::move(change));
                            o.column.identity = false;
                            o.column.numbering = {};
                        }
                        emit(std::move(o));
                        continue;
                    }
                    if (*was == is) continue;
                    alter_column change{.table = after.name, .column = is.name};
                    if (was->type != is.type) change.type = is.type;
                    if (was->nullable != is.nullable) change.nullable = is.nullable;
                    if (was->identity != is.identity || (is.identity && !(was->numbering == is.numbering)))
                        change.identity = is.identity;
                    if (was->default_value != is.default_value) change.default_value = is.default_value;
                    if (!(was->numbering == is.numbering) && is.identity) change.numbering = is.numbering;
                    if (was->collation != is.collation) change.collation = is.collation;
                    if (was->comment != is.comment) change.comment = is.comment;
                    if (is.identity && !was->identity && !can(change)) put_off_identity(change);
                    emit(std::move(change));
                }
            // Generated columns need others, some of them generated.
            for (bool some = true; some;) {
                some = false;
                for (const column& is : after.columns)
                    if (!now_.find(after.name)->find(is.name)) some = take_if_possible(adding(after, is)) || some;
            }
            for (const column& was : list<column>(now_.find(after.name)->columns))
                if (!after.find(was.name)) emit(drop_column{after.name, was.name, {}});
        }
    }

    constexpr void change_options() {
        const table_options none;
        for (const table& after : to_.tables) {
            const table& before = *now_.find(after.name);
            const table_options was = before.options ? *before.options : none;
            const table_options& is = after.options ? *after.options : none;
            alter_table change{.table = after.name};
            bool any = false;
            const auto compare = [&](const auto& old_value, const auto& new_value, auto& wanted) {
                if (old_value == new_value) return;
                wanted = new_value;
                any = true;
            };
            compare(was.comment, is.comment, change.comment);
            compare(was.unlogged, is.unlogged, change.unlogged);
            compare(was.strict, is.strict, change.strict);
            compare(was.without_rowid, is.without_rowid, change.without_rowid);
            compare(was.engine, is.engine, change.engine);
            compare(was.charset, is.charset, change.charset);
            compare(was.collation, is.collation, change.collation);
            compare(was.parameters, is.parameters, change.parameters);
            compare(was.row_security, is.row_security, change.row_security);
            // A table without rowid needs its key, which comes later.
            if (any && is.without_rowid && !before.primary_key)
                later_.push_back(std::move(change));
            else if (any)
                emit(std::move(change));
            for (const partition& p : is.partitions)
                if (!has_partition(was, p)) emit(create_partition{after.name, p, {}});
        }
    }
    static constexpr bool has_partition(const table_options& o, const partition& wanted) {
        for (const partition& p : o.partitions)
            if (p == wanted) return true;
        return false;
    }

    constexpr void add_parts() {
        for (const table& after : to_.tables) {
            const auto now = [&]() -> const table& { return *now_.find(after.name); };
            if (same(now(), after)) continue;
            if (after.primary_key && !now().primary_key)
                emit(add_primary_key{.table = after.name, .key = after.primary_key});
            for (const unique_key& k : after.uniques)
                if (!holds(now(), now().uniques, after, k)) emit(add_unique{.table = after.name, .key = k});
            for (const check_constraint& c : after.checks)
                if (!holds(now(), now().checks, after, c)) {
                    if (is_to_validate(now(), now().checks, after, after.checks, c))
                        emit(validate_constraint{.table = after.name, .name = c.name});
                    else
                        emit(add_check{.table = after.name, .check = c});
                }
            for (const exclusion& e : after.exclusions)
                if (!holds(now(), now().exclusions, after, e)) emit(add_exclusion{.table = after.name, .exclusion = e});
            for (const index& i : after.indexes)
                if (!holds(now(), now().indexes, after, i)) emit(create_index{.table = after.name, .index = i});
        }
        for (operation& o : later_) emit(std::move(o));
    }

    constexpr void add_foreign_keys() {
        for (const table& after : to_.tables)
            for (const foreign_key& k : after.foreign_keys) {
                const table& t = *now_.find(after.name);
                if (holds(t, t.foreign_keys, after, k)) continue;
                if (is_to_validate(t, t.foreign_keys, after, after.foreign_keys, k))
                    emit(validate_constraint{.table = after.name, .name = k.name});
                else
                    emit(add_foreign_key{.table = after.name, .key = k});
            }
    }

    schema now_;
    const schema& to_;
    std::vector<operation> out_;
    std::vector<operation> later_;
    std::vector<operation> last_;
    list<object> set_aside_;
};

}  // namespace detail

/// The operations that turn `from` into `to`, in an order in which each can be applied.
constexpr std::vector<operation> diff(const schema& from, const schema& to) {
    if (same(from, to)) return {};
    return detail::differ(from, to).run();
}

}  // namespace retort::model
