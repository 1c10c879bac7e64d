// The diff sees every attribute that the language has, and writes for it what a person would.
#include "support/catch.hpp"

#include <retort/model/diff.hpp>
#include <retort/model/loss.hpp>

#include <functional>
#include <string>
#include <vector>

using namespace retort::model;

namespace {

expression comparison(std::string_view column, node_kind kind, long long with) {
    expression e;
    e.nodes.push_back({.kind = node_kind::column, .name = column});
    e.nodes.push_back({.kind = node_kind::literal, .value = {.kind = literal_kind::integer, .integer = with}});
    e.nodes.push_back({.kind = kind, .left = 0, .right = 1});
    return e;
}

expression lowered(std::string_view column) {
    expression e;
    e.nodes.push_back({.kind = node_kind::column, .name = column});
    e.nodes.push_back({.kind = node_kind::lower, .left = 0});
    return e;
}

expression verbatim(std::string_view sql) {
    expression e;
    e.nodes.push_back({.kind = node_kind::sql, .name = sql});
    return e;
}

literal integer(long long i) { return {.kind = literal_kind::integer, .integer = i}; }
literal text(std::string_view t) { return {.kind = literal_kind::text, .text = t}; }

const std::vector<node> one_and_two{
    {.value = integer(1)}, {.value = integer(2)}, {.kind = node_kind::add, .left = 0, .right = 1}};
const std::vector<node> two_and_two{
    {.value = integer(2)}, {.value = integer(2)}, {.kind = node_kind::add, .left = 0, .right = 1}};
const std::vector<sql_text> on_each{{"sqlite", "1"}, {"postgresql", "2"}, {"mariadb", "3"}};
const std::vector<sql_text> on_each_otherwise{{"sqlite", "1"}, {"postgresql", "2"}, {"mariadb", "4"}};

literal computed(const std::vector<node>& nodes) {
    return {.kind = literal_kind::expression, .nodes = nodes.data(), .size = static_cast<unsigned>(nodes.size())};
}
literal verbatim_on(const std::vector<sql_text>& each) {
    return {.kind = literal_kind::sql, .each = each.data(), .size = static_cast<unsigned>(each.size())};
}

object with_body(object_kind kind, std::string_view name, std::string_view body, std::string_view on = {}) {
    object o{.kind = kind, .name = name, .on = on};
    o.body.push_back({{}, body});
    return o;
}

/// One of everything, without what an attribute would say.
schema base() {
    schema s{.name = "shop"};
    s.enumerations.push_back({"mood", {"sad", "ok", "happy"}});
    s.objects.push_back({.kind = object_kind::extension, .name = "pg_trgm"});
    s.objects.push_back({.kind = object_kind::namespace_, .name = "audit"});
    s.objects.push_back({.kind = object_kind::domain, .name = "positive", .type = {type_kind::integer}});
    s.objects.back().condition = comparison("value", node_kind::greater, 0);
    s.objects.push_back({.kind = object_kind::composite, .name = "pair"});
    s.objects.back().attributes.push_back({.name = "a", .type = {type_kind::integer}});
    s.objects.back().attributes.push_back({.name = "b", .type = {type_kind::text}});
    s.objects.push_back({.kind = object_kind::sequence, .name = "numbers"});
    s.objects.push_back(with_body(object_kind::function, "touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ 1 $$"));
    s.objects.push_back(with_body(object_kind::procedure, "sweep()", "LANGUAGE sql AS $$ SELECT 1 $$"));

    table places{.name = "places"};
    for (std::string_view c : {"id", "other"}) places.columns.push_back({.name = c, .type = {type_kind::bigint}});
    places.primary_key = {.name = "places_key", .columns = {"id"}};
    places.uniques.push_back({.name = "others", .columns = {"other"}});
    table parts{.name = "parts"};
    parts.columns.push_back({.name = "id", .type = {type_kind::bigint}, .identity = true});
    parts.columns.push_back({.name = "place", .type = {type_kind::bigint}, .nullable = true});
    parts.columns.push_back({.name = "spare", .type = {type_kind::bigint}, .nullable = true});
    parts.columns.push_back({.name = "count", .type = {type_kind::integer}});
    parts.columns.push_back({.name = "price", .type = {type_kind::numeric, 10, 2}});
    parts.columns.push_back({.name = "name", .type = {type_kind::varchar, 50}});
    parts.columns.push_back({.name = "note", .type = {type_kind::text}, .nullable = true});
    parts.columns.push_back({.name = "made", .type = {type_kind::timestamp, 3, 1}, .nullable = true});
    parts.columns.push_back({.name = "mood", .type = {type_kind::enumeration, 0, 0, "mood"}});
    parts.columns.push_back(
        {.name = "odd", .type = {.kind = type_kind::native, .name = "citext", .cpp = cpp_type::string}});
    parts.columns.push_back({.name = "small", .type = {type_kind::text}, .nullable = true});
    parts.generated.push_back({.column = "small", .value = lowered("name")});
    parts.primary_key.columns = {"id"};
    parts.uniques.push_back({.name = "one_name", .columns = {"name", "place"}});
    parts.foreign_keys.push_back({.name = "of_place", .columns = {"place"}, .table = "places", .target = {"id"}});
    parts.checks.push_back({.name = "counted", .condition = comparison("count", node_kind::greater_equal, 0)});
    parts.indexes.push_back({.name = "by_name", .columns = {{.name = "name"}, {.name = "count"}}});
    parts.indexes.push_back({.name = "by_small_name", .columns = {{.expression = 0}}});
    parts.indexes.back().options.make().expressions.push_back(lowered("name"));
    parts.exclusions.push_back({.name = "apart", .elements = {{.column = "count", .operator_ = "="}}});
    table events{.name = "events"};
    for (std::string_view c : {"at", "what"}) events.columns.push_back({.name = c, .type = {type_kind::integer}});
    events.primary_key.columns = {"at", "what"};
    events.options.make().partitioned = partition_method::range;
    events.options.make().partition_columns = {"at"};
    events.options.make().partitions.push_back(
        {.name = "events_1", .method = partition_method::range, .from = {integer(0)}, .to = {integer(10)}});

    faults found;
    for (table* t : {&places, &parts, &events}) insert(s, std::move(*t), found);
    object cheap = with_body(object_kind::view, "cheap", "SELECT price FROM parts WHERE price < 10");
    cheap.depends_on = {"parts", "parts.price"};
    insert(s, std::move(cheap), found);
    insert(s, with_body(object_kind::materialized_view, "totals", "SELECT 1 AS one"), found);
    insert(s, with_body(object_kind::trigger, "touched", "BEFORE UPDATE ON parts EXECUTE FUNCTION touch()", "parts"),
           found);
    insert(s, with_body(object_kind::policy, "own", "USING (true)", "parts"), found);
    object grant{.kind = object_kind::grant, .name = "clerk", .on = "parts"};
    grant.privileges = {"select"};
    insert(s, std::move(grant), found);
    REQUIRE(found.empty());
    return s;
}

/// Put together again, so that its names are found as they are now; and by the rules.
schema again(const schema& s) {
    schema fresh{.name = s.name};
    fresh.enumerations = s.enumerations;
    faults found;
    // Types, then tables, then what stands on them.
    for (const object& o : s.objects)
        if (o.kind <= object_kind::procedure) insert(fresh, object(o), found);
    for (const table& t : s.tables) insert(fresh, table(t), found);
    for (const object& o : s.objects)
        if (o.kind > object_kind::procedure) insert(fresh, object(o), found);
    check(fresh, found);
    for (const fault& f : found) FAIL(std::string(std::string_view(to_string(f))));
    return fresh;
}

std::string steps(const std::vector<operation>& way) {
    std::string all;
    for (const operation& o : way) all += (all.empty() ? "" : "; ") + std::string(std::string_view(describe(o)));
    return all;
}

schema after(schema s, const std::vector<operation>& way) {
    for (const operation& o : way) {
        faults found;
        apply(s, o, found);
        for (const fault& f : found) FAIL(std::string(std::string_view(to_string(f))));
    }
    return s;
}

schema changed(const std::function<void(schema&)>& change) {
    schema s = base();
    change(s);
    return again(s);
}

table& parts(schema& s) { return *s.find("parts"); }
table& places(schema& s) { return *s.find("places"); }
table_options& events(schema& s) { return s.find("events")->options.make(); }
column& at(schema& s, std::string_view name) { return *parts(s).find(name); }
object& the(schema& s, object_kind kind) {
    for (object& o : s.objects)
        if (o.kind == kind) return o;
    throw std::logic_error("no such object");
}

struct difference {
    std::string what;
    std::function<void(schema&)> change;
    /// The steps that are written for it, where a person would write these and no others.
    std::string there = {};
};

const std::vector<difference>& every_attribute() {
    static const auto mood = [](schema& s, names values) { s.enumerations[0].values = std::move(values); };
    static const std::vector<difference> all{
        // Columns.
        {"a column more", [](schema& s) { parts(s).columns.push_back({.name = "vin", .type = {type_kind::text}}); },
         "add column parts.vin"},
        {"type", [](schema& s) { at(s, "count").type = {type_kind::bigint}; }},
        {"length", [](schema& s) { at(s, "name").type.a = 60; }},
        {"precision", [](schema& s) { at(s, "price").type.a = 12; }},
        {"scale", [](schema& s) { at(s, "price").type.b = 4; }},
        {"digits of a second", [](schema& s) { at(s, "made").type.a = 6; }},
        {"unsigned", [](schema& s) { at(s, "count").type.is_unsigned = true; }},
        {"array", [](schema& s) { at(s, "note").type.dimensions = 1; }},
        {"name of a native type", [](schema& s) { at(s, "odd").type.name = "ltree"; }},
        {"C++ type of a native type", [](schema& s) { at(s, "odd").type.cpp = cpp_type::int64; }},
        {"enumeration instead of text", [](schema& s) { at(s, "note").type = {type_kind::enumeration, 0, 0, "mood"}; }},
        {"nullable", [](schema& s) { at(s, "count").nullable = true; }, "alter column parts.count: nullable"},
        {"default", [](schema& s) { at(s, "count").default_value = integer(1); }},
        {"default 0", [](schema& s) { at(s, "count").default_value = integer(0); }},
        {"default real", [](schema& s) { at(s, "price").default_value = {.kind = literal_kind::real, .real = 0.5}; }},
        {"default text", [](schema& s) { at(s, "note").default_value = text("-"); }},
        {"default now", [](schema& s) { at(s, "made").default_value.kind = literal_kind::now; }},
        {"default uuid", [](schema& s) { at(s, "note").default_value.kind = literal_kind::random_uuid; }},
        {"default verbatim",
         [](schema& s) { at(s, "count").default_value = {.kind = literal_kind::sql, .text = "1"}; }},
        {"default for each database", [](schema& s) { at(s, "count").default_value = verbatim_on(on_each); }},
        {"default expression", [](schema& s) { at(s, "count").default_value = computed(one_and_two); }},
        {"identity", [](schema& s) { at(s, "id").identity = false; }},
        {"identity always", [](schema& s) { at(s, "id").numbering.always = true; }},
        {"identity start", [](schema& s) { at(s, "id").numbering.start = 100; }},
        {"identity increment", [](schema& s) { at(s, "id").numbering.increment = 2; }},
        {"collation of a column", [](schema& s) { at(s, "note").collation = "C"; }},
        {"comment of a column", [](schema& s) { at(s, "note").comment = "by hand"; }},
        {"generated: another expression",
         [](schema& s) { parts(s).generated[0].value.nodes[1].kind = node_kind::upper; },
         "drop column parts.small; add column parts.small"},
        {"generated: not stored", [](schema& s) { parts(s).generated[0].stored = false; }},
        {"generated no more", [](schema& s) { parts(s).generated.clear(); }},
        // Tables.
        {"comment of a table", [](schema& s) { parts(s).options.make().comment = "what we sell"; }},
        {"unlogged", [](schema& s) { parts(s).options.make().unlogged = true; }},
        {"strict", [](schema& s) { parts(s).options.make().strict = true; }},
        {"without_rowid", [](schema& s) { places(s).options.make().without_rowid = true; }},
        {"engine", [](schema& s) { parts(s).options.make().engine = "InnoDB"; }},
        {"charset", [](schema& s) { parts(s).options.make().charset = "utf8mb4"; }},
        {"collation of a table", [](schema& s) { parts(s).options.make().collation = "utf8mb4_bin"; }},
        {"parameters of a table",
         [](schema& s) { parts(s).options.make().parameters.push_back({"fillfactor", "70"}); }},
        {"row security", [](schema& s) { parts(s).options.make().row_security = row_security::enabled; }},
        {"row security forced", [](schema& s) { parts(s).options.make().row_security = row_security::forced; }},
        {"a partition more",
         [](schema& s) {
             events(s).partitions.push_back(
                 {.name = "events_2", .method = partition_method::range, .from = {integer(10)}, .to = {integer(20)}});
         }},
        {"a partition less", [](schema& s) { events(s).partitions.clear(); }},
        {"default partition", [](schema& s) { events(s).partitions.push_back({.name = "events_rest"}); }},
        {"lower bound", [](schema& s) { events(s).partitions[0].from[0] = integer(1); }},
        {"upper bound", [](schema& s) { events(s).partitions[0].to[0] = integer(9); }},
        {"name of a partition", [](schema& s) { events(s).partitions[0].name = "first"; }},
        {"partitioned by others", [](schema& s) { events(s).partition_columns = {"what"}; },
         "drop table events; create table events"},
        {"partitioned by another method",
         [](schema& s) {
             events(s).partitioned = partition_method::hash;
             events(s).partitions.clear();
         },
         "drop table events; create table events"},
        {"not partitioned",
         [](schema& s) {
             events(s).partitioned = partition_method::none;
             events(s).partition_columns = {};
             events(s).partitions.clear();
         },
         "drop table events; create table events"},
        // Keys.
        {"primary key: columns", [](schema& s) { s.find("events")->primary_key.columns = {"what", "at"}; }},
        {"primary key: none",
         [](schema& s) {
             parts(s).primary_key = {};
             parts(s).find("id")->identity = false;
         }},
        {"primary key: name", [](schema& s) { places(s).primary_key.name = "pk"; },
         "rename constraint of places 'places_key' to 'pk'"},
        {"primary key: named", [](schema& s) { parts(s).primary_key.name = "pk"; }},
        {"unique: columns", [](schema& s) { parts(s).uniques[0].columns = {"name"}; }},
        {"unique: their order", [](schema& s) { parts(s).uniques[0].columns = {"place", "name"}; }},
        {"unique: nulls_not_distinct", [](schema& s) { parts(s).uniques[0].nulls_not_distinct = true; }},
        {"unique: deferrable", [](schema& s) { parts(s).uniques[0].deferral = deferral::initially_immediate; }},
        {"unique: deferred", [](schema& s) { parts(s).uniques[0].deferral = deferral::initially_deferred; }},
        {"unique: name", [](schema& s) { parts(s).uniques[0].name = "names"; },
         "rename constraint of parts 'one_name' to 'names'"},
        {"foreign key: target", [](schema& s) { parts(s).foreign_keys[0].target = {"other"}; }},
        {"foreign key: table", [](schema& s) { parts(s).foreign_keys[0].table = "parts"; }},
        {"foreign key: columns", [](schema& s) { parts(s).foreign_keys[0].columns = {"spare"}; }},
        {"foreign key: on_delete", [](schema& s) { parts(s).foreign_keys[0].on_delete = action::cascade; }},
        {"foreign key: restrict", [](schema& s) { parts(s).foreign_keys[0].on_delete = action::restrict; }},
        {"foreign key: on_update", [](schema& s) { parts(s).foreign_keys[0].on_update = action::set_null; }},
        {"foreign key: match", [](schema& s) { parts(s).foreign_keys[0].match = match::full; }},
        {"foreign key: deferral", [](schema& s) { parts(s).foreign_keys[0].deferral = deferral::initially_deferred; }},
        {"foreign key: not_valid", [](schema& s) { parts(s).foreign_keys[0].not_valid = true; }},
        {"foreign key: name", [](schema& s) { parts(s).foreign_keys[0].name = "fk"; },
         "rename constraint of parts 'of_place' to 'fk'"},
        {"check: body", [](schema& s) { parts(s).checks[0].condition = comparison("count", node_kind::greater, 0); },
         "drop check of parts 'counted'; add check to parts 'counted'"},
        {"check: number in the body",
         [](schema& s) { parts(s).checks[0].condition = comparison("count", node_kind::greater_equal, 1); }},
        {"check: verbatim", [](schema& s) { parts(s).checks[0].condition = verbatim("count > 0"); }},
        {"check: only", [](schema& s) { parts(s).checks[0].only.add(database::postgresql); }},
        {"check: not_valid", [](schema& s) { parts(s).checks[0].not_valid = true; }},
        {"check: name", [](schema& s) { parts(s).checks[0].name = "not_less"; },
         "rename constraint of parts 'counted' to 'not_less'"},
        // Indexes.
        {"index: columns", [](schema& s) { parts(s).indexes[0].columns.pop_back(); },
         "drop index on parts 'by_name'; create index on parts 'by_name'"},
        {"index: order of columns",
         [](schema& s) { std::swap(parts(s).indexes[0].columns[0], parts(s).indexes[0].columns[1]); }},
        {"index: desc", [](schema& s) { parts(s).indexes[0].columns[0].descending = true; }},
        {"index: nulls first", [](schema& s) { parts(s).indexes[0].columns[0].nulls = nulls_order::first; }},
        {"index: nulls last", [](schema& s) { parts(s).indexes[0].columns[0].nulls = nulls_order::last; }},
        {"index: operator class",
         [](schema& s) { parts(s).indexes[0].columns[0].operator_class = "text_pattern_ops"; }},
        {"index: collation", [](schema& s) { parts(s).indexes[0].columns[0].collation = "C"; }},
        {"index: prefix", [](schema& s) { parts(s).indexes[0].columns[0].prefix = 10; }},
        {"index: unique", [](schema& s) { parts(s).indexes[0].unique = true; }},
        {"index: predicate", [](schema& s) { parts(s).indexes[0].where = comparison("count", node_kind::greater, 0); }},
        {"index: method", [](schema& s) { parts(s).indexes[0].options.make().method = "hash"; }},
        {"index: expression",
         [](schema& s) { parts(s).indexes[1].options->expressions[0].nodes[1].kind = node_kind::upper; }},
        {"index: include", [](schema& s) { parts(s).indexes[0].options.make().include = {"price"}; }},
        {"index: parameters",
         [](schema& s) { parts(s).indexes[0].options.make().parameters.push_back({"fillfactor", "70"}); }},
        {"index: nulls_not_distinct",
         [](schema& s) {
             parts(s).indexes[1].unique = true;
             parts(s).indexes[1].options.make().nulls_not_distinct = true;
         }},
        {"index: only", [](schema& s) { parts(s).indexes[0].options.make().only.add(database::sqlite); }},
        {"index: name", [](schema& s) { parts(s).indexes[0].name = "names"; },
         "rename index on parts 'by_name' to 'names'"},
        {"exclusion: column", [](schema& s) { parts(s).exclusions[0].elements[0].column = "price"; }},
        {"exclusion: operator", [](schema& s) { parts(s).exclusions[0].elements[0].operator_ = "<>"; }},
        {"exclusion: expression",
         [](schema& s) {
             parts(s).exclusions[0].elements[0].column = {};
             parts(s).exclusions[0].elements[0].expression = lowered("name");
         }},
        {"exclusion: where",
         [](schema& s) { parts(s).exclusions[0].where = comparison("count", node_kind::greater, 0); }},
        {"exclusion: method", [](schema& s) { parts(s).exclusions[0].method = "spgist"; }},
        {"exclusion: deferral", [](schema& s) { parts(s).exclusions[0].deferral = deferral::initially_deferred; }},
        {"exclusion: only", [](schema& s) { parts(s).exclusions[0].only.add(database::postgresql); }},
        {"exclusion: name", [](schema& s) { parts(s).exclusions[0].name = "far"; },
         "rename constraint of parts 'apart' to 'far'"},
        // Enumerations.
        {"value at the end", [](schema& s) { mood(s, {"sad", "ok", "happy", "elated"}); },
         "add value to enumeration mood: 'elated'"},
        {"values at the end", [](schema& s) { mood(s, {"sad", "ok", "happy", "elated", "high"}); },
         "add value to enumeration mood: 'elated'; add value to enumeration mood: 'high'"},
        {"values in the middle", [](schema& s) { mood(s, {"sad", "low", "so-so", "ok", "happy"}); },
         "add value to enumeration mood: 'low' after 'sad'; add value to enumeration mood: 'so-so' after 'low'"},
        {"value at the front", [](schema& s) { mood(s, {"desperate", "sad", "ok", "happy"}); },
         "add value to enumeration mood: 'desperate' before 'sad'"},
        {"values everywhere", [](schema& s) { mood(s, {"a", "b", "sad", "c", "ok", "d", "happy", "e"}); }},
        {"values in another order", [](schema& s) { mood(s, {"ok", "sad", "happy"}); },
         "alter enumeration mood to (ok, sad, happy)"},
        {"value removed", [](schema& s) { mood(s, {"sad", "ok"}); }, "alter enumeration mood to (sad, ok)"},
        {"value gone and another in its place", [](schema& s) { mood(s, {"sad", "fine", "happy"}); },
         "alter enumeration mood to (sad, fine, happy)"},
        // Objects.
        {"an extension less", [](schema& s) { s.objects.erase(s.objects.begin()); }, "drop extension 'pg_trgm'"},
        {"a namespace more", [](schema& s) { s.objects.push_back({.kind = object_kind::namespace_, .name = "stock"}); },
         "create namespace 'stock'"},
        {"domain: type", [](schema& s) { the(s, object_kind::domain).type = {type_kind::bigint}; }},
        {"domain: check",
         [](schema& s) { the(s, object_kind::domain).condition = comparison("value", node_kind::greater, 1); },
         "replace domain 'positive'"},
        {"domain: no check", [](schema& s) { the(s, object_kind::domain).condition = {}; }},
        {"domain: not null", [](schema& s) { the(s, object_kind::domain).nullable = false; }},
        {"domain: default", [](schema& s) { the(s, object_kind::domain).default_value = integer(1); }},
        {"composite: an attribute more",
         [](schema& s) {
             the(s, object_kind::composite).attributes.push_back({.name = "c", .type = {type_kind::text}});
         }},
        {"composite: type of an attribute",
         [](schema& s) { the(s, object_kind::composite).attributes[0].type = {type_kind::bigint}; }},
        {"composite: name of an attribute", [](schema& s) { the(s, object_kind::composite).attributes[0].name = "x"; }},
        {"sequence: start", [](schema& s) { the(s, object_kind::sequence).sequence.start = 5; },
         "replace sequence 'numbers'"},
        {"sequence: increment", [](schema& s) { the(s, object_kind::sequence).sequence.increment = 5; }},
        {"sequence: minvalue", [](schema& s) { the(s, object_kind::sequence).sequence.least = 0; }},
        {"sequence: maxvalue", [](schema& s) { the(s, object_kind::sequence).sequence.most = 500; }},
        {"sequence: cycle", [](schema& s) { the(s, object_kind::sequence).sequence.cycle = true; }},
        {"function: body", [](schema& s) { the(s, object_kind::function).body[0].sql = "RETURNS integer AS $$ 2 $$"; },
         "replace function 'touch()'"},
        {"procedure: body", [](schema& s) { the(s, object_kind::procedure).body[0].sql = "AS $$ SELECT 2 $$"; }},
        {"view: body", [](schema& s) { the(s, object_kind::view).body[0].sql = "SELECT price FROM parts"; }},
        {"view: a body for one database", [](schema& s) { the(s, object_kind::view).body[0].database = "sqlite"; }},
        {"view: bodies for two",
         [](schema& s) {
             the(s, object_kind::view).body[0].database = "sqlite";
             the(s, object_kind::view).body.push_back({"postgresql", "SELECT price FROM parts LIMIT 1"});
         }},
        {"view: depends_on", [](schema& s) { the(s, object_kind::view).depends_on.push_back("parts.count"); }},
        {"view: only", [](schema& s) { the(s, object_kind::view).only.add(database::sqlite); }},
        {"view: comment", [](schema& s) { the(s, object_kind::view).comment = "below ten"; }},
        {"materialized view: body",
         [](schema& s) { the(s, object_kind::materialized_view).body[0].sql = "SELECT 2 AS one"; }},
        {"trigger: body",
         [](schema& s) {
             the(s, object_kind::trigger).body[0].sql = "AFTER UPDATE ON parts EXECUTE FUNCTION touch()";
         }},
        {"policy: body", [](schema& s) { the(s, object_kind::policy).body[0].sql = "USING (false)"; }},
        {"grant: privileges", [](schema& s) { the(s, object_kind::grant).privileges.push_back("insert"); }},
        {"grant: role", [](schema& s) { the(s, object_kind::grant).name = "chief"; }},
        {"trigger: table", [](schema& s) { the(s, object_kind::trigger).on = "places"; }},
    };
    return all;
}

// Somebody who adds an attribute meets this: put it into `same` and `diff`, and a line into the list above.
struct anything {
    template <class T>
    constexpr operator T() const;
};
template <class Struct, std::size_t... I>
consteval bool takes(std::index_sequence<I...>) {
    return requires { Struct{(static_cast<void>(I), anything{})...}; };
}
template <class Struct, std::size_t Fields>
consteval bool has_fields() {
    return takes<Struct>(std::make_index_sequence<Fields>{}) && !takes<Struct>(std::make_index_sequence<Fields + 1>{});
}

static_assert(has_fields<column, 10>());
static_assert(has_fields<type, 7>());
static_assert(has_fields<numbering, 3>());
static_assert(has_fields<generated_column, 4>());
static_assert(has_fields<primary_key, 3>());
static_assert(has_fields<unique_key, 5>());
static_assert(has_fields<foreign_key, 10>());
static_assert(has_fields<check_constraint, 5>());
static_assert(has_fields<index_column, 7>());
static_assert(has_fields<index_options, 7>());
static_assert(has_fields<retort::model::index, 6>());
static_assert(has_fields<exclusion, 7>());
static_assert(has_fields<exclusion_element, 3>());
static_assert(has_fields<partition, 5>());
static_assert(has_fields<table_options, 13>());
static_assert(has_fields<table, 14>());
static_assert(has_fields<enumeration, 3>());
static_assert(has_fields<sequence_options, 5>());
static_assert(has_fields<object, 15>());

}  // namespace

