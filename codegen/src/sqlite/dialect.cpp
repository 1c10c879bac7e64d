#include "dialect.hpp"
#include "render.hpp"

#include "../text.hpp"

#include <algorithm>

namespace retort::codegen::sqlite {

namespace {

/// The one table whose definition the operation changes in place, so that it can be part of a rebuild; else empty.
std::string_view changed_table(const model::operation& o) {
    return std::visit(
        [](const auto& one) -> std::string_view {
            using operation = std::remove_cvref_t<decltype(one)>;
            if constexpr (std::is_same_v<operation, model::drop_table> ||
                          std::is_same_v<operation, model::rename_column>)
                return {};
            else if constexpr (requires { std::string_view(one.table); })
                return one.table;
            else
                return {};
        },
        o);
}

/// ALTER TABLE cannot do it (https://www.sqlite.org/lang_altertable.html).
bool needs_rebuild(const model::operation& o) {
    if (const auto* add = std::get_if<model::add_column>(&o)) {
        const model::literal& value = add->column.default_value;
        const bool constant = value.kind == model::literal_kind::none || value.kind == model::literal_kind::boolean ||
                              value.kind == model::literal_kind::integer || value.kind == model::literal_kind::real ||
                              value.kind == model::literal_kind::text;
        return add->column.identity || !constant || (!add->column.nullable && !value);
    }
    return !std::holds_alternative<model::drop_column>(o) && !std::holds_alternative<model::create_index>(o) &&
           !std::holds_alternative<model::drop_index>(o);
}

/// Has SQL that reads the table as the steps before it left it, so it cannot share their rebuild.
bool computes(const model::operation& o) {
    const auto* alter = std::get_if<model::alter_column>(&o);
    return alter && !alter->using_.empty();
}

class sqlite_dialect final : public codegen::dialect {
public:
    std::string_view name() const override { return "sqlite"; }

    rendered render(std::span<const step> steps) const override {
        rendered all;
        renderer one;
        const auto refused = [&](unsupported why, const step& at) {
            all.refused = std::move(why);
            all.refused->operation = str(describe(*at.operation));
            return all;
        };
        for (std::size_t i = 0; i < steps.size();) {
            // Changes of one table that follow each other are one rebuild, if one of them needs any.
            const std::string_view table = changed_table(*steps[i].operation);
            std::size_t end = i + 1;
            while (!table.empty() && end < steps.size() && changed_table(*steps[end].operation) == table &&
                   !computes(*steps[end].operation))
                ++end;
            const auto run = steps.subspan(i, end - i);
            if (!table.empty() &&
                std::any_of(run.begin(), run.end(), [](const step& s) { return needs_rebuild(*s.operation); })) {
                const model::table& after = *run.back().after->find(table);
                if (auto why = refusal(after)) return refused(*why, run.back());
                rebuild(one.write, *run.front().before->find(table), after, run, all);
                i = end;
                continue;
            }
            for (const step& s : run) {
                rendered r = std::visit([&](const auto& o) { return one(o, *s.before, *s.after); }, *s.operation);
                if (r.refused) return refused(*r.refused, s);
                for (statement& st : r.statements) all.statements.push_back(std::move(st));
                for (std::string& t : r.rebuilds) all.rebuilds.push_back(std::move(t));
            }
            i = end;
        }
        std::sort(all.rebuilds.begin(), all.rebuilds.end());
        all.rebuilds.erase(std::unique(all.rebuilds.begin(), all.rebuilds.end()), all.rebuilds.end());
        return all;
    }
};

}  // namespace

const codegen::dialect& dialect() {
    static const sqlite_dialect the_only;
    return the_only;
}

}  // namespace retort::codegen::sqlite
