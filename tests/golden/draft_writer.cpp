// Writes a translation unit of drafts (emit_migration) for random operations and for the golden cases, whose main()
// compares what each means, lowered from its words, with the operations that it was made from.
#include <retort/codegen/emit.hpp>
#include <retort/model/diff.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>

#include "golden.hpp"
#include "support/random_schema.hpp"

using namespace retort;

namespace {

std::string includes =
    "#include <retort/codegen/plan.hpp>\n"
    "#include <golden.hpp>\n#include <iostream>\n";
std::string drafts, table;

void add(const std::string& name, const std::vector<std::string>& parents,
         const std::vector<model::operation>& operations) {
    model::migration m{.id = name, .operations = operations};
    for (const std::string& p : parents) m.parents.push_back(p);
    std::string text = codegen::emit_migration("space_" + name, name, "A \"draft\"", parents, operations);
    for (const std::string line : {"#pragma once\n", "#include <retort/dsl.hpp>\n"})
        text.erase(text.find(line), line.size());
    drafts += text;
    table += "    check(\"" + name + "\", retort::testing::lowered(space_" + name + "::m" + name + "), \"" +
             codegen::checksum(testing::spelled_out(m)) + "\");\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    testing::generator random("drafts compile");
    for (std::uint64_t i = 0; i < 30; ++i) {
        random.begin(i);
        const model::schema a = random.schema(3);
        if (i % 2) {
            model::schema s = a;
            std::vector<model::operation> steps;
            for (int n = 0; n < 4; ++n) {
                steps.push_back(random.operation(s));
                s = *testing::after(s, steps.back());
            }
            add("steps_" + std::to_string(i), {"one", "say \"two\""}, diff(a, s));
            add("operations_" + std::to_string(i), {}, steps);
        } else {
            add("schema_" + std::to_string(i), {}, diff(model::schema{}, a));
        }
    }
    for (const testing::draft_case& c : testing::draft_cases()) add("golden_" + c.name, {}, diff(c.before, c.after));
    for (const testing::golden_case& c : testing::golden_cases())
        add("case_" + c.name, {}, c.project.migrations[1].operations);

    std::ofstream(argv[1]) << includes << "\n"
                           << drafts
                           << "static int failures = 0;\n"
                              "static void check(const char* name, const retort::model::migration& m, "
                              "const std::string& wanted) {\n"
                              "    if (retort::codegen::checksum(retort::testing::spelled_out(m)) == wanted) return;\n"
                              "    std::cerr << name << \" says something else than it was made from\\n\";\n"
                              "    ++failures;\n}\n\n"
                              "int main() {\n"
                           << table << "    return failures != 0;\n}\n";
}
