/* filter.c - the system call filter.
 *
 * A list of refusals, not of permissions: an allow-list would have to know what
 * every C library, language runtime and kernel version needs, and would break
 * with each update.  Refused is what changes the machine, reaches other
 * processes, or has a history of holes in it and no use in a program that
 * computes something.  Closed by default all the same: a call whose number is
 * above those that were known when this was written does not exist (ENOSYS).
 *
 * Refusals answer EPERM, as the kernel would to an unprivileged user, so that
 * programs take the paths that they have for it.  ENOSYS is for calls whose
 * callers fall back to an older one (clone3, io_uring, memfd_create). */
#include "protections/filter.h"

#include "confine/filter.h"

#define NEWEST_KNOWN 470 /* Linux 6.18 */

/* Several calls a line. */
/* clang-format off */

/* ---- Refused always ---- */

static const uint16_t refused[] = {
    /* other processes */
    __NR_ptrace, __NR_process_vm_readv, __NR_process_vm_writev, __NR_kcmp, 438 /* pidfd_getfd */,
    440 /* process_madvise */, 448 /* process_mrelease */, __NR_migrate_pages, __NR_move_pages,
    /* the file system's shape */
    __NR_mount, __NR_umount2, __NR_pivot_root, __NR_chroot, 428 /* open_tree */,
    429 /* move_mount */, 430 /* fsopen */, 431 /* fsconfig */, 432 /* fsmount */,
    433 /* fspick */, 442 /* mount_setattr */, 467 /* open_tree_attr */, 457 /* statmount */,
    458 /* listmount */, __NR_quotactl, 443 /* quotactl_fd */, __NR_swapon, __NR_swapoff,
    __NR_name_to_handle_at, __NR_open_by_handle_at, __NR_fanotify_init, __NR_fanotify_mark,
    /* namespaces */
    __NR_unshare, __NR_setns,
    /* the machine */
    __NR_kexec_load, __NR_kexec_file_load, __NR_reboot,
    __NR_init_module, __NR_finit_module, __NR_delete_module, __NR_acct, __NR_syslog,
    __NR_settimeofday, __NR_clock_settime, __NR_adjtimex, __NR_clock_adjtime,
    __NR_sethostname, __NR_setdomainname, __NR_vhangup,
#if defined(__x86_64__)
    __NR_iopl, __NR_ioperm, __NR_modify_ldt, __NR_uselib, __NR_ustat, __NR_sysfs,
    __NR__sysctl,
#endif
    /* kernel interfaces with much code behind them */
    __NR_keyctl, __NR_add_key, __NR_request_key, __NR_bpf, __NR_perf_event_open,
    __NR_userfaultfd, __NR_mbind, __NR_set_mempolicy, 447 /* memfd_secret */,
    /* memory that no limit sees: pages that a pipe holds */
    __NR_vmsplice,
    /* what there is a limited number of for the whole machine, or for all processes of
     * a user, and programs can do without */
    __NR_inotify_init1, __NR_inotify_add_watch, __NR_mq_open, __NR_mq_unlink,
    __NR_mq_timedsend, __NR_mq_timedreceive, __NR_mq_notify, __NR_mq_getsetattr,
#if defined(__x86_64__)
    __NR_inotify_init,
#endif
};

/* The same, where callers fall back if the kernel has no such calls. */
static const uint16_t missing[] = {
    __NR_io_setup, __NR_io_destroy, __NR_io_submit, __NR_io_cancel, __NR_io_getevents,
    425 /* io_uring_setup */, 426 /* io_uring_enter */, 427 /* io_uring_register */,
};

/* ---- Refused except to compilers ---- */

/* Memory that outlives its process or that no limit sees.  Compilers have it where
 * a control group counts it, or where there can be only little of it. */
static const uint16_t refused_memory[] = {
    __NR_shmget, __NR_shmat, __NR_shmctl, __NR_shmdt,
};
static const uint16_t refused_messages[] = {
    __NR_semget, __NR_semop, __NR_semctl, __NR_semtimedop,
    __NR_msgget, __NR_msgsnd, __NR_msgrcv, __NR_msgctl,
};

