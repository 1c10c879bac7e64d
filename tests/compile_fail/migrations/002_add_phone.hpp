// Of migration_in_a_file_of_its_own.cpp.
#pragma once

#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_add_phone = migration("002_add_phone", revises("001_create_customers"),
#ifndef RETORT_FAULT
    add_column("customers", column("phone", varchar(20), nullable)));
#else
    add_column("customer", column("phone", varchar(20), nullable)));
#endif

}  // namespace shop
