#!/usr/bin/env python3
"""What upgrades cost: 50 tables and 500 small revisions, up, nothing to do, and down.

    measure.py [--quick] [--runs 5] [--folder FOLDER] [--only sqlite|postgresql|latency]

Makes a project of these headers with retort_add_schema(), builds its command, and runs it on SQLite (a file in /dev/shm)
and on a private PostgreSQL (fsync off, Unix socket), in turns with

- the floor: the database's own client with the SQL that the build wrote for the same revisions
  (retort/bench/snapshot/DATABASE/*.sql), each revision between BEGIN and COMMIT. No ledger, no lock, no look at what is there;
- Alembic and dbmate, where they are on the PATH. Alembic has revisions of its own words, dbmate the floor's SQL.

Wall time, the client's CPU time (user and system), its peak memory: medians. Then the 500 small revisions once more through
a proxy that delays each direction by 10 ms, where round trips are counted.
"""

import argparse
import atexit
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import latency
import project

ROOT = pathlib.Path(__file__).resolve().parents[2]
PORT = 5432  # In the names of Unix sockets; nothing listens on it.

CMAKE = f"""cmake_minimum_required(VERSION 3.25)
project(upgrade_bench LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 20)
add_subdirectory({ROOT} retort-build EXCLUDE_FROM_ALL)
retort_add_schema(bench SCHEMA bench/schema.hpp MIGRATIONS bench/migrations DATABASES sqlite postgresql)
add_executable(timed {ROOT}/bench/upgrade/timed.cpp)
"""