TEST_CASE("the diff covers every attribute, up and down") {
    const schema from = base();
    REQUIRE(same(from, again(from)));
    for (const difference& d : every_attribute()) {
        INFO(d.what);
        const schema to = changed(d.change);
        CHECK_FALSE(same(from, to));
        CHECK_FALSE(same(to, from));
        const std::vector<operation> there = diff(from, to), back = diff(to, from);
        INFO(steps(there) << "\nand back: " << steps(back));
        CHECK(same(after(from, there), to));
        CHECK(same(after(to, back), from));
        if (!d.there.empty()) CHECK(steps(there) == d.there);
        CHECK(diff(to, to).empty());
    }
}

TEST_CASE("the diff compares each part of two defaults") {
    const auto with_default = [](const literal& l) {
        return changed([&](schema& s) { at(s, "count").default_value = l; });
    };
    const std::vector<std::pair<literal, literal>> pairs{
        {computed(one_and_two), computed(two_and_two)},
        {verbatim_on(on_each), verbatim_on(on_each_otherwise)},
        {{.kind = literal_kind::sql, .text = "1"}, {.kind = literal_kind::sql, .text = "2"}},
        {integer(1), integer(2)},
        {verbatim_on(on_each), {.kind = literal_kind::sql, .text = "1"}}};
    for (const auto& [one, other] : pairs) {
        const schema from = with_default(one), to = with_default(other);
        CHECK_FALSE(same(from, to));
        CHECK(same(after(from, diff(from, to)), to));
    }
}

