// harness: 'retort::detail::wrapped' is named before the sentence
// expect-error: the sentence
namespace retort::detail {
template <class Type>
struct wrapped {
    static_assert(sizeof(Type) != sizeof(int), "the sentence");
};
}  // namespace retort::detail

#ifdef RETORT_FAULT
retort::detail::wrapped<int> made;
#endif
