#include "backup.hpp"

#include <retort/backup.hpp>

#include <fmt/format.h>

#include <string>
#include <vector>

#include "../src/text.hpp"
#include "../src/url.hpp"
#include "environment.hpp"
#include "json.hpp"
#include "people.hpp"

namespace retort::command {
namespace {

std::string readable_size(std::uintmax_t bytes) {
    if (bytes < 1024) return fmt::format("{} B", bytes);
    double size = static_cast<double>(bytes);
    const char* unit = "B";
    for (const char* next : {"KiB", "MiB", "GiB", "TiB"}) {
        if (size < 1024) break;
        size /= 1024;
        unit = next;
    }
    return fmt::format("{:.1f} {}", size, unit);
}

std::string at_text(const std::vector<std::string>& current) {
    std::string out;
    for (const std::string& id : current) out += fmt::format("{}{}", out.empty() ? "" : ", ", id);
    return out.empty() ? "base" : out;
}

}  // namespace

int backup(const arguments& args, const plan::history& history) {
    const std::string url = required_url(args.database);
    backup_options options;
    options.file = args.target;
    if (!args.to.empty()) options.folder = args.to;
    const auto made = backup_before(url, history, options);
    if (!made)
        throw error(
            "E336",
            fmt::format("{} does not exist or is empty, so there is nothing to back up", detail::parse_url(url).safe),
            "check the path");
    backup_report report{.schema = std::string(history.name),
                         .database = detail::parse_url(url).safe,
                         .file = made->path,
                         .size = made->size,
                         .duration = made->duration,
                         .removed = {}};
    report.removed = prune(url, history.name, options.folder, {.days = args.keep_days, .count = args.keep});
    if (args.json) {
        print(backup_json(report));
        return done;
    }
    std::string text = fmt::format("{}  {}  {}\n", detail::printable(report.file), readable_size(report.size),
                                   readable(report.duration));
    for (const std::string& old : report.removed) text += fmt::format("deleted {}\n", detail::printable(old));
    print(text);
    return done;
}

int restore(const arguments& args, const plan::history& history) {
    const std::string url = required_url(args.database);
    restore_options options;
    options.schema = history.name;
    options.replace = args.replace;
    const restore_report restored = retort::restore(url, args.target, options);
    connection db(url);
    const std::vector<std::string> at = current(db, history);
    if (args.json) {
        print(restore_json(std::string(history.name), detail::parse_url(url).safe, args.target, at, restored));
        return done;
    }
    std::string text;
    if (!restored.set_aside.empty())
        text += fmt::format("the damaged database was moved to {}\n", detail::printable(restored.set_aside));
    text += fmt::format("{} is at {} (restored from {}, {})\n", history.name, detail::printable(at_text(at)),
                        detail::printable(args.target), readable(restored.duration));
    print(text);
    return done;
}

}  // namespace retort::command
