// Writes a translation unit of a history of five hundred revisions with the checkpoint that make_checkpoint makes of
// them, beside them and alone. Its main() compares what the checkpoint means, lowered from its words, with what it was
// made of.
#include <retort/codegen/emit.hpp>

#include <fstream>

#include "golden.hpp"
#include "support/long_history.hpp"

using namespace retort;

namespace {
std::string without_head(std::string text) {
    for (const std::string line : {"#pragma once\n", "#include <retort/dsl.hpp>\n"})
        text.erase(text.find(line), line.size());
    return text;
}
}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    testing::long_history all;
    const codegen::project& p = all.project;
    const std::string_view first = p.migrations.front().id, last = p.migrations.back().id;
    std::ofstream out(argv[1]);
    out << "#include <retort/codegen/plan.hpp>\n#include <golden.hpp>\n#include <iostream>\n";
    std::string list;
    for (const model::migration& m : p.migrations) {
        std::vector<std::string> parents;
        for (std::string_view parent : m.parents) parents.emplace_back(parent);
        out << without_head(codegen::emit_migration("long_history", m.id, "", parents, m.operations));
        list += ", m" + std::string(m.id);
    }
    out << without_head(codegen::make_checkpoint(p, first, last, "500_checkpoint", "All of them at once"));
    const model::migration made = codegen::squash(p, first, last, "500_checkpoint");
    out << "namespace long_history {\nusing namespace retort::dsl;\n"
           "inline constexpr auto one = table(\"one\", column(\"id\", bigint), primary_key(\"id\"));\n"
           "inline constexpr auto schema = retort::schema<\"long_history\", one>;\n"
           "inline constexpr auto m501_more = migration(\"501_more\", revises(\""
        << last
        << "\"), drop_table(\"t19\"));\n"
           "inline constexpr auto squashed = retort::history<schema"
        << list
        << ", m500_checkpoint, m501_more>;\n"
           "inline constexpr auto alone = retort::history<schema, m500_checkpoint, m501_more>;\n}\n"
           "int main() {\n    const auto m = retort::testing::lowered(long_history::m500_checkpoint);\n"
           "    if (m.replaces.size() == 500 && retort::codegen::checksum(retort::testing::spelled_out(m)) == \""
        << codegen::checksum(testing::spelled_out(made))
        << "\") return 0;\n    std::cerr << \"the checkpoint says something else than it was made of\\n\";\n"
           "    return 1;\n}\n";
    return out.flush() ? 0 : 1;
}
