// Which values a step has to leave alone.
#pragma once

#include <retort/model/any_operation.hpp>

#include <string_view>
#include <vector>

namespace retort::test {

/// The columns of `before` that must hold the same values after `o`, under their names there.
struct survivor {
    std::string_view table, new_table;
    model::names columns, new_columns;
};
std::vector<survivor> survivors(const model::schema& before, const model::operation& o);
/// The same for several operations, with the schemas between them.
std::vector<survivor> survivors(const std::vector<model::schema>& between, const std::vector<model::operation>& steps);

}  // namespace retort::test
