/* heap.h -- the heap in a VM's region. */
#ifndef PKHOST_MEMORY_HEAP_H
#define PKHOST_MEMORY_HEAP_H

#include "memory/region.h"

#pragma GCC visibility push(hidden)

void heap_begin(region *r); /* of a region that is new, from heap.start on */
void heap_set_limit(region *r, uint64_t limit);

/* NULL if the request cannot be met. */
void *heap_allocate(region *r, size_t size);
void *heap_resize(region *r, void *pointer, size_t size);
void heap_release(region *r, void *pointer);

/* When a VM is built: let its small holes be, for good, so that what a run makes lies together,
 * above what is there, and not here and there in pages that it needs nothing else of.  Each page
 * that a run writes to first is copied in a process of its own (worker/warm.h). */
void heap_leave_holes(region *r);

bool heap_owns(region *r, void *pointer); /* a payload that is in use */

const char *heap_check(region *r); /* NULL, or what is wrong with it */

#pragma GCC visibility pop

#endif
