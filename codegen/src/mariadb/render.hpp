// How MariaDB does each operation.
#pragma once

#include <retort/codegen/sql_writer.hpp>

namespace retort::codegen::mariadb {

struct writer final : sql_writer {
    model::database on() const override { return model::database::mariadb; }
    std::string now(const model::type& t) const override;
    std::string random_uuid() const override;
    std::string bytes(std::string_view value) const override;
    std::string constant(std::string_view value, const model::type& t) const override;
    std::string plain_backslash(std::string_view pattern) const override;
};

/// One step by itself.
rendered render(const step& s);

}  // namespace retort::codegen::mariadb
