#pragma once

/// The preprocessor's half of BATON_FIELDS: applies a macro to each entry of the list. Not for use by
/// applications. The expansion of a list by `__VA_OPT__` recursion follows D. Mazières, "Recursive
/// macros with C++20 __VA_OPT__"; three levels of four give at least 256 entries.
#define BATON_DETAIL_PARENS ()
#define BATON_DETAIL_RESCAN(...) \
  BATON_DETAIL_RESCAN1(BATON_DETAIL_RESCAN1(BATON_DETAIL_RESCAN1(BATON_DETAIL_RESCAN1(__VA_ARGS__))))
#define BATON_DETAIL_RESCAN1(...) \
  BATON_DETAIL_RESCAN2(BATON_DETAIL_RESCAN2(BATON_DETAIL_RESCAN2(BATON_DETAIL_RESCAN2(__VA_ARGS__))))
#define BATON_DETAIL_RESCAN2(...) \
  BATON_DETAIL_RESCAN3(BATON_DETAIL_RESCAN3(BATON_DETAIL_RESCAN3(BATON_DETAIL_RESCAN3(__VA_ARGS__))))
#define BATON_DETAIL_RESCAN3(...) \
  BATON_DETAIL_RESCAN4(BATON_DETAIL_RESCAN4(BATON_DETAIL_RESCAN4(BATON_DETAIL_RESCAN4(__VA_ARGS__))))
#define BATON_DETAIL_RESCAN4(...) __VA_ARGS__

#define BATON_DETAIL_EACH(macro, ...) \
  __VA_OPT__(BATON_DETAIL_RESCAN(BATON_DETAIL_EACH_STEP(macro, __VA_ARGS__)))
#define BATON_DETAIL_EACH_STEP(macro, entry, ...) \
  macro(entry) __VA_OPT__(BATON_DETAIL_EACH_AGAIN BATON_DETAIL_PARENS(macro, __VA_ARGS__))
#define BATON_DETAIL_EACH_AGAIN() BATON_DETAIL_EACH_STEP

// An entry is `name` or `(name, more…)`: the parentheses are dropped when they are there.
#define BATON_DETAIL_OPEN(entry) BATON_DETAIL_OPEN_(BATON_DETAIL_MARK entry)
#define BATON_DETAIL_OPEN_(...) BATON_DETAIL_PASTE(__VA_ARGS__)
#define BATON_DETAIL_PASTE(...) BATON_DETAIL_DROP_##__VA_ARGS__
#define BATON_DETAIL_MARK(...) BATON_DETAIL_MARK __VA_ARGS__
#define BATON_DETAIL_DROP_BATON_DETAIL_MARK

#define BATON_DETAIL_APPLY(macro, ...) macro(__VA_ARGS__)
#define BATON_DETAIL_ENUMERATOR(entry) \
  BATON_DETAIL_APPLY(BATON_DETAIL_ENUMERATOR_, BATON_DETAIL_OPEN(entry))
#define BATON_DETAIL_ENUMERATOR_(name, ...) , Self::name
#define BATON_DETAIL_MEMBER(entry) \
  BATON_DETAIL_APPLY(BATON_DETAIL_MEMBER_, BATON_DETAIL_OPEN(entry))
#define BATON_DETAIL_MEMBER_(name, ...) , &Self::name
#define BATON_DETAIL_SPEC(entry) BATON_DETAIL_APPLY(BATON_DETAIL_SPEC_, BATON_DETAIL_OPEN(entry))
#define BATON_DETAIL_SPEC_(name, ...) \
  ::baton::detail::field_spec(#name __VA_OPT__(, ) __VA_ARGS__),