TEST_CASE("the diff ignores how an index is created") {
    const schema concurrent = changed([](schema& s) { parts(s).indexes[0].options.make().concurrently = true; });
    CHECK(same(base(), concurrent));
    CHECK(diff(base(), concurrent).empty());
}

TEST_CASE("the diff adds an enumeration value after its predecessor, as the last step if nothing needs it") {
    const schema from = base();
    schema to = changed([](schema& s) {
        s.enumerations[0].values = {"desperate", "sad", "low", "so-so", "ok", "happy", "elated"};
        parts(s).columns.push_back({.name = "vin", .type = {type_kind::text}, .nullable = true});
    });
    std::vector<operation> way = diff(from, to);
    REQUIRE(way.size() == 5);
    CHECK(std::holds_alternative<add_column>(way[0]));
    const auto value = [&](std::size_t i) { return std::get<add_enumeration_value>(way[i]); };
    CHECK(value(1).before == "sad");
    CHECK(value(2).after == "sad");
    CHECK(value(3).after == "low");
    CHECK((value(4).before.empty() && value(4).after.empty()));

    // A default, a check, a type that rows get: the value is there before it.
    to = changed([](schema& s) {
        s.enumerations[0].values.push_back("elated");
        at(s, "mood").default_value = text("elated");
    });
    CHECK(steps(diff(from, to)) ==
          "add value to enumeration mood: 'elated'; alter column parts.mood: default the text 'elated'");
    to = changed([](schema& s) {
        s.enumerations[0].values.push_back("elated");
        parts(s).checks.push_back({.name = "calm", .condition = verbatim("mood <> 'elated'")});
    });
    CHECK(steps(diff(from, to)) == "add value to enumeration mood: 'elated'; add check to parts 'calm'");
    to = changed([](schema& s) {
        s.enumerations[0].values.push_back("elated");
        at(s, "note").type = {type_kind::enumeration, 0, 0, "mood"};
    });
    CHECK(std::holds_alternative<add_enumeration_value>(diff(from, to).front()));
}

