/* life.c -- all isolated VMs, from their making to their end. */
#include "client/life.h"

#include "base/macros.h"
#include "client/streams.h"

#include <stdlib.h>

static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static struct pkhost_isolated *all; /* guarded by list_lock */
static uint64_t last_number;        /* guarded by list_lock */

void isolated_add(struct pkhost_isolated *vm)
{
    pthread_mutex_lock(&list_lock);
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
