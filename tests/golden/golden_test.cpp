// The SQL of every case on every database, and the drafts, as they were last looked at and found right. When a change
// is meant: build the target bless_golden, and read what it changed.
#include <retort/codegen/emit.hpp>
#include <retort/model/diff.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "draft.hpp"
#include "golden.hpp"
#include "support/catch.hpp"

using namespace retort;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> all;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
}

/// The lines that only one has, in the order of the longest common sequence, with a line or two around them.
std::string diff_of(const std::string& expected, const std::string& found) {
    const std::vector<std::string> a = lines_of(expected), b = lines_of(found);
    std::vector<std::vector<std::size_t>> longest(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = a.size(); i-- > 0;)
        for (std::size_t j = b.size(); j-- > 0;)
            longest[i][j] = a[i] == b[j] ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
    std::string out;
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            out += "  " + a[i++] + "\n";
            ++j;
        } else if (j == b.size() || (i < a.size() && longest[i + 1][j] >= longest[i][j + 1])) {
            out += "- " + a[i++] + "\n";
        } else {
            out += "+ " + b[j++] + "\n";
        }
    }
    return out;
}

/// The complaint without the file and the line in it, which differ from machine to machine.
std::string without_place(const std::string& complaint) {
    const std::string file = "migrations.hpp:";
    const std::size_t at = complaint.find(file);
    return at == std::string::npos ? complaint : complaint.substr(complaint.find(": ", at) + 2);
}

/// `text` is what `path` holds; with RETORT_BLESS, it is made so. An empty text stands for no file.
void require_file(const fs::path& path, const std::string& text) {
    std::stringstream kept;
    if (std::ifstream file(path, std::ios::binary); file) kept << file.rdbuf();
    if (kept.str() == text) return;
    if (std::getenv("RETORT_BLESS")) {
        if (text.empty())
            fs::remove(path);
        else
            std::ofstream(path, std::ios::binary) << text;
        return;
    }
    FAIL_CHECK(path.string() << " differs from what is generated (-: the file, +: generated). If that is meant, run\n"
                             << "  cmake --build " RETORT_BINARY_DIR " --target bless_golden\nand read git diff.\n"
                             << diff_of(kept.str(), text));
}

}  // namespace

TEST_CASE("golden SQL is unchanged") {
    for (const testing::golden_case& c : testing::golden_cases()) {
        const fs::path folder = fs::path(GOLDEN_DIR) / c.name;
        std::string refused;
        for (const model::database d : model::every_database) {
            const std::string database(name_of(d));
            std::string sql;
            if (const auto project = c.on(d)) {
                try {
                    const codegen::planned_revision r = codegen::make_plan(*project, {database}).revisions.at(1);
                    sql = emit_sql(r, r.routes.front());
                } catch (const codegen::generation_error& e) {
                    refused += without_place(e.what()) + "\n";
                }
            }
            require_file(folder / (database + ".sql"), sql);
        }
        require_file(folder / "unsupported.txt", refused);
    }
}

TEST_CASE("golden drafts are unchanged") {
    for (const testing::draft_case& c : testing::draft_cases())
        require_file(fs::path(GOLDEN_DIR) / "drafts" / c.name / "draft.hpp",
                     codegen::emit_migration("shop", {.id = "002_next", .parents = {"001_before"}},
                                             codegen::drafted(c.before, diff(c.before, c.after))));
}
