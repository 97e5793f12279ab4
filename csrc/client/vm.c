/* vm.c -- isolated VMs: made, freed, all of them. */
#include "client/vm.h"

#include "base/macros.h"
#include "client/attend.h"
#include "client/calls.h"
#include "client/streams.h"

#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static struct pkhost_isolated *all; /* guarded by list_lock */
static uint64_t last_number;        /* guarded by list_lock */

static void add(struct pkhost_isolated *vm)
{
    pthread_mutex_lock(&list_lock);
    attend_prepare();
    vm->number = ++last_number;
    vm->next = all;
    vm->link = &all;
    if (all != NULL)
        all->link = &vm->next;
    all = vm;
    pthread_mutex_unlock(&list_lock);
}

static void take_out(struct pkhost_isolated *vm)
{
    pthread_mutex_lock(&list_lock);
    if (vm->link != NULL) {
        *vm->link = vm->next;
        if (vm->next != NULL)
            vm->next->link = vm->link;
    }
    pthread_mutex_unlock(&list_lock);
}

void isolated_lock_list(void) { pthread_mutex_lock(&list_lock); }
void isolated_unlock_list(void) { pthread_mutex_unlock(&list_lock); }
bool isolated_any(void) { return all != NULL; }

void isolated_visit(void (*visit)(struct pkhost_isolated *vm))
{
    for (struct pkhost_isolated *vm = all; vm != NULL; vm = vm->next)
        visit(vm);
}

void pkhost_isolated_new(pkhost_isolated **owner, size_t memory, const char *policy,
                         size_t policy_size, const char *group, char *message, size_t message_size)
{
    *owner = NULL;
    if (memory < pkhost_least_memory() || memory > pkhost_most_memory()) {
        snprintf(message, message_size, "a VM needs between %zu and %zu bytes of memory, not %zu",
                 pkhost_least_memory(), pkhost_most_memory(), memory);
        return;
    }
    if (group != NULL) {
        snprintf(message, message_size, "VMs cannot share a process yet");
        return;
    }
    struct pkhost_isolated *const vm = calloc(1, sizeof *vm);
    if (vm == NULL) {
        snprintf(message, message_size, "the host has no memory left");
        return;
    }
    pthread_mutex_init(&vm->lock, NULL);
    pthread_mutex_init(&vm->streams.lock, NULL);
    if (process_open(&vm->process, memory, policy, policy_size) != PKHOST_DONE) {
        snprintf(message, message_size, "%s", vm->process.why);
        isolated_end(vm);
        return;
    }
    add(vm);
    *owner = vm;
}

void isolated_end(struct pkhost_isolated *vm)
{
    take_out(vm);
    wakeup_leave(&vm->events.entry);
    process_close(&vm->process);
    isolated_streams_free(vm);
    text *const texts[] = { &vm->result.texts, &vm->host.call, &vm->host.reply };
    for (size_t i = 0; i < COUNT(texts); i++)
        text_free(texts[i]);
    pthread_mutex_destroy(&vm->lock);
    free(vm);
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
    const bool attended = atomic_load(&vm->run.active) && vm->run.attended;
    if (attended) {
        /* Who attends frees it. */
        atomic_store(&vm->run.unwanted, true);
        isolated_alert(vm);
    }
    pthread_mutex_unlock(&vm->lock);
    if (!attended)
        isolated_end(vm);
}

void pkhost_isolated_close(pkhost_isolated *vm)
{
    pthread_mutex_lock(&vm->lock);
    vm->closed = true;
    pthread_mutex_unlock(&vm->lock);
}

void pkhost_isolated_leave_wakeup(pkhost_isolated *vm) { wakeup_leave(&vm->events.entry); }
