/* root.c - a file system that holds only what the program may see.
 *
 * A new tmpfs is the root; each path of the configuration is bind-mounted into
 * it at the same place, read-only unless it may be written; then the old root
 * is let go.  Symbolic links among the listed paths (/bin, /lib64) stay links.
 * What is not listed does not exist, not even as metadata. */
#include "protections/root.h"

#include <linux/mount.h>

#include "base/files.h"
#include "confine/namespaces.h"
#include "confine/text.h"
#include "scratch/scratch.h"

#define MS_RDONLY_ 1
#define MS_NOSUID_ 2
#define MS_NODEV_ 4
#define MS_NOEXEC_ 8

static long mode_of(int dir, const char *path, unsigned *mode)
{
    struct sys_statx result = { .mode = 0 };
    long error = SYS5(__NR_statx, dir, path, SYS_AT_SYMLINK_NOFOLLOW, SYS_STATX_MODE, &result);

    *mode = result.mode;
    return error;
}

/* Make the folders above the last part of an absolute path below `root`.  They belong to
 * the private root, so their modes hide nothing. */
static long make_parents(int root, const char *path)
{
    return folder_make_parents(root, path + 1, NULL, NULL);
}

static long copy_link(int root, const char *path)
{
    char target[LONGEST_PATH];
    long length = SYS4(__NR_readlinkat, SYS_AT_FDCWD, path, target, sizeof target - 1);

    if (length < 0)
        return length;
    target[length] = 0;
    return SYS3(__NR_symlinkat, target, root, path + 1);
}

static long set_attributes(int tree, uint32_t access)
{
    struct mount_attr attributes = { 0, 0, 0, 0 };

    attributes.attr_set = MOUNT_ATTR_NOSUID;
    if ((access & ACCESS_WRITE) == 0)
        attributes.attr_set |= MOUNT_ATTR_RDONLY;
    if ((access & ACCESS_DEVICE) == 0)
        attributes.attr_set |= MOUNT_ATTR_NODEV;
    if ((access & ACCESS_EXECUTE) == 0)
        attributes.attr_set |= MOUNT_ATTR_NOEXEC;
    return SYS5(__NR_mount_setattr, tree, "", 0x9000 /* AT_EMPTY_PATH | AT_RECURSIVE */,
                &attributes, sizeof attributes);
}

static long bind(int root, const char *path, uint32_t access, unsigned mode)
{
    const char *inside = path + 1;
    long tree, error, made;

    tree = SYS3(__NR_open_tree, SYS_AT_FDCWD, path,
                OPEN_TREE_CLONE | SYS_O_CLOEXEC | 0x8000 /* AT_RECURSIVE */);
    if (tree < 0)
        return tree;
    error = set_attributes((int)tree, access);
    if (error == 0)
        error = make_parents(root, path);
    if (error == 0) {
        if (SYS_IS_FOLDER(mode)) {
            error = SYS3(__NR_mkdirat, root, inside, 0755);
            if (error == -EEXIST)
                error = 0;
        } else {
            made = sys_openat(root, inside, SYS_O_WRONLY | SYS_O_CREAT | SYS_O_EXCL, 0644);
            if (made >= 0)
                sys_close((int)made);
            else if (made != -EEXIST && made != -EROFS)
                error = made;
        }
    }
    if (error == 0)
        error = SYS5(__NR_move_mount, tree, "", root, inside,
                     MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_SYMLINKS);
    sys_close((int)tree);
    return error;
}

/* An absolute path as it is reached before the new root is entered. */
static long staged(char *into, size_t room, const char *path)
{
    into[0] = 0;
    text_add(into, room, STAGE);
    text_add(into, room, path);
    return text_length(into) + 1 == room ? -ENAMETOOLONG : 0;
}

/* Whether a file is put into the scratch folder to be executed.  Landlock then
 * says that no other one is. */
static bool has_executables(const struct run *run)
{
    const struct list files = run->config->files;
    const struct file_entry *entries = config_at(run->config, files.offset);

    for (uint32_t i = 0; i < files.count; i++)
        if ((entries[i].mode & 0111) != 0)
            return true;
    return false;
}

