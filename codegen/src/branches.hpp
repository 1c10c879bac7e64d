// A revision runs on databases to which different revisions of other branches are applied. This finds the sets that can
// be applied, and what the revision has to do for each of them.
#pragma once

#include <retort/codegen/plan.hpp>

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace retort::codegen {

/// A revision on a database to which a certain set of concurrent revisions is applied.
struct occasion {
    /// The concurrent revisions that are applied, of those that matter; positions in the project, in order.
    std::vector<std::size_t> applied;
    /// Whether these are the ones that stand before the revision in the project's order.
    bool in_order = false;
    /// The schema before the revision, which does not depend on the order in which the others were applied.
    model::schema before;
    /// The revision's operations, and behind them what makes the result the same in every order.
    std::vector<model::operation> operations;
    /// Why the revision cannot be applied then; empty where it can.
    std::string refused = {};
};

/// The revisions of a history with branches: which of them are concurrent, and which of those touch the same things.
class branches {
public:
    /// `p` must outlive it, with its migrations in order.
    explicit branches(const project& p);

    /// The concurrent revisions that matter to revision `at`, in order: each touches something on which its scripts
    /// depend. Empty where no revision is concurrent.
    const std::vector<std::size_t>& concurrent(std::size_t at) const { return concurrent_[at]; }

    /// Every set of them that can be applied when revision `at` runs. Throws generation_error E212 where there are more
    /// than can be planned for.
    std::vector<occasion> occasions(std::size_t at);

private:
    using set = std::vector<bool>;
    struct replayed {
        model::schema schema;
        std::string fault = {};
    };

    void find_ancestors();
    void find_touched();
    bool is_concurrent(std::size_t a, std::size_t b) const;
    /// The schema of a database to which the revisions of `applied` are applied, in the project's order.
    const replayed& schema_of(const set& applied);
    occasion occasion_of(std::size_t at, std::vector<std::size_t> applied);

    const project& p_;
    /// By position: the revisions that must be applied before it. Of a checkpoint's range and the checkpoint each
    /// other.
    std::vector<set> ancestors_;
    /// By position of a checkpoint beside its range: the range.
    std::vector<std::vector<std::size_t>> ranges_;
    std::vector<std::set<std::string>> touched_;
    std::vector<std::vector<std::size_t>> concurrent_;
    std::map<set, replayed> known_;
};

}  // namespace retort::codegen
