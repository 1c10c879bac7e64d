#include "branches.hpp"

#include "text.hpp"

#include <retort/codegen/sql_writer.hpp>
#include <retort/model/diff.hpp>
#include <retort/model/loss.hpp>
#include <retort/model/merge.hpp>
#include <retort/model/same.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace retort::codegen {

namespace {

constexpr std::size_t most_occasions = 512;

std::string table_key(std::string_view name) { return "table " + str(name); }
std::string type_key(std::string_view name) { return "type " + str(name); }
std::string object_key(const model::object& o) { return "object " + str(describe(o)); }

/// Adds the enumeration, domains and composite types that a column's type is made of.
void add_types(std::set<std::string>& keys, const model::schema& s, const model::type& t, std::size_t depth = 0) {
    if (t.name.empty() || depth > s.objects.size()) return;
    if (!keys.insert(type_key(t.name)).second) return;
    for (const model::object& o : s.objects) {
        if (o.name != t.name) continue;
        if (o.kind == model::object_kind::domain) add_types(keys, s, o.type, depth + 1);
        for (const model::column& attribute : o.attributes) add_types(keys, s, attribute.type, depth + 1);
    }
}

/// The keys of a table and of everything that its definition names.
std::set<std::string> keys_of(const model::schema& s, const model::table& t) {
    std::set<std::string> keys{table_key(t.name)};
    for (const model::column& c : t.columns) add_types(keys, s, c.type);
    for (const model::foreign_key& k : t.foreign_keys) keys.insert(table_key(k.table));
    return keys;
}

/// The keys of an object and of everything that it names.
std::set<std::string> keys_of(const model::schema& s, const model::object& o) {
    std::set<std::string> keys{object_key(o)};
    if (!o.on.empty()) keys.insert(table_key(o.on));
    if (o.kind == model::object_kind::domain || o.kind == model::object_kind::composite) {
        keys.insert(type_key(o.name));
        add_types(keys, s, o.type);
        for (const model::column& attribute : o.attributes) add_types(keys, s, attribute.type);
    }
    for (std::string_view name : o.depends_on) {
        keys.insert(table_key(name.substr(0, name.find('.'))));
        keys.insert(table_key(name));
        for (const model::object& other : s.objects)
            if (other.name == name) keys.insert(object_key(other));
    }
    return keys;
}

bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
    const auto &small = a.size() < b.size() ? a : b, &large = a.size() < b.size() ? b : a;
    return std::any_of(small.begin(), small.end(), [&](const std::string& key) { return large.contains(key); });
}

/// Adds what names one of `keys`, and what these name, of one schema.
void add_neighbours(std::set<std::string>& keys, const model::schema& s) {
    std::set<std::string> more;
    for (const model::table& t : s.tables)
        if (const std::set<std::string> its = keys_of(s, t); meet(its, keys)) more.insert(its.begin(), its.end());
    for (const model::object& o : s.objects)
        if (const std::set<std::string> its = keys_of(s, o); meet(its, keys)) more.insert(its.begin(), its.end());
    keys.merge(more);
}

/// The keys of what `after` has otherwise than `before`.
std::set<std::string> changed(const model::schema& before, const model::schema& after) {
    std::set<std::string> keys;
    const auto compare = [&](const model::schema& from, const model::schema& to) {
        for (const model::table& t : from.tables) {
            const model::table* other = to.find(t.name);
            if (!other || !same(t, *other)) keys.insert(table_key(t.name));
        }
        for (const model::enumeration& e : from.enumerations) {
            const model::enumeration* other = to.find_enumeration(e.name);
            if (!other || other->values != e.values) keys.insert(type_key(e.name));
        }
        for (const model::object& o : from.objects) {
            const model::object* other = to.find_object(o.kind, o.name, o.on);
            if (other && same(o, *other)) continue;
            keys.insert(object_key(o));
            keys.insert(type_key(o.name));
            if (!o.on.empty()) keys.insert(table_key(o.on));
        }
    };
    compare(before, after);
    compare(after, before);
    return keys;
}

/// Adds the keys of everything that an operation names. The difference of the schemas is not enough: steps on rows make
/// none, nor does a step that another branch has taken too.
void add_named(std::set<std::string>& keys, const model::operation& o) {
    const auto add = [&](std::string_view name) {
        if (name.empty()) return;
        keys.insert(table_key(name));
        keys.insert(type_key(name));
    };
    std::visit(
        [&]<class Operation>(const Operation& one) {
            if constexpr (requires { std::string_view(one.table); }) add(one.table);
            if constexpr (requires { std::string_view(one.table.name); }) add(one.table.name);
            if constexpr (requires { std::string_view(one.name); }) add(one.name);
            if constexpr (requires { std::string_view(one.on); }) add(one.on);
            if constexpr (requires { std::string_view(one.from), std::string_view(one.to); }) {
                add(one.from);
                add(one.to);
            }
            if constexpr (requires { one.enumeration; }) add(one.enumeration.name);
            if constexpr (requires { one.object; }) {
                add(one.object.name);
                add(one.object.on);
                keys.insert(object_key(one.object));
            }
            constexpr bool is_named = requires { one.table; } || requires { one.name; } || requires { one.from; } ||
                                      requires { one.enumeration; } || requires { one.object; };
            static_assert(is_named || model::is_one_of<Operation, model::execute, model::declared_effect, model::run>,
                          "add_named() does not know what this operation names");
        },
        o);
}

