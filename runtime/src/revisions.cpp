#include "revisions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "addresses.hpp"
#include "ledger.hpp"
#include "text.hpp"

namespace retort::detail {
namespace {

std::string list(const graph& revisions, std::span<const std::size_t> which) {
    std::string out;
    for (std::size_t n = 0; n < which.size() && n < 5; ++n)
        out += fmt::format("{}{}", n ? ", " : "", revisions[which[n]].id);
    if (which.size() > 5) out += fmt::format(" and {} more", which.size() - 5);
    return out;
}

}  // namespace

applied_set::applied_set(const graph& revisions, std::span<const applied_revision> applied)
    : order(revisions.size(), 0), counted(revisions.size(), false), revisions_(&revisions) {
    for (const applied_revision& a : applied) {
        auto i = revisions.find(a.id);
        if (const auto gone = revisions.find_gone(a.id); !i && gone) {
            const std::size_t last = revisions[gone->checkpoint].replaces.size() - 1;
            if (gone->place == last && order[gone->checkpoint] == 0) i = gone->checkpoint;
        }
        if (i) order[*i] = ++count;
    }
    recount();
}

void applied_set::recount() {
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto shadow = revisions_->shadow_of(i);
        counted[i] = has(i) || (shadow && has(*shadow)) || (revisions_->is_shadow(i) && has(revisions_->in_line(i)));
    }
}

void applied_set::take(std::size_t i, direction way) {
    order[i] = way == direction::up ? ++count : 0;
    recount();
}

bool applied_set::by_checkpoint(std::size_t shadow, std::string_view begun) const {
    if (has(shadow) || (*revisions_)[shadow].id == begun) return true;
    const auto& piece = revisions_->piece(shadow);
    return std::none_of(piece.begin(), piece.end(),
                        [&](std::size_t i) { return has(i) || (*revisions_)[i].id == begun; });
}

std::vector<bool> applied_set::beside(std::string_view begun) const {
    std::vector<bool> out(order.size(), false);
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (!revisions_->is_shadow(i)) continue;
        const bool taken = by_checkpoint(i, begun);
        out[i] = !taken;
        for (const std::size_t old : revisions_->piece(i)) out[old] = taken;
    }
    return out;
}

graph::graph(const plan::history& of)
    : history_(&of),
      parents_(of.revisions.size()),
      children_(of.revisions.size()),
      pieces_(of.revisions.size()),
      shadows_(of.revisions.size()) {
    for (std::size_t i = 0; i < of.revisions.size(); ++i) {
        by_id_.emplace(of.revisions[i].id, i);
        for (const std::string_view parent : of.revisions[i].parents) {
            const auto p = find(parent);
            if (!p) continue;  // The build has checked the plan; a hand-written one is taken at its word.
            parents_[i].push_back(*p);
            children_[*p].push_back(i);
        }
    }
    for (std::size_t i = 0; i < of.revisions.size(); ++i) {
        const auto& replaces = of.revisions[i].replaces;
        for (std::size_t k = 0; k < replaces.size(); ++k) {
            const auto old = find(replaces[k]);
            if (!old) {
                gone_.emplace(replaces[k], gone_revision{i, k});
                continue;
            }
            pieces_[i].push_back(*old);
            shadows_[*old] = i;
        }
        if (is_shadow(i)) children_[i] = children_[in_line(i)];
    }
}

std::vector<std::size_t> graph::next(std::size_t i) const {
    std::vector<std::size_t> out;
    std::copy_if(children_[i].begin(), children_[i].end(), std::back_inserter(out),
                 [&](std::size_t c) { return !is_shadow(c); });
    return out;
}

std::optional<graph::gone_revision> graph::find_gone(std::string_view id) const {
    const auto at = gone_.find(id);
    if (at == gone_.end()) return std::nullopt;
    return at->second;
}

