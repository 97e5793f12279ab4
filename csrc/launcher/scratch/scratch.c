/* scratch.c - the folder that a program starts in and may write to.
 *
 * In a private root it is a file system of its own (root.c), which goes with
 * the last descriptor of it.  Elsewhere it is a folder of the machine's, which
 * the supervisor makes, fills and removes: it outlives whatever the program and
 * the host come to, so the folder does not outlive it. */
#include "base/run.h"

#define NOBODY 65534u
#define PASS_DESCRIPTOR 1 /* SCM_RIGHTS */

#define LONGEST_PATH 4096

/* Bytes that are written at once. */
#define PIECE (1u << 20)

long scratch_give(const struct run *run, int fd)
{
    long error;

    if (!run->user)
        return 0;
    error = SYS3(__NR_fchown, fd, run->user, run->user);
    /* A container that maps few users: the program will be nobody. */
    return error == -EINVAL ? SYS3(__NR_fchown, fd, NOBODY, NOBODY) : error;
}

/* ---- The files of the configuration ---- */

/* Make the folders above the last part of `path`, which is relative. */
static long make_parents(const struct run *run, int folder, const char *path)
{
    char part[LONGEST_PATH];
    size_t length = text_length(path);

    if (length >= sizeof part)
        return -ENAMETOOLONG;
    for (size_t i = 1; i < length; i++) {
        long error, fd;

        if (path[i] != '/')
            continue;
        memcpy(part, path, i);
        part[i] = 0;
        error = SYS3(__NR_mkdirat, folder, part, 0755);
        if (error == -EEXIST)
            continue;
        if (error < 0)
            return error;
        fd = sys_openat(folder, part, SYS_O_RDONLY | SYS_O_DIRECTORY | SYS_O_NOFOLLOW, 0);
        if (fd < 0)
            return fd;
        SYS2(__NR_fchmod, fd, 0755); /* whatever the umask */
        error = scratch_give(run, (int)fd);
        sys_close((int)fd);
        if (error < 0)
            return error;
    }
    return 0;
}

/* Data of the configuration that has been written, so that it does not count as memory
 * of the process that writes it.  Whole pages of it, and only where they are in a file,
 * from which they can be had again. */
static void let_go(const struct run *run, const char *data, uint32_t size)
{
    const uint64_t page = (uint64_t)page_size;
    const uint64_t begin = ((uint64_t)data + page - 1) / page * page;
    const uint64_t end = ((uint64_t)data + size) / page * page;

    if (run->config->size > CONFIG_MESSAGE && begin < end)
        SYS3(__NR_madvise, begin, end - begin, 4 /* MADV_DONTNEED */);
}

static long write_file(const struct run *run, int folder, const struct file_entry *file)
{
    const char *path = config_text(run->config, file->path);
    const char *data = config_at(run->config, file->data);
    uint32_t done = 0, left;
    long error = make_parents(run, folder, path), fd;

    if (error < 0)
        return error;
    fd = sys_openat(folder, path, SYS_O_WRONLY | SYS_O_CREAT | SYS_O_EXCL | SYS_O_NOFOLLOW, 0600);
    if (fd < 0)
        return fd;
    while (error >= 0 && done < file->size) {
        left = file->size - done;
        error = sys_write((int)fd, data + done, left < PIECE ? left : PIECE);
        if (error > 0) {
            let_go(run, data + done, (uint32_t)error);
            done += (uint32_t)error;
        }
    }
    if (error >= 0)
        error = SYS2(__NR_fchmod, fd, file->mode);
    if (error >= 0)
        error = scratch_give(run, (int)fd);
    sys_close((int)fd);
    return error;
}

int scratch_fill(struct run *run, int folder)
{
    const struct list files = run->config->files;
    const struct file_entry *entries = config_at(run->config, files.offset);

    for (uint32_t i = 0; i < files.count; i++) {
        long error = write_file(run, folder, &entries[i]);

        if (error < 0)
            return fail(run, STEP_FILES, error, i);
    }
    return 0;
}

/* ---- A folder of the machine's ---- */