TEST_CASE("the diff keeps a view that uses an enumeration with added values") {
    const schema from = changed([](schema& s) { the(s, object_kind::view).depends_on.push_back("mood"); });
    schema to = from;
    to.enumerations[0].values.push_back("elated");
    CHECK(steps(diff(from, to)) == "add value to enumeration mood: 'elated'");
    to.enumerations[0].values = {"ok", "happy"};
    CHECK(std::holds_alternative<drop_object>(diff(from, to).front()));
}

TEST_CASE("the diff renames a constraint or an index if the candidate is unique") {
    const schema from = changed([](schema& s) {
        parts(s).indexes.push_back({.name = "again", .columns = {{.name = "count"}}});
        parts(s).indexes.push_back({.name = "once_more", .columns = {{.name = "count"}}});
    });
    schema to = from;
    // One of two alike: both could be.
    to.find("parts")->indexes[2].name = "a";
    to.find("parts")->indexes[3].name = "b";
    CHECK(steps(diff(from, again(to))).find("rename") == std::string::npos);
    // The other keeps its name.
    to.find("parts")->indexes[3].name = "once_more";
    CHECK(steps(diff(from, again(to))) == "rename index on parts 'again' to 'a'");
    // What goes anyway, because its column gets another type, is not renamed first.
    to = base();
    to.find("parts")->checks[0].name = "not_less";
    to.find("parts")->find("count")->type = {type_kind::bigint};
    CHECK(steps(diff(base(), again(to))).find("rename") == std::string::npos);
    // Two that change their names between them: neither has its name free.
    to = base();
    to.find("parts")->checks.push_back({.name = "priced", .condition = comparison("price", node_kind::greater, 0)});
    const schema two = again(to);
    to.find("parts")->checks[0].name = "priced";
    to.find("parts")->checks[1].name = "counted";
    const schema swapped = again(to);
    CHECK(same(after(two, diff(two, swapped)), swapped));
    // A foreign key that stands on a renamed key stays.
    to = base();
    to.find("places")->primary_key.name = "pk";
    to.find("parts")->foreign_keys[0].name = "fk";
    CHECK(steps(diff(base(), again(to))) ==
          "rename constraint of places 'places_key' to 'pk'; rename constraint of parts 'of_place' to 'fk'");
}

