#include "catalog.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <regex>
#include <sstream>

#include "scratch.hpp"

namespace retort::test {

namespace {

bool is_word(char c) {
    const auto u = static_cast<unsigned char>(c);
    return std::isalnum(u) || c == '_' || u >= 0x80;
}

std::string in_quotes(const std::string& name) {
    std::string out = "\"";
    for (char c : name) {
        out += c;
        if (c == '"') out += c;
    }
    return out + "\"";
}

std::string text_literal(const std::string& name) {
    std::string out = "'";
    for (char c : name) {
        out += c;
        if (c == '\'') out += c;
    }
    return out + "'";
}

std::string joined(const std::vector<std::string>& tokens, std::size_t from, std::size_t to) {
    std::string out;
    for (std::size_t i = from; i < to; ++i) out += (i == from ? "" : " ") + tokens[i];
    return out;
}

void add_sqlite_table(connection& db, const std::string& name, const std::string& sql, catalog& out) {
    // The definition's parts, because no pragma tells of checks and of names.
    const std::vector<std::string> tokens = sql_tokens(sql);
    const auto open = static_cast<std::size_t>(std::find(tokens.begin(), tokens.end(), "(") - tokens.begin());
    int depth = 0;
    for (std::size_t from = open + 1, i = from; i < tokens.size(); ++i) {
        if (depth == 0 && (tokens[i] == "," || tokens[i] == ")")) {
            out.insert("table " + name + ": " + joined(tokens, from, i));
            from = i + 1;
            if (tokens[i] == ")") break;
        } else if (tokens[i] == "(") {
            ++depth;
        } else if (tokens[i] == ")") {
            --depth;
        }
    }
    const std::string literal = text_literal(name);
    for (const std::string& row :
         rows_of(db, "SELECT name, upper(type), \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(" +
                         literal + ")"))
        out.insert("table_xinfo " + name + ": " + row);
    // Keys of several columns come in several rows; their numbering depends on the order of declaration.
    for (const std::string& row :
         rows_of(db,
                 "SELECT group_concat(\"from\" || '->' || \"to\"), \"table\", on_update, on_delete FROM (SELECT * FROM "
                 "pragma_foreign_key_list(" +
                     literal + ") ORDER BY id, seq) GROUP BY id"))
        out.insert("foreign_key_list " + name + ": " + row);
    for (const std::string& index : rows_of(db, "SELECT name FROM pragma_index_list(" + literal + ")")) {
        const std::string of_index = text_literal(index);
        const std::vector<std::string> facts = rows_of(
            db, "SELECT \"unique\", origin, partial FROM pragma_index_list(" + literal + ") WHERE name = " + of_index);
        std::string line = "index of " + name + ": " + facts.front();
        // Where a key makes it, its name is a number.
        if (facts.front().find("|c|") != std::string::npos) line += " " + index;
        for (const std::string& column :
             rows_of(db, "SELECT name, desc, coll FROM pragma_index_xinfo(" + of_index + ") WHERE key ORDER BY seqno"))
            line += " (" + column + ")";
        for (const std::string& made : rows_of(
                 db, "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND name = " + of_index)) {
            const std::vector<std::string> words = sql_tokens(made);
            const auto where = static_cast<std::size_t>(std::find(words.begin(), words.end(), "where") - words.begin());
            line += " " + joined(words, where, words.size());
        }
        out.insert(line);
    }
}

catalog of_sqlite(connection& db) {
    catalog out;
    for (const auto& row : db.execute("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'retort\\_%' "
                                      "ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
                               .rows) {
        const std::string type = text_of(row[0]), name = text_of(row[1]);
        if (type == "table")
            add_sqlite_table(db, name, text_of(row[2]), out);
        else if (type != "index")
            out.insert(type + " " + name + ": " + text_of(row[2]));
    }
    return out;
}

catalog of_postgresql(connection& db) {
    catalog out;
    const auto add = [&](const std::string& what, const std::string& sql) {
        for (const std::string& row : rows_of(db, sql)) out.insert(what + " " + row);
    };
    const std::string of_ours = " n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ";
    const std::string ours = of_ours + "AND c.relname NOT LIKE 'retort\\_%' ";
    add("namespace", "SELECT n.nspname FROM pg_namespace n WHERE n.nspname <> 'public' AND" + of_ours);
    const std::string from_class = " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace ";
    add("table",
        "SELECT n.nspname, c.relname, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.reloptions" +
            from_class + "WHERE" + ours + "AND c.relkind IN ('r', 'p')");
    // One that numbers a column goes by the column's name.
    add("sequence",
        "SELECT n.nspname, coalesce(pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid), c.relname), "
        "format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle" +
            from_class +
            "JOIN pg_sequence s ON s.seqrelid = c.oid LEFT JOIN pg_depend d ON d.objid = c.oid AND d.deptype = 'i' "
            "WHERE" +
            ours);
    add("view",
        "SELECT c.relname, pg_get_viewdef(c.oid)" + from_class + "WHERE" + ours + "AND c.relkind IN ('v', 'm')");
    add("column",
        "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, "
        "a.attgenerated, pg_get_expr(d.adbin, d.adrelid), (SELECT collname FROM pg_collation l WHERE l.oid = "
        "a.attcollation AND l.oid <> 100)" +
            from_class +
            "JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = "
            "a.attnum WHERE" +
            ours + "AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped");
    // From 18 on NOT NULL has a name of PostgreSQL's own choice, which stays as it is after a rename.
    add("constraint", "SELECT c.relname, k.conname, k.convalidated, pg_get_constraintdef(k.oid)" + from_class +
                          "JOIN pg_constraint k ON k.conrelid = c.oid WHERE k.contype <> 'n' AND" + ours);
    add("index", "SELECT i.indisvalid, pg_get_indexdef(i.indexrelid)" + from_class +
                     "JOIN pg_index i ON i.indrelid = c.oid WHERE" + ours);
    add("trigger", "SELECT c.relname, pg_get_triggerdef(t.oid)" + from_class +
                       "JOIN pg_trigger t ON t.tgrelid = c.oid WHERE NOT t.tgisinternal AND" + ours);
    add("enumeration",
        "SELECT t.typname, string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_type t JOIN "
        "pg_enum e ON e.enumtypid = t.oid JOIN pg_namespace n ON n.oid = t.typnamespace WHERE" +
            of_ours + "GROUP BY t.oid, t.typname");
    add("domain",
        "SELECT t.typname, format_type(t.typbasetype, t.typtypmod), t.typnotnull, t.typdefault, (SELECT "
        "string_agg(pg_get_constraintdef(k.oid), ', ' ORDER BY pg_get_constraintdef(k.oid)) FROM pg_constraint k WHERE "
        "k.contypid = t.oid AND k.contype = 'c') FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE "
        "t.typtype = 'd' AND" +
            of_ours);
    add("composite", "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)" + from_class +
                         "JOIN pg_attribute a ON a.attrelid = c.oid WHERE" + ours +
                         "AND c.relkind = 'c' AND NOT a.attisdropped");
    add("partition", "SELECT c.relname, pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid)" + from_class +
                         "WHERE" + ours + "AND (c.relkind = 'p' OR c.relispartition)");
    add("routine",
        "SELECT p.proname, p.prokind, pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid "
        "= p.pronamespace WHERE p.prokind IN ('f', 'p') AND" +
            of_ours);
    add("extension", "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'");
    add("policy", "SELECT tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies");
    // The owner's own are shown only once somebody has been given something.
    add("grant", "SELECT c.relname, a.grantee, a.privilege_type" + from_class +
                     "CROSS JOIN LATERAL aclexplode(c.relacl) a WHERE a.grantee <> c.relowner AND" + ours);
    // Comments, of whatever can have one.
    add("comment",
        "SELECT pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description FROM pg_description d "
        "WHERE d.objoid >= 16384");
    return out;
}

/// As the server shows it, a line each.
catalog of_mariadb(connection& db) {
    catalog out;
    // Definitions of views name the database, which is another each time.
    const std::string here = in_quotes(text_of(db.execute("SELECT database()").rows.front().front())) + ".";
    const auto add = [&](const std::string& what, std::string text) {
        for (std::size_t at; (at = text.find(here)) != std::string::npos;) text.erase(at, here.size());
        text = std::regex_replace(text, std::regex(" AUTO_INCREMENT=[0-9]+"), "");
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            if (line.ends_with(',')) line.pop_back();
            out.insert(what + ":" + line);
        }
    };
    for (const auto& row : db.execute("SELECT table_name, table_type FROM information_schema.tables WHERE table_schema "
                                      "= database() AND table_name NOT LIKE 'retort|_%' ESCAPE '|'")
                               .rows) {
        const std::string name = text_of(row[0]), kind = text_of(row[1]);
        const std::string word = kind == "VIEW" ? "VIEW" : kind == "SEQUENCE" ? "SEQUENCE" : "TABLE";
        add(word + " " + name, text_of(db.execute("SHOW CREATE " + word + " " + in_quotes(name)).rows.front()[1]));
    }
    for (const std::string& row :
         rows_of(db,
                 "SELECT trigger_name, event_object_table, action_timing, event_manipulation, action_statement "
                 "FROM information_schema.triggers WHERE trigger_schema = database()"))
        add("TRIGGER", row);
    for (const std::string& row : rows_of(db,
                                          "SELECT routine_type, routine_name, dtd_identifier, routine_definition "
                                          "FROM information_schema.routines WHERE routine_schema = database()"))
        add("ROUTINE", row);
    return out;
}

}  // namespace

std::vector<std::string> sql_tokens(const std::string& sql) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < sql.size();) {
        const char c = sql[i];
        std::size_t end = i + 1;
        if (std::isspace(static_cast<unsigned char>(c))) {
            ++i;
            continue;
        }
        if (c == '\'' || c == '"') {
            std::string content;
            for (; end < sql.size(); ++end) {
                if (sql[end] == c) {
                    if (end + 1 == sql.size() || sql[end + 1] != c) break;
                    ++end;
                }
                content += sql[end];
            }
            ++end;
            const bool plain = c == '"' && std::all_of(content.begin(), content.end(), [](char k) {
                                   return (k >= 'a' && k <= 'z') || (k >= '0' && k <= '9') || k == '_';
                               });
            out.push_back(plain ? content : c == '"' ? in_quotes(content) : text_literal(content));
        } else if (is_word(c)) {
            while (end < sql.size() && is_word(sql[end])) ++end;
            std::string word = sql.substr(i, end - i);
            for (char& k : word) k = static_cast<char>(std::tolower(static_cast<unsigned char>(k)));
            out.push_back(word);
        } else {
            out.push_back(std::string(1, c));
        }
        i = end;
    }
    return out;
}

catalog catalog_of(connection& db) {
    switch (db.kind()) {
        case database::sqlite: return of_sqlite(db);
        case database::postgresql: return of_postgresql(db);
        case database::mariadb: return of_mariadb(db);
    }
    return {};
}

std::string difference(const catalog& expected, const catalog& found) {
    std::vector<std::string> missing, extra;
    std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(), std::back_inserter(missing));
    std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(), std::back_inserter(extra));
    std::string out;
    for (const std::string& line : missing) out += "- " + line + "\n";
    for (const std::string& line : extra) out += "+ " + line + "\n";
    return out;
}

}  // namespace retort::test
