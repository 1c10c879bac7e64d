#include "effect.hpp"

#include "../scanner.hpp"

namespace retort::codegen::sqlite {

using kind = effect::kind;
using place = effect::place;

facts changing(kind what, std::string_view relation, place among, std::string_view on) {
    facts made;
    made.work = row_work::none;
    made.effect.what = what;
    made.effect.among = among;
    made.effect.relation = relation;
    made.effect.on = on;
    return made;
}

facts renaming(std::string_view from, std::string_view to) {
    facts made = changing(kind::rename, {});
    made.effect.renamed.push_back({std::string(from), std::string(to)});
    return made;
}

facts of_rows() {
    facts made;
    made.work = row_work::rows;
    return made;
}

facts no_change() { return changing(kind::none, {}); }

facts read_raw(std::string_view sql) {
    token_reader words(tokens_of(sql, model::database::sqlite));
    const auto table_behind_on = [&] { return words.skip_behind("on") ? words.name() : std::string(); };
    if (words.take_any("select", "insert", "update", "delete", "replace", "with")) return of_rows();
    if (words.take("alter", "table")) {
        const std::string table = words.name();
        return words.take("rename", "to") ? renaming(table, words.name()) : changing(kind::alter, table);
    }
    const bool creates = words.take("create");
    if (!creates && !words.take("drop")) return {};
    const kind what = creates ? kind::create : kind::drop;
    (void)words.take_any("temp", "temporary", "unique", "virtual");
    const bool is_index = words.take("index"), is_trigger = !is_index && words.take("trigger");
    if (!is_index && !is_trigger && !words.take_any("table", "view")) return {};
    (void)words.take_if_exists();
    const std::string name = words.name();
    if (is_index) return changing(what, name, place::indexes, table_behind_on());
    if (is_trigger) return changing(what, name, place::triggers, table_behind_on());
    return changing(what, name);
}

}  // namespace retort::codegen::sqlite
