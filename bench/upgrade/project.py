"""A history of 50 tables and 500 small revisions: as Retort's headers, and as the same in Alembic's words."""

COLUMNS = [  # Retort's word, Alembic's.
    ("integer", "sa.Integer()"), ("text", "sa.Text()"), ("varchar(80)", "sa.String(80)"),
    ("numeric(10, 2)", "sa.Numeric(10, 2)"), ("timestamptz", "sa.DateTime(timezone=True)"), ("boolean", "sa.Boolean()"),
    ("uuid", "UUID"), ("bytes", "sa.LargeBinary()"),
]


class Column:
    def __init__(self, name, kind, nullable=False, default=None, references=None):
        self.name, self.kind, self.nullable, self.default, self.references = name, kind, nullable, default, references

    def word(self):
        parts = [f'"{self.name}"', COLUMNS[self.kind][0]]
        parts += ["nullable"] if self.nullable else []
        parts += [f"default_({self.default})"] if self.default is not None else []
        return f"column({', '.join(parts)})"

    def alembic(self):
        default = f', server_default="{self.default}"' if self.default is not None else ""
        return f'sa.Column("{self.name}", {COLUMNS[self.kind][1]}, nullable={self.nullable}{default})'


class Table:
    """As the history leaves it."""

    def __init__(self, i):
        self.name = f"table_{i}"
        # The first of seven refers to itself, so that tables can be created in their order.
        self.parent = f"table_{max(i - 1 - i % 7, 0)}"
        self.columns = [Column(f"column_{c}", c, nullable=c % 3 == 2, default=0 if c == 0 else None) for c in range(len(COLUMNS))]
        self.indexes = [("ix_%s_parent" % self.name, ["parent_id", "column_0"])]
        self.checks = [("column_0_not_negative", ">=", 0)] if i % 3 == 0 else []

    def parts(self):
        lines = ['column("id", bigint, identity)',
                 f'column("parent_id", bigint, nullable, references("{self.parent}", "id", on_delete::cascade))']
        lines += [c.word() for c in self.columns]
        lines += ['primary_key("id")']
        lines += [f'check("{n}", col("column_0") {how} {what})' for n, how, what in self.checks]
        lines += [index_word(n, on) for n, on in self.indexes]
        return ",\n    ".join([f'"{self.name}"'] + lines)

    def alembic(self):
        lines = [f'"{self.name}"', 'sa.Column("id", ID, sa.Identity(), primary_key=True)',
                 f'sa.Column("parent_id", sa.BigInteger(), sa.ForeignKey("{self.parent}.id", ondelete="CASCADE"))']
        lines += [c.alembic() for c in self.columns]
        lines += [f'sa.CheckConstraint("column_0 {how} {what}", name="{self.name}_{n}")' for n, how, what in self.checks]
        out = [f"op.create_table({', '.join(lines)})"]
        out += [f'op.create_index("{n}", "{self.name}", {on})' for n, on in self.indexes]
        return out


def index_word(name, on):
    return f'index("{name}", on({", ".join(chr(34) + c + chr(34) for c in on)}))'


