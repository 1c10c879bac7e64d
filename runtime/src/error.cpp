#include <retort/error.hpp>

#include "text.hpp"

namespace retort {
namespace {

std::string one_line(std::string_view code, std::string_view sentence, std::string_view way_out) {
    std::string line = detail::fold(sentence);
    if (!way_out.empty()) line.append("; ").append(detail::fold(way_out));
    return line.append(" [").append(code).append("]");
}

}  // namespace

error::error(std::string_view code, std::string_view sentence, std::string_view way_out)
    : std::runtime_error(one_line(code, sentence, way_out)), code_(code), way_out_(detail::fold(way_out)) {}

error& error::at_revision(std::string_view id) {
    revision_ = id;
    return *this;
}

error& error::at_statement(std::string_view sql) {
    statement_ = sql;
    return *this;
}

error& error::with_sqlstate(std::string_view state) {
    sqlstate_ = state;
    return *this;
}

error& error::leaving(retort::left_behind what) {
    left_behind_ = what;
    return *this;
}

}  // namespace retort
