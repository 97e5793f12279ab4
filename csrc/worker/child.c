/* child.c -- what child.h describes. */
#include "worker/child.h"

#include "run/workers.h"
#include "worker/points.h"
#include "worker/serve.h"
#include "worker/server.h"

#include <unistd.h>

_Noreturn void child_run(const struct birth *birth, const struct locked_in *locked)
{
    pkhost_vm *const vm = birth->pristine->vm;

    if (point_fails(POINT_LOCK_IN_WORKER)
        || lock_in_worker(locked, birth->zygote, LOCK_IN_FORKER) != 0)
        _exit(CHILD_NOT_LOCKED_IN);
    if (birth->image == NULL)
        warm_touch(&birth->pristine->warmth, vm);
    else if (point_fails(POINT_IMAGE) || !serve_image(vm, birth->image, birth->image_size))
        _exit(CHILD_BAD_IMAGE);
    /* serve() finds them made. */
    if (workers_enlist() != PKHOST_DONE)
        _exit(SERVER_NOT_READY);
    if (lock_in_timers() != 0)
        _exit(CHILD_NOT_LOCKED_IN);
    serve(birth->lane, birth->ring, vm);
}
