#include "draft.hpp"

#include "text.hpp"

#include <retort/model/loss.hpp>
#include <retort/model/obligation.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace retort::codegen {

namespace {

/// What `step` demands of rows, once.
model::faults demands_of(const model::schema& s, const model::operation& step) {
    model::faults found;
    std::visit([&](const auto& o) { oblige(s, o, found); }, step);
    return found;
}

void take(model::schema& s, const model::operation& step) {
    model::faults none;  // diff's steps can be taken
    std::visit([&](const auto& o) { learn(s, o); }, step);
    apply(s, step, none);
}

/// What a step destroys, as a note for the reviewer. What is dropped needs an approval that only its author can give; a
/// conversion of values leaves another place open, or the approval is left to a run.
std::vector<std::string> note_losses(const model::schema& before, model::operation& step) {
    const model::list<model::string> lost = destroyed(step, before);
    if (lost.empty()) return {};
    std::vector<std::string> names;
    for (const model::string& name : lost) names.push_back(str(name));
    const std::string all = join(names, ", ");
    const auto approve = [&](auto* drop) {
        if (drop) drop->allow_loss = left_open;
        return drop != nullptr;
    };
    if (approve(std::get_if<model::drop_table>(&step)) || approve(std::get_if<model::drop_column>(&step)) ||
        approve(std::get_if<model::drop_partition>(&step)))
        return {fmt::format(
            "Destroys the data of {}. Write why it may be destroyed, or remove allow_loss; each run then asks.", all)};
    return {fmt::format("May change the values of {}.", all)};
}

constexpr const char* what_rows_have = "Which value do existing rows get?";

model::backfill fill(std::string_view table, std::string_view column) {
    model::backfill o{.table = table};
    o.set.push_back({column, open_value()});
    o.where.nodes.push_back({.kind = model::node_kind::column, .name = column});
    o.where.nodes.push_back({.kind = model::node_kind::is_null, .left = 0});
    return o;
}

/// The operation's assurance, or null where it has none.
model::assurance* assurance_of(model::operation& o) {
    return std::visit(
        [](auto& one) -> model::assurance* {
            if constexpr (requires { one.assurance; })
                return &one.assurance;
            else
                return nullptr;
        },
        o);
}

class drafter {
public:
    explicit drafter(model::schema from) : before_(std::move(from)), now_(before_) { begin_revision(now_); }

    void add(model::operation step) {
        std::vector<std::string> notes;
        // A step may demand several things of the rows; each answer leaves one less.
        for (int i = 0; i < 4; ++i) {
            const model::faults found = demands_of(now_, step);
            if (found.empty()) break;
            if (answered_by_steps(found.front().code, step, notes)) return;
            answer(found.front().code, step, notes);
        }
        answer_for_the_way_back(step, notes);
        put(std::move(step), std::move(notes));
    }

    std::vector<written_step> take_all() { return std::move(out_); }

private:
    void put(model::operation step, std::vector<std::string> notes) {
        std::vector<std::string> all = note_losses(now_, step);
        all.insert(all.end(), notes.begin(), notes.end());
        note_change(step);
        take(now_, step);
        out_.push_back({std::move(step), std::move(all)});
    }

    /// What only a person knows: the value of a dropped column after a downgrade.
    void answer_for_the_way_back(model::operation& step, std::vector<std::string>& notes) {
        auto* drop = std::get_if<model::drop_column>(&step);
        if (!drop) return;
        model::faults found;
        oblige_back(now_, *drop, found);
        if (found.empty()) return;
        notes.push_back(said_of_back_ ? "As above: a value, precheck, or irreversible(\"why\")."
                                      : "A downgrade adds the column again as NOT NULL. Write the value that existing "
                                        "rows get. Instead of undo(...), precheck rejects the downgrade while the "
                                        "table has rows, and irreversible(\"why\") forbids it.");
        said_of_back_ = true;
        drop->undo = open_value();
    }

