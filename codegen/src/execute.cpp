#include "execute.hpp"

#include "scanner.hpp"

#include <retort/codegen/sql_writer.hpp>
#include <retort/model/obligation.hpp>
#include <retort/model/reverse.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace retort::codegen {

namespace {

/// Any word that one of them takes says that the statement may have a body with semicolons.
bool begins_body(const token& t) { return t.is("trigger") || t.is("function") || t.is("procedure"); }
/// Words that can stand between CREATE and what is created.
bool between_create_and_kind(const token& t) {
    for (std::string_view k : {"or", "replace", "temp", "temporary", "constraint", "event", "aggregate"})
        if (t.is(k)) return true;
    return false;
}

/// Cuts a text at the semicolons that end a statement.
class splitter {
public:
    splitter(std::string_view sql, model::database on) : sql_(sql), on_(on), tokens_(tokens_of(sql, on)) {}

    std::vector<std::string> statements() {
        for (; at_ < tokens_.size(); ++at_) {
            const token& t = tokens_[at_];
            if (t.is(";") && depth_ == 0) {
                finish();
                from_ = t.end;
                continue;
            }
            if (t.kind == token::kind::word) word(t);
            end_ = tokens_[at_].end;
        }
        finish();
        return std::move(found_);
    }

private:
    void finish() {
        if (end_ > from_) {
            std::string_view text = sql_.substr(from_, end_ - from_);
            while (std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
            found_.emplace_back(text);
        }
        end_ = 0;
        head_ = first_word;
        depth_ = 0;
    }

    void word(const token& t) {
        const bool mariadb = on_ == model::database::mariadb;
        if (head_ == first_word)
            head_ = t.is("create") ? after_create : no_body;
        else if (head_ == after_create && mariadb && t.is("definer"))
            head_ = after_definer;
        else if (head_ == after_definer)  // whoever that is
            head_ = begins_body(t) ? body : t.is("view") ? no_body : after_definer;
        else if (head_ == after_create && !between_create_and_kind(t))
            head_ = begins_body(t) ? body : no_body;
        else if (head_ == body && (t.is("begin") || t.is("case")))
            ++depth_;
        else if (head_ == body && depth_ > 0 && t.is("end") && !(mariadb && ends_a_loop()))
            --depth_;
    }

    /// MariaDB's END IF and its like, which end what has no BEGIN; END CASE ends a CASE.
    bool ends_a_loop() {
        if (at_ + 1 == tokens_.size()) return false;
        for (std::string_view w : {"if", "loop", "while", "repeat", "for"})
            if (tokens_[at_ + 1].is(w)) {
                ++at_;
                return true;
            }
        if (tokens_[at_ + 1].is("case")) ++at_;
        return false;
    }

    std::string_view sql_;
    model::database on_;
    std::vector<token> tokens_;
    std::vector<std::string> found_;
    std::size_t at_ = 0, from_ = 0;
    std::size_t end_ = 0;  // behind the statement's last token; 0 while it has none
    int depth_ = 0;        // of BEGIN and CASE inside a body
    enum { first_word, after_create, after_definer, no_body, body } head_ = first_word;
};

}  // namespace

std::vector<std::string> split_statements(std::string_view sql, model::database on) {
    return splitter(sql, on).statements();
}

void append(rendered& all, rendered&& of_steps, std::size_t first, std::size_t count) {
    for (statement& st : of_steps.statements) {
        st.facts.operation = static_cast<std::uint32_t>(first);
        st.facts.operations = static_cast<std::uint32_t>(count);
        all.statements.push_back(std::move(st));
    }
}

rendered render_execute(const model::execute& o, model::database database) {
    rendered r;
    if (!o.only.wants(database)) return r;
    bool covered = false;
    for (const model::sql_text& t : o.up) {
        if (!t.database.empty() && t.database != name_of(database)) continue;
        covered = true;
        for (std::string& s : split_statements(t.sql, database)) {
            statement& raw = r.statements.emplace_back();
            raw.sql = std::move(s);
            find_dialect(name_of(database))->read(raw);
        }
    }
    if (!covered)
        r.refused = unsupported{fmt::format("execute(…) has no SQL for {}", name_of(database)),
                                fmt::format("add on({}, \"…\"); an empty text does nothing there", name_of(database))};
    return r;
}

statement question(std::string sql, std::string complaint) {
    statement asked;
    asked.sql = std::move(sql);
    asked.precheck = std::move(complaint);
    asked.facts.work = row_work::rows;
    asked.facts.locks_known = true;
    return asked;
}

rendered render_run(const model::run& o, model::database database) {
    rendered r;
    if (!o.only.wants(database)) return r;
    statement call;
    call.function_name = std::string(o.function);
    r.statements.push_back(std::move(call));
    return r;
}

bool is_view(const model::object& o) {
    return o.kind == model::object_kind::view || o.kind == model::object_kind::materialized_view;
}

void dependents(const model::schema& s, std::string_view view, std::vector<const model::object*>& out) {
    for (const model::object& o : s.objects) {
        if (!is_view(o) && o.kind != model::object_kind::trigger && o.kind != model::object_kind::grant) continue;
        if (o.on != view && !(is_view(o) && contains(o.depends_on, view))) continue;
        // Again, at the end, what was found before and depends on this as well.
        std::erase(out, &o);
        out.push_back(&o);
        if (is_view(o)) dependents(s, o.name, out);
    }
}

std::vector<model::list<model::literal>> generations(const model::table& t, const model::names& columns,
                                                     const model::list<model::literal>& values,
                                                     const std::function<bool(const model::foreign_key&)>& matters) {
    const std::size_t width = columns.size(), rows = width == 0 ? 0 : values.size() / width;
    const auto position = [&](std::string_view name) {
        return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
    };
    std::vector<std::size_t> generation(rows, 0);
    for (const model::foreign_key& k : t.foreign_keys) {
        if (k.table != t.name || !matters(k)) continue;
        const auto refers = [&](std::size_t from, std::size_t to) {
            for (std::size_t i = 0; i < k.columns.size(); ++i) {
                const std::size_t a = position(k.columns[i]), b = position(k.target[i]);
                if (a == width || b == width) return false;
                const model::literal &is = values[from * width + a], &has = values[to * width + b];
                if (!is || !(is == has)) return false;
            }
            return from != to;
        };
        // Each round takes rows one generation further; rows in a circle have no order, and the rounds end.
        bool moved = true;
        for (std::size_t round = 0; moved && round < rows; ++round) {
            moved = false;
            for (std::size_t from = 0; from < rows; ++from)
                for (std::size_t to = 0; to < rows; ++to)
                    if (generation[from] <= generation[to] && generation[to] + 1 < rows && refers(from, to)) {
                        generation[from] = generation[to] + 1;
                        moved = true;
                    }
        }
    }
    std::vector<model::list<model::literal>> groups;
    for (std::size_t row = 0; row < rows; ++row) {
        if (groups.size() <= generation[row]) groups.resize(generation[row] + 1);
        for (std::size_t i = 0; i < width; ++i) groups[generation[row]].push_back(values[row * width + i]);
    }
    std::erase_if(groups, [](const auto& group) { return group.empty(); });
    return groups;
}

std::vector<std::string> deletions(const model::schema& s, const model::delete_rows& o, const sql_writer& write,
                                   const std::function<bool(const model::foreign_key&)>& matters) {
    const model::table& t = *s.find(o.table);
    const std::string head = "DELETE FROM " + write.relation(s, o.table);
    std::vector<std::string> all;
    const auto groups = generations(t, o.undo_columns, o.undo_values, matters);
    for (std::size_t i = groups.size(); i-- > 1;) {
        const std::string rows = write.expression(s, t, model::detail::those_rows(s, t, o.undo_columns, groups[i]));
        if (rows.empty()) continue;
        const std::string among =
            o.where.empty() ? std::string() : fmt::format("({}) AND ", write.expression(s, t, o.where));
        all.push_back(fmt::format("{} WHERE {}({})", head, among, rows));
    }
    all.push_back(head + write.where(s, t, o.where));
    return all;
}

namespace {
bool asks_for_a_null(const model::table& t, const model::backfill& o, int i) {
    const model::node& n = o.where.at(i);
    if (n.kind == model::node_kind::and_) return asks_for_a_null(t, o, n.left) || asks_for_a_null(t, o, n.right);
    if (n.kind != model::node_kind::is_null || o.where.at(n.left).kind != model::node_kind::column) return false;
    return std::any_of(o.set.begin(), o.set.end(), [&](const model::assignment& a) {
        return a.column == o.where.at(n.left).name && !a.value.empty() &&
               model::detail::never_null(t, a.value, a.value.root());
    });
}
}  // namespace

bool can_be_repeated(const model::table& t, const model::backfill& o) {
    return !o.where.empty() && asks_for_a_null(t, o, o.where.root());
}

}  // namespace retort::codegen
