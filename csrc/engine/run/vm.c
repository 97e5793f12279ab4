/* vm.c -- making, resetting and freeing a VM. */
#include "base/events.h"
#include "interpose/guards.h"
#include "interpose/policy.h"
#include "interpose/trial.h"
#include "memory/heap.h"
#include "memory/image.h"
#include "memory/region.h"
#include "run/build.h"
#include "run/engine.h"
#include "run/life.h"
#include "run/pause.h"
#include "stop/stop.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* With the first VM of each dialect in the process, which has its image already: what the
 * engine has in PocketPy's place in one dialect is PocketPy's own in the other.  A VM whose
 * policy hides the builtin set cannot show all, so the next one is tried out too. */
static bool pocketpy_is_as_expected(pkhost_vm *vm)
{
    static atomic_bool tried_in[2];
    atomic_bool *const tried = &tried_in[vm->region->dialect_is_python];
    if (atomic_load(tried))
        return true;
    if (!build_contained(vm, assumptions_try))
        return false;
    image_restore(vm->image, vm->region, false);
    if (!policy_hides(vm, "set"))
        atomic_store(tried, true);
    return true;
}

void pkhost_vm_new(pkhost_vm **owner, size_t memory, int32_t dialect, const char *policy,
                   size_t policy_size, char *message, size_t message_size)
{
    const char *wrong = NULL;
    pkhost_vm *vm = NULL;

    *owner = NULL;
    if (memory < pkhost_least_memory() || memory > pkhost_most_memory()) {
        snprintf(message, message_size, "a VM needs between %zu and %zu bytes of memory, not %zu",
                 pkhost_least_memory(), pkhost_most_memory(), memory);
        return;
    }
    if (dialect != PKHOST_DIALECT_PYTHON && dialect != PKHOST_DIALECT_POCKETPY) {
        snprintf(message, message_size, "there is no dialect %d", dialect);
        return;
    }
    const char *const broken = engine_prepare();
    if (broken != NULL) {
        snprintf(message, message_size, "the engine cannot be used: %s", broken);
        return;
    }
    vm = calloc(1, sizeof *vm);
    if (vm == NULL) {
        snprintf(message, message_size, "the host has no memory left");
        return;
    }
    pthread_mutex_init(&vm->lock, NULL);
    pthread_mutex_init(&vm->output.lock, NULL);
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
    heap_begin(vm->region);
    vm->region->dialect_is_python = dialect == PKHOST_DIALECT_PYTHON;
    vm->current = region_vm(vm->region);
    if (!build_contained(vm, build_vm)) {
        snprintf(message, message_size, "PocketPy could not be started: %s",
                 vm->stop.fault[0] ? vm->stop.fault : "not enough memory");
        goto failed;
    }
    heap_leave_holes(vm->region);
    stop_begin(vm);
    vm->image = image_take(vm->region, true);
    if (vm->image == NULL) {
        snprintf(message, message_size, "the host has no memory left");
        goto failed;
    }
    if (!pocketpy_is_as_expected(vm)) {
        snprintf(message, message_size,
                 "the engine cannot be used: PocketPy is not as pkhost expects: %s "
                 "(docs/pocketpy-assumptions.md)%s%s",
                 assumptions_doubted(), vm->stop.fault[0] ? "; " : "", vm->stop.fault);
        goto failed;
    }
    life_add(vm);
    *owner = vm;
    return;

failed:
    life_end(vm);
}

void pkhost_vm_free(pkhost_vm **owner)
{
    pkhost_vm *vm = *owner;
    *owner = NULL;
    if (vm == NULL)
        return;
    /* The functions of direct calls may be freed together with the VM's owner. */
    if (atomic_load(&vm->host.direct.available))
        pkhost_vm_direct_calls(vm, 0, 0);
    pthread_mutex_lock(&vm->lock);
    vm->life.free_after_run = true;
    if (atomic_load(&vm->run.active)) {
        stop_request(vm, STOP_INTERRUPTED);
        if (!atomic_load(&vm->slice.paused) || pause_end(vm, -1) == PKHOST_DONE) {
            events_announce(&vm->events); /* it may be waiting for input */
            pthread_mutex_unlock(&vm->lock);
            return;
        }
    }
    pthread_mutex_unlock(&vm->lock);
    life_end(vm);
}

void pkhost_vm_close(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->lock);
    vm->life.closed = true;
    pthread_mutex_unlock(&vm->lock);
}

void pkhost_vm_leave_wakeup(pkhost_vm *vm) { wakeup_leave(&vm->events.entry); }

uint64_t pkhost_vm_restores(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->run.active))
        life_clean(vm);
    const uint64_t result = vm->life.restores;
    pthread_mutex_unlock(&vm->lock);
    return result;
}

int pkhost_vm_reset(pkhost_vm *vm)
{
    int answer = PKHOST_BUSY;
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->run.active)) {
        life_restore(vm, vm->life.must_restore);
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

const char *pkhost_vm_check_region(pkhost_vm *vm) { return heap_check(vm->region); }
