// How SQLite does each operation.
#pragma once

#include <retort/codegen/sql_writer.hpp>

namespace retort::codegen::sqlite {

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

/// Why `t` cannot be had on SQLite, if it cannot.
std::optional<unsupported> refusal(const model::table& t);

/// Makes table `before` anew as `after` (https://www.sqlite.org/lang_altertable.html#otheralter): new table, copy,
/// swap, indexes. `changes` are the operations between the two: columns that they drop are not copied, even where they
/// add one of the same name, and alter_column's using_ computes the copied value. Triggers are the runtime's business,
/// which sees the live ones.
void rebuild(const writer& write, const model::table& before, const model::table& after, std::span<const step> changes,
             rendered& out);

}  // namespace retort::codegen::sqlite
