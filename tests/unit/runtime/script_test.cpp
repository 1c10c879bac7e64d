#include "../../../runtime/src/script.hpp"

#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace retort;
using namespace retort::detail;
using texts = std::vector<std::string>;

namespace {

/// A descriptor to read `text` from.
class readable {
public:
    explicit readable(const std::string& text) : file_(std::tmpfile()) {
        std::fwrite(text.data(), 1, text.size(), file_);
        std::fflush(file_);
        lseek(fileno(file_), 0, SEEK_SET);
    }
    readable(const readable&) = delete;
    readable& operator=(const readable&) = delete;
    ~readable() { std::fclose(file_); }
    int descriptor() const { return fileno(file_); }

private:
    std::FILE* file_;
};

texts statements_of(const std::string& script, database dialect) {
    const readable from(script);
    script_reader reader(from.descriptor(), dialect);
    texts out;
    for (std::string sql; reader.next(sql);) out.push_back(sql);
    CHECK(reader.trouble() == 0);
    return out;
}

}  // namespace

TEST_CASE("a script of pg_restore is split into statements") {
    const auto of = [](const std::string& script) { return statements_of(script, database::postgresql); };
    CHECK(of("").empty());
    CHECK(of("-- only; a comment\n\n;;\n").empty());
    CHECK(of("\\restrict abc\nSET a = 1;\n--\n-- Name: x\n--\nSELECT ';', \";\", E'\\';', $$;$$, $a$ ; $$ ; $a$ /* ; "
             "/* ; */ */;x") == texts{"\\restrict abc", "SET a = 1",
                                      "SELECT ';', \";\", E'\\';', $$;$$, $a$ ; $$ ; $a$ /* ; /* ; */ */", "x"});
    CHECK(of("SELECT 'a\\'; SELECT $1, a$b;b").size() == 3);
    CHECK(of("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);\nSELECT 3;").size() == 2);
    CHECK(
        of("CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; "
           "END;a;") ==
        texts{"CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
              "a"});
    CHECK(of("CREATE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); END;a;").size() == 2);
    CHECK(of("BEGIN;\nCOMMIT;\n") == texts{"BEGIN", "COMMIT"});
    CHECK(of("SET standard_conforming_strings = 'off';SELECT 'a\\';b';c;").size() == 3);

    const readable from("COPY t (a) FROM stdin;\n1;\\.\n'\n\\.\n\nSELECT 1;\n");
    script_reader reader(from.descriptor(), database::postgresql);
    std::string sql, rows;
    CHECK(reader.next(sql));
    CHECK_FALSE(reader.next_rows(rows));
    CHECK(rows == "1;\\.\n'\n");
    CHECK(reader.next(sql));
    CHECK(sql == "SELECT 1");
}

TEST_CASE("a script of mariadb-dump is split into statements") {
    const auto of = [](const std::string& script) { return statements_of(script, database::mariadb); };
    CHECK(of("-- a; b\n# c; d\n/* e; f */ ;\n").empty());
    CHECK(of("INSERT INTO `a;``b` VALUES ('\\';', \";\\\"\", 'it''s;');\n--no comment;\n") ==
          texts{"INSERT INTO `a;``b` VALUES ('\\';', \";\\\"\", 'it''s;')", "--no comment"});
    CHECK(of("DELIMITER ;;\n/*!50003 CREATE*/ /*!50003 TRIGGER t BEGIN SET @a = ';;'; -- ;;\nSET @b = 1; END "
             "*/;;\nDELIMITER ;\nx;") ==
          texts{"/*!50003 CREATE*/ /*!50003 TRIGGER t BEGIN SET @a = ';;'; -- ;;\nSET @b = 1; END */", "x"});
    CHECK(of("SET sql_mode = 'NO_BACKSLASH_ESCAPES';SELECT 'a\\';SET sql_mode = '';SELECT 'a\\';b';").size() == 4);
}

