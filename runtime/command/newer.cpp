#include "newer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "../src/text.hpp"

namespace retort::command {
namespace {

namespace fs = std::filesystem;

std::optional<fs::file_time_type> time_of(const fs::path& path) {
    std::error_code problem;
    const fs::file_time_type time = fs::last_write_time(path, problem);
    return problem ? std::nullopt : std::optional(time);
}

/// As the constant of a migration is called.
std::string identifier_of(std::string_view id) {
    std::string out(id);
    for (char& c : out)
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) c = '_';
    return out;
}

bool is_known(const plan::history& history, const fs::path& header) {
    const std::string name = identifier_of(header.stem().string());
    return std::any_of(history.revisions.begin(), history.revisions.end(),
                       [&](const plan::revision& r) { return identifier_of(r.id) == name; });
}

}  // namespace

std::string newer_than_build(const build_tree& built, const plan::history& history) {
    // The generator is the build's first program: one that is as new as the headers may still have refused them.
    const auto compiled = time_of(fs::path(built.generator));
    const auto linked = time_of("/proc/self/exe");
    if (!compiled || !linked) return {};
    std::vector<std::string> newer, unknown;
    std::error_code problem;
    for (const fs::directory_entry& e : fs::directory_iterator(fs::path(built.migrations), problem)) {
        if (e.path().extension() != ".hpp") continue;
        const fs::file_time_type changed = time_of(e.path()).value_or(fs::file_time_type::min());
        if (!is_known(history, e.path()) && changed > *linked)
            unknown.push_back(e.path().filename().string());
        else if (changed > *compiled)
            newer.push_back(e.path().filename().string());
    }
    const fs::path schema(built.schema);
    if (const auto changed = time_of(schema); changed && *changed > *compiled)
        newer.push_back(schema.filename().string());
    const auto some = [](std::vector<std::string>& all, std::string_view one, std::string_view several) {
        std::sort(all.begin(), all.end());
        std::string out;
        for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 3); ++i) out += (i ? ", " : "") + all[i];
        if (all.size() > 3) out += fmt::format(" and {} more", all.size() - 3);
        return fmt::format("{} {}", out, all.size() == 1 ? one : several);
    };
    std::string out;
    if (!unknown.empty()) out = some(unknown, "is not in this build", "are not in this build");
    if (!newer.empty()) {
        if (!out.empty()) out += ", and ";
        out += some(newer, "has changed since it", "have changed since it");
        if (unknown.empty()) out.replace(out.rfind(" it"), 3, " this build");
    }
    return out.empty() ? out : out + "; build again, and fix the build if it fails";
}

}  // namespace retort::command
