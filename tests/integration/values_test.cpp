// What columns hold: decimals are exact, and SQLite refuses the values that the other databases refuse.
#include <retort/access.hpp>
#include <retort/codegen/plan.hpp>
#include <retort/migrator.hpp>
#include <retort/temporal.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "bench.hpp"
#include "scratch.hpp"
#include "support/catch.hpp"
#include "support/embed.hpp"
#include "support/lowered.hpp"

using namespace retort;
using namespace retort::test;
using model::type_kind;
using retort::testing::embedded;
using retort::testing::lowered;
using list = std::vector<std::string>;

namespace {

/// A history on a database of its own.
class place {
public:
    place(database kind, std::vector<model::migration> migrations) : on_(kind), db_(on_.open()) {
        continue_with(std::move(migrations));
    }
    /// The history as it goes on; `unchecked` as the schema's word says.
    void continue_with(std::vector<model::migration> migrations, bool unchecked = false) {
        codegen::project p;
        p.declared.name = "shop";
        p.declared.databases.add(model_of(on_.kind()));
        p.declared.unchecked_sqlite = unchecked;
        p.migrations = std::move(migrations);
        plan_.emplace(codegen::make_plan(p, {std::string(name_of(on_.kind()))}));
    }
    connection& db() { return db_; }
    void up(std::string_view to = "head") { upgrade(db_, plan_->history(), std::string(to), any_loss); }
    void down(std::string_view to = "-1") { downgrade(db_, plan_->history(), std::string(to), any_loss); }

private:
    scratch on_;
    connection db_;
    std::optional<embedded> plan_;
};

/// The error of `call`; empty where it succeeds.
std::string refusal(auto&& call) {
    try {
        call();
    } catch (const error& e) {
        return e.what();
    }
    return {};
}

/// `units` of the last of `digits` digits behind the point, as a decimal.
std::string decimal(long long units, int digits) {
    const bool negative = units < 0;
    std::string text = std::to_string(negative ? -units : units);
    if (text.size() <= static_cast<std::size_t>(digits))
        text.insert(0, static_cast<std::size_t>(digits) + 1 - text.size(), '0');
    if (digits > 0) text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
    return (negative ? "-" : "") + text;
}

/// Half away from 0.
long long divided(long long units, long long by) {
    const long long half = by / 2;
    return units < 0 ? -((-units + half) / by) : (units + half) / by;
}

std::string read(const value& field, int digits) {
    std::optional<std::string> text;
    decode_decimal(field, digits, text);
    return text.value_or("NULL");
}

std::string bytes_of(database on, std::string_view hexadecimal) {
    return on == database::postgresql ? fmt::format("'\\x{}'", hexadecimal) : fmt::format("x'{}'", hexadecimal);
}

/// Values of one type as SQL. `bad` are refused everywhere, `bad_here` by SQLite and perhaps by others.
struct values {
    model::type type;
    list good, bad, bad_here = {};
};

const list no_numbers{"'abc'", "''", "'1x'"};

std::vector<values> all_values(database on) {
    const auto integers = [](type_kind kind, std::string_view low, std::string_view high, std::string_view below,
                             std::string_view above) {
        values v{{kind}, {"0", std::string(low), std::string(high), "NULL"}, no_numbers, {"1.5"}};
        v.bad.emplace_back(below);
        v.bad.emplace_back(above);
        return v;
    };
    const list times{"'12:61:00'", "'noon'"};
    std::vector<values> all{
        {{type_kind::boolean}, {"TRUE", "FALSE", "NULL"}, {"'maybe'"}, {"2", "-1", "1.5"}},
        integers(type_kind::smallint, "-32768", "32767", "-32769", "32768"),
        integers(type_kind::integer, "-2147483648", "2147483647", "-2147483649", "2147483648"),
        integers(type_kind::bigint, "-9223372036854775808", "9223372036854775807", "-9223372036854775809",
                 "9223372036854775808"),
        {{type_kind::real}, {"0", "1.5", "-3.25e+30", "NULL"}, no_numbers},
        {{type_kind::double_precision}, {"0", "1", "-1.5e300", "NULL"}, no_numbers},
        {{type_kind::numeric, -1}, {"0", "12345.678901", "NULL"}, no_numbers},
        {{type_kind::numeric, 5, 2},
         {"0", "0.01", "999.99", "-999.99", "1", "1.1", "'12.50'", "NULL"},
         {"1000", "-1000", "'abc'", "'1x'"},
         {"1.005", "0.1 + 0.201", "''"}},
        {{type_kind::numeric, 18}, {"999999999999999999", "-999999999999999999"}, {"1000000000000000000", "'abc'"}},
        {{type_kind::numeric, 18, 3},
         {"1.5", "-123456789012.345", "0.001"},
         {"1e15", "'abc'"},
         {"123456789012345.678", "0.0001"}},
        {{type_kind::varchar, 3},
         {"''", "'abc'", "'яяя'", "'🔧🔧🔧'", "NULL"},
         {"'abcd'", "'яяяя'"},
         {bytes_of(on, "61")}},
        {{type_kind::char_, 3}, {"'abc'", "'a'", "NULL"}, {"'abcd'"}},
        {{type_kind::text}, {"''", "'abc'", "NULL"}, {}, {bytes_of(on, "61")}},
        {{type_kind::bytes}, {bytes_of(on, "00ff"), bytes_of(on, ""), "NULL"}, {}, {"'text'", "5"}},
        {{type_kind::varbinary, 2}, {bytes_of(on, "00ff"), "NULL"}, {}, {bytes_of(on, "00ff00"), "'a'"}},
        {{type_kind::date},
         {"'2024-02-29'", "'9999-12-31'", "NULL"},
         {"'2023-02-29'", "'2024-13-01'", "'2024-04-31'", "'soon'", "''"},
         {"'20240229'", "20240229", "'2024-02-29 10:00:00'", "'2024-2-9'"}},
        {{type_kind::time},
         {"'00:00:00'", "'23:59:59.999999'", "NULL"},
         times,
         {"'25:00:00'", "'12:00'", "'12:00:00Z'", "12"}},
        {{type_kind::timestamp},
         {"'2024-02-29 23:59:58'", "'1969-12-31 00:00:00.25'", "CURRENT_TIMESTAMP", "NULL"},
         {"'2023-02-29 10:00:00'", "'2024-01-01 25:00:00'", "'2024-01-01 10:61:00'", "'soon'", "''"},
         {"'2024-01-01'", "'2024-01-01T10:00:00'", "5", "'2024-01-01 10:00:00+02:00'", "'2024-01-01 10:00:00Z'"}},
        {{type_kind::timestamptz},
         {"'2024-02-29 23:59:58'", "'1969-12-31 00:00:00.25'", "NULL"},
         {"'2023-02-29 10:00:00'", "'soon'"},
         {"'2024-01-01 10:00:00+02:00'", "'2024-01-01 10:00:00+00'"}},
        {{type_kind::uuid},
         {"'123e4567-e89b-12d3-a456-426614174000'", "'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'", "NULL"},
         {"'123e4567-e89b-12d3-a456-4266141740000'"},
         {"'x'", "''", "'123e4567-e89b-12d3-a456-42661417400g'", "'123e4567+e89b-12d3-a456-426614174000'",
          "'123e4567-e89b-12d3-a456-42661417-000'"}},
        {{type_kind::json}, {"'{\"a\": [1, null]}'", "'1'", "'\"x\"'", "NULL"}, {"'{'", "'x'", "''", "'{a: 1}'"}},
        {{type_kind::jsonb}, {"'{\"a\": [1, null]}'", "NULL"}, {"'{'", "'[1,]'"}},
        {{type_kind::tinyint}, {"-128", "127", "NULL"}, no_numbers, {"128", "-129"}},
        {{type_kind::mediumint}, {"-8388608", "8388607", "NULL"}, no_numbers, {"8388608", "-8388609"}},
        {{type_kind::year}, {"1901", "2155", "NULL"}, no_numbers, {"32768"}},
        {{type_kind::oid}, {"0", "4294967295", "NULL"}, no_numbers, {"4294967296", "1.5"}},
        {{type_kind::macaddr},
         {"'08:00:2b:01:02:03'", "NULL"},
         {"'08:00:2b:01:02:03:04'"},
         {"'08:00:2b:01:02:0g'", "'x'"}},
        {{type_kind::macaddr8}, {"'08:00:2b:ff:fe:01:02:03'"}, {}, {"'08:00'"}},
    };
    all.push_back({{.kind = type_kind::integer, .is_unsigned = true}, {"0", "2147483647"}, no_numbers});
    if (on != database::postgresql) {
        all.back().good.emplace_back("4294967295");
        all.back().bad.insert(all.back().bad.end(), {"-1", "4294967296"});
    }
    if (on != database::mariadb)
        all.push_back({{type_kind::timetz}, {"'23:59:58+00'", "'12:00:00.5-08:30'", "NULL"}, times});
    return all;
}

/// Strict tables came with SQLite 3.37.
bool knows_strict() {
    scratch on(database::sqlite);
    connection db = on.open();
    return rows_of(db, "SELECT CAST(substr(sqlite_version(), 3) AS REAL) >= 37") == list{"1"};
}

/// One column of that type, beside a number.
model::migration table_of(const model::type& type, bool strict = false) {
    model::table t{.name = "t"};
    t.columns.push_back({.name = "id", .type = {type_kind::bigint}, .nullable = false, .identity = true});
    t.columns.push_back({.name = "c", .type = type, .nullable = true});
    t.primary_key.columns.push_back("id");
    if (strict) {
        t.options = model::table_options{};
        t.options->strict = true;
    }
    return {.id = "1", .operations = {model::create_table{.table = std::move(t)}}};
}

}  // namespace

