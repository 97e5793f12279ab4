/* slices.c -- runs that can pause at a step and go on later.
 *
 * Such a run has a C stack of its own, so that a worker can leave it in the
 * middle, native calls and all, and any worker can take it up again.  While
 * it is paused it holds that stack (of which it uses a few pages) and no
 * thread.
 *
 * Nothing on that stack may belong to one thread.  PocketPy keeps the address
 * of its thread-local variable; base/current.c gives it one that belongs to the
 * VM.  Our own functions on the way to slice_pause() keep the VM in a
 * parameter and look at no thread-local variable afterwards.
 *
 * Steps: region->steps_left counts down within a slice, vm->slice.steps_after is what
 * the run may use beyond it.  A slice ends before the step that does not fit
 * any more, be it a bytecode or one of native code.
 */
#define _GNU_SOURCE
#include "stop/slices.h"

#include "base/current.h"
#include "base/library.h"
#include "base/stack.h"
#include "memory/mapping.h"
#include "memory/trap.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

struct slice {
    ucontext_t worker_context, script_context;
    char *stack; /* its guard first; as large as a worker's, so that recursion goes as deep */
    void (*script)(pkhost_vm *);
    bool begun, ended;
};

static bool make_stack(pkhost_vm *vm)
{
    struct slice *s = calloc(1, sizeof *s);
    if (s == NULL)
        return false;
    s->stack = map_anew(STACK_GUARD_SIZE + STACK_SIZE, PROT_NONE, MAP_NORESERVE | MAP_STACK);
    if (s->stack == MAP_FAILED) {
        free(s);
        return false;
    }
    if (mprotect(s->stack + STACK_GUARD_SIZE, STACK_SIZE, PROT_READ | PROT_WRITE) != 0) {
        munmap(s->stack, STACK_GUARD_SIZE + STACK_SIZE);
        free(s);
        return false;
    }
    vm->slice.context = s;
    return true;
}

bool slice_begin(pkhost_vm *vm)
{
    const pkhost_request *q = &vm->request;
    slice_free(vm); /* of a run that a fork cut off */
    vm->slice.steps_given = q->steps;
    vm->slice.steps_after = 0;
    vm->slice.steps_next = q->slice;
    vm->slice.step_counted = 0;
    vm->slice.by_line = false;
    vm->slice.line_frame = NULL;
    atomic_store(&vm->slice.pause_wanted, false);
    atomic_store(&vm->slice.paused, false);
    return q->slice == PKHOST_UNSLICED || make_stack(vm);
}

void slice_free(pkhost_vm *vm)
{
    if (vm->slice.context != NULL) {
        munmap(vm->slice.context->stack, STACK_GUARD_SIZE + STACK_SIZE);
        free(vm->slice.context);
        vm->slice.context = NULL;
    }
}

bool slice_has_begun(const pkhost_vm *vm) { return vm->slice.context->begun; }

static void script_main(void)
{
    pkhost_vm *vm = pkhost_here;
    vm->slice.context->script(vm);
    vm->slice.context->ended = true;
    swapcontext(&vm->slice.context->script_context, &vm->slice.context->worker_context);
    __builtin_unreachable();
}

bool slice_run(pkhost_vm *vm, void (*script)(pkhost_vm *))
{
    struct slice *s = vm->slice.context;
    const bool first = !s->begun;
    if (first) {
        s->begun = true;
        s->script = script;
        getcontext(&s->script_context);
        s->script_context.uc_stack.ss_sp = s->stack + STACK_GUARD_SIZE;
        s->script_context.uc_stack.ss_size = STACK_SIZE;
        s->script_context.uc_link = NULL;
        makecontext(&s->script_context, script_main, 0);
    }
    stack_use(s->stack + STACK_GUARD_SIZE, STACK_SIZE);
    if (first)
        stack_forget_frames(); /* of another stack that was left here */
    else
        stack_set_limit(vm->slice.stack_limit);
    swapcontext(&s->worker_context, &s->script_context);
    stack_use(NULL, 0);
    return s->ended;
}

/* A run by lines looks at every bytecode whether it is on another line of the
 * script's own. */
bool slice_wants_pause(pkhost_vm *vm, const py_Frame *frame)
{
    if (vm->slice.over || atomic_load(&vm->slice.pause_wanted))
        return true;
    if (!vm->slice.by_line)
        return false;
    const int line = Frame__lineno(frame);
    if ((line == vm->slice.line && frame == vm->slice.line_frame) || library_has(frame->co->src))
        return false;
    vm->slice.line = line;
    vm->slice.line_frame = frame;
    return true;
}

void slice_pause(pkhost_vm *vm)
{
    region *r = vm->region;
    vm->zone = ZONE_HOST;
    /* The step that is to come was counted, and is not to be again. */
    r->steps_left++;
    vm->slice.step_counted = 1;
    swapcontext(&vm->slice.context->script_context, &vm->slice.context->worker_context);
    vm->zone = ZONE_ENGINE;
}

void slice_give(pkhost_vm *vm, int64_t steps)
{
    region *r = vm->region;
    const int64_t total = vm->slice.steps_after + r->steps_left;
    const int64_t give = steps < 0 || steps > total ? total : steps;
    r->steps_left = give - vm->slice.step_counted;
    vm->slice.steps_after = total - give;
    vm->slice.step_counted = 0;
    vm->slice.over = false;
}

int64_t slice_steps_left(const pkhost_vm *vm)
{
    int64_t left;
    if (__builtin_add_overflow(vm->slice.steps_after, vm->region->steps_left, &left))
        return INT64_MAX; /* no count of ours: the script has written over it */
    return left > 0 ? left : 0;
}

bool slice_is_over(pkhost_vm *vm)
{
    if (vm->slice.context == NULL || -vm->region->steps_left > vm->slice.steps_after)
        return false;
    if (!vm->slice.over) {
        vm->slice.over = true;
        trap_set(vm->region);
    }
    return true;
}