TEST_CASE("the diff validates constraints that were not checked on old rows") {
    const schema from = changed([](schema& s) {
        parts(s).checks[0].not_valid = true;
        parts(s).foreign_keys[0].not_valid = true;
    });
    CHECK(steps(diff(from, base())) ==
          "validate constraint of parts 'counted'; validate constraint of parts 'of_place'");
}

TEST_CASE("a declared rename works together with other changes, and the hint may stay or be removed") {
    const schema from = base();
    const schema to = changed([](schema& s) {
        the(s, object_kind::view).depends_on = {"items", "items.cost"};
        the(s, object_kind::view).body[0].sql = "SELECT cost FROM items WHERE cost < 10";
        for (object_kind kind : {object_kind::trigger, object_kind::policy, object_kind::grant})
            the(s, kind).on = "items";
        table& t = parts(s);
        t.name = "items";
        t.options.make().renamed_from.text = "parts";
        column& c = *t.find("price");
        c.name = "cost";
        c.renamed_from.text = "price";
        c.type = {type_kind::numeric, 12, 2};
        table& p = places(s);
        p.name = "sites";
        p.options.make().renamed_from.text = "places";
        t.foreign_keys[0].table = "sites";
    });
    const std::vector<operation> way = diff(from, to);
    INFO(steps(way));
    CHECK(same(after(from, way), to));
    bool tables = false, column = false;
    schema s = from;
    for (const operation& o : way) {
        CHECK_FALSE(std::holds_alternative<drop_table>(o));
        CHECK_FALSE(std::holds_alternative<drop_column>(o));
        // A foreign key follows its table by itself.
        CHECK_FALSE(std::holds_alternative<drop_constraint>(o));
        if (const auto* renamed = std::get_if<rename_table>(&o)) tables = tables || renamed->to == "items";
        if (const auto* renamed = std::get_if<rename_column>(&o)) column = renamed->to == "cost";
        CHECK(destroyed(o, s).empty());
        s = after(s, {o});
    }
    CHECK(tables);
    CHECK(column);

    schema forgotten = to;
    forgotten.find("items")->options->renamed_from = {};
    forgotten.find("items")->find("cost")->renamed_from = {};
    CHECK(diff(to, forgotten).empty());
    CHECK(diff(forgotten, to).empty());
    CHECK(diff(s, to).empty());
    CHECK(diff(s, forgotten).empty());
}

