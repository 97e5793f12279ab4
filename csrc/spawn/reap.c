/* reap.c - what reap.h describes.  Called with the interpreter's lock held, which
 * protects the list. */
#define _GNU_SOURCE
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "reap.h"

#include <errno.h>
#include <poll.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long a result may wait for its scratch folder's end, in milliseconds. */
#define PATIENCE 20

struct remembered {
    struct remembered *next;
    pid_t pid, host; /* a forked child of the host has the list, but not the children */
    char *launcher, *scratch;
};

static struct remembered *all;

static void remember(pid_t pid, const char *launcher, const char *scratch)
{
    struct remembered *one = calloc(1, sizeof *one);

    if (one == NULL)
        return; /* it stays a zombie until this process ends */
    one->pid = pid;
    one->host = getpid();
    one->launcher = launcher == NULL ? NULL : strdup(launcher);
    one->scratch = scratch == NULL ? NULL : strdup(scratch);
    one->next = all;
    all = one;
}

static void forget(struct remembered *one)
{
    free(one->launcher);
    free(one->scratch);
    free(one);
}

static void remove_left(const char *launcher, const char *scratch)
{
    char *const arguments[] = { "pkhost-launcher", "--remove", (char *)scratch, NULL };
    char *const environment[] = { NULL };
    struct stat facts;
    pid_t pid;

    if (launcher == NULL || scratch == NULL || lstat(scratch, &facts) < 0)
        return;
    if (posix_spawn(&pid, launcher, NULL, NULL, arguments, environment) == 0)
        reap_launcher(pid, NULL, NULL);
}

/* Returns whether it has exited. */
static bool reap(pid_t pid, const char *launcher, const char *scratch)
{
    const pid_t reaped = waitpid(pid, NULL, WNOHANG);

    if (reaped == 0 || (reaped < 0 && errno == EINTR))
        return false;
    /* Of its own accord it has removed the folder.  Its exit status would not do:
     * where the application takes all of them there is none. */
    remove_left(launcher, scratch);
    return true;
}

static void wait_a_moment(pid_t pid)
{
    struct pollfd exited = { .events = POLLIN };

    exited.fd = (int)syscall(SYS_pidfd_open, pid, 0);
    Py_BEGIN_ALLOW_THREADS
    /* Without pidfds (before Linux 5.3), or descriptors, this waits in any case. */
    poll(&exited, 1, exited.fd < 0 ? 1 : PATIENCE);
    Py_END_ALLOW_THREADS
    if (exited.fd >= 0)
        close(exited.fd);
}

void reap_launcher(pid_t pid, const char *launcher, const char *scratch)
{
    if (reap(pid, launcher, scratch))
        return;
    wait_a_moment(pid);
    if (!reap(pid, launcher, scratch))
        remember(pid, launcher, scratch);
}

void reap_remembered(void)
{
    struct remembered *one = all, *next;

    all = NULL;
    for (; one != NULL; one = next) {
        next = one->next;
        if (one->host != getpid() || reap(one->pid, one->launcher, one->scratch)) {
            forget(one);
        } else {
            one->next = all;
            all = one;
        }
    }
}
