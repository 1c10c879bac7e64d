// retort::schema and retort::history: the two doors at which declarations are checked. Both take what they check as
// template arguments, so that a fault is an error wherever the header is included, the editor's parser too.
#pragma once

#include <retort/dsl/migration.hpp>
#include <retort/dsl/report.hpp>
#include <retort/model/checkpoint.hpp>
#include <retort/model/loss.hpp>
#include <retort/model/merge.hpp>

namespace retort {

namespace detail {

/// in_turn{f(a), f(b), …} calls in that order. A fold over the comma would too, but at each comma g++ walks again over
/// all that stands before it: 200 tables and 1000 revisions took 8.4 s to compile with folds, and 5.5 s so.
using in_turn = int[];

template <std::size_t Size>
struct fixed_name {
    char characters[Size];
    consteval fixed_name(const char (&literal)[Size]) {
        for (std::size_t i = 0; i < Size; ++i) characters[i] = literal[i];
    }
};

/// All return a number for the list in which they are called: see `in_turn`.
template <class... Part>
constexpr int lower_into(model::schema& s, const dsl::table_declaration<Part...>& t, model::faults& out) {
    t.lower_into(s.tables.emplace_back());
    enter_last(s, out);
    return 0;
}
template <std::size_t Size>
constexpr int lower_into(model::schema& s, const dsl::enumeration_declaration<Size>& e, model::faults& out) {
    if (!e.given.empty())
        add_fault(out, 194, e.called.at, {"enumeration(...)", e.given, "enumeration(\"name\", \"value\", ...)"});
    s.enumerations.push_back(e.lower());
    return 0;
}
template <class... Part>
constexpr int lower_into(model::schema& s, const dsl::object_declaration<Part...>& o, model::faults& out) {
    if (!o.given.empty()) {
        const model::misuse m = o.misuse();
        add_fault(out, m.code, m.place, {m.subject, m.given, m.way_out});
    }
    insert(s, o.lower(), out);
    return 0;
}
constexpr int lower_into(model::schema&, const dsl::databases_declaration&, model::faults&) { return 0; }
constexpr int lower_into(model::schema&, const model::naming_convention&, model::faults&) { return 0; }
constexpr int lower_into(model::schema&, const dsl::unchecked_sqlite_word&, model::faults&) { return 0; }
template <class Other>
constexpr int lower_into(model::schema& s, const Other&, model::faults& out) {
    add_fault(out, 193, {}, {s.name, dsl::detail::spoken<Other>()});
    return 0;
}

template <class Part>
constexpr int hand_lowered(auto& visitor, const Part& part) {
    if constexpr (requires { part.lower(); }) visitor(part.lower());
    return 0;
}

/// What a schema says of itself as a whole, known before its parts are looked at.
struct schema_settings {
    model::databases databases = {};
    const model::naming_convention* convention = nullptr;
    bool unchecked_sqlite = false;

    constexpr void take(const dsl::databases_declaration& d) { databases = d.all; }
    constexpr void take(const model::naming_convention& c) { convention = &c; }
    constexpr void take(const dsl::unchecked_sqlite_word&) { unchecked_sqlite = true; }
    constexpr void take(const auto&) {}
};

}  // namespace detail

/// What retort::schema<…> is: knows its name, and lowers to the model.
template <detail::fixed_name Name, const auto&... Part>
struct schema_declaration {
    static constexpr std::string_view name{Name.characters, sizeof(Name.characters) - 1};
    static constexpr std::size_t parts = sizeof...(Part);
    static constexpr detail::schema_settings settings = [] {
        detail::schema_settings all;
        if constexpr (sizeof...(Part) != 0) (void)detail::in_turn{(all.take(Part), 0)...};
        return all;
    }();

    static constexpr model::schema empty() {
        model::schema s{.name = name};
        s.databases = settings.databases;
        s.convention = settings.convention;
        s.unchecked_sqlite = settings.unchecked_sqlite;
        return s;
    }
    /// The plain model; duplicate names of relations are added to `out`.
    static constexpr model::schema lower(model::faults& out) {
        model::schema s = empty();
        s.tables.reserve(sizeof...(Part));
        if constexpr (sizeof...(Part) != 0) (void)detail::in_turn{detail::lower_into(s, Part, out)...};
        return s;
    }
    /// Calls `visitor` with each table, enumeration and object, lowered, in the order of the declaration.
    static constexpr void each_part(auto&& visitor) {
        if constexpr (sizeof...(Part) != 0) (void)detail::in_turn{detail::hand_lowered(visitor, Part)...};
    }
    static constexpr model::faults faults() {
        model::faults out;
        const model::schema s = lower(out);
        check(s, out);
        return out;
    }
};

namespace detail {
template <fixed_name Name, const auto&... Part>
constexpr auto checked_schema() {
    using declaration = schema_declaration<Name, Part...>;
    (void)demand_no_faults<declaration, measure(declaration::faults())>();
    return declaration{};
}

/// Hands each operation of a migration to `apply`. A declared effect demands nothing of rows: the raw SQL has done it.
struct replayer {
    model::schema& s;
    model::faults& out;
    bool obliging;
    model::traces* traces = nullptr;
    int effects = 0;
    bool inside = false;  // a step that wants its transaction
    const char* outside_file = nullptr;
    unsigned outside_line = 0;
    model::string outside = {};
    model::faults back = {};  // what the way back demands, where the revision has one
    bool irreversible = false;

