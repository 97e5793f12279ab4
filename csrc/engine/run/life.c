/* life.c -- all VMs, from their making to their end. */
#include "run/life.h"

#include "base/macros.h"
#include "interpose/guards.h"
#include "io/files.h"
#include "memory/image.h"
#include "memory/region.h"
#include "stop/slices.h"

#include <stdlib.h>

static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static pkhost_vm *all;       /* guarded by list_lock, taken before any vm->lock */
static uint64_t last_number; /* guarded by list_lock */

void life_add(pkhost_vm *vm)
{
    pthread_mutex_lock(&list_lock);
    vm->number = ++last_number;
    vm->life.next = all;
    vm->life.link = &all;
    if (all != NULL)
        all->life.link = &vm->life.next;
    all = vm;
    pthread_mutex_unlock(&list_lock);
}

void life_end(pkhost_vm *vm)
{
    pthread_mutex_lock(&list_lock);
    if (vm->life.link != NULL) {
        *vm->life.link = vm->life.next;
        if (vm->life.next != NULL)
            vm->life.next->life.link = vm->life.link;
    }
    pthread_mutex_unlock(&list_lock);
    wakeup_leave(&vm->events.entry);
    if (vm->region != NULL)
        region_unmap(vm->region);
    image_free(vm->image);
    guards_free(vm->guards);
    text *const texts[] = {
        &vm->output.out.kept,      &vm->output.err.kept,  &vm->input.data,
        &vm->run.source,           &vm->run.filename,     &vm->result.error_type,
        &vm->result.error_message, &vm->traceback,        &vm->policy.words,
        &vm->policy.natives,       &vm->output.last_line, &vm->run.payload,
        &vm->result.value,         &vm->host.call,        &vm->host.reply,
        &vm->result.refused,       &vm->result.error_text
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        text_free(texts[i]);
    files_clear(vm);
    slice_free(vm);
    pthread_mutex_destroy(&vm->lock);
    pthread_mutex_destroy(&vm->output.lock);
    free(vm);
}

void life_restore(pkhost_vm *vm, bool distrust)
{
    life_put_back(vm, vm->image, distrust);
    vm->life.restores++;
}

void life_put_back(pkhost_vm *vm, const image *to, bool distrust)
{
    atomic_store(&vm->life.putting_back, to);
    image_restore(to, vm->region, distrust);
    atomic_store(&vm->life.putting_back, NULL);
    vm->life.must_restore = false;
}

void life_finish_in_child(pkhost_vm *vm)
{
    const image *const to = atomic_load(&vm->life.putting_back);
    if (to == vm->image)
        life_restore(vm, true);
    else if (to != NULL)
        life_put_back(vm, to, true);
}

void life_clean(pkhost_vm *vm)
{
    if (vm->life.must_restore)
        life_restore(vm, true);
}

void life_visit(void (*visit)(pkhost_vm *))
{
    pthread_mutex_lock(&list_lock);
    for (pkhost_vm *vm = all; vm != NULL; vm = vm->life.next)
        visit(vm);
    pthread_mutex_unlock(&list_lock);
}

void life_before_fork(void) { pthread_mutex_lock(&list_lock); }
void life_after_fork(void) { pthread_mutex_unlock(&list_lock); }
