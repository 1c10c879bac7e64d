// Writes or compares docs/types.md. usage: types_page FILE [--bless]
#include <retort/model/support.hpp>

#include "page.hpp"

using namespace retort::model;

namespace {

std::string str(std::string_view s) { return std::string(s); }

/// A form with its parameters as a reader expects them: numeric[({a}, {b})] is `numeric` or `numeric(a, b)`,
/// time[({a})|(6)] is `time(6)` or `time(a)`.
std::string form(std::string_view text, bool with_parameters) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '[' && !with_parameters) i = text.find_first_of("|]", i);
        if (text[i] == '|' && !with_parameters) continue;
        if (text[i] == '|') i = text.find(']', i);
        if (text[i] == '[' || text[i] == ']' || text[i] == '{' || text[i] == '}') continue;
        out += text[i];
    }
    return out;
}
std::string spelled(std::string_view text) {
    std::string out = "`" + form(text, true) + "`";
    if (text.find('[') != std::string_view::npos) out = "`" + form(text, false) + "`, " + out;
    return out;
}

/// numeric without parameters is a call all the same.
std::string word(const type_entry& e) {
    return e.kind == type_kind::numeric ? "`numeric()`, `numeric(a, b)`" : spelled(e.word);
}

std::string_view cpp(cpp_type t) {
    switch (t) {
        case cpp_type::boolean: return "`bool`";
        case cpp_type::int16: return "`std::int16_t`";
        case cpp_type::int32: return "`std::int32_t`";
        case cpp_type::int64: return "`std::int64_t`";
        case cpp_type::float_: return "`float`";
        case cpp_type::double_: return "`double`";
        case cpp_type::string: return "`std::string`";
        case cpp_type::bytes: return "`retort::bytes`";
        case cpp_type::date: return "`retort::date`";
        case cpp_type::time_of_day: return "`retort::time_of_day`";
        case cpp_type::timestamp: return "`retort::timestamp`";
        case cpp_type::timestamptz: return "`retort::timestamptz`";
        case cpp_type::enumeration: return "an `enum class`";
    }
    return "";
}

std::string cpp_of(const type_entry& e) {
    if (e.kind == type_kind::domain) return "that of the type below it";
    if (e.kind == type_kind::native) return "what `cpp<…>` says";
    return str(cpp(e.cpp));
}

std::string cell(const type_entry& e, database d) {
    const type_support& there = e.on(d);
    switch (there.kind) {
        case support_kind::unsupported: return "no: " + str(there.note);
        case support_kind::emulated: return "emulated: " + str(there.note);
        case support_kind::native: break;
    }
    return spelled(there.sql) + (there.note.empty() ? "" : "; " + str(there.note));
}

std::string_view titled(database d) {
    return d == database::sqlite ? "SQLite" : d == database::postgresql ? "PostgreSQL" : "MariaDB";
}

constexpr database in_order[] = {database::postgresql, database::sqlite, database::mariadb};

std::string page() {
    std::string out =
        "# Types\n\n"
        "This page lists every column type, its C++ type in access code, and its support on each database. The C++ "
        "type of a\n"
        "nullable column is the `std::optional` of it. A schema that names its databases, `databases(sqlite, "
        "postgresql)`,\n"
        "or a build that lists them, rejects types that one of them does not support (E160).\n\n"
        "*Generated from the tables in the code; `./dev bless` updates it.*\n\n"
        "| type | C++ |";
    for (database d : in_order) out += " " + str(titled(d)) + " |";
    out += "\n| --- | --- | --- | --- | --- |\n";
    for (const type_entry& e : type_table) {
        out += "| " + word(e) + " | " + cpp_of(e) + " |";
        for (database d : in_order) out += " " + cell(e, d) + " |";
        out += "\n";
    }
    out +=
        "\n`a` is a length, the number of fractional digits of seconds, or a decimal's precision; `b` is its scale.\n";

    out +=
        "\n## Values on SQLite\n\n"
        "SQLite stores any value in any column. A CHECK on each column enforces its type where the table has "
        "*checked*.\n"
        "[databases.md](databases.md#values-on-sqlite) describes the rules, how decimals stay exact, and how to omit "
        "the\n"
        "checks.\n";
    out +=
        "\n## Arrays\n\n"
        "`array(text)` is a list of texts, and `array(array(integer))` has two dimensions. Only PostgreSQL supports "
        "arrays.\n"
        "The other databases reject them: " +
        str(no_arrays.note) + ". In access code an array is a `std::string` in the format of the database: `{a,b}`.\n";
    out +=
        "\n## Unsigned numbers\n\n"
        "`unsigned_(integer)` is a type of MariaDB. On SQLite its range is checked, up to that of `bigint`; on "
        "PostgreSQL it\n"
        "is the signed type. In access code it is the next wider type, which contains its range.\n";
    out +=
        "\n## Enumerations\n\n"
        "`enumeration(\"mood\", \"sad\", \"ok\")` is a type with these values, in this order, and an `enum class` in "
        "access code.\n"
        "A column is `enum_(\"mood\")`, or the named constant itself. PostgreSQL: " +
        str("`CREATE TYPE … AS ENUM`") + ". SQLite: " + str(entry_of(type_kind::enumeration).sqlite.note) +
        ". MariaDB: " + str(entry_of(type_kind::enumeration).mariadb.note) + ".\n";
    out +=
        "\n## Domains\n\n"
        "`domain(\"email\", varchar(200), check(col(\"value\").like(\"%@%\")))` is a type with a check, used as\n"
        "`domain_(\"email\")`. PostgreSQL supports domains. SQLite and MariaDB: " +
        str(entry_of(type_kind::domain).sqlite.note) + ", on each column.\n";
    out +=
        "\n## Composite types\n\n"
        "`composite(\"address\", column(\"street\", text), column(\"zip\", varchar(10)))`, used as\n"
        "`composite_(\"address\")`, is supported only on PostgreSQL. On the other databases: " +
        str(entry_of(type_kind::composite).sqlite.note) +
        ". In access code it is a `std::string` in the format of the database.\n";
    out +=
        "\n## Native types\n\n"
        "`native(\"citext\", cpp<std::string>)` is any other type of a database, by its own name. `cpp<…>` is the type "
        "in\n"
        "access code: `bool`, an integer, `float`, `double`, `std::string` or `std::vector<std::byte>`. Retort does "
        "not\n"
        "check native types.\n";

    out +=
        "\n## Unsupported features\n\n"
        "A feature in this table is a compile error for a schema on that database (E161). All other features are "
        "supported\n"
        "or emulated on every database; see [databases.md](databases.md).\n\n| | fix |\n| --- | --- |\n";
    for (database d : in_order)
        for (const lack& l : lacks)
            if (l.on == d) out += "| " + str(l.reason) + " | " + str(l.way_out) + " |\n";
    return out;
}

}  // namespace

int main(int argc, char** argv) { return retort::testing::write_or_compare(argc, argv, page()); }
