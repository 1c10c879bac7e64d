// Felix Hub as its headers declare it. Apart, because the generated access code uses the same names in the same
// namespace.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::test {

/// The statements that build the declared schema on an empty database.
std::vector<std::string> declared_felix_hub(std::string_view database);

}  // namespace retort::test
