#include <retort/connection.hpp>

#include <cstdio>
#include <cstdlib>

#include "migrations/002_price_in_cents.hpp"

namespace {

void change(retort::connection& db, std::int64_t id, const std::string& label, std::int64_t cents) {
    const retort::value parameters[] = {label, cents, id};
    db.execute("UPDATE parts SET label = $1, cents = $2 WHERE id = $3", parameters);
}

}  // namespace

void stock::take_prices(retort::connection& db) {
    for (const auto& row : db.execute("SELECT id, label FROM parts").rows) {
        const std::string& label = std::get<std::string>(row[1]);
        const std::size_t space = label.rfind(' ');
        char* end = nullptr;
        const double price = std::strtod(label.c_str() + space + 1, &end);
        if (end == label.c_str() + space + 1) continue;
        change(db, std::get<std::int64_t>(row[0]), label.substr(0, space),
               static_cast<std::int64_t>(price * 100 + 0.5));
    }
}

void stock::give_prices_back(retort::connection& db) {
    for (const auto& row : db.execute("SELECT id, label, cents FROM parts WHERE cents <> 0").rows) {
        const std::int64_t cents = std::get<std::int64_t>(row[2]);
        char price[32];
        std::snprintf(price, sizeof price, " %d.%02d", static_cast<int>(cents / 100), static_cast<int>(cents % 100));
        change(db, std::get<std::int64_t>(row[0]), std::get<std::string>(row[1]) + price, 0);
    }
}
