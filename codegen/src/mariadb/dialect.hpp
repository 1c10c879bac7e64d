// MariaDB 10.6 and newer.
#pragma once

#include <retort/codegen/dialect.hpp>

namespace retort::codegen::mariadb {
const codegen::dialect& dialect();
}
