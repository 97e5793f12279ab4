/* files.c - what files.h describes. */
#include "confine/files.h"

#include "confine/sys.h"
#include "confine/text.h"

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

void close_from(unsigned first)
{
    struct sys_rlimit limit = { 0, 0 };

    if (SYS3(__NR_close_range, first, ~0u, 0) == 0)
        return;
    /* Before Linux 5.9. */
    SYS4(__NR_prlimit64, 0, 7 /* RLIMIT_NOFILE */, 0, &limit);
    for (uint64_t fd = first; fd < limit.soft && fd < (1u << 20); fd++)
        sys_close((int)fd);
}
