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

size_t stream_room(const stream *s, size_t size)
{
    const uint64_t room = s->limit < 0 ? UINT64_MAX : (uint64_t)s->limit - s->total;
    return size < room ? size : (size_t)room;
}

bool stream_keep(stream *s, const char *data, size_t size)
{
    const size_t fits = stream_room(s, size);
    if (s->taken != 0 && s->taken == s->kept.size)
        s->taken = s->kept.size = 0;
    if (!text_append(&s->kept, data, fits))
        return false;
    s->total += fits;
    return fits == size;
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
