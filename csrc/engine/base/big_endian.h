/* big_endian.h -- numbers as MessagePack has them: most significant byte first. */
#ifndef BIGENDIAN_H
#define BIGENDIAN_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t get_big_endian(const unsigned char *from, size_t bytes)
{
    uint64_t number = 0;
    while (bytes-- > 0)
        number = number << 8 | *from++;
    return number;
}

static inline void set_big_endian(unsigned char *to, size_t bytes, uint64_t number)
{
    for (; bytes > 0; number >>= 8)
        to[--bytes] = (unsigned char)number;
}

#endif
