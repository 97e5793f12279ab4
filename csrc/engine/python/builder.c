/* builder.c -- what builder.h describes. */
#include "python/builder.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/characters.h"
#include "stop/zone.h"

#include <string.h>

char *builder_extend(builder *b, int64_t size)
{
    if (UNLIKELY(size > CHARACTERS_MOST || b->size > CHARACTERS_MOST - size))
        stop_abandon(pkhost_here, STOP_MEMORY);
    if (UNLIKELY(b->size + size > b->room || b->data == NULL)) { /* no bytes have a place too */
        enum { FIRST = 64 };
        int64_t room = b->size + size < FIRST ? FIRST : (b->size + size) * 3 / 2;
        b->data = pkhost_libc_realloc(b->data, (size_t)room);
        b->room = room;
    }
    char *const to = b->data + b->size;
    b->size += size;
    return to;
}

void builder_add(builder *b, c11_sv text)
{
    if (text.size > 0)
        memcpy(builder_extend(b, text.size), text.data, (size_t)text.size);
}

void builder_free(builder *b)
{
    pkhost_libc_free(b->data);
    *b = (builder){ 0 };
}

void builder_give_text(builder *b)
{
    char *const to = characters_new(b->size);
    if (b->size > 0)
        memcpy(to, b->data, (size_t)b->size);
    builder_free(b);
}

void builder_give_bytes(builder *b)
{
    unsigned char *const to = py_newbytes(py_retval(), (int)b->size);
    if (b->size > 0)
        memcpy(to, b->data, (size_t)b->size);
    builder_free(b);
}
