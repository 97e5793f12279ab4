/* memory.c -- malloc and its like, as PocketPy sees them: the heap of the
 * VM that runs on this thread.
 *
 * They do not fail: PocketPy does not look.  A request that cannot be met
 * ends the run on the spot, and the VM is restored.
 */
#include "base/current.h"
#include "base/macros.h"
#include "memory/heap.h"
#include "memory/region.h"
#include "stop/zone.h"

#include <string.h>

static region *here(void)
{
    /* PocketPy's code runs only inside a run, or while a VM is built. */
    if (UNLIKELY(pkhost_here == NULL))
        __builtin_trap();
    return pkhost_here->region;
}

static _Noreturn void out_of_memory(void) { stop_abandon(pkhost_here, STOP_MEMORY); }

/* A pointer that no block of this heap can have: the script has damaged it. */
static void check(region *r, void *pointer)
{
    if (LIKELY(region_has(r, pointer) && heap_owns(r, pointer)))
        return;
    stop_crash(pkhost_here, "memory was released that is not in use");
}

EXPORT void *pkhost_libc_malloc(size_t size)
{
    void *pointer = heap_allocate(here(), size);
    if (UNLIKELY(pointer == NULL))
        out_of_memory();
    return pointer;
}

EXPORT void *pkhost_libc_calloc(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        out_of_memory();
    return memset(pkhost_libc_malloc(bytes), 0, bytes);
}

EXPORT void *pkhost_libc_realloc(void *pointer, size_t size)
{
    region *r = here();
    if (pointer == NULL)
        return pkhost_libc_malloc(size);
    check(r, pointer);
    pointer = heap_resize(r, pointer, size);
    if (UNLIKELY(pointer == NULL))
        out_of_memory();
    return pointer;
}

EXPORT void *pkhost_libc_reallocarray(void *pointer, size_t count, size_t size);
EXPORT void *pkhost_libc_reallocarray(void *pointer, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        out_of_memory();
    return pkhost_libc_realloc(pointer, bytes);
}

EXPORT void pkhost_libc_free(void *pointer)
{
    if (pointer == NULL)
        return;
    region *r = here();
    check(r, pointer);
    heap_release(r, pointer);
}

EXPORT char *pkhost_libc_strdup(const char *text);
EXPORT char *pkhost_libc_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(pkhost_libc_malloc(size), text, size);
}
