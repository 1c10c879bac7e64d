// The model: what a schema is at one revision. Plain structs; alive in constant evaluation and at run time.
#pragma once

#include <retort/model/box.hpp>
#include <retort/model/expression.hpp>
#include <retort/model/list.hpp>
#include <retort/model/maybe.hpp>
#include <retort/model/type.hpp>

#include <cstddef>
#include <utility>

namespace retort::model {

using names = list<std::string_view>;

constexpr bool contains(const names& list, std::string_view name) {
    for (std::string_view n : list)
        if (equal(n, name)) return true;
    return false;
}

constexpr string join(const names& list, std::string_view between = ", ") {
    string all;
    for (std::string_view n : list) {
        if (!all.empty()) all += between;
        all += n;
    }
    return all;
}

/// What happens to the referring row when the row it refers to is deleted or its key updated (ISO/IEC 9075-2, 11.8).
enum class action : std::uint8_t { no_action, restrict, cascade, set_null, set_default };

constexpr std::string_view to_string(action a) {
    switch (a) {
        case action::no_action: return "no_action";
        case action::restrict: return "restrict";
        case action::cascade: return "cascade";
        case action::set_null: return "set_null";
        case action::set_default: return "set_default";
    }
    return "no_action";
}

/// A text that says where something comes from, and is no part of what it is.
struct hint {
    std::string_view text = {};
    constexpr bool operator==(const hint&) const { return true; }
};

/// How the database numbers the rows of an identity column.
struct numbering {
    bool always = false;  // GENERATED ALWAYS: a number of the user's own is refused
    long long start = 1;
    long long increment = 1;
    constexpr bool operator==(const numbering&) const = default;
};

struct column {
    std::string_view name = {};
    model::type type = {};
    bool nullable = false;
    /// Numbered by the database.
    bool identity = false;
    literal default_value = {};
    model::numbering numbering = {};
    std::string_view collation = {};
    std::string_view comment = {};
    /// The name it had, for whoever compares two schemas.
    hint renamed_from = {};
    model::place place = {};
    constexpr bool operator==(const column&) const = default;
};

/// The value of a column that is computed from others of its row. Kept beside the columns, because few have one.
struct generated_column {
    std::string_view column = {};
    expression value = {};
    bool stored = true;
    model::place place = {};
    constexpr bool operator==(const generated_column&) const = default;
};

// The name of a constraint or an index is empty where the user gave none: naming.hpp then derives it, so that it
// follows when the table or a column is renamed.

struct primary_key {
    std::string_view name = {};
    names columns = {};  // empty: the table has none
    model::place place = {};
    constexpr explicit operator bool() const { return !columns.empty(); }
};

/// When a constraint is checked (ISO/IEC 9075-2, 10.8).
enum class deferral : std::uint8_t { not_deferrable, initially_immediate, initially_deferred };

struct unique_key {
    std::string_view name = {};
    names columns = {};
    bool nulls_not_distinct = false;
    model::deferral deferral = model::deferral::not_deferrable;
    model::place place = {};
};

/// When a key with nulls in it counts as matched (ISO/IEC 9075-2, 8.12).
enum class match : std::uint8_t { simple, full };

struct foreign_key {
    std::string_view name = {};
    names columns = {};
    std::string_view table = {};
    names target = {};
    action on_delete = action::no_action;
    action on_update = action::no_action;
    model::match match = model::match::simple;
    model::deferral deferral = model::deferral::not_deferrable;
    /// Rows that were there before it are not checked.
    bool not_valid = false;
    model::place place = {};
};

struct check_constraint {
    std::string_view name = {};
    expression condition = {};
    bool not_valid = false;
    databases only = {};
    model::place place = {};
};

enum class nulls_order : std::uint8_t { by_default, first, last };

/// A column of an index, or an expression.
struct index_column {
    std::string_view name = {};
    bool descending = false;
    nulls_order nulls = nulls_order::by_default;
    std::string_view operator_class = {};
    std::string_view collation = {};
    /// Position in the index's expressions; -1 for a column.
    int expression = -1;
    /// How much of each value is indexed, in characters or bytes, where the database can (MariaDB); 0 for all of it.
    int prefix = 0;
    constexpr bool operator==(const index_column&) const = default;
};

/// name = value, of WITH (...).
struct parameter {
    std::string_view name = {};
    std::string_view value = {};
    constexpr bool operator==(const parameter&) const = default;
};

/// What few indexes have.
struct index_options {
    std::string_view method = {};  // empty: btree
    list<model::expression> expressions = {};
    names include = {};
    list<parameter> parameters = {};
    bool concurrently = false;
    bool nulls_not_distinct = false;
    databases only = {};
    /// How it is made is no part of what it is: `concurrently` does not count.
    constexpr bool operator==(const index_options& o) const {
        return method == o.method && expressions == o.expressions && include == o.include &&
               parameters == o.parameters && nulls_not_distinct == o.nulls_not_distinct && only == o.only;
    }
};

struct index {
    std::string_view name = {};
    list<index_column> columns = {};
    bool unique = false;
    expression where = {};  // empty: all rows
    box<index_options> options = {};
    model::place place = {};

