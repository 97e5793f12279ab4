/* pocketpy.h -- PocketPy's headers, as the whole engine sees them.
 *
 * No other file includes those that are included here, since something has to be
 * defined before.  What only one file needs of PocketPy (its compiler, say), it
 * includes itself, after this.
 */
#ifndef PKHOST_BASE_POCKETPY_H
#define PKHOST_BASE_POCKETPY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Macros in PocketPy's headers release reference-counted structures with PK_FREE.
 * In our files too that has to be the heap of the current VM (libc/memory.c). */
#define PK_MALLOC(size) pkhost_libc_malloc(size)
#define PK_REALLOC(pointer, size) pkhost_libc_realloc(pointer, size)
#define PK_FREE(pointer) pkhost_libc_free(pointer)

void *pkhost_libc_malloc(size_t size);
void *pkhost_libc_calloc(size_t count, size_t size);
void *pkhost_libc_realloc(void *pointer, size_t size);
void pkhost_libc_free(void *pointer);

#include "pocketpy/config.h"
#include "pocketpy/pocketpy.h"
#include "pocketpy/interpreter/vm.h"
#include "pocketpy/objects/error.h"
#include "pocketpy/objects/exception.h"
#include "pocketpy/interpreter/array2d.h"

#include "pocketpy/common/_generated.h"
#include "pocketpy/compiler/lexer.h"

#include "base/versions.h"

#endif
