/* packed.c -- a look at what the host has packed, before it goes anywhere.
 *
 * The host's packer takes what must not enter a VM: integers of 64 bits that
 * are beyond the sign, and floats that are not numbers.  To look at each value
 * in Python costs ten times what packing it does.
 */
#include "internal.h"

#include "bigendian.h"

#include <math.h>
#include <string.h>

/* Bytes between a tag and the next: in `head` of the tag's own (a size among
 * them, if `sized`), and as many as that size says. */
typedef struct form {
    unsigned char head;
    bool sized;
} form;

static form form_of(unsigned tag)
{
    switch (tag) {
    case 0xc4: case 0xd9: return (form){ 1, true };              /* bytes, text */
    case 0xc5: case 0xda: return (form){ 2, true };
    case 0xc6: case 0xdb: return (form){ 4, true };
    case 0xc7: return (form){ 2, false };                        /* an extension's head: */
    case 0xc8: return (form){ 3, false };                        /* what is in it is packed too */
    case 0xc9: return (form){ 5, false };
    case 0xca: case 0xce: case 0xd2: return (form){ 4, false };
    case 0xcb: case 0xcf: case 0xd3: return (form){ 8, false };
    case 0xcc: case 0xd0: return (form){ 1, false };
    case 0xcd: case 0xd1: case 0xdc: case 0xde: return (form){ 2, false };
    case 0xdd: case 0xdf: return (form){ 4, false };
    default: break;
    }
    if (tag >= 0xd4 && tag <= 0xd8)
        return (form){ 1, false };
    return (form){ 0, false };
}

bool pkhost_packed_is_plain(const char *data, size_t size)
{
    const unsigned char *at = (const unsigned char *)data, *const end = at + size;
    while (at < end) {
        const unsigned tag = *at++;
        const form f = form_of(tag);
        if ((size_t)(end - at) < f.head)
            return false;
        const uint64_t n = get_big_endian(at, f.head);
        double d;
        memcpy(&d, &n, sizeof d);
        if ((tag == 0xcf && n > INT64_MAX) || (tag == 0xcb && isnan(d)))
            return false;
        at += f.head;
        const uint64_t skip = f.sized ? n : tag >= 0xa0 && tag < 0xc0 ? tag & 31u : 0;
        if ((uint64_t)(end - at) < skip)
            return false;
        at += skip;
    }
    return true;
}
