// The rules of enumerations and of what is neither a table nor an enumeration.
#pragma once

#include <retort/model/check_table.hpp>

namespace retort::model {

constexpr void check_enumeration(const schema& s, const enumeration& e, faults& out) {
    detail::check_name(s, "enumeration", e.name, e.place, out);
    if (e.values.empty()) add_fault(out, 121, e.place, {e.name, "has no values"});
    for (std::size_t i = 0; i < e.values.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (e.values[i] == e.values[j])
                add_fault(out, 121, e.place, {e.name, "lists '" + string(e.values[i]) + "' twice"});
}

namespace detail {

/// Whether something of that name can be depended on.
constexpr bool is_there(const schema& s, std::string_view name) {
    if (s.find(name) || s.find_enumeration(name)) return true;
    for (const object& o : s.objects)
        if (o.name == name) return true;
    for (std::size_t i = name.size(); i-- > 0;)
        if (name[i] == '.')
            if (const table* t = s.find(name.substr(0, i)); t && t->find(name.substr(i + 1))) return true;
    return false;
}

constexpr bool has_view(const schema& s, std::string_view name) {
    return s.find_object(object_kind::view, name) || s.find_object(object_kind::materialized_view, name);
}

constexpr feature feature_of(object_kind kind) {
    switch (kind) {
        case object_kind::sequence: return feature::sequence;
        case object_kind::function:
        case object_kind::procedure: return feature::function;
        case object_kind::materialized_view: return feature::materialized_view;
        case object_kind::trigger: return feature::trigger;
        case object_kind::policy: return feature::policy;
        case object_kind::grant: return feature::grant;
        default: return feature::view;
    }
}

constexpr bool has_body(object_kind kind) {
    return kind == object_kind::function || kind == object_kind::procedure || kind == object_kind::view ||
           kind == object_kind::materialized_view || kind == object_kind::trigger || kind == object_kind::policy;
}

constexpr string sequence_problem(const sequence_options& o) {
    if (o.increment == 0) return "its increment is 0";
    if (o.least && o.most && *o.least >= *o.most) return "its minvalue is not below its maxvalue";
    if (o.start < o.lowest() || o.start > o.highest()) return "it starts outside its bounds";
    return {};
}

constexpr bool is_privilege(std::string_view name) {
    for (std::string_view p : {"select", "insert", "update", "delete", "truncate", "references", "trigger", "all"})
        if (equal_but_for_case(name, p)) return true;
    return false;
}

}  // namespace detail

constexpr void check_object(const schema& s, const object& o, faults& out) {
    const auto what = [&] { return describe(o.kind, o.name, o.on); };
    if (detail::suspicious(o.name)) detail::check_name(s, to_string(o.kind), o.name, o.place, out);
    if (o.kind >= object_kind::sequence)
        detail::demand(s.databases, o.only, detail::feature_of(o.kind), what, o.place, out);
    if (detail::has_body(o.kind)) detail::check_covered(s, o.only, o.body.data(), o.body.size(), what, o.place, out);
    for (std::string_view need : o.depends_on)
        if (!detail::is_there(s, need)) add_fault(out, 166, o.place, {what(), need}, nearest(need, s.table_names()));
    if ((o.kind == object_kind::trigger || o.kind == object_kind::policy || o.kind == object_kind::grant) &&
        !s.find(o.on) && !detail::has_view(s, o.on) && !s.find_object(object_kind::sequence, o.on))
        add_fault(out, 169, o.place, {describe(o.kind, o.name, {}), o.on}, nearest(o.on, s.table_names()));
    switch (o.kind) {
        case object_kind::domain: {
            if (o.type.kind == type_kind::domain && o.type.name == o.name)
                return add_fault(out, 167, o.place, {what(), "its own type"});
            detail::check_type(s, o.type, what, o.place, out);
            if (string problem = detail::parameter_problem(o.type); !problem.empty())
                add_fault(out, 126, o.place, {"domain", o.name, to_string(o.type), problem});
            if (o.default_value && detail::problem_with(s, o.type, o.default_value) != 0)
                add_fault(out, 107, o.place, {"domain", o.name, to_string(o.type), describe(o.default_value)});
            // The condition speaks of the one column "value".
            table alone{.name = o.name};
            alone.columns.push_back({.name = "value", .type = o.type});
            detail::check_condition(s, alone, o.condition, {{}, "check", o.name}, o.place, out);
            break;
        }
        case object_kind::composite:
            if (o.attributes.empty()) add_fault(out, 181, o.place, {o.name, "has no attributes"});
            for (std::size_t i = 0; i < o.attributes.size(); ++i) {
                const column& a = o.attributes[i];
                for (std::size_t j = 0; j < i; ++j)
                    if (o.attributes[j].name == a.name)
                        add_fault(out, 181, a.place, {o.name, "has two attributes '" + string(a.name) + "'"});
                detail::check_type(s, a.type, [&] { return string(o.name) + "." + string(a.name); }, a.place, out);
            }
            for (database d : every_database)
                if (s.databases.has(d) && o.only.wants(d) && d != database::postgresql)
                    add_fault(out, 160, o.place,
                              {what(), "a composite type", name_of(d), entry_of(type_kind::composite).on(d).note});
            break;
        case object_kind::sequence:
            if (string problem = detail::sequence_problem(o.sequence); !problem.empty())
                add_fault(out, 179, o.place, {o.name, problem});
            break;
        case object_kind::grant:
            if (o.privileges.empty()) add_fault(out, 198, o.place, {"lists no privilege", o.name});
            for (std::string_view p : o.privileges)
                if (!detail::is_privilege(p))
                    add_fault(out, 198, o.place, {"lists '" + string(p) + "', which is not a privilege", o.name});
            break;
        default: break;
    }
}

}  // namespace retort::model
