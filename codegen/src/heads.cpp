#include "heads.hpp"

#include <retort/model/merge.hpp>

#include "text.hpp"

namespace retort::codegen {

namespace {

model::list<model::revision_node> graph_of(const project& p) {
    model::list<model::revision_node> graph;
    // The compiler has judged the merges that there are.
    for (const model::migration& m : p.migrations) {
        model::revision_node node{.id = m.id, .parents = m.parents, .place = m.place, .assume = "judged"};
        node.replaces = m.replaces;
        node.shadow = m.shadow;
        graph.push_back(std::move(node));
    }
    return graph;
}

model::list<int> in_order(const project& p) {
    model::list<int> order;
    for (std::size_t i = 0; i < p.migrations.size(); ++i)
        if (!p.migrations[i].shadow) order.push_back(static_cast<int>(i));
    return order;
}

}  // namespace

model::faults faults_of_merge(const project& p, const std::vector<std::string>& parents,
                              const std::vector<model::operation>& steps) {
    model::list<model::revision_node> graph = graph_of(p);
    model::list<int> order = in_order(p);
    model::revision_node merge;
    for (const std::string& parent : parents) merge.parents.push_back(parent);
    graph.push_back(merge);
    order.push_back(static_cast<int>(p.migrations.size()));
    model::faults found;
    check_merges(
        graph, order,
        [&](const model::list<int>& revisions, model::faults& faults, model::traces& traces) {
            model::schema s = replay({p.declared, {}});
            for (int at : revisions) {
                begin_revision(s);
                const auto i = static_cast<std::size_t>(at);
                for (const model::operation& o : i < p.migrations.size() ? p.migrations[i].operations : steps) {
                    if (!faults.empty()) return s;
                    if (s.revision > traces.after) std::visit([&](const auto& one) { note(traces, s, one); }, o);
                    apply(s, o, faults);
                }
            }
            return s;
        },
        found);
    return found;
}

std::string name_at(const project& p, std::string_view id) {
    for (const model::migration& m : p.migrations)
        if (m.shadow && m.replaces.back() == id) return str(m.id);
    return str(id);
}

open_heads look_at_heads(const project& p) {
    open_heads out;
    for (int at : heads_of(graph_of(p), in_order(p)))
        out.ids.push_back(name_at(p, p.migrations[static_cast<std::size_t>(at)].id));
    if (out.ids.size() < 2) return out;
    for (const model::fault& f : faults_of_merge(p, out.ids, {})) out.conflicts.push_back(str(to_string(f)));
    return out;
}

}  // namespace retort::codegen
