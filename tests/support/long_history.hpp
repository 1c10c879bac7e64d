// Five hundred small revisions of twenty tables, for what has to hold of long histories.
#pragma once

#include <retort/codegen/plan.hpp>

#include <deque>
#include <string>

namespace retort::testing {

/// Owns the texts that its project speaks of.
class long_history {
public:
    static constexpr int tables = 20, size = 500;

    long_history() {
        project.declared.name = "long_history";
        for (int k = 0; k < size; ++k) {
            model::migration& m = project.migrations.emplace_back();
            m.id = id_of(k);
            if (k > 0) m.parents.push_back(project.migrations[static_cast<std::size_t>(k - 1)].id);
            m.operations.push_back(k < tables ? creation(k) : change(k));
        }
    }
    long_history(const long_history&) = delete;
    long_history& operator=(const long_history&) = delete;

    /// Of the revision `k`, from 0.
    std::string_view id_of(int k) {
        return text((k < 9 ? "00" : k < 99 ? "0" : "") + std::to_string(k + 1) + "_change");
    }

    codegen::project project;

private:
    std::string_view text(std::string s) { return texts_.emplace_back(std::move(s)); }
    std::string_view named(const char* prefix, int k) { return text(prefix + std::to_string(k)); }

    static model::column column(std::string_view name) {
        model::column c{.name = name};
        c.type = {.kind = model::type_kind::integer};
        c.nullable = true;
        return c;
    }
    model::operation creation(int k) {
        model::create_table o;
        o.table.name = named("t", k);
        model::column id{.name = "id"};
        id.type = {.kind = model::type_kind::bigint};
        id.identity = true;
        o.table.columns = {id, column("c0")};
        o.table.primary_key.columns = {"id"};
        return o;
    }
    /// In each eight: three columns, an index, a column under another name, a default, a column less; and rows, or
    /// another index.
    model::operation change(int k) {
        const std::string_view table = named("t", k / 8 % tables);
        const auto index_over = [&](std::string_view on) {
            model::create_index o{.table = table};
            o.index.name = named("ix_", k);
            o.index.columns.emplace_back().name = on;
            return o;
        };
        switch (k % 8) {
            case 3: return index_over(k < tables + 8 ? "c0" : named("c", k - 1));
            case 4:
                if (k > tables + 8) return model::rename_column{table, named("c", k - 3), named("r", k)};
                break;
            case 5:
                if (k > tables + 8) {
                    model::alter_column o{.table = table, .column = named("c", k - 3)};
                    o.default_value = model::literal{.kind = model::literal_kind::integer, .integer = k};
                    return o;
                }
                break;
            case 6:
                if (k > tables + 8) return model::drop_column{table, named("c", k - 6)};
                break;
            case 7:
                if (k % 80 == 79) {
                    model::insert_rows o{.table = table};
                    o.columns = {"id", "c0"};
                    for (int n = 0; n < 4; ++n)
                        o.values.push_back({.kind = model::literal_kind::integer, .integer = k * 10 + n});
                    return o;
                }
                return index_over("c0");
            default: break;
        }
        return model::add_column{.table = table, .column = column(named("c", k))};
    }

    std::deque<std::string> texts_;
};

}  // namespace retort::testing
