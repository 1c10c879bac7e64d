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
        "Every word for a type, what it is in access code, and what each database makes of it. A nullable column's C++ "
        "type\n"
        "is `std::optional` of the one below. A schema that names its databases, `databases(sqlite, postgresql)`, or a "
        "build\n"
        "that lists them, rejects the types that one of them has not (E160).\n\n"
        "*Made from the tables in the code; `./dev bless` brings it up to date.*\n\n"
        "| word | C++ |";
    for (database d : in_order) out += " " + str(titled(d)) + " |";
    out += "\n| --- | --- | --- | --- | --- |\n";
    for (const type_entry& e : type_table) {
        out += "| " + word(e) + " | " + cpp_of(e) + " |";
        for (database d : in_order) out += " " + cell(e, d) + " |";
        out += "\n";
    }
    out += "\n`a` is a length, or the digits of a second, or a decimal's precision; `b` its scale.\n";

    out +=
        "\n## Values on SQLite\n\n"
        "SQLite takes any value in any column. A CHECK on each column holds it to its type, where the table says "
        "*checked*:\n"
        "[databases.md](databases.md#values-on-sqlite) has the rules, how decimals are kept exact, and the word that "
        "leaves the\n"
        "checks out.\n";
    out +=
        "\n## Arrays\n\n"
        "`array(text)` is a list of texts, `array(array(integer))` one of two dimensions. PostgreSQL has them. "
        "Elsewhere they\n"
        "are refused: " +
        str(no_arrays.note) + ". In access code an array is a `std::string`, as the database writes it: `{a,b}`.\n";
    out +=
        "\n## Numbers without a sign\n\n"
        "`unsigned_(integer)` is MariaDB's. On SQLite its range is checked, up to that of `bigint`; on PostgreSQL it is the "
        "type as it\n"
        "is. In access code the next wider type stands for it, because its numbers go up to twice as far.\n";
    out +=
        "\n## Enumerations\n\n"
        "`enumeration(\"mood\", \"sad\", \"ok\")` is a type with these values, in this order, and an `enum class` in "
        "access code.\n"
        "A column is `enum_(\"mood\")`, or the named constant itself. PostgreSQL: " +
        str("`CREATE TYPE … AS ENUM`") + ". SQLite: " + str(entry_of(type_kind::enumeration).sqlite.note) +
        ". MariaDB: " + str(entry_of(type_kind::enumeration).mariadb.note) + ".\n";
    out +=
        "\n## Domains\n\n"
        "`domain(\"email\", varchar(200), check(col(\"value\").like(\"%@%\")))` is a type with a rule, used as\n"
        "`domain_(\"email\")`. PostgreSQL has them. SQLite and MariaDB: " +
        str(entry_of(type_kind::domain).sqlite.note) + ", on each column.\n";
    out +=
        "\n## Composite types\n\n"
        "`composite(\"address\", column(\"street\", text), column(\"zip\", varchar(10)))` is PostgreSQL's, used as\n"
        "`composite_(\"address\")`. Elsewhere: " +
        str(entry_of(type_kind::composite).sqlite.note) +
        ". In access code it is a `std::string`, as the database writes it.\n";
    out +=
        "\n## Types that have no word\n\n"
        "`native(\"citext\", cpp<std::string>)` is any other type of a database, written as it calls it. `cpp<…>` is "
        "what it is\n"
        "in access code: `bool`, an integer, `float`, `double`, `std::string` or `std::vector<std::byte>`. Nothing of "
        "it is\n"
        "checked.\n";

    out +=
        "\n## What a database lacks\n\n"
        "What is not listed can be had everywhere, if need be emulated: [databases.md](databases.md) says how. What is "
        "listed\n"
        "is a compile error for a schema that lives on the database (E161).\n\n| | way out |\n| --- | --- |\n";
    for (database d : in_order)
        for (const lack& l : lacks)
            if (l.on == d) out += "| " + str(l.reason) + " | " + str(l.way_out) + " |\n";
    return out;
}

}  // namespace

int main(int argc, char** argv) { return retort::testing::write_or_compare(argc, argv, page()); }
