# The libraries Retort stands on; docs/dependencies.md says why each. All of them come from the system's packages.
find_package(Boost 1.74 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(SQLite3 3.35 REQUIRED)
find_package(CLI11 2 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(Threads REQUIRED)

find_path(XXHASH_INCLUDE_DIR xxhash.h REQUIRED)

# Neither ships a CMake package on Debian (libpqxx 6.4 and 7.x, libmariadb 3.3 and 3.4): pkg-config knows all of them.
if(RETORT_WITH_POSTGRESQL)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(libpqxx REQUIRED IMPORTED_TARGET libpqxx>=6.4)
  pkg_check_modules(libpq REQUIRED IMPORTED_TARGET libpq)
endif()
if(RETORT_WITH_MARIADB)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(libmariadb REQUIRED IMPORTED_TARGET libmariadb>=3.3)
endif()
