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
/* Visit each page (4096 bytes) of the region's used parts, and of those that were used, that is not
 * as the image has it; the one that the image ends in perhaps twice. */
void image_visit_changed(const image *i, region *r, void (*visit)(const void *page, void *context),
                         void *context);
/* Where one is that was taken as `lasting`, or adopted: a mapping of its own. */
void *image_mapping(const image *i, size_t *size);
void image_free(image *i); /* NULL: nothing */

/* An image is image_size() bytes in a row, which hold good wherever they are, and in another
 * process too, if that has the region and all code at the same addresses: one that was forked
 * from the same process.  Take bytes for an image, NULL if they are none of this region.
 * They are a private mapping of their own, which image_free() gives back. */
image *image_adopt(void *bytes, size_t size, const region *r);

/* Give the bytes of what image_take() would make, without making it: first how many there
 * are.  False: there is no memory for what is needed on the way, and nothing was given. */
typedef struct image_sink {
    void (*begin)(void *context, size_t size);
    void (*write)(void *context, const void *data, size_t size);
    void *context;
} image_sink;
bool image_send(const image_sink *sink, region *r);

/* Put a region back to an image of so many bytes that come from elsewhere, without a copy of
 * them on the way.  `read` gives the next ones.  Nothing is changed unless the answer is
 * IMAGE_PUT, and then some may have been read. */
typedef struct image_source {
    void (*read)(void *context, void *to, size_t size);
    void *context;
} image_source;
enum image_answer { IMAGE_PUT, IMAGE_OF_ANOTHER, IMAGE_NO_MEMORY };
enum image_answer image_restore_from(const image_source *source, size_t size, region *r);

#pragma GCC visibility pop

#endif
