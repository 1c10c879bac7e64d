#!/usr/bin/env python3
"""What it costs to compile a schema and its history, as the generator's translation unit does.

    measure.py [--quick] [--runs 3] [--keep FOLDER] [--library FILE]

Writes headers like a user's (tables of ten columns with a foreign key and an index each, checks and a partial index now
and then; a history that creates them, or one that also changes them; a table of 128 columns; twenty tables of which no
two have the same shape), compiles each with the compilers that are installed, and prints a Markdown table: user CPU
seconds and peak memory, the median of the runs, taken in turns. Beside them an empty file, and one that includes the raw
client libraries' headers. A second table has an application's file, which reads a row through the generated access
code (all of it, or one table's), beside the same by the C libraries of SQLite and PostgreSQL; for it the generators are
linked with --library.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

COMPILERS = {
    "g++": (["g++-12", "g++"],
            ["-std=c++23", "-fconstexpr-ops-limit=10000000000", "-fconstexpr-loop-limit=1000000000",
             "--param=ggc-min-heapsize=1048576"]),
    "clang++": (["clang++-19", "clang++"],
                ["-std=c++2c", "-fconstexpr-steps=2000000000", "-fbracket-depth=8192"]),
}

TYPES = ["integer", "text", "varchar(80)", "numeric(10, 2)", "timestamptz", "boolean", "uuid", "bytes"]


def parts(i):
    """What stands in table(…) and in create_table(…) after the name."""
    lines = ['column("id", bigint, identity)']
    # The first table refers to itself, so that the tables can be created in their order.
    target = max(i - 1 - i % 7, 0)
    lines.append(f'column("parent_id", bigint, nullable, references("table_{target}", "id", on_delete::cascade))')
    for c, kind in enumerate(TYPES):
        default = ', default_(0)' if kind == "integer" else ', nullable' if c % 3 == 0 else ''
        lines.append(f'column("column_{c}", {kind}{default})')
    lines.append('primary_key("id")')
    lines.append('index(on("parent_id", desc("column_0")))')
    if i % 3 == 0:
        lines.append('check("column_0_not_negative", col("column_0") >= 0)')
    if i % 5 == 0:
        lines.append(f'index("ix_table_{i}_cheap", on("column_3"), where(col("column_3") < 100 && col("column_5") == true))')
    return ",\n    ".join(lines)


def step(k, tables):
    table = f"table_{k % tables}"
    if k % 3 == 0:
        return f'create_index("{table}", index("ix_{k}", on("column_{k % 7}")))'
    return f'add_column("{table}", column("extra_{k}", text, nullable))'


def wide(i):
    """A table of 128 columns, of all types in turn."""
    lines = ['column("id", bigint, identity)', 'primary_key("id")']
    for c in range(127):
        lines.append(f'column("column_{c}", {TYPES[c % len(TYPES)]}{", nullable" if c % 3 == 0 else ""})')
    return ",\n    ".join(lines)


def shape(i):
    """No two of twenty tables have the same number and order of parts."""
    lines = ['column("id", bigint, identity)', 'primary_key("id")', f'column("code", varchar({20 + i}))']
    for c in range(2 + i % 7):
        lines.append(f'column("column_{c}", {TYPES[(c + i) % len(TYPES)]}{", nullable" if (c + i) % 3 == 0 else ""})')
    if i % 2 == 0:
        lines.append('column("amount", integer, default_(0))')
        lines.append('check("amount_not_negative", col("amount") >= 0)')
    if i % 3 == 0:
        lines.append(f'column("parent_id", bigint, nullable, references("table_{i // 2}", "id"))')
    if i % 4 == 1:
        lines.append('unique("code")')
    if i % 5 == 2:
        lines.append('column("doubled", integer, nullable, generated(length(col("code")) * 2))')
    if i % 4 == 3:
        lines.append(f'index("ix_table_{i}_code", on(desc("code")), where(col("code") != ""))')
    if i % 6 == 4:
        lines.append('comment("a table of the bench")')
    lines.append(f'index(on({", ".join(f"{chr(34)}column_{c}{chr(34)}" for c in range(2) if (c + i) % 8 != 7)}))')
    return ",\n    ".join(lines)


def write(folder, tables, revisions, parts=parts):
    """The headers of a schema and of its history, and the generator's source. Returns that file."""
    folder.mkdir(parents=True, exist_ok=True)
    declared = [parts(i) for i in range(tables)]
    with open(folder / "migrations.hpp", "w") as f:
        f.write('#pragma once\n#include <retort/dsl.hpp>\nnamespace shop {\nusing namespace retort::dsl;\n')
        # As an author would, a migration creates some tables, not hundreds.
        chunk = 25
        history = []
        for first in range(0, tables, chunk):
            steps = ",\n".join(f'create_table("table_{i}",\n    {parts(i)})' for i in range(first, min(first + chunk, tables)))
            revises = f'revises("create_{first - chunk}"), ' if first else ''
            f.write(f'inline constexpr auto create_{first} = migration("create_{first}", {revises}\n{steps});\n')
            history.append(f"create_{first}")
        for k in range(1, revisions + 1):
            parent = history[-1]
            f.write(f'inline constexpr auto change_{k} = migration("change_{k}", revises("{parent}"), {step(k, tables)});\n')
            history.append(f"change_{k}")
            if k % 3 == 0:
                declared[k % tables] += f',\n    index("ix_{k}", on("column_{k % 7}"))'
            else:
                declared[k % tables] += f',\n    column("extra_{k}", text, nullable)'
        f.write('}\n')
    with open(folder / "schema.hpp", "w") as f:
        f.write('#pragma once\n#include <retort/dsl.hpp>\nnamespace shop {\nusing namespace retort::dsl;\n')
        for i in range(tables):
            f.write(f'inline constexpr auto table_{i} = table("table_{i}",\n    {declared[i]});\n')
        names = ", ".join(f"table_{i}" for i in range(tables))
        f.write(f'inline constexpr auto schema = retort::schema<"shop", {names}>;\n}}\n')
    source = folder / "generator.cpp"
    with open(source, "w") as f:
        # As retort_add_schema() writes it.
        names = ", ".join(f"shop::{name}" for name in history)
        f.write('#include <retort/dsl/report.hpp>\n#include <retort/codegen/main.hpp>\n'
                '#include "schema.hpp"\n#include "migrations.hpp"\n'
                'int main(int argc, char** argv) {\n'
                f'    return retort::codegen::generate<retort::database_bits("sqlite", "postgresql"), shop::schema, {names}>(argc, argv);\n}}\n')
    return source


