# What Retort's own libraries have in common.

# retort_library(TARGET): its language, warnings and compile options.
function(retort_library target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_compile_options(${target} PRIVATE ${RETORT_COMPILE_OPTIONS})
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:retort_warnings>)
endfunction()

# retort_link_whole(NAME LIBRARY): retort::NAME links all of retort_LIBRARY, which registers itself when a program starts
# and which the linker would otherwise leave out, because no other file names it.
function(retort_link_whole name library)
  add_library(retort::${library} ALIAS retort_${library})
  set_target_properties(retort_${library} PROPERTIES EXPORT_NAME ${library})
  add_library(retort_${name} INTERFACE)
  add_library(retort::${name} ALIAS retort_${name})
  set_target_properties(retort_${name} PROPERTIES EXPORT_NAME ${name})
  target_link_libraries(retort_${name} INTERFACE $<LINK_LIBRARY:WHOLE_ARCHIVE,retort::${library}>)
endfunction()

# retort_precompile(TARGET HEADER…): for libraries of many small files, in which the standard library is most of the work.
# Not with a compiler launcher: ccache does not keep what was compiled with a precompiled header.
function(retort_precompile target)
  if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()
