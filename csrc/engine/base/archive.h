/* archive.h -- the module archive: what scripts of dialect "python" can import, by name.
 *
 * A shared library of data alone, which the dynamic linker maps beside the engine, in the host as in
 * the worker (which has no files).  The build makes it of csrc/library/modules.table
 * (building/library/archive.py), so it is as trusted as the engine's own code:
 *
 *     struct archive_header
 *     struct archive_row      for each name, in the order of strcmp()
 *     texts                   each with a NUL, at offsets from the beginning
 *
 * All numbers are the machine's; all machines that pkhost runs on put the lowest byte first.
 * Looking a name up touches no more than the rows and the names, and nothing before the first.
 */
#ifndef PKHOST_BASE_ARCHIVE_H
#define PKHOST_BASE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

enum archive_kind {
    ARCHIVE_MODULE,
    ARCHIVE_PACKAGE,  /* a module with parts: its relative imports begin at itself */
    ARCHIVE_ABSENT,   /* not there on purpose: the text says what there is instead */
    ARCHIVE_RESOURCE, /* no module: the text is what importlib.resources finds */
};

/* Of one name; all of it lies in the archive. */
typedef struct archive_entry {
    const char *name;
    enum archive_kind kind;
    const char *text; /* the source, with a NUL; empty if there is code */
    size_t text_size; /* without the NUL */
    const char *code; /* the compiled module: interpose/stored.h; or NULL */
} archive_entry;

/* Of a module.  False: the archive has no such name. */
bool archive_find(const char *name, archive_entry *found);
/* Of data; likewise. */
bool archive_find_data(const char *name, archive_entry *found);
/* The entry of a place in the order; false beyond the last. */
bool archive_at(size_t index, archive_entry *found);

#pragma GCC visibility pop

#endif
