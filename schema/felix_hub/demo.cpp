// A few rows of Felix Hub through the generated access code. Takes the database's URL.
#include <felix_hub/access.hpp>
#include <retort/migrator.hpp>

#include <iostream>

int main(int argc, char** argv) try {
    retort::connection db(argc > 1 ? argv[1] : "sqlite://");
    retort::upgrade(db, felix_hub::history());  // nothing to do when the command has done it; a new file is built here

    const felix_hub::mechanic yossi = felix_hub::mechanics::insert(
        db, {.email = "yossi@example.com", .password_hash = "…", .name = "Йосси", .specialty = "Двигатель"});
    const felix_hub::order order =
        felix_hub::orders::insert(db, {.mechanic_name = yossi.name,
                                       .telegram_id = "@yossi",
                                       .category = "Двигатель",
                                       .car_number = "12-345-67",
                                       .selected_parts = R"(["масляный фильтр", "прокладка"])",
                                       .assigned_mechanic_id = yossi.id});
    std::cout << "order " << order.id << ": status '" << order.status.value_or("") << "', language '"
              << order.language.value_or("") << "', vin " << order.vin.value_or("unknown") << "\n";

    felix_hub::order changed = order;
    changed.vin = "WVWZZZ1JZXW000001";
    changed.status = "готов";
    felix_hub::orders::update(db, changed);

    const felix_hub::part filter = felix_hub::parts::insert(
        db, {.category_id = felix_hub::categories::all(db).front().id, .name_ru = "Тормозные колодки"});
    felix_hub::parts::erase(db, filter.id);

    for (const felix_hub::category& c : felix_hub::categories::all(db))
        std::cout << c.icon.value_or(" ") << " " << c.name_ru << " (" << c.name_en.value_or("") << ")\n";
    const auto found = felix_hub::orders::find(db, order.id);
    std::cout << "order " << found->id << ": status '" << found->status.value_or("") << "', vin "
              << found->vin.value_or("unknown") << "\n";
} catch (const retort::error& e) {
    std::cerr << "felix_hub-demo: error: " << e.what() << "\n";
    return 1;
}
