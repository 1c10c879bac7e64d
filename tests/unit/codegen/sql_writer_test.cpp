// Quoting, literals and parentheses; whole statements are in tests/golden.
#include <retort/codegen/sql_writer.hpp>
#include <retort/dsl.hpp>

#include "mariadb/render.hpp"
#include "postgresql/render.hpp"
#include "sqlite/render.hpp"
#include "support/catch.hpp"

using namespace retort;
using codegen::sql_writer;

namespace {
const codegen::sqlite::writer lite;
const codegen::postgresql::writer postgres;
const codegen::mariadb::writer maria;

std::string on_both(const model::expression& e) {
    CHECK(postgres.expression(e) == lite.expression(e));
    return lite.expression(e);
}

std::string written(const sql_writer& w, const model::literal& l, model::type_kind kind) {
    return w.literal(l, {.kind = kind});
}
}  // namespace

TEST_CASE("a name is quoted if necessary") {
    for (const char* plain : {"orders", "a1", "_x", "name", "user_id"}) CHECK(sql_writer::identifier(plain) == plain);
    const std::pair<const char*, const char*> quoted[] = {
        {"Orders", "\"Orders\""}, {"order", "\"order\""},   {"user", "\"user\""}, {"1st", "\"1st\""},
        {"a b", "\"a b\""},       {"цена", "\"цена\""},     {"🔧", "\"🔧\""},     {"a\"b", "\"a\"\"b\""},
        {"a;b--", "\"a;b--\""},   {"select", "\"select\""}, {"", "\"\""},         {"a$b", "\"a$b\""}};
    for (const auto& [name, expected] : quoted) CHECK(sql_writer::identifier(name) == expected);
    CHECK(sql_writer::identifiers({"a", "Order", "b"}) == "a, \"Order\", b");
}

TEST_CASE("a text is quoted, and only the quote is escaped") {
    CHECK(sql_writer::text("") == "''");
    CHECK(sql_writer::text("it's") == "'it''s'");
    CHECK(sql_writer::text("a\\b\n--;\"🔧") == "'a\\b\n--;\"🔧'");
}

TEST_CASE("MariaDB stores timestamptz in UTC, because it rejects offsets") {
    const auto point = [](const char* text) {
        return written(maria, {.kind = model::literal_kind::text, .text = text}, model::type_kind::timestamptz);
    };
    CHECK(point("2026-01-31 12:00:00") == "'2026-01-31 12:00:00'");
    CHECK(point("2026-01-31 12:00:00.25+00") == "'2026-01-31 12:00:00.25'");
    CHECK(point("2026-01-31T12:00:00Z") == "'2026-01-31T12:00:00'");
    CHECK(point("2026-01-31 23:30:00.5-02:00") == "'2026-02-01 01:30:00.5'");
    CHECK(point("2024-03-01 01:00+0530") == "'2024-02-29 19:30'");
    CHECK(point("2026-01-31") == "'2026-01-31'");
    CHECK(written(maria, {.kind = model::literal_kind::now}, model::type_kind::timestamptz) == "utc_timestamp(6)");
    CHECK(maria.literal({.kind = model::literal_kind::now}, {model::type_kind::timestamp, 3, 1}) == "utc_timestamp(3)");
}

TEST_CASE("types on MariaDB") {
    using model::type_kind;
    CHECK(maria.type({.kind = type_kind::timestamptz}) == "datetime(6)");
    CHECK(maria.type({type_kind::time, 0, 1}) == "time(0)");
    CHECK(maria.type({type_kind::numeric, -1}) == "decimal(65, 30)");
    CHECK(maria.type({type_kind::numeric, 5, 2}) == "decimal(5, 2)");
    CHECK(maria.type({type_kind::char_, 255}) == "char(255)");
    CHECK(maria.type({type_kind::char_, 256}) == "varchar(256)");
    CHECK(maria.type({.kind = type_kind::integer, .is_unsigned = true}) == "int unsigned");
}

TEST_CASE("operators and functions of MariaDB") {
    using namespace retort::dsl;
    const auto expression = [](const auto& e) {
        model::expression lowered;
        for (const model::node& n : e.nodes) lowered.nodes.push_back(n);
        return maria.expression(lowered);
    };
    CHECK(expression(lit(7) / 2) == "7 DIV 2");
    CHECK(expression(lit(7) / 2.0) == "7 / 2.0");
    CHECK(expression(length(col("a")) / 2) == "char_length(a) DIV 2");
    // What is not known to be an integer is divided as a number.
    CHECK(expression(col("a") / 2) == "a / 2");
    CHECK(expression(col("a").like("50\\%")) == "a LIKE '50\\%' ESCAPE '|'");
    CHECK(expression(col("a").like("|\\")) == "a LIKE '|\\' ESCAPE '!'");
}

