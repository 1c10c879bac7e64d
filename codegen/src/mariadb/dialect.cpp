#include "dialect.hpp"
#include "render.hpp"

#include "../text.hpp"

namespace retort::codegen::mariadb {

namespace {

class mariadb_dialect final : public codegen::dialect {
public:
    std::string_view name() const override { return "mariadb"; }

    rendered render(std::span<const step> steps) const override {
        rendered all;
        for (const step& s : steps) {
            if (!s.declared) {
                rendered r = mariadb::render(s);
                if (r.refused) {
                    r.refused->operation = str(describe(*s.operation));
                    return r;
                }
                for (statement& st : r.statements) all.statements.push_back(std::move(st));
            }
            all.ends.push_back(all.statements.size());
        }
        return all;
    }
};

}  // namespace

const codegen::dialect& dialect() {
    static const mariadb_dialect the_only;
    return the_only;
}

}  // namespace retort::codegen::mariadb
