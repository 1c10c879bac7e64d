#include "render.hpp"
#include "effect.hpp"

#include "../execute.hpp"
#include "../partition.hpp"
#include "../text.hpp"

#include <retort/model/obligation.hpp>
#include <retort/model/support.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace retort::codegen::mariadb {

using model::object_kind;
using model::schema;
using model::table;
using model::type_kind;

// Not the session's time zone's: a DATETIME here holds UTC.
std::string writer::now(const model::type& t) const {
    const bool is_point = family_of(t) == model::family::timestamp;
    return fmt::format("utc_timestamp({})", is_point && model::has_parameters(t) ? t.a : 6);
}

std::string writer::random_uuid() const { return "uuid()"; }

std::string writer::bytes(std::string_view value) const { return fmt::format("x'{}'", hexadecimal(value)); }

std::string writer::constant(std::string_view value, const model::type& t) const {
    if (t.kind == type_kind::timestamptz) return text(in_utc(value));
    if (t.kind == type_kind::bit) return "b" + text(value);
    return sql_writer::constant(value, t);
}

// Some other character is what escapes then. NO_BACKSLASH_ESCAPES is of no help, and forbids ESCAPE ''.
std::string writer::plain_backslash(std::string_view pattern) const {
    for (char c : std::string_view("|!~^#$&"))
        if (pattern.find(c) == std::string_view::npos) return fmt::format(" ESCAPE '{}'", c);
    return " ESCAPE x'01'";
}

