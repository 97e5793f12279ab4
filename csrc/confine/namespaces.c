/* namespaces.c - what namespaces.h describes. */
#include "confine/namespaces.h"

#include "confine/files.h"
#include "confine/sys.h"
#include "confine/text.h"

#define MS_RDONLY_ 1
#define MS_NOSUID_ 2
#define MS_NODEV_ 4
#define MS_REMOUNT_ 32
#define MS_BIND_ 4096
#define MS_REC_ 16384
#define MS_PRIVATE_ (1 << 18)
#define MNT_DETACH_ 2

static long write_map(const char *path, uint32_t id)
{
    char line[64] = "";

    text_add_number(line, sizeof line, id);
    text_add(line, sizeof line, " ");
    text_add_number(line, sizeof line, id);
    text_add(line, sizeof line, " 1");
    return file_write(SYS_AT_FDCWD, path, line);
}

long user_map(uint32_t user, uint32_t group, uint32_t *detail)
{
    long wrote;

    *detail = 0;
    wrote = file_write(SYS_AT_FDCWD, "/proc/self/setgroups", "deny");
    if (wrote < 0)
        return wrote;
    *detail = 1;
    wrote = write_map("/proc/self/uid_map", user);
    if (wrote < 0)
        return wrote;
    *detail = 2;
    wrote = write_map("/proc/self/gid_map", group);
    return wrote < 0 ? wrote : 0;
}

long root_stage(const char *options)
{
    /* Nothing that is mounted here may show outside. */
    long error = SYS5(__NR_mount, 0, "/", 0, MS_REC_ | MS_PRIVATE_, 0);

    if (error == 0)
        error = SYS5(__NR_mount, "tmpfs", STAGE, "tmpfs", MS_NOSUID_ | MS_NODEV_, options);
    if (error < 0)
        return error;
    return sys_open(STAGE, SYS_O_RDONLY | SYS_O_DIRECTORY, 0);
}

long root_move_into(int root)
{
    long error = SYS1(__NR_fchdir, root);

    /* Stack the old root onto the new one and take it away. */
    sys_close(root);
    if (error == 0)
        error = SYS2(__NR_pivot_root, ".", ".");
    if (error == 0)
        error = SYS2(__NR_umount2, ".", MNT_DETACH_);
    if (error == 0)
        error = SYS1(__NR_chdir, "/");
    return error;
}

long root_make_read_only(void)
{
    return SYS5(__NR_mount, 0, "/", 0, MS_REMOUNT_ | MS_BIND_ | MS_RDONLY_ | MS_NOSUID_ | MS_NODEV_,
                0);
}
