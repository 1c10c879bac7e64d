// What is written for people and for applications: access code, the schema's page, SQL to be reviewed, drafts.
#include <retort/codegen/emit.hpp>
#include <retort/dsl.hpp>

#include "support/catch.hpp"
#include "support/lowered.hpp"

using namespace retort::dsl;
namespace codegen = retort::codegen;
namespace model = retort::model;

namespace shop {

constexpr auto audit = namespace_("audit");
constexpr auto mood = enumeration("mood", "sad", "ok");
constexpr auto email = domain("email", varchar(200), check(col("value").like("%@%")), comment("an address"));
constexpr auto orders = table(
    "orders", column("id", bigint, identity(always, start(10))), column("price", numeric(10, 2), comment("net|gross")),
    column("total", numeric(), nullable, generated(col("price") * 2)), column("mail", domain_("email"), nullable),
    column("tags", array(text)), column("mood", mood), column("seats", native("int2", cpp<short>)),
    column("small", unsigned_(smallint), default_(0)), column("during", tstzrange, nullable), primary_key("id"),
    exclude("no_overlap", with("during", "&&"), only(postgresql)), comment("what people buy"),
    with("fillfactor", "70"));
constexpr auto events = table("audit.events", column("id", bigint), column("at", date), primary_key("id", "at"),
                              partition_by_range("at"), partition("old", from("2024-01-01"), to("2025-01-01")));
constexpr auto numbers = table("numbers", column("id", bigint, identity(always)), primary_key("id"));
constexpr auto cheap = view("cheap", on(sqlite, "SELECT 1"), on(postgresql, "SELECT `2`"), depends_on("orders"));
constexpr auto schema = retort::schema<"shop", audit, mood, email, orders, events, numbers, cheap>;

model::schema lowered() {
    model::faults none;
    return std::remove_cvref_t<decltype(schema)>::lower(none);
}

}  // namespace shop

namespace {

/// The headers of access code, one after the other.
std::string all_headers(const model::schema& s) {
    std::string all;
    for (const auto& [where, code] : codegen::emit_access(s)) all += code;
    return all;
}

void require_text(const std::string& in, const std::string& wanted) {
    INFO(in);
    INFO(wanted);
    REQUIRE(in.find(wanted) != std::string::npos);
}
void require_no_text(const std::string& in, const std::string& unwanted) {
    INFO(in);
    INFO(unwanted);
    REQUIRE(in.find(unwanted) == std::string::npos);
}

}  // namespace

TEST_CASE("access code takes types from the type table, the base type of a domain, and cpp<…>") {
    const std::string code = all_headers(shop::lowered());
    for (const std::string member : {"std::int64_t id{};", "std::string price;", "std::optional<std::string> total;",
                                     "std::optional<std::string> mail;", "std::string tags;", "shop::mood mood{};",
                                     "std::int16_t seats{};", "std::int32_t small{};", "retort::date at{};"})
        require_text(code, "    " + member + "\n");
}

TEST_CASE("generated values are in the row type but not in the new-row type") {
    const model::schema s = shop::lowered();
    const std::string code = all_headers(s), source = codegen::emit_access_source(s);
    const std::string fresh = code.substr(code.find("struct new_order {"));
    const std::string members = fresh.substr(0, fresh.find("};"));
    require_no_text(members, "total");
    require_no_text(members, " id ");
    require_text(members, "price");
    require_text(source, "UPDATE orders SET price = $1, mail = $2,");
    require_no_text(source, "total = $");
    // Of a table that has nothing else, there is nothing to update.
    require_no_text(code, "update(retort::connection& db, const number& row)");
}

TEST_CASE("a table in a namespace has its own name on PostgreSQL") {
    const model::schema s = shop::lowered();
    require_text(all_headers(s), "struct audit_events {");
    require_text(codegen::emit_access_source(s),
                 "db.kind() == retort::database::postgresql ? \"SELECT id, at FROM audit.events ORDER BY id, at\" : "
                 "\"SELECT id, at FROM \\\"audit.events\\\" ORDER BY id, at\"");
}

TEST_CASE("each table has its own header, which includes no other table") {
    model::schema s = shop::lowered();
    const auto made = codegen::emit_access(s);
    const auto text_of = [&](const std::string& where) {
        INFO(where);
        REQUIRE(made.contains(where));
        return made.at(where);
    };
    const std::string orders = text_of("access/orders.hpp"), events = text_of("access/audit_events.hpp");
    require_text(orders, "struct order {");
    require_text(orders, "#include <shop/enumerations.hpp>\n");
    require_no_text(orders, "struct audit_event");
    require_no_text(orders, "temporal.hpp");
    require_text(events, "#include <retort/temporal.hpp>\n");
    require_no_text(events, "enumerations.hpp");
    require_no_text(events, "history");
    for (const auto& [where, code] : made)
        if (where.starts_with("access/") || where == "enumerations.hpp") {
            require_text(code, "#include <shop/access_version.hpp>\n");
            require_text(text_of("access.hpp"), "#include <shop/" + where + ">\n");
        }
    // What a build knows of: it is another one when any of them is, and only then.
    CHECK(codegen::emit_access(s).at("access_version.hpp") == made.at("access_version.hpp"));
    s.tables.back().columns.push_back(model::column{.name = "noted"});
    const auto changed = codegen::emit_access(s);
    CHECK(changed.at("access_version.hpp") != made.at("access_version.hpp"));
    CHECK(changed.at("access/orders.hpp") == orders);
    CHECK(changed.at("access.hpp") == made.at("access.hpp"));
}