namespace {

constexpr model::database here = model::database::mariadb;
const writer write;

const auto id = [](std::string_view name) { return sql_writer::identifier(name); };

/// What changes definitions, which MariaDB commits by itself.
statement change(std::string sql, effect what) {
    statement st;
    st.sql = std::move(sql);
    st.transactional = false;
    st.facts.work = row_work::none;
    st.facts.effect = std::move(what);
    return st;
}
statement locking(statement st, std::string_view relation, std::string_view mode) {
    st.facts.locks_known = true;
    st.facts.locks.push_back({std::string(relation), std::string(mode)});
    return st;
}
effect effect_on(effect::kind what, std::string_view relation, effect::place among = effect::place::relations) {
    effect e;
    e.what = what;
    e.among = among;
    e.relation = relation;
    return e;
}
statement rename_relation(std::string_view from, std::string_view to) {
    effect e;
    e.what = effect::kind::rename;
    e.renamed.push_back({std::string(from), std::string(to)});
    return locking(change(fmt::format("RENAME TABLE {} TO {}", id(from), id(to)), std::move(e)), from,
                   whole_for_a_moment);
}
statement on_rows(std::string sql, std::string_view table) {
    statement st;
    st.sql = std::move(sql);
    st.facts.work = row_work::rows;
    return locking(std::move(st), table, changed_rows);
}
rendered one(statement st) {
    rendered r;
    r.statements.push_back(std::move(st));
    return r;
}

/// A clause of ALTER TABLE, and the parts of the table that it changes.
struct clause {
    std::string sql;
    std::vector<effect::part> parts;
};
clause drops(std::string_view what, std::string_view name) {
    return {fmt::format("DROP {} {}", what, id(name)), {{std::string(name), false, true}}};
}
clause adds(std::string_view name, std::string_view sql) {
    return {fmt::format("ADD {}", sql), {{std::string(name), true, false}}};
}
clause renames(std::string_view what, std::string_view from, std::string_view to) {
    return {fmt::format("RENAME {} {} TO {}", what, id(from), id(to)),
            {{std::string(from), false, true}, {std::string(to), true, false}}};
}

/// How the server has to do it; it chooses where nothing is said.
struct demand {
    std::string_view algorithm, lock;
};
constexpr demand by_choice{}, by_copy{"COPY", {}}, while_others_write{"INPLACE", "NONE"};

/// `work`: the most that it does to rows.
statement alter(std::string_view table, const std::vector<clause>& clauses, demand how, row_work work) {
    effect e = effect_on(effect::kind::alter, table);
    std::vector<std::string> texts;
    for (const clause& c : clauses) {
        texts.push_back(c.sql);
        for (const effect::part& p : c.parts) add_part(e, p);
    }
    const std::string demanded = demanded_lock(how.algorithm, how.lock);
    std::string sql = fmt::format("ALTER TABLE {} {}", id(table), join(texts, ", "));
    if (!how.algorithm.empty()) sql += ", " + demanded;
    statement st = locking(change(std::move(sql), std::move(e)), table, demanded);
    st.facts.work = work;
    return st;
}
rendered refused(std::string reason, std::string way_out) {
    rendered r;
    r.refused = unsupported{std::move(reason), std::move(way_out)};
    return r;
}

void append(rendered& all, rendered&& more) {
    for (statement& st : more.statements) all.statements.push_back(std::move(st));
    if (more.refused) all.refused = std::move(more.refused);
}

/// The statement with something added to the session's sql_mode.
std::string with_mode(std::string_view mode, const std::string& sql) {
    return fmt::format("SET STATEMENT sql_mode = concat(@@sql_mode, ',{}') FOR {}", mode, sql);
}

bool wanted(const model::index& i) { return i.only().wants(here); }
bool wanted(const model::check_constraint& c) { return c.only.wants(here); }

// Keys.

model::type type_of(const schema& s, const table& t, std::string_view column) {
    const model::column* c = t.find(column);
    return c ? model::detail::base_type(s, c->type) : model::type{};
}

bool is_fulltext(const model::index& i) { return i.method() == "fulltext"; }
bool is_spatial(const model::index& i) { return i.method() == "spatial" || i.method() == "rtree"; }

int key_bytes(const schema& s, const table& t, const model::names& columns) {
    int all = 0;
    for (std::string_view c : columns) all += model::key_bytes(type_of(s, t, c));
    return all;
}
/// A unique key of which MariaDB keeps hashes.
bool is_hashed(const schema& s, const table& t, const model::names& columns) {
    return key_bytes(s, t, columns) > model::longest_key;
}

/// How much of a column an index is over; 0 for all of it.
int prefix(const schema& s, const table& t, const model::index& i, const model::index_column& c) {
    const bool whole = i.unique || is_fulltext(i) || is_spatial(i);
    if (c.prefix == 0 && whole) return 0;
    const model::type type = type_of(s, t, c.name);
    const bool has_length = type.kind == type_kind::varchar || type.kind == type_kind::char_ ||
                            type.kind == type_kind::binary || type.kind == type_kind::varbinary;
    // More than there can be of a value is all of it; MariaDB would refuse the number.
    if (c.prefix > 0 && !(has_length && c.prefix >= type.a)) return c.prefix;
    if (whole) return 0;
    const int limit = family_of(type) == model::family::bytes ? model::bytes_prefix : model::text_prefix;
    const int width = family_of(type) == model::family::bytes ? 1 : 4;
    const bool cut = is_hashed(s, t, model::detail::column_names(i)) && model::key_bytes(type) > limit * width;
    return cut ? limit : 0;
}

struct part {
    std::string name;
    /// As it stands in CREATE TABLE.
    std::string sql;
    /// What else it changes with.
    std::string also = {};
    /// Of a column: it has a check of its own.
    bool checked = false;
};

std::string key(std::string_view word, std::string_view name, const model::names& columns) {
    return fmt::format("{} {} ({})", word, id(name), sql_writer::identifiers(columns));
}

part index(const schema& s, const table& t, const model::index& i) {
    std::vector<std::string> columns;
    for (const model::index_column& c : i.columns) {
        std::string column = id(c.name);
        if (const int length = prefix(s, t, i, c); length > 0) column += fmt::format("({})", length);
        if (c.descending) column += " DESC";
        columns.push_back(std::move(column));
    }
    const std::string name(model::name_of(t, i));
    const std::string_view word = is_fulltext(i)  ? "FULLTEXT KEY"
                                  : is_spatial(i) ? "SPATIAL KEY"
                                  : i.unique      ? "UNIQUE KEY"
                                                  : "KEY";
    const std::string_view method = i.method() == "btree" ? " USING BTREE" : i.method() == "hash" ? " USING HASH" : "";
    return {name, fmt::format("{} {}{} ({})", word, id(name), method, join(columns, ", "))};
}

bool begins_with(const model::names& all, const model::names& first) {
    return first.size() <= all.size() && std::equal(first.begin(), first.end(), all.begin());
}

/// A foreign key with its columns in the order of the key that it refers to, which MariaDB demands.
model::foreign_key in_order(const schema& s, const table& t, const model::foreign_key& k) {
    const table* target = k.table == t.name ? &t : s.find(k.table);
    if (!target) return k;
    std::vector<model::names> keys;
    if (target->primary_key) keys.push_back(target->primary_key.columns);
    for (const model::unique_key& u : target->uniques) keys.push_back(u.columns);
    if (std::find(keys.begin(), keys.end(), k.target) != keys.end()) return k;
    for (const model::names& columns : keys) {
        model::foreign_key turned = k;
        turned.columns.clear();
        turned.target.clear();
        for (std::string_view c : columns)
            for (std::size_t i = 0; i < k.target.size(); ++i)
                if (k.target[i] == c) {
                    turned.columns.push_back(k.columns[i]);
                    turned.target.push_back(c);
                }
        if (turned.target.size() == k.target.size() && columns.size() == k.target.size()) return turned;
    }
    return k;
}

struct own_key {
    std::string name;
    model::names columns;
};

/// Indexes that nobody asked for and MariaDB needs, because no key begins with the columns: of a foreign key, under its
/// name, and of what AUTO_INCREMENT numbers. It would make a foreign key's by itself, and take it away by itself when
/// another comes; named, they follow from the table as it is.
std::vector<own_key> own_keys(const schema& s, const table& t) {
    std::vector<model::names> there;
    if (t.primary_key) there.push_back(t.primary_key.columns);
    for (const model::unique_key& k : t.uniques)
        if (!is_hashed(s, t, k.columns)) there.push_back(k.columns);
    for (const model::index& i : t.indexes) {
        if (!wanted(i) || is_fulltext(i) || is_spatial(i)) continue;
        if (i.unique && is_hashed(s, t, model::detail::column_names(i))) continue;
        model::names whole;
        for (const model::index_column& c : i.columns) {
            if (c.descending || prefix(s, t, i, c) > 0) break;
            whole.push_back(c.name);
        }
        there.push_back(whole);
    }
    std::vector<own_key> needs;
    for (const model::foreign_key& k : t.foreign_keys)
        needs.push_back({std::string(name_of(t, k)), in_order(s, t, k).columns});
    // A longer one serves a shorter one; by name, so that the order in which they came makes no difference.
    std::sort(needs.begin(), needs.end(), [](const own_key& a, const own_key& b) {
        return a.columns.size() != b.columns.size() ? a.columns.size() > b.columns.size() : a.name < b.name;
    });
    for (const model::column& c : t.columns)
        if (c.identity) {
            model::names alone;
            alone.push_back(c.name);
            needs.push_back(
                {std::string(model::detail::derived_name(model::detail::index_name, t.name, alone)), alone});
        }
    std::vector<own_key> own;
    for (own_key& k : needs) {
        if (std::any_of(there.begin(), there.end(), [&](const auto& all) { return begins_with(all, k.columns); }))
            continue;
        there.push_back(k.columns);
        // Somebody's index may be called so, and be of no use here.
        const auto taken = [&] {
            return std::any_of(t.uniques.begin(), t.uniques.end(),
                               [&](const auto& other) { return std::string(name_of(t, other)) == k.name; }) ||
                   std::any_of(t.indexes.begin(), t.indexes.end(),
                               [&](const auto& other) { return std::string(model::name_of(t, other)) == k.name; }) ||
                   std::any_of(own.begin(), own.end(), [&](const own_key& other) { return other.name == k.name; });
        };
        while (taken()) k.name += '_';
        own.push_back(std::move(k));
    }
    return own;
}

// Columns.

bool is_textual(const model::type& t) {
    return family_of(t) == model::family::text || t.kind == type_kind::enumeration || t.kind == type_kind::xml ||
           family_of(t) == model::family::network;
}

std::string character_set(const table& t) {
    const model::table_options& o = options_of(t);
    if (o.charset.empty() && o.collation.empty())
        return fmt::format("DEFAULT CHARACTER SET utf8mb4 COLLATE {}", model::usual_collation);
    std::string sql = "DEFAULT";
    if (!o.charset.empty()) sql += fmt::format(" CHARACTER SET {}", o.charset);
    if (!o.collation.empty()) sql += fmt::format(" COLLATE {}", o.collation);
    return sql;
}

/// The type and what belongs to it.
std::string column_type(const schema& s, const model::column& c) {
    return write.type(s, c.type) + (c.collation.empty() ? std::string() : " COLLATE " + id(c.collation));
}

/// What is demanded of the column's values beside its type: what a domain says, and NOT NULL of a generated one, which
/// has no such clause.
std::string column_check(const schema& s, const table& t, const model::column& declared) {
    std::vector<std::string> all;
    const model::column c = without_domain(s, declared);
    if (t.find_generated(c.name) && !c.nullable) all.push_back(fmt::format("{} IS NOT NULL", id(c.name)));
    each_domain(s, declared.type, [&](const model::object& domain) {
        if (!domain.condition.empty())
            all.push_back(write.condition(domain.condition, id(c.name), model::is_integer(c.type.kind)));
    });
    if (all.empty()) return {};
    // A check of one's own takes the place of the one that the type brings.
    if (family_of(c.type) == model::family::json) all.insert(all.begin(), fmt::format("json_valid({})", id(c.name)));
    return all.size() == 1 ? all.front() : "(" + join(all, ") AND (") + ")";
}

part column(const schema& s, const table& t, const model::column& declared) {
    const model::column c = without_domain(s, declared);
    std::string sql = id(c.name) + " " + column_type(s, c);
    if (const model::generated_column* g = t.find_generated(c.name))
        sql += fmt::format(" GENERATED ALWAYS AS ({}) {}", write.computed(s, t, c.type, g->value),
                           g->stored ? "STORED" : "VIRTUAL");
    else
        sql += (c.nullable ? "" : " NOT NULL") + write.default_clause(s, c);
    if (c.identity) sql += " AUTO_INCREMENT";
    if (!c.comment.empty()) sql += " COMMENT " + sql_writer::text(c.comment);
    const std::string condition = column_check(s, t, declared);
    if (!condition.empty()) sql += fmt::format(" CHECK ({})", condition);
    return {str(c.name), std::move(sql), is_textual(c.type) && c.collation.empty() ? character_set(t) : std::string(),
            !condition.empty()};
}

// Tables.

part foreign_key(const schema& s, const table& t, const model::foreign_key& k) {
    const std::string name(name_of(t, k));
    const model::foreign_key turned = in_order(s, t, k);
    return {name, fmt::format("CONSTRAINT {} FOREIGN KEY ({}) {}", id(name), sql_writer::identifiers(turned.columns),
                              write.references_clause(s, turned))};
}
part check(const schema& s, const table& t, const model::check_constraint& c) {
    const std::string name(name_of(t, c));
    return {name, fmt::format("CONSTRAINT {} CHECK ({})", id(name), write.expression(s, t, c.condition))};
}

std::string engine(const table& t) {
    const std::string_view given = options_of(t).engine;
    return fmt::format("ENGINE = {}", given.empty() ? "InnoDB" : given);
}
bool is_innodb(const table& t) {
    std::string name(options_of(t).engine);
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name.empty() || name == "innodb";
}

/// What a table is made of, as MariaDB has it.
struct parts {
    std::vector<part> columns, keys, checks, foreign_keys;
};

parts parts_of(const schema& s, const table& t) {
    parts all;
    for (const model::column& c : t.columns) all.columns.push_back(column(s, t, c));
    if (t.primary_key)
        all.keys.push_back({"", fmt::format("PRIMARY KEY ({})", sql_writer::identifiers(t.primary_key.columns))});
    for (const model::unique_key& k : t.uniques) {
        const std::string name(name_of(t, k));
        all.keys.push_back({name, key("UNIQUE KEY", name, k.columns)});
    }
    for (const model::index& i : t.indexes)
        if (wanted(i)) all.keys.push_back(index(s, t, i));
    for (const own_key& k : own_keys(s, t)) all.keys.push_back({k.name, key("KEY", k.name, k.columns)});
    for (const model::check_constraint& c : t.checks)
        if (wanted(c)) all.checks.push_back(check(s, t, c));
    for (const model::foreign_key& k : t.foreign_keys) all.foreign_keys.push_back(foreign_key(s, t, k));
    return all;
}

const part* find(const std::vector<part>& list, const std::string& name) {
    for (const part& p : list)
        if (p.name == name) return &p;
    return nullptr;
}

/// MariaDB's names are of the characters up to U+FFFF, those of three bytes; one it needs itself.
std::optional<unsupported> refused_name(std::string_view name, bool of_key = false) {
    std::string lower(name);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (of_key && lower == "primary")
        return unsupported{"MariaDB reserves this name for primary keys", "use another name"};
    if (std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xF0; }))
        return std::nullopt;
    return unsupported{fmt::format("MariaDB does not support four-byte characters in names, as in {}", name),
                       "use another name"};
}

