#include "dialect.hpp"
#include "effect.hpp"
#include "render.hpp"

#include "../text.hpp"

namespace retort::codegen::mariadb {

namespace {

class mariadb_dialect final : public codegen::dialect {
public:
    std::string_view name() const override { return "mariadb"; }

    rendered render(std::span<const step> steps) const override {
        rendered all;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (!steps[i].declared) {
                rendered r = mariadb::render(steps[i]);
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
    void read(statement& raw) const override { read_raw(raw); }
};

}  // namespace

const codegen::dialect& dialect() {
    static const mariadb_dialect the_only;
    return the_only;
}

}  // namespace retort::codegen::mariadb
