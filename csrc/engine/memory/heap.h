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
bool heap_owns(region *r, void *pointer); /* a payload that is in use */

const char *heap_check(region *r); /* NULL, or what is wrong with it */

#pragma GCC visibility pop

#endif
