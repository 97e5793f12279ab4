/* landlock.c - only the listed paths, no TCP, no reach out of the sandbox.
 *
 * Landlock needs no privilege and works inside containers.  What it does not
 * govern on the kernels of today: looking at metadata (stat), changing it
 * (chmod, utime, extended attributes; the filter refuses those where there is
 * no private root), and connecting to Unix sockets by path (the filter refuses
 * sockets). */
#include "protections/landlock.h"

#include "confine/landlock.h"

#define FS_READING (FS_READ_FILE | FS_READ_DIR)
/* Devices are never made, and device controls never allowed. */
#define FS_WRITING                                                                             \
    (FS_WRITE_FILE | FS_REMOVE_DIR | FS_REMOVE_FILE | FS_MAKE_DIR | FS_MAKE_REG | FS_MAKE_SOCK \
     | FS_MAKE_FIFO | FS_MAKE_SYM | FS_REFER | FS_TRUNCATE)

static int allow(struct run *run, int ruleset, uint32_t index, uint64_t governed)
{
    const struct path_entry *entry =
        (const struct path_entry *)config_at(run->config, run->config->paths.offset) + index;
    uint64_t rights = 0;
    long fd, error;

    if ((entry->access & ACCESS_READ) != 0)
        rights |= FS_READING;
    if ((entry->access & ACCESS_LIST) != 0)
        rights |= FS_READ_DIR;
    if ((entry->access & ACCESS_WRITE) != 0)
        rights |= FS_WRITING;
    if ((entry->access & ACCESS_EXECUTE) != 0)
        rights |= FS_EXECUTE;
    rights &= governed;
    if (rights == 0)
        return 0; /* only there to be mounted */

    fd = sys_open(config_text(run->config, entry->path), SYS_O_PATH, 0);
    if (fd < 0) {
        if ((entry->access & ACCESS_OPTIONAL) != 0)
            return 0;
        return fail(run, STEP_LANDLOCK, fd, index);
    }
    error = landlock_allow(ruleset, (int)fd, rights);
    sys_close((int)fd);
    return error < 0 ? fail(run, STEP_LANDLOCK, error, index) : 0;
}

int landlock_apply(struct run *run)
{
    long version = landlock_version();
    struct landlock_rules wanted = { 0, 0, 0 };
    long ruleset, error;

    if (version < 0)
        return fail(run, STEP_LANDLOCK, version, UINT32_MAX);
    if (protects(run, PROTECT_LANDLOCK))
        wanted.files = landlock_all_files(version);
    if (protects(run, PROTECT_LANDLOCK_NETWORK)) {
        if (version < LANDLOCK_HAS_TCP)
            return fail(run, STEP_LANDLOCK_NETWORK, -ENOSYS, (uint32_t)version);
        wanted.network = LANDLOCK_TCP;
    }
    if (protects(run, PROTECT_LANDLOCK_SCOPE)) {
        if (version < LANDLOCK_HAS_SCOPED)
            return fail(run, STEP_LANDLOCK_SCOPE, -ENOSYS, (uint32_t)version);
        wanted.scoped = LANDLOCK_SCOPED;
    }
    ruleset = landlock_make(&wanted);
    if (ruleset < 0)
        return fail(run, STEP_LANDLOCK, ruleset, UINT32_MAX);
    if (protects(run, PROTECT_LANDLOCK))
        for (uint32_t i = 0; i < run->config->paths.count; i++)
            if (allow(run, (int)ruleset, i, wanted.files) < 0)
                return -1;
    error = landlock_restrict((int)ruleset);
    return error < 0 ? fail(run, STEP_LANDLOCK, error, UINT32_MAX) : 0;
}
