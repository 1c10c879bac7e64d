#include "partition.hpp"

#include "text.hpp"

#include <retort/model/check.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace retort::codegen {

namespace {

using model::schema;
using model::table;

enum class edge { finite, least, most };
edge edge_of(const model::literal& l) {
    if (l.kind != model::literal_kind::sql) return edge::finite;
    std::string word = str(l.text);
    for (char& c : word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return word == "MINVALUE" ? edge::least : word == "MAXVALUE" ? edge::most : edge::finite;
}

std::string bound_value(const sql_writer& write, const schema& s, const table& t, const model::literal& l,
                        std::size_t of) {
    return write.literal(l, model::detail::base_type(s, t.find(t.options->partition_columns[of])->type));
}

/// Rows from the bound on, or below it; empty where it leaves out none. What comes behind MINVALUE or MAXVALUE does not
/// count (PostgreSQL, CREATE TABLE: a row equal to the bound up to there is above the one and below the other).
std::string beside_bound(const sql_writer& write, const schema& s, const table& t,
                         const model::list<model::literal>& bound, bool from) {
    std::vector<std::string> columns, values;
    edge end = edge::finite;
    for (std::size_t i = 0; i < bound.size() && end == edge::finite; ++i) {
        end = edge_of(bound[i]);
        if (end != edge::finite) continue;
        columns.push_back(sql_writer::identifier(t.options->partition_columns[i]));
        values.push_back(bound_value(write, s, t, bound[i], i));
    }
    if (columns.empty()) return end == (from ? edge::least : edge::most) ? std::string() : "0";
    const std::string_view compared = from ? (end == edge::most ? ">" : ">=") : end == edge::most ? "<=" : "<";
    if (columns.size() == 1) return fmt::format("{} {} {}", columns[0], compared, values[0]);
    return fmt::format("({}) {} ({})", join(columns, ", "), compared, join(values, ", "));
}

/// The rows of a partition that has bounds.
std::string rows_of(const sql_writer& write, const schema& s, const table& t, const model::partition& p) {
    std::vector<std::string> all;
    if (p.method == model::partition_method::range) {
        // NULL is in no range.
        for (std::string_view c : t.options->partition_columns)
            if (t.find(c)->nullable) all.push_back(sql_writer::identifier(c) + " IS NOT NULL");
        for (std::string condition : {beside_bound(write, s, t, p.from, true), beside_bound(write, s, t, p.to, false)})
            if (!condition.empty()) all.push_back(std::move(condition));
        return all.empty() ? "1" : join(all, " AND ");
    }
    const std::string column = sql_writer::identifier(t.options->partition_columns[0]);
    bool null = false;
    for (const model::literal& l : p.from) {
        if (l.kind == model::literal_kind::none)
            null = true;
        else
            all.push_back(bound_value(write, s, t, l, 0));
    }
    const std::string is_null = column + " IS NULL";
    if (all.empty()) return null ? is_null : "0";
    const std::string in = fmt::format("{} IN ({})", column, join(all, ", "));
    return null ? fmt::format("({} OR {})", in, is_null) : in;
}

}  // namespace

rendered rows_of_partition_go(const sql_writer& write, std::string_view server, const schema& s, const table& t,
                              std::string_view name) {
    const auto& all = t.options->partitions;
    const auto gone = std::find_if(all.begin(), all.end(), [&](const model::partition& p) { return p.name == name; });
    if (gone->method == model::partition_method::hash)
        return {
            {},
            {},
            unsupported{
                fmt::format("{} stores {} as one table, and only PostgreSQL knows which rows a hash partition contains",
                            server, t.name),
                fmt::format("write the SQL for each database: execute(on(postgresql, \"DROP TABLE ...\"), "
                            "on({}, \"DELETE FROM ...\"), undo(...), effect(drop_partition(\"{}\", "
                            "\"{}\")))",
                            name_of(write.on()), t.name, name),
                {},
                true}};
    std::vector<std::string> conditions;
    if (gone->method != model::partition_method::none) {
        conditions.push_back(rows_of(write, s, t, *gone));
    } else {
        // The default partition has what no other holds.
        for (const model::partition& p : all)
            if (&p != &*gone) conditions.push_back(fmt::format("({}) IS NOT TRUE", rows_of(write, s, t, p)));
    }
    const std::string where = conditions.empty() ? std::string() : " WHERE " + join(conditions, " AND ");
    rendered r;
    r.statements.push_back({fmt::format("DELETE FROM {}{}", sql_writer::identifier(t.name), where)});
    return r;
}

}  // namespace retort::codegen