    template <class Operation>
    constexpr void operator()(Operation&& o) {
        if (!out.empty()) return;
        if constexpr (requires { o.irreversible; }) irreversible = irreversible || !o.irreversible.empty();
        if (obliging && effects == 0) oblige_back(s, std::as_const(o), back);
        if constexpr (std::is_same_v<Operation, model::declared_effect>) effects = o.count;
        // A call costs constant evaluation more than the answer does, so most operations do without.
        if constexpr (constexpr auto listed = model::answers_of<Operation>.transaction;
                      listed == model::transaction::inside || listed == model::transaction::either) {
            inside = inside || listed == model::transaction::inside;
        } else if (transaction_of(std::as_const(o)) != model::transaction::outside) {
            inside = true;
        } else if (outside.empty()) {
            outside = describe(o);
            outside_file = o.place.file;
            outside_line = o.place.line;
        }
        if (traces && s.revision > traces->after) note(*traces, s, std::as_const(o));
        if (obliging && effects == 0) {
            take(s, std::move(o), out);
        } else {
            apply(s, std::move(o), out);
            if constexpr (!std::is_same_v<Operation, model::declared_effect>)
                if (effects > 0) --effects;
        }
    }
    template <model::ReplayOnly Step>
    constexpr void operator()(Step&& o) {
        if (out.empty()) apply(s, std::move(o), out);
    }
    template <class Declaration>
    constexpr void create(const Declaration& table) {
        if (!out.empty()) return;
        inside = true;
        if (effects > 0) --effects;
        model::create(s, [&](model::table& t) { table.lower_into(t); }, table.called.at, out);
    }
    constexpr void finish() {
        if (out.empty() && inside && !outside.empty() && s.databases.wants(model::database::postgresql))
            add_fault(out, 186, {outside_file, outside_line}, {outside, "the revision has other steps"});
        if (out.empty() && !irreversible && !back.empty()) out = std::move(back);
    }
};

}  // namespace detail

/// A schema of tables, enumerations and objects, each a named constant; besides, databases(…) and naming(…). Does not
/// compile unless every rule of the catalogue holds.
template <detail::fixed_name Name, const auto&... Part>
inline constexpr auto schema = detail::checked_schema<Name, Part...>();

namespace detail {
template <class Part>
concept IsSchema = requires { Part::empty(); };
template <class Part>
concept IsMigration = requires(const Part& p) { p.head(); };
}  // namespace detail

/// What retort::history<…> is. `Databases` are those of the build, where it says so.
template <std::uint8_t Databases, const auto& Schema, const auto&... Migration>
struct history_declaration {
    using schema_type = std::remove_cvref_t<decltype(Schema)>;

    /// Replays all migrations, each after its parents; stops at the first step with a fault. In an `open` history heads
    /// need not be merged yet.
    static constexpr model::schema replay(model::faults& out, bool open = false) {
        model::schema s = start();
        if constexpr (requires { schema_type::parts; }) s.tables.reserve(schema_type::parts);
        if constexpr (!are_right) {
            if constexpr (!detail::IsSchema<schema_type>) add_wrong<schema_type>(out);
            (add_wrong_unless_migration<std::remove_cvref_t<decltype(Migration)>>(out), ...);
        } else if constexpr (sizeof...(Migration) != 0) {
            model::list<model::revision_node> graph;
            graph.reserve(sizeof...(Migration));
            (void)detail::in_turn{(graph.push_back(Migration.head()), 0)...};
            const model::list<int> order = replay_order(graph, out);
            if (out.empty() && !open) check_heads(graph, order, out);
            // Migrations have different types, so they cannot be visited by position. Mostly they stand in their order
            // already, and one round does it.
            std::size_t next = 0;
            model::checkpoint_check checkpoint;
            while (out.empty() && next < order.size()) {
                int position = 0;
                const auto at_its_turn = [&](const auto& m) {
                    if (out.empty() && next < order.size() && order[next] == position) {
                        const model::revision_node& r = graph[static_cast<std::size_t>(position)];
                        apply_all(r.shadow ? checkpoint.begin(r, s) : s, m, out, true);
                        if (!r.shadow) checkpoint.took_one(s, out);
                        ++next;
                    }
                    return ++position;
                };
                (void)detail::in_turn{at_its_turn(Migration)...};
            }
            const auto in_other_order = [](const model::list<int>& in_order, model::faults& found,
                                           model::traces& steps) {
                model::schema trial = start();
                for (int at : in_order) {
                    int position = 0;
                    const auto at_its_turn = [&](const auto& m) {
                        if (found.empty() && at == position) apply_all(trial, m, found, false, &steps);
                        return ++position;
                    };
                    (void)detail::in_turn{at_its_turn(Migration)...};
                }
                return trial;
            };
            if (!out.empty() && next != 0 && !model::detail::is_one_line(graph))
                blame_other_branch(graph, order, next - 1, in_other_order, out);
            if (out.empty()) check_merges(graph, order, in_other_order, out);
        }
        return s;
    }
    static constexpr model::faults faults(bool open = false) {
        model::faults out;
        (void)replay(out, open);
        return out;
    }