/// `o` for a database where the enumeration has got other values meanwhile: the new value stands where it does in
/// `goal`, whichever of two branches added its value first.
void place_value(model::operation& o, const model::schema& now, const model::schema& goal) {
    auto* add = std::get_if<model::add_enumeration_value>(&o);
    if (!add) return;
    const model::enumeration* has = now.find_enumeration(add->name);
    const model::enumeration* wants = goal.find_enumeration(add->name);
    if (!has || !wants || !contains(wants->values, add->value)) return;
    // The next of the values in the goal that is there already.
    std::string_view next;
    bool passed = false;
    for (std::string_view v : wants->values) {
        if (passed && contains(has->values, v)) {
            next = v;
            break;
        }
        passed = passed || v == add->value;
    }
    model::names placed;
    for (std::string_view v : has->values) {
        if (!next.empty() && v == next) placed.push_back(add->value);
        placed.push_back(v);
    }
    if (next.empty()) placed.push_back(add->value);
    model::schema as_said = now;
    model::faults faults;
    apply(as_said, o, faults);
    if (faults.empty() && as_said.find_enumeration(add->name)->values == placed) return;
    add->before = next;
    add->after = {};
}

/// Whether an operation can be added to a revision that nobody wrote it for: it decides between two values of an
/// attribute, and does nothing to rows.
bool only_settles(const model::operation& o, const model::schema& before) {
    if (!destroyed(o, before).empty()) return false;
    if (const auto* alter = std::get_if<model::alter_column>(&o)) return !alter->type && !alter->nullable;
    if (const auto* alter = std::get_if<model::alter_table>(&o)) return !alter->engine && !alter->charset;
    return std::holds_alternative<model::replace_object>(o);
}

std::string first_of(const model::faults& found) { return str(model::detail::sentence_of(found)); }

}  // namespace

branches::branches(const project& p)
    : p_(p),
      ancestors_(p.migrations.size()),
      ranges_(p.migrations.size()),
      touched_(p.migrations.size()),
      concurrent_(p.migrations.size()) {
    find_ancestors();
    bool any = false;
    for (std::size_t a = 0; a < p_.migrations.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) any = any || is_concurrent(a, b);
    if (!any) return;
    find_touched();
    for (std::size_t a = 0; a < p_.migrations.size(); ++a)
        for (std::size_t b = 0; b < p_.migrations.size(); ++b)
            if (!p_.migrations[b].shadow && is_concurrent(a, b) && meet(touched_[a], touched_[b]))
                concurrent_[a].push_back(b);
}

void branches::find_ancestors() {
    std::map<std::string_view, std::size_t> by_id;
    for (std::size_t i = 0; i < p_.migrations.size(); ++i) by_id.emplace(p_.migrations[i].id, i);
    for (std::size_t i = 0; i < p_.migrations.size(); ++i) {
        set& all = ancestors_[i];
        all.assign(p_.migrations.size(), false);
        for (std::string_view parent : p_.migrations[i].parents) {
            const auto at = by_id.find(parent);
            if (at == by_id.end()) continue;
            all[at->second] = true;
            for (std::size_t k = 0; k < all.size(); ++k) all[k] = all[k] || ancestors_[at->second][k];
        }
        if (!p_.migrations[i].shadow) continue;
        for (std::string_view id : p_.migrations[i].replaces)
            if (const auto at = by_id.find(id); at != by_id.end()) ranges_[i].push_back(at->second);
    }
}

bool branches::is_concurrent(std::size_t a, std::size_t b) const {
    if (a == b || ancestors_[a][b] || ancestors_[b][a]) return false;
    // A checkpoint stands at the end of its range: what needs that needs the checkpoint.
    for (const auto& [checkpoint, other] : {std::pair(a, b), std::pair(b, a)}) {
        if (ranges_[checkpoint].empty()) continue;
        if (std::find(ranges_[checkpoint].begin(), ranges_[checkpoint].end(), other) != ranges_[checkpoint].end() ||
            ancestors_[other][ranges_[checkpoint].back()])
            return false;
    }
    return true;
}

