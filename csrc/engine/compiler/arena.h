/* arena.h -- memory that is released at once, in the current VM's region.
 *
 * Blocks come from pkhost_libc_malloc(), which does not return without memory: it jumps.  What
 * a jump leaves is garbage of the region, as after PocketPy's own compiler.
 */
#ifndef PKHOST_COMPILER_ARENA_H
#define PKHOST_COMPILER_ARENA_H

#include <stddef.h>

#pragma GCC visibility push(hidden)

typedef struct arena {
    struct arena_block *newest;
} arena;

void *arena_take(arena *a, size_t size);                   /* zeroed, aligned for anything */
char *arena_text(arena *a, const char *data, size_t size); /* a copy, and a NUL */
/* *items has room for *capacity items of `size` bytes, `count` are in use: makes room for one more. */
void arena_grow(arena *a, void **items, int count, int *capacity, size_t size);
void arena_free(arena *a);

#pragma GCC visibility pop

#endif
