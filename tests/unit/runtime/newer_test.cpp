// The note of a program that is older than its sources.
#include "../../../runtime/command/newer.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "support/catch.hpp"

using namespace retort;
namespace fs = std::filesystem;

namespace {

/// A source tree with a generator, which are removed at the end.
class tree {
public:
    tree() : path_(fs::temp_directory_path() / ("retort-newer-" + std::to_string(getpid()))) {
        fs::create_directories(path_ / "migrations");
        for (const char* file : {"schema.hpp", "generator", "migrations/001_first.hpp", "migrations/002-second.hpp"})
            write(file, std::chrono::hours(file == std::string("generator") ? -1 : -2));
    }
    tree(const tree&) = delete;
    tree& operator=(const tree&) = delete;
    ~tree() { fs::remove_all(path_); }

    void write(const std::string& file, std::chrono::seconds after_now) const {
        std::ofstream(path_ / file) << "//\n";
        fs::last_write_time(path_ / file, fs::file_time_type::clock::now() + after_now);
    }
    void remove(const std::string& file) const { fs::remove(path_ / file); }
    std::string note() const {
        static constexpr plan::revision revisions[] = {{"001_first", "", {}, "1:1", {}, {}},
                                                       {"002-second", "", {}, "1:2", {}, {}}};
        const std::string generator = (path_ / "generator").string(), schema = (path_ / "schema.hpp").string(),
                          migrations = (path_ / "migrations").string();
        return command::newer_than_build({generator, schema, migrations}, {"shop", {}, revisions});
    }

private:
    fs::path path_;
};

}  // namespace

TEST_CASE("a program reports newer and unknown sources") {
    using std::chrono::hours;
    const tree sources;
    CHECK(sources.note() == "");
    sources.write("migrations/001_first.hpp", hours(0));
    CHECK(sources.note() == "001_first.hpp has changed since this build; build again, and fix the build if it fails");
    sources.write("schema.hpp", hours(1));
    CHECK(sources.note() ==
          "001_first.hpp, schema.hpp have changed since this build; build again, and fix the build if it fails");
    sources.write("migrations/003_third.hpp", hours(1));
    CHECK(sources.note() ==
          "003_third.hpp is not in this build, and 001_first.hpp, schema.hpp have changed since it; build again, and "
          "fix the build if it fails");
    // The generator was built with it, and refused it: this program is of the build before.
    sources.write("generator", hours(2));
    CHECK(sources.note() == "003_third.hpp is not in this build; build again, and fix the build if it fails");
    // As in production.
    sources.remove("generator");
    CHECK(sources.note() == "");
    CHECK(command::newer_than_build({}, {"shop", {}, {}}) == "");
}
