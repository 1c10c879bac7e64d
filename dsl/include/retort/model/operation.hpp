// The operations: what a step of a migration can be. Plain structs; operation_list.hpp closes the set.
#pragma once

#include <retort/model/operation_list.hpp>
#include <retort/model/schema.hpp>

namespace retort::model {

/// Why existing rows will fulfil what a step demands of them.
struct assurance {
    /// Ask the database before the step, and stop with a sentence where a row does not.
    bool precheck = false;
    /// The author's reason why it is so.
    std::string_view assume = {};
    constexpr explicit operator bool() const { return precheck || !assume.empty(); }
};

struct create_table {
    model::table table = {};
    model::place place = {};
};

// Steps that can destroy contents have `allow_loss`: why the contents may go, empty where the author does not say. The
// approval is of the step as it is written, not of a step that reverts another one.

struct drop_table {
    std::string_view table = {};
    model::place place = {};
    std::string_view allow_loss = {};
};

struct rename_table {
    std::string_view from = {};
    std::string_view to = {};
    model::place place = {};
};

struct add_column {
    std::string_view table = {};
    model::column column = {};
    /// Of a generated column; else empty.
    expression generated = {};
    bool stored = true;
    model::assurance assurance = {};
    model::place place = {};
};

struct drop_column {
    std::string_view table = {};
    std::string_view column = {};
    model::place place = {};
    std::string_view allow_loss = {};
    /// The value that the way back gives to existing rows; empty where the author gives none. The way up does not
    /// depend on this or on the two below, so they are not part of the checksum.
    expression undo = {};
    /// The way back counts the rows first and refuses to run while there are any.
    bool precheck = false;
    /// Why it cannot be undone.
    std::string_view irreversible = {};
};

struct rename_column {
    std::string_view table = {};
    std::string_view from = {};
    std::string_view to = {};
    model::place place = {};
};

/// Changes the attributes that are given and leaves the others. A default of kind none takes the default away.
struct alter_column {
    std::string_view table = {};
    std::string_view column = {};
    maybe<model::type> type = {};
    maybe<bool> nullable = {};
    maybe<bool> identity = {};
    maybe<literal> default_value = {};
    maybe<model::numbering> numbering = {};
    maybe<std::string_view> collation = {};
    maybe<std::string_view> comment = {};
    /// SQL that turns the old value into the new type, where a plain cast is not right.
    std::string_view using_ = {};
    model::assurance assurance = {};
    model::place place = {};
    std::string_view allow_loss = {};
};

struct create_index {
    std::string_view table = {};
    model::index index = {};
    model::assurance assurance = {};
    model::place place = {};
};

/// By `name`; where that is empty, the unnamed index of `columns`.
struct drop_index {
    std::string_view table = {};
    std::string_view name = {};
    names columns = {};
    model::place place = {};
};

struct add_primary_key {
    std::string_view table = {};
    primary_key key = {};
    model::assurance assurance = {};
    model::place place = {};
};

struct add_unique {
    std::string_view table = {};
    unique_key key = {};
    model::assurance assurance = {};
    model::place place = {};
};

struct add_foreign_key {
    std::string_view table = {};
    foreign_key key = {};
    model::assurance assurance = {};
    model::place place = {};
};

struct add_check {
    std::string_view table = {};
    check_constraint check = {};
    model::assurance assurance = {};
    model::place place = {};
};

// Checksums contain these numbers: new kinds go to the end.
enum class constraint_kind : std::uint8_t { any, primary_key, unique, foreign_key, check, exclusion };

constexpr std::string_view to_string(constraint_kind kind) {
    switch (kind) {
        case constraint_kind::any: return "constraint";
        case constraint_kind::primary_key: return "primary key";
        case constraint_kind::unique: return "unique key";
        case constraint_kind::foreign_key: return "foreign key";
        case constraint_kind::check: return "check";
        case constraint_kind::exclusion: return "exclusion constraint";
    }
    return "constraint";
}

/// By `name`, given or derived; where that is empty, the unnamed constraint of `kind` over `columns`.
struct drop_constraint {
    std::string_view table = {};
    constraint_kind kind = constraint_kind::any;
    std::string_view name = {};
    names columns = {};
    model::place place = {};
};

struct create_enumeration {
    model::enumeration enumeration = {};
    model::place place = {};
};

struct drop_enumeration {
    std::string_view name = {};
    model::place place = {};
};

/// Gives an enumeration the values listed, in that order. Rows that hold a value which is no longer listed make it
/// fail.
struct alter_enumeration {
    std::string_view name = {};
    names values = {};
    model::assurance assurance = {};
    model::place place = {};
};

/// Raw SQL. It is not understood: the model stays as it was, but for a `declared_effect` behind it.
struct execute {
    list<sql_text> up = {};
    list<sql_text> down = {};
    /// Why it cannot be undone; empty where `down` undoes it.
    std::string_view irreversible = {};
    databases only = {};
    model::place place = {};
};

/// The next `count` operations are what the raw SQL before has done: they change the model, and are not rendered.
struct declared_effect {
    int count = 0;
    model::place place = {};
};

/// Excluding equal rows by operators: see `exclusion`.
struct add_exclusion {
    std::string_view table = {};
    model::exclusion exclusion = {};
    model::assurance assurance = {};
    model::place place = {};
};

/// Takes a constraint that was added `not_valid` as checked (`valid`), or back.
struct validate_constraint {
    std::string_view table = {};
    std::string_view name = {};
    bool valid = true;
    model::place place = {};
};

struct rename_constraint {
    std::string_view table = {};
    std::string_view from = {};
    std::string_view to = {};
    model::place place = {};
};

struct rename_index {
    std::string_view table = {};
    std::string_view from = {};
    std::string_view to = {};
    model::place place = {};
};

/// Changes the options that are given and leaves the others.
struct alter_table {
    std::string_view table = {};
    maybe<std::string_view> comment = {};
    maybe<bool> unlogged = {};
    maybe<bool> strict = {};
    maybe<bool> without_rowid = {};
    maybe<std::string_view> engine = {};
    maybe<std::string_view> charset = {};
    maybe<std::string_view> collation = {};
    maybe<list<parameter>> parameters = {};
    maybe<model::row_security> row_security = {};
    model::place place = {};
};

struct create_partition {
    std::string_view table = {};
    model::partition partition = {};
    model::place place = {};
};

/// With its rows.
struct drop_partition {
    std::string_view table = {};
    std::string_view name = {};
    model::place place = {};
    std::string_view allow_loss = {};
};

/// At the end, or beside the value named.
struct add_enumeration_value {
    std::string_view name = {};
    std::string_view value = {};
    std::string_view before = {};
    std::string_view after = {};
    model::place place = {};
};

struct rename_enumeration_value {
    std::string_view name = {};
    std::string_view from = {};
    std::string_view to = {};
    model::place place = {};
};

struct create_object {
    model::object object = {};
    model::place place = {};
};

struct drop_object {
    object_kind kind = object_kind::view;
    std::string_view name = {};
    std::string_view on = {};
    model::place place = {};
};

struct rename_object {
    object_kind kind = object_kind::view;
    std::string_view from = {};
    std::string_view to = {};
    std::string_view on = {};
    model::place place = {};
};

/// Gives an object that exists another definition.
struct replace_object {
    model::object object = {};
    /// Of a domain: why the rows of its columns will fulfil what it demands from now on.
    model::assurance assurance = {};
    model::place place = {};
    std::string_view allow_loss = {};
};

/// column = value.
struct assignment {
    std::string_view column = {};
    expression value = {};
    constexpr bool operator==(const assignment&) const = default;
};

/// Rows of constants: `values` holds one row behind the other.
struct insert_rows {
    std::string_view table = {};
    names columns = {};
    list<literal> values = {};
    databases only = {};
    model::place place = {};
};

struct update_rows {
    std::string_view table = {};
    list<assignment> set = {};
    expression where = {};
    /// Meant, where `where` is empty.
    bool all_rows = false;
    list<assignment> undo = {};
    expression undo_where = {};
    /// Why it cannot be undone.
    std::string_view irreversible = {};
    databases only = {};
    model::place place = {};
    std::string_view allow_loss = {};
};

struct delete_rows {
    std::string_view table = {};
    expression where = {};
    bool all_rows = false;
    /// The rows that undo it, as of insert_rows.
    names undo_columns = {};
    list<literal> undo_values = {};
    std::string_view irreversible = {};
    databases only = {};
    model::place place = {};
    std::string_view allow_loss = {};
};

/// Fills columns of existing rows, `batch` rows at a time; 0 for all at once. Undoing it does nothing.
struct backfill {
    std::string_view table = {};
    list<assignment> set = {};
    expression where = {};
    int batch = 0;
    databases only = {};
    model::place place = {};
    std::string_view allow_loss = {};
};

/// Calls a C++ function, named with its namespace: void function(retort::connection&).
struct run {
    std::string_view function = {};
    std::string_view undo = {};
    /// Undoing it does nothing.
    bool undo_nothing = false;
    std::string_view irreversible = {};
    databases only = {};
    model::place place = {};
};

/// Steps for some databases only: together they must speak of all that the schema will live on. Only replay sees it.
struct coverage {
    databases covered = {};
    std::string_view first = {};  // the first of the databases, for the message
    model::place place = {};
};

/// Something in a migration that is not a step. Only replay sees it.
struct misplaced {
    model::misuse misuse = {};
};

/// A row of another length than its list of columns. Only replay sees it.
struct wrong_row {
    std::string_view table = {};
    int row = 0;
    int size = 0;
    int columns = 0;
    model::place place = {};
};

/// A step for one database that changes the schema of all. Only replay sees it.
struct step_on_one_database {
    string step = {};
    model::place place = {};
};

/// Whether `T` is one of the types listed.
template <class T, class... Listed>
inline constexpr bool is_one_of = (std::is_same_v<T, Listed> || ...);

/// What a migration hands over beside its operations. `apply` checks it, and nothing else has to answer for it.
template <class Step>
concept ReplayOnly = is_one_of<Step, coverage, misplaced, wrong_row, step_on_one_database>;

// The columns of RETORT_OPERATIONS. `missing` is no cell: it is what a type without a row has.
enum class effect : std::uint8_t { missing, definition, columns, rows };
enum class transaction : std::uint8_t { missing, inside, either, outside, depends };
enum class answer : std::uint8_t { missing, no, yes };

/// A row of RETORT_OPERATIONS.
struct answers {
    model::effect effect = model::effect::missing;
    model::transaction transaction = model::transaction::missing;
    answer oblige = answer::missing;
    answer oblige_back = answer::missing;
    answer learn = answer::missing;
    answer destroyed = answer::missing;
    answer note = answer::missing;
    answer own_release = answer::missing;
};

/// The row of an operation.
template <class Operation>
inline constexpr answers answers_of{};

#define RETORT_OPERATION(name, effect_, transaction_, oblige_, oblige_back_, learn_, destroyed_, note_, own_release_) \
    template <>                                                                                                       \
    inline constexpr answers answers_of<name>{                                                                        \
        effect::effect_, transaction::transaction_, answer::oblige_, answer::oblige_back_,                            \
        answer::learn_,  answer::destroyed_,        answer::note_,   answer::own_release_};
RETORT_OPERATIONS(RETORT_OPERATION)
#undef RETORT_OPERATION

/// In the template of a function that stands in RETORT_OPERATIONS: the operation's row must say `no`.
#define RETORT_ANSWERS_NO(function, Operation)                                                               \
    static_assert(::retort::model::answers_of<Operation>.function == ::retort::model::answer::no, #function  \
                  "() has no overload for this operation: write one, or say `no` in the operation's row of " \
                  "RETORT_OPERATIONS (retort/model/operation_list.hpp)")

/// Whether a step runs inside its revision's transaction, where the database has one for changes of the schema.
template <class Operation>
constexpr transaction transaction_of(const Operation&) {
    constexpr transaction answered = answers_of<Operation>.transaction;
    static_assert(answered == transaction::inside || answered == transaction::either,
                  "transaction_of() has no overload for this operation: write one, or say `inside` or `either` in the "
                  "operation's row of RETORT_OPERATIONS (retort/model/operation_list.hpp)");
    return answered;
}
constexpr transaction transaction_of(const create_index& o) {
    return o.index.concurrently() ? transaction::outside : transaction::inside;
}

// One line an operation, for people: the step's word and what it is about.

namespace detail {
constexpr string line(std::string_view word, std::string_view table, std::string_view what = {}) {
    string text(word);
    text += ' ';
    text += table;
    if (!what.empty()) {
        text += '.';
        text += what;
    }
    return text;
}
constexpr string line_of(std::string_view word, std::string_view table, std::string_view name, const names& columns) {
    string text = line(word, table);
    if (!name.empty()) return text + " '" + string(name) + "'";
    if (columns.empty()) return text;
    return text + " (" + join(columns) + ")";
}
}  // namespace detail

constexpr string describe(const create_table& o) { return detail::line("create table", o.table.name); }
constexpr string describe(const drop_table& o) { return detail::line("drop table", o.table); }
constexpr string describe(const rename_table& o) {
    return detail::line("rename table", o.from) + " to " + string(o.to);
}
constexpr string describe(const add_column& o) { return detail::line("add column", o.table, o.column.name); }
constexpr string describe(const drop_column& o) { return detail::line("drop column", o.table, o.column); }
constexpr string describe(const rename_column& o) {
    return detail::line("rename column", o.table, o.from) + " to " + string(o.to);
}
constexpr string describe(const alter_column& o) {
    string changes;
    const auto add = [&](const string& text) { changes += (changes.empty() ? "" : ", ") + text; };
    if (o.type) add(to_string(*o.type));
    if (o.nullable) add(*o.nullable ? "nullable" : "not null");
    if (o.identity) add(*o.identity ? "identity" : "no identity");
    if (o.default_value && *o.default_value) add("default " + describe(*o.default_value));
    if (o.default_value && !*o.default_value) add("no default");
    if (o.numbering) add("numbering");
    if (o.collation && o.collation->empty()) add("no collation");
    if (o.collation && !o.collation->empty()) add("collation " + string(*o.collation));
    if (o.comment) add(o.comment->empty() ? "no comment" : "comment");
    string text = detail::line("alter column", o.table, o.column);
    if (!changes.empty()) text += ": " + changes;
    return text;
}
constexpr string describe(const create_index& o) {
    names columns = {};
    for (const index_column& c : o.index.columns)
        columns.push_back(c.expression < 0 ? c.name : std::string_view("expression"));
    return detail::line_of(o.index.unique ? "create unique index on" : "create index on", o.table, o.index.name,
                           columns);
}
constexpr string describe(const drop_index& o) { return detail::line_of("drop index on", o.table, o.name, o.columns); }
constexpr string describe(const add_primary_key& o) {
    return detail::line_of("add primary key to", o.table, o.key.name, o.key.columns);
}
constexpr string describe(const add_unique& o) {
    return detail::line_of("add unique key to", o.table, o.key.name, o.key.columns);
}
constexpr string describe(const add_foreign_key& o) {
    return detail::line_of("add foreign key to", o.table, o.key.name, o.key.columns) + " referencing " +
           string(o.key.table);
}
constexpr string describe(const add_check& o) {
    return detail::line_of("add check to", o.table, o.check.name, o.check.condition.columns());
}
constexpr string describe(const drop_constraint& o) {
    return detail::line_of("drop " + string(to_string(o.kind)) + " of", o.table, o.name, o.columns);
}
constexpr string describe(const create_enumeration& o) {
    return detail::line("create enumeration", o.enumeration.name);
}
constexpr string describe(const drop_enumeration& o) { return detail::line("drop enumeration", o.name); }
constexpr string describe(const alter_enumeration& o) {
    return detail::line("alter enumeration", o.name) + " to (" + join(o.values) + ")";
}
constexpr string describe(const execute& o) {
    std::string_view sql = o.up.empty() ? std::string_view() : o.up.front().sql;
    std::size_t from = 0;
    while (from < sql.size() && (sql[from] == ' ' || sql[from] == '\n')) ++from;
    sql.remove_prefix(from);
    std::size_t end = 0;
    while (end < sql.size() && sql[end] != '\n') ++end;
    const bool cut = end < sql.size() || end > 60;
    if (end > 60) end = 60;
    while (end > 0 && end < sql.size() && (static_cast<unsigned char>(sql[end]) & 0xC0u) == 0x80u) --end;
    return "execute " + string(sql.substr(0, end)) + (cut ? " ..." : "");
}

constexpr string describe(const declared_effect&) { return "declared effect"; }
constexpr string describe(const add_exclusion& o) {
    return detail::line_of("add exclusion constraint to", o.table, o.exclusion.name, {});
}
constexpr string describe(const validate_constraint& o) {
    return detail::line_of(o.valid ? "validate constraint of" : "no longer take as valid constraint of", o.table,
                           o.name, {});
}
constexpr string describe(const rename_constraint& o) {
    return detail::line_of("rename constraint of", o.table, o.from, {}) + " to '" + string(o.to) + "'";
}
constexpr string describe(const rename_index& o) {
    return detail::line_of("rename index on", o.table, o.from, {}) + " to '" + string(o.to) + "'";
}
constexpr string describe(const alter_table& o) {
    names changes;
    if (o.comment) changes.push_back("comment");
    if (o.unlogged) changes.push_back(*o.unlogged ? "unlogged" : "logged");
    if (o.strict) changes.push_back(*o.strict ? "strict" : "not strict");
    if (o.without_rowid) changes.push_back(*o.without_rowid ? "without rowid" : "with rowid");
    if (o.engine) changes.push_back("engine");
    if (o.charset) changes.push_back("character set");
    if (o.collation) changes.push_back("collation");
    if (o.parameters) changes.push_back("storage parameters");
    if (o.row_security) changes.push_back("row security");
    return detail::line("alter table", o.table) + ": " + join(changes);
}
constexpr string describe(const create_partition& o) {
    return detail::line("create partition", o.partition.name) + " of " + string(o.table);
}
constexpr string describe(const drop_partition& o) {
    return detail::line("drop partition", o.name) + " of " + string(o.table);
}
constexpr string describe(const add_enumeration_value& o) {
    string text = detail::line("add value to enumeration", o.name) + ": '" + string(o.value) + "'";
    if (!o.before.empty()) text += " before '" + string(o.before) + "'";
    if (!o.after.empty()) text += " after '" + string(o.after) + "'";
    return text;
}
constexpr string describe(const rename_enumeration_value& o) {
    return detail::line("rename value of enumeration", o.name) + ": '" + string(o.from) + "' to '" + string(o.to) + "'";
}
constexpr string describe(const create_object& o) { return "create " + describe(o.object); }
constexpr string describe(const drop_object& o) { return "drop " + describe(o.kind, o.name, o.on); }
constexpr string describe(const rename_object& o) {
    return "rename " + describe(o.kind, o.from, o.on) + " to '" + string(o.to) + "'";
}
constexpr string describe(const replace_object& o) { return "replace " + describe(o.object); }
constexpr string describe(const insert_rows& o) {
    const std::size_t rows = o.columns.empty() ? 0 : o.values.size() / o.columns.size();
    return "insert " + decimal(static_cast<long long>(rows)) + (rows == 1 ? " row into " : " rows into ") +
           string(o.table);
}
namespace detail {
constexpr string assigned(std::string_view word, std::string_view table, const list<assignment>& set) {
    names columns;
    for (const assignment& a : set) columns.push_back(a.column);
    return line(word, table) + " (" + join(columns) + ")";
}
}  // namespace detail
constexpr string describe(const update_rows& o) { return detail::assigned("update rows of", o.table, o.set); }
constexpr string describe(const delete_rows& o) { return detail::line("delete rows of", o.table); }
constexpr string describe(const backfill& o) { return detail::assigned("backfill", o.table, o.set); }
constexpr string describe(const run& o) { return detail::line("run", o.function); }

}  // namespace retort::model
