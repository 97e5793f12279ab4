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
/* Visit each page (4096 bytes) of the region's used parts that is not as the image has it. */
void image_visit_changed(const image *i, region *r, void (*visit)(const void *page, void *context),
                         void *context);
/* Where one is that was taken as `lasting`, or adopted: a mapping of its own. */
void *image_mapping(const image *i, size_t *size);
uint64_t image_used(const image *i); /* bytes in use by the VM, once it is put back to it */
void image_free(image *i);           /* NULL: nothing */

/* An image is image_size() bytes in a row, which hold good wherever they are, and in another
 * process too, if that has the region and all code at the same addresses: one that was forked
 * from the same process.  Take bytes for an image, NULL if they are none of this region.
 * They are a private mapping of their own, which image_free() gives back. */
image *image_adopt(void *bytes, size_t size, const region *r);

#pragma GCC visibility pop

#endif
