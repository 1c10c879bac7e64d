// What a run itself has put into the database. A history that fills a table and drops one of its columns later destroys
// only its own rows on a new database, and no person has to approve that.
#pragma once

#include <retort/migrator.hpp>

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "driver.hpp"

namespace retort::detail {

/// Whether `options` let go what is lost.
bool is_allowed(const run_options& options, std::string_view name);

/// The rows of a query, or nothing where what it asks for is not there. Leaves an open transaction usable.
std::optional<result> rows_if_there(driver& db, const std::string& sql);
/// The first field of a query, or nothing where what it asks for is not there. Leaves an open transaction usable.
std::optional<value> ask_if_there(driver& db, const std::string& sql);

/// Follows, from step to step, the tables and columns that a later step of the run destroys.
///
/// A table is the run's own where a step of the run created it, or it was empty when the run began, and nobody else has
/// changed its rows since: they are compared at the beginning of each step with the end of the one before, and other
/// writers are kept out in between, where a transaction holds the step. A column is the run's own where its table is,
/// or a step of the run added it.
///
/// Several processes at once, and a run after one that was killed, are one run: what is a run's own is written down in
/// `retort_relations`, in the transaction of the step, until a run has come to its end.
class own_contents {
public:
    /// Follows nothing.
    explicit own_contents(driver& db) : db_(&db) {}
    /// Asks the database which of the tables that the steps destroy, or take a column from, are there and empty, or are
    /// another run's own.
    own_contents(driver& db, std::string_view schema, std::span<const step> steps, const run_options& options);

    bool follows_any() const { return !wanted_.empty(); }
    bool has(const plan::part& of) const;
    /// Whether the table was there and empty when the run began.
    bool was_empty(const plan::part& of) const { return empty_.contains(std::string(of.table)) && of.column.empty(); }

    /// Whether the table was empty when the run began, and neither the run nor another session had put rows there when
    /// the step began: then a row that is there now is somebody else's.
    bool is_still_empty(std::string_view table) const;

    /// At the beginning of a step, in its transaction: forgets what others have changed.
    void begin_step();
    /// At the end of a step that this process has taken, before its commit.
    void end_step(const plan::script& taken);
    /// Where another process is found to have taken the step.
    void look_again();
    /// At the end of the run, in a transaction.
    void end_run();

    /// What has to be put back when an attempt is rolled back.
    using state = std::map<std::pair<std::string, std::string>, std::string>;
    const state& now() const { return own_; }
    void restore(const state& before) { own_ = before; }

private:
    using name = std::pair<std::string, std::string>;
    std::optional<std::string> contents_of(const std::string& table);
    void follow_renames(std::span<const step> steps);
    void note(const plan::change& one);
    state written_down();
    void write_down();

    driver* db_;
    std::string schema_;
    std::set<name> wanted_;
    std::set<std::string> empty_;
    /// The contents of these tables when they were empty.
    std::map<std::string, std::string, std::less<>> empty_contents_;
    /// Of a table, a text that differs where its rows do; of a column an empty one.
    state own_;
};

/// Whether a row of `retort_relations` is about what a run has put there, and not about a definition.
bool is_of_contents(std::string_view relation);

}  // namespace retort::detail
