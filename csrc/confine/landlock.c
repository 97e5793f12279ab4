/* landlock.c - what landlock.h describes. */
#include "confine/landlock.h"

#include "confine/sys.h"

struct path_rule {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

enum { RULE_PATH_BENEATH = 1, CREATE_RULESET_VERSION = 1 };

#define FS_OF_A_FILE (FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV)

long landlock_version(void)
{
    return SYS3(__NR_landlock_create_ruleset, 0, 0, CREATE_RULESET_VERSION);
}

uint64_t landlock_all_files(long version)
{
    unsigned rights = version < 2 ? 13 : version < 3 ? 14 : version < 5 ? 15 : 16;

    return (1ull << rights) - 1;
}

long landlock_make(const struct landlock_rules *rules)
{
    /* Older kernels take the longer struct as long as its tail is zero. */
    return SYS3(__NR_landlock_create_ruleset, rules, sizeof *rules, 0);
}

long landlock_allow(int ruleset, int path, uint64_t rights)
{
    struct path_rule rule = { rights, path };
    long error = SYS4(__NR_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0);

    if (error == -EINVAL) { /* not a folder: only some rights make sense */
        rule.allowed &= FS_OF_A_FILE;
        error = SYS4(__NR_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0);
    }
    return error;
}

long landlock_restrict(int ruleset)
{
    long error = SYS2(__NR_landlock_restrict_self, ruleset, 0);

    sys_close(ruleset);
    return error;
}
