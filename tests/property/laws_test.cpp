// The laws of the model, on random schemas and steps. RETORT_SEED=7 ctest -L property tries other cases.
#include "support/catch.hpp"
#include "support/random_schema.hpp"

#include <algorithm>
#include <array>
#include <deque>

using namespace retort::model;
using retort::testing::generator;
using retort::testing::mode;

namespace {

// Each takes ten times as long under the address sanitizer, which looks for other faults than the laws do.
#ifdef __SANITIZE_ADDRESS__
constexpr std::uint64_t cases = 2'000;
#else
constexpr std::uint64_t cases = 10'000;
#endif

/// What went wrong, for a failure message; empty where nothing did.
std::string complaint(const faults& found) {
    std::string all;
    for (const fault& f : found) all += std::string(std::string_view(to_string(f))) + "\n";
    return all;
}

std::string lines(const std::vector<operation>& operations) {
    std::string all;
    for (const operation& o : operations) all += "  " + std::string(std::string_view(describe(o))) + "\n";
    return all;
}

/// A schema without anything, for the same databases and with the same convention.
schema nothing_like(const schema& s) {
    schema empty{.name = s.name, .convention = s.convention};
    empty.databases = s.databases;
    return empty;
}

/// All rules, those that `insert` asks while a schema is put together included.
faults every_fault(const schema& s) {
    faults found;
    schema rebuilt = nothing_like(s);
    rebuilt.enumerations = s.enumerations;
    for (const table& t : s.tables) insert(rebuilt, table(t), found);
    for (const object& o : s.objects) insert(rebuilt, object(o), found);
    check(rebuilt, found);
    return found;
}

void require_valid(const schema& s) {
    const std::string found = complaint(every_fault(s));
    INFO(found);
    REQUIRE(found.empty());
}

/// `from` after `operations`; each must be without a fault.
schema replay(schema from, const std::vector<operation>& operations) {
    for (const operation& o : operations) {
        faults found;
        apply(from, o, found);
        if (!found.empty()) FAIL(std::string_view(describe(o)) << ": " << complaint(found));
    }
    return from;
}

/// apply(a, diff(a, b)) is b, with no fault on the way.
void require_diff_leads(const schema& a, const schema& b) {
    if (retort::testing::interchanges_types(a, b)) return;
    const std::vector<operation> way = diff(a, b);
    INFO(lines(way));
    const schema end = replay(a, way);
    REQUIRE(same(end, b));
    REQUIRE(diff(end, b).empty());
}

schema a_few_steps_from(generator& random, schema s, int steps) {
    for (; steps > 0; --steps) {
        const operation next = random.operation(s);
        s = replay(std::move(s), {next});
    }
    return s;
}

template <class T>
list<T> backwards(list<T> all) {
    std::reverse(all.begin(), all.end());
    return all;
}

/// How often something of the model was met, so that a law is known to have been asked about all of it.
struct census {
    std::array<std::size_t, std::size(type_table)> types{};
    std::size_t arrays = 0, unsigneds = 0, tables = 0, foreign_keys = 0, circles = 0, generated = 0, expressions = 0,
                comments = 0, numberings = 0, computed_defaults = 0, exclusions = 0, partitions = 0, collations = 0;
    std::array<std::size_t, static_cast<std::size_t>(object_kind::grant) + 1> objects{};

    void count(const schema& s) {
        for (const object& o : s.objects) ++objects[static_cast<std::size_t>(o.kind)];
        for (const table& t : s.tables) {
            ++tables;
            generated += t.generated.size();
            exclusions += t.exclusions.size();
            if (t.options) partitions += t.options->partitions.size();
            for (const column& c : t.columns) {
                ++types[static_cast<std::size_t>(c.type.kind)];
                arrays += c.type.dimensions != 0;
                unsigneds += c.type.is_unsigned;
                comments += !c.comment.empty();
                collations += !c.collation.empty();
                numberings += !(c.numbering == numbering{});
                computed_defaults += c.default_value.kind == literal_kind::expression;
            }
            for (const foreign_key& k : t.foreign_keys) {
                ++foreign_keys;
                circles += k.table == t.name;
            }
            for (const retort::model::index& i : t.indexes)
                if (i.options) expressions += i.options->expressions.size();
        }
    }
};

}  // namespace

