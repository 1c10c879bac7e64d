// The catalogue of faults that a schema or a history can have, and the sentences they become. docs/errors.md is made
// from it. A fault is a small struct; its text is made only where there is one.
#pragma once

#include <retort/model/schema.hpp>

#include <initializer_list>

namespace retort::model {

/// One entry of the catalogue. In `sentence` and `way_out`, {0} to {4} stand for the fault's arguments.
struct diagnostic {
    int code;
    std::string_view title = {};
    std::string_view sentence = {};
    std::string_view way_out = {};
    std::string_view explanation = {};
};

// clang-format off
inline constexpr diagnostic catalogue[] = {
    {101, "Duplicate table", "table '{0}' is declared twice", "rename one of the two, or list it once",
     "Two tables of one schema have the same name, or one is passed to the schema twice."},
    {102, "Duplicate column", "column {0}.{1} is declared twice", "rename or remove one of the two",
     "A table declares two columns of the same name."},
    {103, "Unknown table in a foreign key", "{0}.{1} references '{2}', and there is no such table", "declare the table, and list it in the schema before this is checked",
     "A foreign key names a table that the schema does not have, or that does not exist yet at this revision of the history: create the table it refers to first."},
    {104, "Unknown column in a foreign key's target", "{0}.{1} references {2}.{3}, and {2} has no such column", "name a column of {2}",
     "A foreign key names a column that its target table does not have."},
    {105, "Foreign key of another type", "{0}.{1} is {2}, but {3}, which it references, is {4}", "give both the same type",
     "A foreign key and the key it refers to must have the same type: some databases refuse the pair, others look it up without the index."},
    {106, "Unknown column", "{0} names column '{2}', which table '{1}' does not have", "add the column, or name another",
     "A primary key, unique key, foreign key, check or index names a column that its table does not have."},
    {107, "Default of the wrong type", "{0}.{1} is {2}, but its default is {3}", "write a default of the column's type",
     "A column's default has another type than the column."},
    {108, "Foreign key with another number of columns", "{0} has {1}, and its target in '{2}' {3}", "name one target column for each column",
     "A foreign key needs as many target columns as it has columns."},
    {109, "Foreign key to what is not unique", "{0}.{1} references {2}({3}), which is neither the primary key of {2} nor unique", "add unique({4}) to '{2}', or reference its primary key",
     "A foreign key must refer to a primary key or to a unique key of the same columns."},
    {110, "Table without columns", "table '{0}' has no columns", "declare at least one",
     "A table needs at least one column on every database."},
    {111, "Two primary keys", "table '{0}' has two primary keys", "list all columns of the key in one primary_key(...)",
     "A table has at most one primary key; one key of several columns is written primary_key(\"a\", \"b\")."},
    {112, "Operands that do not go together", "{0} of table '{1}' puts {2} beside {3}", "compare values of one type",
     "An expression compares or combines values of two types, such as a text with a number."},
    {113, "Not a condition", "{0} of table '{1}' is {2}, not a condition", "write a comparison, such as col(\"price\") >= 0",
     "A check, and the where(…) of an index, must be true or false."},
    {114, "Unknown enumeration", "{0}.{1} is of enumeration '{2}', and there is no such enumeration", "declare enumeration(\"{2}\", ...) and list it in the schema",
     "A column's type names an enumeration that the schema does not have, or that does not exist yet at this revision."},
    {115, "Relation name used twice", "{0} of table '{1}': a table or an index of that name exists already", "give it another name",
     "Tables and indexes share one set of names in PostgreSQL and SQLite."},
    {116, "Nullable column in a primary key", "{0}.{1} is nullable, and part of the primary key", "remove nullable",
     "The columns of a primary key are never null; SQLite alone would let them be."},
    {117, "Identity on what is not an integer", "{0}.{1} is {2}, and identity numbers integers only", "make it bigint",
     "identity lets the database number the rows; the column must be smallint, integer or bigint."},
    {118, "Constraint name used twice", "table '{0}' has two constraints named '{1}'", "name one of them otherwise",
     "Two constraints of one table have the same name, given or derived by the naming convention."},
    {119, "Empty name", "{0} has an empty name", "give it one",
     "Tables, columns, enumerations and revisions need a name."},
    {120, "Duplicate enumeration", "enumeration '{0}' is declared twice", "rename one of the two, or list it once",
     "Two enumerations of one schema have the same name."},
    {121, "Enumeration's values", "enumeration '{0}' {1}", "list each value once, and at least one",
     "An enumeration has no values, or lists one twice."},
    {122, "Column named twice", "{0} of table '{1}' names column '{2}' twice", "name it once",
     "A key or an index lists the same column twice."},
    {123, "Default that is not a member", "{0}.{1} is of enumeration '{2}', which has no value '{3}'", "use one of its values: {4}",
     "The default of a column of an enumeration must be one of its values."},
    {124, "Identity with a default", "{0}.{1} is identity and has a default", "keep one of the two",
     "An identity column takes its values from the database's own numbering."},
    {125, "Name too long", "{0} '{1}' has {2} bytes; PostgreSQL keeps {3}", "shorten it",
     "PostgreSQL cuts names after 63 bytes without an error, so that two long names can become one."},
    {126, "Type parameter out of range", "{0}.{1} is {2}: {3}", "choose a length or precision that databases have",
     "A length must be at least 1, a precision between 1 and 1000, a scale between 0 and the precision."},

    {140, "Step on a missing table", "{0}: there is no table '{1}' at this revision", "create it in an earlier step",
     "A step of a migration names a table that does not exist at that point of the history."},
    {141, "Step on a missing column", "{0}: table '{1}' has no column '{2}' at this revision", "add it in an earlier step",
     "A step of a migration names a column that does not exist at that point of the history."},
    {142, "Step on a missing constraint or index", "{0}: table '{1}' has no {2} at this revision", "name one that it has: {3}",
     "A step of a migration drops a constraint or an index that does not exist at that point of the history."},
    {143, "What a step adds exists already", "{0}: {1} exists already at this revision", "remove the step, or choose another name",
     "A step creates or renames to something that is there already."},
    {144, "What a step takes away is still used", "{0}: {1} still uses it", "drop or change {1} in an earlier step",
     "A step drops something that a key, an index, a check or a foreign key still needs. Databases differ in what they would do then; the history says it."},
    {145, "Raw SQL without a way back", "execute(...) has neither undo(...) nor irreversible(...)", "add undo(\"the SQL that reverts it\"), or irreversible(\"why it cannot be\")",
     "Raw SQL is not understood, so its author must say how it is undone, or that it is not."},
    {146, "Step on a missing enumeration", "{0}: there is no enumeration '{1}' at this revision", "create it in an earlier step",
     "A step of a migration names an enumeration that does not exist at that point of the history."},

    {150, "Unknown parent revision", "revision '{0}' revises '{1}', which is not in this history", "name an existing revision",
     "revises(…) names a revision of which there is no migration in the folder."},
    {151, "Two heads", "the history has {0} heads: {1}", "let one of them revise the other, or add a migration that revises both",
     "Two revisions are revised by no other: it is not known in which order they should run, nor which schema results."},
    {152, "Cycle", "the revisions {0} revise each other in a circle", "correct a revises(...): the first revision has none",
     "Following revises(…) leads back to where it began, so that no revision can be first."},
    {153, "Two revisions with one id", "two migrations have the id '{0}'", "give one of them another",
     "Each revision is recorded in the database by its id, so an id stands for one migration only."},
    {154, "History that does not reach the schema", "the history ends {0} short of the declared schema {1}: {2}", "write a migration that does this (a build with DRAFT warn drafts it), or take the change back",
     "Replaying all migrations gives another schema than the one declared."},
};
// clang-format on

constexpr const diagnostic* find_diagnostic(int code) {
    for (const diagnostic& d : catalogue)
        if (d.code == code) return &d;
    return nullptr;
}

/// Something wrong with the user's declarations: which rule, where, and what fills the sentence's gaps.
struct fault {
    int code = 0;
    model::place place = {};
    list<string> arguments = {};
    /// The nearest name that exists, for "did you mean"; may be empty.
    string suggestion = {};
};

using faults = list<fault>;

/// Takes views, so that the caller's temporaries live in its own full expression: g++ 12 evaluates a braced list of
/// owning temporaries as if they were gone.
constexpr void add_fault(faults& out, int code, const place& at, std::initializer_list<std::string_view> arguments,
                         std::string_view suggestion = {}) {
    fault f{.code = code, .place = at, .suggestion = suggestion};
    for (std::string_view a : arguments) f.arguments.push_back(string(a));
    out.push_back(std::move(f));
}

namespace detail {

constexpr std::size_t edit_distance(std::string_view a, std::string_view b) {
    auto row = filled(b.size() + 1, std::size_t{0});
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t best = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[b.size()];
}

constexpr string fill(std::string_view form, const list<string>& arguments) {
    string out;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] == '{' && i + 2 < form.size() && form[i + 2] == '}') {
            out += arguments[static_cast<std::size_t>(form[i + 1] - '0')];
            i += 2;
        } else {
            out += form[i];
        }
    }
    return out;
}

}  // namespace detail

