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
    void feed(const model::list<T>& list) {
        feed(static_cast<long long>(list.size()));
        for (const T& item : list) feed(item);
    }
    void feed(const std::vector<model::operation>& list) {
        feed(static_cast<long long>(list.size()));
        for (const model::operation& item : list) feed(item);
    }
    template <class T>
    void feed(const model::maybe<T>& o) {
        feed(o.has_value());
        if (o) feed(*o);
    }
    void feed(const model::type& t) {
        feed_all(static_cast<long long>(t.kind), static_cast<long long>(t.a), static_cast<long long>(t.b), t.name);
        if (t.dimensions != 0) feed_all("+dimensions", static_cast<long long>(t.dimensions));
        if (t.is_unsigned) feed("+unsigned");
    }
    void feed(const model::literal& l) {
        feed_all(static_cast<long long>(l.kind), l.boolean, l.integer, fmt::format("{}", l.real), l.text);
        for (unsigned i = 0; l.each && i < l.size; ++i) feed_all("+each", l.each[i]);
        for (unsigned i = 0; l.nodes && i < l.size; ++i) feed_all("+node", l.nodes[i]);
    }
    void feed(const model::node& n) {
        feed_all(static_cast<long long>(n.kind), n.value, n.name, static_cast<long long>(n.left),
                 static_cast<long long>(n.right));
    }
    void feed(const model::expression& e) { feed(e.nodes); }
    void feed(const model::databases& d) { feed(static_cast<long long>(d.bits)); }
    void feed(const model::numbering& n) { feed_all(n.always, n.start, n.increment); }
    void feed(const model::column& c) {
        feed_all(c.name, c.type, c.nullable, c.identity, c.default_value);
        if (!(c.numbering == model::numbering{})) feed_all("+numbering", c.numbering);
        extra("+collation", c.collation);
        extra("+comment", c.comment);
    }
    void feed(const model::generated_column& g) { feed_all(g.column, g.value, g.stored); }
    void feed(const model::primary_key& k) { feed_all(k.name, k.columns); }
    void feed(const model::unique_key& k) {
        feed_all(k.name, k.columns);
        if (k.nulls_not_distinct) feed("+nulls_not_distinct");
        feed_deferral(k.deferral);
    }
    void feed(const model::foreign_key& k) {
        feed_all(k.name, k.columns, k.table, k.target, static_cast<long long>(k.on_delete),
                 static_cast<long long>(k.on_update));
        if (k.match != model::match::simple) feed("+match_full");
        feed_deferral(k.deferral);
        if (k.not_valid) feed("+not_valid");
    }
    void feed(const model::check_constraint& c) {
        feed_all(c.name, c.condition);
        if (c.not_valid) feed("+not_valid");
        feed_only(c.only);
    }
    void feed(const model::index_column& c) {
        feed_all(c.name, c.descending);
        if (c.nulls != model::nulls_order::by_default) feed_all("+nulls", static_cast<long long>(c.nulls));
        extra("+operator_class", c.operator_class);
        extra("+collation", c.collation);
        if (c.expression >= 0) feed_all("+expression", static_cast<long long>(c.expression));
        if (c.prefix != 0) feed_all("+prefix", static_cast<long long>(c.prefix));
    }
    void feed(const model::parameter& p) { feed_all(p.name, p.value); }
    void feed(const model::index& i) {
        feed_all(i.name, i.columns, i.unique, i.where);
        if (!i.options) return;
        const model::index_options& o = *i.options;
        extra("+method", o.method);
        extra("+expressions", o.expressions);
        extra("+include", o.include);
        extra("+parameters", o.parameters);
        if (o.concurrently) feed("+concurrently");
        if (o.nulls_not_distinct) feed("+nulls_not_distinct");
        feed_only(o.only);
    }
    void feed(const model::exclusion_element& e) { feed_all(e.column, e.expression, e.operator_); }
    void feed(const model::exclusion& e) {
        feed_all(e.name, e.method, e.elements, e.where, static_cast<long long>(e.deferral), e.only);
    }
    void feed(const model::partition& p) { feed_all(p.name, static_cast<long long>(p.method), p.from, p.to); }
    void feed(const model::table& t) {
        feed_all(t.name, t.columns, t.primary_key, t.uniques, t.foreign_keys, t.checks, t.indexes);
        extra("+generated", t.generated);
        extra("+exclusions", t.exclusions);
        if (!t.options) return;
        const model::table_options& o = *t.options;
        extra("+comment", o.comment);
        if (o.unlogged) feed("+unlogged");
        if (o.strict) feed("+strict");
        if (o.without_rowid) feed("+without_rowid");
        extra("+engine", o.engine);
        extra("+charset", o.charset);
        extra("+table_collation", o.collation);
        extra("+parameters", o.parameters);
        if (o.partitioned != model::partition_method::none)
            feed_all("+partitioned", static_cast<long long>(o.partitioned), o.partition_columns);
        extra("+partitions", o.partitions);
        if (o.row_security != model::row_security::off)
            feed_all("+row_security", static_cast<long long>(o.row_security));
    }
    void feed(const model::enumeration& e) { feed_all(e.name, e.values); }
    void feed(const model::sql_text& t) { feed_all(t.database, t.sql); }
    void feed(const model::sequence_options& o) { feed_all(o.start, o.increment, o.least, o.most, o.cycle); }
    void feed(const model::object& o) {
        feed_all(static_cast<long long>(o.kind), o.name, o.on, o.body, o.depends_on, o.only, o.type, o.nullable,
                 o.default_value, o.condition, o.attributes, o.sequence, o.privileges, o.comment);
    }
    void feed(const model::assignment& a) { feed_all(a.column, a.value); }
    void feed(const model::assurance& a) {
        // What the author assumes changes nothing of what is done.
        if (a.precheck) feed("+precheck");
    }

    void feed(const model::create_table& o) { feed_all("create_table", o.table); }
    void feed(const model::drop_table& o) { feed_all("drop_table", o.table); }
    void feed(const model::rename_table& o) { feed_all("rename_table", o.from, o.to); }
    void feed(const model::add_column& o) {
        feed_all("add_column", o.table, o.column);
        if (!o.generated.empty()) feed_all("+generated", o.generated, o.stored);
        feed(o.assurance);
    }
    void feed(const model::drop_column& o) { feed_all("drop_column", o.table, o.column); }
    void feed(const model::rename_column& o) { feed_all("rename_column", o.table, o.from, o.to); }
    void feed(const model::alter_column& o) {
        feed_all("alter_column", o.table, o.column, o.type, o.nullable, o.identity, o.default_value, o.using_);
        if (o.numbering) feed_all("+numbering", *o.numbering);
        if (o.collation) feed_all("+collation", *o.collation);
        if (o.comment) feed_all("+comment", *o.comment);
        feed(o.assurance);
    }
    void feed(const model::create_index& o) { feed_all("create_index", o.table, o.index, o.assurance); }
    void feed(const model::drop_index& o) { feed_all("drop_index", o.table, o.name, o.columns); }
    void feed(const model::add_primary_key& o) { feed_all("add_primary_key", o.table, o.key, o.assurance); }
    void feed(const model::add_unique& o) { feed_all("add_unique", o.table, o.key, o.assurance); }
    void feed(const model::add_foreign_key& o) { feed_all("add_foreign_key", o.table, o.key, o.assurance); }
    void feed(const model::add_check& o) { feed_all("add_check", o.table, o.check, o.assurance); }
    void feed(const model::drop_constraint& o) {
        // By what it names, not by which word named it: drop_unique and drop_constraint are one.
        feed_all("drop_constraint", o.table, o.name, o.columns);
        if (o.name.empty()) feed(static_cast<long long>(o.kind));
    }
    void feed(const model::create_enumeration& o) { feed_all("create_enumeration", o.enumeration); }
    void feed(const model::drop_enumeration& o) { feed_all("drop_enumeration", o.name); }
    void feed(const model::alter_enumeration& o) { feed_all("alter_enumeration", o.name, o.values, o.assurance); }
    void feed(const model::execute& o) {
        feed_all("execute", o.up, o.down, o.irreversible);
        feed_only(o.only);
    }
    void feed(const model::declared_effect& o) { feed_all("declared_effect", static_cast<long long>(o.count)); }
    void feed(const model::add_exclusion& o) { feed_all("add_exclusion", o.table, o.exclusion, o.assurance); }
    void feed(const model::validate_constraint& o) { feed_all("validate_constraint", o.table, o.name, o.valid); }
    void feed(const model::rename_constraint& o) { feed_all("rename_constraint", o.table, o.from, o.to); }
    void feed(const model::rename_index& o) { feed_all("rename_index", o.table, o.from, o.to); }
    void feed(const model::alter_table& o) {
        feed_all("alter_table", o.table, o.comment, o.unlogged, o.strict, o.without_rowid, o.engine, o.charset,
                 o.collation, o.parameters);
        feed(o.row_security.has_value());
        if (o.row_security) feed(static_cast<long long>(*o.row_security));
    }
    void feed(const model::create_partition& o) { feed_all("create_partition", o.table, o.partition); }
    void feed(const model::drop_partition& o) { feed_all("drop_partition", o.table, o.name); }
    void feed(const model::add_enumeration_value& o) {
        feed_all("add_enumeration_value", o.name, o.value, o.before, o.after);
    }
    void feed(const model::rename_enumeration_value& o) { feed_all("rename_enumeration_value", o.name, o.from, o.to); }
    void feed(const model::create_object& o) { feed_all("create_object", o.object); }
    void feed(const model::drop_object& o) { feed_all("drop_object", static_cast<long long>(o.kind), o.name, o.on); }
    void feed(const model::rename_object& o) {
        feed_all("rename_object", static_cast<long long>(o.kind), o.from, o.to, o.on);
    }
    void feed(const model::replace_object& o) { feed_all("replace_object", o.object, o.assurance); }
    void feed(const model::insert_rows& o) { feed_all("insert_rows", o.table, o.columns, o.values, o.only); }
    void feed(const model::update_rows& o) {
        feed_all("update_rows", o.table, o.set, o.where, o.all_rows, o.undo, o.undo_where, o.irreversible, o.only);
    }
    void feed(const model::delete_rows& o) {
        feed_all("delete_rows", o.table, o.where, o.all_rows, o.undo_columns, o.undo_values, o.irreversible, o.only);
    }
    void feed(const model::backfill& o) {
        feed_all("backfill", o.table, o.set, o.where, static_cast<long long>(o.batch), o.only);
    }
    void feed(const model::run& o) { feed_all("run", o.function, o.undo, o.undo_nothing, o.irreversible, o.only); }
    /// A schema's own names are part of what its steps make.
    void feed(const model::naming_convention& c) {
        feed_all("naming", c.primary_key, c.unique, c.foreign_key, c.check, c.index, c.exclusion);
    }
    void feed_replaced(const model::names& ids) { extra("+replaces", ids); }
    template <model::AnyOperation Any>
    void feed(const Any& o) {
        std::visit([&](const auto& one) { feed(one); }, o);
    }

    std::uint64_t hash() const { return XXH3_64bits(bytes_.data(), bytes_.size()); }