std::vector<std::string_view> graph::rows_of(std::size_t i) const {
    std::vector<std::string_view> ids{(*this)[i].id};
    if (stands_alone(i)) ids.push_back((*this)[i].replaces.back());
    return ids;
}

std::vector<std::string_view> graph::rows_that_count(std::size_t i) const {
    std::vector<std::string_view> ids = rows_of(i);
    if (is_shadow(i)) ids.push_back((*this)[in_line(i)].id);
    if (shadows_[i]) ids.push_back((*this)[*shadows_[i]].id);
    return ids;
}

std::optional<std::size_t> graph::find(std::string_view id) const {
    const auto at = by_id_.find(id);
    if (at == by_id_.end()) return std::nullopt;
    return at->second;
}

std::size_t graph::resolve(std::string_view text) const {
    if (const auto exact = find(text)) return *exact;
    std::vector<std::size_t> found;
    if (!text.empty())
        for (std::size_t i = 0; i < size(); ++i)
            if ((*this)[i].id.substr(0, text.size()) == text) found.push_back(i);
    // A checkpoint and the last that it replaces are one place, and often have one number.
    if (found.size() == 2 && in_line(found[0]) == in_line(found[1])) found.resize(1);
    if (found.size() == 1) return found[0];
    if (const auto gone = find_gone(text)) {
        const plan::revision& checkpoint = (*this)[gone->checkpoint];
        if (text == checkpoint.replaces.back()) return gone->checkpoint;
        throw error("E305",
                    fmt::format("{} no longer has revision '{}': {} replaces it", history_->name, text, checkpoint.id),
                    fmt::format("name {}, or use a build that still has the other", checkpoint.id));
    }
    if (found.size() > 1)
        throw error("E306", fmt::format("'{}' matches several revisions: {}", text, list(*this, found)),
                    "write more of the id");
    std::vector<std::string_view> ids;
    for (const plan::revision& r : history_->revisions) ids.push_back(r.id);
    const std::string_view meant = nearest(text, ids);
    throw error("E305", fmt::format("{} has no revision '{}'", history_->name, text),
                meant.empty() ? std::string("the history command lists the revisions")
                              : fmt::format("did you mean '{}'?", meant));
}

std::vector<std::size_t> graph::heads() const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < size(); ++i)
        if (children_[i].empty() && !is_shadow(i)) out.push_back(i);
    return out;
}

std::vector<bool> graph::with_ancestors(std::span<const std::size_t> from) const {
    std::vector<bool> marked(size(), false);
    for (const std::size_t i : from) marked[i] = true;
    for (std::size_t i = size(); i-- > 0;)
        if (marked[i])
            for (const std::size_t p : parents_[i]) marked[p] = true;
    return marked;
}

