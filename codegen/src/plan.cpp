#include <retort/codegen/dialect.hpp>
#include <retort/codegen/plan.hpp>
#include <retort/codegen/sql_writer.hpp>

#include "branches.hpp"
#include "execute.hpp"
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
#include <functional>
#include <map>
#include <optional>
#include <set>

namespace retort::codegen {

namespace {

const auto& dialects() {
    static const std::array all{&sqlite::dialect(), &postgresql::dialect(), &mariadb::dialect()};
    return all;
}

/// The views that select all columns of the table whose columns `o` changes, and what depends on them, each behind what
/// it depends on. Empty where a text names a column that goes: the migration has steps for that view, or it stays.
std::vector<model::object> views_to_refresh(const model::schema& s, const model::operation& o) {
    std::string_view changed, gone;
    if (const auto* add = std::get_if<model::add_column>(&o)) changed = add->table;
    if (const auto* drop = std::get_if<model::drop_column>(&o)) {
        changed = drop->table;
        gone = drop->column;
    }
    if (const auto* rename = std::get_if<model::rename_column>(&o)) {
        changed = rename->table;
        gone = rename->from;
    }
    if (const auto* alter = std::get_if<model::alter_column>(&o); alter && (alter->type || alter->collation))
        changed = alter->table;
    std::vector<const model::object*> found;
    if (!changed.empty())
        for (const model::object& view : s.objects) {
            if (!is_view(view) || !contains(view.depends_on, changed) || !model::detail::selects_all(view)) continue;
            std::erase(found, &view);
            found.push_back(&view);
            dependents(s, view.name, found);
        }
    if (found.empty() || !s.find(changed)) return {};
    std::vector<model::object> views;
    for (const model::object* one : found) {
        // Of a view over these views the name may be one of theirs.
        const bool over_them = std::any_of(found.begin(), found.end(), [&](const model::object* other) {
            return contains(one->depends_on, other->name);
        });
        if (over_them ? model::detail::mentions(*one, gone)
                      : model::detail::speaks_of_column(s, *one, *s.find(changed), gone))
            return {};
        views.push_back(*one);
    }
    // Where something else needs one of them, they stay.
    model::schema without = s;
    model::faults faults;
    for (std::size_t i = views.size(); i-- > 0;)
        apply(without, model::drop_object{views[i].kind, views[i].name, views[i].on, {}}, faults);
    if (!faults.empty()) return {};
    return views;
}

/// Operations in a row, and the schemas between them: schemas[i] is before operations[i], schemas[i + 1] after it.
struct way {
    std::deque<model::operation> operations;
    /// Of effects that raw SQL has had: they change the schema and are not rendered.
    std::deque<bool> declared;
    /// Of those that another one follows which belongs to the same step of the migration.
    std::deque<bool> partial;
    /// Of those that drop views around a step and create them again.
    std::deque<bool> beside;
    /// The operation of the revision that each of them comes from, by its place in `planned_revision::operations`.
    std::deque<std::uint32_t> origins;
    std::deque<model::schema> schemas;
    /// The origin of what a revision does only among other branches.
    static constexpr std::uint32_t no_origin = ~std::uint32_t{0};

    explicit way(model::schema from) { schemas.push_back(std::move(from)); }

    /// A step of a migration. Views that select all columns of a table are made again around a change of its columns: a
    /// database keeps the columns that there were when a view was created.
    void take(const model::operation& o, std::uint32_t origin, bool is_declared = false) {
        take(std::vector{o}, origin, is_declared, nullptr);
    }
    /// What undoes a step, and leads back to `there`.
    void take_back(const std::vector<model::operation>& steps, std::uint32_t origin, bool is_declared,
                   const model::schema& there) {
        take(steps, origin, is_declared, &there);
    }

private:
    void take(const std::vector<model::operation>& steps, std::uint32_t origin, bool is_declared,
              const model::schema* there) {
        for (const model::operation& o : steps) {
            const std::vector<model::object> views =
                is_declared ? std::vector<model::object>() : views_to_refresh(schemas.back(), o);
            for (std::size_t i = views.size(); i-- > 0;)
                put(model::drop_object{views[i].kind, views[i].name, views[i].on, {}}, false, true);
            put(o, is_declared, false, &o == &steps.back() ? there : nullptr);
            for (const model::object& view : views) put(model::create_object{view, {}}, false, true);
        }
        partial.back() = false;
        origins.resize(operations.size(), origin);
    }
    void put(const model::operation& o, bool is_declared, bool is_beside, const model::schema* there = nullptr) {
        model::schema next = schemas.back();
        model::faults faults;
        apply(next, o, faults);
        // On the way back an object that was there before is no reason against a step: its text may have a word in
        // common with what goes, and is as it was.
        if (!faults.empty() && there && faults.front().code == still_in_use)
            next = with_objects_of(*there, schemas.back());
        else if (!faults.empty())
            throw generation_error(str(to_string(faults.front())));
        operations.push_back(o);
        declared.push_back(is_declared);
        partial.push_back(true);
        beside.push_back(is_beside);
        schemas.push_back(std::move(next));
    }
    static constexpr int still_in_use = 144;

