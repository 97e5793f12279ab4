/* names.c -- interned names.
 *
 * PocketPy interns names in one table for the whole process, under a spin
 * lock, and never gives one up: a script that makes names would fill the
 * host's memory.  Here the three functions through which PocketPy reaches
 * that table are replaced (interpose/interpose.list), and there are two kinds of names:
 *
 *   shared   made while a VM is built: PocketPy's own.  They lie in an arena
 *            of their own, at a multiple of 4 GiB for the sake of their hash
 *            (memory/mapping.c), and stay.  Every VM of a dialect is built by
 *            the same code, so the first one makes practically all of them.
 *            Each dialect has its own, in a part of the arena: if they were for
 *            both, what a script's names take and where they lie would depend
 *            on which VMs there were before it, and a name that a script has
 *            already could become another under it.
 *   own      made by scripts, in the VM's region: charged to its memory, and
 *            gone with it.
 *
 * A name is the address of a struct name; PocketPy looks inside only through
 * py_name2sv and py_name2str.
 *
 * A name's str, where a script is to see one, PocketPy keeps in a table of
 * 65,000 places, and aborts when that is full.  Of the shared names there are
 * few.  The str of a name of the VM's own hangs on the name, for as long as it.
 */
#define _GNU_SOURCE
#include "interpose/names.h"

#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/literals.h"
#include "memory/mapping.h"
#include "memory/region.h"

#include <string.h>
#include <sys/mman.h>

enum {
    PART_SIZE = 1 << 19, /* a VM needs a fifth of it */
    SHARED_BUCKETS = 1 << 12,
};

/* Those that are made before there is a VM are of both dialects. */
enum { OF_BOTH, OF_POCKETPY, OF_PYTHON, PARTS };

/* Written under `lock`, read without: a name is complete before it is linked. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct shared {
    struct name *_Atomic buckets[SHARED_BUCKETS];
    char *memory;
    size_t used;
} shared[PARTS];

bool names_prepare(void)
{
    char *const arena = map_shared_names(PARTS * PART_SIZE);
    for (int part = 0; part < PARTS && arena != NULL; part++)
        shared[part].memory = arena + (size_t)part * PART_SIZE;
    return arena != NULL;
}

/* A child must not find the table half changed. */
void names_before_fork(void) { pthread_mutex_lock(&lock); }
void names_after_fork(void) { pthread_mutex_unlock(&lock); }

/* FNV-1a (Fowler, Noll, Vo), 64 bits. */
static uint64_t hash_of(const char *data, size_t size)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)data[i]) * 0x100000001b3u;
    return hash;
}

static struct name *find(struct name *in, uint64_t hash, const char *data, size_t size)
{
    for (; in != NULL; in = in->next)
        if (in->hash == hash && in->size == size && memcmp(in->text, data, size) == 0)
            return in;
    return NULL;
}

static void fill(struct name *n, uint64_t hash, const char *data, size_t size)
{
    n->hash = hash;
    n->size = (uint32_t)size;
    n->operation = 0;
    n->binary = 0;
    n->of_literal = 0;
    n->object = NULL;
    memcpy(n->text, data, size);
    n->text[size] = '\0';
}

static struct name *find_shared(struct shared *part, uint64_t hash, const char *data, size_t size)
{
    struct name *_Atomic *const bucket = &part->buckets[hash % SHARED_BUCKETS];
    return find(atomic_load_explicit(bucket, memory_order_acquire), hash, data, size);
}

static struct name *make_shared(struct shared *part, uint64_t hash, const char *data, size_t size)
{
    struct name *_Atomic *bucket = &part->buckets[hash % SHARED_BUCKETS];
    pthread_mutex_lock(&lock);
    struct name *n = find(atomic_load(bucket), hash, data, size);
    size_t needed = (sizeof *n + size + 1 + 15) / 16 * 16;
    if (n == NULL && part->used + needed <= PART_SIZE) {
        n = (struct name *)(part->memory + part->used);
        part->used += needed;
        fill(n, hash, data, size);
        n->next = atomic_load(bucket);
        atomic_store(bucket, n);
    }
    pthread_mutex_unlock(&lock);
    return n;
}

static void grow(names *own)
{
    uint32_t count = own->bucket_count ? own->bucket_count * 2 : 64;
    struct name **buckets = pkhost_libc_calloc(count, sizeof *buckets);
    for (uint32_t i = 0; i < own->bucket_count; i++) {
        for (struct name *n = own->buckets[i], *next; n != NULL; n = next) {
            next = n->next;
            n->next = buckets[n->hash & (count - 1)];
            buckets[n->hash & (count - 1)] = n;
        }
    }
    if (own->buckets != NULL)
        pkhost_libc_free(own->buckets);
    own->buckets = buckets;
    own->bucket_count = count;
}

static struct name *make_own(names *own, uint64_t hash, const char *data, size_t size)
{
    if (own->count >= own->bucket_count)
        grow(own);
    struct name *n = pkhost_libc_malloc(sizeof *n + size + 1);
    struct name **bucket = &own->buckets[hash & (own->bucket_count - 1)];
    fill(n, hash, data, size);
    n->next = *bucket;
    *bucket = n;
    own->count++;
    return n;
}

EXPORT py_Name py_namev(c11_sv text)
{
    size_t size = text.size > 0 ? (size_t)text.size : 0;
    uint64_t hash = hash_of(text.data, size);
    pkhost_vm *vm = pkhost_here;
    struct shared *const part = &shared[vm == NULL                      ? OF_BOTH
                                        : vm->region->dialect_is_python ? OF_PYTHON
                                                                        : OF_POCKETPY];
    struct name *n = find_shared(&shared[OF_BOTH], hash, text.data, size);
    if (n == NULL && vm != NULL)
        n = find_shared(part, hash, text.data, size);
    if (n != NULL) {
        if (UNLIKELY(n->of_literal) && vm != NULL && !pkhost_building)
            literals_look_up(region_vm(vm->region), n);
        return (py_Name)n;
    }
    if (vm == NULL || pkhost_building) {
        n = make_shared(part, hash, text.data, size);
        if (n != NULL)
            return (py_Name)n;
        if (vm == NULL)
            return NULL;
        /* The part is full, so the name becomes this VM's own. */
    }
    names *own = &vm->region->names;
    if (own->bucket_count != 0) {
        n = find(own->buckets[hash & (own->bucket_count - 1)], hash, text.data, size);
        if (n != NULL)
            return (py_Name)n;
    }
    return (py_Name)make_own(own, hash, text.data, size);
}

EXPORT c11_sv py_name2sv(py_Name name)
{
    const struct name *n = (const struct name *)name;
    return (c11_sv){ n->text, (int)n->size };
}

EXPORT const char *py_name2str(py_Name name) { return ((const struct name *)name)->text; }

EXPORT py_GlobalRef py_name2ref(py_Name name)
{
    struct name *n = (struct name *)name;

    if (pkhost_here == NULL || !region_has(pkhost_here->region, n))
        return pkhost_originals.name2ref(name);
    if (n->object == NULL) {
        py_TValue made;
        py_newstrv(&made, (c11_sv){ n->text, (int)n->size });
        py_TValue *const object = pkhost_libc_malloc(sizeof *object);
        *object = made;
        n->object = object;
    }
    return n->object;
}

void names_visit_objects(const names *own, void (*visit)(py_Ref, void *), void *context)
{
    for (uint32_t i = 0; i < own->bucket_count; i++)
        for (struct name *n = own->buckets[i]; n != NULL; n = n->next)
            if (n->object != NULL)
                visit(n->object, context);
}
