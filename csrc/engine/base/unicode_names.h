/* unicode_names.h -- characters by their names, as in "\N{…}". */
#ifndef PKHOST_BASE_UNICODE_NAMES_H
#define PKHOST_BASE_UNICODE_NAMES_H

#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* By its name or an alias; UNICODE_NONE (unicode_database.h): there is none.  Cases do not matter. */
uint32_t unicode_by_name(const char *name, size_t size);

#pragma GCC visibility pop

#endif
