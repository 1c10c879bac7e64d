#include "bench.hpp"

#include <retort/codegen/sql_writer.hpp>

#include <regex>
#include <stdexcept>

#include "scratch.hpp"
#include "support/private_mariadb.hpp"
#include "support/private_postgresql.hpp"
#include "support/private_server.hpp"

namespace retort::test {

using codegen::sql_writer;

model::database model_of(database kind) {
    for (const model::database d : model::every_database)
        if (name_of(d) == name_of(kind)) return d;
    throw std::invalid_argument("unknown database");
}

bench::bench(database kind) : kind_(kind) {
    if (kind == database::sqlite) {
        url_ = other_url_ = "sqlite://";
    } else {
        for (std::string* url : {&url_, &other_url_})
            *url = kind == database::postgresql ? private_postgresql::get()->new_database()
                                                : private_mariadb::get()->new_database();
    }
}

connection& bench::emptied(std::optional<connection>& db, const std::string& url) {
    if (!db || kind_ == database::sqlite) {
        db.emplace(url);
    } else if (kind_ == database::postgresql) {
        for (const std::string& name : rows_of(*db,
                                               "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE "
                                               "'pg\\_%' AND nspname <> 'information_schema'"))
            db->execute("DROP SCHEMA " + sql_writer::identifier(name) + " CASCADE");
        db->execute("CREATE SCHEMA public");
    } else {
        const std::string name = sql_writer::identifier(database_in(url));
        db->execute("DROP DATABASE " + name);
        db->execute("CREATE DATABASE " + name);
        db->execute("USE " + name);
    }
    return *db;
}

bool has_not_all(connection& db) {
    switch (db.kind()) {
        case database::postgresql: return std::stoi(rows_of(db, "SHOW server_version_num").at(0)) < 150000;
        case database::sqlite:
            return rows_of(db, "SELECT substr(sqlite_version(), 1, 5) IN ('3.35.', '3.36.', '3.37.')").at(0) == "1";
        case database::mariadb:
            return std::regex_search(rows_of(db, "SELECT version()").at(0), std::regex("^10[.]([5-9]|10)[.]"));
    }
    return false;
}

/// A table's name as it stands in SQL: a namespace is PostgreSQL's only.
std::string in_sql(database on, std::string_view table) {
    const std::size_t point = on == database::postgresql ? table.find('.') : std::string_view::npos;
    if (point == std::string_view::npos) return sql_writer::identifier(table);
    return sql_writer::identifier(table.substr(0, point)) + "." + sql_writer::identifier(table.substr(point + 1));
}

/// The rows of some columns of a table: sorted, each value with its exact type.
std::multiset<std::string> contents(connection& db, std::string_view table, const model::names& columns) {
    std::string list;
    for (std::string_view c : columns) {
        const std::string name = sql_writer::identifier(c);
        list +=
            (list.empty() ? "" : ", ") + (db.kind() == database::sqlite       ? "quote(" + name + ")"
                                          : db.kind() == database::postgresql ? name + "::text"
                                                                              : "hex(CAST(" + name + " AS BINARY))");
    }
    std::multiset<std::string> out;
    for (std::string& row : rows_of(db, "SELECT " + (list.empty() ? "1" : list) + " FROM " + in_sql(db.kind(), table)))
        out.insert(std::move(row));
    return out;
}

}  // namespace retort::test
