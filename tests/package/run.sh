#!/usr/bin/env bash
# Builds the README's project against Retort and uses it as its reader would.
# usage: run.sh find_package|add_subdirectory SOURCE BUILD WORK COMPILER
set -euo pipefail
way=$1 source=$2 build=$3 work=$4 compiler=$5

fail() { echo "FAILED: $*" >&2; exit 1; }
expect() {  # expect TEXT FILE
    grep -qF -- "$1" "$2" || { cat "$2" >&2; fail "'$1' is not in what was printed"; }
}

rm -rf "$work"
mkdir -p "$work/shop"
cd "$work/shop"

# Each code block whose first line is a comment with a path becomes that file.
awk '
    /^```/ { if (inside) { inside = 0; close(file) } else { inside = 1; first = 1; file = "" } next }
    inside && first { first = 0
        if ($0 ~ /^(\/\/|#) [A-Za-z0-9_\/.]+\.(hpp|cpp|txt)$/) { file = $2; dir = file; if (sub(/\/[^\/]*$/, "", dir)) system("mkdir -p " dir) } }
    inside && file { print > file }
' "$source/README.md"
for file in CMakeLists.txt main.cpp shop/schema.hpp shop/migrations/001_create_catalog.hpp shop/migrations/002_add_icon.hpp; do
    [ -f $file ] || fail "the README has no $file"
done

options=(-G Ninja -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-g0 -DCMAKE_CXX_FLAGS="-Wall -Wextra -Werror")
if [ "$way" = find_package ]; then
    cmake --install "$build" --prefix "$work/prefix" >"$work/log" 2>&1 || { cat "$work/log"; fail "the install step failed"; }
    options+=(-DCMAKE_PREFIX_PATH="$work/prefix")
else
    options+=(-DRETORT_COMPILE_OPTIONS=-O0)
    sed -i "s|^find_package(Retort REQUIRED)|add_subdirectory($source retort-build)|" CMakeLists.txt
fi
cmake -S . -B build "${options[@]}" >"$work/log" 2>&1 || { cat "$work/log"; fail "the project does not configure"; }
cmake --build build >"$work/log" 2>&1 || { cat "$work/log"; fail "the project does not build"; }
! grep -q "that no migration makes yet" "$work/log" || fail "the README's migrations do not reach its schema"
bin=build

echo "-- in process"
$bin/app >"$work/out"
expect "Pads 19.95 🔧" "$work/out"

echo "-- by command"
rm -f shop.db
# The README's own lines.
grep -E '^shop-migrate ' "$source/README.md" | while read -r line; do
    echo "\$ $line"
    PATH="$PWD/$bin:$PATH" bash -c "$line" >"$work/out" 2>&1 || { cat "$work/out"; fail "$line"; }
    cat "$work/out"
done >"$work/commands" || { cat "$work/commands"; exit 1; }
expect "shop is at 002_add_icon (2 applied)" "$work/commands"
expect "shop is at 001_create_catalog (1 reverted)" "$work/commands"

if [ "$way" != find_package ]; then
    echo "-- the project installs nothing of Retort, and compiles only what it uses"
    cmake --install build --prefix "$work/prefix" >"$work/log"
    [ -z "$(find "$work/prefix" -name '*etort*' 2>/dev/null)" ] || fail "Retort is installed with the project"
    [ ! -e "$(find build -name 'libretort_mariadb_driver.a')" ] || fail "a driver is built that the schema does not name"
    echo "passed"
    exit 0
fi

echo "-- generated/ is held to be current"
if ctest --test-dir build >"$work/out" 2>&1; then fail "shop.snapshot passed with nothing blessed"; fi
cmake --build build --target shop-bless >/dev/null
ctest --test-dir build >"$work/out" 2>&1 || { cat "$work/out"; fail "shop.snapshot fails after bless"; }
[ -f generated/shop/postgresql/002_add_icon.sql ] || fail "bless wrote no SQL"

echo "-- nothing changed, nothing built"
cmake --build build >"$work/log" 2>&1
expect "no work to do" "$work/log"

echo "-- the header runs ahead: the build says so, and drafts the migration"
sed -i 's|    column("added_at", timestamptz, default_(now)),|&\n    column("weight", numeric(8, 3), nullable),|' shop/schema.hpp
cmake --build build >"$work/log" 2>&1 || { cat "$work/log"; fail "a schema with changes that no migration makes does not build"; }
expect "shop: the schema has 1 change that no migration makes yet:" "$work/log"
expect "  add column parts.weight" "$work/log"
expect 'shop-migrate revision -m "what it does"' "$work/log"
[ -f build/retort/shop/draft/003_next.hpp ] || fail "there is no draft"
for database in sqlite postgresql; do
    grep -q weight build/retort/shop/draft/$database/003_next.sql || fail "the draft has no SQL for $database"
done

echo "-- revision writes it: a new file in the folder is found by the next build, and history and schema agree"
$bin/shop-migrate revision -m "Weigh the parts" >"$work/out" || fail "revision"
expect "wrote shop/migrations/003_weigh_the_parts.hpp" "$work/out"
cmake --build build >"$work/log" 2>&1 || { cat "$work/log"; fail "the written migration does not build"; }
expect "shop: the schema matches the migration history" "$work/log"
$bin/shop-migrate revision -m "Again" >"$work/out"
expect "nothing to do: the schema shop matches the migration history" "$work/out"
$bin/shop-migrate upgrade --database sqlite:///shop.db >"$work/out"
expect "shop is at 003_weigh_the_parts" "$work/out"
sqlite3 shop.db .schema | grep -q weight || fail "the column is not there"

echo "-- without authoring, a schema ahead of its history does not compile, and the command says what is missing"
cmake -S . -B build -DRETORT_AUTHORING=OFF >"$work/log" 2>&1 || { cat "$work/log"; fail "the project does not configure without authoring"; }
sed -i 's|    column("weight", numeric(8, 3), nullable),|&\n    column("height", numeric(8, 3), nullable),|' shop/schema.hpp
if cmake --build build >"$work/log" 2>&1; then fail "without authoring, a schema ahead of its history builds"; fi
expect "[E154]" "$work/log"
if $bin/shop-migrate revision -m "Heights" >"$work/out" 2>&1; then fail "revision without authoring"; fi
expect "configure it with -DRETORT_AUTHORING=ON" "$work/out"
sed -i '/"height"/d' shop/schema.hpp
cmake -S . -B build -DRETORT_AUTHORING=ON >"$work/log" 2>&1

echo "-- a fault is a compile error in the first five lines, as the README prints it"
sed -i 's|"categories", "id", on_delete|"categories", "idd", on_delete|' shop/schema.hpp
if cmake --build build >"$work/log" 2>&1; then fail "a wrong foreign key builds"; fi
# What ninja prints of itself is not the compiler's.
sed -n '/In file included\|In instantiation\|error:/,$p' "$work/log" | head -5 >"$work/out"
sentence=$(sed -n 's/^error: static assertion failed: //p' "$source/README.md")
[ -n "$sentence" ] || fail "the README shows no error"
sed "s/\\\\'/'/g" "$work/out" >"$work/plain"
expect "$sentence" "$work/plain"
if [[ $compiler == *g++* && $compiler != *clang* ]]; then expect "$(grep -o 'In instantiation of .*' "$source/README.md")" "$work/out"; fi

echo "passed"
