/* arena.c -- blocks that what is small shares, and blocks of their own for what is large.
 *
 * An array that grows is large sooner or later.  It then has a block of its own, which is made
 * larger as a whole, so that a long source leaves no trail of outgrown arrays behind. */
#include "compiler/arena.h"

#include "base/pocketpy.h"

#include <string.h>

enum { ALIGNMENT = 16, LARGE = 8 << 10 };
/* Of shared blocks.  The first is small: a line must compile in a VM that is nearly full. */
enum { SHARED_LEAST = 2 << 10, SHARED_MOST = 32 << 10 };

typedef struct arena_block {
    struct arena_block *older, *newer;
    size_t used, size; /* of data; of a block of its own: all of it is used */
    _Alignas(ALIGNMENT) char data[];
} block;

/* The block comes first: the next small piece is looked for in it. */
static void link_newest(arena *a, block *b)
{
    b->older = a->newest;
    b->newer = NULL;
    if (a->newest != NULL)
        a->newest->newer = b;
    a->newest = b;
}

/* The block comes second, so that what is left of the shared one is not given up. */
static void link_behind_newest(arena *a, block *b)
{
    block *newest = a->newest;
    if (newest == NULL) {
        link_newest(a, b);
        return;
    }
    b->newer = newest;
    b->older = newest->older;
    if (b->older != NULL)
        b->older->newer = b;
    newest->older = b;
}

static void *take_large(arena *a, size_t size)
{
    block *b = PK_MALLOC(sizeof *b + size);
    b->used = b->size = size;
    link_behind_newest(a, b);
    return b->data;
}

/* Each is twice as large as the one before. */
static block *new_shared(arena *a, size_t wanted)
{
    size_t size = a->newest == NULL ? SHARED_LEAST : 2 * a->newest->size;
    size = size > SHARED_MOST ? SHARED_MOST : size < wanted ? wanted : size;
    block *b = PK_MALLOC(sizeof *b + size);
    b->used = 0;
    b->size = size;
    link_newest(a, b);
    return b;
}

/* Not zeroed. */
static inline void *take(arena *a, size_t size)
{
    size = (size + (ALIGNMENT - 1)) & ~(size_t)(ALIGNMENT - 1);
    if (size > LARGE)
        return take_large(a, size);
    block *b = a->newest;
    if (b == NULL || b->size - b->used < size)
        b = new_shared(a, size);
    void *taken = b->data + b->used;
    b->used += size;
    return taken;
}

void *arena_take(arena *a, size_t size) { return memset(take(a, size), 0, size); }

char *arena_text(arena *a, const char *data, size_t size)
{
    char *text = take(a, size + 1);
    memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

void arena_grow(arena *a, void **items, int count, int *capacity, size_t size)
{
    if (count < *capacity)
        return;
    const int wanted = *capacity < 16 ? 16 : *capacity * 2;
    const size_t before = size * (size_t)*capacity, after = size * (size_t)wanted;
    if (before > LARGE) {
        block *old = (block *)((char *)*items - offsetof(block, data));
        block *older = old->older, *newer = old->newer;
        block *b = PK_REALLOC(old, sizeof *b + after);
        b->used = b->size = after;
        if (older != NULL)
            older->newer = b;
        if (newer != NULL)
            newer->older = b;
        else
            a->newest = b;
        *items = b->data;
    } else {
        void *moved = take(a, after);
        if (before > 0)
            memcpy(moved, *items, before);
        *items = moved;
    }
    memset((char *)*items + before, 0, after - before);
    *capacity = wanted;
}

void arena_free(arena *a)
{
    for (block *b = a->newest; b != NULL;) {
        block *older = b->older;
        PK_FREE(b);
        b = older;
    }
    a->newest = NULL;
}