    /// The schema before the first revision.
    static constexpr model::schema start() {
        model::schema s;
        if constexpr (detail::IsSchema<schema_type>) s = schema_type::empty();
        if constexpr (Databases != 0) s.databases.bits = Databases;
        return s;
    }

private:
    // A fold over && is as deep as it is long, and clang has a limit for that.
    static constexpr bool are_right = [] {
        const bool each[] = {detail::IsSchema<schema_type>,
                             detail::IsMigration<std::remove_cvref_t<decltype(Migration)>>...};
        for (bool is_right : each)
            if (!is_right) return false;
        return true;
    }();
    template <class Given>
    static constexpr void add_wrong(model::faults& out) {
        add_fault(out, 194, {},
                  {"the history", dsl::detail::spoken<Given>(),
                   "retort::history<schema, migrations...>, each a named constant"});
    }
    template <class Given>
    static constexpr void add_wrong_unless_migration(model::faults& out) {
        if constexpr (!detail::IsMigration<Given>) add_wrong<Given>(out);
    }
    template <class Declaration>
    static constexpr void apply_all(model::schema& s, const Declaration& m, model::faults& out, bool obliging,
                                    model::traces* steps = nullptr) {
        begin_revision(s);
        detail::replayer take_all{s, out, obliging, steps};
        m.visit(take_all);
        if (obliging) take_all.finish();
    }
};

namespace detail {

template <std::uint8_t Databases, const auto& Schema, const auto&... Migration>
constexpr auto checked_history() {
    using declaration = history_declaration<Databases, Schema, Migration...>;
    (void)demand_no_faults<declaration, measure(declaration::faults())>();
    return declaration{};
}

template <class History>
struct still_open : History {
    static constexpr model::faults faults() { return History::faults(true); }
};
template <std::uint8_t Databases, const auto& Schema, const auto&... Migration>
constexpr auto open_history() {
    using declaration = still_open<history_declaration<Databases, Schema, Migration...>>;
    (void)demand_no_faults<declaration, measure(declaration::faults())>();
    return declaration{};
}

}  // namespace detail

/// The history of a schema: its migrations in any order. Does not compile unless the revisions form one line or a
/// merged graph with one head, every step can be taken where it stands, and merged branches commute.
template <const auto& Schema, const auto&... Migration>
inline constexpr auto history = detail::checked_history<0, Schema, Migration...>();

/// The same, on the databases that the build lists, and with heads that need not be merged yet: the build says so when
/// it has made the command that can merge them.
template <std::uint8_t Databases, const auto& Schema, const auto&... Migration>
inline constexpr auto history_on = detail::open_history<Databases, Schema, Migration...>();

/// databases that a build lists, by their names.
template <class... Name>
consteval std::uint8_t database_bits(Name... names) {
    model::databases all;
    const auto add = [&](std::string_view name) {
        for (model::database d : model::every_database)
            if (model::name_of(d) == name) all.add(d);
    };
    (add(names), ...);
    return all.bits;
}

namespace dsl {
/// The forms of names that nobody gave: {table} and {columns} stand for what they say. What is left out stays as it is.
struct naming_forms {
    const char* primary_key = "";
    const char* unique = "";
    const char* foreign_key = "";
    const char* check = "";
    const char* index = "";
    const char* exclusion = "";
};
/// naming({.primary_key = "{table}_pkey", .index = "{table}_{columns}_idx"}): a part of a schema. To be chosen at the
/// beginning: what is derived later follows the new forms in the whole history.
consteval model::naming_convention naming(naming_forms f,
                                          std::source_location where = std::source_location::current()) {
    return {f.primary_key, f.unique, f.foreign_key, f.check, f.index, f.exclusion, {where.file_name(), where.line()}};
}
}  // namespace dsl

}  // namespace retort
