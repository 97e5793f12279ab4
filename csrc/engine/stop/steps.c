/* steps.c -- counting steps.
 *
 * A step is a bytecode, or an item that is taken from an iterator, or a
 * comparison that native code makes when it orders values.
 */
#include "stop/steps.h"

#include "base/current.h"
#include "base/macros.h"
#include "memory/region.h"
#include "memory/trap.h"
#include "stop/slices.h"
#include "stop/stop.h"

static __attribute__((noinline)) void used_up(pkhost_vm *vm)
{
    if (vm != NULL && atomic_load(&vm->stop.reason) == STOP_NONE && !slice_is_over(vm))
        stop_request(vm, STOP_STEPS);
}

/* Before every bytecode of a counted run.  This is the hottest function of
 * the engine: one subtraction, and an answer that is always the same. */
EXPORT SourceLocation Frame__source_location(py_Frame *frame)
{
    region *r = region_of(frame);
    if (UNLIKELY(--r->steps_left < 0))
        used_up(pkhost_here);
    return (SourceLocation){ .src = &r->nowhere, .lineno = TRAP_QUIET };
}

/* PocketPy's own asks Frame__source_location, which no longer tells. */
EXPORT const char *py_Frame_sourceloc(py_Frame *frame, int *line)
{
    *line = Frame__lineno(frame);
    return frame->co->src->filename->data;
}

void steps_used_up(pkhost_vm *vm)
{
    used_up(vm);
    if (vm->slice.over && atomic_load(&vm->stop.reason) == STOP_NONE)
        slice_pause(vm);
}

bool step_take(pkhost_vm *vm)
{
    if (LIKELY(!step_count(vm)))
        return true;
    stop_raise(vm);
    return false;
}
