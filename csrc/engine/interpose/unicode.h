/* unicode.h -- bytes that become text. */
#ifndef PKHOST_INTERPOSE_UNICODE_H
#define PKHOST_INTERPOSE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>

#pragma GCC visibility push(hidden)

/* How many bytes of `text` are UTF-8: `size`, or those before the first that is
 * not.  *missing: how many bytes a character lacks that the end cuts off, or 0. */
size_t unicode_valid(const char *text, size_t size, int *missing);
/* Whether it is; an exception if not. */
bool unicode_check(const char *text, size_t size);

#pragma GCC visibility pop

#endif
