#include "effect.hpp"

#include "../scanner.hpp"

#include <utility>

namespace retort::codegen::mariadb {

namespace {

using kind = effect::kind;

std::vector<token> tokens_in(std::string_view sql) { return tokens_of(sql, model::database::mariadb); }

/// The tokens outside of parentheses.
std::vector<token> outer_tokens(const std::vector<token>& all) {
    std::vector<token> outer;
    int depth = 0;
    for (const token& t : all) {
        if (t.is(")")) --depth;
        if (depth == 0) outer.push_back(t);
        if (t.is("(")) ++depth;
    }
    return outer;
}

class effect_reader {
public:
    explicit effect_reader(const std::vector<token>& all) : sql_(outer_tokens(all)), all_(all) {}

    effect read() {
        // SET STATEMENT name = value FOR what it is about.
        if (sql_.take("set")) {
            if (!sql_.take("statement")) return of(kind::none);
            if (!sql_.skip_behind("for")) return {};
        }
        if (sql_.take("alter")) return alter();
        if (sql_.take("create")) return create();
        if (sql_.take("drop")) return drop();
        if (sql_.take("rename")) return rename();
        if (sql_.take("grant")) return privileges(kind::grant);
        if (sql_.take("revoke")) return privileges(kind::revoke);
        if (sql_.take_any("analyze", "optimize", "check", "repair", "flush", "lock", "unlock")) return of(kind::none);
        return {};
    }

private:
    static effect of(kind what) {
        effect e;
        e.what = what;
        return e;
    }
    /// What changes a relation of another database, or one that is not named, is not known.
    static effect known(effect e) { return e.relation.empty() ? effect{} : e; }
    std::string name() { return sql_.unqualified_name(); }

    /// The kind of what is created or dropped, behind OR REPLACE, DEFINER and their like; empty for others.
    std::string_view kind_of_thing(bool& replaces) {
        for (; !sql_.at_end(); sql_.skip()) {
            replaces = replaces || sql_.next_is("replace");
            for (const std::string_view word :
                 {"table", "view", "sequence", "index", "trigger", "procedure", "function", "event"})
                if (sql_.take(word)) return word;
            for (const std::string_view other :
                 {"user", "role", "database", "schema", "server", "temporary", "package"})
                if (sql_.next_is(other)) return {};
        }
        return {};
    }
    static effect::place place_of(std::string_view thing) {
        if (thing == "procedure" || thing == "function") return effect::place::routines;
        if (thing == "trigger") return effect::place::triggers;
        if (thing == "event") return effect::place::events;
        return effect::place::relations;
    }