    /// `there`, with those of its views that there are in `here` as well: others are made again around the step.
    static model::schema with_objects_of(const model::schema& there, const model::schema& here) {
        model::schema s = there;
        if (there.objects.size() == here.objects.size()) return s;
        s.objects = {};
        for (const model::object& o : here.objects) {
            const model::object* was = there.find_object(o.kind, o.name, o.on);
            s.objects.push_back(was ? *was : o);
        }
        return s;
    }

public:
    step at(std::size_t i) const {
        return {&operations[i], &schemas[i], &schemas[i + 1], declared[i], i + 1 == operations.size(), &schemas.back()};
    }
    /// Of each step, the way back is made of the step itself and not of what was put around it.
    way reversed() const {
        way back(schemas.back());
        for (std::size_t i = operations.size(); i-- > 0;)
            if (!beside[i])
                back.take_back(declared[i] ? std::vector{reverse(schemas[i], operations[i])}
                                           : undo(schemas[i], schemas[i + 1], operations[i]),
                               origins[i], declared[i], schemas[i]);
        return back;
    }
};

/// Whether a revision's `operations` have it: a declared effect is a mark before those that follow.
bool is_listed(const model::operation& o) { return !std::holds_alternative<model::declared_effect>(o); }

/// The operations of a migration, of which those behind a declared effect are marked. The first `own` of those that
/// are listed are the revision's.
way way_of(const model::schema& from, const model::migration& m, std::size_t own) {
    way up(from);
    int effects = 0;
    std::uint32_t origin = 0;
    for (const model::operation& o : m.operations) {
        const auto* mark = std::get_if<model::declared_effect>(&o);
        up.take(o, origin < own ? origin : way::no_origin, effects > 0);
        if (is_listed(o)) ++origin;
        if (mark)
            effects = mark->count;
        else if (effects > 0)
            --effects;
    }
    return up;
}

/// That the column is NULL, or is not. PostgreSQL's IS NULL of a composite value looks into it, and no key does.
std::string null_test(const model::schema& s, std::string_view table, std::string_view column, const sql_writer& write,
                      bool is_null) {
    const model::table* t = s.find(table);
    const model::column* c = t ? t->find(column) : nullptr;
    const bool composite = c && write.on() == model::database::postgresql &&
                           model::detail::base_type(s, c->type).kind == model::type_kind::composite;
    return fmt::format("{} {}", sql_writer::identifier(column),
                       composite ? (is_null ? "IS NOT DISTINCT FROM NULL" : "IS DISTINCT FROM NULL")
                                 : (is_null ? "IS NULL" : "IS NOT NULL"));
}

/// How many groups of rows have the same values; of rows that fulfil the conditions.
std::string count_duplicates(const std::string& table, const model::names& columns,
                             const std::vector<std::string>& conditions) {
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

/// The least and the largest value of an integer type.
std::pair<std::string_view, std::string_view> bounds_of(const model::type& t) {
    using model::type_kind;
    switch (t.kind) {
        case type_kind::tinyint: return t.is_unsigned ? std::pair("0", "255") : std::pair("-128", "127");
        case type_kind::smallint: return t.is_unsigned ? std::pair("0", "65535") : std::pair("-32768", "32767");
        case type_kind::mediumint: return t.is_unsigned ? std::pair("0", "16777215") : std::pair("-8388608", "8388607");
        case type_kind::integer:
            return t.is_unsigned ? std::pair("0", "4294967295") : std::pair("-2147483648", "2147483647");
        default:
            return t.is_unsigned ? std::pair("0", "18446744073709551615")
                                 : std::pair("-9223372036854775808", "9223372036854775807");
    }
}

/// Texts that are no value of `to`; empty where that cannot be asked without trying.
std::string texts_that_misfit(const model::schema& s, const std::string& c, const model::type& to,
                              std::string_view database) {
    using model::family;
    const bool lite = database == "sqlite";
    const auto no_match = [&](std::string_view pattern) {
        return fmt::format("{} {} '{}'", c, database == "postgresql" ? "!~" : "NOT REGEXP", pattern);
    };
    switch (family_of(to)) {
        case family::enumeration: {
            const model::enumeration* e = s.find_enumeration(to.name);
            if (!e) return {};
            std::vector<std::string> texts;
            for (std::string_view v : e->values) texts.push_back(sql_writer::text(v));
            return fmt::format("{} NOT IN ({})", c, join(texts, ", "));
        }
        case family::boolean:
            return fmt::format("lower({}) NOT IN ({})", c,
                               database == "postgresql"
                                   ? "'true', 'false', 't', 'f', 'yes', 'no', 'y', 'n', 'on', 'off', '1', '0'"
                                   : "'true', 'false', '1', '0'");
        case family::number: {
            if (!is_integer(to.kind) && to.kind != model::type_kind::numeric &&
                to.kind != model::type_kind::double_precision && to.kind != model::type_kind::real)
                return {};
            const bool whole = is_integer(to.kind);
            const std::string wrong =
                lite ? fmt::format("ltrim({0}, '+-') GLOB '*[^0-9{1}]*' OR {0} NOT GLOB '*[0-9]*'{2}", c,
                                   whole ? "" : ".", whole ? "" : fmt::format(" OR {} GLOB '*.*.*'", c))
                     : no_match(whole ? "^[-+]?[0-9]{1,30}$" : "^[-+]?([0-9]{1,30}[.]?[0-9]{0,30}|[.][0-9]{1,30})$");
            std::string out_of_range;
            const std::string number = fmt::format("CAST({} AS {})", c,
                                                   lite                    ? "NUMERIC"
                                                   : database == "mariadb" ? "decimal(65, 30)"
                                                                           : "numeric");
            if (whole)
                out_of_range =
                    fmt::format("{} NOT BETWEEN {} AND {}", number, bounds_of(to).first, bounds_of(to).second);
            else if (to.kind == model::type_kind::numeric && to.a >= 0)
                out_of_range =
                    fmt::format("abs({}) >= 1{}", number, std::string(static_cast<std::size_t>(to.a - to.b), '0'));
            else
                return wrong;
            return fmt::format("CASE WHEN {} THEN TRUE ELSE {} END", wrong, out_of_range);
        }
        case family::uuid:
            return lite ? fmt::format("length({}) <> 36", c)
                        : no_match("^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$");
        case family::date:
            if (lite) return fmt::format("date({}) IS NULL", c);
            if (database == "mariadb") return fmt::format("CAST({} AS date) IS NULL", c);
            return no_match("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$");
        default: return {};
    }
}

/// A condition on the values that do not fit the new type; empty where only a conversion would tell, which may fail.
std::string misfits_without_cast(std::string_view column, const model::type& from, const model::type& to,
                                 std::string_view database) {
    using model::type_kind;
    const std::string c = sql_writer::identifier(column);
    if (from.dimensions != 0 || to.dimensions != 0) return {};
    if (model::family_of(from) == model::family::text && (to.kind == type_kind::varchar || to.kind == type_kind::char_))
        // MariaDB's length() counts bytes.
        return fmt::format("{}({}) > {}", database == "mariadb" ? "char_length" : "length", c, to.a);
    if (model::family_of(from) != model::family::number) return {};
    if (is_integer(to.kind)) {
        // A fraction is rounded away.
        const std::string fraction = is_integer(from.kind) ? std::string() : fmt::format(" OR round({0}) <> {0}", c);
        return fmt::format("{} NOT BETWEEN {} AND {}{}", c, bounds_of(to).first, bounds_of(to).second, fraction);
    }
    if (to.kind != type_kind::numeric || to.a < 0) return {};
    // PostgreSQL rounds a floating-point number to an integer only.
    const bool cast = database == "postgresql" && from.kind != type_kind::numeric;
    const std::string exact = cast ? fmt::format("CAST({} AS numeric)", c) : c;
    return fmt::format("abs({0}) >= 1{1} OR round({0}, {2}) <> {0}", exact,
                       std::string(static_cast<std::size_t>(to.a - to.b), '0'), to.b);
}

/// What a precheck asks of values that get another type.
struct misfit {
    /// Empty where it cannot be asked without trying.
    std::string condition = {};
    /// It holds for every value that the change would alter, so that one that passes loses nothing.
    bool complete = false;
};

/// What would not fit the new type. On the way back only what makes the change fail: values that it rounds or cuts are
/// a loss, which is counted and allowed as such.
misfit misfits(const model::schema& s, const sql_writer& write, std::string_view column, const model::type& from,
               const model::type& to, std::string_view database, bool back) {
    using model::type_kind;
    const std::string c = sql_writer::identifier(column);
    if (from.dimensions != 0 || to.dimensions != 0) return {};
    if (!back)
        if (std::string known = misfits_without_cast(column, from, to, database); !known.empty())
            return {std::move(known), true};
    const model::family was = model::family_of(from);
    if (to.kind == type_kind::varchar || to.kind == type_kind::char_) {
        const bool cast = database == "postgresql" && was != model::family::text;
        return {fmt::format("{}({}) > {}", database == "mariadb" ? "char_length" : "length",
                            cast ? fmt::format("CAST({} AS text)", c) : c, to.a)};
    }
    if (to.kind == type_kind::varbinary || to.kind == type_kind::binary)
        return {fmt::format("length({}) > {}", c, to.a)};
    if (was == model::family::text && model::family_of(to) != model::family::text) {
        const std::string wrong = texts_that_misfit(s, c, to, database);
        return {wrong.empty() ? wrong : fmt::format("{} IS NOT NULL AND ({})", c, wrong)};
    }
    if (was == model::family::number && is_integer(to.kind))
        return {fmt::format("{} NOT BETWEEN {} AND {}", c, bounds_of(to).first, bounds_of(to).second)};
    if (to.kind == type_kind::numeric && to.a >= 0 && was == model::family::number)
        return {fmt::format("abs({}) >= 1{}", c, std::string(static_cast<std::size_t>(to.a - to.b), '0'))};
    if (database != "postgresql") return {};
    if (to.kind == type_kind::real && was == model::family::number) return {fmt::format("abs({}) > 3.4028234e38", c)};
    if (back) return {};
    return {fmt::format("CAST(CAST({0} AS {1}) AS {2}) IS DISTINCT FROM {0}", c, write.type(to), write.type(from)),
            true};
}

/// Values that a strict table of SQLite's does not take.
std::string not_strict(const sql_writer& write, const model::schema& s, const model::table& t) {
    std::vector<std::string> wrong;
    for (const model::column& c : t.columns) {
        if (t.find_generated(c.name)) continue;
        const std::string type = write.type(s, c.type);
        const std::string_view taken = type.starts_with("INT")    ? "'integer'"
                                       : type.starts_with("REAL") ? "'real', 'integer'"
                                       : type.starts_with("TEXT") ? "'text'"
                                       : type.starts_with("BLOB") ? "'blob'"
                                                                  : "";
        if (!taken.empty())
            wrong.push_back(fmt::format("typeof({}) NOT IN ({}, 'null')", sql_writer::identifier(c.name), taken));
    }
    return join(wrong, " OR ");
}

/// A table that a question cannot be asked of before the steps in front of it.
struct not_known_yet {};

/// How a question reads a table, of which it reads some columns: what stands behind FROM, with the alias that is given.
using relation_reader =
    std::function<std::string(std::string_view table, const model::names& reads, std::string_view alias)>;

std::string with_alias(std::string text, std::string_view alias) {
    return alias.empty() ? text : fmt::format("{} AS {}", text, alias);
}

/// The table under its name in `s`.
relation_reader reader_at(const model::schema& s, const sql_writer& write) {
    return [&](std::string_view table, const model::names&, std::string_view alias) {
        return with_alias(write.relation(s, table), alias);
    };
}

/// Where the values of a column come from.
struct source {
    std::string_view column;
    model::expression value;
};

/// Step `j` of the script, taken back: what the table's columns were made of before it. Throws `not_known_yet` where
/// that cannot be said.
void look_back(const way& w, std::size_t j, std::string_view& table, std::vector<source>& sources) {
    const auto give = [&](std::string_view column, const model::expression& value) {
        for (source& s : sources) {
            if (!s.value.uses(column)) continue;
            if (s.value.nodes.size() != 1) throw not_known_yet();
            s.value = value;
        }
    };
    const auto uses = [&](std::string_view column) {
        return std::any_of(sources.begin(), sources.end(), [&](const source& s) { return s.value.uses(column); });
    };
    const auto uses_type = [&](model::type_kind kind, std::string_view name) {
        const model::table* t = w.schemas[j].find(table);
        return t && std::any_of(t->columns.begin(), t->columns.end(), [&](const model::column& c) {
                   return uses(c.name) &&
                          (model::detail::is_of(c.type, kind, name) ||
                           model::detail::is_of(model::detail::base_type(w.schemas[j], c.type), kind, name) ||
                           (kind == model::type_kind::domain &&
                            model::detail::is_of_domain(w.schemas[j], c.type, name)));
               });
    };
    if (w.declared[j]) throw not_known_yet();
    std::visit(
        [&]<class Operation>(const Operation& o) {
            if constexpr (std::is_same_v<Operation, model::rename_table>) {
                if (o.to == table) table = o.from;
            } else if constexpr (std::is_same_v<Operation, model::create_table>) {
                if (o.table.name == table) throw not_known_yet();
            } else if constexpr (std::is_same_v<Operation, model::rename_column>) {
                if (o.table == table)
                    for (source& s : sources) s.value.rename(o.to, o.from);
            } else if constexpr (std::is_same_v<Operation, model::add_column>) {
                if (o.table != table || !uses(o.column.name)) return;
                model::expression value;
                value.nodes.push_back({.kind = model::node_kind::literal, .value = o.column.default_value});
                const bool known = !o.column.default_value || model::detail::is_constant(value);
                if (!known || o.column.identity || !o.generated.empty() ||
                    o.column.type.kind == model::type_kind::domain)
                    throw not_known_yet();
                give(o.column.name, value);
            } else if constexpr (std::is_same_v<Operation, model::alter_column>) {
                if (o.table == table && (o.type || !o.using_.empty()) && uses(o.column)) throw not_known_yet();
            } else if constexpr (std::is_same_v<Operation, model::backfill>) {
                for (const model::assignment& a : o.set) {
                    if (o.table != table || !uses(a.column)) continue;
                    // What undo() puts between a column that comes back and its NOT NULL.
                    if (!w.partial[j] || a.value.has_sql()) throw not_known_yet();
                    give(a.column, a.value);
                }
            } else if constexpr (std::is_same_v<Operation, model::drop_partition>) {
                if (o.table == table) throw not_known_yet();
            } else if constexpr (std::is_same_v<Operation, model::rename_enumeration_value>) {
                if (uses_type(model::type_kind::enumeration, o.name)) throw not_known_yet();
            } else if constexpr (std::is_same_v<Operation, model::replace_object>) {
                if (o.object.kind == model::object_kind::domain && uses_type(model::type_kind::domain, o.object.name))
                    throw not_known_yet();
            } else if constexpr (std::is_same_v<Operation, model::execute> || std::is_same_v<Operation, model::run> ||
                                 std::is_same_v<Operation, model::insert_rows> ||
                                 std::is_same_v<Operation, model::update_rows> ||
                                 std::is_same_v<Operation, model::delete_rows>) {
                // It may change rows of any table, by foreign keys and triggers.
                throw not_known_yet();
            } else {
                static_assert(model::answers_of<Operation>.effect == model::effect::definition ||
                                  model::is_one_of<Operation, model::drop_table, model::drop_column>,
                              "look_back(), name_before() and note_changes() do not know this change of columns");
            }
        },
        w.operations[j]);
}

/// The table as step `i` will find it, in terms of the tables before the script. Throws `not_known_yet` where a step
/// before it does to the rows what a query cannot foresee.
relation_reader reader_ahead(const way& w, std::size_t i, const sql_writer& write) {
    return [&w, i, &write](std::string_view table, const model::names& reads, std::string_view alias) {
        std::string_view name = table;
        std::vector<source> sources;
        for (std::string_view c : reads) {
            sources.push_back({c, {}});
            sources.back().value.nodes.push_back({.kind = model::node_kind::column, .name = c});
        }
        for (std::size_t j = i; j-- > 0;) look_back(w, j, name, sources);
        const model::schema& first = w.schemas.front();
        const model::table* t = first.find(name);
        if (!t) throw not_known_yet();
        bool plain = true;
        std::vector<std::string> columns;
        for (const source& s : sources) {
            const model::node& n = s.value.at(s.value.root());
            plain = plain && n.kind == model::node_kind::column && n.name == s.column;
            for (std::string_view c : s.value.columns())
                if (!t->find(c)) throw not_known_yet();
            std::string text = write.expression(first, *t, s.value);
            if (n.kind != model::node_kind::column && write.on() == model::database::postgresql) {
                const model::type is = w.schemas[i].find(table)->find(s.column)->type;
                if (is.kind == model::type_kind::enumeration || is.kind == model::type_kind::domain ||
                    is.kind == model::type_kind::composite)
                    throw not_known_yet();
                text = fmt::format("CAST({} AS {})", text, write.type(w.schemas[i], is));
            }
            columns.push_back(fmt::format("{} AS {}", text, sql_writer::identifier(s.column)));
        }
        if (plain) return with_alias(write.relation(first, name), alias);
        return with_alias(fmt::format("(SELECT {} FROM {})", join(columns, ", "), write.relation(first, name)),
                          alias.empty() ? "rows_to_be" : alias);
    };
}

/// The columns that an expression reads: all of the table's where it has verbatim SQL.
model::names read_by(const model::table& t, const model::expression& e) {
    if (!e.has_sql()) return e.columns();
    model::names all;
    for (const model::column& c : t.columns) all.push_back(c.name);
    return all;
}

void add_names(model::names& to, const model::names& more) {
    for (std::string_view name : more)
        if (!contains(to, name)) to.push_back(name);
}

/// Whether rows that stay refer to rows that go. Where the foreign key would delete or change them, too: nobody has
/// asked for that.
void ask_of_references(const model::schema& s, const model::delete_rows& o, const sql_writer& write,
                       const relation_reader& from, auto&& ask) {
    const model::table& t = *s.find(o.table);
    const std::string goes = write.expression(s, t, o.where);
    if (goes.empty()) return;
    for (const model::table& other : s.tables)
        for (const model::foreign_key& k : other.foreign_keys) {
            if (k.table != o.table) continue;
            std::vector<std::string> equal;
            for (std::size_t i = 0; i < k.columns.size(); ++i)
                equal.push_back(fmt::format("target.{} = source.{}", sql_writer::identifier(k.target[i]),
                                            sql_writer::identifier(k.columns[i])));
            model::names targets = k.target, sources = k.columns;
            add_names(targets, read_by(t, o.where));
            std::string stays;
            if (other.name == o.table) {
                add_names(sources, read_by(t, o.where));
                stays = fmt::format("CASE WHEN {} THEN 0 ELSE 1 END = 1 AND ", goes);
            }
            ask(fmt::format("SELECT count(*) FROM {} WHERE {}EXISTS (SELECT 1 FROM {} WHERE {} AND ({}))",
                            from(other.name, sources, "source"), stays, from(o.table, targets, "target"),
                            join(equal, " AND "), goes),
                fmt::format("rows of {} reference rows of {} that would be deleted", other.name, o.table));
        }
}

/// Whether the rows that come back find their keys taken, or the rows gone that they refer to.
void ask_of_places(const model::schema& s, const model::insert_rows& o, const sql_writer& write,
                   const relation_reader& from, auto&& ask) {
    const model::table& t = *s.find(o.table);
    const auto value = [&](std::size_t row, std::string_view column) -> const model::literal* {
        for (std::size_t i = 0; i < o.columns.size(); ++i)
            if (o.columns[i] == column) return &o.values[row * o.columns.size() + i];
        return nullptr;
    };
    const std::size_t rows = o.columns.empty() ? 0 : o.values.size() / o.columns.size();
    /// The rows of `in` that have in `columns` what the rows that come back have in `given`, each of them once.
    const auto with = [&](const model::table& in, const model::names& columns, const model::names& given,
                          const auto& wanted) -> std::pair<model::expression, std::size_t> {
        model::expression all;
        std::set<std::string> seen;
        int root = -1;
        for (std::size_t row = 0; row < rows; ++row) {
            std::string key;
            bool complete = wanted(row);
            for (std::size_t i = 0; i < columns.size(); ++i) {
                const model::literal* l = value(row, given[i]);
                complete = complete && l && *l && model::detail::can_be_looked_for(s, in, columns[i]);
                if (complete) key += str(describe(*l)) + "\n";
            }
            if (!complete || !seen.insert(key).second) continue;
            int one = -1;
            for (std::size_t i = 0; i < columns.size(); ++i) {
                const int equal = model::detail::put_equal(all, columns[i], *value(row, given[i]));
                one = one < 0 ? equal
                              : model::detail::put(all, {.kind = model::node_kind::and_, .left = one, .right = equal});
            }
            root =
                root < 0 ? one : model::detail::put(all, {.kind = model::node_kind::or_, .left = root, .right = one});
        }
        return {std::move(all), seen.size()};
    };
    const auto key = [&](const model::names& columns) {
        if (columns.empty()) return;
        const auto [taken, count] = with(t, columns, columns, [](std::size_t) { return true; });
        if (count != 0)
            ask(fmt::format("SELECT count(*) FROM {} WHERE {}", from(o.table, columns, {}),
                            write.expression(s, t, taken)),
                fmt::format("rows of {} have the same ({}) as rows that would be restored", o.table,
                            str(model::join(columns))));
    };
    key(t.primary_key.columns);
    for (const model::unique_key& k : t.uniques) key(k.columns);
    for (const model::index& i : t.indexes)
        if (i.unique && i.where.empty() &&
            (!i.options || (i.options->expressions.empty() && i.options->only.wants(write.on()))))
            key(model::detail::column_names(i));
    for (const model::foreign_key& k : t.foreign_keys) {
        const model::table& target = *s.find(k.table);
        const auto not_among_them = [&](std::size_t row) {
            if (k.table != o.table) return true;
            for (std::size_t other = 0; other < rows; ++other) {
                bool refers = true;
                for (std::size_t i = 0; i < k.columns.size(); ++i) {
                    const model::literal *is = value(row, k.columns[i]), *has = value(other, k.target[i]);
                    refers = refers && is && has && *is == *has;
                }
                if (refers) return false;
            }
            return true;
        };
        const auto [there, count] = with(target, k.target, k.columns, not_among_them);
        if (count != 0)
            ask(fmt::format("SELECT {} - count(*) FROM {} WHERE {}", count, from(k.table, k.target, {}),
                            write.expression(s, target, there)),
                fmt::format("rows of {} are missing that restored rows of {} would reference", k.table, o.table));
    }
}

/// The questions to the database before a step: those that the author asked for with precheck, and on the way back
/// those of a step on rows.
std::vector<statement> prechecks(const step& s, std::string_view database, bool back, const relation_reader& from) {
    const model::schema& before = *s.before;
    const sql_writer& write = writer_of(database);
    std::vector<statement> made;
    const auto ask = [&](std::string sql, std::string complaint) {
        made.push_back(question(std::move(sql), std::move(complaint)));
    };
    const auto count_rows = [&](std::string_view table, const model::names& reads, const std::string& where,
                                std::string complaint) {
        ask(fmt::format("SELECT count(*) FROM {}{}{}", from(table, reads, {}), where.empty() ? "" : " WHERE ", where),
            std::move(complaint));
    };
    const auto twice = [&](std::string_view table, const model::names& columns, bool nulls_alike,
                           const model::expression& where) {
        const model::table& t = *before.find(table);
        model::names reads = columns;
        add_names(reads, read_by(t, where));
        std::vector<std::string> conditions;
        if (!nulls_alike)
            for (std::string_view c : columns) conditions.push_back(null_test(before, table, c, write, false));
        if (!where.empty()) conditions.push_back("(" + write.expression(before, t, where) + ")");
        ask(count_duplicates(from(table, reads, {}), columns, conditions),
            fmt::format("several rows of {} have the same values in ({})", table, str(model::join(columns))));
    };
    std::visit(
        [&]<class Operation>(const Operation& o) {
            if constexpr (requires { o.assurance; }) {
                if constexpr (std::is_same_v<Operation, model::add_column>) {
                    // A default that its own domain does not take fails with the first row.
                    const model::column c = without_domain(*s.after, o.column);
                    each_domain(*s.after, o.column.type, [&](const model::object& domain) {
                        if (!back || domain.condition.empty() || !c.default_value) return;
                        const model::type base = model::detail::base_type(*s.after, o.column.type);
                        count_rows(o.table, {},
                                   fmt::format("NOT ({})",
                                               write.condition(domain.condition, write.literal(c.default_value, base),
                                                               model::is_integer(base.kind))),
                                   fmt::format("rows of {} would have a value in {} that the domain {} does not allow",
                                               o.table, o.column.name, domain.name));
                    });
                }
                if (!o.assurance.precheck) return;
                if constexpr (std::is_same_v<Operation, model::add_column>) {
                    count_rows(o.table, {}, "",
                               fmt::format("rows of {} would have no value in {}", o.table, o.column.name));
                } else if constexpr (std::is_same_v<Operation, model::alter_column>) {
                    const model::column& was = *before.find(o.table)->find(o.column);
                    std::vector<std::string> wrong;
                    if (o.nullable && !*o.nullable) wrong.push_back(null_test(before, o.table, o.column, write, true));
                    if (o.type) {
                        const model::type from_type = model::detail::base_type(before, was.type);
                        const model::type to_type = model::detail::base_type(*s.after, *o.type);
                        if (!widens(from_type, to_type))
                            if (misfit m = misfits(before, write, o.column, from_type, to_type, database, back);
                                !m.condition.empty())
                                wrong.push_back(std::move(m.condition));
                        each_domain(*s.after, *o.type, [&](const model::object& domain) {
                            const std::string name = sql_writer::identifier(o.column);
                            if (!domain.nullable) wrong.push_back(name + " IS NULL");
                            if (!domain.condition.empty() && from_type == to_type)
                                wrong.push_back(fmt::format(
                                    "NOT ({})", write.condition(domain.condition, name, is_integer(to_type.kind))));
                        });
                    }
                    if (!wrong.empty())
                        count_rows(o.table, {o.column}, join(wrong, " OR "),
                                   fmt::format("rows of {} do not fit the new {}", o.table, o.column));
                } else if constexpr (std::is_same_v<Operation, model::add_unique>) {
                    twice(o.table, o.key.columns, o.key.nulls_not_distinct, {});
                } else if constexpr (std::is_same_v<Operation, model::add_primary_key>) {
                    twice(o.table, o.key.columns, true, {});
                } else if constexpr (std::is_same_v<Operation, model::create_index>) {
                    if (o.index.options && !o.index.options->only.wants(write.on())) return;
                    if (!o.index.unique) return;
                    const bool nulls_alike = o.index.options && o.index.options->nulls_not_distinct;
                    if (!o.index.options || o.index.options->expressions.empty())
                        return twice(o.table, model::detail::column_names(o.index), nulls_alike, o.index.where);
                    const model::table& t = *before.find(o.table);
                    std::vector<std::string> keys, conditions;
                    model::names reads = read_by(t, o.index.where);
                    for (const model::index_column& c : o.index.columns) {
                        if (c.expression < 0) {
                            keys.push_back(sql_writer::identifier(c.name));
                            add_names(reads, {c.name});
                        } else {
                            const auto at = static_cast<std::size_t>(c.expression);
                            keys.push_back("(" + write.expression(before, t, o.index.options->expressions[at]) + ")");
                            add_names(reads, read_by(t, o.index.options->expressions[at]));
                        }
                        if (!nulls_alike) conditions.push_back(keys.back() + " IS NOT NULL");
                    }
                    if (!o.index.where.empty())
                        conditions.push_back("(" + write.expression(before, t, o.index.where) + ")");
                    ask(fmt::format(
                            "SELECT count(*) FROM (SELECT 1 FROM {}{}{} GROUP BY {} HAVING count(*) > 1) AS twice",
                            from(o.table, reads, {}), conditions.empty() ? "" : " WHERE ", join(conditions, " AND "),
                            join(keys, ", ")),
                        fmt::format("several rows of {} have the same values in a unique index", o.table));
                } else if constexpr (std::is_same_v<Operation, model::add_foreign_key>) {
                    std::vector<std::string> equal;
                    for (std::size_t i = 0; i < o.key.columns.size(); ++i)
                        equal.push_back(fmt::format("target.{} = source.{}", sql_writer::identifier(o.key.target[i]),
                                                    sql_writer::identifier(o.key.columns[i])));
                    std::vector<std::string> given;
                    for (std::string_view c : o.key.columns)
                        given.push_back(fmt::format("source.{} IS NOT NULL", sql_writer::identifier(c)));
                    ask(fmt::format("SELECT count(*) FROM {} WHERE {} AND NOT EXISTS (SELECT 1 FROM {} WHERE {})",
                                    from(o.table, o.key.columns, "source"), join(given, " AND "),
                                    from(o.key.table, o.key.target, "target"), join(equal, " AND ")),
                        fmt::format("rows of {} reference missing rows of {}", o.table, o.key.table));
                } else if constexpr (std::is_same_v<Operation, model::add_check>) {
                    if (!o.check.only.wants(write.on())) return;
                    const model::table& t = *before.find(o.table);
                    count_rows(o.table, read_by(t, o.check.condition),
                               fmt::format("NOT ({})", write.expression(before, t, o.check.condition)),
                               fmt::format("rows of {} violate the check", o.table));
                } else if constexpr (std::is_same_v<Operation, model::add_exclusion>) {
                    if (!o.exclusion.only.wants(write.on()) || database != "postgresql") return;
                    const model::table& t = *before.find(o.table);
                    model::names reads = read_by(t, o.exclusion.where);
                    std::vector<std::string> keys{"row_number() OVER () AS n"}, meet{"one.n < other.n"};
                    for (const model::exclusion_element& e : o.exclusion.elements) {
                        const std::string k = fmt::format("k{}", keys.size());
                        keys.push_back(fmt::format("{} AS {}",
                                                   e.expression.empty() ? sql_writer::identifier(e.column)
                                                                        : write.expression(before, t, e.expression),
                                                   k));
                        meet.push_back(fmt::format("one.{0} {1} other.{0}", k, e.operator_));
                        add_names(reads, e.expression.empty() ? model::names{e.column} : read_by(t, e.expression));
                    }
                    ask(fmt::format("WITH keyed AS (SELECT {} FROM {}{}) SELECT count(*) FROM keyed AS one JOIN keyed "
                                    "AS other ON {}",
                                    join(keys, ", "), from(o.table, reads, {}),
                                    write.where(before, t, o.exclusion.where), join(meet, " AND ")),
                        fmt::format("rows of {} conflict with each other", o.table));
                } else if constexpr (std::is_same_v<Operation, model::replace_object>) {
                    if (o.object.kind != model::object_kind::domain) return;
                    const model::object& was = *before.find_object(o.object.kind, o.object.name);
                    const model::type old_type = model::detail::base_type(before, was.type);
                    const model::type to = model::detail::base_type(before, o.object.type);
                    for (const model::table& t : before.tables)
                        for (const model::column& c : t.columns) {
                            if (!model::detail::is_of_domain(before, c.type, o.object.name)) continue;
                            std::vector<std::string> wrong;
                            const std::string name = sql_writer::identifier(c.name);
                            if (was.nullable && !o.object.nullable) wrong.push_back(name + " IS NULL");
                            if (!widens(old_type, to))
                                if (misfit m = misfits(before, write, c.name, old_type, to, database, back);
                                    !m.condition.empty())
                                    wrong.push_back(std::move(m.condition));
                            if (!o.object.condition.empty() && !(o.object.condition == was.condition))
                                wrong.push_back(fmt::format(
                                    "NOT ({})",
                                    write.condition(o.object.condition, name, model::is_integer(old_type.kind))));
                            if (!wrong.empty())
                                count_rows(t.name, {c.name}, join(wrong, " OR "),
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
                                count_rows(t.name, {c.name}, holds_one_of(c, of, gone, database),
                                           fmt::format("rows of {} have a {} that {} loses", t.name, c.name, o.name));
                        }
                } else {
                    static_assert(sizeof(Operation) == 0, "prechecks() has no query for this operation's assurance");
                }
            } else if constexpr (std::is_same_v<Operation, model::alter_table>) {
                if (!back || !o.strict || !*o.strict || database != "sqlite") return;
                const model::table& t = *before.find(o.table);
                model::names all;
                for (const model::column& c : t.columns) all.push_back(c.name);
                if (const std::string wrong = not_strict(write, *s.after, *s.after->find(o.table)); !wrong.empty())
                    count_rows(o.table, all, wrong,
                               fmt::format("rows of {} have values that a strict table does not allow", o.table));
            } else if constexpr (std::is_same_v<Operation, model::delete_rows>) {
                if (back && o.only.wants(write.on())) ask_of_references(before, o, write, from, ask);
            } else if constexpr (std::is_same_v<Operation, model::insert_rows>) {
                if (back && o.only.wants(write.on())) ask_of_places(before, o, write, from, ask);
            }
        },
        *s.operation);
    return made;
}

/// Whether `o` leaves the table and its rows as they are. Only where that is certain.
bool leaves_alone(const model::operation& o, std::string_view table) {
    return std::visit(
        [&]<class Operation>(const Operation& one) {
            constexpr bool keeps_rows = model::answers_of<Operation>.effect == model::effect::definition;
            if constexpr (std::is_same_v<Operation, model::create_table>)
                return one.table.name != table;
            else if constexpr (std::is_same_v<Operation, model::rename_table>)
                return one.from != table && one.to != table;
            else if constexpr (std::is_same_v<Operation, model::rename_column> ||
                               std::is_same_v<Operation, model::add_column> ||
                               std::is_same_v<Operation, model::drop_column> ||
                               std::is_same_v<Operation, model::drop_table> ||
                               std::is_same_v<Operation, model::drop_partition>)
                return one.table != table;
            else if constexpr (std::is_same_v<Operation, model::alter_column>)
                return !one.type || one.table != table;
            else if constexpr (std::is_same_v<Operation, model::create_enumeration> ||
                               std::is_same_v<Operation, model::add_enumeration_value>)
                return true;
            else if constexpr (std::is_same_v<Operation, model::create_object>)
                return one.object.kind >= model::object_kind::function;
            else if constexpr (std::is_same_v<Operation, model::drop_object>)
                return one.kind >= model::object_kind::function;
            // Rows of other tables change with those of one, by its foreign keys and triggers.
            else
                return keeps_rows && requires { std::string_view(one.table); };
        },
        o);
}

/// What a table, and one of its columns, was called before the operations from `first` up to `last`; nothing where they
/// make it.
struct earlier_name {
    std::string table, column;
};
std::optional<earlier_name> name_before(const way& w, std::size_t first, std::size_t last, earlier_name now) {
    for (std::size_t i = last; i-- > first;) {
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

/// Whether the operations from `first` up to `last` leave the table and its rows as they are.
bool leave_alone(const way& w, std::size_t first, std::size_t last, std::string_view table) {
    for (std::size_t k = first; k < last; ++k)
        if (!w.beside[k] && (w.declared[k] || !leaves_alone(w.operations[k], table))) return false;
    return true;
}

/// What a step destroys: a query for how much of it there is before the script, empty where it cannot be counted; and
/// what holds it then.
struct counted_loss {
    std::string count;
    part from = {};
};

/// The table and the column that step `i` destroys, by their names at that step.
earlier_name place_of(const way& w, std::size_t i, std::string_view lost) {
    const model::operation& o = w.operations[i];
    const model::schema& here = w.schemas[i];
    earlier_name now{std::string(lost), {}};
    const bool of_rows = std::holds_alternative<model::drop_table>(o) || std::holds_alternative<model::delete_rows>(o);
    // Names may have points in them.
    for (std::size_t point = lost.find('.'); !of_rows && point != std::string_view::npos;
         point = lost.find('.', point + 1))
        if (const model::table* t = here.find(lost.substr(0, point)); t && t->find(lost.substr(point + 1)))
            now = {std::string(lost.substr(0, point)), std::string(lost.substr(point + 1))};
    return now;
}

/// Of what step `i` of the way destroys, asked before step `asked`.
counted_loss count_of(const way& w, std::size_t i, std::string_view lost, std::string_view database,
                      std::size_t asked) {
    const sql_writer& write = writer_of(database);
    const model::schema &first = w.schemas[asked], &here = w.schemas[i];
    const model::operation& o = w.operations[i];
    if (const auto* gone = std::get_if<model::drop_partition>(&o)) {
        const auto was = name_before(w, asked, i, {std::string(gone->table), {}});
        // A partition is a table on PostgreSQL alone.
        return {database == "postgresql" ? "SELECT count(*) FROM " + write.relation(here, lost) : std::string(),
                was ? part{write.relation(first, was->table)} : part{}};
    }
    const earlier_name now = place_of(w, i, lost);
    if (!here.find(now.table)) return {};
    const model::table& held_by = *here.find(now.table);
    const auto was = name_before(w, asked, i, now);
    if (!was) return {"SELECT 0"};
    const std::string table = write.relation(first, was->table);
    const bool same_rows = leave_alone(w, asked, i, now.table);
    const auto where_of = [&](const model::expression& where) {
        return same_rows ? write.where(here, held_by, where) : std::string();
    };
    if (was->column.empty()) {
        const auto* rows = std::get_if<model::delete_rows>(&o);
        return {fmt::format("SELECT count(*) FROM {}{}", table, rows ? where_of(rows->where) : ""), {table}};
    }
    const part from{table, sql_writer::identifier(was->column)};
    // With its table's name: SQLite would take a quoted name that is no column's for a text.
    const std::string every = fmt::format("SELECT count({0}.{1}) FROM {0}", table, from.column);
    if (const auto* update = std::get_if<model::update_rows>(&o)) return {every + where_of(update->where), from};
    if (const auto* fill = std::get_if<model::backfill>(&o)) return {every + where_of(fill->where), from};
    // A narrower type loses only the values that do not fit.
    const model::column* held = held_by.find(now.column);
    const model::table* held_by_before = first.find(was->table);
    const model::column* held_before = held_by_before ? held_by_before->find(was->column) : nullptr;
    std::optional<model::type> to;
    if (const auto* alter = std::get_if<model::alter_column>(&o); alter && alter->using_.empty() && alter->type)
        to = *alter->type;
    if (const auto* domain = std::get_if<model::replace_object>(&o)) to = domain->object.type;
    if (!to || !held || !held_before || held->type != held_before->type) return {every, from};
    const std::string wrong = misfits_without_cast(was->column, model::detail::base_type(first, held_before->type),
                                                   model::detail::base_type(here, *to), database);
    if (wrong.empty()) return {every, from};
    return {fmt::format("SELECT count(*) FROM {} WHERE {} IS NOT NULL AND ({})", table, from.column, wrong), from};
}

/// Whether the step, on the way up, asks before it runs for what it would destroy, and stops then.
bool asks_first(const step& s, std::string_view database) {
    const auto* alter = std::get_if<model::alter_column>(s.operation);
    if (!alter || !alter->assurance.precheck || !alter->type || !alter->using_.empty()) return false;
    const model::type was =
        model::detail::base_type(*s.before, s.before->find(alter->table)->find(alter->column)->type);
    const model::type is = model::detail::base_type(*s.after, *alter->type);
    return !widens(was, is) &&
           misfits(*s.before, writer_of(database), alter->column, was, is, database, false).complete;
}

/// Notes the tables and columns that step `i` creates, renames and drops. Raw SQL that says that it creates something
/// may have found it.
void note_changes(script& s, const way& w, std::size_t i, std::string_view database) {
    const sql_writer& write = writer_of(database);
    const model::schema &before = w.schemas[i], &after = w.schemas[i + 1];
    const auto column = [&](const model::schema& in, std::string_view table, std::string_view name) {
        return part{write.relation(in, table), sql_writer::identifier(name)};
    };
    const auto note = [&](part from, part to) {
        if (!from.table.empty() || !w.declared[i]) s.changes.push_back({std::move(from), std::move(to)});
    };
    const model::operation& o = w.operations[i];
    if (const auto* made = std::get_if<model::create_table>(&o)) note({}, {write.relation(after, made->table.name)});
    if (const auto* named = std::get_if<model::rename_table>(&o))
        note({write.relation(before, named->from)}, {write.relation(after, named->to)});
    if (const auto* gone = std::get_if<model::drop_table>(&o)) note({write.relation(before, gone->table)}, {});
    if (const auto* made = std::get_if<model::add_column>(&o)) note({}, column(after, made->table, made->column.name));
    if (const auto* named = std::get_if<model::rename_column>(&o))
        note(column(before, named->table, named->from), column(after, named->table, named->to));
    if (const auto* gone = std::get_if<model::drop_column>(&o)) note(column(before, gone->table, gone->column), {});
}

/// Notes what step `i` destroys, and returns its places in `destroys`. What two steps destroy is approved where both
/// are.
std::vector<std::uint32_t> note_losses(script& s, const way& w, std::size_t i, std::string_view database) {
    std::vector<std::uint32_t> noted;
    for (const model::string& lost : destroyed(w.operations[i], w.schemas[i])) {
        const std::string name = str(lost);
        const std::string why = str(approval_of(w.operations[i]));
        const auto known = std::find(s.destroys.begin(), s.destroys.end(), name);
        noted.push_back(static_cast<std::uint32_t>(known - s.destroys.begin()));
        if (known != s.destroys.end()) {
            if (why.empty()) s.approvals[noted.back()].clear();
            continue;
        }
        counted_loss counted = count_of(w, i, name, database, 0);
        s.destroys.push_back(name);
        s.counts.push_back(std::move(counted.count));
        s.lost_from.push_back(std::move(counted.from));
        s.approvals.push_back(why);
    }
    return noted;
}

/// Notes the operations of the revision that a statement belongs to: of the steps from `first` to `last`.
void note_origin(facts& of, const way& w, std::size_t first, std::size_t last) {
    const auto [least, most] = std::minmax(w.origins[first], w.origins[last]);
    of.operation = most == way::no_origin ? 0 : least;
    of.operations = most == way::no_origin ? 0 : most - least + 1;
}

/// Notes which of the losses of step `i` the statement brings about: the places of `losses` in the script's list.
void note_destruction(statement& st, const script& s, const std::vector<std::uint32_t>& losses, const way& w,
                      std::size_t i, std::string_view database) {
    const effect& change = st.facts.effect;
    for (const std::uint32_t loss : losses) {
        const earlier_name lost = place_of(w, i, s.destroys[loss]);
        const bool drops_table = change.what == effect::kind::drop && change.relation == lost.table;
        const bool changes_column = change.what == effect::kind::alter && change.relation == lost.table &&
                                    std::any_of(change.parts.begin(), change.parts.end(),
                                                [&](const effect::part& p) { return p.name == lost.column; });
        if (!drops_table && !changes_column && !(st.transactional && st.facts.work == row_work::rows)) continue;
        counted_loss counted = count_of(w, i, s.destroys[loss], database, i);
        if (!counted.count.empty())
            st.facts.destroys.push_back({loss, std::move(counted.from.table), std::move(counted.count)});
    }
}

/// The views that may read a column that a script has taken away or renamed, and that it has not created since. MariaDB
/// lets them be broken without a word.
std::vector<const model::object*> views_in_doubt(const way& w) {
    std::set<std::string_view> doubtful;
    for (std::size_t i = 0; i < w.operations.size(); ++i) {
        const model::operation& o = w.operations[i];
        std::string_view table;
        if (const auto* drop = std::get_if<model::drop_column>(&o)) table = drop->table;
        if (const auto* rename = std::get_if<model::rename_column>(&o)) table = rename->table;
        if (!table.empty())
            for (const model::object& view : w.schemas[i + 1].objects) {
                if (!is_view(view) || !contains(view.depends_on, table)) continue;
                doubtful.insert(view.name);
                std::vector<const model::object*> others;
                dependents(w.schemas[i + 1], view.name, others);
                for (const model::object* other : others)
                    if (is_view(*other)) doubtful.insert(other->name);
            }
        if (const auto* create = std::get_if<model::create_object>(&o)) doubtful.erase(create->object.name);
        if (const auto* replace = std::get_if<model::replace_object>(&o)) doubtful.erase(replace->object.name);
    }
    std::vector<const model::object*> views;
    for (const model::object& view : w.schemas.back().objects)
        if (is_view(view) && view.only.wants(model::database::mariadb) && doubtful.contains(view.name))
            views.push_back(&view);
    return views;
}

/// Notes the release that the script needs.
void note_release(script& s, const way& w, std::string_view database) {
    for (std::size_t i = 0; i < w.operations.size(); ++i) {
        if (w.declared[i] || w.beside[i]) continue;
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
    const sql_writer& write = writer_of(on.name());
    const auto is_left_out = [&](std::size_t i) {
        // SQLite reads the columns of a view each time it is used.
        return w.beside[i] && on.name() == "sqlite";
    };
    const auto questions_of = [&](std::size_t i, const relation_reader& reads) {
        std::vector<statement> asked;
        if (!w.declared[i] && !w.beside[i]) asked = prechecks(w.at(i), on.name(), back, reads);
        for (statement& one : asked) note_origin(one.facts, w, i, i);
        return asked;
    };
    // What can be asked before the first step is: on MariaDB what a step has done before stays.
    std::vector<bool> asked_ahead(w.operations.size(), false);
    for (std::size_t i = 0; i < w.operations.size(); ++i) {
        try {
            for (statement& asked : questions_of(i, reader_ahead(w, i, write)))
                s.statements.push_back(std::move(asked));
            asked_ahead[i] = true;
        } catch (const not_known_yet&) {
            // It is asked right before the step.
        }
    }
    std::size_t taken = 0;
    std::vector<std::vector<std::uint32_t>> losses(w.operations.size());
    std::vector<step> together;
    std::vector<std::size_t> places;  // of each of them: which operation of the way it is
    std::vector<bool> complete;       // and whether it ends a step of the migration
    const auto add = [&] {
        const std::vector<step> steps = std::exchange(together, {});
        const std::vector<std::size_t> at = std::exchange(places, {});
        const std::vector<bool> ends = std::exchange(complete, {});
        if (steps.empty()) return;
        rendered r = on.render(steps);
        const std::size_t before = s.statements.size();
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (ends[i]) ++taken;
            if (boundaries && ends[i] && i < r.ends.size()) boundaries->push_back({taken, before + r.ends[i]});
        }
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
            return;
        }
        for (statement& st : r.statements) {
            const std::size_t first = at[st.facts.operation], last = at[st.facts.operation + st.facts.operations - 1];
            note_origin(st.facts, w, first, last);
            if (on.name() == "mariadb") note_destruction(st, s, losses[first], w, first, on.name());
            s.statements.push_back(std::move(st));
        }
        for (std::string& table : r.rebuilds) s.rebuilds.push_back(std::move(table));
    };
    for (std::size_t i = 0; i < w.operations.size(); ++i) {
        if (is_left_out(i)) {
            if (w.partial[i]) continue;
            if (complete.empty())
                ++taken;
            else
                complete.back() = true;
            continue;
        }
        const step one = w.at(i);
        const auto* fill = std::get_if<model::backfill>(one.operation);
        std::vector<statement> questions;
        if (!asked_ahead[i]) questions = questions_of(i, reader_at(*one.before, write));
        if (!questions.empty() || (fill && fill->batch > 0)) add();
        for (statement& asked : questions) s.statements.push_back(std::move(asked));
        note_changes(s, w, i, on.name());
        if (!one.declared && !w.beside[i] && (back || !asks_first(one, on.name())))
            losses[i] = note_losses(s, w, i, on.name());
        together.push_back(one);
        places.push_back(i);
        complete.push_back(!w.partial[i]);
        if (fill && fill->batch > 0) {
            const std::size_t from = s.statements.size();
            add();
            model::operation whole = *fill;
            std::get<model::backfill>(whole).batch = 0;
            const step at_once{&whole, one.before, one.after};
            const rendered r = on.render({&at_once, 1});
            for (std::size_t n = from; n < s.statements.size() && n - from < r.statements.size(); ++n)
                if (s.statements[n].batch > 0) s.statements[n].at_once = r.statements[n - from].sql;
        }
    }
    add();
    if (on.name() == "mariadb")
        for (const model::object* view : views_in_doubt(w)) {
            statement& look = s.statements.emplace_back();
            look.sql = fmt::format("SELECT 1 FROM {} LIMIT 0", sql_writer::identifier(view->name));
            look.facts.work = row_work::rows;
            look.facts.locks_known = true;
        }
    if (!s.irreversible.empty()) return {.irreversible = s.irreversible};
    std::sort(s.rebuilds.begin(), s.rebuilds.end());
    s.rebuilds.erase(std::unique(s.rebuilds.begin(), s.rebuilds.end()), s.rebuilds.end());
    note_release(s, w, on.name());
    return s;
}

/// Where the two ways meet, for scripts that can stop half-way: after the first n operations of the one and all but n
/// of the other.
std::vector<meeting> meetings_of(const script& up, const script& down, std::size_t operations,
                                 const std::vector<boundary>& done, const std::vector<boundary>& undone) {
    const auto in_one_piece = [](const script& s) {
        return std::all_of(s.statements.begin(), s.statements.end(),
                           [](const statement& one) { return one.transactional; });
    };
    std::vector<meeting> all;
    const auto add = [&](std::size_t up_done, std::size_t down_done) {
        all.push_back({static_cast<std::uint32_t>(up_done), static_cast<std::uint32_t>(down_done)});
    };
    if (in_one_piece(up) && in_one_piece(down)) return all;
    const auto questions = [](const script& s) {
        return static_cast<std::size_t>(std::find_if(s.statements.begin(), s.statements.end(),
                                                     [](const statement& one) { return one.precheck.empty(); }) -
                                        s.statements.begin());
    };
    // Neither a question at the beginning nor a look at views at the end changes anything.
    if (const std::size_t n = questions(up); n != 0) add(n, down.statements.size());
    add(0, down.statements.size());
    for (const boundary& u : undone)
        if (u.operations == operations) add(0, u.statements);
    for (const boundary& d : done)
        for (const boundary& u : undone)
            if (d.operations + u.operations == operations) add(d.statements, u.statements);
    for (const boundary& d : done)
        if (d.operations == operations) add(d.statements, 0);
    add(up.statements.size(), 0);
    if (const std::size_t n = questions(down); n != 0) add(up.statements.size(), n);
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
    for (const dialect* d : dialects())
        if (d->name() == name) return d;
    return nullptr;
}

std::vector<std::string_view> dialect_names() {
    std::vector<std::string_view> names;
    for (const dialect* d : dialects()) names.push_back(d->name());
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
    std::vector<meeting> meets;
};

script without_facts(script s) {
    for (statement& st : s.statements) st.facts = {};
    return s;
}
/// Whether they do the same. The facts may differ: a lock can be on a table that only one of the schemas has.
bool do_the_same(const both_ways& a, const both_ways& b) {
    return a.meets == b.meets && without_facts(a.up) == without_facts(b.up) &&
           without_facts(a.down) == without_facts(b.down);
}

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
    planned_revision r{.id = str(m.id), .message = str(m.message), .checksum = std::move(checksum)};
    for (std::string_view parent : m.parents) r.parents.push_back(str(parent));
    for (std::string_view id : m.replaces) r.replaces.push_back(str(id));
    for (const model::operation& o : m.operations) {
        if (!is_listed(o)) continue;
        r.operations.push_back(str(describe(o)));
        r.digests.push_back(operation_checksum(o));
    }
    const std::string why_not = why_irreversible(m);
    const way down = way_back(up, why_not);
    for (const std::string& name : databases) {
        both_ways made = both_ways_of(up, down, m.id, why_not, *find_dialect(name), refusals);
        r.routes.push_back({*database_named(name), std::move(made.up), std::move(made.down), std::move(made.meets)});
    }
    return r;
}

/// The scripts of a revision for one set of concurrent revisions. What cannot be rendered then is refused when it is
/// to run, because no database has to be in that state.
both_ways ways_on(const occasion& then, const model::migration& m, const dialect& on) {
    std::string refused = then.refused;
    if (refused.empty()) {
        std::vector<std::string> refusals;
        const auto own = static_cast<std::size_t>(std::count_if(m.operations.begin(), m.operations.end(), is_listed));
        const way up = way_of(then.before, {.id = m.id, .operations = then.operations}, own);
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
                both_ways made = ways_on(then, p.migrations[at], *find_dialect(name_of(on.on)));
                const auto same = std::find_if(different.begin(), different.end(),
                                               [&](const both_ways& other) { return do_the_same(other, made); });
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
    plan made{.name = str(p.declared.name)};
    for (const std::string& name : databases) made.databases.push_back(*database_named(name));
    std::vector<std::string> refusals;
    std::set<std::string> relations;
    model::schema now = nothing_of(p.declared);
    branches graph(p);
    for (std::size_t at = 0; at < p.migrations.size(); ++at) {
        const model::migration& m = p.migrations[at];
        const way up = way_of(now, m, m.operations.size());
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
    planned_revision r =
        plan_of(way_of(before, m, m.operations.size()), m, databases, checksum(m, before.convention), refusals);
    if (!refusals.empty()) throw generation_error(join(refusals, "\n"));
    return r;
}

std::vector<statement> full_schema(const model::schema& s, std::string_view database) {
    way w(nothing_of(s));
    for (const model::operation& o : diff(w.schemas.front(), s)) w.take(o, way::no_origin);
    std::vector<std::string> refusals;
    script made = make_script(w, *find_dialect(database), "the declared schema", false, refusals);
    if (!refusals.empty()) throw generation_error(join(refusals, "\n"));
    return std::move(made.statements);
}

}  // namespace retort::codegen
