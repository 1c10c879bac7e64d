#include "conninfo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace retort::detail {
namespace {

/// 'value' as libpq's connection strings quote it.
std::string conninfo_item(std::string_view name, std::string_view content) {
    std::string out = fmt::format("{}='", name);
    for (const char c : content) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "' ";
}

}  // namespace

std::string conninfo_of(const url& where, bool with_secrets) {
    const auto given = [&](std::string_view name) {
        return std::any_of(where.options.begin(), where.options.end(),
                           [&](const auto& option) { return option.first == name; });
    };
    std::string out;
    const std::pair<std::string_view, const std::string*> parts[] = {{"user", &where.user},
                                                                     {"password", &where.password},
                                                                     {"host", &where.host},
                                                                     {"port", &where.port},
                                                                     {"dbname", &where.name}};
    for (const auto& [name, content] : parts)
        if (!content->empty() && (with_secrets || !is_secret_option(name))) out += conninfo_item(name, *content);
    for (const auto& [name, content] : where.options)
        if (with_secrets || !is_secret_option(name)) out += conninfo_item(name, content);
    // Both are parameters that poolers know; nothing else goes into the start-up packet.
    out += conninfo_item("client_encoding", "UTF8");
    if (!given("application_name")) out += conninfo_item("application_name", "retort");
    // Without it libpq waits for minutes for a host that swallows packets.
    if (!given("connect_timeout") && std::getenv("PGCONNECT_TIMEOUT") == nullptr)
        out += conninfo_item("connect_timeout", "10");
    return out;
}

}  // namespace retort::detail
