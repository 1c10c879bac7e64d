// The exception of the runtime: one type with accessors, because a caller wants to know what to do next, and a tree
// of types does not tell it.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace retort {

/// The state of the database after an error.
enum class left_behind { nothing, partial, unknown };

/// The only exception type of the runtime. what() is one line: the message, the fix, the code in brackets.
class error : public std::runtime_error {
public:
    /// `code` is "E3xx" (docs/errors.md), `sentence` the problem, `way_out` the fix (may be empty).
    error(std::string_view code, std::string_view sentence, std::string_view way_out = {});

    const std::string& code() const noexcept { return code_; }
    const std::string& way_out() const noexcept { return way_out_; }
    /// The revision that was being applied or reverted; empty outside one.
    const std::string& revision() const noexcept { return revision_; }
    /// The SQL that failed; empty if none did. Never contains parameter values.
    const std::string& statement() const noexcept { return statement_; }
    /// The SQLSTATE of ISO/IEC 9075; empty if the database has none (SQLite).
    const std::string& sqlstate() const noexcept { return sqlstate_; }
    retort::left_behind left_behind() const noexcept { return left_behind_; }

    error& at_revision(std::string_view id);
    error& at_statement(std::string_view sql);
    error& with_sqlstate(std::string_view state);
    error& leaving(retort::left_behind what);

private:
    std::string code_, way_out_, revision_, statement_, sqlstate_;
    retort::left_behind left_behind_ = retort::left_behind::nothing;
};

}  // namespace retort
