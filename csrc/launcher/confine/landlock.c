/* landlock.c - only the listed paths, no TCP, no reach out of the sandbox.
 *
 * Landlock needs no privilege and works inside containers.  What it does not
 * govern on the kernels of today: looking at metadata (stat), changing it
 * (chmod, utime, extended attributes; the filter refuses those where there is
 * no private root), and connecting to Unix sockets by path (the filter refuses
 * sockets). */
#include "confine/landlock.h"

/* The interface in full, since older kernel headers give only parts of it. */

struct ruleset {
    uint64_t file_system;
    uint64_t network;
    uint64_t scoped;
};

struct path_rule {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

enum { RULE_PATH_BENEATH = 1, CREATE_RULESET_VERSION = 1 };

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

#define FS_OF_A_FILE (FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV)
#define FS_READING (FS_READ_FILE | FS_READ_DIR)
/* Devices are never made, and device controls never allowed. */
#define FS_WRITING                                                                             \
    (FS_WRITE_FILE | FS_REMOVE_DIR | FS_REMOVE_FILE | FS_MAKE_DIR | FS_MAKE_REG | FS_MAKE_SOCK \
     | FS_MAKE_FIFO | FS_MAKE_SYM | FS_REFER | FS_TRUNCATE)

#define NETWORK_TCP 3u /* bind, connect */
#define SCOPED_BOTH 3u /* abstract sockets, signals */

/* What each version of the interface can govern. */
static uint64_t governed_files(long version)
{
    unsigned rights = version < 2 ? 13 : version < 3 ? 14 : version < 5 ? 15 : 16;

    return (1ull << rights) - 1;
}

static int allow(struct run *run, int ruleset, uint32_t index, uint64_t governed)
{
    const struct path_entry *entry =
        (const struct path_entry *)config_at(run->config, run->config->paths.offset) + index;
    struct path_rule rule = { 0, 0 };
    long fd, error;

    if ((entry->access & ACCESS_READ) != 0)
        rule.allowed |= FS_READING;
    if ((entry->access & ACCESS_LIST) != 0)
        rule.allowed |= FS_READ_DIR;
    if ((entry->access & ACCESS_WRITE) != 0)
        rule.allowed |= FS_WRITING;
    if ((entry->access & ACCESS_EXECUTE) != 0)
        rule.allowed |= FS_EXECUTE;
    rule.allowed &= governed;
    if (rule.allowed == 0)
        return 0; /* only there to be mounted */

    fd = sys_open(config_text(run->config, entry->path), SYS_O_PATH, 0);
    if (fd < 0) {
        if ((entry->access & ACCESS_OPTIONAL) != 0)
            return 0;
        return fail(run, STEP_LANDLOCK, fd, index);
    }
    rule.parent = (int)fd;
    error = SYS4(__NR_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0);
    if (error == -EINVAL) { /* not a folder: only some rights make sense */
        rule.allowed &= FS_OF_A_FILE;
        error = SYS4(__NR_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0);
    }
    sys_close((int)fd);
    return error < 0 ? fail(run, STEP_LANDLOCK, error, index) : 0;
}

long landlock_version(void)
{
    return SYS3(__NR_landlock_create_ruleset, 0, 0, CREATE_RULESET_VERSION);
}

int landlock_apply(struct run *run)
{
    long version = landlock_version();
    struct ruleset wanted = { 0, 0, 0 };
    long ruleset, error;

    if (version < 0)
        return fail(run, STEP_LANDLOCK, version, UINT32_MAX);
    if (protects(run, PROTECT_LANDLOCK))
        wanted.file_system = governed_files(version);
    if (protects(run, PROTECT_LANDLOCK_NETWORK)) {
        if (version < 4)
            return fail(run, STEP_LANDLOCK_NETWORK, -ENOSYS, (uint32_t)version);
        wanted.network = NETWORK_TCP;
    }
    if (protects(run, PROTECT_LANDLOCK_SCOPE)) {
        if (version < 6)
            return fail(run, STEP_LANDLOCK_SCOPE, -ENOSYS, (uint32_t)version);
        wanted.scoped = SCOPED_BOTH;
    }
    /* Older kernels take the longer struct as long as its tail is zero. */
    ruleset = SYS3(__NR_landlock_create_ruleset, &wanted, sizeof wanted, 0);
    if (ruleset < 0)
        return fail(run, STEP_LANDLOCK, ruleset, UINT32_MAX);
    if (protects(run, PROTECT_LANDLOCK))
        for (uint32_t i = 0; i < run->config->paths.count; i++)
            if (allow(run, (int)ruleset, i, wanted.file_system) < 0)
                return -1;
    error = SYS2(__NR_landlock_restrict_self, ruleset, 0);
    sys_close((int)ruleset);
    return error < 0 ? fail(run, STEP_LANDLOCK, error, UINT32_MAX) : 0;
}