TEST_CASE("a renamed column keeps its data even if verbatim SQL uses it") {
    const schema from = changed([](schema& s) {
        parts(s).checks.push_back({.name = "priced", .condition = verbatim("price > 0")});
        parts(s).indexes.push_back({.name = "dear", .columns = {{.name = "count"}}, .where = verbatim("price > 100")});
    });
    schema to = from;
    table& t = *to.find("parts");
    t.find("price")->renamed_from.text = "price";
    t.find("price")->name = "cost";
    t.checks[1].condition = verbatim("cost > 0");
    t.indexes[2].where = verbatim("cost > 100");
    the(to, object_kind::view).depends_on = {"parts", "parts.cost"};
    the(to, object_kind::view).body[0].sql = "SELECT cost FROM parts WHERE cost < 10";
    to = again(to);
    const std::vector<operation> way = diff(from, to);
    INFO(steps(way));
    CHECK(same(after(from, way), to));
    CHECK(steps(way).find("rename column parts.price to cost") != std::string::npos);
    CHECK(steps(way).find("drop column") == std::string::npos);
}

TEST_CASE("a table can take the name of a view that it replaces and keep its rows") {
    const schema from = base();
    schema to = from;
    the(to, object_kind::view).name = "parts";
    table& t = *to.find("parts");
    for (object_kind kind : {object_kind::trigger, object_kind::policy, object_kind::grant}) the(to, kind).on = "cheap";
    t.name = "cheap";
    t.options.make().renamed_from.text = "parts";
    the(to, object_kind::view).depends_on = {"cheap", "cheap.price"};
    // The old name is a view's now: said, it would be a fault of the declaration only for a table.
    to = again(to);
    const std::vector<operation> way = diff(from, to);
    INFO(steps(way));
    CHECK(same(after(from, way), to));
    CHECK(steps(way).find("rename table parts to cheap") != std::string::npos);
    CHECK(steps(way).find("drop table") == std::string::npos);
}

