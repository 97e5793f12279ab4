/* text.h -- bytes of any number, in the host's memory. */
#ifndef PKHOST_BASE_TEXT_H
#define PKHOST_BASE_TEXT_H

#include "base/macros.h"

#include <stdbool.h>
#include <stddef.h>

#pragma GCC visibility push(hidden)

typedef struct text {
    char *data; /* NULL before the first byte */
    size_t size, capacity;
} text;

/* All of these take or release the host's memory.  On a worker they are called
 * in ZONE_HOST only (stop/zone.h). */
bool text_append(text *t, const char *data, size_t size); /* false: the host has no memory left */
bool text_reserve(text *t, size_t size);                  /* room for so many in all; likewise */
void text_clear(text *t);                                 /* a large buffer is released too */
void text_free(text *t);

#pragma GCC visibility pop

#endif