/// The candidate nearest to `wanted`, or nothing when none is near.
constexpr string nearest(std::string_view wanted, const names& candidates) {
    std::string_view best;
    std::size_t best_distance = wanted.size() / 4 + 1;
    for (std::string_view candidate : candidates) {
        const std::size_t longer = candidate.size() > wanted.size() ? candidate.size() : wanted.size();
        const std::size_t shorter = candidate.size() + wanted.size() - longer;
        if (longer - shorter > best_distance) continue;
        const std::size_t distance = detail::edit_distance(wanted, candidate);
        if (distance <= best_distance && distance < longer && (best.empty() || distance < best_distance)) {
            best = candidate;
            best_distance = distance;
        }
    }
    return string(best);
}

/// "felix_hub/schema.hpp:12": the last folder and the file, because the whole path is longer than the sentence.
constexpr string to_string(const place& p) {
    std::string_view file = p.file;
    std::size_t from = file.size();
    for (int slashes = 0; from > 0; --from)
        if (file[from - 1] == '/' && ++slashes == 2) break;
    return string(file.substr(from)) + ":" + decimal(static_cast<long long>(p.line));
}

/// The whole sentence: place, what is wrong, the way out, the code.
constexpr string to_string(const fault& f) {
    const diagnostic* d = find_diagnostic(f.code);
    string text;
    if (f.place.line != 0) text = to_string(f.place) + ": ";
    text += detail::fill(d->sentence, f.arguments);
    text += "; ";
    if (f.suggestion.empty()) {
        text += detail::fill(d->way_out, f.arguments);
    } else {
        text += "did you mean '";
        text += f.suggestion;
        text += "'?";
    }
    return text + " [E" + decimal(f.code) + "]";
}

}  // namespace retort::model