    constexpr databases only() const { return options ? options->only : databases{}; }
    constexpr std::string_view method() const { return options ? options->method : std::string_view(); }
    constexpr bool concurrently() const { return options && options->concurrently; }
};

/// One part of an exclusion constraint: no two rows have values of it for which the operator holds.
struct exclusion_element {
    std::string_view column = {};
    /// Where `column` is empty.
    model::expression expression = {};
    std::string_view operator_ = {};
    constexpr bool operator==(const exclusion_element&) const = default;
};

struct exclusion {
    std::string_view name = {};
    std::string_view method = {};  // empty: gist
    list<exclusion_element> elements = {};
    expression where = {};
    model::deferral deferral = model::deferral::not_deferrable;
    databases only = {};
    model::place place = {};
};

enum class partition_method : std::uint8_t { none, range, list, hash };

constexpr std::string_view to_string(partition_method m) {
    return m == partition_method::range  ? "range"
           : m == partition_method::list ? "list"
           : m == partition_method::hash ? "hash"
                                         : "none";
}

/// A part of a partitioned table: the rows from `from` to below `to`, those with a value of `from` (list), those whose
/// hash leaves `from[1]` when divided by `from[0]`, or, where both are empty, all others.
struct partition {
    std::string_view name = {};
    partition_method method = partition_method::none;  // none: the default partition
    list<literal> from = {};
    list<literal> to = {};
    model::place place = {};
    constexpr bool operator==(const partition&) const = default;
};

enum class row_security : std::uint8_t { off, enabled, forced };

/// What few tables have.
struct table_options {
    std::string_view comment = {};
    bool unlogged = false;
    bool strict = false;
    bool without_rowid = false;
    std::string_view engine = {};
    std::string_view charset = {};
    std::string_view collation = {};
    list<parameter> parameters = {};
    partition_method partitioned = partition_method::none;
    names partition_columns = {};
    list<partition> partitions = {};
    model::row_security row_security = model::row_security::off;
    hint renamed_from = {};
    constexpr bool operator==(const table_options&) const = default;
};

/// How names that nobody gave are made: {table} and {columns} stand for what they say. `naming.hpp` has the defaults.
struct naming_convention {
    std::string_view primary_key = {};
    std::string_view unique = {};
    std::string_view foreign_key = {};
    std::string_view check = {};
    std::string_view index = {};
    std::string_view exclusion = {};
    model::place place = {};
};

/// Something that stands where it has no meaning: found while a declaration is lowered, reported by `check`.
struct misuse {
    int code = 0;  // 0: nothing is wrong
    std::string_view subject = {};
    std::string_view given = {};
    std::string_view way_out = {};
    model::place place = {};
};

struct table {
    std::string_view name = {};
    list<column> columns = {};
    model::primary_key primary_key = {};
    list<unique_key> uniques = {};
    list<foreign_key> foreign_keys = {};
    list<check_constraint> checks = {};
    list<index> indexes = {};
    list<generated_column> generated = {};
    list<exclusion> exclusions = {};
    box<table_options> options = {};
    model::place place = {};
    /// Only `check` looks at it.
    model::misuse misuse = {};
    /// The schema's, where it has one.
    const naming_convention* convention = nullptr;
    /// Number of the revision that created it, in a replay.
    int born = 0;

