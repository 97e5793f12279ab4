/* builder.h -- a text, or bytes, that grow while they are put together.
 *
 * The block is in the region: a jump that leaves the code in between loses nothing of the host's.
 */
#ifndef PKHOST_PYTHON_BUILDER_H
#define PKHOST_PYTHON_BUILDER_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

typedef struct builder {
    char *data;
    int64_t size, room;
} builder;

/* So many bytes more, to be written by the caller.  What no text can hold is more memory than
 * there is: it does not return. */
char *builder_extend(builder *b, int64_t size);
void builder_add(builder *b, c11_sv text);
void builder_free(builder *b);
/* In py_retval(), as a str or as bytes; the block is released. */
void builder_give_text(builder *b);
void builder_give_bytes(builder *b);

#pragma GCC visibility pop

#endif
