/* identity.c - give up root and all capabilities.
 *
 * A host that is root does not run the program as root.  The program gets a
 * user and group of its own, a high number made from the launcher's process
 * id, that no other run has at the same time: so it can signal no other
 * process, owns nothing, and the kernel's per-user process limit counts just this run.
 * In a container that maps few users it gets 65534 (nobody) instead. */
#include "confine/identity.h"

#define CAPABILITY_VERSION 0x20080522 /* 3 */
#define CAPABILITY_DAC_OVERRIDE 1
#define CAPABILITY_DAC_READ_SEARCH 2

struct capability_header {
    uint32_t version;
    int32_t pid;
};

struct capability_data {
    uint32_t effective;
    uint32_t permitted;
    uint32_t inheritable;
};

static long set_capabilities(uint32_t set)
{
    const struct capability_header header = { CAPABILITY_VERSION, 0 };
    const struct capability_data data[2] = { { set, set, set }, { 0, 0, 0 } };

    return SYS2(__NR_capset, &header, data);
}

static long keepable(uint32_t wanted)
{
    const struct capability_header header = { CAPABILITY_VERSION, 0 };
    struct capability_data data[2] = { { 0, 0, 0 }, { 0, 0, 0 } };
    long error = SYS2(__NR_capget, &header, data);

    return error < 0 ? 0 : (long)(data[0].permitted & wanted);
}

static long change_user(uint32_t user)
{
    long error = SYS2(__NR_setgroups, 0, 0);

    if (error == 0)
        error = SYS3(__NR_setresgid, user, user, user);
    if (error == 0)
        error = SYS3(__NR_setresuid, user, user, user);
    return error;
}

/* A host that is root may act as another user for a time (seteuid): its real
 * user, which the launcher has inherited, is root still, and a program could go
 * back to that.  Or the other way round, if the host is a set-user-ID program.
 * What counts is the effective user; there is no way back from here. */
int identity_settle(struct run *run)
{
    uint32_t real, effective, saved, real_group, group, saved_group;
    long error = SYS3(__NR_getresuid, &real, &effective, &saved);

    if (error == 0)
        error = SYS3(__NR_getresgid, &real_group, &group, &saved_group);
    if (error < 0)
        return fail(run, STEP_USER, error, 2);
    run->user_of_host = effective;
    run->group_of_host = group;
    if (real == effective && saved == effective && real_group == group && saved_group == group)
        return 0;
    error = SYS3(__NR_setresgid, group, group, group);
    if (error == 0)
        error = SYS3(__NR_setresuid, effective, effective, effective);
    if (error < 0)
        return fail(run, STEP_USER, error, 3);
    /* The kernel has made the files of /proc/self root's, for the sake of the real
     * user that has just been given up; they are needed for the user namespace. */
    sys_prctl(4 /* PR_SET_DUMPABLE */, 1, 0, 0, 0);
    return 0;
}

int identity_drop(struct run *run)
{
    uint32_t keep = 0;
    long error;

    if (has_option(run, OPTION_KEEP_FILE_ACCESS)) {
        keep = 1u << CAPABILITY_DAC_OVERRIDE | 1u << CAPABILITY_DAC_READ_SEARCH;
        keep = (uint32_t)keepable(keep);
        sys_prctl(8 /* PR_SET_KEEPCAPS */, 1, 0, 0, 0);
    }
    /* The bounding set: what no exec may ever bring back.  Fails, harmlessly,
     * without CAP_SETPCAP, and at the first number beyond the last capability. */
    for (unsigned long capability = 0; capability < 64; capability++)
        if ((capability >= 32 || (keep & 1u << capability) == 0)
            && sys_prctl(24 /* PR_CAPBSET_DROP */, capability, 0, 0, 0) < 0)
            break;
    if (run->user != 0) {
        error = change_user(run->user);
        if (error == -EINVAL)
            error = change_user(NOBODY);
        if (error < 0)
            return fail(run, STEP_USER, error, 0);
    }
    error = set_capabilities(keep);
    if (error < 0)
        return fail(run, STEP_USER, error, 1);
    /* Ambient capabilities are what an exec lets a user other than root keep. */
    for (unsigned long capability = 0; capability < 32; capability++)
        if ((keep & 1u << capability) != 0)
            sys_prctl(47 /* PR_CAP_AMBIENT */, 2 /* RAISE */, capability, 0, 0);
    /* Changing the user cleared it. */
    sys_prctl(1 /* PR_SET_PDEATHSIG */, SYS_SIGKILL, 0, 0, 0);
    return 0;
}