/// Why `t` cannot be had on MariaDB, if it cannot, as far as the compiler does not say it.
std::optional<unsupported> refusal(const schema& s, const table& t) {
    if (auto why = refused_name(t.name)) return why;
    for (const model::column& c : t.columns) {
        if (auto why = refused_name(c.name)) return why;
        const model::type base = model::detail::base_type(s, c.type);
        if (const model::type_support& there = support(base, here); there.kind == model::support_kind::unsupported)
            return unsupported{
                fmt::format("MariaDB has no type {}, which {}.{} has", std::string(to_string(base)), t.name, c.name),
                str(there.note)};
    }
    const parts all = parts_of(s, t);
    for (const part& c : all.columns) {
        // A column's check has the column's name.
        if (c.checked && find(all.checks, c.name))
            return unsupported{
                fmt::format(
                    "MariaDB names the check that belongs to {}.{} after the column, and another check has that name",
                    t.name, c.name),
                "give that check another name"};
        for (const model::foreign_key& k : t.foreign_keys)
            if (c.checked && model::detail::sets_columns(k) && contains(k.columns, c.name)) {
                const model::lack& lack = *lack_of(model::feature::expression_of_cascade, here);
                return unsupported{fmt::format("{}: {}.{}, by its domain", lack.reason, t.name, c.name),
                                   "use another action, or the base type of the domain"};
            }
    }
    for (const auto* list : {&all.keys, &all.checks, &all.foreign_keys})
        for (const part& p : *list)
            if (auto why = refused_name(p.name, list == &all.keys)) return why;
    return std::nullopt;
}

std::string create_table(const schema& s, const table& t) {
    const parts all = parts_of(s, t);
    std::vector<std::string> lines;
    for (const auto* list : {&all.columns, &all.keys, &all.foreign_keys, &all.checks})
        for (const part& p : *list) lines.push_back(p.sql);
    std::string sql =
        fmt::format("CREATE TABLE {} (\n{}) {} {}", id(t.name), indented_list(lines), engine(t), character_set(t));
    for (const model::column& c : t.columns)
        if (c.identity && c.numbering.start > 1) sql += fmt::format(" AUTO_INCREMENT = {}", c.numbering.start);
    if (const std::string_view comment = options_of(t).comment; !comment.empty())
        sql += " COMMENT = " + sql_writer::text(comment);
    return sql;
}

/// The clauses of an ALTER TABLE, in the order in which it takes them.
struct clauses {
    std::vector<clause> drop, add;
    /// The names of foreign keys in `drop` and `add`.
    std::vector<std::string> keys_dropped, keys_added;
    /// What it does beside columns can be done while others write.
    bool online = true;
    /// It adds or drops indexes.
    bool keys = false;
    /// Adds a check to a column, which MariaDB asks of the rows that are there only when it copies them.
    bool copy = false;

    bool empty() const { return drop.empty() && add.empty(); }
};

/// What makes a table of parts `was` one of parts `is`.
clauses difference(const parts& was, const parts& is) {
    clauses c;
    const auto each_gone = [&](const auto& old, const auto& now, bool also_changed, auto&& function) {
        for (const part& p : old) {
            const part* other = find(now, p.name);
            if (!other || (also_changed && other->sql != p.sql)) function(p);
        }
    };
    const auto drop = [&](clause one, bool online) {
        c.drop.push_back(std::move(one));
        c.online = c.online && online;
    };
    const auto add = [&](clause one, bool online) {
        c.add.push_back(std::move(one));
        c.online = c.online && online;
    };
    each_gone(was.foreign_keys, is.foreign_keys, true, [&](const part& p) {
        drop(drops("FOREIGN KEY", p.name), true);
        c.keys_dropped.push_back(p.name);
    });
    each_gone(was.checks, is.checks, true, [&](const part& p) { drop(drops("CONSTRAINT", p.name), true); });
    each_gone(was.keys, is.keys, true, [&](const part& p) {
        c.keys = true;
        if (p.name.empty())
            drop({"DROP PRIMARY KEY", {{"PRIMARY", false, true}}}, false);
        else
            drop(drops("KEY", p.name), true);
    });
    each_gone(was.columns, is.columns, false, [&](const part& p) { drop(drops("COLUMN", p.name), true); });
    for (const part& p : is.columns) {
        const part* old = find(was.columns, p.name);
        if (old && old->sql == p.sql && old->also == p.also) continue;
        add(old ? clause{"MODIFY COLUMN " + p.sql, {{p.name}}} : adds(p.name, "COLUMN " + p.sql), true);
        c.copy = c.copy || p.checked;
    }
    each_gone(is.keys, was.keys, true, [&](const part& p) {
        c.keys = true;
        add(adds(p.name.empty() ? "PRIMARY" : p.name, p.sql),
            p.sql.starts_with("KEY ") || p.sql.starts_with("UNIQUE KEY "));
    });
    each_gone(is.checks, was.checks, true, [&](const part& p) { add(adds(p.name, p.sql), false); });
    each_gone(is.foreign_keys, was.foreign_keys, true, [&](const part& p) {
        add(adds(p.name, p.sql), false);
        c.keys_added.push_back(p.name);
    });
    return c;
}

/// MariaDB changes nothing in place of a table that has a unique key over hashes.
bool has_hashed_key(const schema& s, const table& t) {
    return std::any_of(t.uniques.begin(), t.uniques.end(),
                       [&](const model::unique_key& k) { return is_hashed(s, t, k.columns); }) ||
           std::any_of(t.indexes.begin(), t.indexes.end(), [&](const model::index& i) {
               return i.unique && wanted(i) && is_hashed(s, t, model::detail::column_names(i));
           });
}

/// InnoDB stores a table without a primary key by the first unique key that it can: such a key comes and goes with a
/// copy.
std::ptrdiff_t unique_keys(const table& t) {
    return static_cast<std::ptrdiff_t>(t.uniques.size()) +
           std::count_if(t.indexes.begin(), t.indexes.end(),
                         [](const model::index& i) { return i.unique && wanted(i); });
}
bool may_be_stored_anew(const table& before, const table& after) {
    return (!before.primary_key || !after.primary_key) && unique_keys(before) != unique_keys(after);
}

/// Names, defaults, comments, and constraints that go: what MariaDB can change of the table while others write,
/// because no row is touched.
bool takes_changes_online(const schema& s, const table& t) { return is_innodb(t) && !has_hashed_key(s, t); }

bool has_virtual_column(const table& t) {
    return std::any_of(t.generated.begin(), t.generated.end(), [](const auto& g) { return !g.stored; });
}
bool has_virtual_key(const table& t) {
    const auto is_virtual = [&](std::string_view column) {
        const model::generated_column* g = t.find_generated(column);
        return g && !g->stored;
    };
    const auto holds = [&](const model::names& columns) {
        return std::any_of(columns.begin(), columns.end(), is_virtual);
    };
    return holds(t.primary_key.columns) ||
           std::any_of(t.uniques.begin(), t.uniques.end(), [&](const auto& k) { return holds(k.columns); }) ||
           std::any_of(t.foreign_keys.begin(), t.foreign_keys.end(), [&](const auto& k) { return holds(k.columns); }) ||
           std::any_of(t.indexes.begin(), t.indexes.end(),
                       [&](const model::index& i) { return wanted(i) && holds(model::detail::column_names(i)); });
}

