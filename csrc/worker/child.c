/* child.c -- what child.h describes. */
#define _GNU_SOURCE
#include "worker/child.h"

#include "channel/lane.h"
#include "channel/messages.h"
#include "worker/lock_in.h"
#include "worker/points.h"

#include <errno.h>
#include <unistd.h>

static _Noreturn void fail(int error) { _exit(error > 0 && error < 256 ? error : EIO); }

/* Until there is one that runs scripts. */
static _Noreturn void serve(pkhost_vm *vm, void *memory, size_t ring)
{
    struct lane lane;
    struct message message;
    (void)vm;
    lane_open(&lane, LANE_OF_WORKER, memory, ring);
    atomic_store(&lane.words->state, LANE_READY);
    lane_alert(&lane);
    while (lane_read_head(&lane, &message, -1, 0) == LANE_DONE && message.type != MESSAGE_END)
        lane_skip(&lane);
    _exit(0);
}

_Noreturn void child_run(const struct birth *birth)
{
    if (point_fails(POINT_LOCK_IN_WORKER))
        fail(errno);
    if (point_fails(POINT_IMAGE))
        fail(errno);
    if (point_fails(POINT_SERVE))
        fail(errno);
    serve(birth->vm, birth->lane, birth->ring);
}