    /// A value for rows that exist: the column is nullable until they have it.
    bool answered_by_steps(int code, model::operation& step, const std::vector<std::string>& notes) {
        if (auto* column = std::get_if<model::add_column>(&step); column && code == 170) {
            const std::string_view table = column->table, name = column->column.name;
            column->column.nullable = true;
            put(step, notes);
            put(fill(table, name), {what_rows_have});
            put(model::alter_column{.table = table, .column = name, .nullable = false}, {});
            return true;
        }
        if (auto* change = std::get_if<model::alter_column>(&step); change && code == 171) {
            if (!filled_) {
                filled_ = true;
                put(fill(change->table, change->column), {what_rows_have});
                model::operation rest = step;
                // The backfill's value is not known to the model yet.
                known_not_null(change->table, change->column);
                add(std::move(rest));
                filled_ = false;
                return true;
            }
        }
        return false;
    }

    void known_not_null(std::string_view table, std::string_view column) {
        model::fact& f = now_.facts.emplace_back();
        f.table = table;
        f.column = column;
        f.all_rows = false;
        f.never_null = true;
    }

    /// Whether the rows have fulfilled the same until this draft took it away, and nothing has changed them since.
    bool was_demanded(const model::operation& step) const {
        const auto alike = [&](std::string_view table, const model::names& columns, auto&& look) {
            const model::table* t = before_.find(table);
            return t && are_as_before(table, columns) && look(*t);
        };
        const auto key = [&](std::string_view table, const model::names& columns, bool nulls_alike) {
            return alike(table, columns, [&](const model::table& t) {
                return t.primary_key.columns == columns ||
                       std::any_of(t.uniques.begin(), t.uniques.end(), [&](const model::unique_key& k) {
                           return k.columns == columns && (k.nulls_not_distinct || !nulls_alike);
                       });
            });
        };
        if (const auto* o = std::get_if<model::add_unique>(&step))
            return key(o->table, o->key.columns, o->key.nulls_not_distinct);
        if (const auto* o = std::get_if<model::add_primary_key>(&step)) return key(o->table, o->key.columns, true);
        if (const auto* o = std::get_if<model::add_foreign_key>(&step))
            return are_as_before(o->key.table, o->key.target) &&
                   alike(o->table, o->key.columns, [&](const model::table& t) {
                       return std::any_of(
                           t.foreign_keys.begin(), t.foreign_keys.end(), [&](const model::foreign_key& k) {
                               return !k.not_valid && k.columns == o->key.columns && k.table == o->key.table &&
                                      k.target == o->key.target && k.match == o->key.match;
                           });
                   });
        if (const auto* o = std::get_if<model::add_check>(&step))
            return alike(o->table, o->check.condition.columns(), [&](const model::table& t) {
                return std::any_of(t.checks.begin(), t.checks.end(), [&](const model::check_constraint& c) {
                    return !c.not_valid && c.only == o->check.only && c.condition == o->check.condition;
                });
            });
        return false;
    }

    bool are_as_before(std::string_view table, const model::names& columns) const {
        return std::none_of(changed_.begin(), changed_.end(), [&](const auto& c) {
            return c.first == table && (c.second.empty() || contains(columns, c.second));
        });
    }

