// Writes or compares docs/changes.md: typical changes of a header, and the migrations that are drafted for them, from
// the golden tests. usage: changes_page FILE [--bless]
#include <algorithm>
#include <filesystem>
#include <vector>

#include "page.hpp"

namespace {

namespace fs = std::filesystem;
using lines = std::vector<std::string>;

constexpr const char* cases[] = {"new_column",      "required_column", "renamed_column", "renamed_table",
                                 "new_value",       "new_indexes",     "new_reference",  "looser_foreign_key",
                                 "stricter_column", "column_gone",     "other_view"};

constexpr const char* introduction =
    "# Typical schema changes\n"
    "\n"
    "This page shows typical changes of a schema header. Each section shows the change as a diff, and the migration\n"
    "that the build drafts and `NAME-migrate revision -m \"…\"` writes. Retort derives the down script. The draft\n"
    "contains `todo`, which does not compile, where only the author knows the answer. A comment above a step names "
    "the\n"
    "data that it destroys.\n"
    "\n"
    "This page is generated from the tests: `tests/golden/drafts`.\n";

lines read(const fs::path& path) {
    std::ifstream in(path);
    lines all;
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
}

/// What stands in a namespace of a case, but for what every case has.
lines declarations(const lines& file, const std::string& name) {
    lines out;
    bool inside = false;
    for (const std::string& line : file) {
        if (line == "}  // namespace " + name) break;
        if (inside && line.rfind("using ", 0) != 0 && line.find("retort::schema<") == std::string::npos)
            out.push_back(line);
        if (line == "namespace " + name + " {") inside = true;
    }
    while (!out.empty() && out.front().empty()) out.erase(out.begin());
    while (!out.empty() && out.back().empty()) out.pop_back();
    return out;
}

/// The lines of both, with what only one of them has marked: the longest common subsequence.
std::string difference(const lines& a, const lines& b) {
    std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = a.size(); i-- > 0;)
        for (std::size_t k = b.size(); k-- > 0;)
            common[i][k] = a[i] == b[k] ? common[i + 1][k + 1] + 1 : std::max(common[i + 1][k], common[i][k + 1]);
    std::string out;
    std::size_t i = 0, k = 0;
    while (i < a.size() || k < b.size()) {
        if (i < a.size() && k < b.size() && a[i] == b[k]) {
            out += " " + a[i] + "\n";
            ++i, ++k;
        } else if (k == b.size() || (i < a.size() && common[i + 1][k] >= common[i][k + 1])) {
            out += "-" + a[i++] + "\n";
        } else {
            out += "+" + b[k++] + "\n";
        }
    }
    return out;
}

std::string section(const fs::path& folder) {
    const lines file = read(folder / "schemas.hpp");
    std::string out = "\n## " + file.at(0).substr(3) + "\n\n```diff\n" +
                      difference(declarations(file, "before"), declarations(file, "after")) + "```\n```cpp\n";
    bool inside = false;
    for (const std::string& line : read(folder / "draft.hpp")) {
        inside = inside || line.rfind("inline constexpr", 0) == 0;
        if (inside && !line.empty()) out += line + "\n";
        if (inside && line.empty()) break;
    }
    return out + "```\n";
}

}  // namespace

int main(int argc, char** argv) {
    std::string page = introduction;
    for (const char* name : cases) page += section(fs::path(RETORT_SOURCE_DIR) / "tests/golden/drafts" / name);
    return retort::testing::write_or_compare(argc, argv, page);
}