void branches::find_touched() {
    model::schema now = nothing_of(p_.declared);
    for (std::size_t i = 0; i < p_.migrations.size(); ++i) {
        const model::migration& m = p_.migrations[i];
        model::schema after = now;
        model::faults faults;
        for (const model::operation& o : m.operations) {
            apply(after, o, faults);
            add_named(touched_[i], o);
        }
        touched_[i].merge(changed(now, after));
        const std::set<std::string> own = touched_[i];
        add_neighbours(touched_[i], now);
        std::set<std::string> later = own;
        add_neighbours(later, after);
        touched_[i].merge(later);
        if (!m.shadow) now = std::move(after);
    }
}

const branches::replayed& branches::schema_of(const set& applied) {
    if (const auto at = known_.find(applied); at != known_.end()) return at->second;
    replayed out{nothing_of(p_.declared)};
    for (std::size_t i = 0; i < applied.size() && out.fault.empty(); ++i) {
        if (!applied[i] || p_.migrations[i].shadow) continue;
        for (const model::operation& o : p_.migrations[i].operations) {
            model::faults faults;
            apply(out.schema, o, faults);
            if (faults.empty()) continue;
            out.fault = fmt::format("{} would fail: {}", p_.migrations[i].id, first_of(faults));
            break;
        }
    }
    return known_.emplace(applied, std::move(out)).first->second;
}

occasion branches::occasion_of(std::size_t at, std::vector<std::size_t> applied) {
    const model::migration& m = p_.migrations[at];
    occasion out;
    set there = ancestors_[at];
    for (const std::size_t one : applied) {
        there[one] = true;
        for (std::size_t k = 0; k < there.size(); ++k) there[k] = there[k] || ancestors_[one][k];
    }
    set then = there;
    then[at] = true;
    for (const std::size_t replaced : ranges_[at]) then[replaced] = true;
    out.in_order = std::all_of(concurrent_[at].begin(), concurrent_[at].end(), [&](std::size_t c) {
        return (c < at) == (std::find(applied.begin(), applied.end(), c) != applied.end());
    });
    out.applied = std::move(applied);
    const replayed before = schema_of(there), goal = schema_of(then);
    if (!before.fault.empty() || !goal.fault.empty()) {
        out.refused = before.fault.empty() ? goal.fault : before.fault;
        return out;
    }
    out.before = before.schema;
    model::schema now = before.schema;
    std::size_t effects = 0;
    const auto take = [&](model::operation o) {
        model::faults faults;
        apply(now, o, faults);
        if (!faults.empty()) out.refused = first_of(faults);
        out.operations.push_back(std::move(o));
        return faults.empty();
    };
    for (model::operation o : m.operations) {
        // Effects have been had by the raw SQL before them, as it is written.
        if (effects > 0)
            --effects;
        else
            place_value(o, now, goal.schema);
        if (const auto* declared = std::get_if<model::declared_effect>(&o))
            effects = static_cast<std::size_t>(declared->count);
        if (!take(std::move(o))) return out;
    }
    for (model::operation& o : diff(now, goal.schema)) {
        if (!only_settles(o, now)) {
            out.refused = fmt::format("the order matters: {}", str(describe(o)));
            return out;
        }
        if (!take(std::move(o))) return out;
    }
    if (!same(now, goal.schema)) out.refused = "the order matters";
    return out;
}

std::vector<occasion> branches::occasions(std::size_t at) {
    const std::vector<std::size_t>& all = concurrent_[at];
    std::vector<occasion> out;
    std::vector<std::size_t> applied;
    std::size_t count = 0;
    const auto choose = [&](const auto& self, std::size_t next) -> void {
        if (next == all.size()) {
            if (++count > most_occasions) {
                std::vector<std::string> ids;
                for (std::size_t i = 0; i < all.size() && i < 5; ++i) ids.push_back(str(p_.migrations[all[i]].id));
                throw generation_error(
                    fmt::format("{}: more than {} sets of revisions of other branches that use the same tables or "
                                "types can be applied before it: {}{}; merge some of these branches first [E212]",
                                p_.migrations[at].id, most_occasions, join(ids, ", "),
                                all.size() > 5 ? fmt::format(" and {} more", all.size() - 5) : std::string()));
            }
            out.push_back(occasion_of(at, applied));
            return;
        }
        self(self, next + 1);
        // With it, all that it needs.
        for (std::size_t k = 0; k < next; ++k)
            if (ancestors_[all[next]][all[k]] && std::find(applied.begin(), applied.end(), all[k]) == applied.end())
                return;
        applied.push_back(all[next]);
        self(self, next + 1);
        applied.pop_back();
    };
    choose(choose, 0);
    return out;
}

}  // namespace retort::codegen
