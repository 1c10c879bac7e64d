// Partitions, for databases on which a partitioned table is one table: there they are nothing but which rows there are.
#pragma once

#include <retort/codegen/dialect.hpp>
#include <retort/codegen/sql_writer.hpp>

#include <string_view>

namespace retort::codegen {

/// A partition goes, and takes its rows along. Which rows of a hash partition those are, no other database can say.
rendered rows_of_partition_go(const sql_writer& write, std::string_view server, const model::schema& s,
                              const model::table& t, std::string_view name);

}  // namespace retort::codegen
