// The one builder of SQL text: quoting, literals, expressions and the clauses that databases agree on. What they spell
// differently is virtual, and answered in each database's folder.
#pragma once

#include <retort/codegen/dialect.hpp>

namespace retort::codegen {

class sql_writer {
public:
    virtual ~sql_writer() = default;

    /// The database that it writes for.
    virtual model::database on() const = 0;
    /// The value of `now` for a column of type `t`.
    virtual std::string now(const model::type& t) const = 0;
    /// A random UUID, as a default.
    virtual std::string random_uuid() const = 0;
    /// A constant of bytes.
    virtual std::string bytes(std::string_view value) const = 0;
    /// A constant that is written as text, for a column of type `t`.
    virtual std::string constant(std::string_view value, const model::type& t) const;
    /// What has to follow LIKE and a pattern with a backslash, for the backslash to stand for itself.
    virtual std::string plain_backslash(std::string_view pattern) const = 0;

    /// Quoted where it must be: not plain lower case, or a word that one of the databases reserves.
    static std::string identifier(std::string_view name);
    static std::string identifiers(const model::names& names);
    static std::string text(std::string_view value);

    /// The name of a table, a view or a type: qualified where it stands in one of the schema's namespaces and the
    /// database has such.
    std::string relation(const model::schema& s, std::string_view name) const;
    /// The name of what lives beside table `t` and is named without its namespace, an index.
    std::string beside(const model::schema& s, std::string_view table, std::string_view name) const;
    /// The name without the namespace.
    std::string_view local(const model::schema& s, std::string_view name) const;

    /// The type's name in a column definition. Without a schema, nothing is known of namespaces and domains.
    std::string type(const model::schema& s, const model::type& t) const;
    std::string type(const model::type& t) const;

    /// A constant; `t` is the type of the column it is for, and no domain.
    std::string literal(const model::literal& l, const model::type& t) const;
    /// The text of `each` for this database; else `text`.
    std::string_view verbatim(const model::literal& l) const;
    /// Of the table `t`: constants are then written as the columns that they are compared with want them.
    std::string expression(const model::schema& s, const model::table& t, const model::expression& e) const;
    std::string expression(const model::expression& e) const;
    /// Of a generated column of type `to`, which is no domain.
    std::string computed(const model::schema& s, const model::table& t, const model::type& to,
                         const model::expression& e) const;
    /// The condition of a domain, which speaks of col("value"): `value` is written in its place, also in verbatim SQL.
    /// `whole` says that the values are integers. `of`, where the schema's tables on SQLite are checked: their type.
    std::string condition(const model::expression& e, std::string_view value, bool whole = false,
                          const model::type* of = nullptr) const;
    /// Verbatim SQL for a column of type `to`, which is no domain. For a decimal it is rounded on SQLite.
    std::string verbatim(const model::schema& s, const model::type& to, const std::string& sql) const;
    /// A number on SQLite, rounded to the digits of type `to`; a value of another kind as it is.
    std::string rounded(const model::schema& s, const model::type& to, const std::string& sql) const;
    /// " DEFAULT …", or nothing.
    std::string default_clause(const model::schema& s, const model::column& c) const;

    /// START WITH and what follows it; unless it is made `anew`, all of them, because those that are not named stay.
    std::string sequence_options(const model::sequence_options& o, bool anew) const;
    /// What ALTER SEQUENCE says.
    std::string sequence_change(const model::sequence_options& was, const model::sequence_options& is) const;
    std::string references_clause(const model::schema& s, const model::foreign_key& k) const;
    std::string create_index(const model::schema& s, const model::table& t, const model::index& i,
                             bool concurrently = false) const;

    std::string insert(const model::schema& s, const model::insert_rows& o) const;
    /// UPDATE … SET …, without a condition.
    std::string update(const model::schema& s, const model::table& t, const model::list<model::assignment>& set) const;
    /// " WHERE …", or nothing.
    std::string where(const model::schema& s, const model::table& t, const model::expression& e) const;

private:
    struct scope;
    std::string node(const scope& in, int i, int outer) const;
    /// As far as that is known.
    static bool is_integer(const scope& in, int i);
    /// The constant as column values are; `kept` in a column of type `t`, or compared with one.
    std::string literal(const model::schema& s, const model::literal& l, const model::type& t, bool kept) const;
    /// Whether decimals have to be kept exact by what is written.
    bool keeps_decimals(const scope& in) const;
    static int scale(const scope& in, int i);
    static bool computes_decimals(const scope& in, int i);
    static bool is_floating(const scope& in, int i);
    /// The expression's value as a column of type `to` takes it.
    std::string assigned(const scope& in, const model::type& to) const;
};

/// The writer of that database; of PostgreSQL where there is none.
const sql_writer& writer_of(std::string_view database);

/// What few tables and indexes have; of others what they have by default.
const model::table_options& options_of(const model::table& t);
const model::index_options& options_of(const model::index& i);

// Of databases without domains, where a domain is its columns' default, NOT NULL and check.

/// Calls `function` with the domain that a type is of, and with those below it.
void each_domain(const model::schema& s, model::type t, auto&& function) {
    for (int depth = 0; t.kind == model::type_kind::domain && depth < 8; ++depth) {
        const model::object* o = s.find_object(model::object_kind::domain, t.name);
        if (!o) return;
        function(*o);
        t = o->type;
    }
}
/// The column as it is without its domain, but for the check.
model::column without_domain(const model::schema& s, const model::column& c);
bool uses_enumeration(const model::schema& s, const model::column& c, std::string_view name);

/// " DEFERRABLE INITIALLY …", or nothing.
std::string_view deferral_clause(model::deferral d);
/// "fillfactor = 70, autovacuum_enabled = false".
std::string parameters_clause(const model::list<model::parameter>& list);

/// Turns `list` into SQL lines, indented by four spaces and separated by commas.
std::string indented_list(const std::vector<std::string>& list);

}  // namespace retort::codegen