    effect create() {
        effect e = of(kind::create);
        bool replaces = false;
        const std::string_view thing = kind_of_thing(replaces);
        // A table that is replaced twice loses the rows that it got in between.
        if (thing.empty() || (replaces && thing == "table")) return {};
        e.repeatable = sql_.take_if_exists() || replaces;
        e.among = place_of(thing);
        if (thing == "index") return index_of(name(), !e.repeatable, false);
        e.relation = name();
        if (thing == "trigger" && sql_.skip_behind("on")) e.on = name();
        if (thing == "table" && sql_.next_is("(")) e.parts = columns_behind(sql_.rest().front());
        return known(e);
    }
    /// What stands first between the commas of a list in parentheses: a table's columns, beside keywords.
    std::vector<effect::part> columns_behind(const token& open) const {
        std::vector<effect::part> parts;
        int depth = 0;
        bool first = false;
        for (const token& t : all_) {
            if (t.begin < open.begin) continue;
            if (t.is("(")) ++depth;
            if (t.is(")") && --depth == 0) break;
            if (first && t.kind != token::kind::sign) parts.push_back({t.text});
            first = depth == 1 && (t.is("(") || t.is(","));
        }
        return parts;
    }
    effect index_of(const std::string& index, bool added, bool dropped) {
        effect e = of(kind::alter);
        (void)sql_.skip_behind("on");
        e.relation = name();
        e.parts.push_back({index, added, dropped});
        return index.empty() ? effect{} : known(e);
    }
    effect drop() {
        effect e = of(kind::drop);
        bool replaces = false;
        const std::string_view thing = kind_of_thing(replaces);
        if (thing.empty()) return {};
        const bool maybe = sql_.take_if_exists();
        e.among = place_of(thing);
        e.relation = name();
        if (thing == "index") return index_of(e.relation, false, !maybe);
        // Of several the first is not enough.
        if (sql_.next_is(",")) return {};
        return known(e);
    }
    effect rename() {
        effect e = of(kind::rename);
        if (!sql_.take_any("table", "tables")) return {};
        do {
            std::string from = name();
            if (!sql_.take("to")) return {};
            std::string to = name();
            if (from.empty() || to.empty()) return {};
            e.renamed.push_back({std::move(from), std::move(to)});
        } while (sql_.take(","));
        return e;
    }
    effect privileges(kind what) {
        effect e = of(what);
        e.repeatable = what == kind::grant;
        (void)sql_.skip_behind("on");
        if (sql_.take_any("procedure", "function")) return {};
        (void)sql_.take("table");
        e.relation = name();
        if (what == kind::revoke && sql_.skip_behind("from"))
            for (const token_reader& one : sql_.parts())
                if (!one.at_end()) e.parts.push_back({one.rest().front().text});
        return known(e);
    }
    effect alter() {
        effect e = of(kind::alter);
        (void)sql_.take_any("online", "ignore");
        // Each says what the object is like afterwards.
        for (const std::string_view thing : {"view", "procedure", "function", "event"})
            if (sql_.take(thing)) {
                e = of(kind::create);
                e.repeatable = true;
                e.among = place_of(thing);
                (void)sql_.take_if_exists();
                e.relation = name();
                return known(e);
            }
        if (!sql_.take("table")) return {};
        (void)sql_.take_if_exists();
        e.relation = name();
        if (e.relation.empty()) return {};
        while (!sql_.at_end()) {
            clause(e);
            (void)sql_.skip_behind(",");
        }
        if (e.what == kind::alter && e.parts.empty()) return of(kind::none);
        return e;
    }
    void clause(effect& e) {
        const bool adds = sql_.next_is("add"), drops = sql_.next_is("drop");
        const auto changed = [&](std::string part) { add_part(e, {std::move(part)}); };
        if (sql_.take_any("add", "drop")) {
            if (sql_.take_any("partition", "system", "period")) return changed({});
            (void)sql_.take_any("unique", "fulltext", "spatial");
            if (sql_.take("primary")) return add_part(e, {"PRIMARY", adds, drops});
            const bool foreign = sql_.take("foreign", "key");
            if (!foreign) (void)sql_.take_any("column", "constraint", "index", "key", "check");
            const bool maybe = sql_.take_if_exists();
            const bool unnamed = foreign && sql_.next_is("references");
            std::string part = name();
            // Without a name of its own nothing can be looked for.
            if (part.empty() || unnamed) return give_up(e);
            return add_part(e, {std::move(part), adds && !maybe, drops && !maybe});
        }
        if (sql_.take_any("modify", "alter")) {
            (void)sql_.take_any("column", "index", "key");
            (void)sql_.take_if_exists();
            return changed(name());
        }
        const auto renamed = [&](std::string from, std::string to) {
            if (same_word(from, to)) return changed(std::move(from));
            add_part(e, {std::move(from), false, true});
            add_part(e, {std::move(to), true, false});
        };
        if (sql_.take("change")) {
            (void)sql_.take("column");
            (void)sql_.take_if_exists();
            std::string from = name();
            return renamed(std::move(from), name());
        }
        if (sql_.take("rename")) {
            if (sql_.take_any("column", "index", "key")) {
                std::string from = name();
                (void)sql_.take("to");
                return renamed(std::move(from), name());
            }
            (void)sql_.take_any("to", "as");
            e.renamed.push_back({e.relation, name()});
            e.what = kind::rename;
            return;
        }
        // AUTO_INCREMENT: how far numbers are counted is in no definition, and is set to the same again.
        if (sql_.take_any("algorithm", "lock", "force", "wait", "nowait", "enable", "disable", "auto_increment"))
            return;
        if (sql_.take_any("engine", "comment", "convert", "default", "character", "charset", "collate", "row_format",
                          "partition", "remove", "reorganize", "coalesce", "checksum", "key_block_size",
                          "page_compressed", "stats_persistent", "stats_auto_recalc", "encrypted"))
            return changed({});
        give_up(e);
    }
    /// A clause whose effect is not visible, or not understood.
    static void give_up(effect& e) {
        if (e.what == kind::alter) e.what = kind::unknown;
    }

