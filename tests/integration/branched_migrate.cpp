#include <retort/command.hpp>

#include <cstdlib>

#include "branched_history.hpp"
#include "support/described.hpp"

int main(int argc, char** argv) {
    const bool one_head = std::getenv("BRANCHED_ONE_HEAD") != nullptr;
    const retort::testing::described history(one_head ? branched::of_one_head : branched::the_history);
    return retort::run_command(argc, argv, history.history());
}