    constexpr const column* find(std::string_view column_name) const {
        for (const column& c : columns)
            if (equal(c.name, column_name)) return &c;
        return nullptr;
    }
    constexpr column* find(std::string_view column_name) {
        for (column& c : columns)
            if (equal(c.name, column_name)) return &c;
        return nullptr;
    }
    constexpr names column_names() const {
        names all;
        for (const column& c : columns) all.push_back(c.name);
        return all;
    }
    /// How the value of that column is computed; null where it is not.
    constexpr const generated_column* find_generated(std::string_view column_name) const {
        for (const generated_column& g : generated)
            if (equal(g.column, column_name)) return &g;
        return nullptr;
    }
};

struct enumeration {
    std::string_view name = {};
    names values = {};
    model::place place = {};
};

// Checksums contain these numbers: new kinds go to the end.
enum class object_kind : std::uint8_t {
    extension,
    namespace_,
    domain,
    composite,
    sequence,
    function,
    procedure,
    view,
    materialized_view,
    trigger,
    policy,
    grant,
};

constexpr std::string_view to_string(object_kind k) {
    constexpr std::string_view words[] = {"extension",         "namespace", "domain",    "composite type",
                                          "sequence",          "function",  "procedure", "view",
                                          "materialized view", "trigger",   "policy",    "grant"};
    return words[static_cast<std::size_t>(k)];
}

/// Bounds that are not given are the database's.
struct sequence_options {
    long long start = 1;
    long long increment = 1;
    maybe<long long> least = {};
    maybe<long long> most = {};
    bool cycle = false;
    constexpr bool operator==(const sequence_options&) const = default;

    /// The bounds, said or not.
    constexpr long long lowest() const { return least ? *least : increment > 0 ? 1 : -9223372036854775807; }
    constexpr long long highest() const { return most ? *most : increment > 0 ? 9223372036854775807 : -1; }
};

/// Whatever is neither a table nor an enumeration. Of these structs only the members that its kind has are used.
struct object {
    object_kind kind = object_kind::view;
    /// Of a function or procedure with its parameters' types, "touch()"; of a grant the role.
    std::string_view name = {};
    /// The table of a trigger, a policy or a grant.
    std::string_view on = {};
    /// Verbatim, what comes after the name: of a view the query, of a function "RETURNS trigger LANGUAGE ...", of a
    /// trigger from BEFORE or AFTER to the end, of a policy what follows ON table.
    list<sql_text> body = {};
    /// Tables ("parts"), columns ("parts.price"), functions, views that it needs.
    names depends_on = {};
    databases only = {};
    /// Of a domain; `condition` speaks of col("value").
    model::type type = {};
    bool nullable = true;
    literal default_value = {};
    expression condition = {};
    /// Of a composite type.
    list<column> attributes = {};
    sequence_options sequence = {};
    /// Of a grant: "SELECT", ...
    names privileges = {};
    std::string_view comment = {};
    model::place place = {};

