// A schema of two tables with a bit of everything that most have, made without the words; in constant evaluation too.
#pragma once

#include <retort/model/check.hpp>

namespace retort::test {

constexpr model::schema shop() {
    using namespace retort::model;
    schema s{.name = "shop"};
    faults none;
    table categories{.name = "categories", .columns = {{.name = "id", .type = {type_kind::bigint}}}};
    categories.primary_key.columns = {"id"};
    insert(s, std::move(categories), none);
    table parts{.name = "parts"};
    parts.columns.push_back({.name = "id", .type = {type_kind::bigint}, .identity = true});
    parts.columns.push_back({.name = "category_id", .type = {type_kind::bigint}, .nullable = true});
    parts.columns.push_back({.name = "price", .type = {type_kind::numeric, 10, 2}});
    parts.primary_key.columns = {"id"};
    parts.foreign_keys.push_back({.columns = {"category_id"}, .table = "categories", .target = {"id"}});
    parts.checks.push_back({});
    parts.checks.back().condition.nodes = {{.kind = node_kind::column, .name = "price"},
                                           {.kind = node_kind::literal, .value = {.kind = literal_kind::integer}},
                                           {.kind = node_kind::greater_equal, .left = 0, .right = 1}};
    parts.indexes.push_back({.columns = {{"price", true}}});
    insert(s, std::move(parts), none);
    return s;
}

}  // namespace retort::test
