/* kinds.c -- what kinds.h describes. */
#define _GNU_SOURCE
#include "worker/kinds.h"

#include "base/macros.h"
#include "base/vm.h"
#include "memory/image.h"
#include "memory/region.h"
#include "worker/control.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

enum { KINDS_KEPT = 8 };

struct kind {
    pkhost_vm *vm; /* NULL: the place is free */
    uint64_t used; /* when: counted up */
    size_t memory, policy_size;
    char policy[POLICY_IN_MAKE_MOST];
};

static struct kind kinds[KINDS_KEPT];
static struct kind *chosen; /* which forks have; NULL: none */
static uint64_t uses;

pkhost_vm *kinds_find(size_t memory, const char *policy, size_t policy_size)
{
    for (struct kind *k = kinds; k < kinds + COUNT(kinds); k++) {
        if (k->vm != NULL && k->memory == memory && k->policy_size == policy_size
            && memcmp(k->policy, policy, policy_size) == 0) {
            k->used = ++uses;
            return k->vm;
        }
    }
    return NULL;
}

static bool inherit(const pkhost_vm *vm, bool forks_have_it)
{
    const int advice = forks_have_it ? MADV_DOFORK : MADV_DONTFORK;
    size_t size;
    void *const image = image_mapping(vm->image, &size);
    return madvise(vm->region, vm->region->size, advice) == 0 && madvise(image, size, advice) == 0;
}

/* One that is free, or becomes so. */
static struct kind *place(void)
{
    struct kind *oldest = &kinds[0];
    for (struct kind *k = kinds; k < kinds + COUNT(kinds); k++) {
        if (k->vm == NULL)
            return k;
        if (k->used < oldest->used)
            oldest = k;
    }
    if (oldest == chosen)
        chosen = NULL;
    pkhost_vm_free(&oldest->vm);
    return oldest;
}

pkhost_vm *kinds_make(size_t memory, const char *policy, size_t policy_size, char *message,
                      size_t message_size)
{
    struct kind *const k = place();
    pkhost_vm_new(&k->vm, memory, policy, policy_size, message, message_size);
    if (k->vm == NULL)
        return NULL;
    k->memory = memory;
    k->policy_size = policy_size;
    memcpy(k->policy, policy, policy_size);
    k->used = ++uses;
    return k->vm;
}

bool kinds_choose(pkhost_vm *vm)
{
    if (chosen != NULL && chosen->vm == vm)
        return true;
    for (struct kind *k = kinds; k < kinds + COUNT(kinds); k++)
        if (k->vm != NULL && !inherit(k->vm, k->vm == vm))
            return false;
    chosen = NULL;
    for (struct kind *k = kinds; k < kinds + COUNT(kinds); k++)
        if (k->vm == vm)
            chosen = k;
    return chosen != NULL;
}