    /// The text for `d`, or null.
    constexpr const sql_text* body_on(database d) const {
        for (const sql_text& t : body)
            if (t.database.empty() || t.database == name_of(d)) return &t;
        return nullptr;
    }
};

/// "view 'active_parts'", "trigger 'touch' on parts".
constexpr string describe(object_kind kind, std::string_view name, std::string_view on) {
    string text = string(to_string(kind)) + " '" + string(name) + "'";
    if (!on.empty()) text += " on " + string(on);
    return text;
}
constexpr string describe(const object& o) { return describe(o.kind, o.name, o.on); }

/// FNV-1a, fed piece by piece: names that are derived are hashed without being made.
struct name_hash {
    std::uint64_t state = 14695981039346656037u;
    constexpr name_hash& feed(std::string_view piece) {
        std::uint64_t hash = state;
        const char* const end = piece.data() + piece.size();
        for (const char* c = piece.data(); c != end; ++c)
            hash = (hash ^ static_cast<unsigned char>(*c)) * 1099511628211u;
        state = hash;
        return *this;
    }
    /// A table's name as a part of a derived one: the point of a namespace becomes '_'.
    constexpr void feed_table(std::string_view piece) {
        std::uint64_t hash = state;
        const char* const end = piece.data() + piece.size();
        for (const char* c = piece.data(); c != end; ++c)
            hash = (hash ^ static_cast<unsigned char>(*c == '.' ? '_' : *c)) * 1099511628211u;
        state = hash;
    }
    constexpr void feed_underscore() { state = (state ^ static_cast<unsigned char>('_')) * 1099511628211u; }
    /// With small letters (ASCII) for large ones.
    constexpr name_hash& feed_folded(std::string_view piece) {
        for (char c : piece)
            state = (state ^ static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c)) * 1099511628211u;
        return *this;
    }
};

/// As a function of the name alone, whose results compilers remember.
constexpr std::uint64_t hash_of(std::string_view relation) { return name_hash{}.feed(relation).state; }

/// Names of relations (tables and indexes share one namespace on PostgreSQL and SQLite), found by hash. Constant
/// evaluation pays for every comparison of characters and for every element that an insertion moves; this has neither.
class name_index {
public:
    static constexpr int absent = -1;
    static constexpr int an_index = -2;

    constexpr name_index() noexcept {}
    constexpr name_index(const name_index& other) : size_(other.size_), filled_(other.filled_) {
        if (size_ == 0) return;
        slots_ = new slot[size_]{};
        for (std::size_t i = 0; i < size_; ++i) slots_[i] = other.slots_[i];
    }
    constexpr name_index(name_index&& other) noexcept
        : slots_(other.slots_), size_(other.size_), filled_(other.filled_) {
        other.slots_ = nullptr;
        other.size_ = 0;
        other.filled_ = 0;
    }
    constexpr name_index& operator=(const name_index& other) {
        name_index copy(other);
        swap(copy);
        return *this;
    }
    constexpr name_index& operator=(name_index&& other) noexcept {
        name_index taken(std::move(other));
        swap(taken);
        return *this;
    }
    constexpr ~name_index() {
        if (size_ != 0) delete[] slots_;
    }

    /// The position stored under `hash`, `an_index`, or `absent`.
    constexpr int find(std::uint64_t hash) const {
        if (size_ == 0) return absent;
        const std::size_t mask = size_ - 1;
        for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
            if (slots_[i].state == slot::free) return absent;
            if (slots_[i].hash == hash && slots_[i].state == slot::used) return slots_[i].at;
        }
    }
    constexpr void set(std::uint64_t hash, int at) {
        if ((filled_ + 1) * 2 > size_) grow();
        const std::size_t mask = size_ - 1;
        // An erased slot may be taken, but only once it is known that the hash does not stand behind it.
        std::size_t i = hash & mask;
        slot* erased = nullptr;
        for (; slots_[i].state != slot::free; i = (i + 1) & mask) {
            if (slots_[i].state == slot::gone) {
                if (!erased) erased = slots_ + i;
            } else if (slots_[i].hash == hash) {
                slots_[i].at = at;
                return;
            }
        }
        slot* const taken = erased ? erased : slots_ + i;
        if (!erased) ++filled_;
        taken->state = slot::used;
        taken->at = at;
        taken->hash = hash;
    }
    constexpr void erase(std::uint64_t hash) {
        if (size_ == 0) return;
        const std::size_t mask = size_ - 1;
        for (std::size_t i = hash & mask; slots_[i].state != slot::free; i = (i + 1) & mask)
            if (slots_[i].hash == hash && slots_[i].state == slot::used) {
                slots_[i].state = slot::gone;
                return;
            }
    }

