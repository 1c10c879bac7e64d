// Two databases that can be emptied, and the rows in them: what the suites on real databases work with.
#pragma once

#include <retort/connection.hpp>
#include <retort/model/schema.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace retort::test {

model::database model_of(database kind);

/// One to migrate, one to build the schema in at once.
class bench {
public:
    explicit bench(database kind);
    database kind() const { return kind_; }
    connection& migrated() { return emptied(migrated_, url_); }
    connection& built() { return emptied(built_, other_url_); }

private:
    connection& emptied(std::optional<connection>& db, const std::string& url);
    database kind_;
    std::string url_, other_url_;
    std::optional<connection> migrated_, built_;
};

/// Whether its release is older than something that Retort writes for it: a revision that has that is refused (E328).
bool has_not_all(connection& db);

/// A table's name as it stands in SQL: a namespace is PostgreSQL's only.
std::string in_sql(database on, std::string_view table);

/// The rows of some columns of a table: sorted, each value with its exact type.
std::multiset<std::string> contents(connection& db, std::string_view table, const model::names& columns);

}  // namespace retort::test
