# What the generator renders, run by the runtime on real databases.
add_library(integration_felix_declared OBJECT felix_declared.cpp)
target_link_libraries(integration_felix_declared PRIVATE retort::codegen retort_warnings)
target_include_directories(integration_felix_declared PRIVATE ${PROJECT_SOURCE_DIR})

# Walks of thousands of cases.
set_source_files_properties(branches_test.cpp engine_test.cpp diff_test.cpp PROPERTIES COMPILE_OPTIONS ${retort_test_optimised})

retort_add_test(integration_engines WHOLE LABELS integration COST 85
  PARTS "random steps on SQLite*" "random steps on PostgreSQL*" "random steps on MariaDB*" "golden SQL*"
  SOURCES engine_test.cpp felix_hub_test.cpp
  LIBRARIES golden_cases felix_hub::access retort_test_support retort_test_random integration_felix_declared)

retort_add_test(integration_diff WHOLE LABELS integration COST 40
  PARTS "random schema changes on SQLite*" "random schema changes on PostgreSQL*"
    "random schema changes on MariaDB*"
  SOURCES diff_test.cpp LIBRARIES retort_test_support retort_test_random)

retort_add_test(integration_branches WHOLE LABELS integration COST 40
  PARTS "branches on SQLite*" "branches on PostgreSQL*" "branches on MariaDB*"
  SOURCES branches_test.cpp LIBRARIES retort_test_support retort_test_random)

retort_add_test(integration_rebuild LABELS integration
  SOURCES rebuild_test.cpp LIBRARIES retort_test_support)
retort_add_test(integration_meaning WHOLE LABELS integration
  SOURCES meaning_test.cpp LIBRARIES retort_test_support)
retort_add_test(integration_loss WHOLE LABELS integration
  SOURCES loss_test.cpp LIBRARIES retort_test_support SQLite::SQLite3)
retort_add_test(integration_values WHOLE LABELS integration
  SOURCES values_test.cpp LIBRARIES retort_test_support)
retort_add_test(integration_way_back WHOLE LABELS integration
  SOURCES way_back_test.cpp LIBRARIES retort_test_support)
retort_add_test(integration_concurrently WHOLE LABELS integration COST 10
  SOURCES concurrently_test.cpp LIBRARIES retort_test_support)
retort_add_test(integration_checkpoint WHOLE LABELS integration
  SOURCES checkpoint_test.cpp LIBRARIES retort_test_support)
# The only one that starts a Galera cluster, which takes its time and its memory.
retort_add_test(integration_cluster WHOLE LABELS integration COST 50
  SOURCES cluster_test.cpp LIBRARIES retort_test_support)
target_compile_definitions(integration_cluster PRIVATE SHOP_MIGRATE="$<TARGET_FILE:shop-migrate>")
add_dependencies(integration_cluster shop-migrate)
retort_add_test(integration_locks WHOLE LABELS integration
  SOURCES locks_test.cpp LIBRARIES retort_test_support)
retort_add_test(integration_conformance WHOLE LABELS integration COST 40
  SOURCES conformance_test.cpp LIBRARIES retort_test_support)
add_custom_target(bless_conformance COMMAND ${CMAKE_COMMAND} -E env RETORT_BLESS=1 $<TARGET_FILE:integration_conformance> VERBATIM)