/// Whether rows can be written anew in place while others write. A server adds and drops columns without that unless
/// it is told otherwise (innodb_instant_alter_column_allowed) or has done so too often: what is stated holds then too.
bool rebuilds_online(const table& t) {
    return !has_virtual_key(t) && std::none_of(t.indexes.begin(), t.indexes.end(), [](const model::index& i) {
        return wanted(i) && (is_fulltext(i) || is_spatial(i));
    });
}

/// Whether the values stay as they are stored: a length takes one byte up to 255 bytes and two above, and up to 127 it
/// looks the same in both.
bool only_lengthens(const table& t, const model::column& was, const model::column& is) {
    const model::type &from = was.type, &to = is.type;
    if (from.kind != to.kind || from.dimensions != 0 || to.dimensions != 0 || to.a < from.a) return false;
    const auto fits = [&](int bytes) {
        return from.a * bytes <= 127 || (from.a * bytes <= 255) == (to.a * bytes <= 255);
    };
    if (from.kind == type_kind::varbinary) return fits(1);
    if (from.kind != type_kind::varchar) return false;
    const model::table_options& o = options_of(t);
    // How many bytes a character of another set takes is the server's knowledge.
    const bool utf8mb4 = is.collation.empty() && o.charset.empty() && o.collation.empty();
    return fits(4) && (utf8mb4 || (fits(1) && fits(2) && fits(3)));
}
/// Values that an enumeration gets behind the others; a value takes one byte as long as there are 255 at most.
bool only_appends(const schema& from, const model::type& was, const schema& to, const model::type& is) {
    if (was.kind != type_kind::enumeration || is.kind != type_kind::enumeration) return false;
    const model::enumeration *old = from.find_enumeration(was.name), *now = to.find_enumeration(is.name);
    return old && now && now->values.size() <= 255 && begins_with(now->values, old->values);
}

/// The most that the changes of columns do to rows where MariaDB can make all of them, which `c` has, while others
/// write; nothing where it cannot.
std::optional<row_work> changes_columns_online(const schema& from, const table& before, const schema& to,
                                               const table& after, const clauses& c) {
    using written = model::literal_kind;
    const bool is_alone = c.drop.size() + c.add.size() == 1;
    bool rebuilds = false;
    // A check that belongs to a column, and a type that is somebody's own text.
    const auto is_plain = [](const part& p, const model::column& of) {
        return !p.checked && family_of(of.type) != model::family::json && of.type.kind != type_kind::native;
    };
    const auto is_constant = [](const model::literal& l) { return l.kind <= written::text; };
    const auto is_known = [&](const model::literal& l) {
        return l.kind != written::sql && l.kind != written::expression;
    };
    for (const model::column& declared : before.columns) {
        if (after.find(declared.name)) continue;
        if (!is_plain(column(from, before, declared), without_domain(from, declared))) return std::nullopt;
        const model::generated_column* g = before.find_generated(declared.name);
        if (g && !g->stored) {
            if (!is_alone || has_virtual_key(before)) return std::nullopt;
        } else if (has_virtual_column(before) || has_virtual_column(after)) {
            return std::nullopt;
        } else {
            rebuilds = true;
        }
    }
    for (const model::column& declared : after.columns) {
        const model::column is = without_domain(to, declared);
        const part now = column(to, after, declared);
        const model::generated_column* g = after.find_generated(declared.name);
        const model::column* earlier = before.find(declared.name);
        if (!earlier) {
            if (!is_plain(now, is) || is.identity) return std::nullopt;
            if (g) {
                if (g->stored || !is_alone) return std::nullopt;
                continue;
            }
            if (!is_constant(is.default_value) || (!is.nullable && !is.default_value)) return std::nullopt;
            rebuilds = true;
            continue;
        }
        const part old = column(from, before, *earlier);
        if (old.sql == now.sql && old.also == now.also) continue;
        const model::column was = without_domain(from, *earlier);
        if (g || before.find_generated(declared.name) || was.identity != is.identity || !is_plain(old, was) ||
            !is_plain(now, is) || !is_known(was.default_value) || !is_known(is.default_value))
            return std::nullopt;
        if (was.collation != is.collation || old.also != now.also) return std::nullopt;
        if (column_type(from, was) != column_type(to, is) &&
            (c.keys || !(only_lengthens(after, was, is) || only_appends(from, was.type, to, is.type))))
            return std::nullopt;
        if (was.nullable == is.nullable) continue;
        rebuilds = true;
        // InnoDB may store the table by such a key, or not any longer.
        if ((!before.primary_key || !after.primary_key) && unique_keys(before) + unique_keys(after) > 0)
            return std::nullopt;
        if (!is.nullable && !(before.generated.empty() && after.generated.empty())) return std::nullopt;
    }
    if (!rebuilds) return row_work::none;
    return rebuilds_online(before) && rebuilds_online(after) ? std::optional(row_work::rewrite) : std::nullopt;
}

/// As one statement, or with a foreign key's going before, whose name MariaDB takes as taken until it has gone.
void emit(std::string_view table, const clauses& c, demand how, row_work work, demand how_first,
          std::vector<statement>& out) {
    std::vector<clause> all;
    if (std::any_of(c.keys_added.begin(), c.keys_added.end(), [&](const std::string& name) {
            return std::find(c.keys_dropped.begin(), c.keys_dropped.end(), name) != c.keys_dropped.end();
        })) {
        std::vector<clause> first;
        for (const clause& one : c.drop) (one.sql.starts_with("DROP FOREIGN KEY ") ? first : all).push_back(one);
        out.push_back(alter(table, first, how_first, row_work::none));
    } else {
        all = c.drop;
    }
    all.insert(all.end(), c.add.begin(), c.add.end());
    if (!all.empty()) out.push_back(alter(table, all, how, work));
}

demand demand_of_changes(const schema& s, const table& t) {
    return takes_changes_online(s, t) ? while_others_write : by_choice;
}

void alter_table(const schema& from, const table& before, const schema& to, const table& after,
                 std::vector<statement>& out) {
    const clauses c = difference(parts_of(from, before), parts_of(to, after));
    std::optional<row_work> online;
    if (c.online && takes_changes_online(from, before) && takes_changes_online(to, after) &&
        !may_be_stored_anew(before, after))
        online = changes_columns_online(from, before, to, after, c);
    if (online && c.keys) online = std::max(*online, row_work::scan);
    emit(after.name, c,
         c.copy   ? by_copy
         : online ? while_others_write
                  : by_choice,
         !c.copy && online ? *online : row_work::rewrite, demand_of_changes(from, before), out);
}

/// MariaDB copies the table for it.
statement add_foreign_key(const part& key, std::string_view table) {
    return alter(table, {adds(key.name, key.sql)}, by_choice, row_work::rewrite);
}

/// Foreign keys over columns whose type changes: MariaDB refuses that while they are there.
struct set_aside {
    std::vector<statement> drop, add;
};

set_aside keys_in_the_way(const schema& from, const schema& to, std::string_view also_table = {},
                          std::string_view also_column = {}) {
    const auto changes = [&](std::string_view in, const model::names& columns) {
        const table *was = from.find(in), *is = to.find(in);
        if (!was || !is) return false;
        return std::any_of(columns.begin(), columns.end(), [&](std::string_view name) {
            const model::column *b = was->find(name), *a = is->find(name);
            if (!b || !a) return false;
            if (in == also_table && name == also_column) return true;
            const part one = column(from, *was, *b), other = column(to, *is, *a);
            return column_type(from, *b) != column_type(to, *a) || one.also != other.also;
        });
    };
    set_aside all;
    for (const table& t : from.tables) {
        const table* later = to.find(t.name);
        for (const model::foreign_key& k : t.foreign_keys) {
            if (!later || (!changes(t.name, k.columns) && !changes(k.table, k.target))) continue;
            const part p = foreign_key(from, t, k);
            all.drop.push_back(
                alter(t.name, {drops("FOREIGN KEY", p.name)}, demand_of_changes(from, t), row_work::none));
            for (const model::foreign_key& again : later->foreign_keys)
                if (std::string(name_of(*later, again)) == p.name)
                    all.add.push_back(add_foreign_key(foreign_key(to, *later, again), t.name));
        }
    }
    return all;
}

