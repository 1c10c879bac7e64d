#include "addresses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>

#include "text.hpp"

namespace retort::detail {
namespace {

/// A place below every root, while walking.
constexpr std::size_t base = std::numeric_limits<std::size_t>::max();

std::string name_of(const graph& revisions, std::size_t place) {
    return place == base ? std::string("base") : std::string(revisions[place].id);
}

std::string names_of(const graph& revisions, const std::vector<std::size_t>& places, std::string_view last) {
    constexpr std::size_t most = 5;
    std::string out;
    for (std::size_t n = 0; n < places.size() && n < most; ++n) {
        const bool is_last = n > 0 && n + 1 == places.size();
        out += fmt::format("{}{}",
                           n == 0    ? ""
                           : is_last ? fmt::format(" {} ", last)
                                     : ", ",
                           name_of(revisions, places[n]));
    }
    if (places.size() > most) out += fmt::format(" {} {} more", last, places.size() - most);
    return out;
}

/// "FROM-N", "FROM~N", "FROM+N", and "FROM~" for one.
struct walk {
    std::string_view from;
    bool back = true;
    std::size_t steps = 0;
};

std::optional<walk> read_walk(std::string_view text) {
    const std::size_t at = text.find_last_of("+-~");
    if (at == std::string_view::npos) return std::nullopt;
    walk out{.from = text.substr(0, at), .back = text[at] != '+', .steps = 1};
    const std::string_view digits = text.substr(at + 1);
    if (digits.empty()) return text[at] == '~' ? std::optional(out) : std::nullopt;
    const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), out.steps);
    if (end != digits.data() + digits.size()) return std::nullopt;
    // More than can be counted is further than any history goes.
    if (status != std::errc()) out.steps = base;
    return out;
}

/// One step from `place`: nothing where the way ends.
std::vector<std::size_t> neighbours(const graph& revisions, std::size_t place, bool back) {
    std::vector<std::size_t> out;
    if (place == base) {
        for (std::size_t i = 0; i < revisions.size() && !back; ++i)
            if (revisions.parents(i).empty() && !revisions.is_shadow(i)) out.push_back(i);
        return out;
    }
    out = back ? revisions.parents(place) : revisions.next(place);
    if (back && out.empty()) out.push_back(base);
    return out;
}

std::string_view origin_of(const walk& w) { return w.from.empty() ? std::string_view("current") : w.from; }

error too_far(std::string_view text, const walk& w, std::size_t possible) {
    if (!w.back) {
        if (possible == 0)
            return error("E311", fmt::format("'{}' is beyond the head: no revision follows {}", text, origin_of(w)),
                         "use head, or a revision");
        return error(
            "E311",
            fmt::format("'{}' is beyond the head: only {} after {}", text,
                        possible == 1 ? "1 revision comes" : fmt::format("{} revisions come", possible), origin_of(w)),
            fmt::format("use {}+{}, or head", w.from, possible));
    }
    if (possible == 0)
        return error("E311", fmt::format("'{}' is below the base: nothing is below {}", text, origin_of(w)),
                     "use base, or a revision");
    return error("E311", fmt::format("'{}' is below the base, which is {}-{}", text, origin_of(w), possible),
                 "use base, or a smaller number");
}

std::vector<std::size_t> places_after(const graph& revisions, std::string_view text, const walk& w,
                                      std::vector<std::size_t> from) {
    if (w.steps == 0) return from;
    if (from.empty()) from.push_back(base);
    const std::vector<std::size_t> origin = from;
    std::optional<std::size_t> parts_at;
    std::vector<std::size_t> ways;
    bool one_ended = false;
    for (std::size_t n = 0; n < w.steps; ++n) {
        std::vector<std::size_t> next;
        for (const std::size_t place : from) {
            const std::vector<std::size_t> more = neighbours(revisions, place, w.back);
            if (more.empty()) one_ended = true;
            if (more.size() > 1 && !parts_at) {
                parts_at = place;
                ways = more;
            }
            next.insert(next.end(), more.begin(), more.end());
        }
        if (next.empty()) throw too_far(text, w, n);
        std::sort(next.begin(), next.end());
        next.erase(std::unique(next.begin(), next.end()), next.end());
        from = std::move(next);
    }
    if (from.size() == 1 && !one_ended) {
        if (from.front() == base) from.clear();
        return from;
    }
    std::string why = parts_at ? fmt::format("{} {} {}", name_of(revisions, *parts_at),
                                             w.back ? "merges" : "is followed by", names_of(revisions, ways, "and"))
                               : fmt::format("{} is {}", origin_of(w), names_of(revisions, origin, "and"));
    std::sort(ways.begin(), ways.end());
    if (from != ways)
        why += fmt::format(", and {} leads to {}", w.back ? "the way back" : "the way forward",
                           names_of(revisions, from, "or"));
    if (one_ended) why += fmt::format(", or ends at {} before", w.back ? "base" : "a head");
    throw error("E306", fmt::format("'{}' is ambiguous: {}", text, why), "name one of them");
}

}  // namespace