namespace {

// "its 2nd operation was …, and is now …", as far as the ledger knows what was applied.
std::string what_changed(const applied_revision& applied, const plan::revision& now) {
    std::vector<std::string_view> was;
    for (std::string_view rest = applied.operations; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        was.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (was.empty()) return "its checksum differs";
    const std::size_t most = std::max(was.size(), now.operations.size());
    for (std::size_t i = 0; i < most; ++i) {
        const std::string_view old_line = i < was.size() ? was[i] : std::string_view();
        const std::string_view old_text = old_line.substr(std::min<std::size_t>(9, old_line.size()));
        const std::string_view text = i < now.operations.size() ? now.operations[i] : std::string_view();
        const std::string is =
            i < now.digests.size() ? fmt::format("{:08x} {}", now.digests[i], text) : std::string(text);
        if (old_line == is) continue;
        if (old_line.empty()) return fmt::format("operation {} is new: {}", i + 1, text);
        if (text.empty()) return fmt::format("operation {} is gone: {}", i + 1, old_text);
        if (old_text == text)
            return fmt::format("operation {} ({}) differs in details that the description does not show", i + 1, text);
        return fmt::format("operation {} was '{}' and is now '{}'", i + 1, old_text, text);
    }
    return "its operations are the same; its parents or the naming convention differ";
}

}  // namespace

std::vector<error> misfits(const graph& revisions, std::span<const applied_revision> applied) {
    const applied_set done(revisions, applied);
    std::vector<error> found;
    std::vector<std::size_t> old_rows(revisions.size(), 0), latest(revisions.size(), 0);
    for (const applied_revision& a : applied) {
        const auto i = revisions.find(a.id);
        if (const auto gone = revisions.find_gone(a.id); !i && gone) {
            ++old_rows[gone->checkpoint];
            latest[gone->checkpoint] = std::max(latest[gone->checkpoint], gone->place);
            continue;
        }
        if (!i) {
            found.push_back(error("E307",
                                  fmt::format("the database has applied {}, which this build of {} does not know", a.id,
                                              revisions.history().name),
                                  "use the build that knows it, or first revert it with that build; stamp --purge only "
                                  "removes it from the ledger")
                                .at_revision(a.id));
            continue;
        }
        const plan::revision& r = revisions[*i];
        if (r.checksum != a.checksum)
            found.push_back(error("E308",
                                  fmt::format("{} was edited after it was applied: {} ({}, now {})", a.id,
                                              what_changed(a, r), a.checksum, r.checksum),
                                  "restore the revision, and write the change as a new revision")
                                .at_revision(a.id));
        for (const std::size_t p : revisions.parents(*i))
            if (!done.counts(p))
                found.push_back(
                    error("E323", fmt::format("{} is applied, but {}, which it revises, is not", a.id, revisions[p].id),
                          fmt::format("if the database already has the changes of {0}, run: stamp {1}; otherwise "
                                      "revert {1} with the build that applied it",
                                      revisions[p].id, a.id))
                        .at_revision(a.id));
    }
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        const plan::revision& r = revisions[i];
        if (old_rows[i] == 0 || old_rows[i] == r.replaces.size()) continue;
        if (std::any_of(applied.begin(), applied.end(), [&](const applied_revision& a) { return a.id == r.id; }))
            continue;
        found.push_back(error("E326",
                              fmt::format("the database is inside the range that {} replaces: {} of {} are applied, up "
                                          "to {}",
                                          r.id, old_rows[i], r.replaces.size(), r.replaces[latest[i]]),
                              fmt::format("upgrade it to {} with a build that still has them", r.replaces.back()))
                            .at_revision(r.id));
    }
    return found;
}

void verify(const graph& revisions, std::span<const applied_revision> applied) {
    if (const std::vector<error> found = misfits(revisions, applied); !found.empty()) throw found.front();
}

namespace {

/// `begun`: what a run has begun and not finished, or null.
std::vector<step> steps_up(const graph& revisions, std::span<const applied_revision> applied,
                           const begun_revision* begun, std::string_view target) {
    verify(revisions, applied);
    const applied_set done(revisions, applied);
    std::vector<std::size_t> goals;
    std::size_t most = revisions.size();
    const auto behind = [&] {
        return error("E311", fmt::format("'{}' is already passed: upgrade only applies revisions", target),
                     fmt::format("use downgrade {}", target));
    };
    if (const auto n = relative(target, '+')) {
        goals = revisions.heads();
        most = *n;
    } else if (target == "base" || relative(target, '-')) {
        throw behind();
    } else {
        goals = find_place(revisions, target, position_in(revisions, applied));
        if (goals.empty() && target != "current" && revisions.size() > 0) throw behind();
        goals = in_line(revisions, std::move(goals));
    }
    std::vector<bool> wanted = revisions.with_ancestors(goals);
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        if (!revisions.is_shadow(i)) continue;
        const bool to_its_end = wanted[revisions.in_line(i)];
        const bool half_up = begun && begun->id == revisions[i].id && begun->direction == direction::up;
        if (!(to_its_end ? done.by_checkpoint(i, begun ? begun->id : std::string_view()) : half_up)) continue;
        // To a target inside of it: a checkpoint that was begun goes past it.
        wanted[i] = to_its_end;
        for (const std::size_t old : revisions.piece(i)) wanted[old] = false;
    }
    std::vector<step> steps;
    for (std::size_t i = 0; i < revisions.size(); ++i)
        if (wanted[i] && !done.counts(i)) steps.push_back({.revision = &revisions[i], .direction = direction::up});
    if (relative(target, '+')) {
        if (most > steps.size())
            throw error("E311",
                        fmt::format("'{}' is beyond the head: {} to be applied", target,
                                    steps.size() == 1 ? "only 1 revision is left"
                                                      : fmt::format("{} revisions are left", steps.size())),
                        steps.empty() ? "it is up to date" : fmt::format("use +{}, or head", steps.size()));
        steps.resize(most);
    }
    return steps;
}