/// Every table whose definition is another after the change, as after that of an enumeration.
void alter_tables(const schema& from, const schema& to, std::vector<statement>& out) {
    for (const table& t : to.tables)
        if (const table* was = from.find(t.name)) alter_table(from, *was, to, t, out);
}
rendered alter_tables(const schema& from, const schema& to) {
    rendered r;
    for (const table& t : to.tables)
        if (!r.refused) r.refused = refusal(to, t);
    set_aside keys = keys_in_the_way(from, to);
    r.statements = std::move(keys.drop);
    alter_tables(from, to, r.statements);
    r.statements.insert(r.statements.end(), keys.add.begin(), keys.add.end());
    return r;
}

/// `first`, and the names that are others after it: those that the convention derives, or one that was given. MariaDB
/// renames indexes and nothing else.
void rename_parts(std::vector<clause> first, const schema& from, const table& before, const schema& to,
                  const table& after, const auto& renamed, std::vector<statement>& out) {
    clauses c;
    std::vector<clause> indexes, put_by;
    const auto index_name = [&](const std::string& was, const std::string& is) {
        if (was == is) return;
        std::string from_now = was;
        if (model::detail::equal_but_for_case(was, is)) {
            // InnoDB does not see that it is another name, and cannot open the table afterwards.
            from_now = fmt::format("retort_renamed_{}", put_by.size() + 1);
            put_by.push_back(renames("INDEX", was, from_now));
        }
        indexes.push_back(renames("INDEX", from_now, is));
    };
    const auto has_renamed = [&](std::string_view in, const model::names& columns) {
        return in == before.name &&
               std::any_of(columns.begin(), columns.end(), [&](std::string_view n) { return renamed(n) != n; });
    };
    const auto takes_part = [&](const table& t, const model::foreign_key& k) {
        return has_renamed(t.name, k.columns) || has_renamed(k.table, k.target);
    };
    bool of_foreign_key = std::any_of(from.tables.begin(), from.tables.end(), [&](const table& t) {
        return std::any_of(t.foreign_keys.begin(), t.foreign_keys.end(),
                           [&](const model::foreign_key& k) { return takes_part(t, k); });
    });
    // A table with a key over hashes is copied, with which a column of a foreign key cannot be renamed: the keys go
    // before and come back behind.
    std::vector<statement> back;
    const bool aside = !first.empty() && of_foreign_key && has_hashed_key(from, before);
    for (const table& t : from.tables)
        for (std::size_t i = 0; aside && i < t.foreign_keys.size(); ++i) {
            if (!takes_part(t, t.foreign_keys[i])) continue;
            const table& later = *to.find(t.name);
            out.push_back(alter(t.name, {drops("FOREIGN KEY", foreign_key(from, t, t.foreign_keys[i]).name)}, by_choice,
                                row_work::none));
            back.push_back(add_foreign_key(foreign_key(to, later, later.foreign_keys[i]), t.name));
        }
    of_foreign_key = of_foreign_key && !aside;
    for (std::size_t i = 0; i < before.foreign_keys.size(); ++i) {
        const part was = foreign_key(from, before, before.foreign_keys[i]),
                   is = foreign_key(to, after, after.foreign_keys[i]);
        if (was.name == is.name || (aside && takes_part(before, before.foreign_keys[i]))) continue;
        c.drop.push_back(drops("FOREIGN KEY", was.name));
        c.keys_dropped.push_back(was.name);
        c.add.push_back(adds(is.name, is.sql));
        c.keys_added.push_back(is.name);
    }
    for (std::size_t i = 0; i < before.checks.size(); ++i) {
        const part was = check(from, before, before.checks[i]), is = check(to, after, after.checks[i]);
        if (!wanted(before.checks[i]) || was.name == is.name) continue;
        c.drop.push_back(drops("CONSTRAINT", was.name));
        c.add.push_back(adds(is.name, is.sql));
    }
    for (std::size_t i = 0; i < before.uniques.size(); ++i)
        index_name(std::string(name_of(before, before.uniques[i])), std::string(name_of(after, after.uniques[i])));
    for (std::size_t i = 0; i < before.indexes.size(); ++i)
        if (wanted(before.indexes[i]))
            index_name(std::string(name_of(before, before.indexes[i])), std::string(name_of(after, after.indexes[i])));
    const std::vector<own_key> now = own_keys(to, after);
    for (const own_key& k : own_keys(from, before)) {
        model::names columns;
        for (std::string_view n : k.columns) columns.push_back(renamed(n));
        for (const own_key& other : now)
            if (other.columns == columns) index_name(k.name, other.name);
    }
    const demand how = demand_of_changes(from, before);
    if (!put_by.empty()) out.push_back(alter(after.name, put_by, how, row_work::none));
    c.drop.insert(c.drop.end(), first.begin(), first.end());
    c.drop.insert(c.drop.end(), indexes.begin(), indexes.end());
    if (first.empty() || (c.keys_added.empty() && (c.add.empty() || !of_foreign_key))) {
        emit(after.name, c, c.add.empty() ? how : by_choice, c.add.empty() ? row_work::none : row_work::rewrite, how,
             out);
    } else {
        // So are foreign keys and checks added.
        out.push_back(alter(after.name, c.drop, how, row_work::none));
        out.push_back(alter(after.name, c.add, by_choice, row_work::rewrite));
    }
    out.insert(out.end(), back.begin(), back.end());
}
void rename_parts(std::vector<clause> first, const schema& from, const table& before, const schema& to,
                  const table& after, std::vector<statement>& out) {
    rename_parts(std::move(first), from, before, to, after, [](std::string_view n) { return n; }, out);
}

// A column's type.

/// The old value as one of the new type, where MODIFY COLUMN would refuse it or make something else of it than
/// PostgreSQL does; else empty.
std::string conversion(std::string_view column, const model::type& from, const model::type& to) {
    using model::family;
    const std::string c = id(column);
    const family was = family_of(from), is = family_of(to);
    if (was == family::boolean && is == family::text)
        return fmt::format("CASE {} WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END", c);
    if (was == family::text && is == family::boolean)
        return fmt::format(
            "CASE WHEN lower({0}) IN ('t', 'true', 'y', 'yes', 'on', '1') THEN '1' WHEN lower({0}) IN ('f', 'false', "
            "'n', "
            "'no', 'off', '0') THEN '0' ELSE {0} END",
            c);
    if (was == family::number && is == family::boolean) return fmt::format("{} <> 0", c);
    // An enumeration's number is its place.
    if ((was == family::enumeration) != (is == family::enumeration) && was != family::text && is != family::text)
        return fmt::format("CAST({} AS CHAR)", c);
    return {};
}

/// The value as a text of the enumeration's, or as one that it has not. MariaDB takes a number, and a text of digits
/// that is none of its values, for a value's place.
std::string by_name(const schema& s, const model::type& enumeration, const std::string& value) {
    std::vector<std::string> values;
    for (std::string_view v : s.find_enumeration(enumeration.name)->values) values.push_back(sql_writer::text(v));
    return fmt::format(
        "CASE WHEN CAST({0} AS CHAR) IN ({1}) THEN CAST({0} AS CHAR) ELSE "
        "concat('no value of it: ', {0}) END",
        value, join(values, ", "));
}

