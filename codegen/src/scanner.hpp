// The one reader of SQL text: raw SQL of a migration, at build time. What Retort renders itself is never read back.
#pragma once

#include <retort/model/type.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retort::codegen {

/// Compares as ASCII, without regard to case.
bool same_word(std::string_view a, std::string_view b);

/// A token of an SQL text. `begin` and `end` are its place in that text.
struct token {
    enum class kind {
        word,    // a keyword, a number or a name that is not quoted
        name,    // a quoted name; `text` is without its quotes
        string,  // a constant without its quotes; of PostgreSQL's $$…$$ and E'…' `text` is empty
        sign,    // any other character
    };
    token::kind kind = kind::sign;
    std::string text = {};
    std::size_t begin = 0, end = 0;

    /// Whether it is this keyword or sign; a quoted name never is.
    bool is(std::string_view word) const;
};

/// The tokens of `sql` as `on` reads it, without comments. Databases differ: [a b] is a name on SQLite only, `a b` is
/// none on PostgreSQL, where $$ quotes and comments nest; # begins a comment on MariaDB, and -- one only before a
/// blank.
std::vector<token> tokens_of(std::string_view sql, model::database on);

/// Reads the tokens of one statement from left to right.
class token_reader {
public:
    explicit token_reader(std::vector<token> all) : all_(std::move(all)) {}

    bool at_end() const { return at_ >= all_.size(); }
    bool next_is(std::string_view word) const { return !at_end() && all_[at_].is(word); }
    /// Skips the given words where they come next: all of them, or none.
    template <class... Words>
    bool take(const Words&... wanted) {
        const std::array<std::string_view, sizeof...(Words)> list{wanted...};
        return take_all(list);
    }
    /// Skips the first of the given words that comes next.
    template <class... Words>
    bool take_any(const Words&... wanted) {
        return (take(wanted) || ...);
    }
    /// Skips one token.
    void skip() { ++at_; }
    /// Skips everything up to the next `wanted` outside of parentheses, and that too; false where there is none.
    bool skip_behind(std::string_view wanted);
    /// IF EXISTS or IF NOT EXISTS.
    bool take_if_exists() { return take("if", "exists") || take("if", "not", "exists"); }
    /// A name with what stands before it, joined by points; empty where no name comes next.
    std::string name();
    /// A name that nothing stands before, as a database's or a namespace's; else empty.
    std::string unqualified_name();
    /// Names with commas between them.
    std::vector<std::string> names();
    /// What is left, cut at the commas outside of parentheses.
    std::vector<token_reader> parts() const;
    /// What is left.
    std::span<const token> rest() const { return std::span(all_).subspan(at_ < all_.size() ? at_ : all_.size()); }

private:
    bool take_all(std::span<const std::string_view> wanted);

    std::vector<token> all_;
    std::size_t at_ = 0;
};

}  // namespace retort::codegen
