/* sys.c - the few helpers that a C library would have given. */
#include "base/sys.h"

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

    while (size--)
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
        while (size--)
            out[size] = in[size];
    return to;
}

void *memset(void *to, int byte, size_t size)
{
    volatile unsigned char *out = to;

    while (size--)
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

    while (text[length])
        length++;
    return length;
}

void text_add(char *into, size_t room, const char *text)
{
    size_t at = text_length(into);

    while (*text && at + 1 < room)
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
    while (number /= 10);
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

void process_path(char *into, size_t room, int pid, const char *file)
{
    into[0] = 0;
    text_add(into, room, "/proc/");
    text_add_number(into, room, (uint64_t)pid);
    text_add(into, room, file);
}

long file_read(int dir, const char *path, char *into, size_t room)
{
    long fd = sys_openat(dir, path, SYS_O_RDONLY, 0);
    size_t have = 0;
    long got = 0;

    into[0] = 0;
    if (fd < 0)
        return fd;
    while (have + 1 < room) {
        got = sys_read((int)fd, into + have, room - 1 - have);
        if (got <= 0)
            break;
        have += (size_t)got;
    }
    sys_close((int)fd);
    into[have] = 0;
    return got < 0 ? got : (long)have;
}

long file_write(int dir, const char *path, const char *text)
{
    long fd = sys_openat(dir, path, SYS_O_WRONLY, 0);
    long wrote;

    if (fd < 0)
        return fd;
    wrote = sys_write((int)fd, text, text_length(text));
    sys_close((int)fd);
    return wrote;
}

long folder_numbers(const char *folder, void (*each)(int number, void *with), void *with)
{
    _Alignas(8) char buffer[4096];
    long fd = sys_open(folder, SYS_O_RDONLY | SYS_O_DIRECTORY, 0);
    long got = 0;

    if (fd < 0)
        return fd;
    while ((got = SYS3(__NR_getdents64, fd, buffer, sizeof buffer)) > 0) {
        for (long at = 0; at < got;) {
            /* struct linux_dirent64: inode, offset, record length, type, name */
            uint16_t length;
            const char *name = buffer + at + 19;

            memcpy(&length, buffer + at + 16, sizeof length);
            if (*name >= '1' && *name <= '9')
                each((int)text_number(&name), with);
            at += length;
        }
    }
    sys_close((int)fd);
    return got;
}
