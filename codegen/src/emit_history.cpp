#include <retort/codegen/emit.hpp>

#include "text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace retort::codegen {

namespace {

/// Writes constant arrays one by one and remembers what each is called.
class constants {
public:
    /// An array of texts; "{}" where it would be empty.
    std::string texts(std::string_view name, const std::vector<std::string>& list) {
        if (list.empty()) return "{}";
        out_ += fmt::format("constexpr std::string_view {}[] = {{\n", name);
        for (const std::string& s : list) out_ += fmt::format("    {},\n", cpp_literal(s));
        out_ += "};\n";
        return std::string(name);
    }
    /// Equal arrays are written once.
    std::string statements(std::string_view name, const std::vector<statement>& list) {
        if (list.empty()) return "{}";
        std::string body;
        for (const statement& s : list) {
            std::string line = sql(s.sql);
            if (!s.transactional) line += ", .transactional = false";
            if (s.batch != 0) line += fmt::format(", .batch = {}, .at_once = {}", s.batch, sql(s.at_once));
            if (!s.function.empty()) line += fmt::format(", .function = &::{}", s.function);
            if (!s.function.empty()) line += fmt::format(", .function_name = {}", cpp_literal(s.function));
            if (!s.precheck.empty()) line += fmt::format(", .precheck = {}", cpp_literal(s.precheck));
            if (!s.touches.empty()) line += fmt::format(", .touches = {}", cpp_literal(s.touches));
            if (!s.probe.empty()) line += fmt::format(",\n     .probe = {}", sql(s.probe));
            if (!s.clear.empty()) line += fmt::format(",\n     .clear = {}", sql(s.clear));
            body += fmt::format("    {{.sql = {}}},\n", line);
        }
        const auto [known, is_new] = written_.emplace(body, name);
        if (is_new) out_ += fmt::format("constexpr plan::statement {}[] = {{\n{}}};\n", name, body);
        return known->second;
    }
    /// Nothing where nothing is approved.
    std::string approvals(std::string_view name, const std::vector<std::string>& list) {
        const bool none = std::all_of(list.begin(), list.end(), [](const std::string& why) { return why.empty(); });
        return none ? "{}" : texts(name, list);
    }
    std::string parts(std::string_view name, const std::vector<part>& list) {
        if (list.empty()) return "{}";
        out_ += fmt::format("constexpr plan::part {}[] = {{\n", name);
        for (const part& p : list) out_ += fmt::format("    {},\n", words(p));
        out_ += "};\n";
        return std::string(name);
    }
    std::string changes(std::string_view name, const std::vector<change>& list) {
        if (list.empty()) return "{}";
        out_ += fmt::format("constexpr plan::change {}[] = {{\n", name);
        for (const change& one : list) out_ += fmt::format("    {{{}, {}}},\n", words(one.from), words(one.to));
        out_ += "};\n";
        return std::string(name);
    }
    void add(std::string_view text) { out_ += text; }
    std::string take() { return std::move(out_); }

private:
    static std::string words(const part& p) {
        if (p.column.empty()) return fmt::format("{{{}}}", p.table.empty() ? "" : cpp_literal(p.table));
        return fmt::format("{{{}, {}}}", cpp_literal(p.table), cpp_literal(p.column));
    }
    /// One literal a line of SQL, so that a reader of the generated file sees the statement.
    static std::string sql(std::string_view text) {
        std::vector<std::string> lines;
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
            lines.push_back(cpp_literal(text.substr(0, length)));
            text.remove_prefix(length);
        }
        return lines.empty() ? "\"\"" : join(lines, "\n     ");
    }
    std::string out_;
    std::map<std::string, std::string> written_;
};

}  // namespace

/// Declares the C++ functions that steps call; the build's SOURCES define them.
static std::string declare_functions(const plan& p) {
    std::set<std::string> functions;
    for (const planned_revision& r : p.revisions)
        for (const route& on : r.routes) {
            const auto look = [&](const script& s) {
                for (const statement& one : s.statements)
                    if (!one.function.empty()) functions.insert(one.function);
            };
            look(on.up);
            look(on.down);
            for (const alternative& a : on.alternatives) {
                look(a.up);
                look(a.down);
            }
        }
    std::string out;
    for (const std::string& f : functions) {
        const std::size_t at = f.rfind("::");
        const std::string declaration =
            fmt::format("void {}(retort::connection&);", at == std::string::npos ? f : f.substr(at + 2));
        out += at == std::string::npos ? declaration + "\n"
                                       : fmt::format("namespace {} {{\n{}\n}}\n", f.substr(0, at), declaration);
    }
    return functions.empty() ? out : out + "\n";
}