position position_in(const graph& revisions, std::span<const applied_revision> applied) {
    return [&revisions, applied] {
        std::vector<std::size_t> out;
        for (const std::string& id : current_of(revisions, applied)) {
            auto i = revisions.find(id);
            if (const auto gone = revisions.find_gone(id); !i && gone) i = gone->checkpoint;
            if (!i) verify(revisions, applied);
            if (i) out.push_back(*i);
        }
        std::sort(out.begin(), out.end());
        return out;
    };
}

position nowhere() {
    return []() -> std::vector<std::size_t> {
        throw error("E313", "'current' needs a database, and none was given", "use --database URL, or name a revision");
    };
}

std::vector<std::size_t> find_place(const graph& revisions, std::string_view text, const position& at) {
    if (text == "base") return {};
    if (text == "current") return at();
    if (text == "head" || text == "heads") {
        const std::vector<std::size_t> heads = revisions.heads();
        if (text == "head" && heads.size() > 1)
            throw error("E306",
                        fmt::format("{} has {} heads: {}", revisions.history().name, heads.size(),
                                    names_of(revisions, heads, "and")),
                        fmt::format("use 'heads' for all of them, name one, or merge them: {}-migrate merge -m "
                                    "\"why\"",
                                    revisions.history().name));
        return heads;
    }
    const auto begins = [&](const plan::revision& r) { return r.id.substr(0, text.size()) == text; };
    const auto& all = revisions.history().revisions;
    if (!text.empty() && std::any_of(all.begin(), all.end(), begins)) return {revisions.resolve(text)};
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos)
        throw error("E305", fmt::format("'{}' is a range, but one revision is needed here", text),
                    fmt::format("use {} alone; FROM:TO is for --sql and for history",
                                colon + 1 < text.size() ? text.substr(colon + 1) : text.substr(0, colon)));
    const std::optional<walk> w = read_walk(text);
    if (!w || (w->from.empty() && text.front() == '~')) return {revisions.resolve(text)};
    std::vector<std::size_t> from;
    try {
        from = w->from.empty() ? at() : find_place(revisions, w->from, at);
    } catch (const error& e) {
        if (e.code() != "E305") throw;
        std::vector<std::string_view> ids;
        for (const plan::revision& r : all) ids.push_back(r.id);
        // A mistake in an id with a number at its end is likelier than one in front of a number of steps.
        if (!nearest(text, ids).empty()) (void)revisions.resolve(text);
        throw;
    }
    return places_after(revisions, text, *w, std::move(from));
}

std::vector<std::size_t> in_line(const graph& revisions, std::vector<std::size_t> places) {
    for (std::size_t& i : places) i = revisions.in_line(i);
    return places;
}

std::size_t find_revision(const graph& revisions, std::string_view text, const position& at) {
    const std::vector<std::size_t> found = find_place(revisions, text, at);
    if (found.size() == 1) return found.front();
    if (found.empty())
        throw error("E305",
                    text == "base" ? std::string("'base' is below every revision, but one revision is needed here")
                                   : fmt::format("'{}' is base, but one revision is needed here", text),
                    "name a revision; the history command lists them");
    throw error("E306", fmt::format("'{}' is {}", text, names_of(revisions, found, "and")), "name one of them");
}

std::optional<std::size_t> relative(std::string_view text, char sign) {
    if (text.size() < 2 || text[0] != sign) return std::nullopt;
    std::size_t n = 0;
    const auto [end, status] = std::from_chars(text.data() + 1, text.data() + text.size(), n);
    if (status != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return n;
}

std::pair<std::string_view, std::string_view> split_range(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return {{}, text};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

std::vector<bool> find_range(const graph& revisions, std::string_view text, const position& at) {
    const auto [from, to] = split_range(text);
    std::vector<bool> out(revisions.size(), true);
    if (!to.empty()) out = revisions.with_ancestors(find_place(revisions, to, at));
    if (from.empty()) return out;
    const std::vector<std::size_t> bottom = find_place(revisions, from, at);
    if (bottom.empty()) return out;
    std::vector<bool> above(revisions.size(), false);
    for (const std::size_t i : bottom) above[i] = true;
    for (std::size_t i = 0; i < revisions.size(); ++i)
        for (const std::size_t p : revisions.parents(i)) above[i] = above[i] || above[p];
    for (std::size_t i = 0; i < revisions.size(); ++i) out[i] = out[i] && above[i];
    if (std::none_of(out.begin(), out.end(), [](bool in) { return in; })) {
        const std::vector<std::size_t> top = find_place(revisions, to, at);
        const std::vector<bool> below = revisions.with_ancestors(bottom);
        const bool turned = std::any_of(top.begin(), top.end(), [&](std::size_t i) { return below[i]; });
        throw error("E311", fmt::format("{} does not follow {}, so no revisions are between them", to, from),
                    turned || top.empty() ? fmt::format("use {}:{}", to, from)
                                          : fmt::format("they are on different branches; use :{}, or :{}", from, to));
    }
    return out;
}

}  // namespace retort::detail
