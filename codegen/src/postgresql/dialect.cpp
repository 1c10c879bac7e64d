#include "dialect.hpp"
#include "locks.hpp"
#include "render.hpp"

#include "../text.hpp"

namespace retort::codegen::postgresql {

namespace {

bool makes_a_value(const step& s) { return std::holds_alternative<model::add_enumeration_value>(*s.operation); }

class postgresql_dialect final : public codegen::dialect {
public:
    std::string_view name() const override { return "postgresql"; }

    rendered render(std::span<const step> steps) const override {
        // A value that is added to an enumeration cannot be used in the same transaction.
        std::size_t end = steps.size();
        if (!steps.empty() && steps.back().last)
            while (end > 0 && (steps[end - 1].declared || makes_a_value(steps[end - 1]))) --end;
        rendered all;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (!steps[i].declared) {
                rendered r = postgresql::render(steps[i], i >= end);
                if (r.refused) {
                    r.refused->operation = str(describe(*steps[i].operation));
                    return r;
                }
                append(all, std::move(r), i, 1);
            }
            all.ends.push_back(all.statements.size());
        }
        return all;
    }
    void read(statement& raw) const override { raw.facts = read_raw(raw.sql); }
};
}  // namespace

const codegen::dialect& dialect() {
    static const postgresql_dialect the_only;
    return the_only;
}

}  // namespace retort::codegen::postgresql
