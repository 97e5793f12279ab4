/* macros.h -- macros that every file uses. */
#ifndef PKHOST_BASE_MACROS_H
#define PKHOST_BASE_MACROS_H

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

/* On the functions by which the engine replaces PocketPy's own, and on those that
 * the capsule calls in place of the C library's: the dynamic linker has to find
 * them.  All else that files share is declared between "#pragma GCC visibility
 * push(hidden)" and "pop", so that calls between our files are direct. */
#define EXPORT __attribute__((visibility("default")))

#endif
