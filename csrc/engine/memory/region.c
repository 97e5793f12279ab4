/* region.c -- the mapping that a VM lies in. */
#define _GNU_SOURCE
#include "memory/region.h"

#include "base/page.h"
#include "memory/mapping.h"

#include <errno.h>
#include <sys/mman.h>

/* Where the heap begins, in every VM: were it to depend on the VM's memory, so
 * would the low half of every address.  The value stack of a smaller VM ends
 * below, and the guard reaches from there. */
static size_t heap_offset(void)
{
    const size_t most = STACK_EXTRA_MOST * sizeof(py_TValue);
    return round_up(REGION_HEADER + sizeof(VM) + most, PAGE) + REGION_GUARD;
}

static size_t guard_offset(size_t memory)
{
    size_t extra = memory / 8;
    if (extra > STACK_EXTRA_MOST * sizeof(py_TValue))
        extra = STACK_EXTRA_MOST * sizeof(py_TValue);
    return round_up(REGION_HEADER + sizeof(VM) + extra, PAGE);
}

/* 0: any. */
static _Thread_local uint64_t chosen_place __attribute__((tls_model("initial-exec")));

void region_choose_place(uint64_t number) { chosen_place = number; }

#define POPULATE_WRITE 23 /* MADV_POPULATE_WRITE: older headers lack it */

/* Bytes of the header with what follows it, and of the heap, that a VM takes up when new:
 * somewhat less than that. */
enum { FIRST_HEADER = 128 << 10, FIRST_HEAP = 640 << 10 };

region *region_map(size_t memory)
{
    const size_t guard = guard_offset(memory), heap_start = heap_offset();
    /* What the value stack may grow into comes on top, so that the heap can
     * really use all of the memory that the VM was promised. */
    const size_t size = round_up(memory + (heap_start - REGION_BASE_USE), PAGE) + PAGE;
    if (size > ((size_t)1 << REGION_BITS) || memory < REGION_BASE_USE) {
        errno = EINVAL;
        return NULL;
    }
    char *base = chosen_place != 0 ? map_region_at(size, chosen_place) : map_region(size);
    chosen_place = 0;
    if (base == NULL)
        return NULL;
    if (mprotect(base + guard, heap_start - guard, PROT_NONE) != 0) {
        int error = errno;
        munmap(base, size);
        errno = error;
        return NULL;
    }
    /* A small VM must not cost a huge page.  One that grows gains by them: to
     * fault small pages in one at a time cost scripts a tenth of their time.
     * A kernel may know neither. */
    (void)madvise(base, size, MADV_NOHUGEPAGE);
    if (size > HUGE_FROM)
        (void)madvise(base + HUGE_FROM, size - HUGE_FROM, MADV_HUGEPAGE);

    /* What every VM writes while it is built, at once; a kernel before 5.14 does not know
     * that, and then page by page. */
    (void)madvise(base, FIRST_HEADER, POPULATE_WRITE);
    (void)madvise(base + heap_start, FIRST_HEAP, POPULATE_WRITE);

    region *r = (region *)base;
    r->size = size;
    r->nowhere.rc.count = 1 << 30;
    r->guard = guard;
    r->memory = memory;
    r->heap.start = heap_start; /* heap_begin() makes it one */
    return r;
}

void region_unmap(region *r) { munmap(r, r->size); }

bool region_in_guard(const region *r, const void *address)
{
    return (uintptr_t)address - ((uintptr_t)r + r->guard) < heap_offset() - r->guard;
}
