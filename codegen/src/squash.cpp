#include <retort/codegen/emit.hpp>
#include <retort/model/diff.hpp>
#include <retort/model/difference.hpp>
#include <retort/model/obligation.hpp>

#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace retort::codegen {

namespace {

using operations = std::vector<model::operation>;

/// As the compiler will replay it, with what steps demand of rows.
void replay_revision(model::schema& s, const operations& steps, model::faults& out) {
    begin_revision(s);
    int effects = 0;
    model::faults back;
    bool irreversible = false;
    for (const model::operation& step : steps) {
        std::visit(
            [&](const auto& one) {
                auto copy = one;
                if constexpr (requires { one.irreversible; }) irreversible = irreversible || !one.irreversible.empty();
                if (effects == 0) oblige_back(s, one, back);
                if constexpr (std::is_same_v<decltype(copy), model::declared_effect>) {
                    effects = one.count;
                    apply(s, std::move(copy), out);
                } else if (effects == 0) {
                    take(s, std::move(copy), out);
                } else {
                    apply(s, std::move(copy), out);
                    --effects;
                }
            },
            step);
        if (!out.empty()) return;
    }
    if (!irreversible) out = std::move(back);
}

std::string sentence_of(const model::fault& f) {
    return str(model::detail::fill(model::find_diagnostic(f.code)->sentence, f.arguments));
}

/// Empty, for an operation that is about something else than a table.
template <class Operation>
std::string_view about_no_table() {
    using namespace model;
    static_assert(is_one_of<Operation, create_enumeration, drop_enumeration, alter_enumeration, add_enumeration_value,
                            rename_enumeration_value, create_object, drop_object, rename_object, replace_object,
                            execute, declared_effect, run>,
                  "table_of() does not know which table this operation is about");
    return {};
}

/// False, for an operation that makes something new, or gives it another definition, or is not asked.
template <class Operation>
bool has_no_past() {
    using namespace model;
    constexpr bool is_new = is_one_of<Operation, create_enumeration, create_object, replace_object>;
    constexpr bool is_not_asked = answers_of<Operation>.effect == model::effect::rows ||
                                  is_one_of<Operation, rename_table, declared_effect> ||
                                  requires(const Operation& o) { o.table; };
    static_assert(is_new || is_not_asked, "must_stay() does not know whether this operation can become a difference");
    return false;
}

/// The table that a step is about; empty for those that are about something else.
std::string_view table_of(const model::operation& o) {
    return std::visit(
        []<class Operation>(const Operation& one) -> std::string_view {
            if constexpr (std::is_same_v<Operation, model::create_table>)
                return one.table.name;
            else if constexpr (std::is_same_v<Operation, model::rename_table>)
                return one.from;
            else if constexpr (requires { one.table; })
                return one.table;
            else
                return about_no_table<Operation>();
        },
        o);
}

/// Makes one migration's steps of those of many. Where only the schema changes, the difference does it; what is about
/// rows stays where it is, and so does what is done to tables that may have rows.
class squeezer {
public:
    squeezer(const model::schema& before, bool by_difference)
        : now_(before), start_(before), by_difference_(by_difference) {}

    operations squeeze(const operations& all) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            const model::operation& o = all[i];
            if (is_dead(o)) continue;
            if (std::holds_alternative<model::execute>(o)) {
                keep(o);
                const auto* effect = i + 1 < all.size() ? std::get_if<model::declared_effect>(&all[i + 1]) : nullptr;
                for (int n = effect ? effect->count + 1 : 0; n > 0; --n) keep(all[++i]);
                empty_.clear();
            } else if (must_stay(o)) {
                keep(o);
                if (!is_about_rows(o)) continue;
                // A trigger may write into any table.
                const auto& objects = now_.objects;
                if (std::holds_alternative<model::run>(o) ||
                    std::any_of(objects.begin(), objects.end(),
                                [](const model::object& one) { return one.kind == model::object_kind::trigger; }))
                    empty_.clear();
                else
                    empty_.erase(str(table_of(o)));
            } else {
                note_tables(o);
                advance(o);
                stretch_.push_back(o);
            }
        }
        flush();
        return std::move(out_);
    }