TEST_CASE("a column accepts values of its type and rejects others") {
    std::size_t taken = 0, refused = 0;
    for (const database kind : available())
        for (const values& v : all_values(kind))
            for (const bool strict : {false, true}) {
                if (strict && (kind != database::sqlite || !knows_strict())) continue;
                INFO("on " << name_of(kind) << ": " << std::string(to_string(v.type)) << (strict ? ", strict" : ""));
                place t(kind, {table_of(v.type, strict)});
                t.up();
                const auto insert = [&](const std::string& value) {
                    return refusal([&] { t.db().execute("INSERT INTO t (c) VALUES (" + value + ")"); });
                };
                for (const std::string& good : v.good) {
                    // A strict table keeps decimals as floating-point numbers, which have 15 digits also where they are
                    // whole.
                    if (strict && v.type.kind == type_kind::numeric && good.size() > 17) continue;
                    INFO(good);
                    CHECK(insert(good) == "");
                    ++taken;
                }
                for (const std::string& bad : v.bad) {
                    INFO(bad);
                    CHECK(insert(bad) != "");
                    ++refused;
                }
                if (kind != database::sqlite) continue;
                for (const std::string& bad : v.bad_here) {
                    INFO(bad);
                    CHECK(insert(bad) != "");
                    ++refused;
                }
                CHECK(rows_of(t.db(), "SELECT count(*) FROM t WHERE c IS NULL").front() ==
                      std::to_string(std::count(v.good.begin(), v.good.end(), "NULL")));
            }
    std::cout << taken << " values taken, " << refused << " refused\n";
}

