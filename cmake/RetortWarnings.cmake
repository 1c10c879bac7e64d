# One INTERFACE target, linked PRIVATE by everything that is ours.
add_library(retort_warnings INTERFACE)
target_compile_options(retort_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wnon-virtual-dtor -Woverloaded-virtual
  # Every fault, operation and model struct is written with designated or trailing defaults.
  -Wno-missing-field-initializers
  $<$<BOOL:${RETORT_DEV_WARNINGS_AS_ERRORS}>:-Werror>)