APPLICATION = """#include <shop/HEADER>
std::optional<std::string> column_1_of(retort::connection& db, std::int64_t id) {
    if (const auto row = shop::table_1::find(db, id)) return row->column_1;
    return std::nullopt;
}
"""

BY_THE_C_LIBRARIES = """#include <sqlite3.h>
#include <libpq-fe.h>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>
std::optional<std::string> column_1_of(sqlite3* db, std::int64_t id) {
    sqlite3_stmt* s = nullptr;
    if (sqlite3_prepare_v2(db, "SELECT column_1 FROM table_1 WHERE id = ?", -1, &s, nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(db));
    std::optional<std::string> found;
    sqlite3_bind_int64(s, 1, id);
    if (sqlite3_step(s) == SQLITE_ROW) found = reinterpret_cast<const char*>(sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    return found;
}
std::optional<std::string> column_1_of(PGconn* db, std::int64_t id) {
    const std::string text = std::to_string(id);
    const char* values[] = {text.c_str()};
    PGresult* r = PQexecParams(db, "SELECT column_1 FROM table_1 WHERE id = $1", 1, nullptr, values, nullptr, nullptr, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK) {
        const std::string why = PQresultErrorMessage(r);
        PQclear(r);
        throw std::runtime_error(why);
    }
    std::optional<std::string> found;
    if (PQntuples(r) > 0) found = PQgetvalue(r, 0, 0);
    PQclear(r);
    return found;
}
"""


def generate(source, library, command):
    """Links the generator of `source` and runs it. Returns the folder of what it wrote for applications."""
    folder = source.parent
    subprocess.run([*command, "-O0", "-o", folder / "generator", f"-I{ROOT / 'dsl/include'}",
                    f"-I{ROOT / 'codegen/include'}", source, library, "-lfmt", "-lxxhash"], check=True)
    subprocess.run([folder / "generator", "--output", folder / "out", "--draft", "quiet",
                    "--database", "sqlite", "--database", "postgresql"], check=True)
    return folder / "out/include"