/// Gives a column values that are computed of the old ones: a new column takes its place, with what stands on it.
void compute(const schema& from, const table& before, const schema& to, const table& after, std::string_view name,
             const std::string& value, std::vector<statement>& out) {
    const std::string temporary = fmt::format("_retort_new_{}", name);
    model::column between = *after.find(name);
    between.nullable = true;
    between.identity = false;
    between.default_value = {};
    // Where a value did not fit, it is there from the first attempt.
    out.push_back(
        alter(before.name,
              {{fmt::format("ADD COLUMN IF NOT EXISTS {} {}", id(temporary), column_type(to, between)), {{temporary}}}},
              by_choice, row_work::rewrite));
    out.push_back(on_rows(fmt::format("UPDATE {} SET {} = {}", id(before.name), id(temporary), value), before.name));
    // The table without the column and all that speaks of it.
    table rest = before;
    const auto forget = [&](auto& list, auto&& speaks) {
        auto kept = list;
        kept.clear();
        for (auto& e : list)
            if (!speaks(e)) kept.push_back(e);
        list = std::move(kept);
    };
    model::names gone;
    gone.push_back(name);
    for (const model::generated_column& g : before.generated)
        if (g.value.uses(name)) gone.push_back(g.column);
    const auto hits = [&](const model::names& columns) {
        return std::any_of(columns.begin(), columns.end(), [&](std::string_view c) { return contains(gone, c); });
    };
    forget(rest.columns, [&](const model::column& c) { return contains(gone, c.name); });
    if (hits(rest.primary_key.columns)) rest.primary_key = {};
    forget(rest.uniques, [&](const model::unique_key& k) { return hits(k.columns); });
    forget(rest.foreign_keys, [&](const model::foreign_key& k) { return hits(k.columns); });
    forget(rest.checks,
           [&](const model::check_constraint& c) { return hits(c.condition.columns()) || c.condition.has_sql(); });
    forget(rest.indexes, [&](const model::index& i) { return hits(model::detail::column_names(i)); });
    const parts without = parts_of(from, rest);
    clauses all = difference(parts_of(from, before), without);
    const parts goal = parts_of(to, after);
    clauses back = difference(without, goal);
    const std::string definition = find(goal.columns, str(name))->sql;
    std::string place = " FIRST";
    for (const model::column& c : after.columns) {
        if (c.name == name) break;
        if (!contains(gone, c.name)) place = " AFTER " + id(c.name);
    }
    for (clause& one : back.add)
        if (one.sql == "ADD COLUMN " + definition)
            one = {fmt::format("CHANGE COLUMN {} {}{}", id(temporary), definition, place),
                   {{temporary, false, true}, {str(name), true, false}}};
    all.add = std::move(back.add);
    all.keys_added = std::move(back.keys_added);
    emit(after.name, all, back.copy ? by_copy : by_choice, row_work::rewrite, demand_of_changes(from, before), out);
}

rendered alter_column(const model::alter_column& o, const schema& before, const schema& after) {
    const table &from = *before.find(o.table), &to = *after.find(o.table);
    const model::column &was = *from.find(o.column), &is = *to.find(o.column);
    rendered r;
    if (auto why = refusal(after, to)) {
        r.refused = std::move(why);
        return r;
    }
    std::string value = o.using_.empty() ? std::string() : fmt::format("({})", o.using_);
    if (value.empty() && !to.find_generated(o.column) && column_type(before, was) != column_type(after, is))
        value =
            conversion(o.column, model::detail::base_type(before, was.type), model::detail::base_type(after, is.type));
    const model::type base = model::detail::base_type(after, is.type);
    if (!value.empty() && base.kind == type_kind::enumeration) value = by_name(after, base, value);
    set_aside keys = value.empty() ? keys_in_the_way(before, after) : keys_in_the_way(before, after, o.table, o.column);
    // The column's own foreign keys go and come with it where it is made anew.
    r.statements = std::move(keys.drop);
    if (!value.empty()) {
        table bare_from = from, bare_to = to;
        if (!keys.add.empty()) {
            const auto without = [&](table& t) {
                auto kept = t.foreign_keys;
                kept.clear();
                for (const model::foreign_key& k : t.foreign_keys)
                    if (!contains(k.columns, o.column)) kept.push_back(k);
                t.foreign_keys = std::move(kept);
            };
            without(bare_from);
            without(bare_to);
        }
        compute(before, bare_from, after, bare_to, o.column, value, r.statements);
        if (!keys.add.empty()) alter_table(after, bare_to, after, to, r.statements);
        return r;
    }
    const std::size_t first = r.statements.size();
    alter_table(before, from, after, to, r.statements);
    if (!was.identity && is.identity && r.statements.size() > first) {
        statement& numbering = r.statements.back();
        if (is.numbering.start > 1) numbering.sql += fmt::format(", AUTO_INCREMENT = {}", is.numbering.start);
        // Or a row that has 0 would be given a number.
        numbering.sql = with_mode("NO_AUTO_VALUE_ON_ZERO", numbering.sql);
    }
    r.statements.insert(r.statements.end(), keys.add.begin(), keys.add.end());
    return r;
}

rendered add_column(const model::add_column& o, const schema& before, const schema& after) {
    const table &from = *before.find(o.table), &to = *after.find(o.table);
    rendered r;
    if (auto why = refusal(after, to)) {
        r.refused = std::move(why);
        return r;
    }
    alter_table(before, from, after, to, r.statements);
    const model::column c = without_domain(after, o.column);
    if (c.identity && c.numbering.start > 1)
        r.statements.back().sql += fmt::format(", AUTO_INCREMENT = {}", c.numbering.start);
    // Rows would be given a value that nobody asked for, '' or 0: with any, the step has to fail.
    if (!c.nullable && !c.default_value && !c.identity && o.generated.empty()) {
        constexpr std::string_view no_rows = "_retort_no_rows";
        statement& st = r.statements.back();
        st.sql.insert(fmt::format("ALTER TABLE {} ", id(o.table)).size(),
                      fmt::format("ADD CONSTRAINT {} CHECK (FALSE), ", no_rows));
        add_part(st.facts.effect, {str(no_rows), true, false});
        r.statements.push_back(
            alter(o.table, {drops("CONSTRAINT", no_rows)}, demand_of_changes(after, to), row_work::none));
    }
    return r;
}

rendered change_options(const model::alter_table& o, const schema& before, const schema& after) {
    const table &from = *before.find(o.table), &to = *after.find(o.table);
    std::vector<std::string> options;
    if (engine(from) != engine(to)) options.push_back(engine(to));
    if (character_set(from) != character_set(to)) options.push_back(character_set(to));
    if (options_of(from).comment != options_of(to).comment)
        options.push_back("COMMENT = " + sql_writer::text(options_of(to).comment));
    if (options.empty()) return {};
    set_aside keys = keys_in_the_way(before, after);
    rendered r;
    r.statements = std::move(keys.drop);
    clauses c = difference(parts_of(before, from), parts_of(after, to));
    const bool only_comment = c.empty() && engine(from) == engine(to) && character_set(from) == character_set(to);
    for (std::size_t i = options.size(); i-- > 0;) c.add.insert(c.add.begin(), {options[i], {{""}}});
    const demand how = demand_of_changes(before, from);
    emit(o.table, c, only_comment ? how : by_choice, only_comment ? row_work::none : row_work::rewrite, how,
         r.statements);
    r.statements.insert(r.statements.end(), keys.add.begin(), keys.add.end());
    return r;
}

/// Values of an enumeration under another name: both are there while the rows change.
/// A value that is gone, and a number, would be taken for the place of another without a word: it is asked for first.
std::vector<statement> no_rows_by_place(const model::alter_enumeration& o, const schema& before) {
    std::vector<std::string> numbers;
    for (std::string_view v : model::detail::values_gone(before, o))
        if (v.find_first_not_of("0123456789+ \t") == std::string_view::npos) numbers.push_back(sql_writer::text(v));
    std::vector<statement> asked;
    if (numbers.empty()) return asked;
    for (const table& t : before.tables)
        for (const model::column& c : t.columns)
            if (uses_enumeration(before, c, o.name))
                asked.push_back(question(fmt::format("SELECT count(*) FROM {} WHERE {} IN ({})", id(t.name), id(c.name),
                                                     join(numbers, ", ")),
                                         fmt::format("rows of {} have a {} that {} loses", t.name, c.name, o.name)));
    return asked;
}

rendered rename_value(const model::rename_enumeration_value& o, const schema& before, const schema& after) {
    rendered r;
    set_aside keys = keys_in_the_way(before, after);
    r.statements = std::move(keys.drop);
    schema between = before;
    model::enumeration& e = *between.find_enumeration(o.name);
    model::names both;
    for (std::string_view v : e.values) {
        both.push_back(v);
        if (v == o.from) both.push_back(o.to);
    }
    e.values = both;
    alter_tables(before, between, r.statements);
    for (const table& t : before.tables)
        for (const model::column& c : t.columns)
            if (uses_enumeration(before, c, o.name) && !t.find_generated(c.name))
                r.statements.push_back(
                    on_rows(fmt::format("UPDATE {} SET {} = {} WHERE {} = {}", id(t.name), id(c.name),
                                        sql_writer::text(o.to), id(c.name), sql_writer::text(o.from)),
                            t.name));
    alter_tables(between, after, r.statements);
    r.statements.insert(r.statements.end(), keys.add.begin(), keys.add.end());
    return r;
}

// Objects.

