#include <retort/codegen/emit.hpp>
#include <retort/codegen/sql_writer.hpp>

#include "text.hpp"

#include <retort/model/check.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace retort::codegen {

namespace {

using strings = std::vector<std::string>;

/// Text on a line of its own, or in a cell of a table.
std::string line(std::string_view text) {
    std::string out(text);
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}
std::string cell(std::string_view text) {
    std::string out;
    for (char c : line(text)) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out;
}
std::string code(std::string_view text) { return fmt::format("`{}`", line(text)); }

/// Lines of code, in a fence longer than any run of backquotes among them.
std::string block(std::string_view text, std::string_view language) {
    std::size_t longest = 2, run = 0;
    for (char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    return fmt::format("{}{}\n{}\n{}\n", fence, language, text, fence);
}

/// ", on postgresql", or nothing where it is everywhere.
std::string on(model::databases only) {
    strings names;
    for (model::database d : model::every_database)
        if (only.has(d)) names.push_back(str(model::name_of(d)));
    return names.empty() ? std::string() : ", on " + join(names, ", ") + " only";
}
std::string_view deferral(model::deferral d) {
    return d == model::deferral::not_deferrable        ? ""
           : d == model::deferral::initially_immediate ? ", deferrable"
                                                       : ", deferred";
}

/// A schema as a page. Expressions are shown in SQL; where dialects differ, as PostgreSQL writes them.
class page {
public:
    explicit page(const model::schema& s) : schema_(s) {}

    std::string table(const model::table& t) const {
        std::string out = fmt::format("\n## {}\n\n", t.name);
        if (t.options && !t.options->comment.empty()) out += line(t.options->comment) + "\n\n";
        out += columns(t);
        strings facts = keys(t);
        if (t.options)
            for (std::string& f : options(*t.options)) facts.push_back(std::move(f));
        if (!facts.empty()) out += "\n";
        for (const std::string& f : facts) out += "- " + f + "\n";
        return out;
    }

    std::string object(const model::object& o) const {
        std::string out = fmt::format("\n## {}\n\n", str(model::describe(o)));
        if (!o.comment.empty()) out += line(o.comment) + "\n\n";
        strings facts;
        if (o.kind == model::object_kind::domain) {
            facts.push_back(fmt::format("of type {}{}", str(to_string(o.type)), o.nullable ? "" : ", not null"));
            if (o.default_value)
                facts.push_back(fmt::format(
                    "default {}", code(write_.literal(o.default_value, model::detail::base_type(schema_, o.type)))));
            if (!o.condition.empty()) facts.push_back("check " + code(write_.condition(o.condition, "VALUE")));
        }
        for (const model::column& a : o.attributes)
            facts.push_back(fmt::format("{} {}", code(a.name), str(to_string(a.type))));
        if (o.kind == model::object_kind::sequence) facts.push_back(numbers(o.sequence));
        for (std::string_view p : o.privileges) facts.push_back(str(p));
        if (!o.depends_on.empty()) facts.push_back(fmt::format("needs {}", str(model::join(o.depends_on))));
        if (!o.only.empty()) facts.push_back(on(o.only).substr(2));
        for (const std::string& f : facts) out += "- " + f + "\n";
        for (const model::sql_text& t : o.body) {
            if (!facts.empty() || o.body.size() > 1) out += "\n";
            if (!t.database.empty()) out += fmt::format("On {}:\n\n", t.database);
            out += block(t.sql, "sql");
        }
        return out;
    }

private:
    std::string columns(const model::table& t) const {
        const bool commented =
            std::any_of(t.columns.begin(), t.columns.end(), [](const auto& c) { return !c.comment.empty(); });
        std::string out = "| column | type | null | default |";
        if (commented) out += " comment |";
        out += "\n| --- | --- | --- | --- |";
        if (commented) out += " --- |";
        out += "\n";
        for (const model::column& c : t.columns) {
            out += fmt::format("| {} | {}{}{} | {} | {} |", code(cell(c.name)), cell(str(to_string(c.type))),
                               c.identity ? identity(c.numbering) : "",
                               c.collation.empty() ? "" : fmt::format(", collation {}", cell(c.collation)),
                               c.nullable ? "yes" : "", cell(value(t, c)));
            if (commented) out += fmt::format(" {} |", cell(c.comment));
            out += "\n";
        }
        return out;
    }

    static std::string identity(const model::numbering& n) {
        std::string text = ", identity";
        if (n.always) text += " always";
        if (n.start != 1) text += fmt::format(", from {}", n.start);
        if (n.increment != 1) text += fmt::format(", by {}", n.increment);
        return text;
    }

    std::string value(const model::table& t, const model::column& c) const {
        if (const model::generated_column* g = t.find_generated(c.name))
            return fmt::format("{}: {}", g->stored ? "computed" : "computed when read",
                               code(write_.expression(schema_, t, g->value)));
        if (!c.default_value) return {};
        return code(write_.literal(c.default_value, model::detail::base_type(schema_, c.type)));
    }

    strings keys(const model::table& t) const {
        strings all;
        const auto where = [&](const model::expression& e) {
            return e.empty() ? std::string() : fmt::format(" where {}", code(write_.expression(schema_, t, e)));
        };
        if (t.primary_key) all.push_back(fmt::format("primary key ({})", str(model::join(t.primary_key.columns))));
        for (const auto& k : t.uniques)
            all.push_back(fmt::format("unique ({}){}{}", str(model::join(k.columns)),
                                      k.nulls_not_distinct ? ", nulls not distinct" : "", deferral(k.deferral)));
        for (const auto& k : t.foreign_keys) {
            std::string text =
                fmt::format("({}) references {}({})", str(model::join(k.columns)), k.table, str(model::join(k.target)));
            if (k.on_delete != model::action::no_action) text += fmt::format(", on delete {}", to_string(k.on_delete));
            if (k.on_update != model::action::no_action) text += fmt::format(", on update {}", to_string(k.on_update));
            if (k.match == model::match::full) text += ", match full";
            text += deferral(k.deferral);
            if (k.not_valid) text += ", not validated";
            all.push_back(std::move(text));
        }
        for (const auto& c : t.checks)
            all.push_back(fmt::format("check `{}`: {}{}{}", str(name_of(t, c)),
                                      code(write_.expression(schema_, t, c.condition)),
                                      c.not_valid ? ", not validated" : "", on(c.only)));
        for (const auto& e : t.exclusions) {
            strings parts;
            for (const model::exclusion_element& part : e.elements)
                parts.push_back(fmt::format(
                    "{} with {}",
                    part.column.empty() ? code(write_.expression(schema_, t, part.expression)) : str(part.column),
                    part.operator_));
            all.push_back(fmt::format("exclusion `{}`: {}{}{}{}", str(name_of(t, e)), join(parts, ", "), where(e.where),
                                      deferral(e.deferral), on(e.only)));
        }
        for (const auto& i : t.indexes)
            all.push_back(fmt::format("{}index `{}` on ({}){}{}", i.unique ? "unique " : "", str(name_of(t, i)),
                                      elements(t, i), index_options(i), where(i.where)));
        return all;
    }

    std::string elements(const model::table& t, const model::index& i) const {
        strings all;
        for (const model::index_column& c : i.columns) {
            std::string text = c.expression < 0
                                   ? str(c.name)
                                   : code(write_.expression(
                                         schema_, t, i.options->expressions[static_cast<std::size_t>(c.expression)]));
            if (c.prefix > 0) text += fmt::format("({})", c.prefix);
            if (c.descending) text += " descending";
            if (c.nulls != model::nulls_order::by_default)
                text += c.nulls == model::nulls_order::first ? ", nulls first" : ", nulls last";
            all.push_back(std::move(text));
        }
        return join(all, ", ");
    }
    static std::string index_options(const model::index& i) {
        std::string text;
        if (!i.method().empty()) text += fmt::format(" by {}", i.method());
        if (i.options && !i.options->include.empty())
            text += fmt::format(", including {}", str(model::join(i.options->include)));
        return text + on(i.only());
    }

    static strings options(const model::table_options& o) {
        strings all;
        if (o.unlogged) all.push_back("unlogged");
        if (o.strict) all.push_back("strict");
        if (o.without_rowid) all.push_back("without rowid");
        if (!o.engine.empty()) all.push_back(fmt::format("engine {}", o.engine));
        if (!o.charset.empty()) all.push_back(fmt::format("character set {}", o.charset));
        if (!o.collation.empty()) all.push_back(fmt::format("collation {}", o.collation));
        for (const model::parameter& p : o.parameters) all.push_back(fmt::format("{} = {}", p.name, p.value));
        if (o.row_security != model::row_security::off)
            all.push_back(o.row_security == model::row_security::forced ? "row-level security, also for the owner"
                                                                        : "row-level security");
        if (o.partitioned != model::partition_method::none)
            all.push_back(
                fmt::format("partitioned by {} ({})", to_string(o.partitioned), str(model::join(o.partition_columns))));
        for (const model::partition& p : o.partitions) all.push_back(partition(p));
        return all;
    }
    static std::string partition(const model::partition& p) {
        const auto values = [](const model::list<model::literal>& list) {
            strings all;
            for (const model::literal& l : list) all.push_back(writer().literal(l, {}));
            return code(join(all, ", "));
        };
        switch (p.method) {
            case model::partition_method::range:
                return fmt::format("partition `{}`: from {} to below {}", p.name, values(p.from), values(p.to));
            case model::partition_method::list: return fmt::format("partition `{}`: {}", p.name, values(p.from));
            case model::partition_method::hash:
                return fmt::format("partition `{}`: modulus and remainder {}", p.name, values(p.from));
            case model::partition_method::none: break;
        }
        return fmt::format("partition `{}`: all other rows", p.name);
    }
    static std::string numbers(const model::sequence_options& o) {
        std::string text = fmt::format("from {}", o.start);
        if (o.increment != 1) text += fmt::format(", by {}", o.increment);
        if (o.least) text += fmt::format(", not below {}", *o.least);
        if (o.most) text += fmt::format(", not above {}", *o.most);
        if (o.cycle) text += ", cycle";
        return text;
    }
    static const sql_writer& writer() { return writer_of("postgresql"); }

    const model::schema& schema_;
    const sql_writer& write_ = writer();
};

}  // namespace

std::string emit_docs(const model::schema& s) {
    std::string out = fmt::format("# Schema {}\n\nGenerated by Retort. {} tables.\n", s.name, s.tables.size());
    for (const model::enumeration& e : s.enumerations) {
        strings values;
        for (std::string_view v : e.values) values.push_back(fmt::format("`{}`", v));
        out += fmt::format("\n## Enumeration {}\n\n{}\n", e.name, join(values, ", "));
    }
    const page of(s);
    for (const model::table& t : s.tables) out += of.table(t);
    for (const model::object& o : s.objects) out += of.object(o);
    return out;
}

}  // namespace retort::codegen
