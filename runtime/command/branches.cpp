#include "branches.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "../src/text.hpp"

namespace retort::command {
namespace {

branch branch_from(const detail::graph& revisions, std::size_t first) {
    branch out{.first = first, .last = first, .count = 0, .ends = branch::end::head, .merged_in = {}};
    for (std::size_t at = first;; at = revisions.next(at).front()) {
        if (revisions.parents(at).size() > 1) {
            out.ends = branch::end::merge;
            out.merged_in = at;
            return out;
        }
        out.last = at;
        ++out.count;
        const std::vector<std::size_t> next = revisions.next(at);
        if (next.size() == 1) continue;
        out.ends = next.empty() ? branch::end::head : branch::end::branching;
        return out;
    }
}

std::string end_text(const detail::graph& revisions, const branch& b) {
    const std::string count = detail::count_of(b.count, "revision");
    const std::string_view last = revisions[b.last].id;
    switch (b.ends) {
        case branch::end::head:
            return b.count == 1 ? fmt::format("{}, a head", count) : fmt::format("{}, up to the head {}", count, last);
        case branch::end::merge:
            if (b.count == 0) return "a merge revision";
            return fmt::format("{}, merged in {}", count, revisions[*b.merged_in].id);
        case branch::end::branching:
            return b.count == 1 ? fmt::format("{}, which branches again", count)
                                : fmt::format("{}, up to {}, which branches again", count, last);
    }
    return "";
}

}  // namespace

std::vector<branching> branchings(const detail::graph& revisions) {
    std::vector<branching> out;
    const auto add = [&](std::optional<std::size_t> at, const std::vector<std::size_t>& children) {
        if (children.size() < 2) return;
        branching b{.at = at, .branches = {}};
        for (const std::size_t c : children) b.branches.push_back(branch_from(revisions, c));
        out.push_back(std::move(b));
    };
    std::vector<std::size_t> roots;
    for (std::size_t i = 0; i < revisions.size(); ++i)
        if (revisions.parents(i).empty() && !revisions.is_shadow(i)) roots.push_back(i);
    add(std::nullopt, roots);
    for (std::size_t i = 0; i < revisions.size(); ++i)
        if (!revisions.is_shadow(i)) add(i, revisions.next(i));
    return out;
}

std::string heads_note(const detail::graph& revisions, std::string_view program) {
    const std::vector<std::size_t> heads = revisions.heads();
    if (heads.size() < 2) return {};
    std::string names;
    for (std::size_t n = 0; n < heads.size(); ++n)
        names += fmt::format("{}{}", n == 0 ? "" : n + 1 == heads.size() ? " and " : ", ", revisions[heads[n]].id);
    return fmt::format(
        "{} has {} heads, {}: 'upgrade heads' applies all of them, and '{} merge -m \"why\"' writes a revision that "
        "merges them",
        revisions.history().name, heads.size(), names, program);
}

std::string branches_text(const detail::graph& revisions, std::string_view program, const style& in) {
    const std::vector<branching> found = branchings(revisions);
    const std::string note = heads_note(revisions, program);
    if (found.empty()) {
        const std::vector<std::size_t> heads = revisions.heads();
        return heads.empty() ? fmt::format("{} has no revisions\n", revisions.history().name)
                             : fmt::format("{} has no branches: {}, the head is {}\n", revisions.history().name,
                                           detail::count_of(revisions.size(), "revision"), revisions[heads.front()].id);
    }
    std::size_t width = 0;
    for (const branching& b : found)
        for (const branch& way : b.branches) width = std::max(width, revisions[way.first].id.size());
    const auto said = [&](std::size_t i) {
        const std::string message = detail::fold(revisions[i].message);
        return message.empty() ? message : message + "  ";
    };
    std::string out;
    for (const branching& b : found) {
        out += fmt::format("{}  {}({} branches)\n", in.strong(b.at ? revisions[*b.at].id : std::string_view("base")),
                           b.at ? said(*b.at) : "", b.branches.size());
        for (const branch& way : b.branches)
            out += fmt::format("    {:<{}}  {}({})\n", revisions[way.first].id, width, said(way.first),
                               end_text(revisions, way));
    }
    if (!note.empty()) out += fmt::format("\n{}\n", note);
    return out;
}

}  // namespace retort::command
