#include "rows.hpp"

#include <retort/codegen/sql_writer.hpp>

#include <initializer_list>
#include <map>

#include "bench.hpp"
#include "scratch.hpp"

namespace retort::test {

using codegen::sql_writer;
using retort::testing::generator;

namespace {

/// A value of type `declared` as SQL, from so few that rows meet each other's keys now and then.
std::string random_value(generator& random, const model::type& declared, const model::schema& s, database on) {
    using model::family;
    using model::type_kind;
    const auto one_of = [&](std::initializer_list<std::string_view> list) {
        return std::string(list.begin()[random.number(0, static_cast<int>(list.size()) - 1)]);
    };
    const model::type t = model::detail::base_type(s, declared);
    switch (family_of(t)) {
        case family::boolean: return one_of({"TRUE", "FALSE"});
        case family::number:
            return is_integer(t.kind) || t.kind == type_kind::year || t.kind == type_kind::oid
                       ? std::to_string(random.number(t.is_unsigned || t.kind == type_kind::oid ? 0 : -3, 60))
                   // SQLite refuses digits that the others round away.
                   : on == database::sqlite && t.kind == type_kind::numeric && t.a >= 0 && t.b < 2
                       ? (t.b == 1 ? one_of({"1.5", "-2.2", "60", "0"}) : one_of({"1", "-2", "60", "0"}))
                       : one_of({"1.5", "-2.25", "60", "0"});
        case family::text: return one_of({"'new'", "'ключ 🔧'", "'it''s'", "''", "'two  words'", "'a\\b'"});
        case family::bytes:
            return on == database::postgresql ? one_of({"'\\x00ff'", "'\\x'", "'\\x616263'"})
                                              : one_of({"x'00ff'", "x''", "x'616263'"});
        case family::date: return one_of({"'2024-02-29'", "'1969-12-31'", "'2026-11-20'"});
        case family::time: return one_of({"'23:59:58'", "'00:00:00'"});
        case family::timestamp: return one_of({"'2024-02-29 23:59:58'", "'1969-12-31 00:00:00.25'"});
        case family::uuid:
            return one_of({"'123e4567-e89b-12d3-a456-426614174000'", "'00000000-0000-0000-0000-000000000001'"});
        case family::json: return one_of({"'{\"a\": [1, null]}'", "'\"🔧\"'"});
        case family::enumeration: {
            const model::names& values = s.find_enumeration(t.name)->values;
            return sql_writer::text(
                values[static_cast<std::size_t>(random.number(0, static_cast<int>(values.size()) - 1))]);
        }
        case family::interval: return one_of({"'1 day'", "'02:00:00'", "'-1 year'"});
        case family::network:
            return t.kind == type_kind::macaddr    ? one_of({"'08:00:2b:01:02:03'", "'00:00:00:00:00:01'"})
                   : t.kind == type_kind::macaddr8 ? one_of({"'08:00:2b:ff:fe:01:02:03'"})
                                                   : one_of({"'10.0.0.0/8'", "'::1'"});
        case family::xml: return one_of({"'<a/>'", "'<b>1</b>'"});
        case family::bits: return "B'" + std::string(static_cast<std::size_t>(t.a), random.one_in(2) ? '1' : '0') + "'";
        case family::range: return one_of({"'empty'", "'(,)'"});
        case family::array: return "'{}'";
        case family::search: return one_of({"'cat'", "'cat & dog'"});
        case family::geometry:
            if (on == database::mariadb)
                return t.kind == type_kind::point
                           ? one_of({"point(1, 2)", "point(-0.5, 0)"})
                           : "polygon(linestring(point(0, 0), point(0, 1), point(1, 1), point(0, 0)))";
            return t.kind == type_kind::point    ? one_of({"'(1,2)'", "'(-0.5,0)'"})
                   : t.kind == type_kind::line   ? "'{1,2,3}'"
                   : t.kind == type_kind::lseg   ? "'[(0,0),(1,1)]'"
                   : t.kind == type_kind::box    ? "'(1,1),(0,0)'"
                   : t.kind == type_kind::circle ? "'<(0,0),1>'"
                                                 : "'((0,0),(1,1))'";
        default: break;
    }
    if (t.kind == type_kind::composite)
        return "'(" + std::string(s.find_object(model::object_kind::composite, t.name)->attributes.size() - 1, ',') +
               ")'";
    return "NULL";
}

}  // namespace

std::string no_values(database kind) { return kind == database::mariadb ? "() VALUES ()" : "DEFAULT VALUES"; }

int populate(connection& db, generator& random, const model::schema& s) {
    int inserted = 0;
    for (int round = 0; round < 5; ++round)
        for (const model::table& t : s.tables) {
            std::map<std::string_view, std::string> values;
            for (const model::column& c : t.columns) {
                if (c.identity || t.find_generated(c.name) || (c.default_value && random.one_in(2))) continue;
                values[c.name] = c.nullable && random.one_in(4) ? "NULL" : random_value(random, c.type, s, db.kind());
            }
            for (const model::foreign_key& k : t.foreign_keys) {
                const result parents =
                    db.execute("SELECT " + sql_writer::identifiers(k.target) + " FROM " + in_sql(db.kind(), k.table));
                if (parents.rows.empty()) continue;
                const auto& parent =
                    parents.rows[static_cast<std::size_t>(random.number(0, static_cast<int>(parents.rows.size()) - 1))];
                for (std::size_t i = 0; i < parent.size(); ++i)
                    if (!std::holds_alternative<std::monostate>(parent[i]))
                        values[k.columns[i]] = sql_writer::text(text_of(parent[i]));
            }
            std::string columns, list;
            for (const auto& [column, value] : values) {
                columns += (columns.empty() ? "" : ", ") + sql_writer::identifier(column);
                list += (list.empty() ? "" : ", ") + value;
            }
            const std::string into = "INSERT INTO " + in_sql(db.kind(), t.name);
            try {
                db.execute(values.empty() ? into + " " + no_values(db.kind())
                                          : into + " (" + columns + ") VALUES (" + list + ")");
                ++inserted;
            } catch (const error&) {
                // A check or a key did not want it.
            }
        }
    return inserted;
}

void remove_rows(connection& db, const model::schema& s) {
    if (s.tables.empty()) return;
    if (db.kind() == database::sqlite) {
        db.execute("PRAGMA foreign_keys = OFF");
        for (const model::table& t : s.tables) db.execute("DELETE FROM " + in_sql(db.kind(), t.name));
        db.execute("PRAGMA foreign_keys = ON");
    } else if (db.kind() == database::mariadb) {
        db.execute("SET foreign_key_checks = 0");
        for (const model::table& t : s.tables) db.execute("DELETE FROM " + in_sql(db.kind(), t.name));
        db.execute("SET foreign_key_checks = 1");
    } else {
        std::string all;
        for (const model::table& t : s.tables) all += (all.empty() ? "" : ", ") + in_sql(db.kind(), t.name);
        db.execute("TRUNCATE " + all + " CASCADE");
    }
}

bool is_the_data(const error& e) {
    const std::string_view state = e.sqlstate(), words = e.what();
    return state.starts_with("22") || state.starts_with("23") || state.starts_with("01") || e.code() == "E316" ||
           words.find("constraint failed") != std::string_view::npos ||
           words.find("cannot store ") != std::string_view::npos ||
           words.find("Cannot add a NOT NULL column") != std::string_view::npos;
}

}  // namespace retort::test
