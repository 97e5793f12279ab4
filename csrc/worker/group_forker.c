/* group_forker.c -- what group_forker.h describes. */
#define _GNU_SOURCE
#include "worker/group_forker.h"

#include "base/thread.h"
#include "worker/child.h"
#include "worker/group.h"
#include "worker/handover.h"
#include "worker/points.h"

#include <errno.h>
#include <sys/random.h>
#include <unistd.h>

/* What A and this thread hand to each other. */
static struct group_birth order;
static int pid, error;
static struct handover handover;

/* The same for all groups of this zygote, so that images of one process are good for the
 * next. */
static uint64_t places(void)
{
    static uint64_t number;
    while (number == 0)
        if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
            number = (uint64_t)getpid() << 16;
    return number >> 1; /* its lanes' numbers can be added */
}

static _Noreturn void be_a_group(void)
{
    struct locked_in locked = *order.locked;
    if (point_fails(POINT_LOCK_IN_WORKER)
        || lock_in_worker(&locked, order.zygote, LOCK_IN_GROUP) != 0
        || lock_in(&locked, LOCK_IN_GROUP) != 0)
        _exit(CHILD_NOT_LOCKED_IN);
    serve_group(order.lanes, places());
}

static void *forker(void *nothing)
{
    (void)nothing;
    (void)places();
    for (;;) {
        handover_take(&handover);
        pid = point_fails(POINT_FORK) ? -1 : fork();
        error = errno;
        if (pid == 0)
            be_a_group();
        handover_done(&handover);
    }
}

static bool start(void)
{
    static bool started;
    if (started)
        return true;
    handover_begin(&handover);
    errno = thread_start(forker, NULL);
    started = errno == 0;
    return started;
}

int group_fork(const struct group_birth *birth)
{
    if (!start())
        return -1;
    order = *birth;
    handover_give(&handover);
    errno = error;
    return pid;
}
