/* memory_file.h -- files that are memory. */
#ifndef PKHOST_CHANNEL_MEMORY_FILE_H
#define PKHOST_CHANNEL_MEMORY_FILE_H

#include <stdbool.h>
#include <stddef.h>

#pragma GCC visibility push(hidden)

/* One that can be sealed, of no bytes: a descriptor, or -1 and errno.  `name` is for people
 * who look at a process's maps. */
int memory_file(const char *name);

/* One that has these bytes, and is sealed: it never changes. */
int memory_file_of(const char *name, const void *data, size_t size);

/* Put a private mapping of a sealed file, with the same bytes, in the place of pages. */
bool memory_file_replace(void *pages, size_t size);

#pragma GCC visibility pop

#endif
