// How revisions are addressed and ordered: pure functions of a history and of what is applied.
#pragma once

#include <retort/migrator.hpp>
#include <retort/plan.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace retort::detail {

/// A history with its edges in both directions. Revisions are numbered as they stand in the plan: parents first.
class graph {
public:
    explicit graph(const plan::history& of);

    const plan::history& history() const { return *history_; }
    const plan::revision& operator[](std::size_t i) const { return history_->revisions[i]; }
    std::size_t size() const { return history_->revisions.size(); }

    std::optional<std::size_t> find(std::string_view id) const;
    /// An exact id, or a prefix that only one revision has. Throws E305, E306.
    std::size_t resolve(std::string_view text) const;

    const std::vector<std::size_t>& parents(std::size_t i) const { return parents_[i]; }
    const std::vector<std::size_t>& children(std::size_t i) const { return children_[i]; }
    /// The children, but for checkpoints that stand beside what they replace: the ways on, as people see them.
    std::vector<std::size_t> next(std::size_t i) const;
    /// Revisions without children, the last that a checkpoint replaces rather than the checkpoint.
    std::vector<std::size_t> heads() const;
    /// Marks `from` and everything that they stand on.
    std::vector<bool> with_ancestors(std::span<const std::size_t> from) const;

    // A checkpoint and what it replaces are two ways to one place. While both are in the history the checkpoint is a
    // shadow beside them; once what it replaces is gone, it stands alone, and a ledger may still have the old rows.

    bool is_shadow(std::size_t i) const { return !pieces_[i].empty(); }
    bool stands_alone(std::size_t i) const { return !(*this)[i].replaces.empty() && pieces_[i].empty(); }
    /// What a shadow replaces, in order.
    const std::vector<std::size_t>& piece(std::size_t shadow) const { return pieces_[shadow]; }
    /// The shadow of the piece that a revision is part of.
    std::optional<std::size_t> shadow_of(std::size_t i) const { return shadows_[i]; }
    /// The checkpoint standing alone that replaces a revision which is gone, and the place of that among the replaced.
    struct gone_revision {
        std::size_t checkpoint, place;
    };
    std::optional<gone_revision> find_gone(std::string_view id) const;
    /// Of a shadow the last of its piece; else the revision itself.
    std::size_t in_line(std::size_t i) const { return is_shadow(i) ? pieces_[i].back() : i; }
    /// The ids whose row says that the revision itself was taken: its own, and for a checkpoint standing alone the last
    /// that it replaces.
    std::vector<std::string_view> rows_of(std::size_t i) const;
    /// The ids of which each row says that the database is where the revision leads.
    std::vector<std::string_view> rows_that_count(std::size_t i) const;

private:
    const plan::history* history_;
    std::unordered_map<std::string_view, std::size_t> by_id_;
    std::unordered_map<std::string_view, gone_revision> gone_;
    std::vector<std::vector<std::size_t>> parents_, children_;
    std::vector<std::vector<std::size_t>> pieces_;
    std::vector<std::optional<std::size_t>> shadows_;
};

/// Which revisions are applied, and when in the order.
class applied_set {
public:
    applied_set(const graph& revisions, std::span<const applied_revision> applied);
    /// It was taken, and can be undone.
    bool has(std::size_t i) const { return order[i] != 0; }
    /// The database is where it leads: by itself, or by a checkpoint instead of what it replaces, or the other way.
    bool counts(std::size_t i) const { return counted[i]; }
    /// The revisions that this database does not come by: a checkpoint, or what it replaces.
    std::vector<bool> beside(std::string_view begun) const;
    /// Whether the database takes, or has taken, the checkpoint rather than what it replaces. `begun`: the revision
    /// that a run has begun, or nothing.
    bool by_checkpoint(std::size_t shadow, std::string_view begun) const;

    /// The set after a step.
    void take(std::size_t i, direction way);

    std::vector<std::size_t> order;  // 1 for the first that was applied, 0 for those that are not.
    std::vector<bool> counted;
    std::size_t count = 0;

private:
    void recount();
    const graph* revisions_;
};

/// What of the applied revisions does not fit the history: one that it lacks (E307), was edited since (E308), or has
/// lost a parent (E323); or a part of what a checkpoint replaces that stands alone (E326).
std::vector<error> misfits(const graph& revisions, std::span<const applied_revision> applied);
/// Throws the first of them.
void verify(const graph& revisions, std::span<const applied_revision> applied);

/// The steps to `target`, in order; see retort::plan_upgrade for targets and errors. `which` only picks the route that
/// is asked whether it can be taken; without it nothing is asked.
std::vector<step> upgrade_steps(const graph& revisions, std::span<const applied_revision> applied,
                                std::string_view target, std::optional<database> which);
std::vector<step> downgrade_steps(const graph& revisions, std::span<const applied_revision> applied,
                                  std::string_view target, std::optional<database> which);

/// With the revision that was begun and not finished: it comes first, in the run's direction where it is among the
/// steps, else in its own.
struct ledger;
std::vector<step> upgrade_steps(const graph& revisions, const ledger& found, std::string_view target,
                                std::optional<database> which);
std::vector<step> downgrade_steps(const graph& revisions, const ledger& found, std::string_view target,
                                  std::optional<database> which);
/// The one step that applies, or undoes, `revision` alone; none where that is done.
std::vector<step> single_step(const graph& revisions, const ledger& found, std::string_view revision, direction way,
                              std::optional<database> which);

/// The applied revisions that no other applied one revises, in the order of application; unknown ones among them.
std::vector<std::string> current_of(const graph& revisions, std::span<const applied_revision> applied);

/// The route of `revision` on `which`; throws E314 where there is none.
const plan::route& route_of(const plan::revision& revision, database which);

/// The script of `taken` on `which`, and where a run that stopped half-way can turn round.
const plan::script& script_of(const step& taken, database which);
std::span<const plan::meeting> meetings_of(const step& taken, database which);

/// The scripts of `revision` for a database to which the revisions of `done` are applied, where they are others than
/// the route's; else null. Throws E314.
const plan::alternative* alternative_for(const graph& revisions, const plan::revision& revision, database which,
                                         const applied_set& done);

/// Gives each step, in their order, the scripts that fit what is applied when it runs.
void choose_scripts(const graph& revisions, applied_set done, std::span<step> steps, database which);

/// Throws E346 where a step cannot be taken beside the revisions that are applied when it runs, E310 where it never
/// can.
void require_passable(const graph& revisions, const step& taken, database which);

}  // namespace retort::detail
