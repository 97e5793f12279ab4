/* stop.c -- ending a run from outside: all jumps are here.
 *
 * The trap.  PocketPy's loop looks at vm->trace_info before every bytecode:
 * if there is a trace function, it asks Frame__source_location where it is,
 * compares the answer with trace_info.prev_loc, and calls the trace function
 * if they differ.  Frame__source_location is ours (run/steps.c) and always
 * answers {nowhere, TRAP_QUIET}, so to store TRAP_SET in prev_loc.lineno,
 * with our trace function in place, is enough to be called before the next
 * bytecode.  Any thread may do it, with plain atomic stores.
 *
 * A reason to stop is stored before the trap is set, and on_trap() reads the
 * reason after it has disarmed the trap, so that none is missed.
 */
#include "internal.h"

#include <string.h>

/* PocketPy declares both plain; no tearing is possible at these sizes. */
static inline void store_line(region *r, int line)
{
    __atomic_store_n(&region_vm(r)->trace_info.prev_loc.lineno, line, __ATOMIC_RELEASE);
}
static inline void store_function(region *r, py_TraceFunc function)
{
    __atomic_store_n(&region_vm(r)->trace_info.func, function, __ATOMIC_RELEASE);
}

static void on_trap(py_Frame *frame, enum py_TraceEvent event);

void stop_prepare(pkhost_vm *vm, bool counted)
{
    region *r = vm->region;
    region_vm(r)->trace_info.prev_loc.src = &r->nowhere;
    store_line(r, TRAP_QUIET);
    store_function(r, counted ? on_trap : NULL);
    r->want_collection = false;
    vm->abandoned = STOP_NONE;
    vm->innermost = NULL;
    vm->held = NULL;
    /* A reason may have come before the run began. */
    atomic_thread_fence(memory_order_seq_cst);
    if (atomic_load(&vm->stop) != STOP_NONE)
        stop_set_trap(r);
}

void stop_set_trap(region *r)
{
    if (pkhost_building)
        return;
    store_line(r, TRAP_SET);
    store_function(r, on_trap);
}

void stop_request(pkhost_vm *vm, enum stop reason)
{
    int32_t none = STOP_NONE;
    if (!atomic_compare_exchange_strong(&vm->stop, &none, (int32_t)reason))
        return;
    stop_set_trap(vm->region);
    /* Native code that never reaches a bytecode gets a knock on the door. */
    if (vm->worker != NULL)
        deadlines_knock(worker_deadlines(vm->worker));
}

/* The frame whose bytecode is next, and its callers: where the limit struck. */
void stop_note_place(pkhost_vm *vm)
{
    enum { FRAMES_MOST = 32 };
    if (vm->traceback.size != 0)
        return;
    const py_Frame *frames[FRAMES_MOST];
    int count = 0;
    for (py_Frame *f = region_vm(vm->region)->top_frame; f != NULL && count < FRAMES_MOST;
         f = f->f_back)
        frames[count++] = f;
    while (count-- > 0) {
        const py_Frame *f = frames[count];
        outcome_add_frame(vm, f->co->src, Frame__lineno(f), 0,
                          f->is_locals_special ? NULL : f->co->name->data);
    }
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

/* A run by lines looks at every bytecode whether it is on another line of the
 * script's own. */
static bool wants_pause(pkhost_vm *vm, const py_Frame *frame)
{
    if (vm->slice_over || atomic_load(&vm->pause_wanted))
        return true;
    if (!vm->by_line)
        return false;
    const int line = Frame__lineno(frame);
    if ((line == vm->line && frame == vm->line_frame) || library_has(frame->co->src))
        return false;
    vm->line = line;
    vm->line_frame = frame;
    return true;
}

static void on_trap(py_Frame *frame, enum py_TraceEvent event)
{
    if (event != TRACE_EVENT_LINE)
        return;
    pkhost_vm *vm = pkhost_here;
    region *r = vm->region;

    store_line(r, TRAP_QUIET);
    if (vm->steps_given < 0 && vm->slice == NULL)
        store_function(r, NULL);
    atomic_thread_fence(memory_order_seq_cst);
    if (r->want_collection && !r->no_collection && atomic_load(&vm->stop) == STOP_NONE)
        stop_relieve_memory(vm);
    if (vm->slice != NULL && atomic_load(&vm->stop) == STOP_NONE && wants_pause(vm, frame))
        slice_pause(vm);
    if (atomic_load(&vm->stop) != STOP_NONE)
        stop_unwind(vm);
    if (vm->slice != NULL && vm->by_line)
        store_line(r, TRAP_SET);
}

void stop_unwind(pkhost_vm *vm)
{
    stop_note_place(vm);
    stop_set_trap(vm->region);
    worker_forget_frames();
    longjmp(vm->innermost->context, GUARD_STOPPED);
}

void stop_fail(pkhost_vm *vm)
{
    if (vm->innermost == NULL)
        stop_abandon(vm, STOP_CRASH);
    worker_forget_frames();
    longjmp(vm->innermost->context, GUARD_FAILED);
}

void stop_abandon(pkhost_vm *vm, enum stop reason)
{
    int32_t none = STOP_NONE;
    atomic_compare_exchange_strong(&vm->stop, &none, (int32_t)reason);
    vm->abandoned = reason;
    vm->zone = ZONE_HOST;
    worker_forget_frames();
    siglongjmp(vm->entry, 1);
}

void stop_overflowed(pkhost_vm *vm)
{
    static const char text[] = "stack overflow in native code";
    memcpy(vm->fault, text, sizeof text);
    stop_abandon(vm, STOP_CRASH);
}

/* The exception that stands for a stop while native callers clean up.  It is
 * made when the VM is, since a stop for want of memory cannot make one, and
 * rests in a register of the VM's, which scripts cannot reach. */
bool stop_make_exception(void)
{
    VM *vm = pk_current_vm;
    if (!py_tpcall(tp_BaseException, 0, NULL))
        return false;
    vm->reg[STOP_REGISTER] = vm->last_retval;
    return true;
}

void stop_raise(pkhost_vm *vm)
{
    VM *pk = region_vm(vm->region);
    stop_note_place(vm); /* the exception will have left these frames */
    pk->unhandled_exc = pk->reg[STOP_REGISTER];
}

/* Each frame that it passed left an entry in it. */
void stop_drop_exception(VM *vm)
{
    BaseException *exception = py_touserdata(&vm->reg[STOP_REGISTER]);
    for (int i = 0; i < exception->stacktrace.length; i++) {
        BaseExceptionFrame *frame = c11__at(BaseExceptionFrame, &exception->stacktrace, i);
        PK_DECREF(frame->src);
        if (frame->name != NULL)
            c11_string__delete(frame->name);
    }
    exception->stacktrace.length = 0;
    py_newnil(&exception->inner_exc);
}
