/* forker.c -- what forker.h describes. */
#define _GNU_SOURCE
#include "worker/forker.h"

#include "base/thread.h"
#include "run/engine.h"
#include "stop/deadlines.h"
#include "worker/handover.h"
#include "worker/kinds.h"
#include "worker/points.h"
#include "worker/serve.h"

#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What A and B hand to each other; by whom it is used changes with the handover. */
static struct order {
    enum { MAKE_KIND, FORK } what;
    /* MAKE_KIND */
    size_t memory, policy_size, message_size;
    int32_t dialect;
    const char *policy;
    char *message;
    const struct pristine *made; /* the answer */
    /* FORK */
    struct birth birth;
    int pid; /* the answer */
    int error;
} order;
static struct handover handover;

static struct start {
    const struct make *expected;    /* NULL: none */
    const struct locked_in *others; /* A's, when it has entered namespaces */
    int of_others;                  /* a pidfd of A, or -1 */
    char message[GREETING_TEXT];
    enum worker_step step;
    int error;
} start;

static struct locked_in locked; /* workers look at it too */

/* What fails here, fails again when the kind is asked for, and is told then. */
static void make_expected(const struct make *expected)
{
    char message[GREETING_TEXT];
    (void)kinds_make(expected->memory, expected->dialect, expected->policy, expected->policy_size,
                     message, sizeof message);
}

static void enter_namespaces(void)
{
    if (!point_fails(POINT_JOIN) && namespaces_join(start.others, start.of_others) == 0)
        locked = *start.others;
    else
        namespaces_finish(&locked); /* of its own, then, which takes longer */
}

static enum worker_step prepare(void)
{
    const char *const broken = point_fails(POINT_ENGINE) ? "a test lets it fail" : engine_prepare();
    if (broken != NULL) {
        snprintf(start.message, sizeof start.message, "%s", broken);
        return WORKER_STEP_ENGINE;
    }
    (void)deadlines_signal(); /* once, for all forks */
    serve_reserve();
    if (start.expected != NULL)
        make_expected(start.expected);
    handover_take(&handover);
    enter_namespaces();
    if (point_fails(POINT_LOCK_IN))
        return WORKER_STEP_LOCK_IN;
    /* Of none, as a trial: a worker that cannot close descriptors ends, and cannot say why. */
    if (syscall(SYS_close_range, ~0u, ~0u, 0) != 0) {
        snprintf(start.message, sizeof start.message,
                 "closing descriptors (close_range, since Linux 5.9)");
        return WORKER_STEP_LOCK_IN;
    }
    const int error = lock_in(&locked, LOCK_IN_FORKER);
    errno = -error;
    return error == 0 ? WORKER_STEP_NONE : WORKER_STEP_LOCK_IN;
}

static void obey(void)
{
    if (order.what == MAKE_KIND) {
        order.made = NULL;
        if (!point_fails(POINT_KIND))
            order.made = kinds_make(order.memory, order.dialect, order.policy, order.policy_size,
                                    order.message, order.message_size);
        order.error = errno;
        return;
    }
    /* Without what fork() does besides: it has the parent and the child write to some fifteen
     * pages more, each of which the kernel has to copy. */
    order.pid = point_fails(POINT_FORK) ? -1 : _Fork();
    if (order.pid == 0) {
        engine_forked();
        child_run(&order.birth, &locked);
    }
    order.error = errno;
}

static void *forker(void *nothing)
{
    (void)nothing;
    start.step = prepare();
    start.error = errno;
    handover_done(&handover);
    while (start.step == WORKER_STEP_NONE) {
        handover_take(&handover);
        obey();
        handover_done(&handover);
    }
    return NULL;
}

enum worker_step forker_begin(const struct locked_in *state, const struct make *expected)
{
    locked = *state;
    start.expected = expected;
    handover_begin(&handover);
    if (point_fails(POINT_THREAD))
        return WORKER_STEP_START;
    errno = thread_start(forker, NULL);
    return errno == 0 ? WORKER_STEP_NONE : WORKER_STEP_START;
}

enum worker_step forker_start(struct locked_in *state, char *message, size_t message_size)
{
    start.others = state;
    start.of_others = (int)syscall(SYS_pidfd_open, getpid(), 0);
    handover_give(&handover);
    if (start.of_others >= 0)
        close(start.of_others);
    *state = locked;
    snprintf(message, message_size, "%s", start.message);
    errno = start.error;
    return start.step;
}

const struct pristine *forker_make_kind(size_t memory, int32_t dialect, const char *policy,
                                        size_t policy_size, char *message, size_t message_size)
{
    order.what = MAKE_KIND;
    order.memory = memory;
    order.dialect = dialect;
    order.policy = policy;
    order.policy_size = policy_size;
    order.message = message;
    order.message_size = message_size;
    handover_give(&handover);
    errno = order.error;
    return order.made;
}

int forker_fork(const struct birth *birth)
{
    order.what = FORK;
    order.birth = *birth;
    handover_give(&handover);
    errno = order.error;
    return order.pid;
}
