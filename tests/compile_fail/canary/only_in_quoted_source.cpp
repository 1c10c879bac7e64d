// harness: the compiler does not say
// expect-error: the table has no columns
#ifdef RETORT_FAULT
static_assert(sizeof("the table has no columns") == 1);
#endif