TEST_CASE("statements that leave the transaction are rejected in a PostgreSQL backup") {
    const auto refused = [](const std::string& sql) {
        return !not_of_a_backup(sql, database::postgresql, "shop").empty();
    };
    for (const char* sql : {"COMMIT",
                            "commit",
                            "/* c */ COMMIT",
                            "-- c\nEND",
                            "ROLLBACK",
                            "ABORT",
                            "BEGIN",
                            "START TRANSACTION",
                            "SAVEPOINT a",
                            "RELEASE a",
                            "PREPARE TRANSACTION 'a'",
                            "\\! touch x",
                            "\\connect other",
                            "DO $$ BEGIN END $$",
                            "CALL p()",
                            "VACUUM",
                            "LOAD 'x'",
                            "COPY t TO PROGRAM 'x'",
                            "COPY t FROM PROGRAM 'x'",
                            "COPY t FROM '/etc/passwd'",
                            "ALTER SYSTEM SET a = 1",
                            "EXECUTE x",
                            "LISTEN a",
                            "\"COMMIT\"",
                            "DROP DATABASE x"}) {
        INFO(sql);
        CHECK(refused(sql));
    }
    for (const char* sql : {"SET a = 1", "SELECT pg_catalog.set_config('search_path', '', false)",
                            "CREATE TABLE t (a int)", "COPY public.t (a, b) FROM stdin",
                            "ALTER TABLE ONLY t ADD CONSTRAINT c PRIMARY KEY (a)", "COMMENT ON TABLE t IS 'COMMIT'",
                            "GRANT SELECT ON t TO PUBLIC", "REFRESH MATERIALIZED VIEW m", "INSERT INTO t VALUES (1)"}) {
        INFO(sql);
        CHECK_FALSE(refused(sql));
    }
}

TEST_CASE("statements on other databases are rejected in a MariaDB backup") {
    const auto refused = [](const std::string& sql) {
        return !not_of_a_backup(sql, database::mariadb, "shop").empty();
    };
    for (const char* sql : {"USE mysql",
                            "use `mysql`",
                            "/*!40101 USE mysql */",
                            "/*! USE mysql*/",
                            "/*!119999 SET a = 1; */ USE mysql",
                            "/*!80000 SET a = 1 */ USE mysql",
                            "/* c */ # d\n USE mysql",
                            "DROP DATABASE shop",
                            "CREATE DATABASE x",
                            "/*!40000 DROP DATABASE IF EXISTS `x`*/",
                            "DROP TABLE IF EXISTS `other`.`t`",
                            "DROP TABLE a, other.t",
                            "CREATE TABLE other.t (a int)",
                            "CREATE OR REPLACE TABLE other.t (a int)",
                            "INSERT INTO other.t VALUES (1)",
                            "ALTER TABLE `t` RENAME TO `other`.`t`",
                            "ALTER DATABASE other CHARACTER SET latin1",
                            "LOCK TABLES other.t WRITE",
                            "/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER x BEFORE INSERT ON other.t "
                            "FOR EACH ROW SET @a = 1 */",
                            "CREATE DEFINER=`a`@`b.c` PROCEDURE other.p() SELECT 1",
                            "CREATE USER x",
                            "CREATE OR REPLACE USER x",
                            "GRANT ALL ON *.* TO x",
                            "SET GLOBAL a = 1",
                            "SET @@global.a = 1",
                            "SET PASSWORD = ''",
                            "DELETE FROM t",
                            "UPDATE t SET a = 1",
                            "CALL p()",
                            "PREPARE s FROM 'USE mysql'",
                            "BEGIN NOT ATOMIC DROP TABLE t; END",
                            "RENAME TABLE a TO other.a",
                            "SELECT 1 INTO OUTFILE '/tmp/x'",
                            "LOAD DATA INFILE 'x' INTO TABLE t",
                            "DO sleep(1)",
                            "INSTALL SONAME 'x'",
                            "DROP USER x",
                            "SET STATEMENT a = 1 FOR USE mysql",
                            "\\! touch x",
                            "system touch x"}) {
        INFO(sql);
        CHECK(refused(sql));
    }
    for (const char* sql :
         {"/*!40101 SET NAMES utf8mb4 */", "/*M!999999\\- enable the sandbox mode */",
          "SET @a = @@character_set_client", "DROP TABLE IF EXISTS `t`",
          "CREATE TABLE `t` (a int, FOREIGN KEY (a) REFERENCES `other`.`t` (a))",
          "INSERT INTO `t` VALUES (1, 'USE mysql', 'a.b')", "LOCK TABLES `t` WRITE", "UNLOCK TABLES",
          "/*!40000 ALTER TABLE `t` DISABLE KEYS */",
          "/*!50001 CREATE ALGORITHM=UNDEFINED */ /*!50001 VIEW `v` AS select `other`.`t`.`a` from `other`.`t` */",
          "/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`%.b`*/ /*!50003 TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET @a = "
          "b.c */",
          "CREATE DEFINER=`a`@`b.c` PROCEDURE `p`() DELETE FROM other.t", "CREATE TABLE shop.t (a int)",
          "ALTER DATABASE CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin", "SELECT SETVAL(`s`, 5, 0)",
          "DO SETVAL(`s`, 5, 0)", "CREATE SEQUENCE `s` start with 1",
          "/*!50106 CREATE*/ /*!50106 EVENT `e` ON SCHEDULE EVERY 1 DAY DO DELETE FROM a.b */"}) {
        INFO(sql);
        CHECK_FALSE(refused(sql));
    }
}
