// Random valid schemas and random steps that can be taken on them, over the whole model, for the laws and for tests on
// real databases. What is made here, SQLite and PostgreSQL 15 both accept: see portable().
#pragma once

#include <retort/model/diff.hpp>
#include <retort/model/reverse.hpp>

#include <cstdint>
#include <deque>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace retort::testing {

/// Whether the schema, valid by the model's rules, also keeps the rules that only databases have: names that differ in
/// more than case; one namespace for tables, indexes and the indexes behind keys; identity on single-column primary
/// keys only; no two keys over the same columns.
bool portable(const model::schema& s);

/// `s` after `o`, or nothing where a rule forbids the step or its result is not portable.
std::optional<model::schema> after(const model::schema& s, const model::operation& o);

/// Seeded by the name of the test and the environment variable RETORT_SEED (a number; 0 where it is not set), so that
/// each test has its own cases, the same on every run.
class generator {
public:
    explicit generator(std::string_view test_name);

    /// Begins a case: it depends on nothing that came before. What earlier cases made must not be used any more.
    void begin(std::uint64_t number);
    /// How to have this case again, for failure messages.
    std::string whence() const;

    /// A valid, portable schema of at most `most_tables` tables.
    model::schema schema(int most_tables = 5);
    /// A step that can be taken on `s`; its result is valid and portable too.
    model::operation operation(const model::schema& s);
    /// Any number from `least` to `most`.
    int number(int least, int most);
    /// True once in `times`.
    bool one_in(int times) { return number(1, times) == 1; }

private:
    std::string_view keep(std::string text);
    std::string_view name();
    /// Mostly none: the naming convention is used more than names are given.
    std::string_view name_or_none();
    template <class Container>
    const auto& pick(const Container& from) {
        return from[static_cast<std::size_t>(number(0, static_cast<int>(std::size(from)) - 1))];
    }

    model::type type(const model::schema& s);
    model::literal default_for(const model::type& t, const model::schema& s);
    model::column column(const model::schema& s, std::string_view called);
    model::names some_columns(const model::table& t, int most);
    model::enumeration enumeration();
    model::table table(const model::schema& s);
    std::optional<model::foreign_key> foreign_key(const model::schema& s, const model::table& t);
    model::check_constraint check(const model::table& t);
    model::index index(const model::table& t);

    int condition(model::expression& e, const model::table& t, int depth);
    int number_expression(model::expression& e, const model::column& c);
    std::optional<model::operation> propose(const model::schema& s);
    std::optional<model::operation> propose_alter(const model::schema& s, const model::table& t);
    std::optional<model::operation> propose_drop(const model::table& t);

    std::uint64_t seed_;
    std::uint64_t case_ = 0;
    std::mt19937_64 engine_;
    std::deque<std::string> kept_;  // a deque, because views into its strings must stay
};

}  // namespace retort::testing