private:
    bool has_no_rows(std::string_view table) const { return empty_.contains(str(table)); }

    /// Changes no rows, because there are none.
    bool is_dead(const model::operation& o) const {
        return is_about_rows(o) && !std::holds_alternative<model::insert_rows>(o) && has_no_rows(table_of(o));
    }

    bool must_stay(const model::operation& o) const {
        if (is_about_rows(o) || !by_difference_) return true;
        if (const std::string_view table = table_of(o); !table.empty())
            return !std::holds_alternative<model::create_table>(o) && !has_no_rows(table);
        // What stood before has a past that a difference does not know: a sequence its number, a value its rows.
        return std::visit(
            [&]<class Operation>(const Operation& one) {
                if constexpr (std::is_same_v<Operation, model::rename_object>)
                    return start_.find_object(one.kind, one.from, one.on) != nullptr;
                else if constexpr (std::is_same_v<Operation, model::drop_object>)
                    return start_.find_object(one.kind, one.name, one.on) != nullptr;
                else if constexpr (requires { start_.find_enumeration(one.name); })
                    return start_.find_enumeration(one.name) != nullptr;
                else
                    return has_no_past<Operation>();
            },
            o);
    }

    void note_tables(const model::operation& o) {
        if (const auto* made = std::get_if<model::create_table>(&o)) {
            empty_.insert(str(made->table.name));
        } else if (const auto* gone = std::get_if<model::drop_table>(&o)) {
            empty_.erase(str(gone->table));
        } else if (const auto* renamed = std::get_if<model::rename_table>(&o)) {
            empty_.erase(str(renamed->from));
            empty_.insert(str(renamed->to));
        }
    }

    void advance(const model::operation& o) {
        model::faults found;
        apply(now_, o, found);
        if (!found.empty()) throw generation_error(str(to_string(found.front())));
    }

    void keep(const model::operation& o) {
        flush();
        if (!by_difference_) note_tables(o);
        out_.push_back(o);
        advance(o);
        start_ = now_;
    }

    void flush() {
        if (stretch_.empty()) return;
        operations all = diff(start_, now_);
        model::schema end = start_;
        model::faults found;
        for (const model::operation& o : all)
            if (found.empty()) apply(end, o, found);
        if (!found.empty() || !same(end, now_)) all = stretch_;
        out_.insert(out_.end(), all.begin(), all.end());
        stretch_.clear();
        start_ = now_;
    }

    model::schema now_;
    /// Before the stretch of steps that is to become a difference.
    model::schema start_;
    bool by_difference_;
    operations stretch_, out_;
    /// Tables that the range has made, and that nothing has written into.
    std::set<std::string> empty_;
};

/// A migration is one transaction: an index is made within it, and a backfill at once.
void join_in(operations& steps, const std::string& range) {
    std::set<std::string_view> made;
    for (model::operation& o : steps) {
        if (auto* table = std::get_if<model::create_table>(&o)) {
            made.insert(table->table.name);
            for (model::index& i : table->table.indexes)
                if (i.concurrently()) i.options->concurrently = false;
        } else if (auto* renamed = std::get_if<model::rename_table>(&o)) {
            if (made.erase(renamed->from) != 0) made.insert(renamed->to);
        } else if (auto* index = std::get_if<model::create_index>(&o); index && index->index.concurrently()) {
            if (!made.contains(index->table))
                throw generation_error(
                    fmt::format("{} cannot be squashed: {} runs concurrently, on a table that existed before the "
                                "range; choose a range that begins after that revision, or ends before it [E211]",
                                range, str(describe(o))));
            index->index.options->concurrently = false;
        } else if (auto* fill = std::get_if<model::backfill>(&o)) {
            fill->batch = 0;
        }
    }
}

/// Positions of the revisions between two, both included.
std::vector<std::size_t> between(const project& p, std::size_t from, std::size_t to) {
    std::vector<bool> after(p.migrations.size(), false), before(p.migrations.size(), false);
    const auto position = [&](std::string_view id) {
        return static_cast<std::size_t>(
            std::find_if(p.migrations.begin(), p.migrations.end(), [&](const auto& m) { return m.id == id; }) -
            p.migrations.begin());
    };
    after[from] = before[to] = true;
    for (std::size_t i = from; i <= to; ++i)
        for (std::string_view parent : p.migrations[i].parents)
            if (const std::size_t at = position(parent); at < i && after[at]) after[i] = true;
    for (std::size_t i = to + 1; i-- > from;)
        if (before[i])
            for (std::string_view parent : p.migrations[i].parents)
                if (const std::size_t at = position(parent); at < i) before[at] = true;
    std::vector<std::size_t> found;
    for (std::size_t i = from; i <= to; ++i)
        if (after[i] && before[i] && !p.migrations[i].shadow) found.push_back(i);
    return found;
}

/// C++ functions are declared where steps call them.
std::string declarations_of(const operations& steps) {
    std::set<std::string> functions;
    for (const model::operation& o : steps)
        if (const auto* call = std::get_if<model::run>(&o))
            for (std::string_view function : {call->function, call->undo})
                if (!function.empty()) functions.insert(str(function));
    if (functions.empty()) return {};
    std::string out = "namespace retort {\nclass connection;\n}\n";
    for (const std::string& f : functions) {
        const std::size_t scope = f.rfind("::");
        const std::string name = scope == std::string::npos ? f : f.substr(scope + 2);
        const std::string declaration = fmt::format("void {}(retort::connection&);\n", name);
        out += scope == std::string::npos ? declaration
                                          : fmt::format("namespace {} {{\n{}}}\n", f.substr(0, scope), declaration);
    }
    return out;
}

}  // namespace

