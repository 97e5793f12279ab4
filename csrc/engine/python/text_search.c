/* text_search.c -- looking for a piece in a text or in bytes: text_search.h. */
#define _GNU_SOURCE
#include "python/text_search.h"

#include <string.h>

/* Looking for the first byte alone is several times as fast as memmem where it is
 * rare, and quadratic where it is not; so it is given up once it has led astray too
 * often. */
const char *search_first(c11_sv in, c11_sv what)
{
    enum { TRIES = 16, SHORT = 64, APART = 32 };
    const char *at = in.data, *const last = in.data + in.size - what.size;

    if (what.size == 0)
        return in.data;
    for (int tries = 1; at <= last; tries++) {
        const char *found = memchr(at, what.data[0], (size_t)(last - at) + 1);
        if (found == NULL || memcmp(found, what.data, (size_t)what.size) == 0)
            return found;
        at = found + 1;
        if (tries >= TRIES && (what.size > SHORT || at - in.data < (ptrdiff_t)tries * APART))
            return memmem(at, (size_t)(in.data + in.size - at), what.data, (size_t)what.size);
    }
    return NULL;
}

const char *search_last(c11_sv in, c11_sv what)
{
    if (what.size == 0)
        return in.data + in.size;
    for (int64_t left = (int64_t)in.size - what.size + 1; left > 0;) {
        const char *found = memrchr(in.data, what.data[0], (size_t)left);
        if (found == NULL || memcmp(found, what.data, (size_t)what.size) == 0)
            return found;
        left = found - in.data;
    }
    return NULL;
}

int64_t search_count(c11_sv in, c11_sv what, int64_t most)
{
    int64_t count = 0;
    for (const char *found; count < most && (found = search_first(in, what)) != NULL; count++) {
        const int passed = (int)(found - in.data) + what.size;
        in = (c11_sv){ in.data + passed, in.size - passed };
    }
    return count;
}

void search_turn_round(py_Ref list)
{
    py_TValue *const items = py_list_data(list);
    for (int i = 0, j = py_list_len(list) - 1; i < j; i++, j--) {
        const py_TValue item = items[i];
        items[i] = items[j];
        items[j] = item;
    }
}
