/* lock_in.c - what lock_in.h describes. */
#include "worker/lock_in.h"

#include <linux/sched.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include "confine/identity.h"
#include "confine/landlock.h"
#include "confine/limits.h"
#include "confine/namespaces.h"
#include "confine/sys.h"
#include "worker/allow_list.h"

static bool note(struct locked_in *state, enum worker_protection protection, long error)
{
    if (error < 0) {
        state->errors[protection] = (int32_t)-error;
        return false;
    }
    state->errors[protection] = 0;
    state->on |= 1u << protection;
    return true;
}

/* ---------------------------------------------------------------------- namespaces */

static const struct {
    enum worker_protection protection;
    unsigned long flag;
} kinds[] = {
    { WORKER_PID_NAMESPACE, CLONE_NEWPID },     { WORKER_MOUNT_NAMESPACE, CLONE_NEWNS },
    { WORKER_IPC_NAMESPACE, CLONE_NEWIPC },     { WORKER_UTS_NAMESPACE, CLONE_NEWUTS },
    { WORKER_NETWORK_NAMESPACE, CLONE_NEWNET },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const unsigned long FOR_THE_NEXT_FORK = CLONE_NEWPID,
                           AT_ONCE = CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNET;

static void note_all(struct locked_in *state, unsigned long which, long error)
{
    for (int i = 0; i < KINDS; i++)
        if ((kinds[i].flag & which) != 0)
            note(state, kinds[i].protection, error);
}

/* Enter some kinds in one step, with `more`; or one by one, where that fails. */
static bool enter(struct locked_in *state, unsigned long which, unsigned long more)
{
    bool any = false;

    if (SYS1(__NR_unshare, which | more) == 0) {
        note_all(state, which, 0);
        return true;
    }
    const long error = more != 0 ? SYS1(__NR_unshare, more) : 0;
    if (error < 0) {
        note_all(state, which, error);
        return false;
    }
    for (int i = 0; i < KINDS; i++)
        if ((kinds[i].flag & which) != 0)
            any |= note(state, kinds[i].protection, SYS1(__NR_unshare, kinds[i].flag));
    return any;
}

/* Users from here on are unused on any usual machine; those of programs begin at 2**30
 * (pkhost/programs/protections.py).  A process id is less than 2**22, and processes in
 * different process namespaces (containers) have the same ones: each such namespace has a
 * range of its own, as far as 64 ranges go. */
static uint32_t unused_user(void)
{
    struct stat facts;
    const uint64_t namespace = stat("/proc/self/ns/pid", &facts) == 0 ? facts.st_ino : 0;

    return 0x20000000u + (uint32_t)(namespace % 64 << 22) + (uint32_t)SYS0(__NR_getpid);
}

/* Whether a thread is root is not to be seen from its user's number: in a user namespace
 * that may not have root, root has none, and is root to the kernel all the same. */
static long become_user(const struct locked_in *state)
{
    if (!state->still_root || (uint32_t)SYS0(__NR_geteuid) == state->user)
        return 0;
    return identity_become(state->user);
}

static void enter_with_users(struct locked_in *state)
{
    uint32_t detail;

    /* In a user namespace of its own no user can be had that root is not now. */
    if (state->still_root && become_user(state) == 0) {
        state->still_root = false;
        /* The kernel has made the files of /proc/self root's. */
        sys_prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    }
    const uint32_t user = (uint32_t)SYS0(__NR_geteuid), group = (uint32_t)SYS0(__NR_getegid);
    if (enter(state, FOR_THE_NEXT_FORK, CLONE_NEWUSER))
        /* Without it the process has a user that has no name here, which is as good. */
        user_map(user, group, &detail);
}

static long empty_root(void)
{
    const long root = root_stage("mode=555,size=4k,nr_inodes=1");
    const long error = root < 0 ? root : root_move_into((int)root);

    return error < 0 ? error : root_make_read_only();
}

void namespaces_begin(struct locked_in *state)
{
    memset(state, 0, sizeof *state);
    state->still_root = SYS0(__NR_geteuid) == 0;
    if (state->still_root)
        state->user = unused_user();
    if (!enter(state, FOR_THE_NEXT_FORK, 0))
        enter_with_users(state);
}

void namespaces_finish(struct locked_in *state)
{
    static const char hostname[] = "sandbox";
    const uint32_t mount = 1u << WORKER_MOUNT_NAMESPACE, uts = 1u << WORKER_UTS_NAMESPACE;

    enter(state, AT_ONCE, 0);
    if ((state->on & mount) != 0) {
        state->on &= ~mount;
        note(state, WORKER_MOUNT_NAMESPACE, empty_root());
    }
    if ((state->on & uts) != 0) {
        state->on &= ~uts;
        note(state, WORKER_UTS_NAMESPACE, SYS2(__NR_sethostname, hostname, sizeof hostname - 1));
    }
}

void namespaces_enter(struct locked_in *state)
{
    namespaces_begin(state);
    namespaces_finish(state);
}

int namespaces_join(const struct locked_in *state, int of)
{
    unsigned long which = 0;

    for (int i = 0; i < KINDS; i++)
        if ((kinds[i].flag & AT_ONCE) != 0 && (state->on & 1u << kinds[i].protection) != 0)
            which |= kinds[i].flag;
    return which == 0 ? 0 : (int)SYS2(__NR_setns, of, which);
}

/* --------------------------------------------------------------------- the thread */

/* Nothing is allowed of what the kernel can govern. */
static void restrict_with_landlock(struct locked_in *state)
{
    const long version = landlock_version();
    struct landlock_rules rules = { 0, 0, 0 };
    long error = version;

    if (version > 0) {
        rules.files = landlock_all_files(version);
        rules.network = version >= LANDLOCK_HAS_TCP ? LANDLOCK_TCP : 0;
        rules.scoped = version >= LANDLOCK_HAS_SCOPED ? LANDLOCK_SCOPED : 0;
        error = landlock_make(&rules);
        if (error >= 0)
            error = landlock_restrict((int)error);
    }
    note(state, WORKER_LANDLOCK, error);
    note(state, WORKER_LANDLOCK_NETWORK, error < 0 || rules.network != 0 ? error : -ENOSYS);
    note(state, WORKER_LANDLOCK_SCOPE, error < 0 || rules.scoped != 0 ? error : -ENOSYS);
}

int lock_in_user(const struct locked_in *state)
{
    capabilities_bound(0);
    return (int)become_user(state);
}

static long give_up_rights(struct locked_in *state)
{
    const long error = lock_in_user(state), dropped = capabilities_set(0);

    if (error == 0)
        state->still_root = false;
    return error < 0 ? error : dropped;
}

/* Whether this thread could fork where it may have no process: as it is locked in by now. */
static bool forks_beyond_its_limit(void)
{
    struct sys_rlimit before, none;

    if (SYS4(__NR_prlimit64, 0, LIMIT_NPROC, 0, &before) < 0)
        return true;
    none = (struct sys_rlimit){ 0, before.hard };
    if (SYS4(__NR_prlimit64, 0, LIMIT_NPROC, &none, 0) < 0)
        return true;
    const long pid = SYS5(__NR_clone, SYS_SIGCHLD, 0, 0, 0, 0);
    if (pid == 0)
        sys_exit(0);
    SYS4(__NR_prlimit64, 0, LIMIT_NPROC, &before, 0);
    while (pid > 0 && sys_wait4((int)pid, 0, 0, 0) == -EINTR)
        continue;
    return pid > 0;
}

static long install_filter(const struct locked_in *state, enum lock_in_kind kind)
{
    struct filter filter;

    /* Who is not bound by the limit on processes: then lock_in_worker() sees to forks. */
    allow_list_build(&filter, kind == LOCK_IN_GROUP ? ALLOW_LIST_GROUP : ALLOW_LIST_FORKER,
                     state->unbound);
    return filter_install(&filter, 0);
}

int lock_in(struct locked_in *state, enum lock_in_kind kind)
{
    long error = sys_prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);

    if (!note(state, WORKER_NO_NEW_PRIVS, error))
        return (int)error;
    restrict_with_landlock(state);
    error = give_up_rights(state);
    state->unbound = state->still_root || forks_beyond_its_limit();
    note(state, WORKER_UNPRIVILEGED, error == 0 && state->unbound ? -EPERM : error);
    error = install_filter(state, kind);
    return note(state, WORKER_SECCOMP, error) ? 0 : (int)error;
}