std::vector<step> steps_down(const graph& revisions, std::span<const applied_revision> applied, std::string_view target,
                             const position& at) {
    verify(revisions, applied);
    const applied_set done(revisions, applied);
    std::vector<bool> doomed(revisions.size(), false);
    std::size_t count = 0;
    if (target == "base") {
        for (std::size_t i = 0; i < revisions.size(); ++i) doomed[i] = done.has(i);
        count = done.count;
    } else if (const auto n = relative(target, '-')) {
        if (*n > done.count)
            throw error("E311",
                        fmt::format("'{}' is below the base: {} applied", target,
                                    done.count == 0   ? "nothing is"
                                    : done.count == 1 ? "only 1 revision is"
                                                      : fmt::format("only {} revisions are", done.count)),
                        done.count == 0 ? "there is nothing to revert" : "use base to revert all of them");
        for (std::size_t i = 0; i < revisions.size(); ++i) doomed[i] = done.has(i);
        count = *n;
    } else if (target == "head" || target == "heads" || relative(target, '+')) {
        throw error("E311", fmt::format("'{}' is ahead: downgrade only reverts revisions", target),
                    fmt::format("use upgrade {}", target));
    } else {
        std::vector<std::size_t> goals = find_place(revisions, target, at);
        for (std::size_t& goal : goals) {
            if (!done.counts(goal))
                throw error("E311",
                            fmt::format("{} is not applied, so downgrade cannot stop there", revisions[goal].id),
                            "name an applied revision, -N or base; the status command lists them");
            goal = revisions.in_line(goal);
            if (const auto s = revisions.shadow_of(goal); s && done.has(*s) && goal != revisions.in_line(*s))
                throw error("E311",
                            fmt::format("{} created this database, which was never at {}, a revision that it replaces",
                                        revisions[*s].id, revisions[goal].id),
                            fmt::format("downgrade can stop at {}, or before it, at {}", revisions[*s].id,
                                        revisions.parents(*s).empty() ? std::string("base")
                                                                      : list(revisions, revisions.parents(*s))));
        }
        std::vector<bool> above(revisions.size(), false);
        for (const std::size_t goal : goals) above[goal] = true;
        for (std::size_t i = 0; i < revisions.size(); ++i)
            for (const std::size_t p : revisions.parents(i)) above[i] = above[i] || above[p];
        for (std::size_t i = 0; i < revisions.size(); ++i) {
            const bool stays = std::find(goals.begin(), goals.end(), i) != goals.end();
            // No goal at all is base, above which everything is.
            doomed[i] = !stays && (goals.empty() || above[i]) && done.has(i);
            if (doomed[i]) ++count;
        }
    }
    // Latest first, but never one that an applied revision still stands on.
    std::vector<step> steps;
    while (steps.size() < count) {
        std::optional<std::size_t> next;
        for (std::size_t i = 0; i < revisions.size(); ++i) {
            if (!doomed[i] || (next && done.order[*next] > done.order[i])) continue;
            const auto& children = revisions.children(i);
            if (std::none_of(children.begin(), children.end(), [&](std::size_t c) { return doomed[c]; })) next = i;
        }
        if (!next) break;
        doomed[*next] = false;
        steps.push_back({.revision = &revisions[*next], .direction = direction::down});
    }
    return steps;
}

