/* identity.c - give up root and all capabilities.
 *
 * A host that is root does not run the program as root.  The program gets a
 * user and group of its own, a high number made from the launcher's process
 * id, that no other run has at the same time: so it can signal no other
 * process, owns nothing, and the kernel's per-user process limit counts just this run.
 * In a container that maps few users it gets 65534 (nobody) instead. */
#include "protections/identity.h"

#include "confine/identity.h"

#define CAPABILITY_DAC_OVERRIDE 1
#define CAPABILITY_DAC_READ_SEARCH 2

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
        keep &= capabilities_permitted();
        sys_prctl(8 /* PR_SET_KEEPCAPS */, 1, 0, 0, 0);
    }
    capabilities_bound(keep);
    if (run->user != 0) {
        error = identity_become(run->user);
        if (error < 0)
            return fail(run, STEP_USER, error, 0);
    }
    error = capabilities_set(keep);
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