TEST_CASE("the generated documentation shows the whole schema") {
    const std::string page = codegen::emit_docs(shop::lowered());
    for (
        const std::string one :
        {"## Enumeration mood\n", "\nwhat people buy\n", "| column | type | null | default | comment |\n",
         "| `id` | bigint, identity always, from 10 |  |  |  |\n", "| `price` | numeric(10, 2) |  |  | net\\|gross |\n",
         "| `total` | numeric | yes | computed: `price * 2` |  |\n", "- fillfactor = 70\n",
         "- exclusion `no_overlap`: during with &&, on postgresql only\n", "- partitioned by range (at)\n",
         "- partition `old`: from `'2024-01-01'` to below `'2025-01-01'`\n", "## namespace 'audit'\n",
         "## domain 'email'\n\nan address\n\n- of type varchar(200)\n- check `VALUE LIKE '%@%'`\n",
         "## view 'cheap'\n\n- needs orders\n\nOn sqlite:\n\n```sql\nSELECT 1\n```\n\nOn postgresql:\n\n```sql\nSELECT "
         "`2`\n```\n"})
        require_text(page, one);
}

TEST_CASE("generated SQL files describe steps that are not SQL") {
    codegen::planned_revision r{.id = "1"};
    codegen::route on{.on = retort::database::sqlite};
    on.up.statements = {{.sql = "", .function_name = "shop::fill"},
                        {.sql = "UPDATE a", .batch = 1000, .at_once = "UPDATE a"},
                        {.sql = "SELECT count(*)", .precheck = "rows are NULL"},
                        {.sql = "CREATE INDEX", .transactional = false}};
    const std::string written = codegen::emit_sql(r, on);
    require_text(
        written,
        "-- up\n-- calls shop::fill\n-- repeated until it changes no rows: 1000 rows per transaction\nUPDATE a;\n"
        "-- must count no rows: rows are NULL\nSELECT count(*);\n-- outside a transaction\nCREATE INDEX;\n");
}

TEST_CASE("a draft writes constants where C++ needs an expression") {
    const auto words_of = [](const auto& m) {
        return codegen::emit_migration("shop", "1", "", {}, retort::testing::lowered(m).operations);
    };
    constexpr auto m = migration(
        "1",
        create_table("t", column("a", integer, default_(lit(60) * 24)), column("b", text, default_(on(sqlite, "'x'"))),
                     check(lit(sql("1 = 1"))), check(lit(true) && true), check(!(-col("a")).is_null()),
                     index(on(asc("a", nulls_last), lit(sql("b || a")))),
                     index(on("a"), method("btree"), where(col("a") > 0), include("b"))),
        create_index("t", index("", on("a"), method("btree"), where(col("a") > 0), include("b"), concurrently)),
        execute("SELECT 1", undo("SELECT 2"), effect(drop_column("t", "a"), drop_table("t"))),
        alter_table("t", no_parameters), create_domain("d", time, default_(lit("a")), not_null),
        on(sqlite, insert_rows("t", columns("a", "b"), row(1, null), row(2, "x"))));
    const std::string draft = words_of(m);
    for (const std::string wanted :
         {"default_(lit(60) * 24)", "default_(on(sqlite, \"'x'\"))", "check(lit(sql(\"1 = 1\")))",
          "check(lit(true) && true)", "check(!(-col(\"a\")).is_null())",
          "index(on(asc(\"a\", nulls_last), lit(sql(\"b || a\"))))",
          "index(on(\"a\"), method(\"btree\"), where(col(\"a\") > 0), include(\"b\"))",
          "create_index(\"t\", index(\"\", on(\"a\"), method(\"btree\"), where(col(\"a\") > 0), include(\"b\"), "
          "concurrently))",
          "execute(\"SELECT 1\", undo(\"SELECT 2\"), effect(drop_column(\"t\", \"a\"), drop_table(\"t\")))",
          "alter_table(\"t\", no_parameters)", "create_domain(\"d\", time, not_null, default_(lit(\"a\")))",
          "on(sqlite, insert_rows(\"t\", columns(\"a\", \"b\"), row(1, null), row(2, \"x\")))"})
        require_text(draft, wanted);
}

TEST_CASE("constraints without a name are dropped by their derived name") {
    const std::vector<model::operation> drop{model::drop_index{"orders", {}, {"at"}, {}}};
    constexpr model::naming_convention rules{.index = "{table}_{columns}_idx"};
    require_text(codegen::emit_migration("shop", "1", "", {}, drop), "drop_index(\"orders\", \"ix_orders_at\")");
    require_text(codegen::emit_migration("shop", "1", "", {}, drop, &rules),
                 "drop_index(\"orders\", \"orders_at_idx\")");
}
