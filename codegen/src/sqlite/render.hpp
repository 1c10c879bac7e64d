// How SQLite does each operation.
#pragma once

#include <retort/codegen/sql_writer.hpp>

namespace retort::codegen::sqlite {

struct writer final : sql_writer {
    model::database on() const override { return model::database::sqlite; }
    std::string now(const model::type& t) const override;
    std::string random_uuid() const override;
    std::string bytes(std::string_view value) const override;
    std::string plain_backslash(std::string_view pattern) const override;
};

/// One step by itself.
rendered render(const step& s);

/// The one table whose definition the operation changes in place, so that it can be part of a rebuild; else empty.
std::string_view changed_table(const model::operation& o);
/// ALTER TABLE cannot do it (https://www.sqlite.org/lang_altertable.html).
bool needs_rebuild(const step& s);
/// Has SQL that reads the table as the steps before it left it, so it cannot share their rebuild.
bool computes(const model::operation& o);

/// Steps that change one table, as one rebuild of it.
rendered rebuild(std::span<const step> steps);

}  // namespace retort::codegen::sqlite
