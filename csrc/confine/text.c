/* text.c - what text.h describes. */
#include "confine/text.h"

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
