// The one naming convention: what a constraint or an index is called when its author gave it no name. The same on all
// databases, derived from the table as it is called now, so a rename carries the derived names along.
//
//   primary key   pk_<table>                   unique   uq_<table>_<columns>
//   foreign key   fk_<table>_<columns>         check    ck_<table>_<columns it reads>
//   index         ix_<table>_<columns>
//
// A derived name longer than 63 bytes (PostgreSQL's limit) keeps its first 54 and ends in 8 digits of its hash.
#pragma once

#include <retort/model/schema.hpp>

namespace retort::model {

inline constexpr std::size_t longest_name = 63;

namespace detail {

template <class Feed>
constexpr void feed_derived(Feed&& feed, std::string_view prefix, std::string_view table, const names& columns) {
    feed(prefix);
    feed(table);
    for (std::string_view c : columns) {
        feed("_");
        feed(c);
    }
}

constexpr string derived_name(std::string_view prefix, std::string_view table, const names& columns) {
    string full;
    feed_derived([&](std::string_view piece) { full += piece; }, prefix, table, columns);
    if (full.size() <= longest_name) return full;
    std::uint64_t hash = name_hash{}.feed(full).state;
    std::size_t keep = longest_name - 9;
    while ((static_cast<unsigned char>(std::string_view(full)[keep]) & 0xC0u) == 0x80u)
        --keep;  // never inside a UTF-8 sequence
    string shortened(std::string_view(full).substr(0, keep));
    shortened += "_";
    for (int i = 0; i < 8; ++i, hash >>= 4) shortened += "0123456789abcdef"[hash & 15u];
    return shortened;
}

constexpr names column_names(const index& i) {
    names all;
    for (const index_column& c : i.columns) all.push_back(c.name);
    return all;
}

}  // namespace detail

constexpr string name_of(const table& t, const primary_key& k) {
    if (!k.name.empty()) return k.name;
    return detail::derived_name("pk_", t.name, {});
}
constexpr string name_of(const table& t, const unique_key& k) {
    if (!k.name.empty()) return k.name;
    return detail::derived_name("uq_", t.name, k.columns);
}
constexpr string name_of(const table& t, const foreign_key& k) {
    if (!k.name.empty()) return k.name;
    return detail::derived_name("fk_", t.name, k.columns);
}
constexpr string name_of(const table& t, const check_constraint& c) {
    if (!c.name.empty()) return c.name;
    return detail::derived_name("ck_", t.name, c.condition.columns());
}
constexpr string name_of(const table& t, const index& i) {
    if (!i.name.empty()) return i.name;
    return detail::derived_name("ix_", t.name, detail::column_names(i));
}

/// The hash of `name_of(t, i)`, without making the text unless it has to be shortened.
constexpr std::uint64_t hash_of(const table& t, const index& i) {
    if (!i.name.empty()) return name_hash{}.feed(i.name).state;
    name_hash hash;
    std::size_t length = 0;
    const auto feed = [&](std::string_view piece) {
        hash.feed(piece);
        length += piece.size();
    };
    feed("ix_");
    feed(t.name);
    for (const index_column& c : i.columns) {
        feed("_");
        feed(c.name);
    }
    return length <= longest_name ? hash.state : name_hash{}.feed(name_of(t, i)).state;
}

constexpr std::uint64_t hash_of(std::string_view relation) { return name_hash{}.feed(relation).state; }

}  // namespace retort::model
