// An operation that a function does not answer for. `reindexed` has a row that says `no` to everything, which compiles;
// `forgotten` has no row, and `unfinished` has one that promises overloads which there are not.
#include <retort/model/commute.hpp>
#include <retort/model/loss.hpp>

namespace retort::model {

struct reindexed {};
template <>
inline constexpr answers answers_of<reindexed>{effect::definition, transaction::inside, answer::no, answer::no,
                                               answer::no,         answer::no,          answer::no, answer::no};
struct forgotten {};
struct unfinished {};
template <>
inline constexpr answers answers_of<unfinished>{effect::definition, transaction::depends, answer::yes, answer::yes,
                                                answer::yes,        answer::yes,          answer::yes, answer::yes};

template <class Operation>
void ask(schema& s, const Operation& o, traces& seen, faults& out) {
    oblige(s, o, out);        // expect-error: oblige() has no overload for this operation
    oblige_back(s, o, out);   // expect-error: oblige_back() has no overload for this operation
    learn(s, o);              // expect-error: learn() has no overload for this operation
    (void)destroyed(o, s);    // expect-error: destroyed() has no overload for this operation
    note(seen, s, o);         // expect-error: note() has no overload for this operation
    (void)transaction_of(o);  // expect-error: transaction_of() has no overload for this operation
}

void ask_all(schema& s, traces& seen, faults& out) {
    ask(s, reindexed{}, seen, out);
#ifdef RETORT_FAULT
    ask(s, forgotten{}, seen, out);   // named
    ask(s, unfinished{}, seen, out);  // named
#endif
}

}  // namespace retort::model
