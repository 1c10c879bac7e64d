// How PostgreSQL does each operation.
#pragma once

#include <retort/codegen/sql_writer.hpp>

namespace retort::codegen::postgresql {

struct writer final : sql_writer {
    std::string type(const model::type& t) const override;
    std::string now(const model::type& t) const override;
    std::string bytes(std::string_view value) const override;
    std::string_view plain_backslash() const override;
};

struct renderer {
    writer write;

    rendered operator()(const model::create_table&, const model::schema&, const model::schema&);
    rendered operator()(const model::drop_table&, const model::schema&, const model::schema&);
    rendered operator()(const model::rename_table&, const model::schema&, const model::schema&);
    rendered operator()(const model::add_column&, const model::schema&, const model::schema&);
    rendered operator()(const model::drop_column&, const model::schema&, const model::schema&);
    rendered operator()(const model::rename_column&, const model::schema&, const model::schema&);
    rendered operator()(const model::alter_column&, const model::schema&, const model::schema&);
    rendered operator()(const model::create_index&, const model::schema&, const model::schema&);
    rendered operator()(const model::drop_index&, const model::schema&, const model::schema&);
    rendered operator()(const model::add_primary_key&, const model::schema&, const model::schema&);
    rendered operator()(const model::add_unique&, const model::schema&, const model::schema&);
    rendered operator()(const model::add_foreign_key&, const model::schema&, const model::schema&);
    rendered operator()(const model::add_check&, const model::schema&, const model::schema&);
    rendered operator()(const model::drop_constraint&, const model::schema&, const model::schema&);
    rendered operator()(const model::create_enumeration&, const model::schema&, const model::schema&);
    rendered operator()(const model::drop_enumeration&, const model::schema&, const model::schema&);
    rendered operator()(const model::alter_enumeration&, const model::schema&, const model::schema&);
    rendered operator()(const model::execute&, const model::schema&, const model::schema&);
};

static_assert(renders_every<renderer>);

}  // namespace retort::codegen::postgresql
