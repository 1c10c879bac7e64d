#!/usr/bin/env bash
# Changes the header of a project made by find_package, and takes the change to databases with rows.
# usage: change.sh SOURCE BUILD WORK COMPILER; with_servers gives POSTGRESQL_URL and MARIADB_URL
set -euo pipefail
source=$1 build=$2 work=$3 compiler=$4

fail() { echo "FAILED: $*" >&2; exit 1; }
expect() {  # expect TEXT FILE
    grep -qF -- "$1" "$2" || { cat "$2" >&2; fail "'$1' is not in what was printed"; }
}
make() { cmake --build build >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "$1 does not build"; }; }

rm -rf "$work"
mkdir -p "$work/project/shop/migrations"
cmake --install "$build" --prefix "$work/prefix" >"$work/log" 2>&1 || { cat "$work/log"; fail "the install step failed"; }
cd "$work/project"
cp "$source/tests/package/change/"{CMakeLists.txt,main.cpp} .
cp "$source/tests/package/change/before.hpp" shop/schema.hpp
cmake -S . -B build -G Ninja -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-g0 -DCMAKE_CXX_FLAGS="-Wall -Wextra -Werror" \
    -DCMAKE_PREFIX_PATH="$work/prefix" >"$work/log" 2>&1 || { cat "$work/log"; fail "the project does not configure"; }
