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

void require_passable(const std::vector<step>& steps, std::optional<database> which) {
    if (!which) return;
    for (const step& s : steps) {
        const plan::script& script = script_of(s, *which);
        if (script.irreversible.empty()) continue;
        const bool down = s.direction == direction::down;
        error e("E310",
                fmt::format("{} cannot be {} on {}: {}", s.revision->id, down ? "undone" : "applied", name_of(*which),
                            script.irreversible),
                down ? "restore a backup, or write a new revision that leads forward; nothing was changed"
                     : "change the revision; nothing was changed");
        e.at_revision(s.revision->id);
        throw e;
    }
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
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        const auto shadow = revisions.shadow_of(i);
        counted[i] = has(i) || (shadow && has(*shadow)) || (revisions.is_shadow(i) && has(revisions.in_line(i)));
    }
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
        throw error(
            "E305",
            fmt::format("{} has no revision '{}' any more: {} replaces it", history_->name, text, checkpoint.id),
            fmt::format("name {}, or use a build that still has the other", checkpoint.id));
    }
    if (found.size() > 1)
        throw error("E306", fmt::format("'{}' is the beginning of several revisions: {}", text, list(*this, found)),
                    "write more of the one you mean");
    std::vector<std::string_view> ids;
    for (const plan::revision& r : history_->revisions) ids.push_back(r.id);
    const std::string_view meant = nearest(text, ids);
    throw error("E305", fmt::format("{} has no revision '{}'", history_->name, text),
                meant.empty() ? std::string("see the history command for those that it has")
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
    if (was.empty()) return "its checksum is another";
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
            return fmt::format("operation {} ({}) is another in what the line does not say", i + 1, text);
        return fmt::format("operation {} was '{}', and is now '{}'", i + 1, old_text, text);
    }
    return "its operations are the same; its parents, or the naming convention, are others";
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
                                  "use the build that knows it, or undo it with that build first")
                                .at_revision(a.id));
            continue;
        }
        const plan::revision& r = revisions[*i];
        if (r.checksum != a.checksum)
            found.push_back(error("E308",
                                  fmt::format("{} was edited after it was applied: {} ({}, now {})", a.id,
                                              what_changed(a, r), a.checksum, r.checksum),
                                  "put it back as it was, and write the change as a new revision")
                                .at_revision(a.id));
        for (const std::size_t p : revisions.parents(*i))
            if (!done.counts(p))
                found.push_back(
                    error("E323",
                          fmt::format("{} is applied, and {}, which it stands on, is not", a.id, revisions[p].id),
                          fmt::format("if the database has what {0} does, say: stamp {1}; if not, undo {1} "
                                      "with the build that applied it",
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
                           const begun_revision* begun, std::string_view target, std::optional<database> which) {
    verify(revisions, applied);
    const applied_set done(revisions, applied);
    std::vector<std::size_t> goals;
    std::size_t most = revisions.size();
    const auto behind = [&] {
        return error("E311", fmt::format("'{}' lies behind: upgrade only goes forward", target),
                     fmt::format("say downgrade {}", target));
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
                        fmt::format("'{}' goes beyond the head: {} to be applied", target,
                                    steps.size() == 1 ? "only 1 revision is left"
                                                      : fmt::format("{} revisions are left", steps.size())),
                        steps.empty() ? "it is up to date" : fmt::format("say +{}, or head", steps.size()));
        steps.resize(most);
    }
    require_passable(steps, which);
    return steps;
}

std::vector<step> steps_down(const graph& revisions, std::span<const applied_revision> applied, std::string_view target,
                             const position& at, std::optional<database> which) {
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
                        fmt::format("'{}' goes below the base: {} applied", target,
                                    done.count == 0   ? "nothing is"
                                    : done.count == 1 ? "only 1 revision is"
                                                      : fmt::format("only {} revisions are", done.count)),
                        done.count == 0 ? "there is nothing to undo" : "say base to undo all of them");
        for (std::size_t i = 0; i < revisions.size(); ++i) doomed[i] = done.has(i);
        count = *n;
    } else if (target == "head" || target == "heads" || relative(target, '+')) {
        throw error("E311", fmt::format("'{}' lies ahead: downgrade only goes back", target),
                    fmt::format("say upgrade {}", target));
    } else {
        std::vector<std::size_t> goals = find_place(revisions, target, at);
        for (std::size_t& goal : goals) {
            if (!done.counts(goal))
                throw error("E311",
                            fmt::format("{} is not applied, so downgrade cannot stop there", revisions[goal].id),
                            "name an applied revision, -N or base; the status command lists them");
            goal = revisions.in_line(goal);
            if (const auto s = revisions.shadow_of(goal); s && done.has(*s) && goal != revisions.in_line(*s))
                throw error(
                    "E311",
                    fmt::format("{} has made this database, which never was at {}, one of those that it replaces",
                                revisions[*s].id, revisions[goal].id),
                    fmt::format(
                        "downgrade can stop at {}, or before it, at {}", revisions[*s].id,
                        revisions.parents(*s).empty() ? std::string("base") : list(revisions, revisions.parents(*s))));
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
    require_passable(steps, which);
    return steps;
}

}  // namespace