TEST_CASE("an identity column enforces the range of its type") {
    model::migration m = table_of({type_kind::integer});
    std::get<model::create_table>(m.operations[0]).table.columns[0].type = {type_kind::integer};
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place t(kind, {m});
        t.up();
        t.db().execute("INSERT INTO t (c) VALUES (1)");
        CHECK(refusal([&] { t.db().execute("INSERT INTO t (id, c) VALUES (2147483648, 1)"); }) != "");
        CHECK(refusal([&] { t.db().execute("INSERT INTO t (id, c) VALUES (2147483647, 1)"); }) == "");
    }
}

TEST_CASE("decimals are stored, read, compared, ordered and summed exactly") {
    std::mt19937_64 random(20261130);
    std::size_t compared = 0;
    for (const database kind : available())
        for (const int digits : {0, 1, 2, 3, 6, 10, 15}) {
            INFO("on " << name_of(kind) << ", " << digits << " digits behind the point");
            place t(kind, {table_of({type_kind::numeric, 15, digits})});
            t.up();
            std::vector<long long> all;
            for (int i = 0; i < 120; ++i) {
                const int size = static_cast<int>(random() % 16);
                long long limit = 1;
                for (int d = 0; d < size; ++d) limit *= 10;
                all.push_back(static_cast<long long>(random() % static_cast<unsigned long long>(limit)) *
                              (random() % 2 == 0 ? 1 : -1));
            }
            for (const long long edge : {999999999999999LL, -999999999999999LL, 1LL, -1LL, 0LL}) all.push_back(edge);
            for (const long long units : all) {
                const value parameter[] = {decimal(units, digits)};
                t.db().execute("INSERT INTO t (c) VALUES ($1)", parameter);
            }
            const result rows = t.db().execute("SELECT c FROM t ORDER BY id");
            for (std::size_t i = 0; i < all.size(); ++i, ++compared)
                CHECK(read(rows.rows.at(i).at(0), digits) == decimal(all[i], digits));
            for (const long long units : {all[0], all[50], 1LL}) {
                const auto count = [&](std::string_view how) {
                    return rows_of(t.db(),
                                   fmt::format("SELECT count(*) FROM t WHERE c {} {}", how, decimal(units, digits)))
                        .front();
                };
                CHECK(count("=") == std::to_string(std::count(all.begin(), all.end(), units)));
                CHECK(count("<") ==
                      std::to_string(std::count_if(all.begin(), all.end(), [&](long long u) { return u < units; })));
            }
            std::sort(all.begin(), all.end());
            const result ordered = t.db().execute("SELECT c FROM t ORDER BY c");
            for (std::size_t i = 0; i < all.size(); ++i)
                CHECK(read(ordered.rows.at(i).at(0), digits) == decimal(all[i], digits));
            // A sum is exact as long as it has 15 digits, too.
            t.db().execute("DELETE FROM t");
            long long sum = 0;
            for (int i = 0; i < 100; ++i) {
                const auto units = static_cast<long long>(random() % 9000000000000ULL);
                sum += units;
                const value parameter[] = {decimal(units, digits)};
                t.db().execute("INSERT INTO t (c) VALUES ($1)", parameter);
            }
            if (digits <= 6)
                CHECK(read(t.db().execute("SELECT sum(c) FROM t").rows.at(0).at(0), digits) == decimal(sum, digits));
        }
    std::cout << compared << " decimals read back\n";
}

