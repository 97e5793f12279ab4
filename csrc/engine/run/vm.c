/* vm.c -- making, running and restoring a VM. */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static pkhost_vm *all;       /* guarded by list_lock, taken before any vm->lock */
static uint64_t last_number; /* guarded by list_lock */

/* ------------------------------------------------------------- the engine once */

static const char *broken; /* why the engine cannot be used */

static void before_fork(void)
{
    pthread_mutex_lock(&list_lock);
    names_before_fork();
    bells_before_fork();
}

static void after_fork_in_parent(void)
{
    bells_after_fork();
    names_after_fork();
    pthread_mutex_unlock(&list_lock);
}

/* Nobody can run it any more: that is its end, and its VM is put right before
 * it is used again.  What it has used is the parent's to say. */
static void cut_off(pkhost_vm *vm)
{
    vm->dirty = true;
    vm->worker = NULL;
    vm->outcome.steps = -1;
    atomic_store(&vm->stop, STOP_INTERRUPTED);
    outcome_finish(vm, true);
    atomic_store(&vm->paused, false);
    atomic_store(&vm->running, false);
}

/* The child has no workers.  What ran in the parent goes on there; here such
 * a run is over, and its VM will be restored before it is used again. */
static void after_fork_in_child(void)
{
    bells_after_fork();
    names_after_fork();
    pthread_mutex_unlock(&list_lock);
    workers_reset_after_fork();
    faults_reset_after_fork();
    for (pkhost_vm *vm = all; vm != NULL; vm = vm->next) {
        pthread_mutex_init(&vm->lock, NULL);
        pthread_mutex_init(&vm->streams_lock, NULL);
        atomic_store(&vm->waiters, 0);
        if (atomic_load(&vm->running) && !atomic_load(&vm->paused))
            cut_off(vm);
    }
}

static void prepare_engine(void)
{
    if (!originals_find(&broken))
        return;
    if (strcmp(PK_VERSION, pkhost_pocketpy_version()) != 0) {
        broken = "the engine was built for another version of PocketPy";
        return;
    }
    if (!floats_prepare()) {
        broken = "the host has no memory left";
        return;
    }
    if (!names_prepare()) {
        broken = "there is no address space for the names";
        return;
    }
    /* What py_initialize() does, without the default VM that nobody needs. */
    pkhost_building = true;
    pk_names_initialize();
    numbers_prepare();
    pkhost_building = false;
    py_newbool(py_True(), true);
    py_newbool(py_False(), false);
    py_newnone(py_None());
    py_newnil(py_NIL());
    pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
}

static bool engine_ready(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, prepare_engine);
    return broken == NULL;
}

const char *pkhost_pocketpy_version(void) { return PK_VERSION; }
size_t pkhost_least_memory(void) { return 2 << 20; }
/* A region has to fit between two multiples of 4 GiB, with what is added to it. */
size_t pkhost_most_memory(void) { return (size_t)15 << (REGION_BITS - 4); }

/* ----------------------------------------------------------------- a VM's life */

static void destroy(pkhost_vm *vm)
{
    pthread_mutex_lock(&list_lock);
    if (vm->link != NULL) {
        *vm->link = vm->next;
        if (vm->next != NULL)
            vm->next->link = vm->link;
    }
    pthread_mutex_unlock(&list_lock);
    pkhost_vm_leave_wakeup(vm);
    if (vm->region != NULL)
        region_unmap(vm->region);
    image_free(vm->image);
    guards_free(vm->guards);
    text *const texts[] = { &vm->out.kept, &vm->err.kept,   &vm->input,         &vm->source,
                            &vm->filename, &vm->error_type, &vm->error_message, &vm->traceback,
                            &vm->policy,   &vm->last_line,  &vm->payload,       &vm->value,
                            &vm->call,     &vm->reply,      &vm->refused };
    for (size_t i = 0; i < COUNT(texts); i++)
        text_free(texts[i]);
    files_clear(vm);
    slice_free(vm);
    pthread_mutex_destroy(&vm->lock);
    pthread_mutex_destroy(&vm->streams_lock);
    free(vm);
}

