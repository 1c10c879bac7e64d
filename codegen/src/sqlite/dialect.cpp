#include "dialect.hpp"
#include "effect.hpp"
#include "render.hpp"

#include "../text.hpp"

#include <algorithm>

namespace retort::codegen::sqlite {

namespace {

/// Whether `next` changes a column that one of `run` adds: rows that are there have got the default that it came with
/// by then, which the table in the end no longer knows.
bool changes_added(std::span<const step> run, const step& next) {
    const auto* alter = std::get_if<model::alter_column>(next.operation);
    return alter && std::any_of(run.begin(), run.end(), [&](const step& s) {
               const auto* add = std::get_if<model::add_column>(s.operation);
               return add && add->column.name == alter->column;
           });
}

class sqlite_dialect final : public codegen::dialect {
public:
    std::string_view name() const override { return "sqlite"; }

    rendered render(std::span<const step> steps) const override {
        rendered all;
        for (std::size_t i = 0; i < steps.size();) {
            if (steps[i].declared) {
                ++i;
                continue;
            }
            // Changes of one table that follow each other are one rebuild, if one of them needs any.
            const std::string_view table = changed_table(*steps[i].operation);
            std::size_t end = i + 1;
            while (!table.empty() && end < steps.size() && !steps[end].declared &&
                   changed_table(*steps[end].operation) == table && !computes(*steps[end].operation) &&
                   !changes_added(steps.subspan(i, end - i), steps[end]))
                ++end;
            const auto run = steps.subspan(i, end - i);
            if (!table.empty() && std::any_of(run.begin(), run.end(), needs_rebuild)) {
                if (!add(all, rebuild(run), run.back(), i, run.size())) return all;
            } else {
                for (std::size_t k = 0; k < run.size(); ++k)
                    if (!add(all, sqlite::render(run[k]), run[k], i + k, 1)) return all;
            }
            i = end;
        }
        std::sort(all.rebuilds.begin(), all.rebuilds.end());
        all.rebuilds.erase(std::unique(all.rebuilds.begin(), all.rebuilds.end()), all.rebuilds.end());
        return all;
    }
    void read(statement& raw) const override { raw.facts = read_raw(raw.sql); }

private:
    /// False where `more` was refused.
    static bool add(rendered& all, rendered&& more, const step& at, std::size_t first, std::size_t count) {
        if (more.refused) {
            all.refused = std::move(more.refused);
            all.refused->operation = str(describe(*at.operation));
            return false;
        }
        for (std::string& t : more.rebuilds) all.rebuilds.push_back(std::move(t));
        append(all, std::move(more), first, count);
        return true;
    }
};

}  // namespace

const codegen::dialect& dialect() {
    static const sqlite_dialect the_only;
    return the_only;
}

}  // namespace retort::codegen::sqlite