TEST_CASE("decimals are computed exactly, and rounded away from 0") {
    using namespace retort::dsl;
    static constexpr auto m = migration(
        "1", create_table("t", column("id", bigint, identity), column("a", numeric(9, 2)), column("b", numeric(6, 3)),
                          column("n", integer), column("plus", numeric(12, 3), generated(col("a") + col("b"))),
                          column("minus", numeric(12, 2), generated(col("a") - col("b"))),
                          column("times", numeric(14, 2), generated(col("a") * col("b"))),
                          column("each", numeric(15, 5), generated(col("a") * col("b"))),
                          column("tax", numeric(12, 2), generated(col("a") * 0.19)),
                          column("half", numeric(12, 2), generated(col("a") / 2)),
                          column("tenth", numeric(12, 1), generated(col("b") / 10)),
                          column("rest", numeric(12, 3), generated(col("b") % 0.25)),
                          column("whole", integer, generated(col("b"))),
                          column("lines", integer, generated(col("n") / 7)), primary_key("id")));
    static constexpr auto computed =
        migration("2", revises("1"), add_column("t", column("is_less", integer, default_(0))),
                  add_column("t", column("is_equal", integer, default_(0))),
                  add_column("t", column("is_in", integer, default_(0))),
                  add_column("t", column("more", numeric(12, 2), default_(0.125))),
                  backfill("t", set("is_less", 1), where(col("a") + col("b") < 500000.5)),
                  backfill("t", set("is_equal", 1), where(col("a") + col("b") - col("a") == col("b"))),
                  backfill("t", set("is_in", 1), where((col("b") * 3).in(0.3, 59.997))),
                  backfill("t", set("more", col("a") * 1.005), where(col("a") > 0)));
    std::mt19937_64 random(7);
    struct row {
        long long a, b, n;
    };
    // 100.10 + 19.02, halves, and numbers that SQLite keeps as integers.
    std::vector<row> rows{{10010, 19020, 5},      {500, 5000, 13},         {1, 5, -13},   {100, 1005, 6},
                          {-100, -1005, -7},      {115, 100, 0},           {0, 0, 1},     {3, 100, 700},
                          {999999999, 999999, 2}, {-999999999, 999999, 2}, {30, 19999, 3}};
    for (int i = 0; i < 400; ++i)
        rows.push_back({static_cast<long long>(random() % 1999999999) - 999999999,
                        static_cast<long long>(random() % 1999999) - 999999,
                        static_cast<long long>(random() % 2001) - 1000});
    std::size_t compared = 0;
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place t(kind, {lowered(m), lowered(computed)});
        t.up("1");
        for (const row& r : rows) {
            const value parameters[] = {decimal(r.a, 2), decimal(r.b, 3), std::int64_t{r.n}};
            t.db().execute("INSERT INTO t (a, b, n) VALUES ($1, $2, $3)", parameters);
        }
        t.up();
        const result found = t.db().execute(
            "SELECT plus, minus, times, \"each\", tax, half, tenth, rest, whole, \"lines\", is_less, is_equal, is_in, "
            "more "
            "FROM t ORDER BY id");
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto& [a, b, n] = rows[i];
            const auto& fields = found.rows.at(i);
            INFO(decimal(a, 2) << ", " << decimal(b, 3) << ", " << n);
            const auto field = [&](std::size_t at, int digits) {
                ++compared;
                return read(fields.at(at), digits);
            };
            CHECK(field(0, 3) == decimal(10 * a + b, 3));
            CHECK(field(1, 2) == decimal(divided(10 * a - b, 10), 2));
            CHECK(field(2, 2) == decimal(divided(a * b, 1000), 2));
            CHECK(field(3, 5) == decimal(a * b, 5));
            CHECK(field(4, 2) == decimal(divided(a * 19, 100), 2));
            CHECK(field(5, 2) == decimal(divided(a, 2), 2));
            CHECK(field(6, 1) == decimal(divided(b, 1000), 1));
            CHECK(field(7, 3) == decimal(b % 250, 3));
            CHECK(field(8, 0) == decimal(divided(b, 1000), 0));
            CHECK(field(9, 0) == decimal(n / 7, 0));
            CHECK(field(10, 0) == (10 * a + b < 500000500 ? "1" : "0"));
            CHECK(field(11, 0) == "1");
            CHECK(field(12, 0) == (b == 100 || b == 19999 ? "1" : "0"));
            CHECK(field(13, 2) == decimal(a > 0 ? divided(a * 1005, 1000) : 13, 2));
        }
    }
    std::cout << compared << " values computed\n";
}

