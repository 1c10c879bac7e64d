#include <retort/access.hpp>
#include <retort/temporal.hpp>

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

namespace retort {

namespace {

[[noreturn]] void no_value(const value& v, std::string_view wanted) {
    std::string what = "NULL";
    if (const auto* s = std::get_if<std::string>(&v)) what = fmt::format("the text '{}'", s->substr(0, 40));
    if (const auto* i = std::get_if<std::int64_t>(&v)) what = fmt::format("the number {}", *i);
    if (const auto* d = std::get_if<double>(&v)) what = fmt::format("the number {}", *d);
    if (const auto* b = std::get_if<bool>(&v)) what = *b ? "true" : "false";
    if (std::holds_alternative<bytes>(v)) what = "bytes";
    throw error("E315", fmt::format("a field holds {}, which is not {}", what, wanted),
                "correct the row, or the column's type in the schema");
}

template <class Number>
bool parse(std::string_view text, Number& out) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
    return problem == std::errc{} && end == text.data() + text.size();
}

template <class Integer>
void decode_integer(const value& v, Integer& out, std::string_view wanted) {
    if (const auto* i = std::get_if<std::int64_t>(&v)) {
        if (*i < std::numeric_limits<Integer>::min() || *i > std::numeric_limits<Integer>::max()) no_value(v, wanted);
        out = static_cast<Integer>(*i);
        return;
    }
    if (const auto* s = std::get_if<std::string>(&v); s && parse(*s, out)) return;
    no_value(v, wanted);
}

template <class Real>
void decode_real(const value& v, Real& out) {
    if (const auto* d = std::get_if<double>(&v)) {
        out = static_cast<Real>(*d);
        return;
    }
    if (const auto* i = std::get_if<std::int64_t>(&v)) {
        out = static_cast<Real>(*i);
        return;
    }
    if (const auto* s = std::get_if<std::string>(&v)) {
        // PostgreSQL's spelling of what from_chars calls inf and nan.
        if (*s == "Infinity") return void(out = std::numeric_limits<Real>::infinity());
        if (*s == "-Infinity") return void(out = -std::numeric_limits<Real>::infinity());
        if (*s == "NaN") return void(out = std::numeric_limits<Real>::quiet_NaN());
        if (parse(*s, out)) return;
    }
    no_value(v, "a floating-point number");
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Reads the parts of an ISO 8601 date and time, front to back.
struct scanner {
    std::string_view rest;

    bool character(char c) {
        if (rest.empty() || rest.front() != c) return false;
        rest.remove_prefix(1);
        return true;
    }
    bool number(std::size_t digits, int& out) {
        if (rest.size() < digits || !parse(rest.substr(0, digits), out) || out < 0) return false;
        rest.remove_prefix(digits);
        return true;
    }
    bool date(std::chrono::year_month_day& out) {
        int y = 0, m = 0, d = 0;
        if (!(number(4, y) && character('-') && number(2, m) && character('-') && number(2, d))) return false;
        out = std::chrono::year(y) / std::chrono::month(static_cast<unsigned>(m)) /
              std::chrono::day(static_cast<unsigned>(d));
        return out.ok();
    }
    bool time(std::chrono::microseconds& out) {
        int h = 0, m = 0, s = 0;
        if (!(number(2, h) && character(':') && number(2, m))) return false;
        if (character(':') && !number(2, s)) return false;
        if (h > 24 || m > 59 || s > 60) return false;
        out = std::chrono::hours(h) + std::chrono::minutes(m) + std::chrono::seconds(s);
        if (!character('.')) return true;
        std::int64_t micros = 0, unit = 100000;
        bool any = false;
        for (; !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; rest.remove_prefix(1), unit /= 10) {
            micros += (rest.front() - '0') * unit;
            any = true;
        }
        out += std::chrono::microseconds(micros);
        return any;
    }
    bool offset(std::chrono::minutes& out) {
        out = std::chrono::minutes(0);
        if (rest.empty() || character('Z')) return rest.empty();
        const int sign = rest.front() == '-' ? -1 : 1;
        int h = 0, m = 0;
        if (!(character('+') || character('-')) || !number(2, h)) return false;
        if (!rest.empty() && (character(':'), !number(2, m))) return false;
        out = sign * (std::chrono::hours(h) + std::chrono::minutes(m));
        return rest.empty();
    }
};

std::string spelled(std::chrono::microseconds since_midnight) {
    const auto total = since_midnight.count();
    std::string text =
        fmt::format("{:02}:{:02}:{:02}", total / 3600000000, total / 60000000 % 60, total / 1000000 % 60);
    if (total % 1000000 != 0) {
        text += fmt::format(".{:06}", total % 1000000);
        while (text.back() == '0') text.pop_back();
    }
    return text;
}
std::string spelled(const std::chrono::year_month_day& d) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                       static_cast<unsigned>(d.day()));
}
template <class TimePoint>
std::string spelled(const TimePoint& t) {
    const auto day = std::chrono::floor<std::chrono::days>(t);
    return spelled(std::chrono::year_month_day(day)) + " " + spelled(t - day);
}

