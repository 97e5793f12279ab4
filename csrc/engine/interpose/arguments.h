/* arguments.h -- what native functions of ours are given. */
#ifndef PKHOST_INTERPOSE_ARGUMENTS_H
#define PKHOST_INTERPOSE_ARGUMENTS_H

#include "base/macros.h"
#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* Each answers false with a TypeError.  `given` is without a method's object. */
bool argument_count_wrong(const char *function, int given, int least, int most);
static inline bool argument_count(const char *function, int given, int least, int most)
{
    return LIKELY(given >= least && given <= most)
           || argument_count_wrong(function, given, least, most);
}
/* Their formats, which dialect "python" has other words for (language/argument_messages.c). */
extern const char argument_exact_format[], argument_range_format[], arguments_expected_format[];
bool arguments_expected(int given, int wanted); /* where the function's name is not at hand */
bool argument_is_int(py_Ref value);
bool argument_as_int(py_Ref value, int64_t *number); /* bools are numbers too */

#pragma GCC visibility pop

#endif