    void note_change(const model::operation& step) {
        const auto change = [&](std::string_view table, std::string_view column) {
            changed_.emplace_back(table, column);
        };
        const auto rename = [&](const auto& o) {
            model::faults none;
            model::schema renamed = before_;
            auto copy = o;
            apply(renamed, std::move(copy), none);
            if (none.empty()) before_ = std::move(renamed);
        };
        std::visit(
            [&]<class Operation>(const Operation& o) {
                using namespace model;
                if constexpr (std::is_same_v<Operation, backfill>) {
                    for (const assignment& one : o.set) change(o.table, one.column);
                } else if constexpr (std::is_same_v<Operation, add_column>) {
                    change(o.table, o.column.name);
                } else if constexpr (std::is_same_v<Operation, drop_column>) {
                    change(o.table, o.column);
                } else if constexpr (std::is_same_v<Operation, create_table>) {
                    change(o.table.name, {});
                } else if constexpr (std::is_same_v<Operation, drop_table>) {
                    change(o.table, {});
                } else if constexpr (std::is_same_v<Operation, alter_column>) {
                    if (o.type && !widens(now_.find(o.table)->find(o.column)->type, *o.type)) change(o.table, o.column);
                } else if constexpr (is_one_of<Operation, rename_table, rename_column>) {
                    rename(o);
                } else {
                    constexpr bool keeps_values = answers_of<Operation>.effect == model::effect::definition;
                    // All rows go with a partition, and all values of a type change alike.
                    constexpr bool keeps_what_holds =
                        is_one_of<Operation, drop_partition, rename_enumeration_value, replace_object>;
                    constexpr bool is_never_drafted = answers_of<Operation>.effect == model::effect::rows;
                    static_assert(keeps_values || keeps_what_holds || is_never_drafted,
                                  "note_change() does not know what this operation does to the values of a column");
                }
            },
            step);
    }

    void answer(int code, model::operation& step, std::vector<std::string>& notes) {
        if (was_demanded(step)) {
            assurance_of(step)->assume = "the previous definition had the same requirement";
            return;
        }
        if (auto* change = std::get_if<model::alter_column>(&step); change && code == 148) {
            notes.push_back("Write using_(\"SQL\") to compute the new value from the old one.");
            change->using_ = left_open;
            return;
        }
        const bool of_type = code == 175 && std::holds_alternative<model::alter_column>(step);
        bool& said = of_type ? said_of_types_ : said_of_rows_;
        if (said)
            notes.push_back(of_type ? "As above: precheck, using_(\"SQL\"), or assume(\"why they fit\")."
                                    : "As above: precheck, assume(\"why none does\"), or an earlier step.");
        else
            notes.push_back(of_type ? "Existing values may not fit. Write precheck to count them first, "
                                      "using_(\"SQL\") to convert them, or assume(\"why they fit\")."
                                    : "Existing rows may violate it. Write precheck to count them first, assume(\"why "
                                      "none does\"), or correct them in an earlier step.");
        said = true;
        if (model::assurance* a = assurance_of(step)) a->assume = left_open;
    }

    /// As the draft found it, but for names.
    model::schema before_;
    model::schema now_;
    /// Tables and their columns in which the draft has changed what rows hold; without a column, whole tables.
    std::vector<std::pair<std::string_view, std::string_view>> changed_;
    bool filled_ = false;
    bool said_of_rows_ = false, said_of_types_ = false, said_of_back_ = false;
    std::vector<written_step> out_;
};

/// A column's foreign key stands in the column, as a person would write it: right behind it, where what lies between
/// has nothing to do with either.
void bring_references_home(std::vector<written_step>& steps) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto* column = std::get_if<model::add_column>(&steps[i].operation);
        if (!column) continue;
        for (std::size_t k = i + 1; k < steps.size(); ++k) {
            const auto* key = std::get_if<model::add_foreign_key>(&steps[k].operation);
            if (key && is_in_column(*column, *key) && steps[k].notes.empty()) {
                std::rotate(steps.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                            steps.begin() + static_cast<std::ptrdiff_t>(k),
                            steps.begin() + static_cast<std::ptrdiff_t>(k) + 1);
                break;
            }
            const bool of_columns = std::holds_alternative<model::add_column>(steps[k].operation) ||
                                    std::holds_alternative<model::add_foreign_key>(steps[k].operation) ||
                                    std::holds_alternative<model::create_index>(steps[k].operation) ||
                                    std::holds_alternative<model::add_check>(steps[k].operation);
            if (!of_columns) break;
        }
    }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t leading_digits(std::string_view id) {
    return static_cast<std::size_t>(std::find_if_not(id.begin(), id.end(), is_digit) - id.begin());
}