std::string_view text_of(const value& v, std::string_view wanted) {
    const auto* s = std::get_if<std::string>(&v);
    if (!s) no_value(v, wanted);
    return *s;
}

}  // namespace

value codec<bool>::encode(const bool& v) { return v; }
value codec<std::int16_t>::encode(const std::int16_t& v) { return std::int64_t{v}; }
value codec<std::int32_t>::encode(const std::int32_t& v) { return std::int64_t{v}; }
value codec<std::int64_t>::encode(const std::int64_t& v) { return v; }
value codec<float>::encode(const float& v) { return double{v}; }
value codec<double>::encode(const double& v) { return v; }
value codec<std::string>::encode(const std::string& v) { return v; }
value codec<bytes>::encode(const bytes& v) { return v; }

void codec<bool>::decode(const value& v, bool& out) {
    if (const auto* b = std::get_if<bool>(&v)) return void(out = *b);
    if (const auto* i = std::get_if<std::int64_t>(&v); i && (*i == 0 || *i == 1)) return void(out = *i == 1);
    if (const auto* s = std::get_if<std::string>(&v)) {
        if (*s == "t" || *s == "true" || *s == "1") return void(out = true);
        if (*s == "f" || *s == "false" || *s == "0") return void(out = false);
    }
    no_value(v, "true or false");
}

void codec<std::int16_t>::decode(const value& v, std::int16_t& out) { decode_integer(v, out, "an integer of 16 bits"); }
void codec<std::int32_t>::decode(const value& v, std::int32_t& out) { decode_integer(v, out, "an integer of 32 bits"); }
void codec<std::int64_t>::decode(const value& v, std::int64_t& out) { decode_integer(v, out, "an integer of 64 bits"); }
void codec<float>::decode(const value& v, float& out) { decode_real(v, out); }
void codec<double>::decode(const value& v, double& out) { decode_real(v, out); }

void codec<std::string>::decode(const value& v, std::string& out) {
    if (const auto* s = std::get_if<std::string>(&v)) return void(out = *s);
    if (const auto* i = std::get_if<std::int64_t>(&v)) return void(out = fmt::format("{}", *i));
    if (const auto* d = std::get_if<double>(&v)) return void(out = fmt::format("{}", *d));
    no_value(v, "text");
}

namespace {

/// The shortest decimal that the number is the nearest to, without an exponent.
std::string shortest(double number) {
    std::string text = fmt::format("{}", number);
    const std::size_t e = text.find('e');
    int exponent = 0;
    if (e == std::string::npos || !parse(std::string_view(text).substr(e + (text[e + 1] == '+' ? 2 : 1)), exponent))
        return text;
    const bool negative = text.front() == '-';
    std::string digits;
    int point = 0;
    for (char c : text.substr(negative ? 1 : 0, e - (negative ? 1 : 0)))
        if (c == '.')
            point = static_cast<int>(digits.size());
        else
            digits += c;
    if (point == 0) point = static_cast<int>(digits.size());
    point += exponent;
    if (point <= 0)
        digits = "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    else if (point < static_cast<int>(digits.size()))
        digits.insert(static_cast<std::size_t>(point), 1, '.');
    else
        digits.append(static_cast<std::size_t>(point) - digits.size(), '0');
    return (negative ? "-" : "") + digits;
}

}  // namespace

