/* remove.c - remove a folder with all that is in it, however a program left it.
 *
 * A program may nest folders as deep as it likes, take away its own rights to
 * them, set attributes, and, as real root in profile "none", mount other file
 * systems in them.  So:
 *
 * - Nothing recurses, no path is ever long, and a handful of descriptors do: a
 *   folder that holds something has its files removed and its folders moved to
 *   a collecting folder right below the top.  The collecting folder is worked
 *   off the same way afterwards, with another one, and the two take turns.
 * - Every step is relative to a descriptor and follows no symbolic link.
 * - A mount point is never entered, only unmounted: what is behind it is
 *   not the program's. */
#include "scratch/remove.h"

#include <stdbool.h>

#include "base/files.h"
#include "confine/sys.h"
#include "confine/text.h"

#define AT_REMOVEDIR_ 0x200
#define UNMOUNT_DETACH_NOFOLLOW 10
#define LONGEST_NAME 256
#define ATTEMPTS 4

#define GET_FLAGS 0x80086601ul
#define SET_FLAGS 0x40086602ul
#define FLAGS_THAT_FORBID 0x30 /* immutable, append only */

/* openat2: no ".." out of the folder, no link, no mount point on the way. */
#define RESOLVE_INSIDE (0x01 /* NO_XDEV */ | 0x04 /* NO_SYMLINKS */ | 0x08 /* BENEATH */)

/* A folder that others are moved to. */
struct collecting {
    int fd;       /* or -1 */
    unsigned had; /* how many have been in it */
    char name[24];
};

/* One that has had more is not used again: a file system may keep its size, and
 * reading an empty folder takes as long as reading a full one of that size. */
#define SMALL 1000

struct removal {
    int top;
    struct collecting into; /* what is found now is moved there */
    struct collecting idle; /* an empty one */
    uint64_t number;        /* of the next name to give */
    long failure;           /* of the last that could not be removed */
};

/* ---- Taking obstacles away ---- */

static void allow_changes(int fd)
{
    long flags = 0;

    if (SYS3(__NR_ioctl, fd, GET_FLAGS, &flags) == 0 && flags & FLAGS_THAT_FORBID) {
        flags &= ~(long)FLAGS_THAT_FORBID;
        SYS3(__NR_ioctl, fd, SET_FLAGS, &flags);
    }
}

/* Make a folder's modes and attributes allow that it is read and changed.  The
 * top stays closed to everybody else, so how open the rest is does not matter. */
static void open_up_folder(const struct removal *removal, int folder)
{
    allow_changes(folder);
    if (folder != removal->top)
        SYS2(__NR_fchmod, folder, 0777);
}

/* The same for what is called `name` in a folder. */
static void open_up(int folder, const char *name)
{
    struct sys_statx facts;
    char path[64];
    long fd;

    if (SYS5(__NR_statx, folder, name, SYS_AT_SYMLINK_NOFOLLOW, SYS_STATX_MODE, &facts) < 0)
        return;
    if (!SYS_IS_FOLDER(facts.mode) && !SYS_IS_FILE(facts.mode))
        return; /* opening anything else may do something */
    if (SYS_IS_FOLDER(facts.mode)) {
        /* By way of a descriptor, since chmod follows links. */
        fd = sys_openat(folder, name, SYS_O_PATH | SYS_O_DIRECTORY | SYS_O_NOFOLLOW, 0);
        if (fd >= 0) {
            descriptor_path(path, sizeof path, (int)fd);
            SYS3(__NR_fchmodat, SYS_AT_FDCWD, path, 0777);
            sys_close((int)fd);
        }
    }
    fd = sys_openat(folder, name, SYS_O_RDONLY | SYS_O_NOFOLLOW | SYS_O_NONBLOCK, 0);
    if (fd >= 0) {
        allow_changes((int)fd);
        sys_close((int)fd);
    }
}

static long unmount(int folder, const char *name)
{
    char path[64 + LONGEST_NAME];

    descriptor_path(path, sizeof path, folder);
    text_add(path, sizeof path, "/");
    text_add(path, sizeof path, name);
    return SYS2(__NR_umount2, path, UNMOUNT_DETACH_NOFOLLOW);
}

/* After `error` for what is called `name` in a folder: try to take away what
 * stands in the way.  Returns whether it is worth trying again. */
static bool clear_the_way(const struct removal *removal, int folder, const char *name, long error)
{
    if (error == -EBUSY || error == -EXDEV)
        return unmount(folder, name) == 0;
    if (error != -EACCES && error != -EPERM)
        return false;
    open_up_folder(removal, folder);
    open_up(folder, name);
    return true;
}

/* ---- Before openat2 (Linux 5.6) ---- */

static uint64_t mount_of(int fd)
{
    char path[64] = "/proc/self/fdinfo/", text[512];
    const char *number;

    text_add_number(path, sizeof path, (uint64_t)fd);
    if (file_read(SYS_AT_FDCWD, path, text, sizeof text) <= 0)
        return UINT64_MAX;
    number = text_after_line_start(text, "mnt_id:");
    return number == NULL ? UINT64_MAX : text_number(&number);
}

static long open_folder_plainly(int folder, const char *name)
{
    long fd = sys_openat(folder, name, SYS_O_RDONLY | SYS_O_DIRECTORY | SYS_O_NOFOLLOW, 0);
    uint64_t mount;

    if (fd < 0)
        return fd;
    mount = mount_of((int)fd);
    if (mount != UINT64_MAX && mount == mount_of(folder))
        return fd;
    sys_close((int)fd);
    return -EXDEV;
}