/// "Add a phone number" is add_a_phone_number.
std::string slug(std::string_view message) {
    std::string out;
    for (const char c : message) {
        const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (is_digit(low) || (low >= 'a' && low <= 'z'))
            out += low;
        else if (!out.empty() && out.back() != '_')
            out += '_';
    }
    constexpr std::size_t longest = 48;
    if (out.size() > longest) out.resize(std::min(longest, std::max<std::size_t>(out.rfind('_', longest), 24)));
    while (!out.empty() && out.back() == '_') out.pop_back();
    return out;
}

}  // namespace

model::expression open_value() {
    model::expression e;
    e.nodes.push_back({.kind = model::node_kind::sql, .name = left_open});
    return e;
}

bool is_in_column(const model::add_column& column, const model::add_foreign_key& key) {
    const model::foreign_key& k = key.key;
    return key.table == column.table && k.name.empty() && k.columns.size() == 1 && k.target.size() == 1 &&
           k.columns[0] == column.column.name && !key.assurance && !column.assurance;
}

model::schema before_next(const project& p) {
    model::schema s = replay({p.declared, {}});
    for (const model::migration& m : p.migrations) {
        if (m.shadow) continue;
        begin_revision(s);
        for (const model::operation& o : m.operations) take(s, o);
    }
    return s;
}

model::schema after_revision(model::schema before, const std::vector<model::operation>& steps) {
    begin_revision(before);
    for (const model::operation& o : steps) take(before, o);
    return before;
}

std::vector<std::vector<model::operation>> split_at_transactions(const model::schema& from,
                                                                 const std::vector<model::operation>& operations) {
    const auto is_outside = [](const model::operation& o) { return transaction_of(o) == model::transaction::outside; };
    std::vector<model::operation> inside, outside;
    for (const model::operation& o : operations) (is_outside(o) ? outside : inside).push_back(o);
    if (outside.empty() || inside.empty() || !from.databases.wants(model::database::postgresql)) return {operations};
    // The indexes come last, where no other step needs them.
    model::schema trial = from;
    model::faults found;
    for (const auto* group : {&inside, &outside})
        for (const model::operation& o : *group)
            if (found.empty()) apply(trial, o, found);
    if (found.empty()) return {inside, outside};
    std::vector<std::vector<model::operation>> parts;
    for (const model::operation& o : operations) {
        if (parts.empty() || is_outside(parts.back().back()) != is_outside(o)) parts.emplace_back();
        parts.back().push_back(o);
    }
    return parts;
}

std::vector<written_step> drafted(model::schema from, const std::vector<model::operation>& operations) {
    drafter all(std::move(from));
    for (const model::operation& o : operations) all.add(o);
    std::vector<written_step> steps = all.take_all();
    bring_references_home(steps);
    return steps;
}

std::string id_after(std::string_view id, std::string_view words) {
    const std::size_t digits = leading_digits(id);
    const std::string rest(id.substr(digits));
    if (digits == 0 || digits > 18) return fmt::format("{}_{}", id, words);
    return fmt::format("{:0{}}{}_{}", std::stoull(str(id.substr(0, digits))) + 1, digits, rest, words);
}

std::string next_id(const project& p, std::string_view message, std::string_view stem) {
    std::string words = slug(message);
    if (words.empty()) words = stem;
    // The numbering is that of the last revision: of one that has none, nobody wants any.
    const std::string_view last = p.migrations.empty() ? "000" : p.migrations.back().id;
    const std::size_t digits = leading_digits(last);
    if (digits == 0) return words;
    if (digits >= 12) {
        const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        std::string time = fmt::format("{:%Y%m%d%H%M%S}", fmt::gmtime(now));
        time.resize(digits, '0');
        return fmt::format("{}_{}", time, words);
    }
    unsigned long long most = 0;
    for (const model::migration& m : p.migrations)
        if (leading_digits(m.id) == digits) most = std::max(most, std::stoull(str(m.id.substr(0, digits))));
    return fmt::format("{:0{}}_{}", most + 1, digits, words);
}

}  // namespace retort::codegen
