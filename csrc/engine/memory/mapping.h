/* mapping.h -- memory at places that nobody can know, from the kernel. */
#ifndef PKHOST_MEMORY_MAPPING_H
#define PKHOST_MEMORY_MAPPING_H

#include <stddef.h>
#include <stdint.h>

enum { REGION_BITS = 32 }; /* regions start at multiples of 4 GiB */

#pragma GCC visibility push(hidden)

/* Zeroed memory at a random multiple of 4 GiB: for a region, and below all regions.
 * NULL and errno if it cannot be had. */
void *map_region(size_t size);
/* The same at the place that `number` means, in every process that has its address space
 * laid out in the usual way; EEXIST if something is there. */
void *map_region_at(size_t size, uint64_t number);
void *map_shared_names(size_t size);
/* At any random place; protection, further flags and the answer are mmap's. */
void *map_anew(size_t size, int protection, int flags);

#pragma GCC visibility pop

#endif
