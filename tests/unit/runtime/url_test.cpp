#include "../../../runtime/src/url.hpp"

#include <retort/connection.hpp>

#include <iterator>

#include "../../../runtime/src/postgresql/conninfo.hpp"
#include "support/catch.hpp"

using retort::database;
using retort::detail::parse_url;

namespace {

std::string refusal(const std::string& text) {
    try {
        parse_url(text);
    } catch (const retort::error& e) {
        return e.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("SQLite URLs follow SQLAlchemy") {
    CHECK(parse_url("sqlite:///relative.db").name == "relative.db");
    CHECK(parse_url("sqlite:///folder/relative.db").name == "folder/relative.db");
    CHECK(parse_url("sqlite:////var/lib/absolute.db").name == "/var/lib/absolute.db");
    CHECK(parse_url("sqlite:///with%20blank%25.db").name == "with blank%.db");
    CHECK(parse_url("sqlite+pysqlite:///x.db").kind == database::sqlite);
    for (const char* memory : {"sqlite://", "sqlite:///", "sqlite:///:memory:"}) CHECK(parse_url(memory).name.empty());
    CHECK(refusal("sqlite://relative.db").find("third slash") != std::string::npos);
}

TEST_CASE("server URLs are split into their parts") {
    const auto url =
        parse_url("postgresql://us%65r:p%40ss%2Fword@db.example.org:5433/shop?sslmode=require&connect_timeout=3");
    CHECK(url.kind == database::postgresql);
    CHECK(url.user == "user");
    CHECK(url.password == "p@ss/word");
    CHECK(url.host == "db.example.org");
    CHECK(url.port == "5433");
    CHECK(url.name == "shop");
    REQUIRE(url.options.size() == 2);
    CHECK(url.options[0] == std::pair<std::string, std::string>("sslmode", "require"));

    CHECK(parse_url("postgres://h/d").host == "h");
    CHECK(parse_url("postgresql+psycopg2://h/d").host == "h");
    CHECK(parse_url("postgresql:///d").host.empty());
    CHECK(parse_url("postgresql://%2Ftmp%2Fsocket/d").host == "/tmp/socket");
    CHECK(parse_url("postgresql://[::1]:5432/d").host == "::1");
    const auto several = parse_url("postgresql://a:1,b:2/d");
    CHECK(several.host == "a,b");
    CHECK(several.port == "1,2");
}

TEST_CASE("MariaDB URLs have two schemes, and options as in SQLAlchemy") {
    for (const char* scheme : {"mariadb", "mysql", "mysql+pymysql", "mariadb+mariadbconnector", "MySQL"}) {
        const auto url =
            parse_url(std::string(scheme) + "://u%40x:p%2Fw@h:3307/d?unix_socket=/run/s.sock&charset=utf8mb4");
        CHECK(url.kind == database::mariadb);
        CHECK(url.user == "u@x");
        CHECK(url.password == "p/w");
        CHECK(url.host == "h");
        CHECK(url.port == "3307");
        CHECK(url.name == "d");
        REQUIRE(url.options.size() == 2);
        CHECK(url.options[0] == std::pair<std::string, std::string>("unix_socket", "/run/s.sock"));
    }
    CHECK(parse_url("mariadb://h/d?ssl_key=/etc/k.pem").safe == "mariadb://h/d?ssl_key=/etc/k.pem");
    CHECK(parse_url("mariadb://me:secret@h/d").safe == "mariadb://me:***@h/d");
}

TEST_CASE("URLs are printed without passwords") {
    CHECK(parse_url("postgresql://me:secret@h:1/d").safe == "postgresql://me:***@h:1/d");
    CHECK(parse_url("postgresql://me@h/d?password=secret&sslmode=require").safe ==
          "postgresql://me@h/d?password=***&sslmode=require");
    CHECK(parse_url("postgresql://h/d?sslpassword=secret").safe == "postgresql://h/d?sslpassword=***");
    CHECK(parse_url("postgresql://h/d?%70assword=secret").safe.find("secret") == std::string::npos);
    CHECK(retort::detail::without_secrets("for \"secret\": secret", parse_url("postgresql://me:secret@h/d")) ==
          "for \"***\": ***");
    CHECK(retort::detail::without_secrets("*", parse_url("postgresql://me:*@h/d")) == "***");
}

TEST_CASE("E301: a malformed URL is rejected and not repeated") {
    const char* urls[] = {"",
                          "secret",
                          "me:secret@host/db",
                          "postgresql://me:secret@host:port/db",
                          "postgresql://me:sec/secret@host/db",
                          "postgresql://me:sec?secret@host/db",
                          "postgresql://me:%zzsecret@host/db",
                          "postgresql://me:secret%@host/db",
                          "postgresql://me:secret@host:99999/db",
                          "postgresql://me:secret@[::1/db",
                          "postgresql://me@host/db?secret",
                          "postgresql://me@host/db?a secret=1",
                          "postgresql://me:secret%00@host/db",
                          "postgersql://me:secret@host/db"};
    for (const char* url : urls) {
        CAPTURE(url);
        const std::string said = refusal(url);
        CHECK(said.find("[E301]") != std::string::npos);
        CHECK(said.find("secret") == std::string::npos);
        CHECK(said.find("; ") != std::string::npos);
    }
    CHECK(refusal("postgersql://h/d").find("did you mean 'postgresql'?") != std::string::npos);
    try {
        retort::connection db("sqlite:///x.db?cache=secret");
        FAIL("an unknown option was accepted");
    } catch (const retort::error& e) {
        CHECK(e.code() == "E301");
        CHECK(std::string(e.what()).find("secret") == std::string::npos);
    }
}

TEST_CASE("no error message repeats the password of a URL") {
    const std::string secret = "hunter2";
    const std::string whole[] = {"postgresql://me:hunter2@host:5432/db?sslmode=require&password=hunter2",
                                 "mariadb://me:hunter2@[::1]:3306/db?ssl=true", "postgres://me:hunter2@a:1,b:2/db",
                                 "sqlite:////folder/file.db?mode=ro"};
    const std::string signs = ":/@?&=%[],#;'\"\\ \n\t\x1b\x7f\xC3*.-0azZ";
    unsigned state = 1;
    const auto below = [&](std::size_t limit) {
        state = state * 1103515245U + 12345U;
        return static_cast<std::size_t>(state >> 8) % limit;
    };
    std::size_t accepted = 0, rejected = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string text = whole[below(std::size(whole))];
        for (std::size_t n = 1 + below(3); n > 0; --n) {
            const std::size_t at = below(text.size());
            // The password itself stays, so that it can be looked for.
            const std::size_t first = text.find(secret), last = text.rfind(secret);
            const auto inside = [&](std::size_t from) {
                return from != std::string::npos && at >= from && at < from + secret.size();
            };
            if (inside(first) || inside(last)) continue;
            const char sign = signs[below(signs.size())];
            if (below(3) == 0)
                text.erase(at, 1);
            else if (below(2) == 0)
                text.insert(at, 1, sign);
            else
                text[at] = sign;
        }
        CAPTURE(text);
        try {
            const retort::detail::url u = parse_url(text);
            ++accepted;
            bool held = u.password.find(secret) != std::string::npos;
            for (const auto& [name, content] : u.options)
                held = held || (retort::detail::is_secret_option(name) && content.find(secret) != std::string::npos);
            const std::string words = retort::detail::without_secrets("it is " + u.password, u);
            if (u.password == secret) CHECK(words == "it is ***");
            // With both passwords understood as such, none is left to be shown.
            if (u.password == secret && text.find(secret) == text.rfind(secret) && held)
                CHECK(u.safe.find(secret) == std::string::npos);
        } catch (const retort::error& e) {
            ++rejected;
            CHECK(std::string(e.what()).find(secret) == std::string::npos);
        }
    }
    CHECK(accepted > 1000);
    CHECK(rejected > 1000);
}

TEST_CASE("passwords with any characters work and are not printed") {
    for (const std::string password : {"a b", "'", "\"", "\\", "\\'", "' host='evil", "x' user='root", "@", ":", "/",
                                       "?", "#", "%", "&", "=", "\n", "$(id)", "`id`", "пароль 🔧"}) {
        CAPTURE(password);
        std::string encoded;
        for (const char c : password) {
            constexpr const char* digits = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(c);
            encoded += {'%', digits[byte / 16], digits[byte % 16]};
        }
        const retort::detail::url u = parse_url("postgresql://me:" + encoded + "@host/db");
        CHECK(u.password == password);
        CHECK(u.host == "host");
        CHECK(u.safe == "postgresql://me:***@host/db");
        CHECK(retort::detail::without_secrets("[" + password + "]", u) == "[***]");
        // libpq's quoting: one item from quotation mark to quotation mark.
        const std::string conninfo = retort::detail::conninfo_of(u), start = "password='";
        std::string read;
        std::size_t at = conninfo.find(start) + start.size();
        for (; conninfo[at] != '\''; ++at) read += conninfo[at] == '\\' ? conninfo[++at] : conninfo[at];
        CHECK(read == password);
        CHECK(conninfo.substr(at, 9) == "' host='h");
        CHECK(retort::detail::conninfo_of(u, false).find("password") == std::string::npos);
    }
}