    token_reader sql_;
    const std::vector<token>& all_;
};

/// The text behind "word=", as in ALGORITHM=INPLACE; empty where it does not stand there.
std::string setting(std::span<const token> sql, std::string_view word) {
    for (std::size_t i = 0; i + 1 < sql.size(); ++i) {
        if (!sql[i].is(word)) continue;
        const std::size_t value = sql[i + 1].is("=") ? i + 2 : i + 1;
        return value < sql.size() ? sql[value].text : std::string();
    }
    return {};
}

/// Notes the locks, where the words tell.
void note_locks(token_reader sql, facts& out) {
    if (sql.take("set", "statement") && !sql.skip_behind("for")) return;
    const auto note_table = [&](std::string mode) {
        (void)sql.take_if_exists();
        out.locks.push_back({sql.name(), std::move(mode)});
        out.locks_known = true;
    };
    const auto demanded = [&] { return demanded_lock(setting(sql.rest(), "algorithm"), setting(sql.rest(), "lock")); };
    if (sql.take("alter", "table")) return note_table(demanded());
    if (sql.take("create", "index") || sql.take("create", "unique", "index") || sql.take("drop", "index")) {
        if (sql.skip_behind("on")) note_table(demanded());
    } else if (sql.take("drop", "table") || sql.take("drop", "view") || sql.take("truncate", "table")) {
        do note_table(std::string(whole_for_a_moment));
        while (sql.take(","));
    } else if (sql.take("insert", "into") || sql.take("delete", "from") || sql.take("update")) {
        note_table(std::string(changed_rows));
    } else if (sql.take("create", "table")) {
        out.locks_known = true;
    }
}

}  // namespace

std::string demanded_lock(std::string_view algorithm, std::string_view lock) {
    std::string out;
    if (!algorithm.empty()) out = "ALGORITHM=" + std::string(algorithm);
    if (!lock.empty()) out += (out.empty() ? "LOCK=" : ", LOCK=") + std::string(lock);
    return out.empty() ? "ALGORITHM and LOCK as the server chooses" : out;
}

void add_part(effect& to, effect::part added) {
    for (effect::part& p : to.parts)
        if (same_word(p.name, added.name)) {
            p.added = p.added && added.added;
            p.dropped = p.dropped && added.dropped;
            return;
        }
    to.parts.push_back(std::move(added));
}

effect effect_of(std::string_view sql) {
    const std::vector<token> all = tokens_in(sql);
    return effect_reader(all).read();
}

void read_raw(statement& s) {
    const std::vector<token> all = tokens_in(s.sql);
    token_reader words(all);
    if (words.take("set", "statement")) (void)words.skip_behind("for");
    s.transactional = !words.take_any("alter", "analyze", "check", "create", "drop", "flush", "grant", "lock",
                                      "optimize", "rename", "repair", "revoke", "truncate", "unlock");
    s.facts.effect = effect_reader(all).read();
    note_locks(token_reader(all), s.facts);
    if (words.take_any("select", "insert", "update", "delete", "replace", "with")) s.facts.work = row_work::rows;
}

}  // namespace retort::codegen::mariadb