/* The folder above an absolute path, open; *name is the last part. */
static long open_parent(const char *path, const char **name)
{
    char parent[LONGEST_PATH];
    size_t at = text_length(path);

    while (at > 0 && path[at - 1] != '/')
        at--;
    if (at == 0 || at >= sizeof parent || path[at] == 0)
        return -EINVAL;
    memcpy(parent, path, at);
    parent[at] = 0;
    *name = path + at;
    return sys_open(parent, SYS_O_PATH | SYS_O_DIRECTORY, 0);
}

int scratch_make(struct run *run)
{
    const char *name;
    long parent = open_parent(config_text(run->config, run->config->scratch), &name), error;

    if (parent < 0)
        return fail(run, STEP_SCRATCH, parent, 0);
    error = SYS3(__NR_mkdirat, parent, name, 0700);
    if (error == 0)
        error = sys_openat((int)parent, name, SYS_O_RDONLY | SYS_O_DIRECTORY | SYS_O_NOFOLLOW, 0);
    sys_close((int)parent);
    if (error < 0)
        return fail(run, STEP_SCRATCH, error, 1);
    run->scratch_fd = (int)error;
    SYS2(__NR_fchmod, run->scratch_fd, 0700); /* whatever the umask */
    if (scratch_fill(run, run->scratch_fd) < 0)
        return -1;
    error = scratch_give(run, run->scratch_fd);
    return error < 0 ? fail(run, STEP_SCRATCH, error, 2) : 0;
}

/* Where a folder is now, if that can be known. */
static long where(int fd, char *into, size_t room)
{
    char link[64] = "/proc/self/fd/";
    long length;

    text_add_number(link, sizeof link, (uint64_t)fd);
    length = SYS4(__NR_readlinkat, SYS_AT_FDCWD, link, into, room - 1);
    into[length < 0 ? 0 : length] = 0;
    return length;
}

static long remove_empty(const char *path)
{
    return SYS3(__NR_unlinkat, SYS_AT_FDCWD, path, 0x200 /* AT_REMOVEDIR */);
}

static int is_gone(int fd)
{
    struct sys_statx facts = { .links = 0 };

    return SYS5(__NR_statx, fd, "", 0x1000 /* AT_EMPTY_PATH */, SYS_STATX_LINKS, &facts) == 0
           && facts.links == 0;
}

/* Once more if something is left, since not every file system lists a folder
 * that is being emptied in full. */
static void remove_folder(int fd, const char *path)
{
    char now[LONGEST_PATH];

    for (int round = 0; round < 3; round++) {
        remove_inside(fd);
        remove_empty(path);
        if (is_gone(fd))
            return;
        /* In profile "none" a program can move its own folder. */
        if (where(fd, now, sizeof now) > 0 && remove_empty(now) == 0)
            return;
    }
}

void scratch_remove(struct run *run)
{
    if (run->scratch_fd >= 0)
        remove_folder(run->scratch_fd, config_text(run->config, run->config->scratch));
}

void scratch_remove_left(const char *path)
{
    char itself[64] = "/proc/self/fd/";
    long named = sys_open(path, SYS_O_PATH | SYS_O_DIRECTORY | SYS_O_NOFOLLOW, 0), fd;

    if (named < 0)
        return;
    text_add_number(itself, sizeof itself, (uint64_t)named);
    SYS3(__NR_fchmodat, SYS_AT_FDCWD, itself, 0700); /* the program may have closed it */
    fd = sys_openat((int)named, ".", SYS_O_RDONLY | SYS_O_DIRECTORY, 0);
    if (fd >= 0)
        remove_folder((int)fd, path);
}

/* ---- A file system of a private root ---- */

/* struct msghdr and struct cmsghdr with one descriptor. */
struct message {
    void *name;
    uint64_t name_length;
    void *parts;
    uint64_t count;
    void *control;
    uint64_t control_length;
    uint64_t flags;
};

void scratch_hold(struct run *run, int fd)
{
    char byte = 0;
    struct {
        void *base;
        uint64_t length;
    } part = { &byte, 1 };
    struct {
        uint64_t length;
        int level, type, fd, padding;
    } control = { 20, 1, PASS_DESCRIPTOR, fd, 0 };
    struct message message = { 0, 0, &part, 1, &control, sizeof control, 0 };

    if (run->holder_fd >= 0)
        SYS3(__NR_sendmsg, run->holder_fd, &message, 0x4000 /* MSG_NOSIGNAL */);
}