TEST_CASE("literals on each database") {
    using model::literal_kind;
    using model::type_kind;
    const model::literal now{.kind = literal_kind::now}, text{.kind = literal_kind::text, .text = "a\\'"};
    CHECK(written(lite, now, type_kind::timestamp) == "CURRENT_TIMESTAMP");
    CHECK(written(postgres, now, type_kind::timestamp) == "(CURRENT_TIMESTAMP AT TIME ZONE 'UTC')");
    CHECK(written(postgres, now, type_kind::timestamptz) == "CURRENT_TIMESTAMP");
    CHECK(written(lite, text, type_kind::bytes) == "x'615c27'");
    CHECK(written(postgres, text, type_kind::bytes) == "'\\x615c27'");
    for (const sql_writer* w : {static_cast<const sql_writer*>(&lite), static_cast<const sql_writer*>(&postgres)}) {
        CHECK(written(*w, text, type_kind::text) == "'a\\'''");
        // 3 would divide as an integer.
        CHECK(written(*w, {.kind = literal_kind::real, .real = 3}, type_kind::real) == "3.0");
        CHECK(written(*w, {.kind = literal_kind::real, .real = -0.1}, type_kind::real) == "-0.1");
        CHECK(written(*w, {.kind = literal_kind::real, .real = 1e30}, type_kind::real) == "1e+30");
        CHECK(written(*w, {.kind = literal_kind::boolean, .boolean = true}, type_kind::boolean) == "TRUE");
        CHECK(written(*w, {.kind = literal_kind::sql, .text = "1 + 1"}, type_kind::integer) == "(1 + 1)");
        CHECK(written(*w, {}, type_kind::integer) == "NULL");
    }
    CHECK(written(postgres, {.kind = literal_kind::random_uuid}, type_kind::uuid) == "gen_random_uuid()");
    CHECK(written(lite, {.kind = literal_kind::random_uuid}, type_kind::uuid).starts_with("(lower(hex(randomblob("));
    const model::sql_text each[] = {{"postgresql", "now()"}, {"", "1"}};
    const model::literal verbatim{.kind = literal_kind::sql, .each = each, .size = 2};
    CHECK(written(postgres, verbatim, type_kind::integer) == "(now())");
    CHECK(written(lite, verbatim, type_kind::integer) == "(1)");
}

TEST_CASE("names in a namespace are qualified if the database has namespaces") {
    model::schema s;
    s.objects.push_back({.kind = model::object_kind::namespace_, .name = "audit"});
    CHECK(postgres.relation(s, "audit.order") == "audit.\"order\"");
    CHECK(postgres.relation(s, "other.events") == "\"other.events\"");
    CHECK(postgres.local(s, "audit.order") == "order");
    CHECK(postgres.beside(s, "audit.order", "ix") == "audit.ix");
    CHECK(postgres.beside(s, "orders", "ix") == "ix");
    CHECK(lite.relation(s, "audit.order") == "\"audit.order\"");
    CHECK(lite.beside(s, "audit.order", "ix") == "ix");
    CHECK(postgres.type(s, {.kind = model::type_kind::enumeration, .name = "audit.Mood"}) == "audit.\"Mood\"");
    CHECK(postgres.type(s, {.kind = model::type_kind::enumeration, .name = "mood", .dimensions = 2}) == "mood[][]");
}

TEST_CASE("a domain is its base type on databases without domains") {
    model::schema s;
    model::object email{.kind = model::object_kind::domain, .name = "email"};
    email.type = {.kind = model::type_kind::varchar, .a = 200};
    s.objects.push_back(email);
    const model::type of{.kind = model::type_kind::domain, .name = "email"};
    CHECK(postgres.type(s, of) == "email");
    CHECK(lite.type(s, of) == "VARCHAR(200)");
    using namespace dsl;
    constexpr auto condition = col("value").like("%@%") && sql("VALUE <> 'value' AND values > 1");
    CHECK(lite.condition(condition.lower(), "\"e mail\"") ==
          "\"e mail\" LIKE '%@%' AND (\"e mail\" <> 'value' AND values > 1)");
    CHECK(postgres.condition(condition.lower(), "VALUE").starts_with("VALUE LIKE"));
}