TEST_CASE("typed access reads decimals as the databases write them") {
    std::string text;
    decode_decimal(5.0, 2, text);
    CHECK(text == "5.00");
    decode_decimal(std::int64_t{-5}, 2, text);
    CHECK(text == "-5.00");
    decode_decimal(119.11999999999999, 2, text);
    CHECK(text == "119.12");
    decode_decimal(std::string("100.10"), 2, text);
    CHECK(text == "100.10");
    decode_decimal(1e21, -1, text);
    CHECK(text == "1000000000000000000000");
    decode_decimal(-1.25e-7, -1, text);
    CHECK(text == "-0.000000125");
    decode_decimal(1.5, -1, text);
    CHECK(text == "1.5");
    std::optional<std::string> none = "x";
    decode_decimal(value{}, 2, none);
    CHECK(!none);
    CHECK(refusal([&] { decode_decimal(value{}, 2, text); }).find("E315") != std::string::npos);
}

TEST_CASE("timestamptz values compare as instants on every database") {
    using namespace retort::dsl;
    static constexpr auto m = migration(
        "1", create_table("t", column("id", bigint, identity),
                          column("at", dsl::timestamptz, default_("2024-01-01 12:00:00+02:00")), primary_key("id")));
    static constexpr auto later =
        migration("2", revises("1"), insert_rows("t", columns("at"), row("2024-01-01T09:59+00:00"), row("2024-01-01")),
                  delete_rows("t", where(col("at") < "2024-01-01 12:30:00+05:00"), irreversible("a test")));
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place t(kind, {lowered(m), lowered(later)});
        t.up("1");
        t.db().execute(kind == database::mariadb ? "INSERT INTO t () VALUES ()" : "INSERT INTO t DEFAULT VALUES");
        const retort::timestamptz noon =
            std::chrono::sys_days(std::chrono::year(2024) / 1 / 1) + std::chrono::hours(10);
        const value parameter[] = {encode(noon)};
        t.db().execute("INSERT INTO t (at) VALUES ($1)", parameter);
        CHECK(rows_of(t.db(), "SELECT count(*) FROM t").front() == "2");
        CHECK(t.db().execute("SELECT id FROM t WHERE at = $1", parameter).rows.size() == 2);
        t.up();
        CHECK(rows_of(t.db(), "SELECT count(*) FROM t").front() == "3");
        retort::timestamptz out{};
        decode(t.db().execute("SELECT at FROM t ORDER BY at DESC").rows.at(0).at(0), out);
        CHECK(out == noon);
    }
}

