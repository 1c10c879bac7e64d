// SQLite 3.35 and newer.
#pragma once

#include <retort/codegen/dialect.hpp>

namespace retort::codegen::sqlite {
const codegen::dialect& dialect();
}