/// A function's name and its parameters: the name is one, with a point in it where it has a namespace.
std::string_view routine_name(std::string_view signature) {
    std::string_view name = signature.substr(0, signature.find('('));
    while (name.ends_with(' ')) name.remove_suffix(1);
    return name;
}
std::string routine(std::string_view signature, bool with_parameters) {
    const std::size_t open = signature.find('(');
    const std::string_view name = routine_name(signature);
    std::string sql = name.starts_with('"') ? str(name) : id(name);
    if (with_parameters) sql += open == std::string_view::npos ? "()" : str(signature.substr(open));
    return sql;
}

std::string granted(const schema& s, const model::object& o) {
    const bool sequence = s.find_object(object_kind::sequence, o.on) != nullptr;
    std::vector<std::string> all;
    for (std::string_view p : o.privileges) {
        std::string word(p);
        for (char& c : word)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        // To take a number of a sequence is to insert into it.
        if (sequence && (word == "USAGE" || word == "UPDATE")) word = "INSERT";
        if (std::find(all.begin(), all.end(), word) == all.end()) all.push_back(std::move(word));
    }
    return fmt::format("{} ON {}", join(all, ", "), id(o.on));
}
std::string role(std::string_view name) { return name == "current_user" || name == "public" ? str(name) : id(name); }
std::string grant(const schema& s, const model::object& o) {
    return fmt::format("GRANT {} TO {}", granted(s, o), role(o.name));
}
std::string revoke(const schema& s, const model::object& o) {
    return fmt::format("REVOKE {} FROM {}", granted(s, o), role(o.name));
}

/// Of the creation or the end of an object.
effect effect_of(const model::object& o, effect::kind what) {
    using enum effect::place;
    switch (o.kind) {
        case object_kind::function:
        case object_kind::procedure: {
            std::string_view name = routine_name(o.name);
            if (name.size() > 1 && name.starts_with('"')) name = name.substr(1, name.size() - 2);
            return effect_on(what, name, routines);
        }
        case object_kind::trigger: {
            effect e = effect_on(what, o.name, triggers);
            e.on = o.on;
            return e;
        }
        case object_kind::grant: {
            effect e = effect_on(what == effect::kind::create ? effect::kind::grant : effect::kind::revoke, o.on);
            if (what != effect::kind::create) e.parts.push_back({str(o.name)});
            return e;
        }
        default: return effect_on(what, o.name);
    }
}

rendered create_object(const schema& s, const model::object& o, bool replace = false) {
    if (!o.only.wants(here)) return {};
    if (auto why = refused_name(o.name)) return {{}, {}, std::move(why)};
    if (o.kind == object_kind::composite)
        return refused("MariaDB has no composite types", str(entry_of(type_kind::composite).mariadb.note));
    if (o.kind >= object_kind::sequence)
        if (const model::lack* lack = lack_of(model::detail::feature_of(o.kind), here))
            return refused(str(lack->reason), str(lack->way_out));
    const model::sql_text* body = o.body_on(here);
    if (model::detail::has_body(o.kind) && !body)
        return refused(fmt::format("the {} has no SQL for mariadb", std::string(describe(o))),
                       "add on(mariadb, \"…\"), or restrict it with only(…) to databases that have it");
    const std::string_view create = replace ? "CREATE OR REPLACE" : "CREATE";
    effect made = effect_of(o, effect::kind::create);
    made.repeatable = replace;
    switch (o.kind) {
        case object_kind::sequence:
            return one(change(fmt::format("CREATE SEQUENCE {}{}", id(o.name), write.sequence_options(o.sequence, true)),
                              made));
        case object_kind::function:
            return one(change(fmt::format("{} FUNCTION {} {}", create, routine(o.name, true), body->sql), made));
        case object_kind::procedure:
            return one(change(fmt::format("{} PROCEDURE {} {}", create, routine(o.name, true), body->sql), made));
        case object_kind::view:
            return one(change(fmt::format("{} VIEW {} AS {}", create, id(o.name), body->sql), made));
        case object_kind::trigger:
            return one(change(fmt::format("{} TRIGGER {} {}", create, id(o.name), body->sql), made));
        case object_kind::grant: {
            for (std::string_view p : o.privileges)
                if (p == "truncate" || p == "TRUNCATE")
                    return refused("MariaDB has no TRUNCATE privilege", "omit truncate");
            made.repeatable = true;
            return one(change(grant(s, o), made));
        }
        // A namespace is a part of names, a domain one of columns; an extension is PostgreSQL's.
        default: return {};
    }
}

rendered drop_object(const schema& s, const model::object& o) {
    if (!o.only.wants(here)) return {};
    const effect gone = effect_of(o, effect::kind::drop);
    switch (o.kind) {
        case object_kind::sequence: return one(change("DROP SEQUENCE " + id(o.name), gone));
        case object_kind::function: return one(change("DROP FUNCTION " + routine(o.name, false), gone));
        case object_kind::procedure: return one(change("DROP PROCEDURE " + routine(o.name, false), gone));
        case object_kind::view:
            return one(locking(change("DROP VIEW " + id(o.name), gone), o.name, whole_for_a_moment));
        case object_kind::trigger: return one(change("DROP TRIGGER " + id(o.name), gone));
        case object_kind::grant: return one(change(revoke(s, o), gone));
        default: return {};
    }
}

/// The catalogue does not tell how a sequence counts; the sequence itself does.
std::string probe_sequence(std::string_view name, const model::sequence_options& was,
                           const model::sequence_options& is) {
    std::string sql =
        fmt::format("SELECT count(*) FROM {} WHERE start_value = {} AND increment = {} AND cycle_option = {}", id(name),
                    is.start, is.increment, is.cycle ? 1 : 0);
    const auto bound = [&](std::string_view column, const auto& before, const auto& after) {
        if (after)
            sql += fmt::format(" AND {} = {}", column, *after);
        else if (before)
            sql += fmt::format(" AND {} <> {}", column, *before);
    };
    bound("minimum_value", was.least, is.least);
    bound("maximum_value", was.most, is.most);
    return sql;
}

rendered replace_object(const schema& before, const schema& after, const model::object& was, const model::object& is) {
    if (is.kind == object_kind::domain) return alter_tables(before, after);
    if (!was.only.wants(here)) return create_object(after, is);
    if (!is.only.wants(here)) return drop_object(before, was);
    rendered r;
    switch (is.kind) {
        case object_kind::sequence:
            if (was.sequence == is.sequence) return r;
            // Its probe tells whether it is done.
            r = one(change(
                fmt::format("ALTER SEQUENCE {}{}", id(is.name), write.sequence_change(was.sequence, is.sequence)),
                effect_on(effect::kind::unknown, is.name)));
            r.statements.front().probe = probe_sequence(is.name, was.sequence, is.sequence);
            return r;
        case object_kind::function:
        case object_kind::procedure:
        case object_kind::trigger: {
            r = create_object(after, is, true);
            // Another comment is nothing here.
            if (!r.refused && create_object(before, was, true).statements == r.statements) r.statements.clear();
            return r;
        }
        case object_kind::view: {
            r = create_object(after, is, true);
            if (r.refused) return r;
            if (create_object(before, was, true).statements == r.statements) return {};
            // What reads it is made again, as its columns may be others.
            std::vector<const model::object*> others;
            dependents(after, is.name, others);
            for (const model::object* o : others)
                if (is_view(*o)) append(r, create_object(after, *o, true));
            return r;
        }
        case object_kind::grant:
            r = drop_object(before, was);
            append(r, create_object(after, is));
            return r;
        default: return r;
    }
}

rendered rename_object(const schema& before, const schema& after, const model::object& was, const model::object& is) {
    if (!was.only.wants(here)) return {};
    if (is.kind == object_kind::view || is.kind == object_kind::sequence)
        return one(rename_relation(was.name, is.name));
    rendered r = drop_object(before, was);
    append(r, create_object(after, is));
    return r;
}

// Rows.

