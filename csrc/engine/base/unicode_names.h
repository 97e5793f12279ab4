/* unicode_names.h -- characters by their names, as in "\N{…}". */
#ifndef PKHOST_BASE_UNICODE_NAMES_H
#define PKHOST_BASE_UNICODE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* By its name or an alias; UNICODE_NONE (unicode_database.h): there is none.  Cases do not matter. */
uint32_t unicode_by_name(const char *name, size_t size);

enum { UNICODE_NAME_MOST = 96 }; /* bytes that any name needs, with a NUL */
/* Its name; false: it has none. */
bool unicode_name_of(uint32_t character, char *name);

#pragma GCC visibility pop

#endif
