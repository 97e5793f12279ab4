/* json_text.h -- JSON as it is written: the text that grows, and strings in it. */
#ifndef PKHOST_PYTHON_JSON_TEXT_H
#define PKHOST_PYTHON_JSON_TEXT_H

#include "base/pocketpy.h"

#include <stddef.h>

#pragma GCC visibility push(hidden)

/* Begins as all zeros; whoever has it frees the data (pkhost_libc_free). */
typedef struct json_text {
    char *data; /* in the region */
    size_t size, capacity;
} json_text;

void json_put(json_text *w, const char *data, size_t size);
/* With its quotes; `ascii`: what is not ASCII as an escape. */
void json_put_string(json_text *w, c11_sv text, bool ascii);

#pragma GCC visibility pop

#endif
