/* main.c -- S, the process that the host starts: namespaces, and the zygote in them. */
#define _GNU_SOURCE
#include "worker/code.h"
#include "worker/points.h"
#include "worker/zygote.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { STARTED = 0, NOT_STARTED = 1, NOT_STARTED_BY_PKHOST = 2 };

/* Its own descriptors, from the lowest to the highest; a kernel before 5.9 has no such
 * call. */
static void close_from(unsigned first, unsigned last)
{
    if (first > last || syscall(SYS_close_range, first, last, 0) == 0)
        return;
    const long most = sysconf(_SC_OPEN_MAX);
    for (unsigned fd = first; fd <= last && (most < 0 || fd < (unsigned)most); fd++)
        close((int)fd);
}

static bool started_by_pkhost(void)
{
    int type;
    socklen_t size = sizeof type;
    return getsockopt(CONTROL_FD, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

/* The first message, if it is about this: see points.h. */
static void take_fault(void)
{
    struct to_worker first;
    if (recv(CONTROL_FD, &first, sizeof first, MSG_DONTWAIT | MSG_PEEK) != (ssize_t)sizeof first
        || first.type != CONTROL_FAULT)
        return;
    (void)recv(CONTROL_FD, &first, sizeof first, MSG_DONTWAIT);
    points_fail_at((uint32_t)first.value);
}

/* An application may start us with signals ignored, which exec does not change.  All of
 * them are blocked here for good. */
static void take_signals(void)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    signal(SIGCHLD, SIG_DFL); /* ignored, children would leave without a word */
}

/* They are on a stack that workers do not have, and the C library looks there for them. */
static void hide_arguments(void)
{
    static char name[] = "pkhost-worker";
    program_invocation_name = program_invocation_short_name = name;
    (void)prctl(PR_SET_NAME, name); /* which ps shows of workers, as they have no arguments */
    environ = NULL;
}

int main(void)
{
    struct locked_in locked;

    if (!started_by_pkhost())
        return NOT_STARTED_BY_PKHOST;
    close_from(0, LOCK_IN_KEPT < 0 ? CONTROL_FD - 1 : LOCK_IN_KEPT - 1);
    close_from(CONTROL_FD + 1, ~0U);
    hide_arguments();
    take_signals();
    take_fault();
    /* Beyond this there may be no files. */
    tzset();
    code_inherit();
    mallopt(M_ARENA_MAX, 1); /* or thread B would have one of its own, of 64 MiB of addresses */
    const uint64_t address_space = zygote_address_space();
    namespaces_begin(&locked);

    const pid_t zygote = point_fails(POINT_FORK_ZYGOTE) ? -1 : fork();
    if (zygote == 0)
        zygote_run(&locked, address_space);
    if (zygote > 0)
        return STARTED;
    zygote_refuse(&locked, WORKER_STEP_FORK, errno, NULL);
    return NOT_STARTED;
}
