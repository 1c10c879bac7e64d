// All the words: for schema and migration headers. Application code includes the generated access header instead.
#pragma once

// First and from here, so that g++ prints few lines of who-included-whom before a fault's sentence.
#include <retort/dsl/report.hpp>

#include <retort/dsl/schema.hpp>
