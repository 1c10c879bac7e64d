#!/usr/bin/env python3
"""What it costs to compile a schema and its history, as the generator's translation unit does.

    measure.py [--quick] [--runs 3] [--keep FOLDER]

Writes headers like a user's (tables of ten columns with a foreign key and an index each, checks and a partial index now
and then; a history that creates them, or one that also changes them), compiles each with the compilers that are
installed, and prints a Markdown table: user CPU seconds and peak memory, the median of the runs, taken in turns. Beside
them an empty file, and one that includes the raw client libraries' headers.
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
            ["-std=c++23", "-fconstexpr-ops-limit=10000000000", "-fconstexpr-loop-limit=1000000000"]),
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


def write(folder, tables, revisions):
    """The headers of a schema and of its history, and the generator's source. Returns that file."""
    folder.mkdir(parents=True, exist_ok=True)
    history = ["m0"]
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


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="only schemas of 10 and 50 tables, once")
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--keep", type=pathlib.Path, help="write the files here, and leave them")
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

    installed = {}
    for name, (candidates, flags) in COMPILERS.items():
        path = next((p for p in map(shutil.which, candidates) if p), None)
        if path:
            installed[name] = [path, *flags, "-O0", "-c", "-o", os.devnull, f"-I{ROOT / 'dsl/include'}",
                               f"-I{ROOT / 'codegen/include'}"]
    taken = {}
    for _ in range(runs):
        for what, source, extra in cases:
            for name, command in installed.items():
                taken.setdefault((what, name), []).append(measure([*command, *extra, str(source)]))

    print("| translation unit | " + " | ".join(f"{name} s | {name} MB" for name in installed) + " |")
    print("| --- |" + " ---: |" * (2 * len(installed)))
    for what, _, _ in cases:
        row = [what]
        for name in installed:
            seconds, memory = zip(*taken[what, name])
            row += [f"{statistics.median(seconds):.2f}", f"{statistics.median(memory):.0f}"]
        print("| " + " | ".join(row) + " |")
    if not arguments.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