std::string emit_history(const plan& p) {
    const std::string space = cpp_identifier(p.name);
    constants c;
    c.add(fmt::format(
        "// Generated by Retort from the migrations of {0}. Changes to this file are lost: change the migrations.\n"
        "#include <retort/plan.hpp>\n\n{1}namespace {0} {{\n\nnamespace {{\n\nnamespace plan = retort::plan;\nusing "
        "retort::database;\n\n",
        space, declare_functions(p)));
    std::string revisions;
    for (std::size_t i = 0; i < p.revisions.size(); ++i) {
        const planned_revision& r = p.revisions[i];
        c.add(fmt::format("// {}\n", r.id));
        const auto script_of = [&](const script& s, const std::string& name) {
            const std::string statements = c.statements(name, s.statements);
            const std::string destroys = c.texts(name + "_destroys", s.destroys);
            const std::string counts = c.texts(name + "_counts", s.counts);
            const std::string rebuilds = c.texts(name + "_rebuilds", s.rebuilds);
            std::string rest =
                s.needs.empty() ? std::string()
                                : fmt::format(", {{{}, {}}}, {}", s.oldest.number, s.oldest.part, cpp_literal(s.needs));
            if (!s.destroys.empty() || !s.changes.empty()) {
                if (rest.empty()) rest = ", {}, {}";
                rest += ", " + c.approvals(name + "_approvals", s.approvals);
                rest += ", " + c.parts(name + "_lost_from", s.lost_from);
                rest += ", " + c.changes(name + "_changes", s.changes);
            }
            return fmt::format("{{{}, {}, {}, {}, {}{}}}", statements, destroys, rebuilds, cpp_literal(s.irreversible),
                               counts, rest);
        };
        const auto meetings_of = [&](const meetings& pairs, std::string name) -> std::string {
            if (pairs.empty()) return "{}";
            std::vector<std::string> all;
            for (const auto& [done, undone] : pairs) all.push_back(fmt::format("{{{}, {}}}", done, undone));
            c.add(fmt::format("constexpr plan::meeting {}[] = {{{}}};\n", name, join(all, ", ")));
            return name;
        };
        std::string routes;
        for (const route& on : r.routes) {
            const std::string up = script_of(on.up, fmt::format("{}_up_{}", on.database, i));
            const std::string down = script_of(on.down, fmt::format("{}_down_{}", on.database, i));
            const std::string meets = meetings_of(on.meets, fmt::format("{}_meets_{}", on.database, i));
            std::string others;
            for (std::size_t k = 0; k < on.alternatives.size(); ++k) {
                const alternative& a = on.alternatives[k];
                const auto called = [&](std::string_view what) {
                    return fmt::format("{}_{}_{}_{}", on.database, what, i, k);
                };
                const std::string applied = c.texts(called("applied"), a.applied);
                const std::string a_up = script_of(a.up, called("up")), a_down = script_of(a.down, called("down"));
                others += fmt::format("    {{{}, {}, {}, {}}},\n", applied, a_up, a_down,
                                      meetings_of(a.meets, called("meets")));
            }
            if (!others.empty()) {
                const std::string name = fmt::format("{}_alternatives_{}", on.database, i);
                const std::string concurrent = c.texts(fmt::format("{}_concurrent_{}", on.database, i), on.concurrent);
                c.add(fmt::format("constexpr plan::alternative {}[] = {{\n{}}};\n", name, others));
                others = fmt::format(", {}, {}", concurrent, name);
            }
            routes += fmt::format("    {{database::{}, {}, {}, {}{}}},\n", on.database, up, down, meets, others);
        }
        c.add(fmt::format("constexpr plan::route routes_{}[] = {{\n{}}};\n", i, routes));
        const std::string parents = c.texts(fmt::format("parents_{}", i), r.parents);
        const std::string operations = c.texts(fmt::format("operations_{}", i), r.operations);
        std::string digests = "{}";
        if (!r.digests.empty()) {
            digests = fmt::format("digests_{}", i);
            std::vector<std::string> all;
            for (const std::uint32_t d : r.digests) all.push_back(fmt::format("{:#010x}", d));
            c.add(fmt::format("constexpr std::uint32_t {}[] = {{{}}};\n", digests, join(all, ", ")));
        }
        const std::string replaces = c.texts(fmt::format("replaces_{}", i), r.replaces);
        c.add("\n");
        revisions += fmt::format("    {{{}, {}, {}, {}, {}, routes_{}, {}{}}},\n", cpp_literal(r.id),
                                 cpp_literal(r.message), parents, cpp_literal(r.checksum), operations, i, digests,
                                 r.replaces.empty() ? "" : ", " + replaces);
    }
    std::vector<std::string> databases;
    for (const std::string& d : p.databases) databases.push_back("database::" + d);
    c.add(fmt::format("constexpr database databases[] = {{{}}};\n", join(databases, ", ")));
    const std::string relations = c.texts("relations", p.relations);
    if (!p.revisions.empty()) c.add(fmt::format("constexpr plan::revision revisions[] = {{\n{}}};\n", revisions));
    c.add(fmt::format(
        "constexpr plan::history whole{{{}, databases, {}, {}}};\n\n}}  // namespace\n\n"
        "const plan::history& history();\nconst plan::history& history() {{ return whole; }}\n\n}}  // namespace {}\n",
        cpp_literal(p.name), p.revisions.empty() ? "{}" : "revisions", relations, space));
    return c.take();
}

std::string emit_manifest(const plan& p) {
    nlohmann::ordered_json all;
    all["schema"] = p.name;
    all["databases"] = p.databases;
    all["revisions"] = nlohmann::ordered_json::array();
    for (const planned_revision& r : p.revisions) {
        nlohmann::ordered_json one = {{"id", r.id}, {"message", r.message}, {"parents", r.parents}};
        if (!r.replaces.empty()) one["replaces"] = r.replaces;
        one["checksum"] = r.checksum;
        one["operations"] = r.operations;
        all["revisions"].push_back(std::move(one));
    }
    return all.dump(2) + "\n";
}

}  // namespace retort::codegen
