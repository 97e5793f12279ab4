/* text.c -- bytes of any number, in the host's memory. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static bool grow(text *t, size_t capacity)
{
    char *grown = realloc(t->data, capacity);
    if (grown == NULL)
        return false;
    t->data = grown;
    t->capacity = capacity;
    return true;
}

bool text_reserve(text *t, size_t size) { return size <= t->capacity || grow(t, size); }

bool text_append(text *t, const char *data, size_t size)
{
    if (size > t->capacity - t->size) {
        size_t capacity = t->capacity ? t->capacity : 256;
        while (capacity - t->size < size)
            capacity *= 2;
        if (!grow(t, capacity))
            return false;
    }
    if (size != 0)
        memcpy(t->data + t->size, data, size);
    t->size += size;
    return true;
}

void text_clear(text *t)
{
    enum { KEEP = 1 << 16 }; /* a flood's buffer is not kept for the next run */
    if (t->capacity > KEEP)
        text_free(t);
    t->size = 0;
}

void text_free(text *t)
{
    free(t->data);
    *t = (text){ 0 };
}
