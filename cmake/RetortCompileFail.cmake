# retort_add_compile_fail_test(FILE…): each file is a control that compiles, and with -DRETORT_FAULT a twin that must
# not. What the compiler has to say stands in the file:
#
#   // expect-error: at 1: table 'parts' is declared twice; rename one of them, or list the table once [E101]
#
# where "at 1: " stands for the place of the line that ends in `// fault 1`. The comparison is of whole sentences;
# RunCompileFail.cmake has the rules. One CTest test a file and compiler: compile_fail.E101.g++,
# compile_fail.E101.clang++-20 and compile_fail.E101.clang++-2c (clang has two ways to print a sentence, and each mode
# takes one of them). A compiler that is not installed is a skipped test that says so.

set(RETORT_COMPILE_FAIL_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/RunCompileFail.cmake)

find_program(RETORT_GXX NAMES g++-12 g++-13 g++-14 g++ DOC "The g++ that the compile-fail tests run")
find_program(RETORT_CLANGXX NAMES clang++-19 clang++-20 clang++ DOC "The clang++ that the compile-fail tests run")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(RETORT_GXX ${CMAKE_CXX_COMPILER})
endif()

# name, compiler, language mode
set(RETORT_COMPILE_FAIL_COMPILERS "g++|${RETORT_GXX}|c++20" "clang++-20|${RETORT_CLANGXX}|c++20"
    "clang++-2c|${RETORT_CLANGXX}|c++2c")

# The command that judges one file with one compiler of the list above; ARGN are further arguments of the script.
function(retort_compile_fail_command out file compiler)
  string(REPLACE "|" ";" parts "${compiler}")
  list(POP_FRONT parts name path standard)
  set(${out} ${CMAKE_COMMAND} -D COMPILER=${path} -D COMPILER_NAME=${name} -D STANDARD=${standard} -D SOURCE=${file} ${ARGN}
      -D "INCLUDES=$<TARGET_PROPERTY:retort_dsl,INTERFACE_INCLUDE_DIRECTORIES>" -P ${RETORT_COMPILE_FAIL_SCRIPT}
      PARENT_SCOPE)
endfunction()

function(retort_add_compile_fail_test)
  # All controls in one translation unit, each in a namespace of its own: that halves the time of the suite.
  set(controls "#include <retort/dsl.hpp>\n#include <retort/dsl/finished.hpp>\n")
  foreach(file IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH file)
    cmake_path(GET file STEM stem)
    string(APPEND controls "namespace of_${stem} {\n#include \"${file}\"\n}\n")
  endforeach()
  set(controls_file ${CMAKE_CURRENT_BINARY_DIR}/controls.cpp)
  file(CONFIGURE OUTPUT ${controls_file} CONTENT "${controls}" @ONLY)
  foreach(compiler IN LISTS RETORT_COMPILE_FAIL_COMPILERS)
    string(REGEX REPLACE "\\|.*" "" name "${compiler}")
    retort_compile_fail_command(command ${controls_file} "${compiler}" -D CONTROL_ONLY=1)
    add_test(NAME compile_fail.controls.${name} COMMAND ${command})
    set_tests_properties(compile_fail.controls.${name} PROPERTIES LABELS compile_fail TIMEOUT ${retort_test_timeout}
      SKIP_REGULAR_EXPRESSION "skipped: ")
  endforeach()

  # The words are read once a compiler: two thirds of the time that each twin would take go into them. A fixture, so that
  # they are those of this run.
  foreach(compiler IN LISTS RETORT_COMPILE_FAIL_COMPILERS)
    string(REGEX REPLACE "\\|.*" "" name "${compiler}")
    retort_compile_fail_command(command retort/dsl.hpp "${compiler}" -D PRECOMPILE=${CMAKE_CURRENT_BINARY_DIR}/words/${name})
    add_test(NAME compile_fail.words.${name} COMMAND ${command})
    set_tests_properties(compile_fail.words.${name} PROPERTIES LABELS compile_fail TIMEOUT ${retort_test_timeout}
      FIXTURES_SETUP compile_fail.words.${name})
  endforeach()

  foreach(file IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH file)
    cmake_path(GET file STEM stem)
    string(REGEX REPLACE "^(E[0-9]+)_.*" "\\1" short "${stem}")
    foreach(compiler IN LISTS RETORT_COMPILE_FAIL_COMPILERS)
      string(REGEX REPLACE "\\|.*" "" name "${compiler}")
      retort_compile_fail_command(command ${file} "${compiler}" -D TWIN_ONLY=1
        -D PRECOMPILED=${CMAKE_CURRENT_BINARY_DIR}/words/${name})
      add_test(NAME compile_fail.${short}.${name} COMMAND ${command})
      set_tests_properties(compile_fail.${short}.${name} PROPERTIES LABELS compile_fail TIMEOUT ${retort_test_timeout}
        FIXTURES_REQUIRED compile_fail.words.${name} SKIP_REGULAR_EXPRESSION "skipped: ")
    endforeach()
  endforeach()
endfunction()
