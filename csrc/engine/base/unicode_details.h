/* unicode_details.h -- what unicodedata says of characters besides unicode_database.h. */
#ifndef PKHOST_BASE_UNICODE_DETAILS_H
#define PKHOST_BASE_UNICODE_DETAILS_H

#include <stdbool.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* Of any number; what is no character is unassigned. */
const char *unicode_bidirectional(uint32_t character); /* "L"; "" if it is unassigned */
const char *unicode_width(uint32_t character);         /* of East Asian typography: "Na" */
bool unicode_is_mirrored(uint32_t character);
bool unicode_numeric(uint32_t character, double *out);     /* false: it is no number */
const char *unicode_decomposition_tag(uint32_t character); /* "<font>"; "": there is none */

#pragma GCC visibility pop

#endif
