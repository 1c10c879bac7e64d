#include "report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::command {

std::string_view name_of(mark which) {
    switch (which) {
        case mark::pending: return "pending";
        case mark::applied: return "applied";
        case mark::edited: return "edited";
        case mark::unknown: return "unknown";
        case mark::begun: return "begun";
    }
    return "";
}

std::string statement_text(const plan::statement& s) {
    if (s.function) return fmt::format("-- calls {}", s.function_name);
    if (!s.precheck.empty()) return fmt::format("-- stops if this is not 0: {}\n{}", s.precheck, s.sql);
    if (s.batch != 0) return fmt::format("-- repeated, {} rows at a time\n{}", s.batch, s.sql);
    return std::string(s.sql);
}

overview look(const detail::graph& revisions, const std::vector<applied_revision>* rows,
              const std::optional<unfinished_revision>& begun) {
    overview out;
    out.begun = begun;
    out.schema = revisions.history().name;
    // Of a checkpoint and what it replaces, a database comes by one.
    std::optional<detail::applied_set> done;
    std::vector<bool> beside(revisions.size(), false);
    if (rows) beside = done.emplace(revisions, *rows).beside(begun ? std::string_view(begun->id) : std::string_view());
    for (const std::size_t i : revisions.heads()) {
        const auto shadow = revisions.shadow_of(i);
        out.heads.emplace_back(revisions[beside[i] && shadow ? *shadow : i].id);
    }
    if (rows) out.current = detail::current_of(revisions, *rows);
    const auto among = [](const std::vector<std::string>& ids, std::string_view id) {
        return std::find(ids.begin(), ids.end(), id) != ids.end();
    };
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        if (beside[i]) continue;
        const plan::revision& r = revisions[i];
        entry e{.id = std::string(r.id),
                .revision = &r,
                .head = among(out.heads, r.id),
                .current = among(out.current, r.id),
                .mark = {},
                .row = {}};
        if (rows) {
            const std::vector<std::string_view> ids = revisions.rows_of(i);
            const auto row = std::find_first_of(rows->begin(), rows->end(), ids.begin(), ids.end(),
                                                [](const auto& a, std::string_view id) { return a.id == id; });
            if (row == rows->end()) {
                e.mark = begun && begun->id == r.id ? mark::begun : mark::pending;
                ++out.pending;
            } else {
                e.row = *row;
                ++out.applied;
                e.mark = row->id != r.id || row->checksum == r.checksum ? mark::applied : mark::edited;
            }
        }
        out.entries.push_back(std::move(e));
    }
    if (!rows) return out;
    for (const applied_revision& a : *rows) {
        if (!revisions.find(a.id) && !revisions.find_gone(a.id))
            out.entries.push_back({.id = a.id,
                                   .revision = nullptr,
                                   .head = false,
                                   .current = among(out.current, a.id),
                                   .mark = mark::unknown,
                                   .row = a});
    }
    for (const error& e : detail::misfits(revisions, *rows)) out.problems.emplace_back(e.what());
    return out;
}

std::string described(std::string_view destroyed) {
    return fmt::format("{} {}", destroyed.find('.') == std::string_view::npos ? "table" : "column", destroyed);
}

}  // namespace retort::command
