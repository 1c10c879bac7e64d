// The plan as the build makes it: what each revision does on each database, in both directions. Its parts are defined
// in retort/plan.hpp; emit_history writes it as the constants that the runtime reads.
#pragma once

#include <retort/model/any_operation.hpp>
#include <retort/plan.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace retort::codegen {

/// What the generator is given: the declared schema, and its migrations in an order in which they can be replayed.
struct project {
    model::schema declared;
    std::vector<model::migration> migrations;
};

/// Puts the migrations into an order in which they can be replayed, each checkpoint before what it replaces; lets their
/// parents name what is replayed, and notes which checkpoints are shadows. What is wrong with the graph is in `out`.
void put_in_order(project& p, model::faults& out);

/// How the build holds a plan.
struct owned {
    using text = std::string;
    template <typename T>
    using list = std::vector<T>;
};

using retort::plan::meeting;
using retort::plan::rebuild_role;
using retort::plan::release;
using retort::plan::row_work;
using lock = retort::plan::basic_lock<owned>;
using effect = retort::plan::basic_effect<owned>;
using facts = retort::plan::basic_facts<owned>;
using statement = retort::plan::basic_statement<owned>;
using part = retort::plan::basic_part<owned>;
using change = retort::plan::basic_change<owned>;
using script = retort::plan::basic_script<owned>;
using alternative = retort::plan::basic_alternative<owned>;
using route = retort::plan::basic_route<owned>;
using planned_revision = retort::plan::basic_revision<owned>;
using plan = retort::plan::basic_history<owned>;

/// Why something cannot be generated: a message with its code ("… [E201]"), or several, one a line.
class generation_error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The whole plan. Throws `generation_error` naming every step that a database cannot take (E201, E204); what the
/// model's rules know of databases says the model's fault.
plan make_plan(const project& p, const std::vector<std::string>& databases);

/// One revision more, on a schema that is as `before`. Throws like make_plan.
planned_revision plan_next(const model::schema& before, const model::migration& m,
                           const std::vector<std::string>& databases);

/// The statements that build `s` on an empty database.
std::vector<statement> full_schema(const model::schema& s, std::string_view database);

/// The schema that a history begins with: nothing in it but what the declared one says of itself.
model::schema nothing_of(const model::schema& declared);

/// The schema that the migrations end in.
model::schema replay(const project& p);

/// A checkpoint that replaces the revisions from `from` to `to`. What only changes the schema becomes the difference;
/// what is about rows stays, but for what had none to work on. `id` and `message` must outlive it, as the names in `p`
/// must. Throws `generation_error` E211 where a range cannot be replaced, and says why.
model::migration squash(const project& p, std::string_view from, std::string_view to, std::string_view id,
                        std::string_view message = {});

/// "1:" and 16 hexadecimal digits: XXH3 over the operations and the parents. Comments, formatting, messages, the order
/// of named arguments and the place in a file do not count; the leading number changes when the computation does.
/// Of a checkpoint, what it replaces counts too.
std::string checksum(const model::migration& m, const model::naming_convention* convention = nullptr);
/// Of one operation.
std::uint32_t operation_checksum(const model::operation& o);
/// Of any text, as hexadecimal digits: to see whether it is another.
std::string fingerprint(std::string_view text);

/// What a generator's main() does: writes everything that follows from `p` below the folder given by --output. Returns
/// its exit code; errors are on stderr.
int run_generator(int argc, char** argv, const project& p);

}  // namespace retort::codegen