TEST_CASE("a type change rejects rows that do not fit and converts the others") {
    using model::type;
    struct change {
        type from, to;
        list rows, become, misfits;
    };
    const change changes[] = {
        {{type_kind::numeric, 10, 3},
         {type_kind::numeric, 10, 2},
         {"1.005", "-1.005", "2.5"},
         {"1.01", "-1.01", "2.50"},
         {}},
        {{type_kind::numeric, 12, 2}, {type_kind::integer}, {"1.50", "2.49"}, {"2", "2"}, {"9999999999.99"}},
        {{type_kind::double_precision}, {type_kind::numeric, 6, 2}, {"1.15", "0.1"}, {"1.15", "0.10"}, {"10000"}},
        {{type_kind::integer}, {type_kind::smallint}, {"7"}, {"7"}, {"40000"}},
        {{type_kind::text}, {type_kind::varchar, 3}, {"'abc'"}, {"abc"}, {"'abcd'"}},
        {{type_kind::numeric, 6, 2}, {type_kind::text}, {"1.5", "2"}, {"1.50", "2.00"}, {}},
    };
    std::size_t tried = 0;
    for (const database kind : available())
        for (const change& c : changes) {
            INFO("on " << name_of(kind) << ": " << std::string(to_string(c.from)) << " to "
                       << std::string(to_string(c.to)));
            place t(kind, {table_of(c.from),
                           {.id = "2",
                            .parents = {"1"},
                            .operations = {model::alter_column{.table = "t", .column = "c", .type = c.to}}}});
            t.up("1");
            for (const std::string& row : c.rows) t.db().execute("INSERT INTO t (c) VALUES (" + row + ")");
            for (const std::string& misfit : c.misfits) {
                t.db().execute("INSERT INTO t (id, c) VALUES (1000, " + misfit + ")");
                CHECK(refusal([&] { t.up(); }) != "");
                t.db().execute("DELETE FROM t WHERE id = 1000");
                ++tried;
            }
            t.up();
            const result found = t.db().execute("SELECT c FROM t ORDER BY id");
            const int digits = c.to.kind == type_kind::numeric ? c.to.b : -1;
            for (std::size_t i = 0; i < c.become.size(); ++i, ++tried)
                CHECK(read(found.rows.at(i).at(0), digits) == c.become[i]);
        }
    std::cout << tried << " rows converted or refused\n";
}

