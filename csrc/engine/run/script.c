/* script.c -- the script of a run, from its first step to its last. */
#include "run/script.h"

#include "base/stack.h"
#include "interpose/exceptions.h"
#include "memory/heap.h"
#include "memory/region.h"
#include "memory/trap.h"
#include "run/outcome.h"
#include "run/task.h"
#include "stop/stop.h"
#include "stop/traceback.h"
#include "stop/used_time.h"

void script_begin(pkhost_vm *vm)
{
    region *r = vm->region;
    const pkhost_request *q = &vm->request;
    heap_set_limit(r, q->memory);
    r->heap.peak = r->heap.used;
    /* PocketPy's loop refuses a frame that is there already; CPython counts those that run. */
    r->recursion_limit = q->recursion + r->dialect_is_python;
    r->lowered_limit = 0;
    region_vm(r)->max_recursion_depth = r->recursion_limit;
    r->steps_left = q->steps < 0 ? INT64_MAX : q->steps;
    stop_prepare(vm, q->steps >= 0 || vm->slice.context != NULL);
    if (vm->slice.by_line || atomic_load(&vm->slice.pause_wanted))
        trap_set(r);
    vm->checks.next_message = NULL;
    vm->checks.compile_abort = NULL;
    vm->checks.source_error = NULL;
    vm->checks.pinned = NULL;
    vm->checks.shown = NULL;
    time_begin(vm);
}

/* In ZONE_ENGINE. */
static void run_task(pkhost_vm *vm)
{
    VM *pk = region_vm(vm->region);
    heap *const h = &vm->region->heap;
    /* What earlier runs left may be more than this one's limit.  In a VM that is
     * full, what the last run has let go is collected before this one asks. */
    if (h->used > h->limit - h->limit / 8 && h->used < h->limit) {
        ManagedHeap__collect(&pk->heap);
        heap_set_limit(vm->region, h->limit);
    }
    if (h->used > h->collect_at)
        stop_relieve_memory(vm);
    if (atomic_load(&vm->stop.reason) == STOP_NONE && !task_run(vm)
        && atomic_load(&vm->stop.reason) == STOP_NONE)
        outcome_of_exception(vm);
    while (pk->top_frame != NULL)
        VM__pop_frame(pk);
    pk->stack.sp = pk->stack.begin;
    pk->curr_class = NULL;
    vm->region->class_bodies = NULL;
    pk->curr_function = NULL;
    py_newnil(&pk->unhandled_exc);
    py_newnone(&pk->last_retval);
    exception_clear_stop(pk);
}

/* The run was left in the middle: what its frames still show, if anything.
 * What went wrong then is why it was left, also if what they show is nonsense. */
static void __attribute__((noinline)) salvage_place(pkhost_vm *vm)
{
    const sig_atomic_t reason = vm->stop.abandoned;
    if (sigsetjmp(vm->stop.entry, 1) == 0) {
        vm->zone = ZONE_ENGINE;
        traceback_note(vm);
    } else if (reason != STOP_CRASH) {
        vm->stop.abandoned = reason;
        vm->stop.fault[0] = '\0';
        vm->stop.distrusted = true;
    }
    vm->zone = ZONE_HOST;
}

/* PocketPy has the code of scripts and of modules on the C stack while they
 * run, and the frames that are looked at refer to it there.  So this is done
 * further down than where they are, as a rule. */
static void salvage_place_below(pkhost_vm *vm)
{
    enum { DEPTH = 1 << 20 };
    volatile char *room = __builtin_alloca(DEPTH);
    room[0] = 0;
    salvage_place(vm);
}

void script_run(pkhost_vm *vm)
{
    vm->slice.stack_limit = stack_limit_here();
    if (sigsetjmp(vm->stop.entry, 1) == 0) {
        vm->zone = ZONE_ENGINE;
        run_task(vm);
    } else {
        salvage_place_below(vm);
    }
    vm->zone = ZONE_HOST;
}
