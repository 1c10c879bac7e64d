// The one builder of SQL text: quoting, literals, expressions and the clauses that databases agree on. What they spell
// differently is virtual, and answered in each database's folder.
#pragma once

#include <retort/codegen/dialect.hpp>

namespace retort::codegen {

class sql_writer {
public:
    virtual ~sql_writer() = default;

    /// The type's name in a column definition.
    virtual std::string type(const model::type& t) const = 0;
    /// The value of `now` for a column of type `t`.
    virtual std::string now(const model::type& t) const = 0;
    /// A constant of bytes.
    virtual std::string bytes(std::string_view value) const = 0;
    /// What has to follow LIKE and a pattern with a backslash, for the backslash to stand for itself.
    virtual std::string_view plain_backslash() const = 0;

    /// Quoted where it must be: not plain lower case, or a word that one of the databases reserves.
    static std::string identifier(std::string_view name);
    static std::string identifiers(const model::names& names);
    static std::string text(std::string_view value);

    /// A constant; `t` is the type of the column it is for.
    std::string literal(const model::literal& l, const model::type& t) const;
    std::string expression(const model::expression& e) const;
    /// " DEFAULT …", or nothing.
    std::string default_clause(const model::column& c) const;

    static std::string references_clause(const model::foreign_key& k);
    std::string create_index(const model::table& t, const model::index& i) const;

private:
    std::string node(const model::expression& e, int i, int outer) const;
};

/// Turns `list` into SQL lines, indented by four spaces and separated by commas.
std::string indented_list(const std::vector<std::string>& list);

}  // namespace retort::codegen
