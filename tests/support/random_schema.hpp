// Random valid schemas and random steps that can be taken on them, for the laws, over the whole model, and for tests on
// real databases, over what they accept.
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

/// What may be made: what the databases that are asked for accept, or everything that the model has.
enum class mode { portable, whole };

/// SQLite and PostgreSQL.
inline constexpr model::databases two_databases{3};

/// Whether the schema, valid by the model's rules, also keeps the rules that only databases have: derived names that
/// differ in more than case, no two keys over the same columns, no comparisons with what is no value of an enumeration.
bool portable(const model::schema& s);

/// `s` after `o`, or nothing where a rule forbids the step or its result is not portable.
std::optional<model::schema> after(const model::schema& s, const model::operation& o);

/// Whether a type of the one kind gives its name to one of another kind: no order of steps does that while it is used.
bool interchanges_types(const model::schema& a, const model::schema& b);

/// Seeded by the name of the test and the environment variable RETORT_SEED (a number; 0 where it is not set), so that
/// each test has its own cases, the same on every run.
class generator {
public:
    /// `on`: for which databases, in the portable mode.
    explicit generator(std::string_view test_name, testing::mode what = mode::portable,
                       model::databases on = two_databases);

    generator(const generator&) = delete;
    generator& operator=(const generator&) = delete;
    /// Says how many cases there were, and of which seed.
    ~generator();

    /// From here on nothing that came with a later release than the oldest that Retort writes for.
    void leave_out_younger_things() { old_ = true; }
    /// Begins a case: it depends on nothing that came before. What earlier cases made must not be used any more.
    void begin(std::uint64_t number);
    /// How to have this case again, for failure messages.
    std::string whence() const;

    /// A valid schema of at most `most_tables` tables.
    model::schema schema(int most_tables = 5);
    /// A step that can be taken on `s`; its result is valid too. Rows are inserted and deleted in the whole mode only.
    model::operation operation(const model::schema& s);
    /// Any number from `least` to `most`.
    int number(int least, int most);
    /// True once in `times`.
    bool one_in(int times) { return number(1, times) == 1; }

private:
    bool whole() const { return mode_ == mode::whole; }
    /// For `d` and no other: what others lack may be made.
    bool alone(model::database d) const {
        model::databases one;
        one.add(d);
        return !whole() && on_ == one;
    }
    std::string_view keep(std::string text);
    std::string_view keep(const model::string& text) { return keep(std::string(std::string_view(text))); }
    std::string_view name();
    std::string_view table_name(const model::schema& s);
    std::string_view column_name();
    std::string_view object_name(model::object_kind kind);
    /// Mostly none: the naming convention is used more than names are given.
    std::string_view name_or_none();
    std::string_view comment_or_none();
    model::databases some_databases();
    template <class Container>
    const auto& pick(const Container& from) {
        return from[static_cast<std::size_t>(number(0, static_cast<int>(std::size(from)) - 1))];
    }

    model::type plain_type();
    model::type type(const model::schema& s);
    model::literal constant(const model::type& t, const model::schema& s);
    model::literal default_for(const model::type& t, const model::schema& s);
    model::column column(const model::schema& s, std::string_view called);
    model::numbering numbering();
    model::names some_columns(const model::table& t, int most, bool generated = true);
    model::enumeration enumeration();
    model::table table(const model::schema& s);
    void partition(const model::schema& s, model::table& t);
    std::optional<model::partition> a_partition(const model::schema& s, const model::table& t);
    std::optional<model::generated_column> generated(const model::schema& s, const model::table& t,
                                                     model::column& its_column);
    std::optional<model::foreign_key> foreign_key(const model::schema& s, const model::table& t);
    model::unique_key unique(const model::table& t);
    model::check_constraint check(const model::schema& s, const model::table& t);
    model::index index(const model::schema& s, const model::table& t);
    model::exclusion exclusion(const model::schema& s, const model::table& t);
    model::assurance assurance();
    model::object object(const model::schema& s, model::object_kind kind);
    model::names needs(const model::schema& s);

    int condition(model::expression& e, const model::schema& s, const model::table& t, int depth);
    int number_expression(model::expression& e, const model::column& c, const model::type& t);
    int text_expression(model::expression& e, const model::column& c);
    std::optional<model::operation> propose(const model::schema& s);
    std::optional<model::operation> propose_alter(const model::schema& s, const model::table& t);
    std::optional<model::operation> propose_options(const model::table& t);
    std::optional<model::operation> propose_drop(const model::table& t);
    std::optional<model::operation> propose_rename(const model::table& t);
    std::optional<model::operation> propose_enumeration(const model::schema& s);
    std::optional<model::operation> propose_object(const model::schema& s);
    std::optional<model::operation> propose_rows(const model::schema& s, const model::table& t);

    testing::mode mode_;
    model::databases on_;
    bool old_ = false;
    std::vector<model::type_kind> plain_kinds_;
    std::uint64_t seed_;
    std::uint64_t case_ = 0, begun_ = 0;
    std::string name_;
    std::mt19937_64 engine_;
    // Deques, because views into what they hold must stay.
    std::deque<std::string> kept_;
    std::deque<std::vector<model::node>> kept_nodes_;
    std::deque<std::vector<model::sql_text>> kept_texts_;
    const model::naming_convention* convention_ = nullptr;
};

}  // namespace retort::testing
