#include "../../../runtime/src/url.hpp"

#include <retort/connection.hpp>

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

TEST_CASE("SQLite URLs name files as SQLAlchemy's do") {
    CHECK(parse_url("sqlite:///relative.db").name == "relative.db");
    CHECK(parse_url("sqlite:///folder/relative.db").name == "folder/relative.db");
    CHECK(parse_url("sqlite:////var/lib/absolute.db").name == "/var/lib/absolute.db");
    CHECK(parse_url("sqlite:///with%20blank%25.db").name == "with blank%.db");
    CHECK(parse_url("sqlite+pysqlite:///x.db").kind == database::sqlite);
    for (const char* memory : {"sqlite://", "sqlite:///", "sqlite:///:memory:"}) CHECK(parse_url(memory).name.empty());
    CHECK(refusal("sqlite://relative.db").find("third slash") != std::string::npos);
}

TEST_CASE("server URLs fall into their parts") {
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

TEST_CASE("MariaDB's URLs have two names, and options as SQLAlchemy spells them") {
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

TEST_CASE("a URL is shown without its secrets") {
    CHECK(parse_url("postgresql://me:secret@h:1/d").safe == "postgresql://me:***@h:1/d");
    CHECK(parse_url("postgresql://me@h/d?password=secret&sslmode=require").safe ==
          "postgresql://me@h/d?password=***&sslmode=require");
    CHECK(parse_url("postgresql://h/d?sslpassword=secret").safe == "postgresql://h/d?sslpassword=***");
    CHECK(parse_url("postgresql://h/d?%70assword=secret").safe.find("secret") == std::string::npos);
    CHECK(retort::detail::without_secrets("for \"secret\": secret", parse_url("postgresql://me:secret@h/d")) ==
          "for \"***\": ***");
    CHECK(retort::detail::without_secrets("*", parse_url("postgresql://me:*@h/d")) == "***");
}

TEST_CASE("E301: a malformed URL is refused, and none of it is repeated") {
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
