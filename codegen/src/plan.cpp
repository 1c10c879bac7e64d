#include <retort/codegen/dialect.hpp>
#include <retort/codegen/plan.hpp>
#include <retort/codegen/sql_writer.hpp>

#include "branches.hpp"
#include "mariadb/dialect.hpp"
#include "postgresql/dialect.hpp"
#include "releases.hpp"
#include "sqlite/dialect.hpp"
#include "text.hpp"

#include <retort/model/diff.hpp>
#include <retort/model/history.hpp>
#include <retort/model/loss.hpp>
#include <retort/model/obligation.hpp>
#include <retort/model/reverse.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <optional>
#include <set>

namespace retort::codegen {

namespace {

const std::array dialects{&sqlite::dialect(), &postgresql::dialect(), &mariadb::dialect()};

/// Operations in a row, and the schemas between them: schemas[i] is before operations[i], schemas[i + 1] after it.
struct way {
    std::deque<model::operation> operations;
    /// Of effects that raw SQL has had: they change the schema and are not rendered.
    std::deque<bool> declared;
    std::deque<model::schema> schemas;

    explicit way(model::schema from) { schemas.push_back(std::move(from)); }

    void take(const model::operation& o, bool is_declared = false) {
        operations.push_back(o);
        declared.push_back(is_declared);
        model::schema next = schemas.back();
        model::faults faults;
        apply(next, o, faults);
        if (!faults.empty()) throw generation_error(str(to_string(faults.front())));
        schemas.push_back(std::move(next));
    }
    step at(std::size_t i) const {
        return {&operations[i], &schemas[i], &schemas[i + 1], declared[i], i + 1 == operations.size(), &schemas.back()};
    }
    way reversed() const {
        way back(schemas.back());
        for (std::size_t i = operations.size(); i-- > 0;) back.take(reverse(schemas[i], operations[i]), declared[i]);
        return back;
    }
};

/// The operations of a migration, of which those behind a declared effect are marked.
way way_of(const model::schema& from, const model::migration& m) {
    way up(from);
    int effects = 0;
    for (const model::operation& o : m.operations) {
        const auto* effect = std::get_if<model::declared_effect>(&o);
        up.take(o, effects > 0);
        if (effect)
            effects = effect->count;
        else if (effects > 0)
            --effects;
    }
    return up;
}

std::string all_not_null(const model::names& columns) {
    std::vector<std::string> all;
    for (std::string_view c : columns) all.push_back(sql_writer::identifier(c) + " IS NOT NULL");
    return join(all, " AND ");
}

/// How many groups of rows have the same values.
std::string count_duplicates(const std::string& table, const model::names& columns, bool nulls_alike,
                             const std::string& where) {
    std::vector<std::string> conditions;
    if (!nulls_alike) conditions.push_back(all_not_null(columns));
    if (!where.empty()) conditions.push_back("(" + where + ")");
    return fmt::format("SELECT count(*) FROM (SELECT 1 FROM {}{}{} GROUP BY {} HAVING count(*) > 1) AS twice", table,
                       conditions.empty() ? "" : " WHERE ", join(conditions, " AND "),
                       sql_writer::identifiers(columns));
}

/// That a column of an enumeration has one of the values. As texts on PostgreSQL, where a domain over the enumeration
/// is compared as nothing else.
std::string holds_one_of(const model::column& c, const model::type& of, const model::names& values,
                         std::string_view database) {
    std::vector<std::string> texts;
    for (std::string_view v : values) texts.push_back(sql_writer::text(v));
    const std::string name = sql_writer::identifier(c.name);
    if (database != "postgresql") return fmt::format("{} IN ({})", name, join(texts, ", "));
    return of.dimensions > 0 ? fmt::format("CAST({} AS text[]) && ARRAY[{}]", name, join(texts, ", "))
                             : fmt::format("CAST({} AS text) IN ({})", name, join(texts, ", "));
}

/// What would not fit the new type; empty where it cannot be asked without trying.
std::string misfits(const sql_writer& write, std::string_view column, const model::type& from, const model::type& to,
                    std::string_view database) {
    using model::type_kind;
    const std::string c = sql_writer::identifier(column);
    if (to.kind == type_kind::varchar || to.kind == type_kind::char_)
        // MariaDB's length() counts bytes.
        return fmt::format("{}({}) > {}", database == "mariadb" ? "char_length" : "length", c, to.a);
    const auto between = [&](long long low, long long high) {
        return fmt::format("{} NOT BETWEEN {} AND {}", c, low, high);
    };
    switch (to.kind) {
        case type_kind::tinyint: return between(-128, 127);
        case type_kind::smallint: return between(-32768, 32767);
        case type_kind::mediumint: return between(-8388608, 8388607);
        case type_kind::integer: return between(-2147483648LL, 2147483647LL);
        default: break;
    }
    if (to.kind == type_kind::numeric && to.a >= 0 && model::family_of(from) == model::family::number)
        return fmt::format("abs({0}) >= 1{1} OR round({0}, {2}) <> {0}", c,
                           std::string(static_cast<std::size_t>(to.a - to.b), '0'), to.b);
    if (database != "postgresql") return {};
    return fmt::format("CAST(CAST({0} AS {1}) AS {2}) IS DISTINCT FROM {0}", c, write.type(to), write.type(from));
}

/// The questions to the database that the author asked for with precheck.
std::vector<statement> prechecks(const step& s, std::string_view database) {
    const model::schema& before = *s.before;
    const sql_writer& write = writer_of(database);
    std::vector<statement> made;
    const auto ask = [&](std::string sql, std::string complaint) {
        made.push_back({.sql = std::move(sql), .precheck = std::move(complaint)});
    };
    const auto count_rows = [&](std::string_view table, const std::string& where, std::string complaint) {
        ask(fmt::format("SELECT count(*) FROM {}{}{}", write.relation(before, table), where.empty() ? "" : " WHERE ",
                        where),
            std::move(complaint));
    };
    const auto twice = [&](std::string_view table, const model::names& columns, bool nulls_alike,
                           const std::string& where) {
        ask(count_duplicates(write.relation(before, table), columns, nulls_alike, where),
            fmt::format("several rows of {} have the same values in ({})", table, str(model::join(columns))));
    };
    std::visit(
        [&]<class Operation>(const Operation& o) {
            if constexpr (requires { o.assurance; }) {
                if (!o.assurance.precheck) return;
                if constexpr (std::is_same_v<Operation, model::add_column>) {
                    count_rows(o.table, "",
                               fmt::format("rows of {} would have no value in {}", o.table, o.column.name));
                } else if constexpr (std::is_same_v<Operation, model::alter_column>) {
                    const model::column& was = *before.find(o.table)->find(o.column);
                    std::vector<std::string> wrong;
                    if (o.nullable && !*o.nullable) wrong.push_back(sql_writer::identifier(o.column) + " IS NULL");
                    if (o.type)
                        if (std::string m = misfits(write, o.column, was.type, *o.type, database); !m.empty())
                            wrong.push_back(std::move(m));
                    if (!wrong.empty())
                        count_rows(o.table, join(wrong, " OR "),
                                   fmt::format("rows of {} do not fit the new {}", o.table, o.column));
                } else if constexpr (std::is_same_v<Operation, model::add_unique>) {
                    twice(o.table, o.key.columns, o.key.nulls_not_distinct, "");
                } else if constexpr (std::is_same_v<Operation, model::add_primary_key>) {
                    twice(o.table, o.key.columns, true, "");
                } else if constexpr (std::is_same_v<Operation, model::create_index>) {
                    if (o.index.unique && (!o.index.options || o.index.options->expressions.empty()))
                        twice(o.table, model::detail::column_names(o.index),
                              o.index.options && o.index.options->nulls_not_distinct,
                              write.expression(before, *before.find(o.table), o.index.where));
                } else if constexpr (std::is_same_v<Operation, model::add_foreign_key>) {
                    std::vector<std::string> equal;
                    for (std::size_t i = 0; i < o.key.columns.size(); ++i)
                        equal.push_back(fmt::format("target.{} = source.{}", sql_writer::identifier(o.key.target[i]),
                                                    sql_writer::identifier(o.key.columns[i])));
                    std::vector<std::string> given;
                    for (std::string_view c : o.key.columns)
                        given.push_back(fmt::format("source.{} IS NOT NULL", sql_writer::identifier(c)));
                    ask(fmt::format("SELECT count(*) FROM {} AS source WHERE {} AND NOT EXISTS (SELECT 1 FROM {} AS "
                                    "target WHERE {})",
                                    write.relation(before, o.table), join(given, " AND "),
                                    write.relation(before, o.key.table), join(equal, " AND ")),
                        fmt::format("rows of {} refer to no row of {}", o.table, o.key.table));
                } else if constexpr (std::is_same_v<Operation, model::add_check>) {
                    count_rows(
                        o.table,
                        fmt::format("NOT ({})", write.expression(before, *before.find(o.table), o.check.condition)),
                        fmt::format("rows of {} do not fulfil the check", o.table));
                } else if constexpr (std::is_same_v<Operation, model::replace_object>) {
                    if (o.object.kind != model::object_kind::domain) return;
                    const model::object& was = *before.find_object(o.object.kind, o.object.name);
                    const model::type from = model::detail::base_type(before, was.type);
                    const model::type to = model::detail::base_type(before, o.object.type);
                    for (const model::table& t : before.tables)
                        for (const model::column& c : t.columns) {
                            if (!model::detail::is_of_domain(before, c.type, o.object.name)) continue;
                            std::vector<std::string> wrong;
                            const std::string name = sql_writer::identifier(c.name);
                            if (was.nullable && !o.object.nullable) wrong.push_back(name + " IS NULL");
                            if (!widens(from, to))
                                if (std::string m = misfits(write, c.name, from, to, database); !m.empty())
                                    wrong.push_back(std::move(m));
                            if (!o.object.condition.empty() && !(o.object.condition == was.condition))
                                wrong.push_back(fmt::format("NOT ({})", write.condition(o.object.condition, name,
                                                                                        model::is_integer(from.kind))));
                            if (!wrong.empty())
                                count_rows(t.name, join(wrong, " OR "),
                                           fmt::format("rows of {} do not fit the domain {} of their {}", t.name,
                                                       o.object.name, c.name));
                        }
                } else if constexpr (std::is_same_v<Operation, model::alter_enumeration>) {
                    const model::names gone = model::detail::values_gone(before, o);
                    if (gone.empty()) return;
                    for (const model::table& t : before.tables)
                        for (const model::column& c : t.columns) {
                            const model::type of = model::detail::base_type(before, c.type);
                            if (model::detail::is_of(of, model::type_kind::enumeration, o.name))
                                count_rows(
                                    t.name, holds_one_of(c, of, gone, database),
                                    fmt::format("rows of {} have a {} that {} is to lose", t.name, c.name, o.name));
                        }
                }
            }
        },
        *s.operation);
    return made;
}

/// What a table, and one of its columns, was called before the first `steps` operations; nothing where they make it.
struct earlier_name {
    std::string table, column;
};
std::optional<earlier_name> before_all(const way& w, std::size_t steps, earlier_name now) {
    for (std::size_t i = steps; i-- > 0;) {
        const model::operation& o = w.operations[i];
        if (const auto* made = std::get_if<model::create_table>(&o)) {
            if (made->table.name == now.table) return std::nullopt;
        } else if (const auto* added = std::get_if<model::add_column>(&o)) {
            if (added->table == now.table && added->column.name == now.column) return std::nullopt;
        } else if (const auto* renamed = std::get_if<model::rename_table>(&o)) {
            if (renamed->to == now.table) now.table = renamed->from;
        } else if (const auto* column = std::get_if<model::rename_column>(&o)) {
            if (column->table == now.table && column->to == now.column) now.column = column->from;
        }
    }
    return now;
}

/// A query for how much there is, before the script, of what its step `i` destroys; empty where it cannot be counted.
std::string count_of(const way& w, std::size_t i, std::string_view lost, std::string_view database) {
    const sql_writer& write = writer_of(database);
    const model::schema &first = w.schemas.front(), &here = w.schemas[i];
    earlier_name now{std::string(lost), {}};
    if (!here.find(lost)) {
        const std::size_t point = lost.rfind('.');
        if (point == std::string_view::npos || !here.find(lost.substr(0, point))) {
            // A partition is a table on PostgreSQL alone.
            const bool relation =
                database == "postgresql" && std::holds_alternative<model::drop_partition>(w.operations[i]);
            return relation ? "SELECT count(*) FROM " + write.relation(here, lost) : std::string();
        }
        now = {std::string(lost.substr(0, point)), std::string(lost.substr(point + 1))};
    }
    const auto was = before_all(w, i, now);
    if (!was) return "SELECT 0";
    const std::string table = write.relation(first, was->table);
    if (!was->column.empty())
        // With its table's name: SQLite would take a quoted name that is no column's for a text.
        return fmt::format("SELECT count({0}.{1}) FROM {0}", table, sql_writer::identifier(was->column));
    const auto* gone = std::get_if<model::delete_rows>(&w.operations[i]);
    return fmt::format("SELECT count(*) FROM {}{}", table,
                       gone && i == 0 ? write.where(here, *here.find(lost), gone->where) : "");
}

/// Notes the release that the script needs.
void note_release(script& s, const way& w, std::string_view database) {
    for (std::size_t i = 0; i < w.operations.size(); ++i) {
        if (w.declared[i]) continue;
        requirement r = requirement_of(w.operations[i], w.schemas[i], w.schemas[i + 1], database);
        if (r.oldest <= s.oldest) continue;
        s.oldest = r.oldest;
        s.needs = std::move(r.words);
    }
}

/// Of a script: how many statements there are behind so many operations.
struct boundary {
    std::size_t operations, statements;
};

/// The script of one direction; a refusal is added to `refusals`.
script make_script(const way& w, const dialect& on, std::string_view revision, bool back,
                   std::vector<std::string>& refusals, std::vector<boundary>* boundaries = nullptr) {
    script s;
    std::size_t taken = 0;
    const auto add = [&](std::span<const step> steps) {
        if (steps.empty()) return;
        rendered r = on.render(steps);
        const std::size_t before = s.statements.size();
        if (boundaries)
            for (std::size_t i = 0; i < r.ends.size(); ++i) boundaries->push_back({taken + i + 1, before + r.ends[i]});
        taken += steps.size();
        if (r.refused && back && r.refused->only_back_is_lost) {
            s.irreversible = fmt::format("{}: {}", r.refused->operation, r.refused->reason);
            return;
        }
        if (r.refused) {
            const bool raw = r.refused->reason.starts_with("execute(");
            // On the way back the raw SQL is what undo(…) holds.
            if (raw && back) r.refused->reason.replace(0, std::string_view("execute").size(), "undo");
            refusals.push_back(fmt::format("{}: {} on {}: {}; {} [{}]", revision, r.refused->operation, on.name(),
                                           r.refused->reason, r.refused->way_out, raw ? "E204" : "E201"));
        }
        for (statement& st : r.statements) s.statements.push_back(std::move(st));
        for (std::string& table : r.rebuilds) s.rebuilds.push_back(std::move(table));
    };
    std::vector<step> together;
    for (std::size_t i = 0; i < w.operations.size(); ++i) {
        const step one = w.at(i);
        const auto* fill = std::get_if<model::backfill>(one.operation);
        std::vector<statement> questions;
        if (!one.declared) questions = prechecks(one, on.name());
        if (!questions.empty() || (fill && fill->batch > 0)) {
            add(together);
            together.clear();
        }
        for (statement& question : questions) s.statements.push_back(std::move(question));
        if (fill && fill->batch > 0) {
            const std::size_t from = s.statements.size();
            add({&one, 1});
            model::operation whole = *fill;
            std::get<model::backfill>(whole).batch = 0;
            const step at_once{&whole, one.before, one.after};
            const rendered r = on.render({&at_once, 1});
            for (std::size_t n = from; n < s.statements.size() && n - from < r.statements.size(); ++n)
                if (s.statements[n].batch > 0) s.statements[n].at_once = r.statements[n - from].sql;
        } else {
            together.push_back(one);
        }
        if (!one.declared)
            for (const model::string& lost : destroyed(w.operations[i], w.schemas[i]))
                if (std::string name(lost); std::find(s.destroys.begin(), s.destroys.end(), name) == s.destroys.end()) {
                    s.counts.push_back(count_of(w, i, name, on.name()));
                    s.destroys.push_back(std::move(name));
                }
    }
    add(together);
    if (!s.irreversible.empty()) return {.irreversible = s.irreversible};
    std::sort(s.rebuilds.begin(), s.rebuilds.end());
    s.rebuilds.erase(std::unique(s.rebuilds.begin(), s.rebuilds.end()), s.rebuilds.end());
    note_release(s, w, on.name());
    return s;
}

/// Where the two ways meet, for scripts that can stop half-way: after the first n operations of the one and all but n
/// of the other.
meetings meetings_of(const script& up, const script& down, std::size_t operations, const std::vector<boundary>& done,
                     const std::vector<boundary>& undone) {
    const auto in_one_piece = [](const script& s) {
        return std::all_of(s.statements.begin(), s.statements.end(),
                           [](const statement& one) { return one.transactional; });
    };
    meetings all;
    if (in_one_piece(up) && in_one_piece(down)) return all;
    all.emplace_back(0, down.statements.size());
    for (const boundary& d : done)
        for (const boundary& u : undone)
            if (d.operations + u.operations == operations) all.emplace_back(d.statements, u.statements);
    all.emplace_back(up.statements.size(), 0);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

/// Why a step cannot be undone, where its author says so.
std::string_view irreversible(const model::operation& o) {
    return std::visit(
        [](const auto& one) -> std::string_view {
            if constexpr (requires { one.irreversible; })
                return one.irreversible;
            else
                return {};
        },
        o);
}

}  // namespace

model::schema nothing_of(const model::schema& declared) {
    model::schema s{.name = declared.name};
    s.databases = declared.databases;
    s.convention = declared.convention;
    s.unchecked_sqlite = declared.unchecked_sqlite;
    return s;
}

const dialect* find_dialect(std::string_view name) {
    for (const dialect* d : dialects)
        if (d->name() == name) return d;
    return nullptr;
}

std::vector<std::string_view> dialect_names() {
    std::vector<std::string_view> names;
    for (const dialect* d : dialects) names.push_back(d->name());
    return names;
}

model::schema replay(const project& p) {
    model::schema s = nothing_of(p.declared);
    for (const model::migration& m : p.migrations) {
        if (m.shadow) continue;
        for (const model::operation& o : m.operations) {
            model::faults faults;
            apply(s, o, faults);
            if (!faults.empty()) throw generation_error(str(to_string(faults.front())));
        }
    }
    return s;
}

void put_in_order(project& p, model::faults& out) {
    model::list<model::revision_node> graph;
    for (const model::migration& m : p.migrations)
        graph.push_back(
            {.id = m.id, .parents = m.parents, .place = m.place, .message = m.message, .replaces = m.replaces});
    const model::list<int> order = model::replay_order(graph, out);
    if (!out.empty()) return;
    std::vector<model::migration> ordered;
    for (int at : order) {
        model::migration& m = ordered.emplace_back(std::move(p.migrations[static_cast<std::size_t>(at)]));
        m.parents = graph[static_cast<std::size_t>(at)].parents;
        m.shadow = graph[static_cast<std::size_t>(at)].shadow;
    }
    p.migrations = std::move(ordered);
}

/// Of what is revised by the name of a checkpoint the checksum is as if it had been the last that this replaces: the
/// two are one place, and which of them is in the folder changes.
static std::string checksum_in(const project& p, const model::migration& m) {
    model::migration as_of_old{.parents = m.parents, .operations = m.operations, .replaces = m.replaces};
    for (std::string_view& parent : as_of_old.parents)
        for (const model::migration& other : p.migrations)
            if (!other.replaces.empty() && other.id == parent) parent = other.replaces.back();
    return checksum(as_of_old, p.declared.convention);
}

namespace {

/// Both directions of a revision on one database.
struct both_ways {
    script up, down;
    meetings meets;
    bool operator==(const both_ways&) const = default;
};

/// `why_not`: why the revision cannot be undone; empty where it can.
both_ways both_ways_of(const way& up, const way& down, std::string_view id, const std::string& why_not,
                       const dialect& on, std::vector<std::string>& refusals) {
    std::vector<boundary> done, undone;
    both_ways made{
        make_script(up, on, id, false, refusals, &done), make_script(down, on, id, true, refusals, &undone), {}};
    if (!why_not.empty()) made.down.irreversible = why_not;
    if (made.down.irreversible.empty())
        made.meets = meetings_of(made.up, made.down, up.operations.size(), done, undone);
    return made;
}

way way_back(const way& up, const std::string& why_not) {
    return why_not.empty() ? up.reversed() : way(up.schemas.back());
}

std::string why_irreversible(const model::migration& m) {
    std::string why_not;
    for (const model::operation& o : m.operations)
        if (const std::string_view why = irreversible(o); !why.empty())
            why_not += (why_not.empty() ? "" : "; ") + str(why);
    return why_not;
}

planned_revision plan_of(const way& up, const model::migration& m, const std::vector<std::string>& databases,
                         std::string checksum, std::vector<std::string>& refusals) {
    planned_revision r{str(m.id), str(m.message), {}, std::move(checksum), {}, {}, {}, {}};
    for (std::string_view parent : m.parents) r.parents.push_back(str(parent));
    for (std::string_view id : m.replaces) r.replaces.push_back(str(id));
    for (const model::operation& o : m.operations) {
        if (std::holds_alternative<model::declared_effect>(o)) continue;
        r.operations.push_back(str(describe(o)));
        r.digests.push_back(operation_checksum(o));
    }
    const std::string why_not = why_irreversible(m);
    const way down = way_back(up, why_not);
    for (const std::string& name : databases) {
        both_ways made = both_ways_of(up, down, m.id, why_not, *find_dialect(name), refusals);
        r.routes.push_back({name, std::move(made.up), std::move(made.down), std::move(made.meets)});
    }
    return r;
}

/// The scripts of a revision for one set of concurrent revisions. What cannot be rendered then is refused when it is
/// to run, because no database has to be in that state.
both_ways ways_on(const occasion& then, const model::migration& m, const dialect& on) {
    std::string refused = then.refused;
    if (refused.empty()) {
        std::vector<std::string> refusals;
        const way up = way_of(then.before, {.id = m.id, .operations = then.operations});
        const std::string why_not = why_irreversible(m);
        both_ways made = both_ways_of(up, way_back(up, why_not), m.id, why_not, on, refusals);
        if (refusals.empty()) return made;
        refused = join(refusals, "; ");
    }
    return {{.irreversible = refused}, {.irreversible = refused}, {}};
}

/// Which scripts belong to which applied sets: `number_of` them by position, 0 being the route's own.
struct choice {
    std::set<std::size_t> applied;
    std::size_t number;
};

/// Leaves out concurrent revisions that make no difference to the choice.
void leave_out_indifferent(std::vector<std::size_t>& concurrent, std::vector<choice>& choices) {
    for (std::size_t i = concurrent.size(); i-- > 0;) {
        std::map<std::set<std::size_t>, std::size_t> without;
        bool agree = true;
        for (const choice& c : choices) {
            std::set<std::size_t> others = c.applied;
            others.erase(concurrent[i]);
            agree = agree && without.emplace(std::move(others), c.number).first->second == c.number;
        }
        if (!agree) continue;
        concurrent.erase(concurrent.begin() + static_cast<std::ptrdiff_t>(i));
        choices.clear();
        for (const auto& [applied, number] : without) choices.push_back({applied, number});
    }
}

/// Adds the scripts for databases to which other revisions are applied than those before it in the plan.
void add_alternatives(planned_revision& r, const project& p, branches& graph, std::size_t at) {
    if (graph.concurrent(at).empty()) return;
    const std::vector<occasion> occasions = graph.occasions(at);
    for (route& on : r.routes) {
        std::vector<both_ways> different{{on.up, on.down, on.meets}};
        std::vector<choice> choices;
        for (const occasion& then : occasions) {
            choice c{{then.applied.begin(), then.applied.end()}, 0};
            if (!then.in_order) {
                both_ways made = ways_on(then, p.migrations[at], *find_dialect(on.database));
                const auto same = std::find(different.begin(), different.end(), made);
                c.number = static_cast<std::size_t>(same - different.begin());
                if (same == different.end()) different.push_back(std::move(made));
            }
            choices.push_back(std::move(c));
        }
        std::vector<std::size_t> concurrent = graph.concurrent(at);
        leave_out_indifferent(concurrent, choices);
        for (const std::size_t c : concurrent) on.concurrent.push_back(str(p.migrations[c].id));
        for (const choice& c : choices) {
            if (c.number == 0) continue;
            alternative a;
            for (const std::size_t one : c.applied) a.applied.push_back(str(p.migrations[one].id));
            const both_ways& made = different[c.number];
            a.up = made.up;
            a.down = made.down;
            a.meets = made.meets;
            on.alternatives.push_back(std::move(a));
        }
    }
}

}  // namespace

plan make_plan(const project& p, const std::vector<std::string>& databases) {
    plan made{str(p.declared.name), databases, {}};
    std::vector<std::string> refusals;
    std::set<std::string> relations;
    model::schema now = nothing_of(p.declared);
    branches graph(p);
    for (std::size_t at = 0; at < p.migrations.size(); ++at) {
        const model::migration& m = p.migrations[at];
        const way up = way_of(now, m);
        made.revisions.push_back(plan_of(up, m, databases, checksum_in(p, m), refusals));
        add_alternatives(made.revisions.back(), p, graph, at);
        for (const model::schema& s : up.schemas) {
            for (const model::table& t : s.tables) relations.insert(str(t.name));
            for (const model::object& o : s.objects)
                if (model::detail::is_relation(o.kind)) relations.insert(str(o.name));
        }
        if (!m.shadow) now = up.schemas.back();
    }
    if (!refusals.empty()) throw generation_error(join(refusals, "\n"));
    made.relations.assign(relations.begin(), relations.end());
    return made;
}

planned_revision plan_next(const model::schema& before, const model::migration& m,
                           const std::vector<std::string>& databases) {
    std::vector<std::string> refusals;
    planned_revision r = plan_of(way_of(before, m), m, databases, checksum(m, before.convention), refusals);
    if (!refusals.empty()) throw generation_error(join(refusals, "\n"));
    return r;
}

std::vector<statement> full_schema(const model::schema& s, std::string_view database) {
    way w(nothing_of(s));
    for (const model::operation& o : diff(w.schemas.front(), s)) w.take(o);
    std::vector<std::string> refusals;
    script made = make_script(w, *find_dialect(database), "the declared schema", false, refusals);
    if (!refusals.empty()) throw generation_error(join(refusals, "\n"));
    return std::move(made.statements);
}

}  // namespace retort::codegen
