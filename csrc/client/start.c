/* start.c -- what start.h describes.
 *
 * The process is started as csrc/spawn does it: shared/vfork_child.h.
 *
 * It is the first of two: it prepares the zygote, forks it, and ends.  It is waited for
 * here, by its number, so that there is no child of ours that the application could
 * come upon. */
#define _GNU_SOURCE
#include "client/start.h"

#include "client/loader.h"

#include "base/clock.h"
#include "shared/vfork_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { GREETING_WITHIN = 20000 }; /* ms: what makes it slow is a machine that is overloaded */

#define IN_THIS_PROCESS                                                          \
    "; for scripts whose authors you trust not to attack this process there is " \
    "isolation=\"thread\""

/* ------------------------------------------------------------------------ messages */

/* What is missing, and what helps, by an errno; NULL: nothing special. */
static const char *remedy(int error)
{
    switch (error) {
    case EAGAIN:
        return "no more processes are allowed: end some, or raise the limit (ulimit -u, "
               "RLIMIT_NPROC; pids.max of the control group; TasksMax of a service)";
    case EMFILE:
        return "this process has no descriptor left: close some, or raise the limit (ulimit -n, "
               "RLIMIT_NOFILE)";
    case ENFILE: return "the system has no descriptor left: raise fs.file-max";
    case ENOMEM:
        return "there is no memory left: end some processes, or raise the limit (ulimit -v, "
               "memory.max of the control group)";
    case ETOOMANYREFS:
        return "too many descriptors are on their way: raise the limit (ulimit -n, RLIMIT_NOFILE)";
    default: return NULL;
    }
}

void start_explain(enum worker_step step, int error, const char *details, char *message,
                   size_t size)
{
    static const char *const doing[] = {
        [WORKER_STEP_NONE] = "a process for scripts could not be made",
        [WORKER_STEP_START] = "the process that makes others for scripts could not start",
        [WORKER_STEP_ENGINE] = "the engine could not start in a process for scripts",
        [WORKER_STEP_FORK] = "a process for scripts could not be forked",
        [WORKER_STEP_NAMESPACES] = "a process for scripts could not get namespaces",
        [WORKER_STEP_LOCK_IN] = "this system cannot confine a process for scripts",
    };
    const bool known = (size_t)step < sizeof doing / sizeof doing[0];
    const char *const what = doing[known ? step : WORKER_STEP_NONE];
    const char *help = remedy(error);

    if (step == WORKER_STEP_ENGINE && error == EAGAIN)
        help = "the system refused the timers that limits on time need: raise the limit on pending "
               "signals (ulimit -i)";
    if (details != NULL && details[0] == 0)
        details = NULL;
    const bool may_refuse =
        step == WORKER_STEP_START || (step == WORKER_STEP_LOCK_IN && details != NULL);
    if (help == NULL && may_refuse && (error == ENOSYS || error == EPERM))
        help = "a sandbox around this process refuses that, as the one of run_program() and "
               "pkhost exec does: run scripts outside of it";
    if (help == NULL && step == WORKER_STEP_LOCK_IN && details == NULL)
        help = "it needs a kernel with seccomp filters (CONFIG_SECCOMP_FILTER), and a container "
               "that allows them";
    snprintf(message, size, "%s%s%s%s%s%s%s" IN_THIS_PROCESS, what, details == NULL ? "" : ": ",
             details == NULL ? "" : details, error == 0 ? "" : ": ",
             error == 0 ? "" : strerror(error), help == NULL ? "" : "; ", help == NULL ? "" : help);
}

static void explain_file(const char *worker, int error, char *message, size_t size)
{
    const char *help = "install pkhost again";

    if (error == EACCES)
        help = "it must be executable, and so must the folders above it, on a file system that "
               "is not mounted with noexec: install pkhost elsewhere, or mend that";
    else if (error == EPERM)
        help = "a rule of this system forbids it: allow the file to be executed";
    else if (remedy(error) != NULL)
        help = remedy(error);
    snprintf(message, size,
             "the process for scripts could not be started from %s: %s; %s" IN_THIS_PROCESS, worker,
             strerror(error), help);
}

/* ----------------------------------------------------------------------- the start */

struct start {
    const char *worker;
    const char *loader; /* to start it through, or NULL */
    int socket;         /* its end */
    int failure;
};

VFORK_CHILD static int child(void *with)
{
    struct start *start = with;
    char *const arguments[] = { "pkhost-worker", NULL };
    char *const to_loader[] = { "pkhost-worker", (char *)start->worker, NULL };
    char *const environment[] = { NULL };

    if (dup2(start->socket, CONTROL_FD) >= 0) {
#ifdef SYS_close_range
        /* What another library has opened without O_CLOEXEC; the worker looks again. */
        syscall(SYS_close_range, CONTROL_FD + 1, ~0U, 0);
#endif
        if (start->loader != NULL)
            execve(start->loader, to_loader, environment);
        execve(start->worker, arguments, environment);
    }
    start->failure = errno;
    _exit(127);
}

static int start_process(struct start *start)
{
    signal_set before;
    vfork_begin(&before);
    const int pid = vfork_child(child, start);
    vfork_end(&before);
    return pid;
}

/* Its status, or -1 if somebody else has taken that: an application that waits for
 * whatever child there is. */
static int reap(int pid)
{
    int status, answer;
    do
        answer = waitpid(pid, &status, 0);
    while (answer < 0 && errno == EINTR);
    return answer == pid ? status : -1;
}