static long mount_scratch(struct run *run, int root, const char *path, uint32_t access)
{
    char target[LONGEST_PATH], options[128] = "mode=700,size=";
    uint32_t user = run->user != 0 ? run->user : run->user_of_host;
    uint32_t group = run->user != 0 ? run->user : run->group_of_host;
    uint64_t disk = run->config->disk;
    int flags = MS_NOSUID_ | MS_NODEV_ | MS_NOEXEC_;
    long folder, error = staged(target, sizeof target, path);

    if (error == 0)
        error = make_parents(root, path);
    if (error == 0)
        error = SYS3(__NR_mkdirat, root, path + 1, 0755);
    if (error < 0 && error != -EEXIST)
        return error;
    /* An inode costs the kernel about a kilobyte that the size does not count. */
    text_add_number(options, sizeof options, disk == UNLIMITED ? 0 : disk);
    text_add(options, sizeof options, ",nr_inodes=");
    text_add_number(options, sizeof options, disk == UNLIMITED ? 0 : 1024 + disk / 4096);
    text_add(options, sizeof options, ",uid=");
    text_add_number(options, sizeof options, user);
    text_add(options, sizeof options, ",gid=");
    text_add_number(options, sizeof options, group);
    if ((access & ACCESS_EXECUTE) != 0 || has_executables(run))
        flags &= ~MS_NOEXEC_;
    error = SYS5(__NR_mount, "tmpfs", target, "tmpfs", flags, options);
    if (error == -EINVAL && run->user != 0) {
        /* A container that maps few users: the program will be NOBODY. */
        options[0] = 0;
        text_add(options, sizeof options, "mode=1777,size=");
        text_add_number(options, sizeof options, disk == UNLIMITED ? 0 : disk);
        error = SYS5(__NR_mount, "tmpfs", target, "tmpfs", flags, options);
    }
    if (error < 0)
        return error;
    folder = sys_openat(root, path + 1, SYS_O_PATH | SYS_O_DIRECTORY, 0);
    if (folder < 0)
        return folder;
    scratch_keep(run, (int)folder);
    sys_close((int)folder);
    return 0;
}

/* What /proc tells about the machine is not the program's business, but for the
 * files that are listed: Landlock refuses the others.  Without Landlock, nothing but
 * processes is shown. */
static long mount_proc(struct run *run, int root, const char *path, uint32_t access)
{
    const char *options =
        protects(run, PROTECT_LANDLOCK) || (access & ACCESS_READ) != 0 ? NULL : "subset=pid";
    char target[LONGEST_PATH];
    long error = staged(target, sizeof target, path);

    if (error == 0)
        error = SYS3(__NR_mkdirat, root, path + 1, 0755);
    if (error < 0 && error != -EEXIST)
        return error;
    /* Without a process namespace of its own, a new /proc would show the
     * host's processes.  Refused inside most containers, whose own /proc is
     * partly covered.  The program has an empty folder then. */
    if (protects(run, PROTECT_PID_NAMESPACE))
        SYS5(__NR_mount, "proc", target, "proc", MS_NOSUID_ | MS_NODEV_ | MS_NOEXEC_ | MS_RDONLY_,
             options);
    return 0;
}

static long place(struct run *run, int root, const struct path_entry *entry)
{
    const char *path = config_text(run->config, entry->path);
    unsigned mode;
    long error;

    if (path[0] != '/' || path[1] == 0)
        return -EINVAL;
    if ((entry->access & ACCESS_SCRATCH) != 0)
        return mount_scratch(run, root, path, entry->access);
    if ((entry->access & ACCESS_PROC) != 0)
        return mount_proc(run, root, path, entry->access);
    if ((entry->access & ACCESS_THERE) != 0)
        return 0;

    error = mode_of(SYS_AT_FDCWD, path, &mode);
    if (error == -ENOENT && (entry->access & ACCESS_OPTIONAL) != 0)
        return 0;
    if (error < 0)
        return error;
    if (SYS_IS_LINK(mode)) {
        error = make_parents(root, path);
        if (error == 0)
            error = copy_link(root, path);
        return error == -EEXIST || error == -EROFS ? 0 : error;
    }
    return bind(root, path, entry->access, mode);
}

static int fill_scratch(struct run *run)
{
    const char *path = config_text(run->config, run->config->scratch);
    long folder = sys_open(path, SYS_O_RDONLY | SYS_O_DIRECTORY | SYS_O_NOFOLLOW, 0);
    int error;

    if (folder < 0)
        return fail(run, STEP_SCRATCH, folder, 3);
    error = scratch_fill(run, (int)folder);
    sys_close((int)folder);
    return error;
}

int root_enter(struct run *run)
{
    const struct config *config = run->config;
    const struct path_entry *entries = config_at(config, config->paths.offset);
    static const char *const links[][2] = {
        { "/proc/self/fd", "dev/fd" },
        { "/proc/self/fd/0", "dev/stdin" },
        { "/proc/self/fd/1", "dev/stdout" },
        { "/proc/self/fd/2", "dev/stderr" },
    };
    long error, root;

    root = root_stage("mode=755,size=1m");
    if (root < 0)
        return fail(run, STEP_MOUNT_ROOT, root, 0);

    for (uint32_t i = 0; i < config->paths.count; i++) {
        error = place(run, (int)root, &entries[i]);
        if (error < 0)
            return fail(run, STEP_MOUNT_PATH, error, i);
    }
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        SYS3(__NR_symlinkat, links[i][0], root, links[i][1]);

    error = root_move_into((int)root);
    if (error < 0)
        return fail(run, STEP_MOUNT_ROOT, error, 2);
    if (config->files.count > 0 && fill_scratch(run) < 0)
        return -1;
    error = root_make_read_only();
    return error < 0 ? fail(run, STEP_MOUNT_ROOT, error, 3) : 0;
}