TEST_CASE("a type change on SQLite rejects texts of other types") {
    const model::type kinds[] = {{type_kind::integer}, {type_kind::numeric, 6, 2}, {type_kind::date},
                                 {type_kind::uuid},    {type_kind::json},          {type_kind::boolean}};
    for (const model::type& to : kinds) {
        INFO(std::string(to_string(to)));
        place t(database::sqlite,
                {table_of({type_kind::text}),
                 {.id = "2",
                  .parents = {"1"},
                  .operations = {model::alter_column{.table = "t", .column = "c", .type = to, .using_ = "c"}}}});
        t.up("1");
        t.db().execute("INSERT INTO t (c) VALUES ('{no}')");
        CHECK(refusal([&] { t.up(); }).find("CHECK constraint failed") != std::string::npos);
        CHECK(rows_of(t.db(), "SELECT c FROM t") == list{"{no}"});
        t.db().execute("UPDATE t SET c = NULL");
        t.up();
    }
}

TEST_CASE("a project without value checks on SQLite keeps working, and a migration adds the checks") {
    using namespace retort::dsl;
    static constexpr auto made =
        migration("1", create_table("t", column("id", bigint, identity), column("name", varchar(3)),
                                    column("price", numeric(6, 2)),
                                    column("total", numeric(8, 2), generated(col("price") * 1.1)), primary_key("id")));
    static constexpr auto grows = migration("2", revises("1"), alter_column("t", "price", numeric(7, 2)),
                                            add_column("t", column("n", integer, nullable)));
    static constexpr auto checked = migration("3", revises("2"), alter_column("t", "name", varchar(3)));
    // The word changes what SQLite gets, and no checksum.
    codegen::project p{.declared = {.name = "shop"}, .migrations = {lowered(made), lowered(grows), lowered(checked)}};
    const list databases{"sqlite", "postgresql", "mariadb"};
    const codegen::plan with = codegen::make_plan(p, databases);
    p.declared.unchecked_sqlite = true;
    const codegen::plan without = codegen::make_plan(p, databases);
    for (std::size_t i = 0; i < with.revisions.size(); ++i) {
        CHECK(with.revisions[i].checksum == without.revisions[i].checksum);
        for (std::size_t on = 0; on < databases.size(); ++on)
            CHECK((with.revisions[i].routes[on].up.statements == without.revisions[i].routes[on].up.statements) ==
                  (on != 0));
    }

    place t(database::sqlite, {});
    t.continue_with({lowered(made), lowered(grows)}, true);
    t.up("1");
    const auto sql = [&] { return rows_of(t.db(), "SELECT sql FROM sqlite_schema WHERE name = 't'").front(); };
    t.db().execute("INSERT INTO t (name, price) VALUES ('too long', 'much'), ('abc', 1.005), ('abc', 1.5)");
    t.up();
    CHECK(sql().find("CHECK") == std::string::npos);
    CHECK(sql().find("round") == std::string::npos);

    t.continue_with({lowered(made), lowered(grows), lowered(checked)});
    const std::string why = refusal([&] { t.up(); });
    INFO(why);
    CHECK(why.find("E320") != std::string::npos);
    CHECK(why.find("rows of t have values that the types of their columns do not allow (2)") != std::string::npos);
    CHECK(sql().find("CHECK") == std::string::npos);
    t.db().execute("UPDATE t SET name = 'too', price = 1 WHERE name = 'too long'");
    t.db().execute("UPDATE t SET price = round(price, 2)");
    t.up();
    CHECK(refusal([&] { t.db().execute("UPDATE t SET name = 'long'"); }).find("CHECK constraint failed") !=
          std::string::npos);
    CHECK(refusal([&] { t.db().execute("UPDATE t SET price = 'much'"); }) != "");
    CHECK(read(t.db().execute("SELECT total FROM t ORDER BY id").rows.back().at(0), 2) == "1.65");
    t.down();
    t.up();
}
