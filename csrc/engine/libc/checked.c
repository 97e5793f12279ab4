/* checked.c -- copies that know the size of their target, as compilers
 * make them with _FORTIFY_SOURCE.  The C library's own would abort the host. */
#define _GNU_SOURCE
#include "base/macros.h"

#include <string.h>

_Noreturn void pkhost_libc___chk_fail(void);

static inline void check(size_t needed, size_t room)
{
    if (UNLIKELY(needed > room))
        pkhost_libc___chk_fail();
}

#define CHECKED(result, name, ...)                         \
    EXPORT result pkhost_libc___##name##_chk(__VA_ARGS__); \
    EXPORT result pkhost_libc___##name##_chk(__VA_ARGS__)

CHECKED(void *, memcpy, void *to, const void *from, size_t size, size_t room)
{
    check(size, room);
    return memcpy(to, from, size);
}

CHECKED(void *, memmove, void *to, const void *from, size_t size, size_t room)
{
    check(size, room);
    return memmove(to, from, size);
}

CHECKED(void *, memset, void *to, int value, size_t size, size_t room)
{
    check(size, room);
    return memset(to, value, size);
}

CHECKED(char *, strcpy, char *to, const char *from, size_t room)
{
    check(strlen(from) + 1, room);
    return strcpy(to, from);
}

CHECKED(char *, stpcpy, char *to, const char *from, size_t room)
{
    check(strlen(from) + 1, room);
    return stpcpy(to, from);
}

CHECKED(char *, strcat, char *to, const char *from, size_t room)
{
    check(strlen(to) + strlen(from) + 1, room);
    return strcat(to, from);
}
