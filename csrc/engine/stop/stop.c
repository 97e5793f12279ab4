/* stop.c -- ending a run before its script ends.
 *
 * A reason to stop is stored before the trap is set, and stop_on_trap() reads the
 * reason after it has disarmed the trap, so that none is missed.
 */
#define _GNU_SOURCE
#include "stop/stop.h"

#include "base/current.h"
#include "base/stack.h"
#include "memory/region.h"
#include "memory/trap.h"
#include "stop/deadlines.h"
#include "stop/slices.h"
#include "stop/traceback.h"
#include "stop/zone.h"

#include <time.h>

void stop_begin(pkhost_vm *vm)
{
    atomic_store(&vm->stop.reason, STOP_NONE);
    vm->stop.abandoned = STOP_NONE;
    vm->stop.distrusted = false;
    vm->stop.overdue_since = 0;
    vm->stop.deadlines = NULL;
}

void stop_forget(pkhost_vm *vm)
{
    vm->stop.exited = vm->stop.exit_said = vm->stop.aborted = false;
    vm->stop.exit_code = 0;
    vm->stop.fault[0] = '\0';
}

void stop_prepare(pkhost_vm *vm, bool counted)
{
    region *r = vm->region;
    trap_prepare(r, counted);
    r->want_collection = false;
    vm->stop.guard = NULL;
    /* A reason may have come before the run began. */
    atomic_thread_fence(memory_order_seq_cst);
    if (atomic_load(&vm->stop.reason) != STOP_NONE)
        trap_set(r);
}

void stop_request(pkhost_vm *vm, enum stop reason)
{
    int32_t none = STOP_NONE;
    if (!atomic_compare_exchange_strong(&vm->stop.reason, &none, (int32_t)reason))
        return;
    trap_set(vm->region);
    /* Native code may never reach a bytecode: then a signal has to end it. */
    if (vm->stop.deadlines != NULL)
        deadlines_expire_soon(vm->stop.deadlines);
}

/* Free what can be freed; then either the script may go on, or it may not. */
void stop_relieve_memory(pkhost_vm *vm)
{
    region *r = vm->region;
    heap *h = &r->heap;
    VM *pk = region_vm(r);

    ManagedHeap__collect(&pk->heap);
    r->want_collection = false;
    const uint64_t least_gain = h->limit / 64;
    if (h->used + least_gain > h->stop_at) {
        h->collect_at = UINT64_MAX;
        stop_request(vm, STOP_MEMORY);
        return;
    }
    uint64_t room = h->stop_at - h->used;
    h->collect_at = h->used + (room / 2 > least_gain ? room / 2 : least_gain);
}

/* The run is to stop. */
static _Noreturn void unwind(pkhost_vm *vm)
{
    traceback_note(vm);
    trap_set(vm->region);
    stack_forget_frames();
    longjmp(vm->stop.guard->context, GUARD_STOPPED);
}

void stop_on_trap(py_Frame *frame, enum py_TraceEvent event)
{
    if (event != TRACE_EVENT_LINE)
        return;
    pkhost_vm *vm = pkhost_here;
    region *r = vm->region;

    trap_reset(r, vm->slice.steps_given >= 0 || vm->slice.context != NULL);
    atomic_thread_fence(memory_order_seq_cst);
    if (r->want_collection && !r->no_collection && atomic_load(&vm->stop.reason) == STOP_NONE)
        stop_relieve_memory(vm);
    if (vm->slice.context != NULL && atomic_load(&vm->stop.reason) == STOP_NONE
        && slice_wants_pause(vm, frame))
        slice_pause(vm);
    if (atomic_load(&vm->stop.reason) != STOP_NONE)
        unwind(vm);
    if (vm->slice.context != NULL && vm->slice.by_line)
        trap_set(r);
}

void stop_fail(pkhost_vm *vm)
{
    if (vm->stop.guard == NULL)
        stop_abandon(vm, STOP_CRASH);
    stack_forget_frames();
    longjmp(vm->stop.guard->context, GUARD_FAILED);
}

void stop_raise(pkhost_vm *vm)
{
    VM *pk = region_vm(vm->region);
    traceback_note(vm); /* the exception will have left these frames */
    pk->unhandled_exc = pk->reg[STOP_REGISTER];
}

void stop_exit(pkhost_vm *vm, int64_t code)
{
    if (vm->stop.guard == NULL)
        stop_crash(vm, "exit outside of a script");
    vm->stop.exited = true;
    vm->stop.exit_code = code;
    stop_request(vm, STOP_EXIT);
    unwind(vm);
}

/* Nothing is half done here, so it is a good place to stop at. */
void stop_sleep(pkhost_vm *vm, int64_t ns)
{
    if (atomic_load(&vm->stop.reason) != STOP_NONE)
        unwind(vm);
    const int zone = zone_enter_host(vm);
    nanosleep(&(struct timespec){ 0, ns }, NULL);
    zone_return(vm, zone);
}
