// Histories that tests put together: one that owns its texts.
#pragma once

#include <retort/plan.hpp>

#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "support/described.hpp"

namespace retort::test {

/// Revisions in one line, the same statements on every database. The texts given must outlive it (literals do). On
/// MariaDB what changes the schema is marked as not transactional, as the generator does.
class sample_history {
public:
    struct part {
        std::vector<plan::statement> up, down;
        std::vector<std::string_view> rebuilds = {};
        /// Of the way up: what it destroys, and the queries that count it.
        std::vector<std::string_view> destroys = {}, counts = {};
        /// A run that stops half-way can turn round, at the ends.
        bool turns = false;
        /// For each of `destroys` what holds it.
        std::vector<plan::part> lost_from = {};
    };

    sample_history& add(std::string_view id, part content) {
        part& kept = parts_.emplace_back(std::move(content));
        parents_.emplace_back();
        if (!revisions_.empty()) parents_.back().push_back(revisions_.back().id);
        std::vector<plan::route>& routes = routes_.emplace_back();
        on_mariadb_.push_back({marked(kept.up), marked(kept.down), {}});
        for (const database d : kinds) {
            const part& p = d == database::mariadb ? on_mariadb_.back() : kept;
            std::vector<plan::meeting>& meets = meets_.emplace_back();
            if (kept.turns)
                meets = {{0, static_cast<std::uint32_t>(p.down.size())}, {static_cast<std::uint32_t>(p.up.size()), 0}};
            routes.push_back({d,
                              {p.up, kept.destroys, p.rebuilds, {}, kept.counts, {}, {}, {}, kept.lost_from},
                              {p.down, {}, p.rebuilds, {}},
                              meets});
        }
        revisions_.push_back({.id = id,
                              .message = "",
                              .parents = parents_.back(),
                              .checksum = "1:00000000000000aa",
                              .operations = {},
                              .routes = routes});
        return *this;
    }
    /// Views what this object holds.
    plan::history history() const {
        described_.push_back(std::make_unique<testing::described>(plan::history{"shop", kinds, revisions_}));
        return described_.back()->history();
    }

private:
    static std::vector<plan::statement> marked(std::vector<plan::statement> statements) {
        for (plan::statement& s : statements)
            for (const std::string_view word : {"CREATE ", "ALTER ", "DROP "})
                if (s.sql.starts_with(word)) s.transactional = false;
        return statements;
    }

    static constexpr database kinds[] = {database::sqlite, database::postgresql, database::mariadb};
    std::deque<part> parts_, on_mariadb_;
    std::deque<std::vector<std::string_view>> parents_;
    std::deque<std::vector<plan::meeting>> meets_;
    std::deque<std::vector<plan::route>> routes_;
    std::vector<plan::revision> revisions_;
    mutable std::vector<std::unique_ptr<testing::described>> described_;
};

}  // namespace retort::test
