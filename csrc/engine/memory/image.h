/* image.h -- copies of a region's used part, in the host's memory.
 *
 * One is made of each VM when it is new; copying it back makes the VM new again,
 * whatever has happened to it.
 */
#ifndef PKHOST_MEMORY_IMAGE_H
#define PKHOST_MEMORY_IMAGE_H

#include "memory/region.h"

#pragma GCC visibility push(hidden)

typedef struct image image;
/* NULL: the host has no memory left.  `lasting`: it will live as long as a VM. */
image *image_take(region *r, bool lasting);
/* `distrust`: assume that anything in the region may have been overwritten. */
void image_restore(const image *i, region *r, bool distrust);
size_t image_size(const image *i);
/* Where one is that was taken as `lasting`: a mapping of its own. */
void *image_mapping(const image *i, size_t *size);
void image_free(image *i); /* NULL: nothing */

#pragma GCC visibility pop

#endif