/* --------------------------------------------------------------------- the worker */

int lock_in_worker(const struct locked_in *state, int zygote, enum lock_in_kind kind)
{
    long error = sys_prctl(PR_SET_PDEATHSIG, SYS_SIGKILL, 0, 0, 0);

    if (error == 0 && SYS0(__NR_getppid) != zygote)
        error = -ESRCH;
    if (error == 0 && LOCK_IN_KEPT > 0)
        error = SYS3(__NR_close_range, 0, LOCK_IN_KEPT - 1, 0);
    if (error == 0)
        error = SYS3(__NR_close_range, LOCK_IN_KEPT + 1, ~0u, 0);
    if (error == 0 && state->unbound && kind == LOCK_IN_FORKER) {
        struct filter filter;

        allow_list_build_no_forks(&filter);
        error = filter_install(&filter, 0);
    }
    return (int)error;
}

int lock_in_timers(void) { return (int)limit_set(0, LIMIT_SIGPENDING, 0); }

/* ------------------------------------------------------------- the worker's limits */

int lock_in_limit(int worker, uint32_t resource, uint64_t value)
{
    if (resource == LIMIT_AS)
        return (int)limit_set_soft(worker, LIMIT_AS, value);
    if (resource == LIMIT_CPU) {
        const struct sys_rlimit limit = { value, value };

        return (int)SYS4(__NR_prlimit64, worker, LIMIT_CPU, &limit, 0);
    }
    return -EINVAL;
}

int lock_in_limits(int worker, const struct lock_in_limits *limits)
{
    static const enum limit none[] = { LIMIT_NOFILE, LIMIT_FSIZE,    LIMIT_CORE,  LIMIT_MEMLOCK,
                                       LIMIT_NICE,   LIMIT_MSGQUEUE, LIMIT_RTPRIO };
    struct sys_rlimit timers;
    long error = 0;

    for (size_t i = 0; i < sizeof none / sizeof *none && error == 0; i++)
        error = limit_set(worker, none[i], 0);
    if (error == 0)
        error = limit_set_soft(worker, LIMIT_NPROC, limits->threads);
    /* Timers and signals that wait are counted for the user, who may be the host's.  A worker
     * of one thread has none to make later: lock_in_timers(). */
    if (error == 0 && limits->threads != 0) {
        error = SYS4(__NR_prlimit64, worker, LIMIT_SIGPENDING, 0, &timers);
        if (error == 0)
            error = limit_set(worker, LIMIT_SIGPENDING, timers.hard / 2);
    }
    if (error == 0 && limits->cpu_time != 0)
        error = limit_set(worker, LIMIT_CPU, limits->cpu_time);
    if (error == 0)
        error = lock_in_limit(worker, LIMIT_AS, limits->address_space);
    return (int)error;
}

int64_t lock_in_cpu_time(int worker) { return sys_clock_of(worker); }
