// The cases of the conformance suite: for each operation at least one, with rows for it to meet.
#pragma once

#include <retort/model/any_operation.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace retort::test {

/// How a database without the thing does it; empty where it has it. A rebuild of a table is seen, not said.
struct how {
    std::string_view sqlite = {}, postgresql = {}, mariadb = {};
};

struct conformance_case {
    /// Its place in model::operation.
    std::size_t operation = 0;
    /// Which of the operation's forms; empty for the plain one.
    std::string_view form = {};
    std::vector<model::operation> before, steps;
    /// Statements that fill the tables there are before the step.
    std::vector<std::string> rows = {};
    /// What to ask after the way up, on every database, and the answer.
    std::string look = {}, answer = {};
    test::how how = {};
    /// The answer after the way back, where that does not bring back what was there: a backfill's is nothing.
    std::string back = {};
    /// Where databases have different words for it, each has a case of its own; empty for all.
    model::databases only = {};
};

const std::vector<conformance_case>& conformance_cases();

}  // namespace retort::test