/// UPDATE … SET …: MariaDB gives columns their values one after the other, and a value reads what was given before.
std::string update(const schema& s, const table& t, const model::list<model::assignment>& set,
                   const std::string& rest) {
    const std::string sql = write.update(s, t, set) + rest;
    for (std::size_t i = 0; i < set.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (set[i].value.uses(set[j].column) || set[i].value.has_sql())
                return with_mode("SIMULTANEOUS_ASSIGNMENT", sql);
    return sql;
}

struct renderer {
    rendered operator()(const model::create_table& o, const schema&, const schema& after) {
        rendered r;
        if (auto why = refusal(after, o.table)) {
            r.refused = std::move(why);
            return r;
        }
        effect made = effect_on(effect::kind::create, o.table.name);
        for (const model::column& c : o.table.columns) made.parts.push_back({str(c.name)});
        statement st = change(create_table(after, o.table), std::move(made));
        st.facts.locks_known = true;
        return one(std::move(st));
    }
    rendered operator()(const model::drop_table& o, const schema&, const schema&) {
        return one(locking(change(fmt::format("DROP TABLE {}", id(o.table)), effect_on(effect::kind::drop, o.table)),
                           o.table, whole_for_a_moment));
    }
    rendered operator()(const model::rename_table& o, const schema& before, const schema& after) {
        rendered r = one(rename_relation(o.from, o.to));
        r.refused = refusal(after, *after.find(o.to));
        rename_parts({}, before, *before.find(o.from), after, *after.find(o.to), r.statements);
        return r;
    }

    rendered operator()(const model::add_column& o, const schema& before, const schema& after) {
        return add_column(o, before, after);
    }
    rendered operator()(const model::drop_column& o, const schema& before, const schema& after) {
        return altered(o.table, before, after);
    }
    rendered operator()(const model::rename_column& o, const schema& before, const schema& after) {
        rendered r;
        r.refused = refusal(after, *after.find(o.table));
        const auto renamed = [&](std::string_view name) { return name == o.from ? o.to : name; };
        rename_parts({renames("COLUMN", o.from, o.to)}, before, *before.find(o.table), after, *after.find(o.table),
                     renamed, r.statements);
        return r;
    }
    rendered operator()(const model::alter_column& o, const schema& before, const schema& after) {
        return alter_column(o, before, after);
    }

    rendered operator()(const model::create_index& o, const schema& before, const schema& after) {
        return altered(o.table, before, after);
    }
    rendered operator()(const model::drop_index& o, const schema& before, const schema& after) {
        return altered(o.table, before, after);
    }
    rendered operator()(const model::rename_index& o, const schema& before, const schema& after) {
        return renamed_parts(o.table, before, after);
    }

    rendered operator()(const model::add_primary_key& o, const schema& before, const schema& after) {
        return altered(o.table, before, after);
    }
    rendered operator()(const model::add_unique& o, const schema& before, const schema& after) {
        return altered(o.table, before, after);
    }
    rendered operator()(const model::add_foreign_key& o, const schema& before, const schema& after) {
        return altered(o.table, before, after);
    }
    rendered operator()(const model::add_check& o, const schema& before, const schema& after) {
        return altered(o.table, before, after);
    }
    rendered operator()(const model::drop_constraint& o, const schema& before, const schema& after) {
        return altered(o.table, before, after);
    }
    rendered operator()(const model::rename_constraint& o, const schema& before, const schema& after) {
        return renamed_parts(o.table, before, after);
    }
    rendered operator()(const model::add_exclusion& o, const schema&, const schema&) {
        if (!o.exclusion.only.wants(here)) return {};
        const model::lack& lack = *lack_of(model::feature::exclusion, here);
        return refused(str(lack.reason), str(lack.way_out));
    }
    // A constraint always holds for all rows here.
    rendered operator()(const model::validate_constraint&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::alter_table& o, const schema& before, const schema& after) {
        return change_options(o, before, after);
    }

    // A table has no parts.
    rendered operator()(const model::create_partition&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::drop_partition& o, const schema& before, const schema&) {
        rendered r = rows_of_partition_go(write, "MariaDB", before, *before.find(o.table), o.name);
        for (statement& st : r.statements) st.facts = on_rows({}, o.table).facts;
        return r;
    }

    // An enumeration is a list in the type of each column that has it.
    rendered operator()(const model::create_enumeration&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::drop_enumeration&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::alter_enumeration& o, const schema& before, const schema& after) {
        rendered r;
        if (!o.assurance.precheck) r.statements = no_rows_by_place(o, before);
        append(r, alter_tables(before, after));
        return r;
    }
    rendered operator()(const model::add_enumeration_value&, const schema& before, const schema& after) {
        return alter_tables(before, after);
    }
    rendered operator()(const model::rename_enumeration_value& o, const schema& before, const schema& after) {
        return rename_value(o, before, after);
    }

    rendered operator()(const model::create_object& o, const schema&, const schema& after) {
        return create_object(after, o.object);
    }
    rendered operator()(const model::drop_object& o, const schema& before, const schema&) {
        return drop_object(before, *before.find_object(o.kind, o.name, o.on));
    }
    rendered operator()(const model::rename_object& o, const schema& before, const schema& after) {
        return rename_object(before, after, *before.find_object(o.kind, o.from, o.on),
                             *after.find_object(o.kind, o.to, o.on));
    }
    rendered operator()(const model::replace_object& o, const schema& before, const schema& after) {
        return replace_object(before, after, *before.find_object(o.object.kind, o.object.name, o.object.on), o.object);
    }

    rendered operator()(const model::insert_rows& o, const schema&, const schema& after) {
        if (!o.only.wants(here) || o.values.empty()) return {};
        const table& t = *after.find(o.table);
        // MariaDB checks foreign keys row by row, so the rows that others of them refer to come first.
        model::insert_rows in_order = o;
        in_order.values = {};
        for (const auto& group : generations(t, o.columns, o.values, [](const model::foreign_key&) { return true; }))
            for (const model::literal& value : group) in_order.values.push_back(value);
        std::string sql = write.insert(after, in_order);
        for (std::size_t i = 0; i < o.values.size(); ++i) {
            const model::column* c = t.find(o.columns[i % o.columns.size()]);
            // Or it would be numbered.
            if (c && c->identity && o.values[i].kind == model::literal_kind::integer && o.values[i].integer == 0)
                return one(on_rows(with_mode("NO_AUTO_VALUE_ON_ZERO", sql), o.table));
        }
        return one(on_rows(std::move(sql), o.table));
    }
    rendered operator()(const model::update_rows& o, const schema&, const schema& after) {
        if (!o.only.wants(here)) return {};
        const table& t = *after.find(o.table);
        return one(on_rows(update(after, t, o.set, write.where(after, t, o.where)), o.table));
    }
    rendered operator()(const model::delete_rows& o, const schema&, const schema& after) {
        if (!o.only.wants(here)) return {};
        // MariaDB checks foreign keys row by row, so the rows that refer to others of them go first.
        rendered r;
        for (std::string& sql : deletions(after, o, write, [](const model::foreign_key&) { return true; }))
            r.statements.push_back(on_rows(std::move(sql), o.table));
        return r;
    }
    rendered operator()(const model::backfill& o, const schema&, const schema& after) {
        if (!o.only.wants(here)) return {};
        const table& t = *after.find(o.table);
        const bool batched = o.batch > 0 && can_be_repeated(t, o);
        rendered r =
            one(on_rows(update(after, t, o.set,
                               write.where(after, t, o.where) + (batched ? fmt::format(" LIMIT {}", o.batch) : "")),
                        o.table));
        if (batched) {
            r.statements.front().transactional = false;
            r.statements.front().batch = o.batch;
        }
        return r;
    }

    rendered operator()(const model::execute& o, const schema&, const schema&) { return render_execute(o, here); }
    rendered operator()(const model::declared_effect&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::run& o, const schema&, const schema&) { return render_run(o, here); }

private:
    static rendered altered(std::string_view name, const schema& before, const schema& after) {
        rendered r;
        r.refused = refusal(after, *after.find(name));
        alter_table(before, *before.find(name), after, *after.find(name), r.statements);
        return r;
    }
    static rendered renamed_parts(std::string_view name, const schema& before, const schema& after) {
        rendered r;
        r.refused = refusal(after, *after.find(name));
        rename_parts({}, before, *before.find(name), after, *after.find(name), r.statements);
        return r;
    }
};

static_assert(renders_every<renderer>);

}  // namespace

rendered render(const step& s) {
    return std::visit([&](const auto& o) { return renderer{}(o, *s.before, *s.after); }, *s.operation);
}

}  // namespace retort::codegen::mariadb
