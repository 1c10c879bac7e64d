// view(…), function(…), trigger(…) and everything else that is neither a table nor an enumeration.
#pragma once

#include <retort/dsl/table.hpp>

namespace retort::dsl {

template <std::size_t Size>
struct depends_on_word {
    static constexpr std::string_view spoken = "depends_on(...)";
    std::array<std::string_view, Size> names;
};
/// depends_on("parts", "orders.price", "touch()"): tables, columns and objects that the text needs, which is not
/// understood. They are created before it, and cannot be dropped or renamed while it is there.
template <std::convertible_to<const char*>... Name>
consteval auto depends_on(Name... names) {
    return depends_on_word<sizeof...(Name)>{{std::string_view(names)...}};
}

struct sequence_bound_word {
    static constexpr std::string_view spoken = "an option of a sequence";
    model::maybe<long long> model::sequence_options::* bound;
    long long value;
};
consteval sequence_bound_word minvalue(long long n) { return {&model::sequence_options::least, n}; }
consteval sequence_bound_word maxvalue(long long n) { return {&model::sequence_options::most, n}; }
struct cycle_word {
    static constexpr std::string_view spoken = "an option of a sequence";
};
/// Behind its last number a sequence begins again.
inline constexpr cycle_word cycle{};

namespace detail {

struct domain_type {
    model::type type;
};
struct privilege {
    std::string_view text;
};

constexpr void put(model::object& o, const sql_for& w) { o.body.push_back(w.text); }
constexpr void put(model::object& o, const char* const& verbatim) { o.body.push_back({{}, verbatim}); }
template <std::size_t Size>
constexpr void put(model::object& o, const depends_on_word<Size>& w) {
    for (std::string_view n : w.names) o.depends_on.push_back(n);
}
constexpr void put(model::object& o, const only_word& w) { o.only = w.on; }
constexpr void put(model::object& o, const comment_word& w) { o.comment = w.text; }
constexpr void put(model::object& o, const domain_type& w) { o.type = w.type; }
constexpr void put(model::object& o, const nullable_word& w) { o.nullable = w.value; }
template <std::size_t Texts, std::size_t Nodes>
constexpr void put(model::object& o, const default_word<Texts, Nodes>& w) {
    o.default_value = w.value;
    if constexpr (Texts != 0) {
        o.default_value.each = w.texts.data();
        o.default_value.size = Texts;
    }
    if constexpr (Nodes != 0) {
        o.default_value.nodes = w.nodes.data();
        o.default_value.size = Nodes;
    }
}
template <std::size_t Size>
constexpr void put(model::object& o, const check_declaration<Size>& w) {
    o.condition = w.condition.lower();
}
template <std::size_t References, std::size_t Texts, std::size_t Nodes, std::size_t Generated>
constexpr void put(model::object& o, const column_declaration<References, Texts, Nodes, Generated>& w) {
    o.attributes.push_back(w.lower());
}
constexpr void put(model::object& o, const start_word& w) { o.sequence.start = w.value; }
constexpr void put(model::object& o, const increment_word& w) { o.sequence.increment = w.value; }
constexpr void put(model::object& o, const sequence_bound_word& w) { o.sequence.*w.bound = w.value; }
constexpr void put(model::object& o, const cycle_word&) { o.sequence.cycle = true; }
constexpr void put(model::object& o, const privilege& w) { o.privileges.push_back(w.text); }

template <class Part>
concept ObjectPart = requires(model::object& o, const Part& p) { put(o, p); };

constexpr bool has_kind(model::object_kind kind, std::initializer_list<model::object_kind> kinds) {
    for (model::object_kind k : kinds)
        if (k == kind) return true;
    return false;
}

/// Whether an object of the kind takes the part.
template <class Part>
constexpr bool takes(model::object_kind kind) {
    using enum model::object_kind;
    if constexpr (!ObjectPart<Part>)
        return false;
    else if constexpr (SqlText<Part>)
        return has_kind(kind, {function, procedure, view, materialized_view, trigger, policy});
    else if constexpr (
        std::same_as<Part, domain_type> || std::same_as<Part, nullable_word> ||
        requires(const Part& p) { p.condition; } ||
        requires(const Part& p) {
            p.texts;
            p.value;
        })
        return kind == domain;
    else if constexpr (requires(const Part& p) { p.computed; })
        return kind == composite;
    else if constexpr (std::same_as<Part, start_word> || std::same_as<Part, increment_word> ||
                       std::same_as<Part, sequence_bound_word> || std::same_as<Part, cycle_word>)
        return kind == sequence;
    else
        return true;
}

/// What a declaration of the kind takes, for messages.
constexpr std::string_view way_out_of(model::object_kind kind) {
    switch (kind) {
        case model::object_kind::domain: return "domain(\"name\", type, check(...), not_null, default_(...))";
        case model::object_kind::composite: return "composite(\"name\", column(\"attribute\", type), ...)";
        case model::object_kind::sequence: return "sequence(\"name\", start(1000), increment(1), minvalue(1), cycle)";
        case model::object_kind::trigger:
        case model::object_kind::policy: return "the name, the table and the SQL, as texts";
        case model::object_kind::grant: return "grant(\"role\", \"table\", \"select\", ...)";
        case model::object_kind::extension:
        case model::object_kind::namespace_: return "the name as a text";
        default: return "the name and the SQL, as texts, then depends_on(...), comment(...) or only(...)";
    }
}

}  // namespace detail

template <class... Part>
struct object_declaration {
    static constexpr std::string_view spoken = "an object";
    model::object_kind kind;
    name called;
    std::string_view on;
    hana::tuple<Part...> parts;
    /// What stands in it and does not belong there.
    std::string_view given = {};

