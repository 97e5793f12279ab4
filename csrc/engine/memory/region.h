/* region.h -- the region that a VM lies in: one mapping.
 *
 *     0                 the header: struct region
 *     REGION_HEADER     PocketPy's VM struct, which ends in the value stack
 *     …                 more room for the value stack
 *     guard             REGION_GUARD bytes, or more, that cannot be touched
 *     heap.start        blocks: memory/heap.h
 *     heap.top          the rest, never used or used and merged back
 *     heap.end          the end of the region
 *
 * The header's fields belong to the files that are named beside them.  They lie in the
 * region, since what they say is part of the VM: it is copied and put back with the
 * rest, and a script that gets out of PocketPy can overwrite it.
 */
#ifndef PKHOST_MEMORY_REGION_H
#define PKHOST_MEMORY_REGION_H

#include "base/page.h"
#include "base/pocketpy.h"
#include "memory/mapping.h"

#pragma GCC visibility push(hidden)

enum {
    HEAP_FINE = 16, /* size classes a power of two */
    HEAP_COARSE = REGION_BITS - 6,
};

/* The heap's state; its algorithm is explained in memory/heap.c. */
typedef struct heap {
    uint64_t start, end;     /* offsets; the heap may use [start, end) */
    uint64_t top;            /* offset of the rest that no block is in */
    uint64_t high;           /* the highest that `top` has been */
    uint32_t top_before;     /* units of the block below `top`, 0 if none */
    uint64_t used;           /* bytes in use, header and VM struct included */
    uint64_t left_out;       /* bytes of holes that are in no list: heap_leave_holes() */
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
    uint8_t operation;  /* the operator that it names, if any: python/numbers.c */
    uint8_t binary;     /* the same, of all with two operands: language/binary.c */
    uint8_t of_literal; /* the bytecode that uses a builtin of this name: interpose/literals.c */
    py_TValue *object;  /* a str of the VM whose name it is, made when wanted */
    char text[];        /* `size` bytes and a NUL */
};

/* Interned names that belong to one VM: a hash table in its heap. */
typedef struct names {
    struct name **buckets;
    uint32_t bucket_count; /* a power of two, 0 before the first name */
    uint32_t count;
} names;

/* Where the operators of int and float were when the VM was built: python/numbers.c. */
enum { NUMBER_OPERATIONS = 19 };
typedef struct number_type {
    const NameDict *dict;
    const NameDict_KV *items;
    struct number_method {
        const NameDict_KV *entry;
        py_CFunction function;
    } methods[NUMBER_OPERATIONS];
} number_type;

/* A frame that was entered from within a class body: interpose/frames.c. */
struct class_body {
    const py_Frame *entered;
    py_StackRef class; /* that the body makes */
    struct class_body *outer;
};

/* Objects whose end is to be noticed: interpose/finalizers.c, language/finalization.c. */
typedef struct finalizers {
    struct watched {
        PyObject *object; /* NULL: not watched any more */
        int *place;       /* of a generator, where it keeps its own place here; else NULL */
    } *watched;
    int count, capacity; /* of places */
    int objects, generators;
    bool is_new, is_left; /* a generator came to be watched; one may have been let go */
    bool has_credit;      /* the next two are set */
    int64_t credit, steps_before;
    py_TValue pending;
} finalizers;

/* References that do not keep an object alive: interpose/weak_references.c. */
typedef struct weak_references {
    PyObject **all; /* that have an object */
    int *buckets;   /* by the object: an index in `all`, from which on they are a chain; -1 */
    int count, capacity, bucket_count;
    py_Type type; /* 0: its module was not imported */
} weak_references;

/* Types that have a layer once a class is derived from them: interpose/boxes.h. */
enum { BOX_LAYERS = 9 };

/* Types in C of ours that the garbage collector looks into: interpose/garbage.c. */
enum { HOLDERS_MOST = 16, DATE_KINDS = 3 };

/* What is noted of a long text: interpose/text_places.h. */
typedef struct text_place {
    const char *data; /* NULL: of none */
    int32_t size, count;
    int32_t *places; /* where every so many-th character begins; NULL: not asked for */
    py_TValue companion;
} text_place;
enum { TEXT_PLACES = 4 };

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
    bool dialect_is_python;  /* memory/dialect.h; since the VM is built */
    int32_t recursion_limit; /* the script may lower its own, not lift it */
    int32_t lowered_limit;   /* what to put back; 0: nothing */
    int32_t
        integer_digits_most; /* that ints and texts are converted with; 0: any: python/big_text.c */
    uint32_t nan_count;      /* how many were made of a text: python/number_text.c */
    bool want_collection;    /* the heap asks for one at the next bytecode */
    bool no_collection;      /* … and has to wait: border/values.c */
    names names;
    struct class_body *class_bodies;    /* the innermost first */
    uint32_t frame_tokens;              /* how many were given: interpose/frame_token.h */
    struct known_source *known_sources; /* language/known_sources.c */
    finalizers finalizers;
    weak_references weak_references;
    const py_Frame *in_place;   /* whose in-place operator is under way: language/binary.c */
    struct BinTree *unfinished; /* modules that were forgotten: interpose/module_table.c */
    number_type numbers[2];     /* int and float */
    /* Types of modules in C that are made when they are imported: python/itertools_groups.c,
     * python/deque.c; 0 before. */
    py_Type itertools_groupby, itertools_group, itertools_tee, itertools_tee_block;
    py_Type itertools_chain, itertools_islice; /* python/itertools_chains.c */
    py_Type deque, deque_iterator, deque_reverse_iterator;
    py_Type array, array_iterator; /* python/array.c */
    py_Type dates[DATE_KINDS];     /* python/dates.c, with the methods that were there before */
    py_TValue date_methods;
    py_Type key_wrapper, partial;  /* python/functools_tools.c */
    py_Type file_handle;           /* python/files_module.c */
    py_Type deflater, inflater;    /* python/zlib_module.c */
    py_Type abstract_class;        /* python/abstract_classes.c */
    py_Type holders[HOLDERS_MOST]; /* whose objects' data begins with a value: garbage.c */
    int32_t holder_count;          /* by python/native_types.c */
    uint64_t abstract_token;       /* counts registrations with abstract classes */
    py_TValue layers[BOX_LAYERS];  /* of builtin types: interpose/boxes.h; an empty one is nil */
    py_Type struct_type, struct_error, struct_iterator; /* python/struct_module.c */
    text_place text_places[TEXT_PLACES];
    heap heap;
} region;

enum {
    REGION_HEADER = 8192,
    REGION_BASE_USE = REGION_HEADER + sizeof(VM), /* before the first block of the heap */
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

region *region_map(size_t memory); /* NULL and errno if it cannot be had */
/* This thread's next one will be at the place that `number` means: errno EEXIST if something
 * is there. */
void region_choose_place(uint64_t number);
void region_unmap(region *r);
bool region_in_guard(const region *r, const void *address);

#pragma GCC visibility pop

#endif