private:
    void feed(const char* s) { feed(std::string_view(s)); }
    void feed(const std::string& s) { feed(std::string_view(s)); }
    /// A member that most do not have, under its name.
    void extra(const char* name, const auto& value) {
        if (!value.empty()) feed_all(name, value);
    }
    void feed_only(const model::databases& only) {
        if (!only.empty()) feed_all("+only", only);
    }
    void feed_deferral(model::deferral d) {
        if (d != model::deferral::not_deferrable) feed_all("+deferral", static_cast<long long>(d));
    }
    template <class... T>
    void feed_all(const T&... fields) {
        (feed(fields), ...);
    }
    std::string bytes_;
};

}  // namespace

std::string checksum(const model::migration& m, const model::naming_convention* convention) {
    digest d;
    d.feed(m.parents);
    d.feed(static_cast<long long>(m.operations.size()));
    for (const model::operation& o : m.operations) d.feed(o);
    if (convention) d.feed(*convention);
    if (!m.replaces.empty()) d.feed_replaced(m.replaces);
    return fmt::format("1:{:016x}", d.hash());
}

std::string fingerprint(std::string_view text) { return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size())); }

std::uint32_t operation_checksum(const model::operation& o) {
    digest d;
    d.feed(o);
    return static_cast<std::uint32_t>(d.hash());
}

}  // namespace retort::codegen
