/* scratch.c - the folder that a program starts in and may write to.
 *
 * In a private root it is a file system of its own (root.c), which goes with
 * the last descriptor of it.  Elsewhere it is a folder of the machine's, which
 * the supervisor makes, fills and removes: it outlives whatever the program and
 * the host come to, so the folder does not outlive it. */
#include "scratch/scratch.h"

#include "base/files.h"
#include "confine/identity.h"
#include "confine/text.h"
#include "scratch/remove.h"

#define PASS_DESCRIPTOR 1 /* SCM_RIGHTS */

/* Bytes that are written at once. */
#define PIECE (1u << 20)

/* Give what is open to the program's user.  0 or an errno. */
static long give_to_program(const struct run *run, int fd)
{
    long error;

    if (run->user == 0)
        return 0;
    error = SYS3(__NR_fchown, fd, run->user, run->user);
    /* A container that maps few users: the program will be NOBODY. */
    return error == -EINVAL ? SYS3(__NR_fchown, fd, NOBODY, NOBODY) : error;
}

/* ---- The files of the configuration ---- */

/* A folder above a file has been made. */
static long open_up_parent(int folder, const char *path, const void *run)
{
    long fd = sys_openat(folder, path, SYS_O_RDONLY | SYS_O_DIRECTORY | SYS_O_NOFOLLOW, 0);
    long error;

    if (fd < 0)
        return fd;
    SYS2(__NR_fchmod, fd, 0755); /* whatever the umask */
    error = give_to_program(run, (int)fd);
    sys_close((int)fd);
    return error;
}

/* Data of the configuration that has been written, so that it does not count as memory
 * of the process that writes it.  Whole pages of it, and only where they are in a file,
 * from which they can be had again. */
static void forget_pages(const struct run *run, const char *data, uint32_t size)
{
    const uint64_t page = (uint64_t)run->page_size;
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
    long error = folder_make_parents(folder, path, open_up_parent, run), fd;

    if (error < 0)
        return error;
    fd = sys_openat(folder, path, SYS_O_WRONLY | SYS_O_CREAT | SYS_O_EXCL | SYS_O_NOFOLLOW, 0600);
    if (fd < 0)
        return fd;
    while (error >= 0 && done < file->size) {
        left = file->size - done;
        error = sys_write((int)fd, data + done, left < PIECE ? left : PIECE);
        if (error > 0) {
            forget_pages(run, data + done, (uint32_t)error);
            done += (uint32_t)error;
        }
    }
    if (error >= 0)
        error = SYS2(__NR_fchmod, fd, file->mode);
    if (error >= 0)
        error = give_to_program(run, (int)fd);
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
    error = give_to_program(run, run->scratch_fd);
    return error < 0 ? fail(run, STEP_SCRATCH, error, 2) : 0;
}

/* Where a folder is now, if that can be known. */
static long path_of(int fd, char *into, size_t room)
{
    char link[64];
    long length;

    descriptor_path(link, sizeof link, fd);
    length = SYS4(__NR_readlinkat, SYS_AT_FDCWD, link, into, room - 1);
    into[length < 0 ? 0 : length] = 0;
    return length;
}

static long remove_empty(const char *path)
{
    return SYS3(__NR_unlinkat, SYS_AT_FDCWD, path, 0x200 /* AT_REMOVEDIR */);
}

static bool is_gone(int fd)
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
        if (path_of(fd, now, sizeof now) > 0 && remove_empty(now) == 0)
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
    char itself[64];
    long named = sys_open(path, SYS_O_PATH | SYS_O_DIRECTORY | SYS_O_NOFOLLOW, 0), fd;

    if (named < 0)
        return;
    descriptor_path(itself, sizeof itself, (int)named);
    SYS3(__NR_fchmodat, SYS_AT_FDCWD, itself, 0700); /* the program may have closed it */
    fd = sys_openat((int)named, ".", SYS_O_RDONLY | SYS_O_DIRECTORY, 0);
    if (fd >= 0)
        remove_folder((int)fd, path);
}

/* ---- A file system of a private root ---- */

void scratch_open_keeper(struct run *run)
{
    int ends[2];

    /* Without one the file system goes with init. */
    if (SYS4(__NR_socketpair, 1 /* AF_UNIX */, 2 /* SOCK_DGRAM */ | SYS_O_CLOEXEC, 0, ends) == 0)
        run->scratch_keeper_fd = ends[1];
}

void scratch_keep(const struct run *run, int fd)
{
    const char byte = 0;
    const struct sys_piece piece = { &byte, 1 };
    const struct {
        uint64_t length;
        int level, type, fd, padding;
    } control = { 20, 1, PASS_DESCRIPTOR, fd, 0 }; /* struct cmsghdr with one descriptor */
    const struct sys_message message = { NULL, 0, &piece, 1, &control, sizeof control, 0 };

    if (run->scratch_keeper_fd >= 0)
        SYS3(__NR_sendmsg, run->scratch_keeper_fd, &message, SYS_NO_SIGPIPE);
}
