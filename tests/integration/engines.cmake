# What the generator renders, run by the runtime on real databases.
add_library(integration_felix_declared OBJECT felix_declared.cpp)
target_link_libraries(integration_felix_declared PRIVATE retort::codegen retort_warnings)
target_include_directories(integration_felix_declared PRIVATE ${PROJECT_SOURCE_DIR})

retort_add_test(integration_engines WHOLE LABELS integration
  SOURCES engine_test.cpp felix_hub_test.cpp bench.cpp catalog.cpp rows.cpp scratch.cpp subprocess.cpp ../support/random_schema.cpp
  LIBRARIES golden_cases retort::runtime retort::codegen felix_hub::access retort_test_servers integration_felix_declared)

retort_add_test(integration_diff WHOLE LABELS integration
  SOURCES diff_test.cpp bench.cpp catalog.cpp rows.cpp scratch.cpp subprocess.cpp ../support/random_schema.cpp
  LIBRARIES retort::runtime retort::codegen retort_test_servers)

retort_add_test(integration_rebuild LABELS integration
  SOURCES rebuild_test.cpp catalog.cpp scratch.cpp subprocess.cpp
  LIBRARIES retort::runtime retort::codegen retort_test_servers)
retort_add_test(integration_meaning WHOLE LABELS integration
  SOURCES meaning_test.cpp catalog.cpp scratch.cpp subprocess.cpp
  LIBRARIES retort::runtime retort::codegen retort_test_servers)
retort_add_test(integration_concurrently WHOLE LABELS integration
  SOURCES concurrently_test.cpp catalog.cpp scratch.cpp subprocess.cpp
  LIBRARIES retort::runtime retort::codegen retort_test_servers)
retort_add_test(integration_checkpoint WHOLE LABELS integration
  SOURCES checkpoint_test.cpp catalog.cpp scratch.cpp subprocess.cpp
  LIBRARIES retort::runtime retort::codegen retort_test_servers)
# The only one that starts a Galera cluster, which takes its time and its memory.
retort_add_test(integration_cluster WHOLE LABELS integration
  SOURCES cluster_test.cpp catalog.cpp scratch.cpp subprocess.cpp
  LIBRARIES retort::runtime retort::codegen retort_test_servers)
target_compile_definitions(integration_cluster PRIVATE SHOP_MIGRATE="$<TARGET_FILE:shop-migrate>")
add_dependencies(integration_cluster shop-migrate)
retort_add_test(integration_conformance WHOLE LABELS integration
  SOURCES conformance_test.cpp conformance_cases.cpp bench.cpp catalog.cpp scratch.cpp subprocess.cpp
  LIBRARIES retort::runtime retort::codegen retort_test_servers)
add_custom_target(bless_conformance COMMAND ${CMAKE_COMMAND} -E env RETORT_BLESS=1 $<TARGET_FILE:integration_conformance> VERBATIM)