/* ---- Removing ---- */

static long open_folder(const struct removal *removal, int folder, const char *name)
{
    const struct {
        uint64_t flags, mode, resolve;
    } how = { SYS_O_RDONLY | SYS_O_DIRECTORY | SYS_O_NOFOLLOW | SYS_O_CLOEXEC, 0, RESOLVE_INSIDE };
    long fd = -EIO;

    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        fd = SYS4(__NR_openat2, folder, name, &how, sizeof how);
        if (fd == -ENOSYS)
            fd = open_folder_plainly(folder, name);
        if (fd >= 0 || !clear_the_way(removal, folder, name, fd))
            break;
    }
    return fd;
}

/* Remove a file or an empty folder.  -ENOTEMPTY for a folder that is not. */
static long remove_one(const struct removal *removal, int folder, const char *name)
{
    long error = -EIO;

    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        error = SYS3(__NR_unlinkat, folder, name, 0);
        if (error == -EISDIR)
            error = SYS3(__NR_unlinkat, folder, name, AT_REMOVEDIR_);
        if (error == 0 || error == -ENOENT)
            return 0;
        if (error == -EEXIST)
            error = -ENOTEMPTY;
        if (!clear_the_way(removal, folder, name, error))
            break;
    }
    return error;
}

static void next_name(struct removal *removal, char *into, size_t room)
{
    into[0] = 0;
    text_add_number(into, room, removal->number++);
}

static long make_collecting(struct removal *removal)
{
    struct collecting *into = &removal->into;
    long error;

    if (removal->idle.fd >= 0) {
        *into = removal->idle;
        removal->idle.fd = -1;
        return SYS3(__NR_lseek, into->fd, 0, 0);
    }
    do {
        next_name(removal, into->name, sizeof into->name);
        error = SYS3(__NR_mkdirat, removal->top, into->name, 0700);
    } while (error == -EEXIST);
    if (error < 0)
        return error;
    SYS3(__NR_fchmodat, removal->top, into->name, 0700); /* whatever the umask */
    error = open_folder(removal, removal->top, into->name);
    into->fd = error < 0 ? -1 : (int)error;
    into->had = 0;
    return error;
}

/* Move a folder to the collecting folder, to be worked off later. */
static long collect(struct removal *removal, int folder, const char *name)
{
    char moved[24];
    long error = removal->into.fd < 0 ? make_collecting(removal) : 0;

    if (error < 0)
        return error;
    next_name(removal, moved, sizeof moved);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        error = SYS5(__NR_renameat2, folder, name, removal->into.fd, moved, 0);
        if (error == 0 || !clear_the_way(removal, folder, name, error))
            break;
    }
    removal->into.had++;
    return error;
}

/* Nothing is in it any more, or nothing that can be removed. */
static void retire(struct removal *removal, const struct collecting *old)
{
    if (removal->idle.fd < 0 && old->had <= SMALL) {
        removal->idle = *old;
        return;
    }
    sys_close(old->fd);
    remove_one(removal, removal->top, old->name);
}

/* Doing something with each entry of a folder. */
struct visit {
    struct removal *removal;
    int folder;
    long (*what)(struct removal *, int folder, const char *name);
};

static void visit_one(const char *name, void *with)
{
    const struct visit *visit = with;
    const long error = visit->what(visit->removal, visit->folder, name);

    if (error < 0)
        visit->removal->failure = error;
}

/* What cannot be removed is noted. */
static void for_each(struct removal *removal, int folder,
                     long (*what)(struct removal *, int folder, const char *name))
{
    struct visit visit = { removal, folder, what };
    const long error = folder_visit(folder, visit_one, &visit);

    if (error < 0)
        removal->failure = error;
}

static long remove_or_collect(struct removal *removal, int folder, const char *name)
{
    long error = remove_one(removal, folder, name);

    return error == -ENOTEMPTY ? collect(removal, folder, name) : error;
}

static long remove_or_empty(struct removal *removal, int folder, const char *name)
{
    long error = remove_one(removal, folder, name), fd;

    if (error != -ENOTEMPTY)
        return error;
    if (folder == removal->top && removal->into.fd >= 0
        && memcmp(name, removal->into.name, text_length(name) + 1) == 0)
        return 0; /* its turn is later */
    fd = open_folder(removal, folder, name);
    if (fd < 0)
        return fd;
    for_each(removal, (int)fd, remove_or_collect);
    sys_close((int)fd);
    return remove_one(removal, folder, name);
}

long remove_inside(int folder)
{
    struct removal removal = { .top = folder, .into.fd = -1, .idle.fd = -1 };
    struct collecting current;

    SYS3(__NR_fchown, folder, SYS0(__NR_geteuid), SYS0(__NR_getegid));
    allow_changes(folder);
    SYS2(__NR_fchmod, folder, 0700);
    SYS3(__NR_lseek, folder, 0, 0);
    for_each(&removal, folder, remove_or_empty);
    while (removal.into.fd >= 0) {
        current = removal.into;
        removal.into.fd = -1;
        for_each(&removal, current.fd, remove_or_empty);
        retire(&removal, &current);
    }
    if (removal.idle.fd >= 0) {
        sys_close(removal.idle.fd);
        remove_one(&removal, folder, removal.idle.name);
    }
    return removal.failure;
}
