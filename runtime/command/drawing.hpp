// The history as a picture: in lanes for a terminal, as DOT, as Mermaid.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "people.hpp"
#include "report.hpp"

namespace retort::command {

/// A line of a picture in lanes. Lane n is at column 2n. '*' is a node; '|' goes straight down, '/' from the lane on
/// its right to the one on its left, '\' the other way; '_' lengthens the '/' on its right, below the lanes that it
/// crosses. Where two lines meet they go on together, or, where two leave, each in its own direction.
struct drawn_line {
    std::string lanes;
    /// Nothing for a line between two nodes.
    std::optional<std::size_t> node;
};

/// `parents[n]` are those of node n, all of them smaller than n. Children are above their parents, and a branch is not
/// mixed with the others.
std::vector<drawn_line> drawn(std::span<const std::vector<std::size_t>> parents);

/// Unicode is for terminals whose locale is UTF-8.
enum class glyphs { ascii, unicode };
glyphs glyphs_of_stdout();

/// Messages are cut where a line would be longer than `width`; 0: nowhere.
std::string graph_text(const overview& of, glyphs with, const style& in, std::size_t width = 0);
/// The columns of the terminal that standard output is; 0 where it is none.
std::size_t width_of_stdout();
std::string graph_dot(const overview& of);
std::string graph_mermaid(const overview& of);

}  // namespace retort::command
