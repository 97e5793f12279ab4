/* making.c -- making and freeing an isolated VM. */
#include "client/attend.h"
#include "client/life.h"
#include "client/run.h"

#include <stdio.h>
#include <stdlib.h>

void pkhost_isolated_new(pkhost_isolated **owner, size_t memory, int32_t dialect,
                         const char *policy, size_t policy_size, const char *group, char *message,
                         size_t message_size)
{
    *owner = NULL;
    if (memory < pkhost_least_memory() || memory > pkhost_most_memory()) {
        snprintf(message, message_size, "a VM needs between %zu and %zu bytes of memory, not %zu",
                 pkhost_least_memory(), pkhost_most_memory(), memory);
        return;
    }
    struct pkhost_isolated *const vm = calloc(1, sizeof *vm);
    if (vm == NULL) {
        snprintf(message, message_size, "the host has no memory left");
        return;
    }
    pthread_mutex_init(&vm->lock, NULL);
    pthread_mutex_init(&vm->streams.lock, NULL);
    if (process_open(&vm->process, memory, dialect, policy, policy_size, group) != PKHOST_DONE) {
        snprintf(message, message_size, "%s", vm->process.why);
        isolated_end(vm);
        return;
    }
    attend_prepare();
    isolated_add(vm);
    *owner = vm;
}

void pkhost_isolated_free(pkhost_isolated **owner)
{
    pkhost_isolated *const vm = *owner;
    *owner = NULL;
    if (vm == NULL)
        return;
    /* The functions of direct calls may be freed together with the VM's owner. */
    if (atomic_load(&vm->host.direct.available))
        pkhost_isolated_direct_calls(vm, 0, 0);
    pthread_mutex_lock(&vm->lock);
    const bool attended = isolated_abandon(vm); /* who attends frees it */
    pthread_mutex_unlock(&vm->lock);
    if (!attended)
        isolated_end(vm);
}

void pkhost_isolated_close(pkhost_isolated *vm)
{
    pthread_mutex_lock(&vm->lock);
    vm->closed = true;
    if (!atomic_load(&vm->run.active) && vm->process.group == NULL)
        (void)process_renew(&vm->process); /* else when the run ends */
    pthread_mutex_unlock(&vm->lock);
}

void pkhost_isolated_leave_wakeup(pkhost_isolated *vm) { wakeup_leave(&vm->events.entry); }
