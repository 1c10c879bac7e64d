// The plan that the generator makes, as the runtime sees it: what emit_history writes as constants, made at run time.
#pragma once

#include <retort/codegen/plan.hpp>
#include <retort/plan.hpp>

#include <deque>
#include <stdexcept>

namespace retort::testing {

/// Holds the texts of `p`; the views of `history()` live as long as this object, which stays where it is.
class embedded {
public:
    explicit embedded(codegen::plan p) : plan_(std::move(p)) {
        for (const std::string& d : plan_.databases) databases_.push_back(database_of(d));
        for (const codegen::planned_revision& r : plan_.revisions) {
            std::vector<plan::route> routes;
            for (const codegen::route& on : r.routes) {
                std::vector<plan::alternative> others;
                for (const codegen::alternative& a : on.alternatives)
                    others.push_back({texts(a.applied), script_of(a.up), script_of(a.down), meetings_of(a.meets)});
                alternatives_.push_back(std::move(others));
                routes.push_back({database_of(on.database), script_of(on.up), script_of(on.down), meetings_of(on.meets),
                                  texts(on.concurrent), alternatives_.back()});
            }
            routes_.push_back(std::move(routes));
            revisions_.push_back({r.id, r.message, texts(r.parents), r.checksum, texts(r.operations), routes_.back(),
                                  r.digests, texts(r.replaces)});
        }
        history_ = {plan_.name, databases_, revisions_, texts(plan_.relations)};
    }
    embedded(const embedded&) = delete;
    embedded& operator=(const embedded&) = delete;

    const plan::history& history() const { return history_; }
    const codegen::plan& source() const { return plan_; }

private:
    static database database_of(std::string_view name) {
        for (const database d : {database::sqlite, database::postgresql, database::mariadb})
            if (name_of(d) == name) return d;
        throw std::invalid_argument("unknown database " + std::string(name));
    }
    std::span<const std::string_view> texts(const std::vector<std::string>& list) {
        return texts_.emplace_back(list.begin(), list.end());
    }
    std::span<const plan::meeting> meetings_of(const codegen::meetings& pairs) {
        std::vector<plan::meeting>& meets = meets_.emplace_back();
        for (const auto& [done, undone] : pairs)
            meets.push_back({static_cast<std::uint32_t>(done), static_cast<std::uint32_t>(undone)});
        return meets;
    }
    plan::script script_of(const codegen::script& s) {
        std::vector<plan::statement> statements;
        for (const codegen::statement& one : s.statements) {
            plan::statement made{one.sql, one.transactional, one.batch, one.at_once};
            if (!one.function.empty()) made.function = [](connection&) {};  // whatever it does is not the plan's
            made.function_name = one.function;
            made.precheck = one.precheck;
            made.probe = one.probe;
            made.clear = one.clear;
            made.touches = one.touches;
            statements.push_back(made);
        }
        statements_.push_back(std::move(statements));
        std::vector<plan::part>& lost_from = parts_.emplace_back();
        for (const codegen::part& one : s.lost_from) lost_from.push_back({one.table, one.column});
        std::vector<plan::change>& changes = changes_.emplace_back();
        for (const codegen::change& one : s.changes)
            changes.push_back({{one.from.table, one.from.column}, {one.to.table, one.to.column}});
        return {statements_.back(),
                texts(s.destroys),
                texts(s.rebuilds),
                s.irreversible,
                texts(s.counts),
                {s.oldest.number, s.oldest.part},
                s.needs,
                texts(s.approvals),
                lost_from,
                changes};
    }

    codegen::plan plan_;
    // Deques, because spans into their elements must stay.
    std::deque<std::vector<std::string_view>> texts_;
    std::deque<std::vector<plan::statement>> statements_;
    std::deque<std::vector<plan::route>> routes_;
    std::deque<std::vector<plan::meeting>> meets_;
    std::deque<std::vector<plan::part>> parts_;
    std::deque<std::vector<plan::change>> changes_;
    std::deque<std::vector<plan::alternative>> alternatives_;
    std::vector<database> databases_;
    std::vector<plan::revision> revisions_;
    plan::history history_;
};

}  // namespace retort::testing
