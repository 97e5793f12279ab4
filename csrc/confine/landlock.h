/* landlock.h - Landlock: what a thread and all that it starts may do with files, TCP, and
 * processes outside.
 *
 * It needs no privilege but no_new_privs, and works inside containers.  The interface is
 * here in full, since older kernel headers give only parts of it. */
#ifndef PKHOST_CONFINE_LANDLOCK_H
#define PKHOST_CONFINE_LANDLOCK_H

#include <stdint.h>

struct landlock_rules {
    uint64_t files;   /* what is governed: rights below; only what a rule allows is possible */
    uint64_t network; /* LANDLOCK_TCP, or 0 */
    uint64_t scoped;  /* LANDLOCK_SCOPED, or 0 */
};

#define FS_EXECUTE (1u << 0)
#define FS_WRITE_FILE (1u << 1)
#define FS_READ_FILE (1u << 2)
#define FS_READ_DIR (1u << 3)
#define FS_REMOVE_DIR (1u << 4)
#define FS_REMOVE_FILE (1u << 5)
#define FS_MAKE_DIR (1u << 7)
#define FS_MAKE_REG (1u << 8)
#define FS_MAKE_SOCK (1u << 9)
#define FS_MAKE_FIFO (1u << 10)
#define FS_MAKE_SYM (1u << 12)
#define FS_REFER (1u << 13)
#define FS_TRUNCATE (1u << 14)
#define FS_IOCTL_DEV (1u << 15)

#define LANDLOCK_TCP 3u    /* bind, connect */
#define LANDLOCK_SCOPED 3u /* abstract sockets, signals */

/* The first version of the interface that governs these. */
enum { LANDLOCK_HAS_TCP = 4, LANDLOCK_HAS_SCOPED = 6 };

/* The version of the kernel's interface, or a negated errno. */
long landlock_version(void);

/* All rights on files that a version of the interface can govern. */
uint64_t landlock_all_files(long version);

/* Make a ruleset: a descriptor, or a negated errno. */
long landlock_make(const struct landlock_rules *rules);

/* Allow some of the governed rights beneath a folder, or on a file; those that make no
 * sense for a file are left out. */
long landlock_allow(int ruleset, int path, uint64_t rights);

/* Put the ruleset up for the calling thread, and close it. */
long landlock_restrict(int ruleset);

#endif
