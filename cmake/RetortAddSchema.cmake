# retort_add_schema(<name>
#   SCHEMA <header>            declares <name>::schema
#   MIGRATIONS <folder>        one header a revision; <folder>/002_add_x.hpp declares <name>::m002_add_x
#   DATABASES <database>…      sqlite, postgresql, mariadb
#   [SOURCES <file>…]          define the C++ functions that migrations run<…>; linked into <name>::access
#   [SNAPSHOT <folder>]        keep what is generated under version control, in <folder>/<name>
#   [DRAFT error|warn|quiet])  when the schema is ahead of its history: do not compile, say so (default), or be still;
#                              the migration that is missing is drafted, with its SQL, in retort/<name>/draft below the
#                              build folder
#
# Gives:
#   <name>::access      library: <name>/access.hpp, typed rows and statements, and <name>::history() for retort::upgrade();
#                       <name>/access/<table>.hpp has those of one table
#   <name>-migrate      the command
#   <name>-generator    what writes both, built from the headers; faults in them are its compile errors
#   <name>-bless        with SNAPSHOT: brings the folder up to date; the test <name>.snapshot fails while it is not
#
# A new file in the migrations folder is found by the next build.

include_guard(GLOBAL)
# Without it a schema that is ahead of its history does not compile, and revision, merge and squash are refused: for a
# deployment, or a demonstration, which writes no migrations.
option(RETORT_AUTHORING "Link what drafts and writes migrations into the generators" ON)

# The newest language mode has the better messages (a whole sentence in clang's first line). Users' own files stay on theirs.
# As an option of the source, because CMake writes the standard that a target asks for behind the target's own options.
function(_retort_generator_options source)
  include(CheckCXXCompilerFlag)
  check_cxx_compiler_flag(-std=c++2c RETORT_HAS_CXX26)
  check_cxx_compiler_flag(-std=c++2b RETORT_HAS_CXX23)
  if(RETORT_HAS_CXX26)
    set(options -std=c++2c)
  elseif(RETORT_HAS_CXX23)
    set(options -std=c++2b)
  endif()
  # A history of a thousand revisions needs more than the compilers' default limits on constant evaluation.
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # g++ looks for memory that it can use again when it has taken 256 MB, and constant evaluation has little of it to
    # find: so not before there are two gigabytes.
    list(APPEND options -O0 -g0 -fconstexpr-ops-limit=100000000000 -fconstexpr-loop-limit=2000000000
      --param=ggc-min-heapsize=1048576)
  elseif(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    list(APPEND options -O0 -g0 -fconstexpr-steps=4000000000 -fbracket-depth=65536)
  endif()
  set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS "${options}")
endfunction()