std::vector<step> upgrade_steps(const graph& revisions, std::span<const applied_revision> applied,
                                std::string_view target, std::optional<database> which) {
    return steps_up(revisions, applied, nullptr, target, which);
}

std::vector<step> downgrade_steps(const graph& revisions, std::span<const applied_revision> applied,
                                  std::string_view target, std::optional<database> which) {
    return steps_down(revisions, applied, target, position_in(revisions, applied), which);
}

namespace {

/// The revision that was begun, in a ledger in which it is none of the applied ones.
std::optional<std::size_t> begun_in(const graph& revisions, const ledger& found) {
    if (!found.begun) return std::nullopt;
    if (const auto i = revisions.find(found.begun->id)) return i;
    throw error("E307",
                fmt::format("an earlier run has begun {}, which this build of {} does not know", found.begun->id,
                            revisions.history().name),
                "use the build that knows it to go on with it")
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
    std::vector<step> steps = steps_up(revisions, found.rows, found.begun ? &*found.begun : nullptr, target, which);
    const std::size_t most = steps.size();
    steps = with_begun_first(revisions, found, std::move(steps));
    if (relative(target, '+') && most > 0) steps.resize(std::min(most, steps.size()));
    return steps;
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
    return with_begun_first(revisions, found,
                            steps_down(revisions, rows, target, position_in(revisions, found.rows), which));
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
        throw error("E311", fmt::format("an earlier run has begun {} and not finished it", found.begun->id),
                    "finish it first, with upgrade or downgrade");
    if (found.begun && steps.empty()) steps.push_back({.revision = &revisions[wanted], .direction = way});
    if (way == direction::down && steps.empty() && done.counts(wanted)) {
        const auto shadow = revisions.shadow_of(wanted);
        throw error("E311",
                    shadow ? fmt::format("{} has made this database, and not {}", revisions[*shadow].id, id)
                           : fmt::format("this database has taken what {} replaces, and not {} itself", id, id),
                    fmt::format("name {}", shadow ? revisions[*shadow].id : revisions[revisions.in_line(wanted)].id));
    }
    if (!steps.empty() && way == direction::up && revisions.is_shadow(wanted) && !done.by_checkpoint(wanted, {}))
        throw error("E311", fmt::format("some of the revisions that {} replaces are applied", id),
                    fmt::format("go on from there: upgrade {}", id));
    if (!steps.empty() && way == direction::up)
        for (const std::size_t p : revisions.parents(wanted))
            if (!done.counts(p))
                throw error("E311", fmt::format("{} stands on {}, which is not applied", id, revisions[p].id),
                            fmt::format("apply {} first, or say upgrade {}", revisions[p].id, id));
    if (!steps.empty() && way == direction::down)
        for (const std::size_t c : revisions.children(wanted))
            if (done.counts(c))
                throw error("E311", fmt::format("{} stands on {} and is applied", revisions[c].id, id),
                            fmt::format("undo {} first", revisions[c].id));
    require_passable(steps, which);
    return steps;
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
    const plan::route& route = route_of(*taken.revision, which);
    return taken.direction == direction::up ? route.up : route.down;
}

}  // namespace retort::detail