/// Whether the graph lets the step be taken where `done` is applied.
bool is_allowed(const graph& revisions, const step& s, const applied_set& done) {
    const std::size_t self = *revisions.find(s.revision->id);
    if (s.direction == direction::up) {
        const auto& parents = revisions.parents(self);
        return std::all_of(parents.begin(), parents.end(), [&](std::size_t p) { return done.counts(p); });
    }
    const auto& children = revisions.children(self);
    return std::none_of(children.begin(), children.end(), [&](std::size_t c) { return done.counts(c); });
}

/// The steps with their scripts, from a database to which `applied` are applied. Where a step cannot be taken beside
/// what is applied then, others of them that can are taken before it. A step that a run has begun stays the first.
std::vector<step> arranged(const graph& revisions, std::span<const applied_revision> applied, std::vector<step> steps,
                           std::optional<database> which, bool first_is_begun = false) {
    if (!which) return steps;
    applied_set done(revisions, applied);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto fits = [&](step& s) {
            s.instead = alternative_for(revisions, *s.revision, *which, done);
            return script_of(s, *which).irreversible.empty();
        };
        const auto from = steps.begin() + static_cast<std::ptrdiff_t>(i);
        if (!fits(*from) && !(first_is_begun && i == 0)) {
            const auto other =
                std::find_if(from + 1, steps.end(), [&](step& s) { return is_allowed(revisions, s, done) && fits(s); });
            if (other == steps.end()) require_passable(revisions, *from, *which);
            std::rotate(from, other, other + 1);
        }
        done.take(*revisions.find(steps[i].revision->id), steps[i].direction);
    }
    return steps;
}

}  // namespace

std::vector<step> upgrade_steps(const graph& revisions, std::span<const applied_revision> applied,
                                std::string_view target, std::optional<database> which) {
    return arranged(revisions, applied, steps_up(revisions, applied, nullptr, target), which);
}

std::vector<step> downgrade_steps(const graph& revisions, std::span<const applied_revision> applied,
                                  std::string_view target, std::optional<database> which) {
    return arranged(revisions, applied, steps_down(revisions, applied, target, position_in(revisions, applied)), which);
}

namespace {

/// The revision that was begun, in a ledger in which it is none of the applied ones.
std::optional<std::size_t> begun_in(const graph& revisions, const ledger& found) {
    if (!found.begun) return std::nullopt;
    if (const auto i = revisions.find(found.begun->id)) return i;
    throw error("E307",
                fmt::format("an earlier run started {}, which this build of {} does not know", found.begun->id,
                            revisions.history().name),
                "use the build that knows it to finish it")
        .at_revision(found.begun->id);
}

std::vector<step> with_begun_first(const graph& revisions, const ledger& found, std::vector<step> steps) {
    const auto begun = begun_in(revisions, found);
    if (!begun) return steps;
    const auto at =
        std::find_if(steps.begin(), steps.end(), [&](const step& s) { return s.revision == &revisions[*begun]; });
    if (at == steps.end())
        steps.insert(steps.begin(), {.revision = &revisions[*begun], .direction = found.begun->direction});
    else
        std::rotate(steps.begin(), at, at + 1);
    return steps;
}

}  // namespace

std::vector<step> upgrade_steps(const graph& revisions, const ledger& found, std::string_view target,
                                std::optional<database> which) {
    std::vector<step> steps = steps_up(revisions, found.rows, found.begun ? &*found.begun : nullptr, target);
    const std::size_t most = steps.size();
    steps = with_begun_first(revisions, found, std::move(steps));
    if (relative(target, '+') && most > 0) steps.resize(std::min(most, steps.size()));
    return arranged(revisions, found.rows, std::move(steps), which, found.begun.has_value());
}