TEST_CASE("names that differ only in case are equal if the databases ignore case") {
    const auto people = [](std::string_view name, std::string_view column, database on) {
        schema s{.name = "shop"};
        s.databases.add(on);
        table t{.name = name};
        t.columns.push_back({.name = column, .type = {type_kind::text}});
        faults found;
        insert(s, std::move(t), found);
        REQUIRE(found.empty());
        return s;
    };
    for (const database on : {database::sqlite, database::mariadb}) {
        const schema from = people("Users", "Name", on), to = people("users", "name", on);
        CHECK(steps(diff(from, to)) == "rename table Users to users; rename column users.Name to name");
        CHECK(same(after(from, diff(from, to)), to));
        CHECK(same(after(to, diff(to, from)), from));
    }
    CHECK(steps(diff(people("Users", "Name", database::postgresql), people("users", "Name", database::postgresql))) ==
          "drop table Users; create table users");
}

TEST_CASE("every table on the way can be created") {
    // MariaDB has no unique keys that long with an identity column in them; the diff cannot make such a table at once.
    const auto notes = [](bool numbered, bool as_index) {
        schema s{.name = "shop"};
        s.databases.add(database::mariadb);
        table t{.name = "notes"};
        t.columns.push_back({.name = "id", .type = {type_kind::bigint}, .identity = numbered});
        t.columns.push_back({.name = "body", .type = {type_kind::text}});
        index i{.unique = true};
        for (std::string_view n : {"id", "body"}) i.columns.push_back({.name = n});
        if (as_index) t.indexes.push_back(i);
        if (!as_index) t.uniques.push_back({.columns = {"id", "body"}});
        faults found;
        apply(s, create_table{std::move(t), {}}, found);
        return s;
    };
    for (const bool as_index : {false, true}) {
        schema s = notes(false, as_index);
        REQUIRE(s.find("notes"));
        CHECK_FALSE(notes(true, as_index).find("notes"));
        faults found;
        apply(s, alter_column{.table = "notes", .column = "id", .identity = true}, found);
        REQUIRE(found.size() == 1);
        CHECK(found[0].code == 161);
    }
}

