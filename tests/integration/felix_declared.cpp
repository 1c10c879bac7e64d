#include "felix_declared.hpp"

#include <retort/codegen/plan.hpp>

#include "schema/felix_hub/schema.hpp"

namespace retort::test {

std::vector<std::string> declared_felix_hub(std::string_view database) {
    model::faults none;
    const model::schema declared = std::remove_cvref_t<decltype(felix_hub::schema)>::lower(none);
    std::vector<std::string> all;
    for (const codegen::statement& s : codegen::full_schema(declared, database)) all.push_back(s.sql);
    return all;
}

}  // namespace retort::test
