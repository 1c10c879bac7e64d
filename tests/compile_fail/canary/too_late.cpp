// harness: not in the first five lines
// expect-error: the sentence
#ifdef RETORT_FAULT
static_assert(sizeof(int) == 1, "another complaint");
static_assert(sizeof(int) == 1, "and another");
static_assert(sizeof(int) == 1, "the sentence");
#endif
