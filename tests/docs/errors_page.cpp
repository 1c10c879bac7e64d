// Writes or compares docs/errors.md. usage: errors_page FILE [--bless]
#include <retort/codegen/error_catalogue.hpp>
#include <retort/error_catalogue.hpp>
#include <retort/model/diagnostic.hpp>

#include <filesystem>

#include "page.hpp"

namespace {

/// The sentence that the code's test in tests/compile_fail expects, so that the page shows one as it is printed.
std::string tested_sentence(int code) {
    for (const auto& entry : std::filesystem::directory_iterator(RETORT_SOURCE_DIR "/tests/compile_fail")) {
        if (!entry.path().filename().string().starts_with("E" + std::to_string(code) + "_")) continue;
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) {
            constexpr std::string_view mark = "// expect-error: ";
            if (!line.starts_with(mark)) continue;
            line.erase(0, mark.size());
            if (line.starts_with("at ")) line = "schema.hpp:12" + line.substr(line.find(':'));
            return line;
        }
    }
    return "(this code has no test)";
}

std::string capitalised(std::string_view text) {
    std::string out(text);
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
}

std::string page() {
    std::ostringstream out;
    out << "# Errors\n\n"
           "Every message ends in its code. Codes are never reused. E1xx are compile errors, E2xx are errors of the\n"
           "generator in a build, and E3xx are errors at run time. E4xx are compile errors too: of checkpoints and, "
           "from\n"
           "E407 on, of steps.\n\n"
           "*Generated from the catalogues in the code; `./dev bless` updates it.*\n\n"
           "## At compile time\n";
    for (const retort::model::diagnostic& d : retort::model::catalogue)
        out << "\n### E" << d.code << " " << d.title << "\n\n"
            << d.explanation << "\n\n    " << tested_sentence(d.code) << "\n";
    out << "\n## When generating\n";
    for (const auto& e : retort::codegen::error_catalogue)
        out << "\n### " << e.code << " " << e.title << "\n\n" << e.explanation << "\n\n" << e.way_out << "\n";
    out << "\n## At run time\n";
    for (const auto& e : retort::error_catalogue)
        out << "\n### " << e.code << " " << capitalised(e.title) << "\n\n"
            << e.explanation << "\n\n"
            << e.way_out << "\n";
    return out.str();
}

}  // namespace

int main(int argc, char** argv) { return retort::testing::write_or_compare(argc, argv, page()); }
