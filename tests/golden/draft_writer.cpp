// Writes a translation unit of drafts (emit_migration) for random operations and for the golden cases, whose main()
// compares what each means, lowered from its words, with the operations that it was made from.
#include <retort/codegen/emit.hpp>
#include <retort/model/diff.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <set>

#include "golden.hpp"
#include "support/random_schema.hpp"

using namespace retort;

namespace {

std::string includes =
    "#include <retort/codegen/plan.hpp>\n"
    "#include <golden.hpp>\n#include <iostream>\n\nnamespace retort {\nclass connection;\n}\n";
std::string drafts, table;

/// The functions that steps call are declared where the migrations are.
std::set<std::string> declarations;
void declare(std::string_view function) {
    const std::size_t scope = function.rfind("::");
    if (scope == std::string_view::npos) return;
    declarations.insert("namespace " + std::string(function.substr(0, scope)) + " {\nvoid " +
                        std::string(function.substr(scope + 2)) + "(retort::connection&);\n}\n");
}

void add(const std::string& name, const std::vector<std::string>& parents,
         const std::vector<model::operation>& operations, const model::naming_convention* convention = nullptr) {
    model::migration m{.id = name, .operations = operations};
    for (const std::string& p : parents) m.parents.push_back(p);
    for (const model::operation& o : operations)
        if (const auto* run = std::get_if<model::run>(&o)) {
            declare(run->function);
            declare(run->undo);
        }
    std::string text = codegen::emit_migration("space_" + name, name, "A \"draft\"", parents, operations, convention);
    for (const std::string line : {"#pragma once\n", "#include <retort/dsl.hpp>\n"})
        text.erase(text.find(line), line.size());
    drafts += text;
    table += "    check(\"" + name + "\", retort::testing::lowered(space_" + name + "::m" + name + "), \"" +
             codegen::checksum(testing::spelled_out(m, convention)) + "\");\n";
}

}  // namespace

/// Of random schemas and steps of that mode.
void add_random(testing::mode mode, const std::string& name, std::uint64_t cases) {
    testing::generator random("drafts compile", mode);
    for (std::uint64_t i = 0; i < cases; ++i) {
        random.begin(i);
        const model::schema a = random.schema(3);
        const std::string number = name + "_" + std::to_string(i);
        if (i % 2) {
            model::schema s = a;
            std::vector<model::operation> steps;
            for (int n = 0; n < 6; ++n) {
                steps.push_back(random.operation(s));
                s = *testing::after(s, steps.back());
            }
            add("steps_" + number, {"one", "say \"two\""}, diff(a, s), a.convention);
            add("operations_" + number, {}, steps, a.convention);
        } else {
            model::schema nothing;
            nothing.convention = a.convention;
            add("schema_" + number, {}, diff(nothing, a), a.convention);
        }
    }
}

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    add_random(testing::mode::portable, "portable", 30);
    add_random(testing::mode::whole, "whole", 30);
    for (const testing::draft_case& c : testing::draft_cases()) add("golden_" + c.name, {}, diff(c.before, c.after));
    for (const testing::golden_case& c : testing::golden_cases())
        add("case_" + c.name, {}, c.project.migrations[1].operations);

    for (const std::string& d : declarations) includes += d;
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