/* Do something with a VM that nobody uses yet, on this thread.  False also if it failed in
 * a way that was contained; vm->fault then says how. */
static bool contain(pkhost_vm *vm, bool (*what)(pkhost_vm *vm))
{
    volatile bool done = false;
    /* A function of the host's may make a VM while a script waits for it. */
    pkhost_vm *const outer = pkhost_here;
    VM *const outer_current = pk_current_vm;
    pkhost_here = vm;
    pk_current_vm = region_vm(vm->region);
    pkhost_building = true;
    faults_enter();
    if (sigsetjmp(vm->entry, 1) == 0) {
        vm->zone = ZONE_ENGINE;
        done = what(vm);
    }
    vm->zone = ZONE_HOST;
    faults_leave();
    pkhost_building = false;
    pk_current_vm = outer_current;
    pkhost_here = outer;
    return done;
}

/* Build the VM in its new region. */
static bool build(pkhost_vm *vm)
{
    vm->region->recursion_limit = 1000;
    VM__ctor(region_vm(vm->region));
    /* See STACK_EXTRA_MOST: the stack ends where the guard begins, after a whole
     * number of values, so that what is left can be computed. */
    ValueStack *const stack = &region_vm(vm->region)->stack;
    const char *const bound = (char *)vm->region + vm->region->guard;
    stack->end = stack->begin + (size_t)(bound - (char *)stack->begin) / sizeof(py_TValue);
    addresses_hide();
    natives_prepare(vm);
    const bool replaced = numbers_install() && integers_install() && floats_install()
                          && mathematics_install() && random_install() && base64_install()
                          && builtins_install() && json_install(vm);
    numbers_note(vm->region);
    streams_add_input();
    const bool built = replaced && indexes_install() && lists_install() && dicts_install()
                       && arrays_install() && fileio_install() && unicode_install()
                       && operands_install() && sleep_install() && gc_install() && text_install()
                       && quoting_install() && order_install() && ranges_install()
                       && enums_install() && sources_install()
                       && signatures_install()
                       /* Of all native methods, ours too: so after the others. */
                       && guards_install() && policy_apply(vm) && stop_make_exception();
    if (built)
        dicts_rehash();
    return built;
}

/* With the first VM of the process, which has its image already. */
static bool pocketpy_is_as_expected(pkhost_vm *vm)
{
    static atomic_bool tried;
    if (atomic_load(&tried))
        return true;
    if (!contain(vm, assumptions_try))
        return false;
    image_restore(vm->image, vm->region, false);
    atomic_store(&tried, true);
    return true;
}

