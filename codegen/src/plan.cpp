#include <retort/codegen/dialect.hpp>
#include <retort/codegen/plan.hpp>

#include "postgresql/dialect.hpp"
#include "sqlite/dialect.hpp"
#include "text.hpp"

#include <retort/model/diff.hpp>
#include <retort/model/loss.hpp>
#include <retort/model/reverse.hpp>

#include <fmt/format.h>

#include <array>
#include <deque>

namespace retort::codegen {

namespace {

const std::array dialects{&sqlite::dialect(), &postgresql::dialect()};

/// Operations in a row, and the schemas between them: schemas[i] is before operations[i], schemas[i + 1] after it.
struct way {
    std::deque<model::operation> operations;
    std::deque<model::schema> schemas;

    explicit way(model::schema from) { schemas.push_back(std::move(from)); }

    void take(const model::operation& o) {
        operations.push_back(o);
        model::schema next = schemas.back();
        model::faults faults;
        apply(next, o, faults);
        if (!faults.empty()) throw generation_error(str(to_string(faults.front())));
        schemas.push_back(std::move(next));
    }
    std::vector<step> steps() const {
        std::vector<step> all;
        for (std::size_t i = 0; i < operations.size(); ++i)
            all.push_back({&operations[i], &schemas[i], &schemas[i + 1]});
        return all;
    }
    way reversed() const {
        way back(schemas.back());
        for (std::size_t i = operations.size(); i-- > 0;) back.take(reverse(schemas[i], operations[i]));
        return back;
    }
};

/// The script of one direction; a refusal is added to `refusals`.
script make_script(const way& w, const dialect& on, std::string_view revision, bool back,
                   std::vector<std::string>& refusals) {
    script s;
    rendered r = on.render(w.steps());
    if (r.refused) {
        const bool raw = r.refused->reason.starts_with("execute(");
        // On the way back the raw SQL is what undo(…) holds.
        if (raw && back) r.refused->reason.replace(0, std::string_view("execute").size(), "undo");
        refusals.push_back(fmt::format("{}: {} on {}: {}; {} [{}]", revision, r.refused->operation, on.name(),
                                       r.refused->reason, r.refused->way_out, raw ? "E204" : "E201"));
    }
    s.statements = std::move(r.statements);
    s.rebuilds = std::move(r.rebuilds);
    for (std::size_t i = 0; i < w.operations.size(); ++i)
        if (const model::string lost = destroyed(w.operations[i], w.schemas[i]); !lost.empty())
            s.destroys.push_back(str(lost));
    return s;
}

}  // namespace

const dialect* find_dialect(std::string_view name) {
    for (const dialect* d : dialects)
        if (d->name() == name) return d;
    return nullptr;
}

std::vector<std::string_view> dialect_names() {
    std::vector<std::string_view> names;
    for (const dialect* d : dialects) names.push_back(d->name());
    return names;
}

model::schema replay(const project& p) {
    model::schema s{.name = p.declared.name};
    for (const model::migration& m : p.migrations)
        for (const model::operation& o : m.operations) {
            model::faults faults;
            apply(s, o, faults);
            if (!faults.empty()) throw generation_error(str(to_string(faults.front())));
        }
    return s;
}

plan make_plan(const project& p, const std::vector<std::string>& databases) {
    plan made{str(p.declared.name), databases, {}};
    std::vector<std::string> refusals;
    model::schema now{.name = p.declared.name};
    for (const model::migration& m : p.migrations) {
        way up(now);
        for (const model::operation& o : m.operations) up.take(o);
        planned_revision r{str(m.id), str(m.message), {}, checksum(m), {}, {}};
        for (std::string_view parent : m.parents) r.parents.push_back(str(parent));
        std::string irreversible;
        for (const model::operation& o : m.operations) {
            r.operations.push_back(str(describe(o)));
            if (const auto* raw = std::get_if<model::execute>(&o); raw && !raw->irreversible.empty())
                irreversible += (irreversible.empty() ? "" : "; ") + str(raw->irreversible);
        }
        const way down = irreversible.empty() ? up.reversed() : way(up.schemas.back());
        for (const std::string& name : databases) {
            const dialect& on = *find_dialect(name);
            route on_this{name, make_script(up, on, m.id, false, refusals),
                          make_script(down, on, m.id, true, refusals)};
            on_this.down.irreversible = irreversible;
            r.routes.push_back(std::move(on_this));
        }
        now = up.schemas.back();
        made.revisions.push_back(std::move(r));
    }
    if (!refusals.empty()) throw generation_error(join(refusals, "\n"));
    return made;
}

std::vector<statement> full_schema(const model::schema& s, std::string_view database) {
    way w(model::schema{.name = s.name});
    for (const model::operation& o : diff(w.schemas.front(), s)) w.take(o);
    std::vector<std::string> refusals;
    script made = make_script(w, *find_dialect(database), "the declared schema", false, refusals);
    if (!refusals.empty()) throw generation_error(join(refusals, "\n"));
    return std::move(made.statements);
}

}  // namespace retort::codegen
