#include "scratch.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <stdexcept>

#include "catalog.hpp"
#include "subprocess.hpp"
#include "support/private_mariadb.hpp"
#include "support/private_postgresql.hpp"
#include "support/private_server.hpp"

namespace retort::test {

folder::folder() : path_("/tmp/retort-test-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder can be made in /tmp");
}

folder::~folder() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms(0700), ignored);
    std::filesystem::remove_all(path_, ignored);
}

std::vector<database> available() {
    std::vector<database> out = {database::sqlite};
    if (private_postgresql::get()) out.push_back(database::postgresql);
    if (private_mariadb::get()) out.push_back(database::mariadb);
    return out;
}

bool is_available(database kind) {
    const std::vector<database> all = available();
    return std::find(all.begin(), all.end(), kind) != all.end();
}

scratch::scratch(database kind) : kind_(kind) {
    switch (kind) {
        case database::sqlite: url_ = "sqlite:///" + file(); break;
        case database::postgresql: url_ = private_postgresql::get()->new_database(); break;
        case database::mariadb: url_ = private_mariadb::get()->new_database(); break;
    }
}

std::string scratch::schema_text() const {
    if (kind_ == database::sqlite) {
        connection db = open();
        std::string out;
        for (const std::string& row : rows_of(db,
                                              "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name NOT LIKE "
                                              "'retort%' ORDER BY type, name"))
            out += row + "\n";
        return out;
    }
    if (kind_ == database::mariadb) {
        const std::string name = database_in(url_);
        const outcome dump =
            run({"mariadb-dump", "--no-defaults", "--skip-ssl", "--socket=" + private_mariadb::get()->socket(), "-u",
                 "root", "-d", "--routines", "--triggers", "--skip-comments",
                 "--ignore-table=" + name + ".retort_revisions", "--ignore-table=" + name + ".retort_log", name});
        if (dump.code != 0) throw std::runtime_error("mariadb-dump: " + dump.err);
        return std::regex_replace(dump.out, std::regex(" AUTO_INCREMENT=[0-9]+"), "");
    }
    const private_postgresql& server = *private_postgresql::get();
    const std::string pg_dump = server.pg_dump();
    if (pg_dump.empty()) {
        connection db = open();
        std::string lines;
        for (const std::string& line : catalog_of(db)) lines += line + "\n";
        return lines;
    }
    const outcome dump = run(
        {pg_dump, "-s", "-h", server.socket_folder(), "-U", "postgres", "--exclude-table=retort_*", database_in(url_)});
    if (dump.code != 0) throw std::runtime_error("pg_dump: " + dump.err);
    std::string out;
    // Newer releases write a random key into each dump.
    for (std::size_t at = 0; at < dump.out.size();) {
        const std::size_t end = std::min(dump.out.find('\n', at), dump.out.size());
        const std::string line = dump.out.substr(at, end - at);
        if (line.find("restrict ") == std::string::npos) out += line + "\n";
        at = end + 1;
    }
    return out;
}

std::string scratch::run_script(const std::string& sql) const {
    const std::string path = folder_ / "script.sql";
    std::ofstream(path) << sql;
    outcome said;
    if (kind_ == database::sqlite) {
        said = run({"sh", "-c", "exec sqlite3 \"$1\" < \"$2\"", "sh", file(), path});
    } else if (kind_ == database::mariadb) {
        // By standard input: only there it stops at an error.
        said =
            run({"sh", "-c", "exec mariadb --no-defaults --skip-ssl --comments --socket=\"$1\" -u root \"$2\" < \"$3\"",
                 "sh", private_mariadb::get()->socket(), database_in(url_), path});
    } else {
        const private_postgresql& server = *private_postgresql::get();
        said = run(
            {server.psql(), "-X", "-q", "-h", server.socket_folder(), "-U", "postgres", "-f", path, database_in(url_)});
    }
    if (said.code != 0) return "exit " + std::to_string(said.code) + ": " + said.err + said.out;
    return said.err + said.out;
}

std::string text_of(const value& field) {
    if (const auto* s = std::get_if<std::string>(&field)) return *s;
    if (const auto* n = std::get_if<std::int64_t>(&field)) return std::to_string(*n);
    if (const auto* d = std::get_if<double>(&field)) return std::to_string(*d);
    return std::holds_alternative<std::monostate>(field) ? "NULL" : "?";
}

std::vector<std::string> rows_of(connection& db, const std::string& sql) {
    std::vector<std::string> out;
    for (const std::vector<value>& row : db.execute(sql).rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) line += (i ? "|" : "") + text_of(row[i]);
        out.push_back(line);
    }
    return out;
}

}  // namespace retort::test
