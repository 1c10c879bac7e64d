#include "file.hpp"

#include <retort/codegen/plan.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "captured.hpp"
#include "support/catch.hpp"

using retort::codegen::generation_error;
using retort::codegen::write_file;
using retort::testing::output;
namespace fs = std::filesystem;

TEST_CASE("writing a file keeps its permissions and is atomic") {
    const output to;
    const fs::path path = to.path / "below/file.hpp";
    for (const bool lasting : {false, true}) {
        write_file(path, "one", lasting);
        fs::permissions(path, fs::perms(0600));
        const std::string two = std::string(100000, 'x') + (lasting ? "a" : "b");
        write_file(path, two, lasting);
        CHECK(to.read("below/file.hpp") == two);
        CHECK(fs::status(path).permissions() == fs::perms(0600));
    }
    // What stands in the way is not ours.
    fs::create_directory(path.string() + ".new");
    CHECK_THROWS_AS(write_file(path, "three"), generation_error);
    CHECK(to.read("below/file.hpp").size() == 100001);
    CHECK(fs::is_directory(path.string() + ".new"));
    fs::remove(path.string() + ".new");
    fs::create_directories(to.path / "folder/inside");
    CHECK_THROWS_AS(write_file(to.path / "folder", "text"), generation_error);
    CHECK_FALSE(fs::exists(to.path / "folder.new"));
    CHECK_THROWS_AS(write_file("/dev/null/file", "text"), generation_error);
}
