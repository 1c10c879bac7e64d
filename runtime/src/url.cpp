#include "url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <retort/error.hpp>

#include "text.hpp"

namespace retort::detail {
namespace {

constexpr std::string_view how_to_write =
    "write sqlite:///relative.db, sqlite:////absolute.db, postgresql://user:password@host:port/database or "
    "mariadb://user:password@host:port/database";
constexpr std::string_view how_to_encode =
    "percent-encode special characters in user name and password: @ is %40, / is %2F, : is %3A, % is %25";

[[noreturn]] void malformed(std::string_view why, std::string_view way_out = how_to_write) {
    throw error("E301", fmt::format("the database URL is malformed: {}", why), way_out);
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) malformed("a % is not followed by two hexadecimal digits", how_to_encode);
        if (high == 0 && low == 0) malformed("it contains a zero byte (%00)", how_to_encode);
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

struct scheme {
    std::string_view name;
    database kind;
};
constexpr scheme schemes[] = {
    {"sqlite", database::sqlite},   {"postgresql", database::postgresql}, {"postgres", database::postgresql},
    {"mariadb", database::mariadb}, {"mysql", database::mariadb},
};

std::optional<database> kind_of(std::string_view name) {
    // SQLAlchemy names its driver after a plus sign; which client library is used is no matter of ours.
    const std::string_view base = name.substr(0, name.find('+'));
    for (const scheme& s : schemes)
        if (same_name(s.name, base)) return s.kind;
    return std::nullopt;
}

bool plain_scheme(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
               c == '.' || c == '_';
    });
}

void parse_options(url& out, std::string_view query) {
    if (query.empty()) return;
    out.safe += '?';
    bool first = true;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty()) continue;
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || equals == 0)
            malformed("the text after ? does not have the form option=value", how_to_encode);
        const std::string name = decode(pair.substr(0, equals));
        if (!plain_scheme(name)) malformed("the name of an option contains an invalid character", how_to_encode);
        out.options.emplace_back(name, decode(pair.substr(equals + 1)));
        if (!first) out.safe += '&';
        first = false;
        out.safe += pair.substr(0, equals + 1);
        out.safe += is_secret_option(name) ? std::string_view("***") : pair.substr(equals + 1);
    }
}

void check_port(std::string_view port) {
    const bool digits = std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || port.empty() || port.size() > 5 || std::stoi(std::string(port)) > 65535)
        malformed("the port is not a number from 1 to 65535 (or a password contains an unencoded character)",
                  how_to_encode);
}

void parse_hosts(url& out, std::string_view hosts) {
    bool first = true;
    bool any_port = false;
    std::string ports;
    while (first || !hosts.empty()) {
        const std::size_t end = std::min(hosts.find(','), hosts.size());
        std::string_view one = hosts.substr(0, end);
        hosts.remove_prefix(std::min(end + 1, hosts.size()));
        std::string_view host = one;
        std::string_view port;
        if (!one.empty() && one.front() == '[') {
            const std::size_t close = one.find(']');
            if (close == std::string_view::npos) malformed("an IPv6 address lacks its closing bracket");
            host = one.substr(1, close - 1);
            one.remove_prefix(close + 1);
            if (!one.empty() && one.front() != ':')
                malformed("an IPv6 address is followed by something other than a port");
            if (!one.empty()) check_port(port = one.substr(1));
        } else if (const std::size_t colon = one.find(':'); colon != std::string_view::npos) {
            host = one.substr(0, colon);
            check_port(port = one.substr(colon + 1));
        }
        if (!first) {
            out.host += ',';
            ports += ',';
        }
        first = false;
        out.host += decode(host);
        ports += port;
        any_port = any_port || !port.empty();
    }
    if (any_port) out.port = ports;
}

void parse_server(url& out, std::string_view rest) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    std::string_view authority = rest.substr(0, slash);
    const std::string_view path = rest.substr(std::min(slash + 1, rest.size()));
    if (path.find('@') != std::string_view::npos)
        malformed("an @ follows the host (a password with an unencoded character?)", how_to_encode);
    if (path.find('/') != std::string_view::npos) malformed("the name of the database contains a /", how_to_encode);

    std::string safe_authority;
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        const std::string_view who = authority.substr(0, at);
        const std::size_t colon = std::min(who.find(':'), who.size());
        out.user = decode(who.substr(0, colon));
        safe_authority = who.substr(0, colon);
        if (colon < who.size()) {
            out.password = decode(who.substr(colon + 1));
            safe_authority += ":***";
        }
        safe_authority += '@';
        authority.remove_prefix(at + 1);
    }
    parse_hosts(out, authority);
    out.name = decode(path);
    out.safe += fmt::format("{}{}{}{}", safe_authority, authority, slash < rest.size() ? "/" : "", path);
}

void parse_file(url& out, std::string_view rest) {
    if (!rest.empty() && rest.front() != '/')
        malformed("sqlite:// needs a third slash before the name",
                  "write sqlite:///relative.db for a relative path, sqlite:////absolute.db for an absolute one");
    out.safe += rest;
    if (!rest.empty()) rest.remove_prefix(1);
    out.name = decode(rest);
    if (out.name == ":memory:") out.name.clear();
}

}  // namespace

bool is_secret_option(std::string_view name) {
    if (same_name(name, "passfile")) return false;
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    for (const std::string_view sign : {"pass", "pwd", "secret", "token", "key"})
        if (lower.find(sign) != std::string::npos) return lower != "sslkey" && lower != "ssl_key";
    return false;
}

url parse_url(std::string_view text) {
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
    if (text.empty()) malformed("it is empty");
    const std::size_t colon = text.find("://");
    if (colon == std::string_view::npos) malformed("it has no scheme, such as sqlite:// or postgresql://");
    const std::string_view name = text.substr(0, colon);
    if (!plain_scheme(name)) malformed("the text before :// is not a scheme");
    const std::optional<database> kind = kind_of(name);
    if (!kind) {
        std::vector<std::string_view> known;
        for (const scheme& s : schemes) known.push_back(s.name);
        const std::string_view meant = nearest(name, known);
        malformed(meant.empty() ? fmt::format("no database has the scheme '{}'", name)
                                : fmt::format("no database has the scheme '{}', did you mean '{}'?", name, meant));
    }
    url out;
    out.kind = *kind;
    out.safe = fmt::format("{}://", name);
    std::string_view rest = text.substr(colon + 3);
    const std::size_t mark = std::min(rest.find('?'), rest.size());
    const std::string_view query = rest.substr(std::min(mark + 1, rest.size()));
    rest = rest.substr(0, mark);
    if (out.kind == database::sqlite)
        parse_file(out, rest);
    else
        parse_server(out, rest);
    parse_options(out, query);
    return out;
}

std::string without_secrets(std::string text, const url& from) {
    std::vector<std::string_view> secrets;
    if (!from.password.empty()) secrets.push_back(from.password);
    for (const auto& [name, content] : from.options)
        if (is_secret_option(name) && !content.empty()) secrets.push_back(content);
    for (const std::string_view secret : secrets)
        for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3))
            text.replace(at, secret.size(), "***");
    return text;
}

}  // namespace retort::detail