void pkhost_vm_new(pkhost_vm **owner, size_t memory, const char *policy, size_t policy_size,
                   char *message, size_t message_size)
{
    const char *wrong = NULL;
    pkhost_vm *vm = NULL;

    *owner = NULL;
    if (!engine_ready()) {
        snprintf(message, message_size, "the engine cannot be used: %s", broken);
        return;
    }
    if (memory < pkhost_least_memory() || memory > pkhost_most_memory()) {
        snprintf(message, message_size, "a VM needs between %zu and %zu bytes of memory, not %zu",
                 pkhost_least_memory(), pkhost_most_memory(), memory);
        return;
    }
    vm = calloc(1, sizeof *vm);
    if (vm == NULL) {
        snprintf(message, message_size, "the host has no memory left");
        return;
    }
    pthread_mutex_init(&vm->lock, NULL);
    pthread_mutex_init(&vm->streams_lock, NULL);
    if (!policy_take(vm, policy, policy_size, &wrong)) {
        snprintf(message, message_size, "%s", wrong);
        goto failed;
    }
    vm->guards = guards_new();
    if (vm->guards == NULL) {
        snprintf(message, message_size, "the host has no memory left");
        goto failed;
    }
    vm->region = region_map(memory);
    if (vm->region == NULL) {
        snprintf(message, message_size,
                 "no address space for a VM of %zu bytes: %s; close other VMs, or raise the limit "
                 "on address space (ulimit -v)",
                 memory, strerror(errno));
        goto failed;
    }
    vm->current = region_vm(vm->region);
    if (!contain(vm, build)) {
        snprintf(message, message_size, "PocketPy could not be started: %s",
                 vm->fault[0] ? vm->fault : "not enough memory");
        goto failed;
    }
    atomic_store(&vm->stop, STOP_NONE);
    vm->image = image_take(vm->region, true);
    if (vm->image == NULL) {
        snprintf(message, message_size, "the host has no memory left");
        goto failed;
    }
    if (!pocketpy_is_as_expected(vm)) {
        snprintf(message, message_size, "the engine cannot be used: %s",
                 vm->fault[0] ? vm->fault : "it failed while PocketPy was tried out");
        goto failed;
    }
    pthread_mutex_lock(&list_lock);
    vm->number = ++last_number;
    vm->next = all;
    vm->link = &all;
    if (all != NULL)
        all->link = &vm->next;
    all = vm;
    *owner = vm;
    pthread_mutex_unlock(&list_lock);
    return;

failed:
    destroy(vm);
}

void pkhost_vm_free(pkhost_vm **owner)
{
    pkhost_vm *vm = *owner;
    *owner = NULL;
    if (vm == NULL)
        return;
    /* The functions of direct calls may be freed together with the VM's owner. */
    if (atomic_load(&vm->direct_calls.there))
        pkhost_vm_direct_calls(vm, 0, 0, 0);
    pthread_mutex_lock(&vm->lock);
    vm->doomed = true;
    if (atomic_load(&vm->running)) {
        stop_request(vm, STOP_INTERRUPTED);
        if (!atomic_load(&vm->paused) || slice_go_on(vm, -1) == PKHOST_DONE) {
            vm_announce(vm); /* it may be waiting for input */
            pthread_mutex_unlock(&vm->lock);
            return;
        }
    }
    pthread_mutex_unlock(&vm->lock);
    destroy(vm);
}

void pkhost_vm_close(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->lock);
    vm->closed = true;
    pthread_mutex_unlock(&vm->lock);
}

static void restore(pkhost_vm *vm, bool distrust)
{
    image_restore(vm->image, vm->region, distrust);
    vm->dirty = false;
    vm->restores++;
}

uint64_t pkhost_vm_restores(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->running))
        vm_clean(vm);
    const uint64_t result = vm->restores;
    pthread_mutex_unlock(&vm->lock);
    return result;
}

/* Under vm->lock, between runs. */
void vm_clean(pkhost_vm *vm)
{
    if (vm->dirty)
        restore(vm, true);
}

int pkhost_vm_reset(pkhost_vm *vm)
{
    int answer = PKHOST_BUSY;
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->running)) {
        restore(vm, vm->dirty);
        answer = PKHOST_DONE;
    }
    pthread_mutex_unlock(&vm->lock);
    return answer;
}

uint64_t pkhost_vm_memory(pkhost_vm *vm) { return vm->region->heap.used; }

void pkhost_vm_fail_allocation(pkhost_vm *vm, uint64_t countdown)
{
    vm->region->heap.fail_countdown = countdown;
}

const char *pkhost_vm_check_region(pkhost_vm *vm) { return region_check(vm->region); }

/* ----------------------------------------------------------------------- a run */

/* Returns whether somebody sleeps and is to be woken. */
static bool tell(pkhost_vm *vm)
{
    atomic_fetch_add(&vm->event, 1);
    if (vm->request.wakeup != NULL)
        bell_ring(vm);
    return atomic_load(&vm->waiters) != 0;
}

void vm_announce(pkhost_vm *vm)
{
    if (tell(vm))
        futex_wake(&vm->event);
}

