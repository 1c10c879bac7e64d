// A history that a test writes by hand, with the facts that the build would note about its statements.
#pragma once

#include <retort/codegen/dialect.hpp>
#include <retort/plan.hpp>

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "embed.hpp"

namespace retort::testing {

/// Reads each statement as raw SQL. What it views of `written` has to outlive it.
class described {
public:
    explicit described(const plan::history& written) : history_(written) {
        codegen::plan read;
        read.revisions.emplace_back().routes.emplace_back();
        into_ = &read.revisions[0].routes[0].up.statements;
        for (const plan::revision& r : written.revisions)
            for (const plan::route& on : r.routes) {
                note(on.up, on.on);
                note(on.down, on.on);
                for (const plan::alternative& a : on.alternatives) {
                    note(a.up, on.on);
                    note(a.down, on.on);
                }
            }
        facts_ = std::make_unique<embedded>(std::move(read));
        for (const plan::revision& r : written.revisions) {
            plan::revision& copy = revisions_.emplace_back(r);
            std::vector<plan::route>& routes = routes_.emplace_back(r.routes.begin(), r.routes.end());
            for (plan::route& on : routes) {
                fill(on.up);
                fill(on.down);
                std::vector<plan::alternative>& others =
                    alternatives_.emplace_back(on.alternatives.begin(), on.alternatives.end());
                for (plan::alternative& a : others) {
                    fill(a.up);
                    fill(a.down);
                }
                on.alternatives = others;
            }
            copy.routes = routes;
        }
        history_.revisions = revisions_;
    }
    described(const described&) = delete;
    described& operator=(const described&) = delete;

    const plan::history& history() const { return history_; }

private:
    using role = plan::rebuild_role;
    using kind = plan::effect_kind;

    void note(const plan::script& s, database on) {
        const std::size_t first = into_->size();
        for (const plan::statement& one : s.statements) {
            codegen::statement& raw = into_->emplace_back();
            raw.sql = one.sql;
            if (one.function != nullptr) continue;
            if (!one.precheck.empty()) {
                raw.facts.work = plan::row_work::rows;
                raw.facts.locks_known = true;
                continue;
            }
            codegen::find_dialect(name_of(on))->read(raw);
            if (on == database::mariadb) note_destruction(raw, s);
        }
        if (on == database::sqlite && !s.rebuilds.empty()) note_rebuilds(s, first);
    }

    /// By the names in `destroys`: "t" and "t.column".
    static void note_destruction(codegen::statement& by, const plan::script& s) {
        const codegen::effect& e = by.facts.effect;
        for (std::size_t i = 0; i < s.destroys.size() && i < s.lost_from.size() && i < s.counts.size(); ++i) {
            const std::string_view lost = s.destroys[i], table = lost.substr(0, lost.find('.'));
            const std::string_view column = table == lost ? std::string_view() : lost.substr(table.size() + 1);
            const bool changes_rows =
                by.facts.work == plan::row_work::rows &&
                std::any_of(by.facts.locks.begin(), by.facts.locks.end(), [&](const auto& l) { return l.on == table; });
            const bool names_it = column.empty() ? e.what == kind::drop && e.relation == table
                                                 : e.what == kind::alter && e.relation == table &&
                                                       std::any_of(e.parts.begin(), e.parts.end(),
                                                                   [&](const auto& p) { return p.name == column; });
            if (changes_rows || names_it)
                by.facts.destroys.push_back(
                    {static_cast<std::uint32_t>(i), std::string(s.lost_from[i].table), std::string(s.counts[i])});
        }
    }

    void note_rebuilds(const plan::script& s, std::size_t first) {
        const auto is_rebuilt = [&](std::string_view table) {
            return std::find(s.rebuilds.begin(), s.rebuilds.end(), table) != s.rebuilds.end();
        };
        const auto renames_to = [](const codegen::statement& st, std::string_view table) {
            return st.facts.effect.what == kind::rename && st.facts.effect.renamed[0].to == table;
        };
        for (auto at = into_->begin() + static_cast<std::ptrdiff_t>(first); at != into_->end(); ++at) {
            const codegen::effect& e = at->facts.effect;
            if (e.what == kind::drop && is_rebuilt(e.relation))
                at->facts.rebuild =
                    std::any_of(at, into_->end(), [&](const auto& later) { return renames_to(later, e.relation); })
                        ? role::drops
                        : role::removes;
            const auto creates_it = [&](const codegen::statement& earlier) {
                return earlier.facts.effect.what == kind::create && earlier.facts.effect.relation == e.renamed[0].from;
            };
            if (e.what == kind::rename && is_rebuilt(e.renamed[0].to) &&
                std::any_of(into_->begin() + static_cast<std::ptrdiff_t>(first), at, creates_it))
                at->facts.rebuild = role::renames;
        }
    }

    void fill(plan::script& s) {
        std::vector<plan::statement>& copies = statements_.emplace_back(s.statements.begin(), s.statements.end());
        for (plan::statement& one : copies)
            one.facts = facts_->history().revisions[0].routes[0].up.statements[filled_++].facts;
        s.statements = copies;
    }

    std::vector<codegen::statement>* into_ = nullptr;
    std::unique_ptr<embedded> facts_;
    std::size_t filled_ = 0;
    // Deques, because views of their elements must stay.
    std::deque<std::vector<plan::statement>> statements_;
    std::deque<std::vector<plan::alternative>> alternatives_;
    std::deque<std::vector<plan::route>> routes_;
    std::vector<plan::revision> revisions_;
    plan::history history_;
};

}  // namespace retort::testing
