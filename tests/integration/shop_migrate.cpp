#include <retort/command.hpp>

#include <cstdlib>
#include <vector>

#include "shop_history.hpp"

namespace {

// The same history, but 002 takes long between its statements: for tests that kill it there.
int run_slowly(int argc, char** argv) {
    using namespace shop;
    static constexpr statement sqlite[] = {
        r2_up_sqlite[0],
        {"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000000) SELECT max(i) FROM n"},
        r2_up_sqlite[1]};
    static constexpr statement postgresql[] = {r2_up_postgresql[0], {"SELECT pg_sleep(4)"}, r2_up_postgresql[1]};
    static constexpr statement mariadb[] = {r2_up_mariadb[0], {"DO sleep(4)"}, r2_up_mariadb[1]};
    static constexpr route routes[] = {{database::sqlite, {sqlite, {}, {}, {}}, {r2_down, r2_lost, {}, {}}},
                                       {database::postgresql, {postgresql, {}, {}, {}}, {r2_down, r2_lost, {}, {}}},
                                       {database::mariadb, {mariadb, {}, {}, {}}, {r2_down_mariadb, r2_lost, {}, {}}}};
    std::vector<revision> slow(std::begin(revisions), std::end(revisions));
    slow[1].routes = routes;
    const history slowed{"shop", databases, slow};
    return retort::run_command(argc, argv, slowed);
}

}  // namespace

int main(int argc, char** argv) {
    if (std::getenv("SHOP_SLOWLY") != nullptr) return run_slowly(argc, argv);
    return retort::run_command(argc, argv, shop::the_history);
}
