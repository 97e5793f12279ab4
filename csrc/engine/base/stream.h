/* stream.h -- one output stream of a run: what the host has not taken yet, up to a limit.
 *
 * Known to nobody but its VM, which has a lock for it. */
#ifndef PKHOST_BASE_STREAM_H
#define PKHOST_BASE_STREAM_H

#include "base/text.h"

#include <stdint.h>

#pragma GCC visibility push(hidden)

typedef struct stream {
    text kept;
    size_t taken;   /* bytes of kept that the host has taken */
    uint64_t total; /* bytes accepted, those taken included */
    int64_t limit;  /* -1: none */
} stream;

void stream_begin(stream *s, int64_t limit); /* a run begins */
/* How many of `size` more bytes its limit allows. */
size_t stream_room(const stream *s, size_t size);
/* Keep what fits.  Returns whether all did; not either if the host has no memory left. */
bool stream_keep(stream *s, const char *data, size_t size);
/* Move up to `size` bytes into `buffer`; returns how many. */
size_t stream_take(stream *s, char *buffer, size_t size);

#pragma GCC visibility pop

#endif