static bool set_text(text *t, const char *data, size_t size)
{
    text_clear(t);
    return text_append(t, data, size) && text_append(t, "", 1);
}

/* The worker holds the lock while it puts the VM back after its last run,
 * which is over sooner than a sleep would be. */
static void lock_soon(pkhost_vm *vm)
{
    uint32_t seen = atomic_load(&vm->settled);
    if (pthread_mutex_trylock(&vm->lock) == 0)
        return;
    futex_spin(&vm->settled, seen, &vm->worker_processor);
    /* The lock is let go right after that, and to sleep on it would cost more,
     * unless it is in the way here that the worker lets go. */
    for (int i = 0; i < 1000 && atomic_load(&vm->worker_processor) != sched_getcpu(); i++) {
        if (pthread_mutex_trylock(&vm->lock) == 0)
            return;
        pause_briefly();
    }
    pthread_mutex_lock(&vm->lock);
}

int pkhost_vm_start(pkhost_vm *vm, const pkhost_request *request)
{
    int answer;
    atomic_store(&vm->host_processor, sched_getcpu());
    lock_soon(vm);
    if (atomic_load(&vm->running)) {
        answer = PKHOST_BUSY;
    } else if (vm->closed) {
        answer = PKHOST_CLOSED;
    } else if (request->memory > vm->region->memory) {
        answer = PKHOST_TOO_LARGE;
    } else {
        vm_clean(vm);
        pkhost_vm_leave_wakeup(vm);
        vm->request = *request;
        bell_enter(vm);
        vm->input_read = 0;
        vm->input_on_demand = request->input_on_demand;
        vm->input_ended = vm->input_wanted = false;
        vm->stream_output = request->stream_output;
        /* Here, not on the worker: a thread that waits may look before the worker
         * has begun, and must not find what the last run left. */
        streams_begin(vm);
        text_clear(&vm->input);
        text_clear(&vm->payload);
        atomic_store(&vm->stop, STOP_NONE);
        vm->knocked_at = 0;
        vm->worker = NULL;
        atomic_store(&vm->running, true);
        atomic_store(&vm->paused, false);
        const bool sliced = request->slice != PKHOST_UNSLICED;
        slice_free(vm); /* of a run that a fork cut off */
        vm->by_line = false;
        atomic_store(&vm->pause_wanted, false);
        vm->line_frame = NULL;
        vm->slice_steps = request->slice;
        const bool copied = (!sliced || slice_make(vm))
                            && set_text(&vm->source, request->source, request->source_size)
                            && set_text(&vm->filename, request->filename, strlen(request->filename))
                            && text_append(&vm->input, request->input, request->input_size)
                            && text_append(&vm->payload, request->payload, request->payload_size);
        answer = copied ? files_take(vm, request->files, request->files_size, request->files_quota)
                        : PKHOST_NO_MEMORY;
        if (answer == PKHOST_DONE && request->slice == 0)
            atomic_store(&vm->paused, true);
        else if (answer == PKHOST_DONE)
            answer = workers_submit(vm);
        if (answer != PKHOST_DONE) {
            slice_free(vm);
            atomic_store(&vm->running, false);
        }
    }
    pthread_mutex_unlock(&vm->lock);
    return answer;
}

/* In ZONE_ENGINE.  Whether it ended without an exception. */
static void run_script(pkhost_vm *vm)
{
    VM *pk = region_vm(vm->region);
    heap *const h = &vm->region->heap;
    /* What earlier runs left may be more than this one's limit.  In a VM that is
     * full, what the last run has let go is collected before this one asks. */
    if (h->used > h->limit - h->limit / 8 && h->used < h->limit) {
        ManagedHeap__collect(&pk->heap);
        region_set_limit(vm->region, h->limit);
    }
    if (h->used > h->collect_at)
        stop_relieve_memory(vm);
    if (atomic_load(&vm->stop) == STOP_NONE && !task_run(vm) && atomic_load(&vm->stop) == STOP_NONE)
        outcome_of_exception(vm);
    while (pk->top_frame != NULL)
        VM__pop_frame(pk);
    pk->stack.sp = pk->stack.begin;
    pk->curr_class = NULL;
    vm->region->class_bodies = NULL;
    pk->curr_function = NULL;
    py_newnil(&pk->unhandled_exc);
    py_newnone(&pk->last_retval);
    stop_drop_exception(pk);
}

