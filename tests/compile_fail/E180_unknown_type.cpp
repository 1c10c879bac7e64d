// A column of a domain whose name is misspelt.
// expect-error: at 1: customers.mail is of domain 'mail', and there is no such type; did you mean 'email'? [E180]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto email = domain("email", varchar(200), check(col("value").like("%@%")));

#ifndef RETORT_FAULT
inline constexpr auto customers = table("customers",
    column("id", bigint, identity),
    column("mail", domain_("email")),
    primary_key("id"));
#else
inline constexpr auto customers = table("customers",
    column("id", bigint, identity),
    column("mail", domain_("mail")),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", email, customers>;

}  // namespace shop
