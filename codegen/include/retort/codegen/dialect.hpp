// What a database's folder provides. Operations are closed, dialects are open: a renderer without an overload for one
// of the operations does not compile, and the error names both.
#pragma once

#include <retort/codegen/plan.hpp>

#include <memory>
#include <optional>
#include <span>

namespace retort::codegen {

/// "This database cannot", as a value.
struct unsupported {
    std::string reason;
    std::string way_out;
    /// The operation that asked for it, in words; set by the dialect's `render`.
    std::string operation = {};
    /// As the way back of another step it is no fault: that step is taken, and cannot be reverted on this database.
    bool only_back_is_lost = false;
};

/// What operations become. Statements are meaningless where `refused` is set.
struct rendered {
    std::vector<statement> statements;
    std::vector<std::string> rebuilds;
    std::optional<unsupported> refused;
    /// How many statements there are behind each step; empty where steps are not rendered one by one.
    std::vector<std::size_t> ends = {};
};

/// Adds the statements of `count` steps from `first` on, which are noted in their facts.
void append(rendered& all, rendered&& of_steps, std::size_t first, std::size_t count);

/// An operation between the schema before it and the schema after it.
struct step {
    const model::operation* operation;
    const model::schema* before;
    const model::schema* after;
    /// Raw SQL before it has done it already: the schema changes, and nothing is to be rendered.
    bool declared = false;
    /// No other step follows it in its direction.
    bool last = false;
    /// The schema behind the last step of its direction.
    const model::schema* end = after;
};

/// One overload for each operation, which is listed nowhere else: `rendered operator()(const Operation&, const schema&
/// before, const schema& after)`.
template <class Renderer, class Operation>
concept RendersOperation = requires(Renderer& r, const Operation& o, const model::schema& s) {
    { r(o, s, s) } -> std::same_as<rendered>;
};

namespace detail {
template <class Renderer, class Operation>
struct demand_operation {
    static_assert(RendersOperation<Renderer, Operation>, "this dialect's renderer has no overload for this operation");
    static constexpr bool value = true;
};
template <class Renderer, class Variant>
struct renders_every;
template <class Renderer, class... Operation>
struct renders_every<Renderer, std::variant<Operation...>> {
    static constexpr bool value = (demand_operation<Renderer, Operation>::value && ...);
};
}  // namespace detail

/// True, or a compile error that names the renderer and the operation it forgot.
template <class Renderer>
inline constexpr bool renders_every = detail::renders_every<Renderer, model::operation>::value;

/// A database the generator can write for.
class dialect {
public:
    virtual ~dialect() = default;
    /// "sqlite", "postgresql", "mariadb".
    virtual std::string_view name() const = 0;
    /// Consecutive steps, rendered together, because some databases take several changes of one table at once. The
    /// facts of each statement say which of the steps it belongs to, by their place in `steps`.
    virtual rendered render(std::span<const step> steps) const = 0;
    /// Fills the facts of raw SQL as far as its words tell, and says whether a transaction can hold it.
    virtual void read(statement& raw) const = 0;
};

/// The dialect of that name, or null.
const dialect* find_dialect(std::string_view name);
/// The names of all dialects.
std::vector<std::string_view> dialect_names();

}  // namespace retort::codegen