class History:
    """`revisions`: (id, Retort's steps, Alembic's way up, Alembic's way down)."""

    def __init__(self, tables=50, small=500, at_once=10):
        self.tables = [Table(i) for i in range(tables)]
        self.revisions = []
        for first in range(0, tables, at_once):
            new = self.tables[first:first + at_once]
            self._add("create", [f"create_table({t.parts()})" for t in new], [l for t in new for l in t.alembic()],
                      [f'op.drop_table("{t.name}")' for t in reversed(new)])
        self.base = len(self.revisions)
        for k in range(small):
            self._small(k)

    def _add(self, what, steps, up, down):
        self.revisions.append((f"{len(self.revisions) + 1:03}_{what}", steps, up, down))

    def _table(self, k):
        return self.tables[(k // 10 * 7 + k % 10) % len(self.tables)]

    def _small(self, k):
        """In each ten: five columns, two indexes, a check, a column under another name, an index less."""
        step = k % 10
        t = self._table(k)
        if step in (0, 1, 3, 4, 7):
            kind, default = {0: (1, None), 1: (0, 7), 3: (4, None), 4: (2, None), 7: (3, None)}[step]
            column = Column(f"extra_{k}", kind, nullable=default is None, default=default)
            t.columns.append(column)
            self._add("add_column", [f'add_column("{t.name}", {column.word()})'], [f'op.add_column("{t.name}", {column.alembic()})'],
                      [f'op.drop_column("{t.name}", "extra_{k}")'])
        elif step in (2, 6):
            on = [f"column_{(k // 10) % 5}"]
            if step == 6:
                t.indexes.append((f"ix_{k}", on))
            self._add("add_index", [f'create_index("{t.name}", {index_word(f"ix_{k}", on)})'],
                      [f'op.create_index("ix_{k}", "{t.name}", {on})'], [f'op.drop_index("ix_{k}", "{t.name}")'])
        elif step == 5:
            limit = 1000000 + k
            t.checks.append((f"limit_{k}", "<", limit))
            self._add("add_check", [f'add_check("{t.name}", check("limit_{k}", col("column_0") < {limit}), assume("they are small"))'],
                      [f'with op.batch_alter_table("{t.name}") as b: b.create_check_constraint("limit_{k}", "column_0 < {limit}")'],
                      [f'with op.batch_alter_table("{t.name}") as b: b.drop_constraint("limit_{k}", type_="check")'])
        elif step == 8:
            t = self._table(k - 8)
            old, new = f"extra_{k - 8}", f"remark_{k}"
            next(c for c in t.columns if c.name == old).name = new
            self._add("rename_column", [f'rename_column("{t.name}", "{old}", "{new}")'],
                      [f'with op.batch_alter_table("{t.name}") as b: b.alter_column("{old}", new_column_name="{new}")'],
                      [f'with op.batch_alter_table("{t.name}") as b: b.alter_column("{new}", new_column_name="{old}")'])
        else:
            t = self._table(k - 7)
            on = [f"column_{(k // 10) % 5}"]
            self._add("drop_index", [f'drop_index("{t.name}", "ix_{k - 7}")'], [f'op.drop_index("ix_{k - 7}", "{t.name}")'],
                      [f'op.create_index("ix_{k - 7}", "{t.name}", {on})'])

    def write_retort(self, folder):
        """bench/schema.hpp and bench/migrations/."""
        head = "#pragma once\n#include <retort/dsl.hpp>\nnamespace bench {\nusing namespace retort::dsl;\n"
        body = "".join(f"inline constexpr auto {t.name} = table({t.parts()});\n" for t in self.tables)
        names = ", ".join(t.name for t in self.tables)
        put(folder / "bench/schema.hpp", f'{head}{body}inline constexpr auto schema = retort::schema<"bench", {names}>;\n}}\n')
        before = None
        kept = set()
        for name, steps, _, _ in self.revisions:
            parts = [f'"{name}"'] + ([f'revises("{before}")'] if before else []) + steps
            separator = ",\n    "
            file = folder / f"bench/migrations/{name}.hpp"
            put(file, f"{head}inline constexpr auto m{name} = migration({separator.join(parts)});\n}}\n")
            kept.add(file.name)
            before = name
        for file in (folder / "bench/migrations").iterdir():
            if file.name not in kept:
                file.unlink()

    def write_alembic(self, folder):
        put(folder / "alembic.ini", f"[alembic]\nscript_location = {folder}\n")
        put(folder / "env.py", """import os
from alembic import context
from sqlalchemy import create_engine, pool
with create_engine(os.environ["BENCH_URL"], poolclass=pool.NullPool).connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
""")
        before = None
        for name, _, up, down in self.revisions:
            put(folder / f"versions/{name}.py", f"""import os
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = "{name}"
down_revision = {before!r}
branch_labels = depends_on = None
on_sqlite = os.environ["BENCH_URL"].startswith("sqlite")
UUID = sa.LargeBinary(16) if on_sqlite else postgresql.UUID()
ID = sa.Integer() if on_sqlite else sa.BigInteger()
def upgrade():
    {chr(10).join(["", *up]).replace(chr(10), chr(10) + "    ").strip()}
def downgrade():
    {chr(10).join(["", *down]).replace(chr(10), chr(10) + "    ").strip()}
""")
            before = name


def put(file, text):
    """Leaves a file alone that is so already: nothing is compiled again for it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists() or file.read_text() != text:
        file.write_text(text)