/* Changes of metadata, which Landlock does not govern: without a private root
 * they reach every file that the program's user owns. */
static const uint16_t refused_metadata[] = {
    __NR_fchmod, __NR_fchmodat, 452 /* fchmodat2 */, __NR_fchown, __NR_fchownat,
    __NR_utimensat, 469 /* file_setattr */,
#if defined(__x86_64__)
    __NR_chmod, __NR_chown, __NR_lchown, __NR_utime, __NR_utimes, __NR_futimesat,
#endif
};

/* The same, and to compilers too: a program of a host that is root may pass over file
 * permissions, and no build needs these. */
static const uint16_t refused_attributes[] = {
    __NR_setxattr, __NR_lsetxattr, __NR_fsetxattr, 463 /* setxattrat */,
    __NR_removexattr, __NR_lremovexattr, __NR_fremovexattr, 466 /* removexattrat */,
};

/* Control over other processes of the same user, where nothing else prevents
 * it.  Only a part of the protection that a namespace gives. */
static const uint16_t refused_processes[] = {
    __NR_rt_sigqueueinfo, __NR_rt_tgsigqueueinfo, 424 /* pidfd_send_signal */,
};

/* clang-format on */

/* Calls that act on the process whose id is the given argument; 0 is the caller.
 * Those that can act on all processes of a user are in check_priorities(). */
static const struct {
    uint16_t call;
    uint16_t argument;
} only_on_itself[] = {
    { __NR_prlimit64, 0 },      { __NR_sched_setaffinity, 0 }, { __NR_sched_setscheduler, 0 },
    { __NR_sched_setparam, 0 }, { __NR_sched_setattr, 0 },
};

/* ---- Building it ---- */

#define MOST_REFUSALS 192
#define GROUP 8

struct refusal {
    uint16_t call;
    uint16_t error;
};

struct builder {
    struct filter filter;
    struct refusal refusals[MOST_REFUSALS]; /* sorted by call */
    uint16_t refusal_count;
};

/* Note a call that is refused whatever its arguments. */
static void refuse(struct builder *builder, uint16_t call, uint16_t error)
{
    uint16_t at = builder->refusal_count;

    if (at == MOST_REFUSALS) {
        builder->filter.overflowed = true;
        return;
    }
    builder->refusal_count++;
    for (; at > 0 && builder->refusals[at - 1].call > call; at--)
        builder->refusals[at] = builder->refusals[at - 1];
    builder->refusals[at] = (struct refusal){ call, error };
}

