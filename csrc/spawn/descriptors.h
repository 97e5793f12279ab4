/* descriptors.h - closing: for spawn.c and launched.c. */
#ifndef PKHOST_SPAWN_DESCRIPTORS_H
#define PKHOST_SPAWN_DESCRIPTORS_H

#include <unistd.h>

/* Close *fd, if it is open; it is -1 from then on. */
static inline void close_descriptor(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

#endif
