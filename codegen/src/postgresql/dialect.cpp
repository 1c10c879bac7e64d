#include "dialect.hpp"
#include "render.hpp"

#include "../text.hpp"

namespace retort::codegen::postgresql {

namespace {
class postgresql_dialect final : public codegen::dialect {
public:
    std::string_view name() const override { return "postgresql"; }

    rendered render(std::span<const step> steps) const override {
        rendered all;
        renderer one;
        for (const step& s : steps) {
            rendered r = std::visit([&](const auto& o) { return one(o, *s.before, *s.after); }, *s.operation);
            if (r.refused) {
                r.refused->operation = str(describe(*s.operation));
                return r;
            }
            for (statement& st : r.statements) all.statements.push_back(std::move(st));
        }
        return all;
    }
};
}  // namespace

const codegen::dialect& dialect() {
    static const postgresql_dialect the_only;
    return the_only;
}

}  // namespace retort::codegen::postgresql
