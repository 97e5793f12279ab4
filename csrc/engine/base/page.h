/* page.h -- the size of a page, and rounding to it. */
#ifndef PKHOST_BASE_PAGE_H
#define PKHOST_BASE_PAGE_H

#include <stddef.h>

/* What protections and mappings are rounded to: the largest page that a kernel
 * for this processor may have, so that all is laid out the same. */
enum {
#ifdef __x86_64__
    PAGE = 4096,
#else
    PAGE = 65536,
#endif
};

static inline size_t round_up(size_t size, size_t to) { return (size + to - 1) / to * to; }

#endif
