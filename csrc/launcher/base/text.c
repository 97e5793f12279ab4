/* text.c - what text.h describes. */
#include "base/text.h"

/* Volatile pointers keep the compiler from turning the loops below back into
 * calls of the very functions that they implement. */

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
#if defined(__x86_64__)
    void *at = to;

    __asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(size) : : "memory");
#else
    volatile unsigned char *out = to;
    const volatile unsigned char *in = from;

    while (size-- > 0)
        *out++ = *in++;
#endif
    return to;
}

void *memmove(void *to, const void *from, size_t size)
{
    volatile unsigned char *out = to;
    const volatile unsigned char *in = from;

    if ((uintptr_t)to <= (uintptr_t)from)
        for (size_t i = 0; i < size; i++)
            out[i] = in[i];
    else
        while (size-- > 0)
            out[size] = in[size];
    return to;
}

void *memset(void *to, int byte, size_t size)
{
    volatile unsigned char *out = to;

    while (size-- > 0)
        *out++ = (unsigned char)byte;
    return to;
}

int memcmp(const void *a, const void *b, size_t size)
{
    const volatile unsigned char *x = a, *y = b;

    for (size_t i = 0; i < size; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

size_t text_length(const char *text)
{
    size_t length = 0;

    while (text[length] != 0)
        length++;
    return length;
}

void text_add(char *into, size_t room, const char *text)
{
    size_t at = text_length(into);

    while (*text != 0 && at + 1 < room)
        into[at++] = *text++;
    into[at] = 0;
}

void text_add_number(char *into, size_t room, uint64_t number)
{
    char digits[24];
    size_t at = sizeof digits;

    digits[--at] = 0;
    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    text_add(into, room, digits + at);
}

uint64_t text_number(const char **at)
{
    uint64_t number = 0;

    while (**at == ' ' || **at == '\t' || **at == '\n')
        ++*at;
    while (**at >= '0' && **at <= '9')
        number = number * 10 + (uint64_t)(*(*at)++ - '0');
    return number;
}

uint64_t text_hexadecimal(const char **at)
{
    uint64_t number = 0;

    for (;; ++*at) {
        const char digit = **at;

        if (digit >= '0' && digit <= '9')
            number = number << 4 | (uint64_t)(digit - '0');
        else if (digit >= 'a' && digit <= 'f')
            number = number << 4 | (uint64_t)(digit - 'a' + 10);
        else
            return number;
    }
}

const char *text_after(const char *text, const char *beginning)
{
    while (*beginning != 0)
        if (*text++ != *beginning++)
            return NULL;
    return text;
}

const char *text_next_line(const char *at)
{
    while (*at != 0 && *at != '\n')
        at++;
    return *at != 0 ? at + 1 : at;
}

const char *text_after_line_start(const char *text, const char *beginning)
{
    for (; *text != 0; text = text_next_line(text)) {
        const char *after = text_after(text, beginning);

        if (after != NULL)
            return after;
    }
    return NULL;
}