TEST_CASE("random schemas keep every rule") {
    const mode what = GENERATE(mode::portable, mode::whole);
    generator random("random schemas keep every rule", what);
    census met;
    for (std::uint64_t i = 0; i < cases; ++i) {
        random.begin(i);
        INFO(random.whence());
        const schema s = random.schema();
        require_valid(s);
        REQUIRE(retort::testing::portable(s));
        met.count(s);
    }
    CHECK(met.tables > cases);
    CHECK(met.foreign_keys > cases / 4);
    CHECK(met.circles > cases / 20);
    CHECK(met.generated > cases / 20);
    CHECK(met.expressions > cases / 20);
    CHECK(met.comments > cases / 4);
    CHECK(met.numberings > cases / 20);
    CHECK(met.computed_defaults > cases / 50);
    CHECK(met.unsigneds > cases / 50);
    for (const type_entry& e : type_table) {
        const bool everywhere =
            e.sqlite.kind != support_kind::unsupported && e.postgresql.kind != support_kind::unsupported;
        if (what == mode::portable && (!everywhere || e.kind == type_kind::native)) continue;
        INFO("type " << e.word);
        CHECK(met.types[static_cast<std::size_t>(e.kind)] > cases / 100);
    }
    for (std::size_t kind = 0; kind < met.objects.size(); ++kind) {
        if (what == mode::portable && kind != static_cast<std::size_t>(object_kind::domain) &&
            kind != static_cast<std::size_t>(object_kind::view))
            continue;
        INFO("object " << to_string(static_cast<object_kind>(kind)));
        CHECK(met.objects[kind] > cases / 100);
    }
    if (what == mode::portable) return;
    CHECK(met.arrays > cases / 4);
    CHECK(met.exclusions > cases / 50);
    CHECK(met.partitions > cases / 50);
    CHECK(met.collations > cases / 50);
}

TEST_CASE("a step can be reverted: apply(apply(s, o), reverse(s, o)) is s") {
    const mode what = GENERATE(mode::portable, mode::whole);
    generator random("a step can be taken back", what);
    std::array<int, std::variant_size_v<operation>> seen{};
    for (std::uint64_t i = 0; i < cases; ++i) {
        random.begin(i);
        const schema before = random.schema();
        for (int step = 0; step < 3; ++step) {
            const operation o = random.operation(before);
            ++seen[o.index()];
            INFO(random.whence() << ": " << std::string_view(describe(o)));

            const schema between = replay(before, {o});
            require_valid(between);
            const operation back = reverse(before, o);
            INFO("back: " << std::string_view(describe(back)));
            const schema there_and_back = replay(between, {back});
            REQUIRE(same(there_and_back, before));
            REQUIRE(same(replay(there_and_back, {reverse(between, back)}), between));
            // So can the steps that do it on tables with rows.
            REQUIRE(same(replay(between, undo(before, between, o)), before));
        }
    }
    if (what == mode::portable) return;
    for (std::size_t kind = 0; kind < seen.size(); ++kind) {
        // These change nothing in the model: the one calls a function of the user's, the other marks what comes next.
        const bool without_law = kind == operation(run{}).index() || kind == operation(declared_effect{}).index();
        INFO("operation number " << kind << " of the variant");
        CHECK((without_law || seen[kind] > static_cast<int>(cases) / 200));
    }
}

TEST_CASE("a long history can be reverted step by step") {
    generator random("a long history can be taken back", GENERATE(mode::portable, mode::whole));
    for (std::uint64_t i = 0; i < cases / 20; ++i) {
        random.begin(i);
        INFO(random.whence());
        schema s = random.schema();
        const schema start = s;
        std::vector<operation> back;
        for (int step = 0; step < 30; ++step) {
            const operation o = random.operation(s);
            back.insert(back.begin(), reverse(s, o));
            s = replay(std::move(s), {o});
            require_valid(s);
        }
        INFO(lines(back));
        REQUIRE(same(replay(std::move(s), back), start));
    }
}

TEST_CASE("equality ignores the order of declarations, and diff(a, a) is empty") {
    generator random("diff of a schema with itself", GENERATE(mode::portable, mode::whole));
    for (std::uint64_t i = 0; i < cases; ++i) {
        random.begin(i);
        INFO(random.whence());
        const schema a = random.schema();
        REQUIRE(same(a, a));
        REQUIRE(diff(a, a).empty());

        schema turned = nothing_like(a);
        turned.enumerations = backwards(a.enumerations);
        faults none;
        for (list<table> tables = backwards(a.tables); table & t : tables) {
            t.columns = backwards(t.columns);
            t.uniques = backwards(t.uniques);
            t.foreign_keys = backwards(t.foreign_keys);
            t.checks = backwards(t.checks);
            t.indexes = backwards(t.indexes);
            t.exclusions = backwards(t.exclusions);
            t.generated = backwards(t.generated);
            if (t.options) t.options->partitions = backwards(t.options->partitions);
            insert(turned, std::move(t), none);
        }
        for (list<object> objects = backwards(a.objects); object & o : objects) {
            o.depends_on = backwards(o.depends_on);
            o.privileges = backwards(o.privileges);
            insert(turned, std::move(o), none);
        }
        REQUIRE(same(a, turned));
        REQUIRE(diff(a, turned).empty());
    }
}

TEST_CASE("diff leads from a schema to a similar one and back") {
    generator random("diff over a few steps", GENERATE(mode::portable, mode::whole));
    for (std::uint64_t i = 0; i < cases; ++i) {
        random.begin(i);
        INFO(random.whence());
        const schema a = random.schema();
        const schema b = a_few_steps_from(random, a, random.number(1, 4));
        require_diff_leads(a, b);
        require_diff_leads(b, a);
    }
}

TEST_CASE("diff leads from any schema to any other") {
    generator random("diff of unrelated schemas", GENERATE(mode::portable, mode::whole));
    for (std::uint64_t i = 0; i < cases; ++i) {
        random.begin(i);
        INFO(random.whence());
        const schema a = random.schema(4);
        const schema b = random.schema(4);
        require_diff_leads(a, b);
    }
}

