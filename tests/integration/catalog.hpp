// What a database has, in lines that can be compared: two databases have equal catalogs when they are the same but for
// the order of columns, constraints and indexes, and for how the statements that made them were spaced and quoted.
#pragma once

#include <retort/connection.hpp>

#include <set>
#include <string>
#include <vector>

namespace retort::test {

using catalog = std::multiset<std::string>;

/// Everything in `db` but the ledger's tables.
catalog catalog_of(connection& db);

/// What only one of the two has, a line each: "- …" for `expected`, "+ …" for `found`.
std::string difference(const catalog& expected, const catalog& found);

/// An SQL text as its tokens, with one space between: names without needless quotation marks.
std::vector<std::string> sql_tokens(const std::string& sql);

}  // namespace retort::test
