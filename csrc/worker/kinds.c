/* kinds.c -- what kinds.h describes. */
#define _GNU_SOURCE
#include "worker/kinds.h"

#include "base/macros.h"
#include "base/vm.h"
#include "memory/image.h"
#include "memory/region.h"
#include "channel/control.h"
#include "channel/memory_file.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>

enum { KINDS_KEPT = 8 };

struct kind {
    struct pristine pristine;
    bool settled;
    uint64_t used; /* when: counted up */
    size_t memory, policy_size;
    int32_t dialect;
    char policy[POLICY_IN_MAKE_MOST];
};

static struct kind kinds[KINDS_KEPT];
static struct kind *chosen; /* which forks have; NULL: none */
static uint64_t uses;

const struct pristine *kinds_find(size_t memory, int32_t dialect, const char *policy,
                                  size_t policy_size)
{
    for (struct kind *k = kinds; k < kinds + COUNT(kinds); k++) {
        if (k->pristine.vm != NULL && k->memory == memory && k->dialect == dialect
            && k->policy_size == policy_size && memcmp(k->policy, policy, policy_size) == 0) {
            if (k->used != uses) /* the page would be copied after each fork */
                k->used = ++uses;
            return &k->pristine;
        }
    }
    return NULL;
}

/* The image of a VM is only ever read.  From a file, a fork does not even get page tables for
 * it, and a worker only when it is reset.  If that is not to be had, it stays as it is. */
void kinds_settle(void)
{
    size_t size;
    if (chosen == NULL || chosen->settled)
        return;
    void *const image = image_mapping(chosen->pristine.vm->image, &size);
    (void)memory_file_replace(image, size);
    chosen->settled = true;
}

static bool inherit(const pkhost_vm *vm, bool forks_have_it)
{
    const int advice = forks_have_it ? MADV_DOFORK : MADV_DONTFORK;
    size_t size;
    void *const image = image_mapping(vm->image, &size);
    return madvise(vm->region, vm->region->size, advice) == 0 && madvise(image, size, advice) == 0;
}

static void throw_away(struct kind *k)
{
    if (k == chosen)
        chosen = NULL;
    pkhost_vm_free(&k->pristine.vm);
}

/* One that is free, or becomes so. */
static struct kind *free_place(void)
{
    struct kind *oldest = &kinds[0];
    for (struct kind *k = kinds; k < kinds + COUNT(kinds); k++) {
        if (k->pristine.vm == NULL)
            return k;
        if (k->used < oldest->used)
            oldest = k;
    }
    throw_away(oldest);
    return oldest;
}

/* Where the region of a kind is, as region_choose_place() takes it: it follows from the kind,
 * so it is the same when a VM that was thrown away is built again, and images of earlier
 * workers are still of use.  Nobody else can know it. */
static uint64_t place_of(size_t memory, int32_t dialect, const char *policy, size_t policy_size)
{
    static uint64_t secret;
    while (secret == 0)
        if (getrandom(&secret, sizeof secret, 0) != (ssize_t)sizeof secret)
            return 0; /* anywhere */
    /* FNV-1a, 64 bits; then mixed, as what counts are the low bits. */
    uint64_t hash = 0xcbf29ce484222325u ^ secret;
    for (size_t i = 0; i < sizeof memory; i++)
        hash = (hash ^ (unsigned char)(memory >> 8 * i)) * 0x100000001b3u;
    hash = (hash ^ (unsigned char)dialect) * 0x100000001b3u;
    for (size_t i = 0; i < policy_size; i++)
        hash = (hash ^ (unsigned char)policy[i]) * 0x100000001b3u;
    return hash ^ hash >> 32 ^ secret >> 16;
}

const struct pristine *kinds_make(size_t memory, int32_t dialect, const char *policy,
                                  size_t policy_size, char *message, size_t message_size)
{
    struct kind *const k = free_place();
    for (int attempt = 0; k->pristine.vm == NULL && attempt < 2; attempt++) {
        /* Something is at its place: another kind, or the image of one. */
        for (struct kind *other = kinds; attempt > 0 && other < kinds + COUNT(kinds); other++)
            throw_away(other);
        errno = 0;
        region_choose_place(place_of(memory, dialect, policy, policy_size));
        pkhost_vm_new(&k->pristine.vm, memory, dialect, policy, policy_size, message, message_size);
        if (errno != EEXIST)
            break;
    }
    chosen = NULL; /* forks would have both */
    if (k->pristine.vm == NULL)
        return NULL;
    message[0] = '\0';
    if (!warm_learn(&k->pristine.warmth, k->pristine.vm)) {
        pkhost_vm_free(&k->pristine.vm);
        errno = EAGAIN;
        return NULL;
    }
    k->settled = false;
    k->memory = memory;
    k->dialect = dialect;
    k->policy_size = policy_size;
    memcpy(k->policy, policy, policy_size);
    k->used = ++uses;
    return &k->pristine;
}

bool kinds_choose(const struct pristine *one)
{
    if (chosen != NULL && &chosen->pristine == one)
        return true;
    chosen = NULL;
    for (struct kind *k = kinds; k < kinds + COUNT(kinds); k++)
        if (k->pristine.vm != NULL && !inherit(k->pristine.vm, &k->pristine == one))
            return false;
    for (struct kind *k = kinds; k < kinds + COUNT(kinds); k++)
        if (&k->pristine == one)
            chosen = k;
    return chosen != NULL;
}

bool kinds_choose_none(void)
{
    chosen = NULL;
    for (struct kind *k = kinds; k < kinds + COUNT(kinds); k++)
        if (k->pristine.vm != NULL && !inherit(k->pristine.vm, false))
            return false;
    return true;
}