def measure(command):
    """User CPU seconds and peak memory in MB of one run."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(" ".join(command) + "\n" + said.decode(errors="replace")[:4000])
    return usage.ru_utime, usage.ru_maxrss / 1024


def flags_of(package):
    found = shutil.which("pkg-config")
    answer = found and subprocess.run([found, "--cflags", package], capture_output=True, text=True)
    return answer.stdout.split() if answer and answer.returncode == 0 else None


def table(what, cases, commands, runs):
    """Compiles every case with every command, in turns, and prints the medians."""
    taken = {}
    for _ in range(runs):
        for case, source, extra in cases:
            for name, command in commands.items():
                taken.setdefault((case, name), []).append(measure([*command, *extra, str(source)]))
    print(f"| {what} | " + " | ".join(f"{name} s | {name} MB" for name in commands) + " |")
    print("| --- |" + " ---: |" * (2 * len(commands)))
    for case, _, _ in cases:
        row = [case]
        for name in commands:
            seconds, memory = zip(*taken[case, name])
            row += [f"{statistics.median(seconds):.2f}", f"{statistics.median(memory):.0f}"]
        print("| " + " | ".join(row) + " |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="only schemas of 10 and 50 tables, once")
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--keep", type=pathlib.Path, help="write the files here, and leave them")
    arguments.add_argument("--library", type=pathlib.Path, default=ROOT / "build/codegen/libretort_codegen.a",
                           help="of the generator, for the table of applications")
    arguments = arguments.parse_args()
    folder = arguments.keep or pathlib.Path(tempfile.mkdtemp(prefix="retort-compile-cost-"))
    folder.mkdir(parents=True, exist_ok=True)

    sizes = [(10, 0), (50, 0)] if arguments.quick else [(10, 0), (50, 0), (200, 0), (1000, 0),
                                                       (50, 100), (50, 500), (200, 1000)]
    runs = 1 if arguments.quick else arguments.runs
    (folder / "empty.cpp").write_text("")
    (folder / "dsl.cpp").write_text("#include <retort/dsl.hpp>\n")
    cases = [("an empty file", folder / "empty.cpp", [])]
    raw, raw_flags = "#include <sqlite3.h>\n", []
    for package, header in ("libpq", "libpq-fe.h"), ("libpqxx", "pqxx/pqxx"):
        found = flags_of(package)
        if found is not None:
            raw += f"#include <{header}>\n"
            raw_flags += found
    (folder / "raw.cpp").write_text(raw)
    cases.append((", ".join(l[10:-1] for l in raw.splitlines()), folder / "raw.cpp", raw_flags))
    cases.append(("retort/dsl.hpp alone", folder / "dsl.cpp", []))
    for tables, revisions in sizes:
        what = f"{tables} tables" + (f" + {revisions} revisions" if revisions else "")
        cases.append((what, write(folder / f"{tables}_{revisions}", tables, revisions), []))

    if not arguments.quick:
        cases.append(("a table of 128 columns", write(folder / "wide", 1, 0, wide), []))
        cases.append(("20 tables of 20 shapes", write(folder / "shapes", 20, 0, shape), []))

    installed = {}
    for name, (candidates, flags) in COMPILERS.items():
        path = next((p for p in map(shutil.which, candidates) if p), None)
        if path:
            installed[name] = [path, *flags]

    generators = ["-O0", "-c", "-o", os.devnull, f"-I{ROOT / 'dsl/include'}", f"-I{ROOT / 'codegen/include'}"]
    table("translation unit", cases, {n: [*c, *generators] for n, c in installed.items()}, runs)

    if not arguments.library.exists() or len(raw_flags) == 0 and "libpq-fe.h" not in raw:
        print(f"\nNo table for applications: it takes {arguments.library} (cmake --build build --target retort_codegen), "
              "SQLite and libpq.")
    else:
        for what, header in ("all", "access.hpp"), ("one", "access/table_1.hpp"):
            (folder / f"{what}.cpp").write_text(APPLICATION.replace("HEADER", header))
        (folder / "by_the_c_libraries.cpp").write_text(BY_THE_C_LIBRARIES)
        cases = [("the same by the C libraries", folder / "by_the_c_libraries.cpp", raw_flags)]
        first = next(iter(installed.values()))
        for tables in sorted({t for t, r in sizes if r == 0}):
            include = generate(folder / f"{tables}_0/generator.cpp", arguments.library, first)
            flags = [f"-I{include}", f"-I{ROOT / 'runtime/include'}"]
            cases.append((f"with the access code of all of {tables} tables", folder / "all.cpp", flags))
            cases.append((f"with that of one of {tables} tables", folder / "one.cpp", flags))
        print()
        table("an application's file", cases,
              {n: [c[0], "-std=c++20", "-O0", "-c", "-o", os.devnull] for n, c in installed.items()}, runs)
    if not arguments.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