function(retort_add_schema name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "SCHEMA;MIGRATIONS;SNAPSHOT;DRAFT" "DATABASES;SOURCES")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "retort_add_schema(${name}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  foreach(needed SCHEMA MIGRATIONS DATABASES)
    if(NOT arg_${needed})
      message(FATAL_ERROR "retort_add_schema(${name}) needs ${needed}")
    endif()
  endforeach()
  if(NOT arg_DRAFT)
    set(arg_DRAFT warn)
  elseif(NOT arg_DRAFT MATCHES "^(error|warn|quiet)$")
    message(FATAL_ERROR "retort_add_schema(${name}): DRAFT is error, warn or quiet, not ${arg_DRAFT}")
  endif()
  if(NOT name MATCHES "^[A-Za-z_][A-Za-z0-9_]*$")
    message(FATAL_ERROR "retort_add_schema(${name}): the name is a C++ namespace too; use letters, digits and _")
  endif()
  get_filename_component(schema ${arg_SCHEMA} ABSOLUTE)
  get_filename_component(folder ${arg_MIGRATIONS} ABSOLUTE)
  if(NOT EXISTS ${schema})
    message(FATAL_ERROR "retort_add_schema(${name}): there is no ${schema}")
  endif()

  # The generator's source: it names every migration, so it is written anew when a file comes or goes.
  file(GLOB migrations CONFIGURE_DEPENDS ${folder}/*.hpp)
  set(includes "#include \"${schema}\"\n")
  set(arguments "${name}::schema")
  foreach(migration IN LISTS migrations)
    get_filename_component(stem ${migration} NAME_WE)
    string(MAKE_C_IDENTIFIER "m${stem}" variable)
    file(STRINGS ${migration} found REGEX "[^A-Za-z0-9_]${variable}[^A-Za-z0-9_]" LIMIT_COUNT 1)
    if(NOT found)
      message(FATAL_ERROR "retort_add_schema(${name}): ${migration} does not declare ${variable}\n"
        "A migration's constant is called m and its file's name: inline constexpr auto ${variable} = migration(\"${stem}\", …);")
    endif()
    string(APPEND includes "#include \"${migration}\"\n")
    string(APPEND arguments ",\n        ${name}::${variable}")
  endforeach()
  # What one of these databases does not have is a compile error.
  list(TRANSFORM arg_DATABASES REPLACE "(.+)" "\"\\1\"" OUTPUT_VARIABLE bits)
  list(JOIN bits ", " bits)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/retort/${name})
  file(CONFIGURE OUTPUT ${output}/generator.cpp @ONLY CONTENT
"// Written by retort_add_schema(${name}).
#include <retort/dsl/report.hpp>
#include <retort/codegen/main.hpp>
${includes}
int main(int argc, char** argv) {
    return retort::codegen::generate<retort::database_bits(${bits}), ${arguments}>(argc, argv);
}
")
  file(CONFIGURE OUTPUT ${output}/command.cpp @ONLY CONTENT
"// Written by retort_add_schema(${name}).
#include <retort/command.hpp>
namespace ${name} {
const retort::plan::history& history();
}
int main(int argc, char** argv) {
    return retort::run_command(argc, argv, ${name}::history(),
        {R\"retort($<TARGET_FILE:${name}-generator>)retort\", R\"retort(${schema})retort\", R\"retort(${folder})retort\"});
}
")
  file(GENERATE OUTPUT ${output}/command-$<CONFIG>.cpp INPUT ${output}/command.cpp)

  add_executable(${name}-generator ${output}/generator.cpp)
  target_link_libraries(${name}-generator PRIVATE retort::codegen)
  if(RETORT_AUTHORING)
    target_link_libraries(${name}-generator PRIVATE retort::authoring)
  endif()
  _retort_generator_options(${output}/generator.cpp)

  set(options "")
  foreach(database IN LISTS arg_DATABASES)
    list(APPEND options --database ${database})
  endforeach()
  # The headers of the tables are not known here; access_version.hpp, which they include, stands for them.
  set(generated ${output}/include/${name}/access.hpp ${output}/include/${name}/access_version.hpp
    ${output}/include/${name}/access_hana.hpp ${output}/access.cpp ${output}/history.cpp)
  add_custom_command(OUTPUT ${generated} ${output}/verdict.cpp
    COMMAND ${name}-generator --output ${output} --draft ${arg_DRAFT} ${options}
    DEPENDS ${name}-generator VERBATIM COMMENT "Generating ${name}: access code, SQL, plan")

  add_library(${name}_access STATIC ${generated} ${arg_SOURCES})
  target_compile_features(${name}_access PUBLIC cxx_std_20)
  target_include_directories(${name}_access PUBLIC ${output}/include)
  target_link_libraries(${name}_access PUBLIC retort::runtime retort::hana)
  foreach(database IN LISTS arg_DATABASES)
    # Without its driver, the command only prints the SQL for it.
    if(TARGET retort::${database})
      target_link_libraries(${name}_access PUBLIC retort::${database})
    endif()
  endforeach()
  if(arg_SOURCES)
    # They include the migrations that declare their functions.
    target_link_libraries(${name}_access PRIVATE retort::dsl)
  endif()

  add_executable(${name}-migrate ${output}/command-$<CONFIG>.cpp)
  target_link_libraries(${name}-migrate PRIVATE ${name}_access retort::command)

  # What is wrong with the history as a whole (heads that are not merged, an end that DRAFT error does not let pass) does
  # not compile, but only once the command is there that helps.
  add_library(${name}_verdict STATIC ${output}/verdict.cpp)
  add_dependencies(${name}_verdict ${name}_access ${name}-migrate)
  add_library(${name}_usable INTERFACE)
  add_library(${name}::access ALIAS ${name}_usable)
  target_link_libraries(${name}_usable INTERFACE ${name}_access ${name}_verdict)

  if(arg_SNAPSHOT)
    get_filename_component(snapshot ${arg_SNAPSHOT}/${name} ABSOLUTE)
    set(script ${CMAKE_COMMAND} -D made=${output}/snapshot -D kept=${snapshot} -D name=${name})
    add_custom_target(${name}-bless COMMAND ${script} -D bless=ON -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/RetortSnapshot.cmake
      DEPENDS ${name}_access VERBATIM)
    add_test(NAME ${name}.snapshot COMMAND ${script} -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/RetortSnapshot.cmake)
  endif()
endfunction()