static void refuse_list(struct builder *builder, const uint16_t *calls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        refuse(builder, calls[i], EPERM);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define REFUSE_LIST(builder, array) refuse_list((builder), (array), COUNT(array))

/* Emit the refusals noted, in groups that are skipped by one comparison.  When
 * a filter is installed the kernel runs it once for every call there is, to
 * remember which are always allowed; a plain chain of all comparisons would
 * make that the most expensive step of starting a program. */
static void emit_refusals(struct builder *builder)
{
    for (uint16_t first = 0; first < builder->refusal_count; first += GROUP) {
        uint16_t end = first + GROUP, skip;

        if (end > builder->refusal_count)
            end = builder->refusal_count;
        skip = (uint16_t)(2 * (end - first) + 1);
        filter_emit(&builder->filter, BPF_JMP | BPF_JGT | BPF_K, builder->refusals[end - 1].call,
                    (uint8_t)skip, 0);
        for (uint16_t i = first; i < end; i++)
            filter_answer_if(&builder->filter, builder->refusals[i].call,
                             FILTER_ERROR(builder->refusals[i].error));
        filter_answer(&builder->filter, SECCOMP_RET_ALLOW);
    }
}

static void check_forks(struct builder *builder, const struct run *run)
{
    /* The flags that make namespaces; CLONE_NEWTIME is not among clone's. */
    const uint32_t namespaces = 0x7e020000u;

    /* Its flags lie in memory, where no filter can look: callers fall back. */
    refuse(builder, 435 /* clone3 */, ENOSYS);
    if (run->config->processes == 1) {
        /* Exact for every user; the kernel's own limit does not bind root. */
        refuse(builder, __NR_clone, EAGAIN);
#if defined(__x86_64__)
        refuse(builder, __NR_fork, EAGAIN);
        refuse(builder, __NR_vfork, EAGAIN);
#endif
        return;
    }
    uint16_t begun = filter_begin_call(&builder->filter, __NR_clone);
    filter_load_argument(&builder->filter, 0);
    filter_answer_if_any(&builder->filter, namespaces, FILTER_ERROR(EPERM));
    filter_end_call(&builder->filter, begun);
}

static void check_sockets(struct builder *builder, const struct run *run)
{
    if (!has_option(run, OPTION_FILTER_NETWORK)) {
        refuse(builder, __NR_socket, EACCES);
        /* A pair needs none of these.  With a name in the abstract name space, which
         * is the host's, one would keep it from a service, or meet another run. */
        refuse(builder, __NR_bind, EACCES);
        refuse(builder, __NR_connect, EACCES);
        refuse(builder, __NR_listen, EACCES);
        return;
    }
    uint16_t begun = filter_begin_call(&builder->filter, __NR_socket);
    filter_load_argument(&builder->filter, 0);
    filter_answer_if(&builder->filter, 1 /* AF_UNIX */, SECCOMP_RET_ALLOW);
    filter_answer_if(&builder->filter, 2 /* AF_INET */, SECCOMP_RET_ALLOW);
    filter_answer_if(&builder->filter, 10 /* AF_INET6 */, SECCOMP_RET_ALLOW);
    filter_answer_unless(&builder->filter, 16 /* AF_NETLINK: the resolver lists interfaces */,
                         FILTER_ERROR(EACCES));
    filter_end_call(&builder->filter, begun);
}

/* A pair of datagram sockets can send to any socket that has a path or a name;
 * pairs of the other kinds reach each other only. */
static void check_socket_pairs(struct builder *builder, const struct run *run)
{
    uint16_t begun;

    if (has_option(run, OPTION_FILTER_NETWORK))
        return;
    begun = filter_begin_call(&builder->filter, __NR_socketpair);
    filter_load_argument(&builder->filter, 0);
    filter_answer_unless(&builder->filter, 1 /* AF_UNIX */, FILTER_ERROR(EACCES));
    filter_load_argument(&builder->filter, 1);
    filter_emit(&builder->filter, BPF_ALU | BPF_AND | BPF_K, 0xf, 0, 0);
    filter_answer_if(&builder->filter, 1 /* SOCK_STREAM */, SECCOMP_RET_ALLOW);
    filter_answer_unless(&builder->filter, 5 /* SOCK_SEQPACKET */, FILTER_ERROR(EACCES));
    filter_end_call(&builder->filter, begun);
}

/* Of all processes of the user, which are the host's too. */
static void check_priorities(struct builder *builder, bool only_own)
{
    static const struct {
        uint16_t call;
        uint16_t of_user; /* what its first argument is then */
    } calls[] = { { __NR_setpriority, 2 }, { __NR_ioprio_set, 3 } };

    for (size_t i = 0; i < COUNT(calls); i++) {
        uint16_t begun = filter_begin_call(&builder->filter, calls[i].call);

        filter_load_argument(&builder->filter, 0);
        filter_answer_if(&builder->filter, calls[i].of_user, FILTER_ERROR(EPERM));
        if (only_own) {
            filter_load_argument(&builder->filter, 1);
            filter_answer_unless(&builder->filter, 0, FILTER_ERROR(EPERM));
        }
        filter_end_call(&builder->filter, begun);
    }
}

static void check_descriptors(struct builder *builder, bool only_own)
{
    uint16_t begun = filter_begin_call(&builder->filter, __NR_fcntl);

    filter_load_argument(&builder->filter, 1);
    /* A lease makes other processes that open the file wait, for most of a minute. */
    filter_answer_if(&builder->filter, 1024 /* F_SETLEASE */, FILTER_ERROR(EPERM));
    /* All large pipes of a user together may have so many pages. */
    filter_answer_if(&builder->filter, 1031 /* F_SETPIPE_SZ */, FILTER_ERROR(EPERM));
    if (only_own) { /* signals sent by way of a descriptor */
        filter_answer_if(&builder->filter, 8 /* F_SETOWN */, FILTER_ERROR(EPERM));
        filter_answer_if(&builder->filter, 10 /* F_SETSIG */, FILTER_ERROR(EPERM));
        filter_answer_if(&builder->filter, 15 /* F_SETOWN_EX */, FILTER_ERROR(EPERM));
    }
    filter_end_call(&builder->filter, begun);
}

static void check_controls(struct builder *builder, bool only_own)
{
    uint16_t begun = filter_begin_call(&builder->filter, __NR_ioctl);

    filter_load_argument(&builder->filter, 1);
    filter_answer_if(&builder->filter, 0x5412 /* TIOCSTI: types into the terminal */,
                     FILTER_ERROR(EPERM));
    filter_answer_if(&builder->filter, 0x541c /* TIOCLINUX: pastes into the console */,
                     FILTER_ERROR(EPERM));
    filter_answer_if(&builder->filter, 0x5423 /* TIOCSETD: loads line disciplines */,
                     FILTER_ERROR(EPERM));
    if (only_own) { /* what fcntl's F_SETOWN does */
        filter_answer_if(&builder->filter, 0x8901 /* FIOSETOWN */, FILTER_ERROR(EPERM));
        filter_answer_if(&builder->filter, 0x8902 /* SIOCSPGRP */, FILTER_ERROR(EPERM));
    }
    filter_end_call(&builder->filter, begun);
}

static void check_personality(struct builder *builder)
{
    uint16_t begun = filter_begin_call(&builder->filter, __NR_personality);

    filter_load_argument(&builder->filter, 0);
    filter_answer_if(&builder->filter, 0xffffffffu /* only asks */, SECCOMP_RET_ALLOW);
    filter_answer_unless(&builder->filter, 0 /* Linux */, FILTER_ERROR(EPERM));
    filter_end_call(&builder->filter, begun);
}

/* A supervisor that is no more than the program's user reads of a process that may
 * not be dumped neither what it has mapped nor what it shares with others. */
static void check_dumpable(struct builder *builder)
{
    uint16_t begun = filter_begin_call(&builder->filter, __NR_prctl);

    filter_load_argument(&builder->filter, 0);
    filter_answer_unless(&builder->filter, 4 /* PR_SET_DUMPABLE */, SECCOMP_RET_ALLOW);
    filter_load_argument(&builder->filter, 1);
    filter_answer_if(&builder->filter, 0, FILTER_ERROR(EPERM));
    filter_end_call(&builder->filter, begun);
}

/* Signals to processes that are not the program's.  No filter can know which those
 * are, so the supervisor is asked (watch/signals.c).  Where it cannot be, kill and tkill
 * reach the caller's own group alone.  tgkill names the process besides the thread, so
 * that it can be refused for the host and the supervisor, and allowed for all others. */
static void check_signals(struct builder *builder, const struct run *run)
{
    const uint32_t host = (uint32_t)run->config->host, supervisor = (uint32_t)run->supervisor;
    const uint32_t decision = run->filter_asks ? SECCOMP_RET_USER_NOTIF : FILTER_ERROR(EPERM);
    uint16_t begun = filter_begin_call(&builder->filter, __NR_kill);

    filter_load_argument(&builder->filter, 0);
    filter_answer_if(&builder->filter, 0, SECCOMP_RET_ALLOW);
    filter_answer_if(&builder->filter, (uint32_t)-1, FILTER_ERROR(EPERM));
    filter_answer(&builder->filter, decision);
    filter_end_call(&builder->filter, begun);

    begun = filter_begin_call(&builder->filter, __NR_tgkill);
    filter_load_argument(&builder->filter, 0);
    filter_answer_if(&builder->filter, host, FILTER_ERROR(EPERM));
    filter_answer_if(&builder->filter, supervisor, FILTER_ERROR(EPERM));
    if (run->filter_asks)
        filter_answer(&builder->filter, decision);
    filter_end_call(&builder->filter, begun);

    begun = filter_begin_call(&builder->filter, __NR_tkill);
    filter_answer(&builder->filter, decision);
    filter_end_call(&builder->filter, begun);
}

static void check_processes(struct builder *builder, const struct run *run)
{
    REFUSE_LIST(builder, refused_processes);
    check_dumpable(builder);
    for (size_t i = 0; i < COUNT(only_on_itself); i++) {
        uint16_t begun = filter_begin_call(&builder->filter, only_on_itself[i].call);

        filter_load_argument(&builder->filter, only_on_itself[i].argument);
        filter_answer_unless(&builder->filter, 0, FILTER_ERROR(EPERM));
        filter_end_call(&builder->filter, begun);
    }
    if (!protects(run, PROTECT_LANDLOCK_SCOPE))
        check_signals(builder, run);
}

/* Install a filter.  Where the program asks, its descriptor for the questions becomes
 * the supervisor's too: see start/vfork.c. */
static long install(struct run *run, const struct filter *filter)
{
    const unsigned flags = run->filter_asks ? SECCOMP_FILTER_FLAG_NEW_LISTENER : 0;
    const long fd = filter_install(filter, flags);

    if (fd >= 0 && run->filter_asks)
        run->filter_questions_fd = (int)fd;
    return fd;
}

static void build(struct builder *builder, const struct run *run)
{
    const bool compiler = has_option(run, OPTION_FILTER_COMPILER);
    const bool counted = protects(run, PROTECT_CGROUP);
    const bool only_own = has_option(run, OPTION_FILTER_PROCESSES);

    builder->refusal_count = 0;
    filter_begin(&builder->filter);
    /* Also refuses x86_64's second set of numbers (x32), which are far higher. */
    filter_emit(&builder->filter, BPF_JMP | BPF_JGE | BPF_K, NEWEST_KNOWN, 0, 1);
    filter_answer(&builder->filter, FILTER_ERROR(ENOSYS));

    for (size_t i = 0; i < COUNT(missing); i++)
        refuse(builder, missing[i], ENOSYS);
    REFUSE_LIST(builder, refused);
    if (!compiler || !counted) {
        refuse(builder, __NR_memfd_create, ENOSYS);
        REFUSE_LIST(builder, refused_memory);
    }
    if (!compiler || !protects(run, PROTECT_IPC_NAMESPACE) || !(counted || run->few_messages))
        REFUSE_LIST(builder, refused_messages);
    if (!protects(run, PROTECT_MOUNT_NAMESPACE))
        REFUSE_LIST(builder, refused_attributes);
    if (!compiler) {
        if (!protects(run, PROTECT_MOUNT_NAMESPACE))
            REFUSE_LIST(builder, refused_metadata);
        check_personality(builder);
    }
    check_sockets(builder, run);
    check_socket_pairs(builder, run);
    check_forks(builder, run);
    check_controls(builder, only_own);
    check_descriptors(builder, only_own);
    check_priorities(builder, only_own);
    if (only_own)
        check_processes(builder, run);
    emit_refusals(builder);
    filter_answer(&builder->filter, SECCOMP_RET_ALLOW);
}

int filter_apply(struct run *run)
{
    /* The vfork child's stack has room for it, and it needs no clean-up. */
    struct builder builder;
    long error;

    build(&builder, run);
    error = install(run, &builder.filter);
    if (error < 0 && error != -E2BIG && run->filter_asks) {
        /* An older kernel, or a filter that asks already: a run inside a run. */
        run->filter_asks = false;
        build(&builder, run);
        error = install(run, &builder.filter);
    }
    return error < 0 ? fail(run, STEP_SECCOMP, error, 0) : 0;
}