std::vector<step> downgrade_steps(const graph& revisions, const ledger& found, std::string_view target,
                                  std::optional<database> which) {
    // One that was begun is there as far as undoing it goes, and the latest.
    std::vector<applied_revision> rows = found.rows;
    if (const auto begun = begun_in(revisions, found)) {
        applied_revision row;
        row.id = revisions[*begun].id;
        row.checksum = revisions[*begun].checksum;
        rows.push_back(row);
    }
    std::vector<step> steps =
        with_begun_first(revisions, found, steps_down(revisions, rows, target, position_in(revisions, found.rows)));
    return arranged(revisions, found.rows, std::move(steps), which, found.begun.has_value());
}

std::vector<step> single_step(const graph& revisions, const ledger& found, std::string_view revision, direction way,
                              std::optional<database> which) {
    verify(revisions, found.rows);
    const std::size_t wanted = find_revision(revisions, revision, position_in(revisions, found.rows));
    const std::string_view id = revisions[wanted].id;
    const applied_set done(revisions, found.rows);
    std::vector<step> steps;
    if (way == direction::up ? !done.counts(wanted) : done.has(wanted))
        steps.push_back({.revision = &revisions[wanted], .direction = way});
    if (found.begun && found.begun->id != id)
        throw error("E311", fmt::format("an earlier run started {} and did not finish it", found.begun->id),
                    "finish it first, with upgrade or downgrade");
    if (found.begun && steps.empty()) steps.push_back({.revision = &revisions[wanted], .direction = way});
    if (way == direction::down && steps.empty() && done.counts(wanted)) {
        const auto shadow = revisions.shadow_of(wanted);
        throw error("E311",
                    shadow ? fmt::format("{} created this database, not {}", revisions[*shadow].id, id)
                           : fmt::format("this database applied the revisions that {} replaces, not {} itself", id, id),
                    fmt::format("name {}", shadow ? revisions[*shadow].id : revisions[revisions.in_line(wanted)].id));
    }
    if (!steps.empty() && way == direction::up && revisions.is_shadow(wanted) && !done.by_checkpoint(wanted, {}))
        throw error("E311", fmt::format("some of the revisions that {} replaces are applied", id),
                    fmt::format("continue with: upgrade {}", id));
    if (!steps.empty() && way == direction::up)
        for (const std::size_t p : revisions.parents(wanted))
            if (!done.counts(p))
                throw error("E311", fmt::format("{} revises {}, which is not applied", id, revisions[p].id),
                            fmt::format("apply {} first, or use upgrade {}", revisions[p].id, id));
    if (!steps.empty() && way == direction::down)
        for (const std::size_t c : revisions.children(wanted))
            if (done.counts(c))
                throw error("E311", fmt::format("{} revises {} and is applied", revisions[c].id, id),
                            fmt::format("revert {} first", revisions[c].id));
    return arranged(revisions, found.rows, std::move(steps), which, found.begun.has_value());
}

std::vector<std::string> current_of(const graph& revisions, std::span<const applied_revision> applied) {
    const applied_set done(revisions, applied);
    std::vector<std::string> out;
    // Who has a row of what a checkpoint replaces is inside it, or behind it.
    std::vector<bool> entered = done.counted;
    for (const applied_revision& a : applied)
        if (const auto gone = revisions.find_gone(a.id)) entered[gone->checkpoint] = true;
    for (const applied_revision& a : applied) {
        auto i = revisions.find(a.id);
        if (const auto gone = revisions.find_gone(a.id); !i && gone) {
            // Of what is gone, the last, where it stands for the checkpoint.
            const bool behind_it = std::any_of(applied.begin(), applied.end(), [&](const applied_revision& other) {
                const auto later = revisions.find_gone(other.id);
                return other.id == revisions[gone->checkpoint].id ||
                       (later && later->checkpoint == gone->checkpoint && later->place > gone->place);
            });
            if (behind_it) continue;
            i = gone->checkpoint;
        }
        const bool revised = i && std::any_of(revisions.children(*i).begin(), revisions.children(*i).end(),
                                              [&](std::size_t c) { return entered[c]; });
        if (!revised) out.push_back(a.id);
    }
    return out;
}