    constexpr model::object lower() const {
        model::object o{.kind = kind, .name = called.text, .on = on, .place = called.at};
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (detail::ObjectPart<One>) detail::put(o, part);
        });
        return o;
    }
    constexpr model::misuse misuse() const { return {194, kind_word(), given, detail::way_out_of(kind), called.at}; }

private:
    constexpr std::string_view kind_word() const {
        constexpr std::string_view words[] = {"extension(...)", "namespace_(...)", "domain(...)",
                                              "composite(...)", "sequence(...)",   "function(...)",
                                              "procedure(...)", "view(...)",       "materialized_view(...)",
                                              "trigger(...)",   "policy(...)",     "grant(...)"};
        return words[static_cast<std::size_t>(kind)];
    }
};

namespace detail {
template <class... Part>
consteval auto object_of(model::object_kind kind, name called, text_argument on, Part... parts) {
    return object_declaration<Part...>{
        kind,
        called,
        on.text,
        {parts...},
        first_given({called.given, on.given, (takes<Part>(kind) ? std::string_view() : spoken<Part>())...})};
}
}  // namespace detail

/// A namespace of tables (CREATE SCHEMA); table("audit.events", …) then stands in it. Elsewhere than on PostgreSQL it
/// is a part of the name.
consteval auto namespace_(name called) { return detail::object_of(model::object_kind::namespace_, called, ""); }

/// extension("citext"): PostgreSQL's; nothing elsewhere.
consteval auto extension(name called) { return detail::object_of(model::object_kind::extension, called, ""); }

/// domain("email", varchar(200), check(col("value").like("%@%")), not_null, default_("…")): a type with a rule, used as
/// domain_("email").
template <class... Part>
consteval auto domain(name called, type_argument type, Part... parts) {
    auto made = detail::object_of(model::object_kind::domain, called, "", detail::domain_type{type.type}, parts...);
    if (!type.given.empty()) made.given = type.given;
    return made;
}

/// composite("address", column("street", text), column("zip", varchar(10))): used as composite_("address").
template <class... Part>
consteval auto composite(name called, Part... attributes) {
    return detail::object_of(model::object_kind::composite, called, "", attributes...);
}

/// sequence("invoice_numbers", start(1000), increment(1), minvalue(1), maxvalue(9999), cycle)
template <class... Part>
consteval auto sequence(name called, Part... options) {
    return detail::object_of(model::object_kind::sequence, called, "", options...);
}

/// function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ … $$", depends_on("parts")): the name with the types of
/// its parameters, and what follows it; for some databases only: on(postgresql, "…"), only(postgresql).
template <class... Part>
consteval auto function(name called, Part... parts) {
    return detail::object_of(model::object_kind::function, called, "", parts...);
}
template <class... Part>
consteval auto procedure(name called, Part... parts) {
    return detail::object_of(model::object_kind::procedure, called, "", parts...);
}

/// view("cheap_parts", "SELECT * FROM parts WHERE price < 100", depends_on("parts"), comment("…"))
template <class... Part>
consteval auto view(name called, Part... parts) {
    return detail::object_of(model::object_kind::view, called, "", parts...);
}
template <class... Part>
consteval auto materialized_view(name called, Part... parts) {
    return detail::object_of(model::object_kind::materialized_view, called, "", parts...);
}

/// trigger("parts_touch", "parts", on(postgresql, "BEFORE UPDATE ON parts FOR EACH ROW EXECUTE FUNCTION touch()"),
/// on(sqlite, "AFTER UPDATE ON parts BEGIN … END"), depends_on("touch()")): its name, its table, and what follows the
/// name.
template <class... Part>
consteval auto trigger(name called, text_argument table, Part... parts) {
    return detail::object_of(model::object_kind::trigger, called, table, parts...);
}

/// policy("own_orders", "orders", "FOR SELECT USING (customer = current_user)"): what follows ON table.
template <class... Part>
consteval auto policy(name called, text_argument table, Part... parts) {
    return detail::object_of(model::object_kind::policy, called, table, parts...);
}

namespace detail {
consteval privilege granted(const char* text) { return {text}; }
consteval only_word granted(only_word w) { return w; }
template <class Other>
    requires(!std::convertible_to<Other, const char*>)
consteval Other granted(Other other) {
    return other;
}
}  // namespace detail
/// grant("reader", "parts", "select", "insert", only(postgresql)): privileges on a table or view, for a role.
template <class... Part>
consteval auto grant(name role, text_argument table, Part... parts) {
    return detail::object_of(model::object_kind::grant, role, table, detail::granted(parts)...);
}

}  // namespace retort::dsl