TEST_CASE("MariaDB: a foreign key is dropped and added when its columns change collation") {
    const auto shop = [](std::string_view of_table, std::string_view of_column) {
        schema s{.name = "shop"};
        s.databases.add(database::mariadb);
        for (std::string_view name : {"users", "visits"}) {
            table t{.name = name};
            t.columns.push_back({.name = "who", .type = {type_kind::varchar, 20}, .collation = of_column});
            t.columns.push_back({.name = "of", .type = {type_kind::enumeration, 0, 0, "mood"}});
            if (!of_table.empty()) t.options.make().collation = of_table;
            t.primary_key.columns = {"who", "of"};
            if (name == "visits") {
                t.foreign_keys.push_back({.columns = {"who", "of"}, .table = "users"});
                t.foreign_keys.back().target = {"who", "of"};
            }
            faults found;
            if (name == "users") apply(s, create_enumeration{{"mood", {"good", "bad"}}, {}}, found);
            apply(s, create_table{std::move(t), {}}, found);
            REQUIRE(found.empty());
        }
        return s;
    };
    const schema usual = shop({}, {}), by_table = shop("latin1_bin", {}), by_column = shop({}, "latin1_bin");
    for (const schema* to : {&by_table, &by_column}) {
        const std::vector<operation> way = diff(usual, *to);
        CHECK(way.size() == 4);
        CHECK(std::holds_alternative<drop_constraint>(way.front()));
        CHECK(std::holds_alternative<add_foreign_key>(way.back()));
        schema s = usual;
        faults found;
        for (const operation& o : way) apply(s, operation(o), found);
        CHECK(found.empty());
        CHECK(same(s, *to));
        // One side alone is refused.
        s = usual;
        apply(s, operation(way[1]), found);
        REQUIRE(found.size() == 1);
        CHECK(found[0].code == 161);
    }
    CHECK(diff(by_table, shop("latin1_bin", "latin1_bin")).size() == 2);
}

TEST_CASE("functions of triggers are replaced before rows change if they need nothing later") {
    const auto with_function = [](std::string_view sql) {
        return changed([&](schema& s) { the(s, object_kind::function).body[0].sql = sql; });
    };
    const auto renamed_to = [](schema s) {
        column& c = *s.find("parts")->find("note");
        c.name = "remark";
        c.renamed_from.text = "note";
        parts(s).columns.push_back({.name = "vin", .type = {type_kind::text}, .nullable = true});
        return again(s);
    };
    const schema from = with_function("RETURNS trigger AS $$ NEW.note $$");
    CHECK(steps(diff(from, renamed_to(with_function("RETURNS trigger AS $$ NEW.remark $$")))) ==
          "rename column parts.note to remark; replace function 'touch()'; add column parts.vin");
    // A new column is not there before, nor is another type or a new function.
    CHECK(steps(diff(from, renamed_to(with_function("RETURNS trigger AS $$ NEW.remark || NEW.vin $$")))) ==
          "rename column parts.note to remark; add column parts.vin; replace function 'touch()'");
    schema to = renamed_to(with_function("RETURNS trigger AS $$ NEW.remark || NEW.count $$"));
    to.find("parts")->find("count")->type = {type_kind::bigint};
    CHECK(std::holds_alternative<replace_object>(diff(from, again(to)).back()));
    to = renamed_to(with_function("RETURNS trigger AS $$ clean(NEW.remark) $$"));
    to.objects.push_back(
        with_body(object_kind::function, "clean(t text)", "RETURNS text LANGUAGE sql AS $$ SELECT t $$"));
    CHECK(steps(diff(from, again(to))) ==
          "rename column parts.note to remark; create function 'clean(t text)'; add column parts.vin; replace function "
          "'touch()'");
}