namespace {

/// Views that read columns of two tables by an alias for each, with tables or with columns as what they depend on.
class view_maker {
public:
    explicit view_maker(generator& random) : random_(&random) {}

    /// Adds up to two; those of the same number have the same name.
    void add_to(schema& s) {
        for (const std::string_view called : {"view one", "view two"}) {
            if (s.tables.size() < 2) return;
            const auto pick = [&](auto& list) -> auto& {
                return list[static_cast<std::size_t>(random_->number(0, static_cast<int>(list.size()) - 1))];
            };
            const table &t = pick(s.tables), &u = pick(s.tables);
            if (&t == &u) continue;
            const std::string_view c = pick(t.columns).name, d = pick(u.columns).name;
            object view{.kind = object_kind::view, .name = called};
            const char* alias = random_->number(0, 1) ? " AS " : " ";
            view.body.push_back({{},
                                 kept("SELECT p." + quoted(c) + " AS " + quoted(d) + ", q." + quoted(d) + " FROM " +
                                      quoted(t.name) + alias + "p JOIN " + quoted(u.name) + alias + "q ON true")});
            const bool precise = random_->number(0, 1) != 0;
            view.depends_on = precise ? names{kept(std::string(t.name) + "." + std::string(c)),
                                              kept(std::string(u.name) + "." + std::string(d))}
                                      : names{t.name, u.name};
            schema trial = s;
            faults found;
            apply(trial, create_object{view, {}}, found);
            if (found.empty()) s = std::move(trial);
        }
    }

private:
    static std::string quoted(std::string_view name) { return '"' + std::string(name) + '"'; }
    std::string_view kept(std::string text) { return kept_.emplace_back(std::move(text)); }

    generator* random_;
    std::deque<std::string> kept_;
};

}  // namespace

TEST_CASE("diff handles views over several tables with common columns") {
    generator random("views over several tables");
    std::size_t views = 0, common = 0;
    for (std::uint64_t i = 0; i < cases / 4; ++i) {
        random.begin(i);
        INFO(random.whence());
        view_maker make(random);
        schema a = random.schema(4);
        schema b = a_few_steps_from(random, a, random.number(0, 3));
        // A column of one table gets a namesake in another.
        if (b.tables.size() > 1)
            if (const column c{.name = b.tables[0].columns[0].name, .type = {type_kind::integer}, .nullable = true};
                !b.tables[1].find(c.name)) {
                schema trial = b;
                faults found;
                apply(trial, add_column{.table = b.tables[1].name, .column = c}, found);
                if (found.empty()) b = std::move(trial);
                common += found.empty();
            }
        make.add_to(a);
        make.add_to(b);
        views += a.objects.size();
        require_diff_leads(a, b);
        require_diff_leads(b, a);
    }
    CHECK(views > cases / 8);
    CHECK(common > cases / 16);
}

TEST_CASE("references follow a rename") {
    generator random("rename follows", GENERATE(mode::portable, mode::whole));
    std::size_t tables = 0, columns = 0;
    const auto possible = [](const schema& s, const operation& o) {
        schema trial = s;
        faults found;
        apply(trial, o, found);
        return found.empty();
    };
    for (std::uint64_t i = 0; i < cases / 4; ++i) {
        random.begin(i);
        INFO(random.whence());
        const schema before = random.schema();
        for (const table& t : before.tables) {
            // What names it in a text of its own keeps it from being renamed.
            if (const rename_table there{t.name, "a new name", {}}; possible(before, there)) {
                ++tables;
                schema renamed = replay(before, {there});
                REQUIRE(renamed.find(t.name) == nullptr);
                require_valid(renamed);
                for (const table& other : renamed.tables)
                    for (const foreign_key& k : other.foreign_keys) REQUIRE(k.table != t.name);
                REQUIRE(same(replay(renamed, {rename_table{"a new name", t.name, {}}}), before));
                // A declaration that says what the table was called is the same rename.
                renamed.find("a new name")->options.make().renamed_from.text = t.name;
                const std::vector<operation> way = diff(before, renamed);
                INFO(lines(way));
                REQUIRE(way.size() == 1);
                REQUIRE(std::holds_alternative<rename_table>(way[0]));
                require_diff_leads(before, renamed);
            }

            const std::string_view column = t.columns.back().name;
            if (const rename_column there{t.name, column, "a new name", {}}; possible(before, there)) {
                ++columns;
                schema other = replay(before, {there});
                require_valid(other);
                REQUIRE(other.find(t.name)->find(column) == nullptr);
                REQUIRE(same(replay(other, {rename_column{t.name, "a new name", column, {}}}), before));
                other.find(t.name)->find("a new name")->renamed_from.text = column;
                const std::vector<operation> way = diff(before, other);
                INFO(lines(way));
                REQUIRE(way.size() == 1);
                REQUIRE(std::holds_alternative<rename_column>(way[0]));
                require_diff_leads(before, other);
            }
        }
    }
    CHECK(tables > cases / 4);
    CHECK(columns > cases / 4);
}
