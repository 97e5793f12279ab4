/* identity.c - what identity.h describes. */
#include "confine/identity.h"

#include "confine/sys.h"

#define CAPABILITY_VERSION 0x20080522 /* 3 */

struct capability_header {
    uint32_t version;
    int32_t pid;
};

struct capability_data {
    uint32_t effective;
    uint32_t permitted;
    uint32_t inheritable;
};

static long change_user(uint32_t user)
{
    long error = SYS2(__NR_setgroups, 0, 0);

    if (error == 0)
        error = SYS3(__NR_setresgid, user, user, user);
    if (error == 0)
        error = SYS3(__NR_setresuid, user, user, user);
    return error;
}

long identity_become(uint32_t user)
{
    long error = change_user(user);

    return error == -EINVAL ? change_user(NOBODY) : error;
}

uint32_t capabilities_permitted(void)
{
    const struct capability_header header = { CAPABILITY_VERSION, 0 };
    struct capability_data data[2] = { { 0, 0, 0 }, { 0, 0, 0 } };

    return SYS2(__NR_capget, &header, data) < 0 ? 0 : data[0].permitted;
}

long capabilities_set(uint32_t set)
{
    const struct capability_header header = { CAPABILITY_VERSION, 0 };
    const struct capability_data data[2] = { { set, set, set }, { 0, 0, 0 } };

    return SYS2(__NR_capset, &header, data);
}

void capabilities_bound(uint32_t kept)
{
    /* Fails at the first number beyond the last capability. */
    for (unsigned long capability = 0; capability < 64; capability++)
        if ((capability >= 32 || (kept & 1u << capability) == 0)
            && sys_prctl(24 /* PR_CAPBSET_DROP */, capability, 0, 0, 0) < 0)
            break;
}
