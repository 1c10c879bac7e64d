// Whether a MariaDB statement took effect.
#include "../../../runtime/src/mariadb/effect.hpp"

#include <deque>
#include <vector>

#include "support/catch.hpp"

using namespace retort::detail;
using retort::plan::effect;
using retort::plan::effect_kind;

namespace {

std::string hex(std::string_view text) {
    std::string out;
    for (const char c : text) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        out += digits[static_cast<unsigned char>(c) / 16];
        out += digits[static_cast<unsigned char>(c) % 16];
    }
    return out;
}

std::string line(std::string_view relation, std::string_view part, std::string_view view, std::string_view content) {
    return "\n" + hex(relation) + " " + hex(part) + " " + std::string(view) + " " + std::string(content);
}

const std::string table =
    line("t", "", "tables", "0") + line("t", "id", "columns", "1") + line("t", "a", "columns", "2");
const std::string b = line("t", "b", "columns", "3");
const std::string theirs = line("t", "theirs", "columns", "4");

using parts = std::vector<effect::part>;

/// Views `of`, which is kept.
effect effect_on_t(effect_kind what, parts of) {
    static std::deque<parts> kept;
    effect e;
    e.what = what;
    e.relation = "t";
    e.parts = kept.emplace_back(std::move(of));
    return e;
}
effect altering(parts of) { return effect_on_t(effect_kind::alter, std::move(of)); }
effect creating(parts of) { return effect_on_t(effect_kind::create, std::move(of)); }
const effect drop_b = altering({{"b", false, true}});
const effect drop_table = effect_on_t(effect_kind::drop, {});

}  // namespace

TEST_CASE("changes of unnamed objects were made by other sessions") {
    const effect add = altering({{"b", true}});
    const std::string me = "root@localhost", before = me + table;
    CHECK(has_taken_effect(add, before, before) == verdict::not_done);
    CHECK(has_taken_effect(add, before, me + table + b) == verdict::done);
    CHECK(has_taken_effect(add, before, me + table + theirs) == verdict::not_done);
    CHECK(has_taken_effect(add, before, me + table + theirs + b) == verdict::done);
    const effect two = altering({{"b", true}, {"c", true}});
    CHECK(has_taken_effect(two, before, me + table + b) == verdict::unknown);
    // Others have changed the column that is to go, or to come.
    const std::string other_b = line("t", "b", "columns", "6");
    CHECK(has_taken_effect(drop_b, me + table + b, me + table + other_b) == verdict::not_done);
    CHECK(has_taken_effect(drop_b, me + table + b, me + table) == verdict::done);
    CHECK(has_taken_effect(effect{}, me, me) == verdict::unknown);
    CHECK(has_taken_effect(drop_table, before, me) == verdict::done);
    CHECK(has_taken_effect(drop_table, before, before) == verdict::not_done);
    CHECK(has_taken_effect(drop_table, before, me + table + theirs) == verdict::unknown);
    CHECK(has_taken_effect(creating({{"id"}, {"a"}}), me, before) == verdict::done);
    CHECK(has_taken_effect(creating({{"id"}}), me, before) == verdict::unknown);
}

TEST_CASE("another user can decide only if it sees all definitions") {
    const effect add = altering({{"b", true}});
    const std::string key = line("t", "k", "statistics", "5");
    const std::string before = "root@localhost" + table + key, other = "other@localhost";
    CHECK(has_taken_effect(add, before, other + table + key + b) == verdict::done);
    CHECK(has_taken_effect(add, before, other + table + key) == verdict::not_done);
    CHECK(has_taken_effect(add, before, other + table + b) == verdict::unknown);
    CHECK(has_taken_effect(add, before, other) == verdict::unknown);
    CHECK(has_taken_effect(drop_table, before, other) == verdict::unknown);
    CHECK(user_of_state(before) == "root@localhost");
}

TEST_CASE("a revoked privilege has gone from a user whom the statement names") {
    const std::string me = "root@localhost", granted = line("t", "'u'@'localhost'", "table_privileges", "1");
    const effect revoke = effect_on_t(effect_kind::revoke, {{"U"}});
    CHECK(has_taken_effect(revoke, me + granted, me) == verdict::done);
    CHECK(has_taken_effect(revoke, me + granted, me + granted) == verdict::not_done);
    CHECK(has_taken_effect(effect_on_t(effect_kind::revoke, {{"v"}}), me + granted, me) == verdict::not_done);
    CHECK(has_taken_effect(revoke, me, me) == verdict::unknown);
}