/* Both ends, out of the way of the standard streams and of CONTROL_FD. */
static int open_socket(int ends[2])
{
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) < 0)
        return -1;
    for (int i = 0; i < 2; i++) {
        if (ends[i] > CONTROL_FD)
            continue;
        const int low = ends[i];
        const int high = fcntl(low, F_DUPFD_CLOEXEC, CONTROL_FD + 1);
        const int error = errno;
        close(low);
        ends[i] = high;
        if (high < 0) {
            close(ends[1 - i]);
            errno = error;
            return -1;
        }
    }
    return 0;
}

static int64_t milliseconds(void) { return clock_ns(CLOCK_MONOTONIC) / 1000000; }

/* The greeting's size, 0 at the end of the socket, or -1 and errno. */
static ssize_t receive_greeting(int socket, struct greeting *greeting)
{
    const int64_t end = milliseconds() + GREETING_WITHIN;
    bool ended = false;
    for (;;) {
        const ssize_t got = recv(socket, greeting, sizeof *greeting, MSG_DONTWAIT);
        if (got > 0)
            return got;
        /* It may tell of the end first, and then of what was sent before that. */
        if (got == 0 || errno == ECONNRESET) {
            if (ended)
                return 0;
            ended = true;
            continue;
        }
        if (errno != EAGAIN && errno != EINTR)
            return -1;
        const int64_t left = end - milliseconds();
        struct pollfd poll_for = { socket, POLLIN, 0 };
        if (left <= 0) {
            errno = ETIMEDOUT;
            return -1;
        }
        if (poll(&poll_for, 1, (int)left) < 0 && errno != EINTR)
            return -1;
    }
}

/* Why there is no greeting, of a process that has ended with this status. */
static void explain_silence(const char *worker, int status, int error, char *message, size_t size)
{
    if (error == ETIMEDOUT)
        snprintf(message, size,
                 "the process for scripts (%s) did not answer within %d seconds: is this machine "
                 "overloaded?" IN_THIS_PROCESS,
                 worker, GREETING_WITHIN / 1000);
    else if (status >= 0 && WIFSIGNALED(status))
        snprintf(message, size,
                 "the process for scripts (%s) was killed by signal %d (%s) while it "
                 "started%s" IN_THIS_PROCESS,
                 worker, WTERMSIG(status), strsignal(WTERMSIG(status)),
                 WTERMSIG(status) == SIGKILL ? "; was memory short?" : "");
    else if (status >= 0 && WIFEXITED(status))
        snprintf(message, size,
                 "the process for scripts (%s) ended with exit code %d while it started; if its "
                 "libraries are missing, install pkhost again" IN_THIS_PROCESS,
                 worker, WEXITSTATUS(status));
    else
        snprintf(message, size,
                 "the process for scripts (%s) ended while it started%s%s" IN_THIS_PROCESS, worker,
                 error == 0 ? "" : ": ", error == 0 ? "" : strerror(error));
}

/* Whether it is a greeting by which all is well. */
static bool understand(const char *worker, ssize_t got, struct greeting *greeting, char *message,
                       size_t size)
{
    greeting->message[GREETING_TEXT - 1] = 0;
    if (got != (ssize_t)sizeof *greeting || greeting->magic != GREETING_MAGIC
        || greeting->build != pkhost_build) {
        snprintf(message, size,
                 "%s does not belong to this installation of pkhost, which was replaced while it "
                 "was in use, or in part: start the application again, or install pkhost again",
                 worker);
        return false;
    }
    if (greeting->step == WORKER_STEP_NONE)
        return true;
    start_explain(greeting->step, greeting->error, greeting->message, message, size);
    return false;
}

/* It is of use only if it is there when the process starts, and not needed. */
static void tell_expected(int socket, const struct kind *expected)
{
    union {
        struct make make;
        char room[sizeof(struct make) + POLICY_IN_MAKE_MOST];
    } message = {
        .make = { .type = CONTROL_EXPECT, .memory = expected->memory, .dialect = expected->dialect }
    };
    if (expected->group || expected->policy_size > POLICY_IN_MAKE_MOST)
        return;
    message.make.policy_size = (uint32_t)expected->policy_size;
    if (expected->policy_size != 0)
        memcpy(message.make.policy, expected->policy, expected->policy_size);
    (void)send(socket, &message, sizeof message.make + expected->policy_size,
               MSG_NOSIGNAL | MSG_DONTWAIT);
}

int start_zygote(const char *worker, const struct kind *expected, struct greeting *greeting,
                 char *message, size_t size)
{
    int ends[2];
    struct start start = { .worker = worker };
    char loader[LOADER_PATH_MOST];

    if (worker == NULL) {
        snprintf(message, size, "nobody has said which file the process for scripts is");
        return -1;
    }
    if (open_socket(ends) < 0) {
        start_explain(WORKER_STEP_START, errno, "a socket", message, size);
        return -1;
    }
    if (loader_find(worker, loader))
        start.loader = loader;
    start.socket = ends[1];
    if (expected != NULL)
        tell_expected(ends[0], expected);
    const int pid = start_process(&start);
    const int error = errno;
    close(ends[1]);
    if (pid < 0) {
        start_explain(WORKER_STEP_START, error, NULL, message, size);
        goto failed;
    }
    if (start.failure != 0) {
        reap(pid);
        explain_file(worker, start.failure, message, size);
        goto failed;
    }
    const ssize_t got = receive_greeting(ends[0], greeting);
    const int silence = got < 0 ? errno : 0;
    /* One that has not ended by then hangs.  Its number is its own until it is waited for. */
    if (silence != 0 && waitpid(pid, NULL, WNOHANG) == 0)
        kill(pid, SIGKILL);
    const int status = reap(pid);
    if (got <= 0) {
        explain_silence(worker, status, silence, message, size);
        goto failed;
    }
    if (!understand(worker, got, greeting, message, size))
        goto failed;
    return ends[0];

failed:
    close(ends[0]);
    return -1;
}
