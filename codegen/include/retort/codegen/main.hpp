// The generator's entry point. retort_add_schema() writes a main() that calls generate<schema, migrations…>, so that
// the same compilation checks the declarations and makes the program that writes them out.
#pragma once

#include <retort/dsl/schema.hpp>

namespace retort::codegen {

/// Takes the schema and its migrations over from the declarations. One function an operation, so that this translation
/// unit need not instantiate the variant of them all.
class collector {
public:
    collector();
    ~collector();
    collector(const collector&) = delete;
    collector& operator=(const collector&) = delete;
    void declare(const model::schema& empty);
    void add(model::table&& t);
    void add(model::enumeration&& e);
    void add(model::object&& o);
    /// The operations that follow are this migration's. Migrations come in any order.
    void begin(model::revision_node&& head);
#define RETORT_OPERATION(name, ...) void add(model::name&& o);
    RETORT_OPERATIONS(RETORT_OPERATION)
#undef RETORT_OPERATION
    void add(model::ReplayOnly auto&&) {}
    /// Writes everything that follows from what was collected below the folder given by --output. Returns main()'s
    /// exit code.
    int run(int argc, char** argv);

private:
    // A plain pointer, because <memory> takes a fifth of a second of every build.
    struct state;
    state* state_;
};

namespace detail {
// Named here, because the name of a lambda in generate() contains the names of all migrations, and so does that of
// whatever is instantiated with it.
struct adder {
    collector& all;
    void operator()(auto&& part) const { all.add(std::move(part)); }
};
int take(collector& all, const auto& migration) {
    all.begin(migration.head());
    migration.visit(adder{all});
    return 0;
}
}  // namespace detail

/// Checks the history at compile time, for the databases of the build (database_bits), then generates.
template <std::uint8_t Databases, const auto& Schema, const auto&... Migration>
int generate(int argc, char** argv) {
    using history = std::remove_cvref_t<decltype(retort::history_on<Databases, Schema, Migration...>)>;
    collector all;
    all.declare(history::start());
    history::schema_type::each_part(detail::adder{all});
    if constexpr (sizeof...(Migration) != 0) (void)retort::detail::in_turn{detail::take(all, Migration)...};
    return all.run(argc, argv);
}

}  // namespace retort::codegen
