// SQL scripts as the databases' own programs write them, read one statement at a time.
#pragma once

#include <retort/plan.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort::detail {

/// Splits a script of pg_restore or mariadb-dump into its statements. A statement that the server reads in another way
/// is no risk as long as the server is given one statement a call: it refuses the call then.
class script_reader {
public:
    /// Reads from `descriptor`, which stays the caller's, to its end.
    script_reader(int descriptor, database dialect);
    script_reader(const script_reader&) = delete;
    script_reader& operator=(const script_reader&) = delete;

    /// Reads the next statement, without its delimiter; false at the end of the script. A line that is a command to
    /// PostgreSQL's psql, such as \restrict, is a statement of its own.
    bool next(std::string& statement);
    /// After a COPY … FROM stdin: appends the next lines of its data to `data`; false when the data is over.
    bool next_rows(std::string& data);
    /// errno of a read that failed, else 0.
    int trouble() const { return trouble_; }

private:
    bool fill();
    int peek();
    int take();
    void line(std::string& into);
    void quoted(std::string& into, char quote, bool backslashes);
    bool dollar_quoted(std::string& into);
    void comment(std::string& into, bool nested);
    void word(std::string& into);
    bool at_delimiter(std::string& statement);
    void learn_from(const std::string& statement);

    int descriptor_;
    bool mariadb_;
    std::vector<char> room_;
    std::size_t at_ = 0, end_ = 0;
    int trouble_ = 0;
    std::string delimiter_ = ";";
    /// Whether a backslash escapes in '…'.
    bool backslashes_;
    // PostgreSQL: of the present statement, as psql counts them.
    int parentheses_ = 0, blocks_ = 0;
    std::string heads_;
};

/// Says why `statement` has no place in a backup of `database`, as in "it contains COMMIT"; empty where it may be run.
/// A backup makes things in the one database that it is restored into, in the one transaction that the caller began: a
/// statement that ends a transaction, that goes to another database, or of a kind that no backup has, is refused.
std::string not_of_a_backup(std::string_view statement, database dialect, std::string_view name);

}  // namespace retort::detail
