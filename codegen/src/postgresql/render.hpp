// How PostgreSQL does each operation.
#pragma once

#include <retort/codegen/sql_writer.hpp>

namespace retort::codegen::postgresql {

struct writer final : sql_writer {
    model::database on() const override { return model::database::postgresql; }
    std::string now(const model::type& t) const override;
    std::string random_uuid() const override;
    std::string bytes(std::string_view value) const override;
    std::string plain_backslash(std::string_view pattern) const override;
};

/// One step; `at_the_end` says that no step follows that could use what it makes.
rendered render(const step& s, bool at_the_end);

}  // namespace retort::codegen::postgresql