private:
    struct slot {
        enum : std::uint8_t { free, used, gone } state = free;
        int at = 0;
        std::uint64_t hash = 0;
    };
    constexpr void swap(name_index& other) noexcept {
        std::swap(slots_, other.slots_);
        std::swap(size_, other.size_);
        std::swap(filled_, other.filled_);
    }
    constexpr void grow() {
        const name_index old(std::move(*this));
        size_ = old.size_ == 0 ? 32 : old.size_ * 4;
        slots_ = new slot[size_]{};
        for (std::size_t i = 0; i < old.size_; ++i)
            if (old.slots_[i].state == slot::used) set(old.slots_[i].hash, old.slots_[i].at);
    }
    // An array and no list: constant evaluation makes its free slots in one step, where a list has them made one by
    // one.
    slot* slots_ = nullptr;
    std::size_t size_ = 0;
    std::size_t filled_ = 0;
};

/// What is known of the rows of a column, at a point of a history: what discharges an obligation.
struct fact {
    std::string_view table = {};
    std::string_view column = {};
    /// Every row has `value` (of kind none: NULL). Else no row that fulfilled `where` before is without the new value.
    bool all_rows = true;
    /// The value, where it is a constant; of kind none, NULL where `is_null`, else something that is not known.
    literal value = {};
    bool is_null = false;
    /// The value that was given is never NULL.
    bool never_null = false;
    /// Of a backfill: the rows that it filled. Empty: all.
    expression where = {};
    /// The revision at whose end it is forgotten, because other rows may come in between; 0 for never.
    int until = 0;
};

struct schema {
    std::string_view name = {};
    list<table> tables = {};  // in no particular order
    list<enumeration> enumerations = {};
    list<object> objects = {};
    name_index relations = {};
    /// Where it is going to live, as far as that was said: what such a database cannot do is then a fault.
    model::databases databases = {};
    const naming_convention* convention = nullptr;
    /// SQL for SQLite is written without the checks that hold a column to its type, and without exact decimals.
    bool unchecked_sqlite = false;
    /// In a replay: the number of the revision, from 1, and what is known of the rows.
    int revision = 0;
    list<fact> facts = {};

    constexpr const table* find(std::string_view table_name) const {
        const int at = relations.find(hash_of(table_name));
        return at >= 0 ? &tables[static_cast<std::size_t>(at)] : nullptr;
    }
    constexpr table* find(std::string_view table_name) {
        const int at = relations.find(hash_of(table_name));
        return at >= 0 ? &tables[static_cast<std::size_t>(at)] : nullptr;
    }
    constexpr const enumeration* find_enumeration(std::string_view enumeration_name) const {
        for (const enumeration& e : enumerations)
            if (e.name == enumeration_name) return &e;
        return nullptr;
    }
    constexpr enumeration* find_enumeration(std::string_view enumeration_name) {
        for (enumeration& e : enumerations)
            if (e.name == enumeration_name) return &e;
        return nullptr;
    }
    /// `on` is the table of a trigger, a policy or a grant; of other kinds it is empty.
    constexpr const object* find_object(object_kind kind, std::string_view object_name,
                                        std::string_view on = {}) const {
        for (const object& o : objects)
            if (o.kind == kind && o.name == object_name && o.on == on) return &o;
        return nullptr;
    }
    constexpr object* find_object(object_kind kind, std::string_view object_name, std::string_view on = {}) {
        for (object& o : objects)
            if (o.kind == kind && o.name == object_name && o.on == on) return &o;
        return nullptr;
    }
    constexpr names table_names() const {
        names all;
        for (const table& t : tables) all.push_back(t.name);
        return all;
    }
    constexpr names enumeration_names() const {
        names all;
        for (const enumeration& e : enumerations) all.push_back(e.name);
        return all;
    }
    constexpr names object_names(object_kind kind) const {
        names all;
        for (const object& o : objects)
            if (o.kind == kind) all.push_back(o.name);
        return all;
    }
};

}  // namespace retort::model
