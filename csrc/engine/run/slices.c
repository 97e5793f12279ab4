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
 * Steps: region->steps_left counts down within a slice, vm->reserve is what
 * the run may use beyond it.  A slice ends before the step that does not fit
 * any more, be it a bytecode or one of native code.
 */
#define _GNU_SOURCE
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

/* As large as a worker's, so that recursion goes as deep as in other runs. */
enum { STACK = 8 << 20, STACK_GUARD = 64 << 10 };

struct slice {
    ucontext_t worker, script;
    char *stack; /* its guard first */
    bool begun, ended;
};

bool slice_make(pkhost_vm *vm)
{
    slice *s = calloc(1, sizeof *s);
    if (s == NULL)
        return false;
    s->stack = map_anew(STACK_GUARD + STACK, PROT_NONE, MAP_NORESERVE | MAP_STACK);
    if (s->stack == MAP_FAILED) {
        free(s);
        return false;
    }
    if (mprotect(s->stack + STACK_GUARD, STACK, PROT_READ | PROT_WRITE) != 0) {
        munmap(s->stack, STACK_GUARD + STACK);
        free(s);
        return false;
    }
    vm->slice = s;
    vm->reserve = 0;
    vm->owed = 0;
    return true;
}

void slice_free(pkhost_vm *vm)
{
    if (vm->slice != NULL) {
        munmap(vm->slice->stack, STACK_GUARD + STACK);
        free(vm->slice);
        vm->slice = NULL;
    }
}

bool slice_has_begun(const pkhost_vm *vm) { return vm->slice->begun; }

static void script_main(void)
{
    pkhost_vm *vm = pkhost_here;
    vm_run_protected(vm);
    vm->slice->ended = true;
    swapcontext(&vm->slice->script, &vm->slice->worker);
    __builtin_unreachable();
}

/* On a worker: run the script until it ends (true) or pauses (false). */
bool slice_run(pkhost_vm *vm)
{
    slice *s = vm->slice;
    const bool first = !s->begun;
    if (first) {
        s->begun = true;
        getcontext(&s->script);
        s->script.uc_stack.ss_sp = s->stack + STACK_GUARD;
        s->script.uc_stack.ss_size = STACK;
        s->script.uc_link = NULL;
        makecontext(&s->script, script_main, 0);
    }
    worker_use_stack(s->stack + STACK_GUARD, STACK);
    if (first)
        worker_forget_frames(); /* of another stack that was left here */
    else
        worker_bound_stack_again(vm->stack_low);
    swapcontext(&s->worker, &s->script);
    worker_use_stack(NULL, 0);
    return s->ended;
}

/* In the script, at a step; comes back when the run is taken up again, perhaps
 * on another thread. */
void slice_pause(pkhost_vm *vm)
{
    region *r = vm->region;
    vm->zone = ZONE_HOST;
    /* The step that is to come was counted, and is not to be again. */
    r->steps_left++;
    vm->owed = 1;
    swapcontext(&vm->slice->script, &vm->slice->worker);
    vm->zone = ZONE_ENGINE;
}

/* Give a run that is paused, or not begun, its next `steps` (-1: all). */
void slice_give(pkhost_vm *vm, int64_t steps)
{
    region *r = vm->region;
    const int64_t total = vm->reserve + r->steps_left;
    const int64_t give = steps < 0 || steps > total ? total : steps;
    r->steps_left = give - vm->owed;
    vm->reserve = total - give;
    vm->owed = 0;
    vm->slice_over = false;
}

/* What the run may still use, in this slice and after it. */
int64_t slice_steps_left(const pkhost_vm *vm)
{
    int64_t left;
    if (__builtin_add_overflow(vm->reserve, vm->region->steps_left, &left))
        return INT64_MAX; /* no count of ours: the script has written over it */
    return left > 0 ? left : 0;
}

/* Steps are used up: of the slice, or of the run? */
bool slice_is_over(pkhost_vm *vm)
{
    if (vm->slice == NULL || -vm->region->steps_left > vm->reserve)
        return false;
    if (!vm->slice_over) {
        vm->slice_over = true;
        stop_set_trap(vm->region);
    }
    return true;
}

/* Under vm->lock: let a paused run go on for `steps`. */
int slice_go_on(pkhost_vm *vm, int64_t steps)
{
    vm->slice_steps = steps;
    atomic_store(&vm->pause_wanted, false);
    atomic_store(&vm->paused, false);
    const int answer = workers_submit(vm);
    if (answer == PKHOST_DONE)
        vm_announce(vm); /* to the threads that wait until it continues */
    else
        atomic_store(&vm->paused, true);
    return answer;
}

int pkhost_vm_go_on(pkhost_vm *vm, int64_t steps, bool by_line)
{
    int answer = PKHOST_NOT_PAUSED;
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->running)) {
        answer = PKHOST_NOT_RUNNING;
    } else if (atomic_load(&vm->paused)) {
        vm->by_line = by_line;
        if (by_line)
            stop_set_trap(vm->region);
        answer = slice_go_on(vm, steps);
    }
    pthread_mutex_unlock(&vm->lock);
    return answer;
}

bool pkhost_vm_pause(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->lock);
    const bool can = atomic_load(&vm->running) && vm->slice != NULL;
    if (can && !atomic_load(&vm->paused)) {
        atomic_store(&vm->pause_wanted, true);
        stop_set_trap(vm->region);
    }
    pthread_mutex_unlock(&vm->lock);
    return can;
}

bool pkhost_vm_paused(pkhost_vm *vm)
{
    return atomic_load(&vm->running) && atomic_load(&vm->paused);
}