model::migration squash(const project& given, std::string_view from, std::string_view to, std::string_view id,
                        std::string_view message) {
    const std::string range = fmt::format("'{}' to '{}'", from, to);
    const auto refuse = [&](const std::string& why, std::string_view way_out) {
        throw generation_error(fmt::format("{} cannot be squashed: {}; {} [E211]", range, why, way_out));
    };
    const auto find = [&](const project& in, std::string_view wanted) {
        for (std::size_t i = 0; i < in.migrations.size(); ++i)
            if (in.migrations[i].id == wanted) return i;
        refuse(fmt::format("unknown revision '{}'", wanted), "name revisions of this history");
        return std::size_t{0};
    };
    project p = given;
    model::faults found;
    put_in_order(p, found);
    if (!found.empty()) throw generation_error(str(to_string(found.front())));
    const std::size_t first = find(p, from), last = find(p, to);
    const std::vector<std::size_t> range_of = first > last ? std::vector<std::size_t>{} : between(p, first, last);
    if (range_of.empty() || range_of.front() != first || range_of.back() != last)
        refuse(fmt::format("'{}' does not come after '{}'", to, from), "name the first and the last of a range");
    if (p.migrations[first].parents.size() > 1)
        refuse(fmt::format("'{}' is a merge", from), "let the range begin after it, or before its branches start");

    model::migration checkpoint{.id = id, .message = message, .parents = p.migrations[first].parents};
    for (const std::size_t i : range_of) checkpoint.replaces.push_back(p.migrations[i].id);
    p.migrations.push_back(checkpoint);
    put_in_order(p, found);
    if (!found.empty()) refuse(sentence_of(found.front()), "choose another range, or another id");

    // In this order what is replaced stands together, behind the checkpoint.
    const std::size_t place = find(p, id);
    const std::size_t behind = place + 1 + range_of.size();
    model::schema before = nothing_of(p.declared);
    for (std::size_t i = 0; i < place; ++i)
        if (!p.migrations[i].shadow) replay_revision(before, p.migrations[i].operations, found);
    model::schema end = before;
    operations all;
    for (std::size_t i = place + 1; i < behind; ++i) {
        replay_revision(end, p.migrations[i].operations, found);
        all.insert(all.end(), p.migrations[i].operations.begin(), p.migrations[i].operations.end());
    }
    if (!found.empty()) throw generation_error(str(to_string(found.front())));

    // Where the difference does not do, because of rows that may exist, the steps themselves do.
    std::string why_not, way_out;
    for (const bool by_difference : {true, false}) {
        operations steps = squeezer(before, by_difference).squeeze(all);
        join_in(steps, range);
        model::schema trial = before;
        found.clear();
        replay_revision(trial, steps, found);
        if (!found.empty()) {
            why_not = sentence_of(found.front());
            way_out = "choose another range";
            continue;
        }
        if (!same(trial, end)) {
            const model::difference d = first_difference(trial, end);
            why_not = fmt::format("{} would differ from its state after '{}'", str(d.what), to);
            way_out = "choose another range";
            continue;
        }
        // Without the old revisions, too.
        for (std::size_t i = behind; i < p.migrations.size() && found.empty(); ++i) {
            if (p.migrations[i].shadow) continue;
            replay_revision(trial, p.migrations[i].operations, found);
            if (found.empty()) continue;
            why_not = fmt::format("'{}' relies on what they prove about rows: {}", p.migrations[i].id,
                                  sentence_of(found.front()));
            way_out =
                fmt::format("let the range end at '{}', or before the steps on which it relies", p.migrations[i].id);
        }
        if (!found.empty()) continue;

        checkpoint.operations = std::move(steps);
        return checkpoint;
    }
    refuse(why_not, way_out);
    return {};
}

std::string make_checkpoint(const project& p, std::string_view from, std::string_view to, std::string_view id,
                            std::string_view message) {
    const model::migration made = squash(p, from, to, id, message);
    std::vector<std::string> parents, replaces;
    for (std::string_view parent : made.parents) parents.push_back(str(parent));
    for (std::string_view one : made.replaces) replaces.push_back(str(one));
    std::vector<written_step> steps;
    for (const model::operation& o : made.operations) steps.push_back({o});
    std::string text =
        emit_migration(p.declared.name, {.id = id, .message = message, .parents = parents, .replaces = replaces}, steps,
                       p.declared.convention);
    const std::string functions = declarations_of(made.operations);
    const std::string_view include = "#include <retort/dsl.hpp>\n";
    if (!functions.empty()) text.insert(text.find(include) + include.size(), "\n" + functions);
    return text;
}

}  // namespace retort::codegen
