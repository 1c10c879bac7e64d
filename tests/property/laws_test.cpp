// The laws of the model, on random schemas and steps. RETORT_SEED=7 ctest -L property tries other cases.
#include "support/catch.hpp"
#include "support/random_schema.hpp"

#include <array>

using namespace retort::model;
using retort::testing::generator;

namespace {

constexpr std::uint64_t cases = 10'000;

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

/// All rules, those that `insert` asks while a schema is put together included.
faults every_fault(const schema& s) {
    faults found;
    schema rebuilt{.name = s.name};
    rebuilt.enumerations = s.enumerations;
    for (const table& t : s.tables) insert(rebuilt, table(t), found);
    check(rebuilt, found);
    return found;
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

}  // namespace

TEST_CASE("random schemas keep every rule") {
    generator random("random schemas keep every rule");
    std::size_t tables = 0, foreign_keys = 0, circles = 0;
    for (std::uint64_t i = 0; i < cases; ++i) {
        random.begin(i);
        INFO(random.whence());
        const schema s = random.schema();
        REQUIRE(complaint(every_fault(s)).empty());
        REQUIRE(retort::testing::portable(s));
        tables += s.tables.size();
        for (const table& t : s.tables)
            for (const foreign_key& k : t.foreign_keys) {
                ++foreign_keys;
                circles += k.table == t.name;
            }
    }
    CHECK(tables > cases);
    CHECK(foreign_keys > cases / 2);
    CHECK(circles > cases / 20);
}

TEST_CASE("a step can be taken back: apply(apply(s, o), reverse(s, o)) is s") {
    generator random("a step can be taken back");
    std::array<int, std::variant_size_v<operation>> seen{};
    for (std::uint64_t i = 0; i < cases; ++i) {
        random.begin(i);
        const schema before = random.schema();
        for (int step = 0; step < 3; ++step) {
            const operation o = random.operation(before);
            ++seen[o.index()];
            INFO(random.whence() << ": " << std::string_view(describe(o)));

            const schema between = replay(before, {o});
            REQUIRE(complaint(every_fault(between)).empty());
            const operation back = reverse(before, o);
            INFO("back: " << std::string_view(describe(back)));
            const schema there_and_back = replay(between, {back});
            REQUIRE(same(there_and_back, before));
            REQUIRE(same(replay(there_and_back, {reverse(between, back)}), between));
        }
    }
    for (std::size_t kind = 0; kind < seen.size(); ++kind) {
        INFO("operation number " << kind << " of the variant");
        CHECK(seen[kind] > static_cast<int>(cases) / 200);
    }
}

TEST_CASE("a long history can be taken back, step by step") {
    generator random("a long history can be taken back");
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
            REQUIRE(complaint(every_fault(s)).empty());
        }
        INFO(lines(back));
        REQUIRE(same(replay(std::move(s), back), start));
    }
}

TEST_CASE("equality ignores the order of declarations, and diff(a, a) is empty") {
    generator random("diff of a schema with itself");
    for (std::uint64_t i = 0; i < cases; ++i) {
        random.begin(i);
        INFO(random.whence());
        const schema a = random.schema();
        REQUIRE(same(a, a));
        REQUIRE(diff(a, a).empty());

        schema turned{.name = a.name};
        turned.enumerations.assign(a.enumerations.rbegin(), a.enumerations.rend());
        faults none;
        for (auto t = a.tables.rbegin(); t != a.tables.rend(); ++t) {
            table other = *t;
            other.columns.assign(t->columns.rbegin(), t->columns.rend());
            other.uniques.assign(t->uniques.rbegin(), t->uniques.rend());
            other.foreign_keys.assign(t->foreign_keys.rbegin(), t->foreign_keys.rend());
            other.checks.assign(t->checks.rbegin(), t->checks.rend());
            other.indexes.assign(t->indexes.rbegin(), t->indexes.rend());
            insert(turned, std::move(other), none);
        }
        REQUIRE(same(a, turned));
        REQUIRE(diff(a, turned).empty());
    }
}

TEST_CASE("diff leads from a schema to one that is a few steps away, and back") {
    generator random("diff over a few steps");
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
    generator random("diff of unrelated schemas");
    for (std::uint64_t i = 0; i < cases; ++i) {
        random.begin(i);
        INFO(random.whence());
        const schema a = random.schema(4);
        const schema b = random.schema(4);
        require_diff_leads(a, b);
    }
}

TEST_CASE("what refers to a name follows when it is changed") {
    generator random("rename follows");
    for (std::uint64_t i = 0; i < cases; ++i) {
        random.begin(i);
        INFO(random.whence());
        const schema before = random.schema();
        for (const table& t : before.tables) {
            const schema renamed = replay(before, {rename_table{t.name, "a new name", {}}});
            REQUIRE(renamed.find(t.name) == nullptr);
            REQUIRE(complaint(every_fault(renamed)).empty());
            for (const table& other : renamed.tables)
                for (const foreign_key& k : other.foreign_keys) REQUIRE(k.table != t.name);
            REQUIRE(same(replay(renamed, {rename_table{"a new name", t.name, {}}}), before));

            const std::string_view column = t.columns.back().name;
            const schema other = replay(before, {rename_column{t.name, column, "a new name", {}}});
            REQUIRE(complaint(every_fault(other)).empty());
            REQUIRE(other.find(t.name)->find(column) == nullptr);
            REQUIRE(same(replay(other, {rename_column{t.name, "a new name", column, {}}}), before));
        }
    }
}
