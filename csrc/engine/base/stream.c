/* stream.c -- one output stream of a run. */
#include "base/stream.h"

#include <string.h>

void stream_begin(stream *s, int64_t limit)
{
    text_clear(&s->kept);
    s->taken = 0;
    s->total = 0;
    s->limit = limit;
}

bool stream_keep(stream *s, const char *data, size_t size)
{
    bool all = true;
    if (s->limit >= 0 && size > (uint64_t)s->limit - s->total) {
        size = (size_t)((uint64_t)s->limit - s->total);
        all = false;
    }
    if (s->taken != 0 && s->taken == s->kept.size)
        s->taken = s->kept.size = 0;
    if (!text_append(&s->kept, data, size))
        return false;
    s->total += size;
    return all;
}

size_t stream_take(stream *s, char *buffer, size_t size)
{
    const size_t have = s->kept.size - s->taken;
    if (size > have)
        size = have;
    if (size != 0)
        memcpy(buffer, s->kept.data + s->taken, size);
    s->taken += size;
    return size;
}
