// How a fault becomes a compile error that reads as a sentence. A compiler prints the sentence where it can: as the
// message of a static_assert (C++26, clang 17 and newer), else as a template argument of `retort_error`, which g++
// prints as text on its first line and clang 19 cuts at 32 characters unless it comes in pieces.
#pragma once

#include <retort/model/diagnostic.hpp>

#include <array>
#include <utility>

namespace retort::detail {

/// Text as a template argument.
template <std::size_t Size>
struct fixed_text {
    char characters[Size + 1]{};
    constexpr std::size_t size() const { return Size; }
    constexpr const char* data() const { return characters; }
};

}  // namespace retort::detail

#if defined(__cpp_static_assert) && __cpp_static_assert >= 202306L
template <retort::detail::fixed_text Message>
struct retort_error {
    static_assert(false, Message);
};
#elif defined(__clang__)
/// One fault, in pieces of at most 28 characters.
template <retort::detail::fixed_text... Sentence>
inline constexpr bool retort_error = false;
#else
/// One fault; the sentence is the argument.
template <retort::detail::fixed_text Message>
struct retort_error {
    static_assert(Message.size() == 0, "Retort found the error above");
};
#endif

namespace retort::detail {

#if defined(__cpp_static_assert) && __cpp_static_assert >= 202306L
constexpr model::string printable(const model::fault& f) { return to_string(f); }
#else
/// The sentence, with <U+0446> for each character that is not ASCII: in a template argument g++ prints such characters
/// as bytes in octal, and clang prints all of the text around them as numbers.
constexpr model::string printable(const model::fault& f) {
    const model::string full = to_string(f);
    const std::string_view text = full;
    model::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i++]);
        if (lead < 0x80) {
            out += static_cast<char>(lead);
            continue;
        }
        unsigned code_point = lead & (lead < 0xE0u ? 0x1Fu : lead < 0xF0u ? 0x0Fu : 0x07u);
        for (; i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0u) == 0x80u; ++i)
            code_point = code_point << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
        out += "<U+";
        for (int shift = code_point > 0xFFFFu ? 20 : 12; shift >= 0; shift -= 4)
            out += "0123456789ABCDEF"[code_point >> shift & 15u];
        out += '>';
    }
    return out;
}
#endif

inline constexpr std::size_t most_reported = 20;

struct lengths {
    std::size_t count = 0;
    std::array<std::size_t, most_reported> of{};
};

consteval lengths measure(const model::faults& faults) {
    lengths all;
    for (const model::fault& f : faults)
        if (all.count < most_reported) all.of[all.count++] = printable(f).size();
    return all;
}

template <class Source, std::size_t Which, std::size_t Size>
consteval fixed_text<Size> sentence() {
    fixed_text<Size> text;
    const model::faults all = Source::faults();
    const model::string full = printable(all[Which]);
    for (std::size_t i = 0; i < Size; ++i) text.characters[i] = std::string_view(full)[i];
    return text;
}

#if !(defined(__cpp_static_assert) && __cpp_static_assert >= 202306L) && defined(__clang__)
inline constexpr std::size_t piece_size = 28;

/// Where the pieces of a sentence begin: at a word where one begins in time.
struct cuts {
    std::size_t count = 0;
    std::array<std::size_t, 65> at{};
};
template <std::size_t Size>
consteval cuts cut(const fixed_text<Size>& text) {
    cuts c;
    std::size_t from = 0;
    while (from < Size && c.count < 64) {
        c.at[c.count++] = from;
        std::size_t to = from + piece_size < Size ? from + piece_size : Size;
        if (to < Size) {
            std::size_t word = to;
            while (word > from + 8 && text.characters[word - 1] != ' ') --word;
            if (word > from + 8) to = word;
        }
        from = to;
    }
    c.at[c.count] = from;
    return c;
}
template <std::size_t From, std::size_t To, std::size_t Size>
consteval fixed_text<To - From> piece(const fixed_text<Size>& text) {
    fixed_text<To - From> part;
    for (std::size_t i = From; i < To; ++i) part.characters[i - From] = text.characters[i];
    // Said though it is so already: clang prints an array as text only where it has seen the end being written.
    part.characters[To - From] = '\0';
    return part;
}
template <fixed_text... Sentence>
constexpr void say() {
    static_assert(retort_error<Sentence...>);
}
template <fixed_text Message, std::size_t... Piece>
constexpr void report_pieces(std::index_sequence<Piece...>) {
    say<piece<cut(Message).at[Piece], cut(Message).at[Piece + 1]>(Message)...>();
}
template <fixed_text Message>
constexpr void report() {
    report_pieces<Message>(std::make_index_sequence<cut(Message).count>{});
}
#else
template <fixed_text Message>
constexpr void report() {
    (void)sizeof(retort_error<Message>);
}
#endif

template <class Source, lengths Lengths, std::size_t... Which>
constexpr void report_each(std::index_sequence<Which...>) {
    (report<sentence<Source, Which, Lengths.of[Which]>()>(), ...);
}

/// Compiles when `Source::faults()` is empty; otherwise each fault is an error of its own. `found` has their lengths,
/// so that the faults of a source that has none are evaluated once.
template <class Source, lengths found>
constexpr bool demand_no_faults() {
    if constexpr (found.count != 0) report_each<Source, found>(std::make_index_sequence<found.count>{});
    return true;
}

}  // namespace retort::detail
