#include <retort/codegen/plan.hpp>

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace retort::codegen {

namespace {

/// The operations as unambiguous bytes: every text carries its length, every list its size, every struct its fields in
/// a fixed order. A field that is added to an operation later must be fed only where it is not at its default, so that
/// checksums of histories that do not use it stay what they were.
class digest {
public:
    void feed(std::string_view s) {
        feed(static_cast<long long>(s.size()));
        bytes_ += s;
    }
    void feed(long long n) { bytes_ += fmt::format("{};", n); }
    void feed(bool b) { feed(static_cast<long long>(b)); }
    template <class T>
    void feed(const std::vector<T>& list) {
        feed(static_cast<long long>(list.size()));
        for (const T& item : list) feed(item);
    }
    template <class T>
    void feed(const std::optional<T>& o) {
        feed(o.has_value());
        if (o) feed(*o);
    }
    void feed(const model::type& t) {
        feed_all(static_cast<long long>(t.kind), static_cast<long long>(t.a), static_cast<long long>(t.b), t.name);
    }
    void feed(const model::literal& l) {
        feed_all(static_cast<long long>(l.kind), l.boolean, l.integer, fmt::format("{}", l.real), l.text);
    }
    void feed(const model::node& n) {
        feed_all(static_cast<long long>(n.kind), n.value, n.name, static_cast<long long>(n.left),
                 static_cast<long long>(n.right));
    }
    void feed(const model::expression& e) { feed(e.nodes); }
    void feed(const model::column& c) { feed_all(c.name, c.type, c.nullable, c.identity, c.default_value); }
    void feed(const model::primary_key& k) { feed_all(k.name, k.columns); }
    void feed(const model::unique_key& k) { feed_all(k.name, k.columns); }
    void feed(const model::foreign_key& k) {
        feed_all(k.name, k.columns, k.table, k.target, static_cast<long long>(k.on_delete),
                 static_cast<long long>(k.on_update));
    }
    void feed(const model::check_constraint& c) { feed_all(c.name, c.condition); }
    void feed(const model::index_column& c) { feed_all(c.name, c.descending); }
    void feed(const model::index& i) { feed_all(i.name, i.columns, i.unique, i.where); }
    void feed(const model::table& t) {
        feed_all(t.name, t.columns, t.primary_key, t.uniques, t.foreign_keys, t.checks, t.indexes);
    }
    void feed(const model::enumeration& e) { feed_all(e.name, e.values); }
    void feed(const model::sql_text& t) { feed_all(t.database, t.sql); }

    void feed(const model::create_table& o) { feed_all("create_table", o.table); }
    void feed(const model::drop_table& o) { feed_all("drop_table", o.table); }
    void feed(const model::rename_table& o) { feed_all("rename_table", o.from, o.to); }
    void feed(const model::add_column& o) { feed_all("add_column", o.table, o.column); }
    void feed(const model::drop_column& o) { feed_all("drop_column", o.table, o.column); }
    void feed(const model::rename_column& o) { feed_all("rename_column", o.table, o.from, o.to); }
    void feed(const model::alter_column& o) {
        feed_all("alter_column", o.table, o.column, o.type, o.nullable, o.identity, o.default_value, o.using_);
    }
    void feed(const model::create_index& o) { feed_all("create_index", o.table, o.index); }
    void feed(const model::drop_index& o) { feed_all("drop_index", o.table, o.name, o.columns); }
    void feed(const model::add_primary_key& o) { feed_all("add_primary_key", o.table, o.key); }
    void feed(const model::add_unique& o) { feed_all("add_unique", o.table, o.key); }
    void feed(const model::add_foreign_key& o) { feed_all("add_foreign_key", o.table, o.key); }
    void feed(const model::add_check& o) { feed_all("add_check", o.table, o.check); }
    void feed(const model::drop_constraint& o) {
        // By what it names, not by which word named it: drop_unique and drop_constraint are one.
        feed_all("drop_constraint", o.table, o.name, o.columns);
        if (o.name.empty()) feed(static_cast<long long>(o.kind));
    }
    void feed(const model::create_enumeration& o) { feed_all("create_enumeration", o.enumeration); }
    void feed(const model::drop_enumeration& o) { feed_all("drop_enumeration", o.name); }
    void feed(const model::alter_enumeration& o) { feed_all("alter_enumeration", o.name, o.values); }
    void feed(const model::execute& o) { feed_all("execute", o.up, o.down, o.irreversible); }
    void feed(const model::operation& o) {
        std::visit([&](const auto& one) { feed(one); }, o);
    }

    std::string hex() const {
        return fmt::format("{:016x}", static_cast<unsigned long long>(XXH3_64bits(bytes_.data(), bytes_.size())));
    }

private:
    void feed(const char* s) { feed(std::string_view(s)); }
    void feed(const std::string& s) { feed(std::string_view(s)); }
    template <class... T>
    void feed_all(const T&... fields) {
        (feed(fields), ...);
    }
    std::string bytes_;
};

}  // namespace

std::string checksum(const model::migration& m) {
    digest d;
    d.feed(m.parents);
    d.feed(m.operations);
    return "1:" + d.hex();
}

}  // namespace retort::codegen