databases=(sqlite:///shop.db)
for url in "${POSTGRESQL_URL:-}" "${MARIADB_URL:-}"; do
    [ -n "$url" ] && databases+=("$url") || echo "skipped: a database, because its server is not installed"
done
migrate() { build/shop-migrate "$@"; }

echo "-- the first migration is drafted from nothing"
make "a schema without a migration"
expect "shop: the schema has 3 changes that no migration makes yet:" "$work/log"
migrate revision -m "Customers and orders" >"$work/out"
expect "wrote shop/migrations/001_customers_and_orders.hpp" "$work/out"
make "the first migration"
build/app >"$work/out"
expect "orders have no language" "$work/out"
for url in "${databases[@]}"; do
    migrate upgrade --database "$url" >/dev/null
    build/app "$url" "INSERT INTO customers (name) VALUES ('Ann')" "INSERT INTO customers (name) VALUES ('Bob')" \
        "INSERT INTO orders (customer_id, status, note) VALUES (1, 'paid', 'first')" \
        "INSERT INTO orders (customer_id, status) VALUES (2, 'closed')" "INSERT INTO orders (status) VALUES ('new')"
done

echo "-- the header changes: the build drafts the migration, and its SQL for every database"
cp "$source/tests/package/change/after.hpp" shop/schema.hpp
if migrate revision -m "too early" >"$work/out" 2>&1; then fail "an old build writes a revision"; fi
expect "shop/schema.hpp was changed since the last build; build, and run revision again [E206]" "$work/out"
make "a schema with changes that no migration makes"
expect "shop: the schema has " "$work/log"
build/app >"$work/out"
expect "orders have a language" "$work/out"
for line in "rename table customers to clients" "add column orders.language" "create index on orders 'ix_orders_open'"; do
    expect "  $line" "$work/log"
done
draft=build/retort/shop/draft
[ -f $draft/002_next.hpp ] || fail "there is no draft"
for database in sqlite postgresql mariadb; do
    for word in language ix_orders_open clients shipped; do
        grep -q $word $draft/$database/002_next.sql || fail "the draft's SQL for $database says nothing of $word"
    done
done

echo "-- revision writes it, and the next build finds that history and schema agree"
migrate migrate -m "Clients, open orders" >"$work/out"
file=shop/migrations/002_clients_open_orders.hpp
expect "wrote $file" "$work/out"
! grep -q todo $file || { cat $file; fail "it leaves something open, and nothing has to be"; }
for step in 'rename_table("customers", "clients")' 'on_delete::set_null' 'default_("ru")' '"shipped"'; do expect "$step" $file; done
make "the written migration"
expect "shop: the schema matches the migration history" "$work/log"
! grep -q "that no migration makes yet" "$work/log" || fail "the written migration does not reach the schema"
migrate revision -m "again" >"$work/out"
expect "nothing to do: the schema shop matches the migration history" "$work/out"

for url in "${databases[@]}"; do
    echo "-- ${url%%:*}: everything is there, and no row is lost"
    migrate upgrade --database "$url" >"$work/out"
    expect "shop is at 002_clients_open_orders" "$work/out"
    build/app "$url" "SELECT id, name FROM clients ORDER BY id" \
        "SELECT id, customer_id, status, note, language FROM orders ORDER BY id" >"$work/rows"
    diff "$work/rows" - <<'ROWS' || fail "the rows are others"
1|Ann|
2|Bob|
1|1|paid|first|ru|
2|2|closed|NULL|ru|
3|NULL|new|NULL|ru|
ROWS
    build/app "$url" "UPDATE orders SET status = 'shipped' WHERE id = 1" "DELETE FROM clients WHERE id = 2" \
        "SELECT id, customer_id, status FROM orders ORDER BY id" >"$work/rows"
    [ "$(cat "$work/rows")" = $'1|1|shipped|\n2|NULL|closed|\n3|NULL|new|' ] || { cat "$work/rows"; fail "the new value or the loosened key"; }
    # What uses the new value goes first: nobody could hold it before.
    build/app "$url" "UPDATE orders SET status = 'paid' WHERE id = 1"
    migrate downgrade -1 --allow-loss all --database "$url" >/dev/null
    build/app "$url" "SELECT id, name FROM customers ORDER BY id" "SELECT id, status FROM orders ORDER BY id" >"$work/rows"
    [ "$(cat "$work/rows")" = $'1|Ann|\n1|paid|\n2|closed|\n3|new|' ] || { cat "$work/rows"; fail "the way back"; }
    migrate upgrade --database "$url" >/dev/null
    migrate verify --database "$url" >/dev/null || fail "verify"
done

echo "-- the word that told of the rename has done its work"
sed -i 's/ renamed_from("customers"),//' shop/schema.hpp
make "the schema without it"
migrate revision -m "nothing" >"$work/out"
expect "nothing to do" "$work/out"

echo "-- two people revise the same revision: the build names both heads, and leaves the command that merges them"
printf '#pragma once\n#include <retort/dsl.hpp>\nnamespace shop {\nusing namespace retort::dsl;\ninline constexpr auto m003_phone = migration("003_phone", revises("002_clients_open_orders"),\n    add_column("clients", column("phone", varchar(20), nullable)));\n}\n' >shop/migrations/003_phone.hpp
printf '#pragma once\n#include <retort/dsl.hpp>\nnamespace shop {\nusing namespace retort::dsl;\ninline constexpr auto m003_total = migration("003_total", revises("002_clients_open_orders"),\n    add_column("orders", column("total", integer, default_(0))));\n}\n' >shop/migrations/003_total.hpp
sed -i 's|    column("name", varchar(100)),|&\n    column("phone", varchar(20), nullable),|; s|    column("language".*|&\n    column("total", integer, default_(0)),|' shop/schema.hpp
if cmake --build build >"$work/log" 2>&1; then fail "two heads build"; fi
expect "the history has 2 heads: 003_phone, 003_total" "$work/log"
migrate heads >"$work/out"
expect "003_phone" "$work/out"
migrate merge -m "Phone and total" >"$work/out"
expect "wrote shop/migrations/004_phone_and_total.hpp" "$work/out"
make "the merge"
for url in "${databases[@]}"; do migrate upgrade --database "$url" >"$work/out"; expect "shop is at 004_phone_and_total" "$work/out"; done

cp -r shop kept
echo "-- two that do not commute: the compiler names the object and both revisions"
sed -i 's/"total", integer, default_(0)/"phone", varchar(30), nullable/; s/"orders"/"clients"/' shop/migrations/003_total.hpp
if cmake --build build >"$work/log" 2>&1; then fail "branches that do not commute build"; fi
sed "s/\\\\'/'/g" "$work/log" >"$work/plain"
expect "'003_phone' and '003_total' do not commute: add column clients.phone: column 'phone' of table 'clients' already exists" "$work/plain"
rm -r shop
mv kept shop

echo "-- squash: a checkpoint stands for all of them, which the compiler checks"
make "what commutes"
migrate squash base:head -m "All at once" >"$work/out"
expect "wrote shop/migrations/004_checkpoint.hpp" "$work/out"
expect "replaces 5 revisions, 001_customers_and_orders to 004_phone_and_total" "$work/out"
make "the checkpoint"
! grep -q "that no migration makes yet" "$work/log" || fail "the checkpoint does not lead to the schema"
migrate upgrade --database sqlite:///new.db >"$work/out"
expect "shop is at 004_checkpoint (1 applied)" "$work/out"
migrate history --graph >"$work/out"
expect "004_phone_and_total" "$work/out"
sed -i 's/varchar(20)/varchar(21)/' shop/migrations/004_checkpoint.hpp
if cmake --build build >"$work/log" 2>&1; then fail "a checkpoint that leads elsewhere builds"; fi
expect "[E405]" "$work/log"
sed -i 's/varchar(21)/varchar(20)/' shop/migrations/004_checkpoint.hpp
echo "-- and when no database is inside of the range, the old ones go"
rm shop/migrations/00[123]_*.hpp shop/migrations/004_phone_and_total.hpp
make "the checkpoint alone"
for url in "${databases[@]}" sqlite:///new.db; do
    migrate status --check --database "$url" >"$work/out" || { cat "$work/out"; fail "status"; }
    migrate upgrade --database "$url" >"$work/out"
    migrate verify --database "$url" >"$work/out" || { cat "$work/out"; fail "verify"; }
done

echo "passed"