void decode_decimal(const value& v, int digits, std::string& out) {
    const auto* whole = std::get_if<std::int64_t>(&v);
    const auto* number = std::get_if<double>(&v);
    if (whole && digits > 0)
        out = fmt::format("{}.{}", *whole, std::string(static_cast<std::size_t>(digits), '0'));
    else if (number && std::isfinite(*number))
        out = digits < 0 ? shortest(*number) : fmt::format("{:.{}f}", *number, digits);
    else
        decode(v, out);
}

void decode_decimal(const value& v, int digits, std::optional<std::string>& out) {
    if (std::holds_alternative<std::monostate>(v))
        out.reset();
    else
        decode_decimal(v, digits, out.emplace());
}

void codec<bytes>::decode(const value& v, bytes& out) {
    if (const auto* b = std::get_if<bytes>(&v)) return void(out = *b);
    const std::string_view text = text_of(v, "bytes");
    if (!text.starts_with("\\x") || text.size() % 2 != 0) {  // SQLite lets text stand in a BLOB column
        out.assign(reinterpret_cast<const std::byte*>(text.data()),
                   reinterpret_cast<const std::byte*>(text.data() + text.size()));
        return;
    }
    out.clear();
    for (std::size_t i = 2; i < text.size(); i += 2) {
        const int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
        if (high < 0 || low < 0) no_value(v, "bytes");
        out.push_back(static_cast<std::byte>(high * 16 + low));
    }
}

value codec<date>::encode(const date& v) { return spelled(v); }
value codec<time_of_day>::encode(const time_of_day& v) { return spelled(v); }
value codec<timestamp>::encode(const timestamp& v) { return spelled(v); }
value codec<timestamptz>::encode(const timestamptz& v) { return point_in_time{spelled(v)}; }

void codec<date>::decode(const value& v, date& out) {
    scanner s{text_of(v, "a date")};
    if (!s.date(out) || !s.rest.empty()) no_value(v, "a date");
}

void codec<time_of_day>::decode(const value& v, time_of_day& out) {
    scanner s{text_of(v, "a time of day")};
    if (!s.time(out) || !s.rest.empty()) no_value(v, "a time of day");
}

void codec<timestamp>::decode(const value& v, timestamp& out) {
    scanner s{text_of(v, "a date and time")};
    date day;
    time_of_day time{0};
    if (!s.date(day) || !(s.character(' ') || s.character('T')) || !s.time(time) || !s.rest.empty())
        no_value(v, "a date and time");
    out = std::chrono::local_days(day) + time;
}

void codec<timestamptz>::decode(const value& v, timestamptz& out) {
    scanner s{text_of(v, "a point in time")};
    date day;
    time_of_day time{0};
    std::chrono::minutes offset{0};
    if (!s.date(day) || !(s.character(' ') || s.character('T')) || !s.time(time) || !s.offset(offset))
        no_value(v, "a point in time");
    out = std::chrono::sys_days(day) + time - offset;
}

std::vector<value> insertion::run(connection& db, std::string_view returning) const {
    std::string sql = "INSERT INTO " + table_;
    if (columns_.empty()) {
        sql += db.kind() == database::mariadb ? " () VALUES ()" : " DEFAULT VALUES";
    } else {
        std::vector<std::string> places;
        for (std::size_t i = 1; i <= columns_.size(); ++i) places.push_back(fmt::format("${}", i));
        sql += fmt::format(" ({}) VALUES ({})", fmt::join(columns_, ", "), fmt::join(places, ", "));
    }
    sql += fmt::format(" RETURNING {}", returning);
    result r = db.execute(sql, values_);
    return r.rows.empty() ? std::vector<value>{} : std::move(r.rows.front());
}

void not_a_member(std::string_view enumeration, std::string_view text) {
    throw error("E315", fmt::format("'{}' is not a value of enumeration {}", text, enumeration),
                "the database may be ahead of this program; build the program against the schema of the database");
}

}  // namespace retort