/* The run was left in the middle: what its frames still tell, if anything.
 * What went wrong then is why it was left, also if what they tell is nonsense. */
static void __attribute__((noinline)) salvage_place(pkhost_vm *vm)
{
    const sig_atomic_t reason = vm->abandoned;
    if (sigsetjmp(vm->entry, 1) == 0) {
        vm->zone = ZONE_ENGINE;
        stop_note_place(vm);
    } else if (reason != STOP_CRASH) {
        vm->abandoned = reason;
        vm->fault[0] = '\0';
        vm->distrusted = true;
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

/* The script itself.  On a stack of its own, if it has one. */
void vm_run_protected(pkhost_vm *vm)
{
    vm->stack_low = worker_bound_stack();
    if (sigsetjmp(vm->entry, 1) == 0) {
        vm->zone = ZONE_ENGINE;
        run_script(vm);
    } else {
        salvage_place_below(vm);
    }
    vm->zone = ZONE_HOST;
}

static int64_t left_of(int64_t limit, int64_t used) { return limit > used ? limit - used : 1; }

static void begin(pkhost_vm *vm)
{
    region *r = vm->region;
    const pkhost_request *q = &vm->request;
    region_set_limit(r, q->memory);
    r->heap.peak = r->heap.used;
    r->recursion_limit = q->recursion;
    r->lowered_limit = 0;
    region_vm(r)->max_recursion_depth = q->recursion;
    vm->steps_given = q->steps;
    r->steps_left = q->steps < 0 ? INT64_MAX : q->steps;
    vm->reserve = 0;
    stop_prepare(vm, q->steps >= 0 || vm->slice != NULL);
    if (vm->by_line || atomic_load(&vm->pause_wanted))
        stop_set_trap(r);
    vm->host_time = 0;
    vm->slept = 0;
    vm->distrusted = false;
    vm->in_host = false;
    vm->instead = NULL;
    vm->compiling = NULL;
    vm->wall_used = vm->cpu_used = 0;
}

void vm_execute(pkhost_vm *vm)
{
    region *r = vm->region;
    const pkhost_request *q = &vm->request;
    deadlines *d = worker_deadlines(vm->worker);
    bool restored = false;

    if (vm->slice == NULL || !slice_has_begun(vm))
        outcome_clear(vm);
    faults_enter();
    deadlines_hear(true); /* one that comes at once is of no run: nobody is here */
    pkhost_here = vm;
    pk_current_vm = region_vm(r);
    if (vm->slice == NULL || !slice_has_begun(vm))
        begin(vm);
    if (vm->slice != NULL)
        slice_give(vm, vm->slice_steps);

    const int64_t wall_limit = q->wall_time < 0 ? -1 : left_of(q->wall_time, vm->wall_used);
    const int64_t cpu_limit = q->cpu_time < 0 ? -1 : left_of(q->cpu_time, vm->cpu_used);
    vm->wall_start = clock_ns(CLOCK_MONOTONIC) - vm->wall_used;
    vm->cpu_start = clock_ns(CLOCK_THREAD_CPUTIME_ID) - vm->cpu_used;
    deadlines_arm(d, wall_limit, cpu_limit);
    if (atomic_load(&vm->stop) != STOP_NONE)
        deadlines_knock(d);
    bool ended = true;
    if (vm->slice != NULL)
        ended = slice_run(vm);
    else
        vm_run_protected(vm);
    const int64_t now = clock_ns(CLOCK_MONOTONIC);
    vm->outcome.wall_time = vm->wall_used = now - vm->wall_start;
    vm->outcome.cpu_time = hosts_cpu_time(vm, now);
    vm->cpu_used = clock_ns(CLOCK_THREAD_CPUTIME_ID) - vm->cpu_start;
    /* What a script may have written over is never believed beyond its limit. */
    const int64_t left = slice_steps_left(vm);
    vm->outcome.steps = q->steps < 0 ? -1 : left > q->steps ? q->steps : q->steps - left;
    vm->outcome.peak_memory = r->heap.peak < q->memory ? r->heap.peak : q->memory;
    if (ended && vm->abandoned != STOP_NONE) {
        restore(vm, vm->abandoned == STOP_CRASH || vm->distrusted);
        restored = true;
    }
    pk_current_vm = NULL;
    pkhost_here = NULL;
    /* From here on nobody knocks: a timer set after this would go off when
     * the handler of its signal is gone. */
    pthread_mutex_lock(&vm->lock);
    vm->worker = NULL;
    pthread_mutex_unlock(&vm->lock);
    deadlines_arm(d, -1, -1);
    deadlines_hear(false);
    faults_leave();
    vm->pausing = !ended;
    if (ended) {
        slice_free(vm);
        outcome_finish(vm, restored);
    }
}

void vm_settle(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->lock);
    if (vm->pausing) {
        /* Somebody may have asked for its end since. */
        atomic_store(&vm->paused, true);
        if (atomic_load(&vm->stop) == STOP_NONE || slice_go_on(vm, -1) == PKHOST_DONE) {
            vm_announce(vm);
            pthread_mutex_unlock(&vm->lock);
            return;
        }
        cut_off(vm);
    }
    const bool doomed = vm->doomed;
    const bool reset = vm->request.reset_after && !vm->outcome.restored && !doomed;
    /* A thread that waits for the run may continue while the VM is put back, and the
     * next start waits for that: but not on one processor, where both would take turns. */
    const bool first = reset && atomic_load(&vm->host_processor) == sched_getcpu();
    bool wake = false;
    if (first)
        restore(vm, false);
    atomic_store(&vm->running, false);
    if (reset && !first) {
        vm_announce(vm);
        restore(vm, false);
    } else {
        wake = tell(vm);
    }
    atomic_fetch_add(&vm->settled, 1);
    pthread_mutex_unlock(&vm->lock);
    /* Not under the lock, which who wakes up may want at once.  The VM may be
     * gone by now, but the kernel only looks for sleepers at its address. */
    if (wake)
        futex_wake(&vm->event);
    if (doomed)
        destroy(vm);
}

/* ------------------------------------------------------------------ from outside */

bool pkhost_vm_running(pkhost_vm *vm) { return atomic_load(&vm->running); }

bool pkhost_vm_stopping(pkhost_vm *vm)
{
    return atomic_load(&vm->running) && atomic_load(&vm->stop) != STOP_NONE;
}

bool pkhost_vm_interrupt(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->lock);
    bool running = atomic_load(&vm->running);
    if (running) {
        stop_request(vm, STOP_INTERRUPTED);
        if (atomic_load(&vm->paused) && slice_go_on(vm, -1) != PKHOST_DONE) {
            if (!slice_has_begun(vm))
                outcome_clear(vm);
            cut_off(vm);
        }
        vm_announce(vm); /* it may be waiting for input */
    }
    pthread_mutex_unlock(&vm->lock);
    return running;
}

void vm_interrupt_all(void)
{
    pthread_mutex_lock(&list_lock);
    for (pkhost_vm *vm = all; vm != NULL; vm = vm->next)
        pkhost_vm_interrupt(vm);
    pthread_mutex_unlock(&list_lock);
}

const pkhost_outcome *pkhost_vm_outcome(pkhost_vm *vm)
{
    outcome_see_streams(vm);
    return &vm->outcome;
}