def sh(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{(done.stderr + done.stdout)[-4000:]}")
    return done.stdout


# The project
# ----------------------------------------------------------------------------------------------------------------------

def build(folder, history):
    history.write_retort(folder)
    project.put(folder / "CMakeLists.txt", CMAKE)
    print("building the project: a minute or two, the first time", file=sys.stderr)
    sh("cmake", "-S", folder, "-B", folder / "build", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
       "-DRETORT_COMPILE_OPTIONS=-O2")
    said = sh("cmake", "--build", folder / "build", "-j", os.environ.get("JOBS", "2"), "--target", "bench-migrate", "timed")
    if "that no migration makes yet" in said:
        sys.exit("the bench's history does not lead to its schema:\n" + said[-2000:])


def sections(file):
    """The way up and the way down in a revision's .sql file."""
    text = file.read_text()
    up, down = re.split(r"^-- down$", text, flags=re.M)
    return [re.sub(r"^--.*\n", "", part, flags=re.M).strip() + "\n" for part in (re.split(r"^-- up$", up, flags=re.M)[1], down)]


class Scripts:
    """What the floor and dbmate run on one database."""

    def __init__(self, folder, kind, history):
        written = folder / "build/retort/bench/snapshot" / kind
        self.parts = [(name, *sections(written / f"{name}.sql")) for name, *_ in history.revisions]
        self.folder = folder / "scripts" / kind
        self.base = self.parts[:history.base]
        self.small = self.parts[history.base:]

    def put(self, name, texts, begin="BEGIN;\n", commit="COMMIT;\n"):
        project.put(self.folder / name, "".join(f"{begin}{t}{commit}" for t in texts))
        return self.folder / name

    def up(self, name, parts):
        return self.put(name, [up for _, up, _ in parts])

    def down(self, name, parts):
        return self.put(name, [down for _, _, down in reversed(parts)])

    def bundled(self, name, parts):
        """psql sends what stands between \\; as one message."""
        return self.put(name, [re.sub(r";$", r" \\;", up, flags=re.M) for _, up, _ in parts], "BEGIN \\;\n")

    def dbmate(self):
        for name, up, down in self.parts:
            project.put(self.folder / f"dbmate/{name}.sql", f"-- migrate:up\n{up}\n-- migrate:down\n{down}")
        return self.folder / "dbmate"


# A server
# ----------------------------------------------------------------------------------------------------------------------

class PostgreSQL:
    """On a Unix socket in a temporary folder; it ends with this process."""

    @staticmethod
    def programs():
        found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3].split(".")[0]))
        initdb = str(found[-1]) if found else shutil.which("initdb")
        return pathlib.Path(initdb).parent if initdb else None

    def __init__(self, programs):
        self.programs = programs
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="retort-bench-", dir="/tmp"))
        self.folder.chmod(0o755)
        end = ["setpriv", "--pdeathsig", "INT"]
        if os.geteuid() == 0:  # Which it refuses to be.
            shutil.chown(self.folder, "postgres", "postgres")
            end += ["--reuid=postgres", "--regid=postgres", "--clear-groups"]
        self.process = None
        atexit.register(self.close)
        sh(*end, programs / "initdb", "-D", self.folder / "data", "-A", "trust", "-U", "postgres", "--no-locale", "-E", "UTF8",
           "--no-sync", cwd="/")
        settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=128MB",
                    "max_locks_per_transaction=4096", "autovacuum=off"]
        with open(self.folder / "log", "w") as log:
            self.process = subprocess.Popen(
                [*end, str(programs / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder), "-h", "",
                 *[w for s in settings for w in ("-c", s)]], stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/")
        for _ in range(150):
            if subprocess.run([*self.psql("postgres"), "-c", "select 1"], capture_output=True).returncode == 0:
                return
            time.sleep(0.1)
        sys.exit("PostgreSQL does not answer:\n" + (self.folder / "log").read_text())

    def psql(self, database, folder=None):
        return [str(self.programs / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(folder or self.folder), "-U",
                "postgres", "-d", database]

    def close(self):
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()
            self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)


# What is measured
# ----------------------------------------------------------------------------------------------------------------------

class Timer:
    def __init__(self, program, folder):
        self.program, self.result = program, folder / "timed.result"

    def __call__(self, command, variables={}, stdin="/dev/null"):
        """Wall seconds, CPU seconds, MB."""
        done = subprocess.run([str(self.program), str(self.result), str(stdin), *map(str, command)], capture_output=True, text=True,
                              env={**os.environ, **variables})
        if done.returncode != 0:
            sys.exit(f"timed: exit {done.returncode}")
        user, system, wall, memory, code = self.result.read_text().split()
        if code != "0":
            sys.exit(f"{' '.join(map(str, command))}: exit {code}\n{(done.stderr + done.stdout)[-3000:]}")
        return float(wall), float(user) + float(system), int(memory) / 1024


class Place:
    """A new database, and the ways to it. `folder`: of another socket than the server's."""
    made = 0

    def __init__(self, server):
        Place.made += 1
        self.server = server
        self.name = f"bench{Place.made}"
        if server:
            sh(*server.psql("postgres"), "-c", f"CREATE DATABASE {self.name}")
        else:
            self.file = pathlib.Path(f"/dev/shm/retort-{os.getpid()}-{self.name}.db")
            atexit.register(lambda: self.file.unlink(missing_ok=True))

    def retort(self, folder=None):
        return f"postgresql://postgres@/{self.name}?host={folder or self.server.folder}" if self.server else f"sqlite:///{self.file}"

    def alembic(self, folder=None):
        return self.retort(folder).replace("postgresql:", "postgresql+psycopg2:")

    def dbmate(self, folder=None):
        return f"postgres://postgres@/{self.name}?socket={folder or self.server.folder}&sslmode=disable" if self.server else f"sqlite:{self.file}"

    def schema(self):
        if not self.server:
            return sh("sqlite3", self.file, "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name NOT LIKE 'retort%' "
                      "AND name NOT LIKE 'sqlite%' ORDER BY type, name")
        text = sh(self.server.programs / "pg_dump", "-s", "-h", self.server.folder, "-U", "postgres", "--exclude-table=retort_*", self.name)
        return re.sub(r"^\\(un)?restrict .*$", "", text, flags=re.M)

    def parts(self):
        """Names of columns and of the indexes that revisions make: what every tool has to have made."""
        if not self.server:
            return sh("sqlite3", self.file, """SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.name LIKE 'table~_%' ESCAPE '~' UNION ALL
                SELECT tbl_name, name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'ix~_%' ESCAPE '~' ORDER BY 1, 2""")
        return sh(*self.server.psql(self.name), "-At", "-c", """SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name LIKE 'table\\_%' UNION ALL
            SELECT tablename, indexname FROM pg_indexes WHERE indexname LIKE 'ix\\_%' ORDER BY 1, 2""")

    def drop(self):
        if self.server:
            sh(*self.server.psql("postgres"), "-c", f"DROP DATABASE {self.name}")
        else:
            self.file.unlink(missing_ok=True)


class Tools:
    """Each gives the commands of a phase on a place: (command, variables, stdin), or none where it has no such thing."""

    def __init__(self, folder, scripts, kind, found):
        self.folder, self.scripts, self.kind = folder, scripts, kind
        self.names = ["the floor", "retort"] + [n for n in ("alembic", "dbmate") if found.get(n)]
        self.found = found

    def command(self, tool, phase, place, via=None, parts="all"):
        if tool == "the floor":
            return self._floor(phase, place, via, parts)
        if tool == "the floor, a message a revision":
            name = f"bundled_{parts}.sql"
            return ([*place.server.psql(place.name, via), "-f", self.scripts.bundled(name, self._parts(parts))], {}, "/dev/null")
        if tool == "retort":
            words = {"up": ["upgrade"], "nothing": ["upgrade"], "down": ["downgrade", "base"]}[phase]
            return ([self.folder / "build/bench-migrate", *words, "--database", place.retort(via)], {}, "/dev/null")
        if tool == "alembic":
            words = {"up": ["upgrade", "head"], "nothing": ["upgrade", "head"], "down": ["downgrade", "base"]}[phase]
            return ([self.found["alembic"], "-c", self.folder / "alembic/alembic.ini", *words], {"BENCH_URL": place.alembic(via)}, "/dev/null")
        if phase == "down":  # dbmate has a command for one revision only.
            return None
        return ([self.found["dbmate"], "--no-dump-schema", "--migrations-dir", self.scripts.dbmate(), "--url", place.dbmate(via), "migrate"],
                {}, "/dev/null")

    def _parts(self, parts):
        return {"all": self.scripts.parts, "small": self.scripts.small, "base": self.scripts.base}[parts]

    def _floor(self, phase, place, via, parts):
        script = None if phase == "nothing" else getattr(self.scripts, phase)(f"{phase}_{parts}.sql", self._parts(parts))
        if self.kind == "sqlite":
            if script:
                return (["sqlite3", "-bail", place.file], {}, script)
            return (["sqlite3", place.file, "select 1"], {}, "/dev/null")
        client = place.server.psql(place.name, via)
        return ([*client, "-f", script] if script else [client[0], "-X", *client[5:], "-c", "select 1"], {}, "/dev/null")


def in_turns(tools, server, timer, runs):
    """The figures of each tool and phase. All have to make the same; the floor and Retort, to the letter."""
    taken = {}
    for run in range(runs):
        schemas, parts = {}, {}
        for tool in tools.names:
            place = Place(server)
            for phase, times in ("up", 1), ("nothing", 5), ("down", 1):
                for _ in range(times):
                    command = tools.command(tool, phase, place)
                    if command:
                        taken.setdefault((phase, tool), []).append(timer(*command))
                if phase == "up" and run == 0:
                    parts[tool] = place.parts()
                    if parts[tool] != parts["the floor"]:
                        sys.exit(f"{tools.kind}: {tool} has not made what the floor has")
                    if tool in ("the floor", "retort"):
                        schemas[tool] = place.schema()
                elif phase == "down" and run == 0 and command and place.parts().strip():
                    sys.exit(f"{tools.kind}: {tool} leaves something behind on its way down")
            place.drop()
        if len(set(schemas.values())) > 1:
            sys.exit(f"{tools.kind}: the floor and Retort come to different schemas")
        print(f"{tools.kind}: {run + 1} of {runs}", file=sys.stderr)
    return taken


def table(kind, tools, taken):
    print(f"\n| {kind} | wall s | × floor | CPU s | × floor | peak MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for phase, words in ("up", "up"), ("nothing", "nothing to do"), ("down", "down"):
        floor = [statistics.median(x) for x in zip(*taken[phase, "the floor"])]
        for tool in tools.names:
            if (phase, tool) not in taken:
                continue
            wall, cpu, memory = (statistics.median(x) for x in zip(*taken[phase, tool]))
            digits = 3 if phase == "nothing" else 2
            print(f"| {words}: {tool} | {wall:.{digits}f} | {wall / floor[0]:.2f} | {cpu:.{digits}f} | {cpu / floor[1]:.2f} | {memory:.0f} |")
    sys.stdout.flush()


def through_latency(tools, server, timer, history):
    folder = server.folder / "far"
    folder.mkdir()
    names = ["the floor", "the floor, a message a revision", *tools.names[1:]]
    print(f"\n| PostgreSQL, 20 ms away, {len(history.revisions) - history.base} revisions | wall s | round trips | of them a revision |")
    print("| --- | ---: | ---: | ---: |")
    for tool in names:
        place = Place(server)
        # The tables are there before: up to the last revision that makes some.
        if tool == "retort":
            last = history.revisions[history.base - 1][0]
            sh(tools.folder / "build/bench-migrate", "upgrade", last, "--database", place.retort())
        elif tool == "alembic":
            sh(tools.found[tool], "-c", tools.folder / "alembic/alembic.ini", "upgrade", history.revisions[history.base - 1][0],
               env={**os.environ, "BENCH_URL": place.alembic()})
        elif tool == "dbmate":
            base = tools.folder / "scripts/postgresql/dbmate_base"
            for name, *_ in history.revisions[:history.base]:
                project.put(base / f"{name}.sql", (tools.scripts.dbmate() / f"{name}.sql").read_text())
            sh(tools.found[tool], "--no-dump-schema", "--migrations-dir", base, "--url", place.dbmate(), "migrate")
        else:
            sh(*server.psql(place.name), "-f", tools.scripts.up("up_base.sql", tools.scripts.base))
        for phase in ("up", "nothing"):
            if tool == "the floor, a message a revision" and phase == "nothing":
                continue
            proxy = latency.Proxy(str(folder / f".s.PGSQL.{PORT}"), str(server.folder / f".s.PGSQL.{PORT}"), 0.010)
            wall, _, _ = timer(*tools.command(tool, phase, place, folder, "small"))
            proxy.close()
            count = len(history.revisions) - history.base
            each = f"{proxy.round_trips / count:.2f}" if phase == "up" else ""
            print(f"| {'up' if phase == 'up' else 'nothing to do'}: {tool} | {wall:.2f} | {proxy.round_trips} | {each} |", flush=True)
        place.drop()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="10 tables, 50 revisions, once")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--folder", type=pathlib.Path, default=ROOT / "build/bench/upgrade", help="where the project is made")
    arguments.add_argument("--only", choices=["sqlite", "postgresql", "latency"])
    arguments = arguments.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ.update({"LC_ALL": "C", "PGOPTIONS": "", "PGCONNECT_TIMEOUT": "60"})

    history = project.History(10, 50) if arguments.quick else project.History()
    runs = 1 if arguments.quick else arguments.runs
    folder = (arguments.folder / ("quick" if arguments.quick else "whole")).resolve()
    build(folder, history)
    history.write_alembic(folder / "alembic")
    found = {name: shutil.which(os.environ.get(name.upper(), name)) for name in ("alembic", "dbmate")}
    for name, way in ("alembic", "apt-get install alembic python3-psycopg2"), ("dbmate", "npm install dbmate; DBMATE=its program"):
        if not found[name]:
            print(f"{name} is not installed, and has no rows ({way})", file=sys.stderr)

    timer = Timer(folder / "build/timed", folder)
    print(f"{len(history.tables)} tables of 10 columns ({history.base} revisions), and {len(history.revisions) - history.base} small revisions")
    if arguments.only in (None, "sqlite"):
        if shutil.which("sqlite3"):
            tools = Tools(folder, Scripts(folder, "sqlite", history), "sqlite", found)
            table("SQLite", tools, in_turns(tools, None, timer, runs))
        else:
            print("\nNo table for SQLite: sqlite3 is not installed.")
    if arguments.only in (None, "postgresql", "latency"):
        programs = PostgreSQL.programs()
        if not programs:
            print("\nNo tables for PostgreSQL: it is not installed.")
            return
        server = PostgreSQL(programs)
        tools = Tools(folder, Scripts(folder, "postgresql", history), "postgresql", found)
        if arguments.only != "latency":
            table("PostgreSQL", tools, in_turns(tools, server, timer, runs))
        if arguments.only != "postgresql":
            through_latency(tools, server, timer, history)


if __name__ == "__main__":
    main()
