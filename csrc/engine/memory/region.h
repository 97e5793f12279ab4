/* region.h -- the region that a VM lies in: its header, its heap, copies of it.
 *
 * Included by internal.h, whose head says what a region is for.  What is here is
 * in memory/region.c and memory/image.c; names and numbers have a part of the header each.
 */
#ifndef PKHOST_REGION_H
#define PKHOST_REGION_H

enum {
    REGION_BITS = 32, /* regions start at multiples of 4 GiB */
/* What protections and mappings are rounded to: the largest page that a
     * kernel for this processor may have, so that all is laid out the same. */
#ifdef __x86_64__
    PAGE = 4096,
#else
    PAGE = 65536,
#endif
    HEAP_FINE = 16, /* size classes a power of two */
    HEAP_COARSE = REGION_BITS - 6,
};

/* The heap's state; its algorithm is explained in memory/region.c. */
typedef struct heap {
    uint64_t start, end;     /* offsets; the heap may use [start, end) */
    uint64_t top;            /* offset of the rest that no block is in */
    uint64_t high;           /* the highest that `top` has been */
    uint32_t top_before;     /* units of the block below `top`, 0 if none */
    uint64_t used;           /* bytes in use, header and VM struct included */
    uint64_t peak;           /* the most that `used` has been in this run */
    uint64_t collect_at;     /* ask for a garbage collection beyond this */
    uint64_t stop_at;        /* the script is to be stopped beyond this */
    uint64_t limit;          /* no request is met beyond this */
    uint64_t fail_countdown; /* tests: the request that is to fail; 0: none */
    uint32_t coarse_map;     /* bit c: some list of fine_map[c] has a block */
    uint16_t fine_map[HEAP_COARSE];
    uint32_t lists[HEAP_COARSE][HEAP_FINE];
} heap;

/* An interned name; a py_Name is the address of one. */
struct name {
    struct name *next;
    uint64_t hash;
    uint32_t size;
    uint8_t operation; /* the operator that it names, if any: python/numbers.c */
    py_TValue *object; /* a str of the VM whose name it is, made when wanted */
    char text[];       /* `size` bytes and a NUL */
};

/* Interned names that belong to one VM: a hash table in its heap. */
typedef struct names {
    struct name **buckets;
    uint32_t bucket_count; /* a power of two, 0 before the first name */
    uint32_t count;
} names;

/* Where the operators of int and float were when the VM was built: python/numbers.c. */
enum { NUMBER_OPERATIONS = 14 };
typedef struct number_type {
    const NameDict *dict;
    const NameDict_KV *items;
    struct number_method {
        const NameDict_KV *entry;
        py_CFunction function;
    } methods[NUMBER_OPERATIONS];
} number_type;

/* A frame that was entered from within a class body: run/steps.c. */
struct class_body {
    const py_Frame *entered;
    py_StackRef class; /* that the body makes */
    struct class_body *outer;
};

/* The header at a region's base. */
typedef struct region {
    /* Counted down by one at every step; below 0 the budget is spent. */
    int64_t steps_left;
    /* What Frame__source_location answers while nothing is to happen: a
     * source that is nobody's, whose count never reaches 0. */
    struct SourceData nowhere;
    uint64_t memory;         /* what the VM was made with: the most its limit can be */
    uint64_t size;           /* bytes mapped */
    uint64_t guard;          /* offset of the guard, where the value stack ends */
    int32_t recursion_limit; /* the script may lower its own, not lift it */
    int32_t lowered_limit;   /* what to put back; 0: nothing */
    bool want_collection;    /* the heap asks for one at the next bytecode */
    bool no_collection;      /* … and has to wait: border/values.c */
    names names;
    struct class_body *class_bodies; /* the innermost first */
    struct BinTree *unfinished;      /* modules that were forgotten: interpose/imports.c */
    number_type numbers[2];          /* int and float */
    heap heap;
} region;

enum {
    REGION_HEADER = 8192,
    /* Nothing is mapped between the VM struct, whose last member is the value
     * stack, and the heap: an overflow of the value stack faults there. */
    REGION_GUARD = 4 * PAGE,
    /* PocketPy's value stack is its VM struct's last member, and what may be
     * on it is not looked at.  We give it more room behind the struct, which
     * takes up memory only as far as it is used: an eighth of the region, at
     * most so many values, which holds 1,000 frames of 64 variables. */
    STACK_EXTRA_MOST = 65536,
};
_Static_assert(sizeof(region) <= REGION_HEADER, "the region's header outgrew its pages");

static inline region *region_of(const void *address)
{
    return (region *)((uintptr_t)address & ~(((uintptr_t)1 << REGION_BITS) - 1));
}
static inline VM *region_vm(region *r) { return (VM *)((char *)r + REGION_HEADER); }
static inline bool region_has(const region *r, const void *address)
{
    return (uintptr_t)address - (uintptr_t)r < r->size;
}

/* Beyond this offset, which a script that needs little does not reach, the
 * kernel may use huge pages; and their size. */
enum { HUGE_FROM = 4 << 20, HUGE_PAGE = 2 << 20 };

static inline size_t round_up(size_t size, size_t to) { return (size + to - 1) / to * to; }
/* Zeroed memory at a random place: at a multiple of 4 GiB below all regions, or
 * anywhere (mmap's protection, flags besides, and answer). */
void *map_shared_names(size_t size);
void *map_anew(size_t size, int protection, int flags);
uint64_t random_number(void);      /* the kernel's; 0 and errno: it has none */
region *region_map(size_t memory); /* NULL and errno if it cannot be had */
void region_unmap(region *r);
bool region_in_guard(const region *r, const void *address);
void region_set_limit(region *r, uint64_t limit);
const char *region_check(region *r); /* NULL, or what is wrong */

/* A copy of a region's used part, in host memory. */
typedef struct image image;
image *image_take(region *r, bool lasting); /* lasting: a VM's own; else soon freed */
/* `distrust`: assume that anything in the region may have been overwritten. */
void image_restore(const image *i, region *r, bool distrust);
size_t image_size(const image *i);
void image_free(image *i);

/* The heap proper.  NULL if the request cannot be met. */
void *heap_allocate(region *r, size_t size);
void *heap_resize(region *r, void *pointer, size_t size);
void heap_release(region *r, void *pointer);
bool heap_owns(region *r, void *pointer); /* a payload that is in use */

#endif
