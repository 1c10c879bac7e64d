// PostgreSQL 13 and newer.
#pragma once

#include <retort/codegen/dialect.hpp>

namespace retort::codegen::postgresql {
const codegen::dialect& dialect();
}