const plan::route& route_of(const plan::revision& revision, database which) {
    if (const plan::route* route = revision.on(which)) return *route;
    throw error("E314", fmt::format("this program was built without a plan for {}", name_of(which)),
                fmt::format("add {} to DATABASES in retort_add_schema() and build again", name_of(which)));
}

const plan::script& script_of(const step& taken, database which) {
    const bool up = taken.direction == direction::up;
    if (taken.instead) return up ? taken.instead->up : taken.instead->down;
    const plan::route& route = route_of(*taken.revision, which);
    return up ? route.up : route.down;
}

std::span<const plan::meeting> meetings_of(const step& taken, database which) {
    return taken.instead ? taken.instead->meets : route_of(*taken.revision, which).meets;
}

const plan::alternative* alternative_for(const graph& revisions, const plan::revision& revision, database which,
                                         const applied_set& done) {
    const plan::route& route = route_of(revision, which);
    if (route.alternatives.empty()) return nullptr;
    std::vector<std::string_view> applied;
    for (const std::string_view id : route.concurrent)
        if (const auto i = revisions.find(id); i && done.counts(*i)) applied.push_back(id);
    const auto fits =
        std::find_if(route.alternatives.begin(), route.alternatives.end(), [&](const plan::alternative& one) {
            return std::equal(one.applied.begin(), one.applied.end(), applied.begin(), applied.end());
        });
    return fits == route.alternatives.end() ? nullptr : &*fits;
}

void choose_scripts(const graph& revisions, applied_set done, std::span<step> steps, database which) {
    for (step& s : steps) {
        s.instead = alternative_for(revisions, *s.revision, which, done);
        done.take(*revisions.find(s.revision->id), s.direction);
    }
}

void require_passable(const graph& revisions, const step& taken, database which) {
    const plan::script& script = script_of(taken, which);
    if (script.irreversible.empty()) return;
    const std::string_view id = taken.revision->id;
    const bool down = taken.direction == direction::down;
    const bool always = route_of(*taken.revision, which).up.irreversible.empty() && down &&
                        route_of(*taken.revision, which).down.irreversible == script.irreversible;
    if (taken.instead && !always) {
        std::vector<std::size_t> applied, missing;
        for (const std::string_view one : route_of(*taken.revision, which).concurrent) {
            const auto& there = taken.instead->applied;
            const bool is_there = std::find(there.begin(), there.end(), one) != there.end();
            if (const auto i = revisions.find(one)) (is_there ? applied : missing).push_back(*i);
        }
        const auto are = [&](const std::vector<std::size_t>& those, std::string_view word) {
            return those.empty()
                       ? std::string()
                       : fmt::format("{} {} {}", list(revisions, those), those.size() == 1 ? "is" : "are", word);
        };
        const std::string both = applied.empty() || missing.empty() ? "" : " and ";
        throw error(
            "E346",
            fmt::format("{} cannot be {} on {} while {}{}{}: {}", id, down ? "reverted" : "applied", name_of(which),
                        are(applied, "applied"), both, are(missing, "not applied"), script.irreversible),
            applied.empty()   ? fmt::format("apply {} first; nothing was changed", list(revisions, missing))
            : missing.empty() ? fmt::format("revert {} first; nothing was changed", list(revisions, applied))
                              : fmt::format("apply {} first, or revert {}; nothing was changed",
                                            list(revisions, missing), list(revisions, applied)))
            .at_revision(id);
    }
    throw error("E310",
                fmt::format("{} cannot be {} on {}: {}", id, down ? "reverted" : "applied", name_of(which),
                            script.irreversible),
                down ? "restore a backup, or write a new revision that makes the change; nothing was changed"
                     : "change the revision; nothing was changed")
        .at_revision(id);
}

}  // namespace retort::detail