TEST_CASE("a constant is written in the type of the compared column") {
    model::schema s;
    model::table t{.name = "t"};
    t.columns.push_back({.name = "b", .type = {.kind = model::type_kind::bytes}});
    t.columns.push_back({.name = "at", .type = {.kind = model::type_kind::timestamp}});
    using namespace dsl;
    constexpr auto bytes_in = col("b").in("a", "b");
    constexpr auto later = col("at") > now;
    CHECK(lite.expression(s, t, bytes_in.lower()) == "b IN (x'61', x'62')");
    CHECK(postgres.expression(s, t, later.lower()) == "at > (CURRENT_TIMESTAMP AT TIME ZONE 'UTC')");
}

#define CHECK_SQL(words, sql)                         \
    do {                                              \
        using namespace retort::dsl;                  \
        constexpr auto expression_of = (words);       \
        CHECK(on_both(expression_of.lower()) == sql); \
    } while (false)

TEST_CASE("parentheses are written only if needed") {
    CHECK_SQL(col("a") >= 0 && col("b") < 1, "a >= 0 AND b < 1");
    CHECK_SQL((col("a") == 1 || col("b") == 2) && col("c") == 3, "(a = 1 OR b = 2) AND c = 3");
    CHECK_SQL((col("a") == 1 && col("b") == 2) || col("c") == 3, "a = 1 AND b = 2 OR c = 3");
    CHECK_SQL(col("a") == 1 && (col("b") == 2 && col("c") == 3), "a = 1 AND b = 2 AND c = 3");
    CHECK_SQL(!(col("a") == 1), "NOT (a = 1)");
    CHECK_SQL(!col("on_it"), "NOT on_it");
    CHECK_SQL(!(col("a").is_null()), "NOT (a IS NULL)");
    CHECK_SQL(col("a") - (col("b") - col("c")) == 0, "a - (b - c) = 0");
    CHECK_SQL(col("a") - col("b") - col("c") == 0, "a - b - c = 0");
    CHECK_SQL((col("a") + 1) * 2 / (col("b") * 3) > 0, "(a + 1) * 2 / (b * 3) > 0");
    CHECK_SQL(-(col("a") + 1) < -col("b"), "- (a + 1) < - b");
    CHECK_SQL(-(-col("a")) < -1, "- (- a) < -1");
    CHECK_SQL((col("a") + 1).in(1, 2), "a + 1 IN (1, 2)");
    CHECK_SQL((col("a") + 1).is_null(), "a + 1 IS NULL");
    CHECK_SQL(length(col("a")) + 1 > 2, "length(a) + 1 > 2");
    CHECK_SQL(col("a") % 2 * 3 == 0, "a % 2 * 3 = 0");
    CHECK_SQL(col("a") % (col("b") + 1) == 0, "a % (b + 1) = 0");
    CHECK_SQL(abs(col("a") - 1) < 2, "abs(a - 1) < 2");
    CHECK_SQL(coalesce(col("a"), coalesce(col("b"), 0)) > 1, "coalesce(a, coalesce(b, 0)) > 1");
    // SQLite's || binds more than its *, PostgreSQL's less than its +.
    CHECK_SQL(concat(concat(col("a"), "-"), col("b")) == "x", "a || '-' || b = 'x'");
    CHECK_SQL(concat(col("a"), concat("-", col("b"))) == "x", "a || ('-' || b) = 'x'");
    CHECK_SQL(length(concat(col("a") + 1, "x")) == 1, "length((a + 1) || 'x') = 1");
}

TEST_CASE("comparisons inside comparisons have parentheses, because databases order them differently") {
    // SQLite would read b = a LIKE 'x' as (b = a) LIKE 'x', PostgreSQL as b = (a LIKE 'x').
    CHECK_SQL(col("b") == col("a").like("x"), "b = (a LIKE 'x')");
    CHECK_SQL(col("b") == col("a").in(1), "b = (a IN (1))");
    CHECK_SQL((col("a") == col("b")).is_null(), "(a = b) IS NULL");
    CHECK_SQL((col("a") < col("b")) != (col("c") > col("d")), "(a < b) <> (c > d)");
    CHECK_SQL(col("a").is_null().is_not_null(), "(a IS NULL) IS NOT NULL");
}

TEST_CASE("a backslash in a pattern is literal on both") {
    constexpr auto like = dsl::col("a").like("100\\%");
    CHECK(lite.expression(like.lower()) == "a LIKE '100\\%'");
    CHECK(postgres.expression(like.lower()) == "a LIKE '100\\%' ESCAPE ''");
}
