/* heap.c -- the heap in a VM's region.
 *
 * Two-level segregated fit (Masmano, Ripoll, Crespo and Real, "TLSF: a new
 * dynamic memory allocator for real-time systems", 2004): every operation
 * takes a bounded number of steps, neighbours that are free are merged at
 * once, and a block can grow into a free neighbour or into the rest.  All of
 * its state lies in the region, and every decision depends on the requests
 * alone, so the same script leaves the same heap on every machine.
 *
 * Sizes are in units of 16 bytes.  A block has a header of 8 bytes, which the
 * payload follows at a multiple of 16.  Subtleties:
 *   - `before` is always the size of the block below, so walking down needs
 *     no flag; the block at heap.start has 0 there;
 *   - what touches `top` is never in a list: it is merged into the rest;
 *   - two free blocks are never neighbours.
 */
#include "memory/heap.h"

#include "base/macros.h"
#include "memory/mapping.h"
#include "memory/region.h"
#include "memory/trap.h"

#include <string.h>

enum { UNIT = 16, FREE = 1, SIZE_SHIFT = 4 };
enum { HOLE_TO_KEEP = 4096 }; /* bytes: what goes into one lies together */

typedef struct block {
    uint32_t before;         /* units of the block below, 0 if none */
    uint32_t here;           /* units << SIZE_SHIFT, and FREE */
    uint32_t next, previous; /* free blocks: neighbours in the list, as offsets */
} block;

_Static_assert(offsetof(block, next) == 8, "the payload follows the header");

/* ----------------------------------------------------------------------- limits */

void heap_begin(region *r)
{
    heap *h = &r->heap;
    /* The first block's header ends where a payload may begin. */
    h->start = h->top = h->high = h->start + UNIT - offsetof(block, next);
    h->end = r->size;
    h->used = h->peak = REGION_BASE_USE;
    heap_set_limit(r, r->memory);
}

/* The least that is left when a script is stopped: the next run may need a new arena of PocketPy's
 * for objects of some size (120 KiB), and compiles its source. */
enum { LEFT_LEAST = 160 << 10 };

/* What a script may use is a little less than what there is: when a sixteenth
 * is left it is stopped at its next bytecode, and what native code asks for
 * until then is still met.  A run that finds the VM full, as one that was stopped
 * for it has left it, gets half of what is left, so that it can let things go. */
void heap_set_limit(region *r, uint64_t limit)
{
    heap *h = &r->heap;
    h->limit = limit < r->memory ? limit : r->memory;
    const uint64_t sixteenth = h->limit / 16,
                   left = sixteenth > LEFT_LEAST ? sixteenth : LEFT_LEAST;
    h->stop_at = h->limit > left ? h->limit - left : 0;
    if (h->used < h->limit && h->stop_at < h->used + (h->limit - h->used) / 2)
        h->stop_at = h->used + (h->limit - h->used) / 2;
    h->collect_at = h->limit / 2;
    if (h->collect_at < h->used + h->limit / 8 && h->used < h->stop_at)
        h->collect_at = h->used + h->limit / 8;
    if (h->collect_at > h->stop_at)
        h->collect_at = h->stop_at;
}

/* ------------------------------------------------------------ blocks, classes */

static inline block *at(region *r, uint64_t offset) { return (block *)((char *)r + offset); }
static inline uint64_t offset_of(const region *r, const block *b)
{
    return (uint64_t)((const char *)b - (const char *)r);
}
static inline uint32_t units(const block *b) { return b->here >> SIZE_SHIFT; }
static inline bool is_free(const block *b) { return b->here & FREE; }
static inline void set_used(block *b, uint32_t size) { b->here = size << SIZE_SHIFT; }
static inline block *above(block *b) { return (block *)((char *)b + (size_t)units(b) * UNIT); }
static inline block *below(block *b) { return (block *)((char *)b - (size_t)b->before * UNIT); }
static inline block *of_payload(void *pointer)
{
    return (block *)((char *)pointer - offsetof(block, next));
}
static inline void *payload(block *b) { return (char *)b + offsetof(block, next); }

typedef struct {
    uint32_t coarse, fine;
} class;

static inline class class_of(uint32_t size) {
    if (size < HEAP_FINE)
        return (class){ 0, size };
    uint32_t log = 31u - (uint32_t)__builtin_clz(size);
    return (class){ log - 3, (size >> (log - 4)) & (HEAP_FINE - 1) };
}

static void
list_add(region *r, block *b)
{
    heap *h = &r->heap;
    class c = class_of(units(b));
    uint32_t *head = &h->lists[c.coarse][c.fine];
    b->here |= FREE;
    b->previous = 0;
    b->next = *head;
    if (*head != 0)
        at(r, *head)->previous = (uint32_t)offset_of(r, b);
    *head = (uint32_t)offset_of(r, b);
    h->coarse_map |= 1u << c.coarse;
    h->fine_map[c.coarse] |= (uint16_t)(1u << c.fine);
}

static void list_remove(region *r, block *b)
{
    heap *h = &r->heap;
    class c = class_of(units(b));
    if (b->next != 0)
        at(r, b->next)->previous = b->previous;
    if (b->previous != 0) {
        at(r, b->previous)->next = b->next;
    } else {
        h->lists[c.coarse][c.fine] = b->next;
        if (b->next == 0) {
            h->fine_map[c.coarse] &= (uint16_t)~(1u << c.fine);
            if (h->fine_map[c.coarse] == 0)
                h->coarse_map &= ~(1u << c.coarse);
        }
    }
    b->here &= ~(uint32_t)FREE;
}

/* A free block of at least `size` units from a list in which every block is
 * large enough, or NULL. */
static block *list_find(region *r, uint32_t size)
{
    heap *h = &r->heap;
    uint32_t rounded = size;
    if (size >= HEAP_FINE)
        rounded += (1u << (31 - __builtin_clz(size) - 4)) - 1;
    class c = class_of(rounded);
    if (c.coarse >= HEAP_COARSE)
        return NULL;
    uint32_t fine = h->fine_map[c.coarse] & (~0u << c.fine);
    if (fine == 0) {
        if (c.coarse + 1 >= HEAP_COARSE)
            return NULL;
        uint32_t coarse = h->coarse_map & (~0u << (c.coarse + 1));
        if (coarse == 0)
            return NULL;
        c.coarse = (uint32_t)__builtin_ctz(coarse);
        fine = h->fine_map[c.coarse];
    }
    return at(r, h->lists[c.coarse][__builtin_ctz(fine)]);
}

/* The last resort before a request fails: a block that is large enough in the
 * request's own class, where not every block is. */
static block *list_search(region *r, uint32_t size)
{
    class c = class_of(size);
    for (uint32_t o = r->heap.lists[c.coarse][c.fine]; o != 0; o = at(r, o)->next)
        if (units(at(r, o)) >= size)
            return at(r, o);
    return NULL;
}

static inline void note_size_above(region *r, block *b)
{
    block *next = above(b);
    if (offset_of(r, next) == r->heap.top)
        r->heap.top_before = units(b);
    else
        next->before = units(b);
}

/* Cut a used block down to `size` units; what is left over becomes free.
 * The block above, if any, must not be free. */
static void trim(region *r, block *b, uint32_t size)
{
    uint32_t rest = units(b) - size;
    if (rest == 0)
        return;
    heap *h = &r->heap;
    block *next = above(b);
    set_used(b, size);
    block *left = above(b);
    left->before = size;
    if (offset_of(r, next) == h->top) {
        h->top = offset_of(r, left);
        h->top_before = size;
        return;
    }
    set_used(left, rest);
    next->before = rest;
    list_add(r, left);
}

/* ------------------------------------------------------------------- the heap */

static inline bool over_limit(const heap *h, uint64_t more) { return h->used + more > h->limit; }

static void want_collection(region *r)
{
    if (!r->want_collection) {
        r->want_collection = true;
        trap_set(r);
    }
}

static inline void count_used(region *r, uint64_t bytes)
{
    heap *h = &r->heap;
    h->used += bytes;
    if (h->used > h->peak)
        h->peak = h->used;
    if (UNLIKELY(h->used > h->collect_at))
        want_collection(r);
}

/* A large request comes seldom alone: text that grows asks for a little more
 * each time, and leaves what it was as garbage, in holes that are a little too
 * small.  If there is no room for the next, garbage is collected before. */
static void foresee(region *r, uint32_t size)
{
    heap *h = &r->heap;
    uint32_t next = size + size / 8;
    if (over_limit(h, (uint64_t)next * UNIT)
        || (list_find(r, next) == NULL && h->top + (uint64_t)next * UNIT > h->end))
        want_collection(r);
}

static inline bool to_units(size_t size, uint32_t *result)
{
    if (UNLIKELY(size > ((size_t)1 << REGION_BITS)))
        return false;
    size_t needed = (size + offsetof(block, next) + UNIT - 1) / UNIT;
    *result = (uint32_t)needed;
    return true;
}

static inline void *count_allocated(region *r, block *b, uint32_t size)
{
    count_used(r, (uint64_t)size * UNIT);
    if (UNLIKELY((uint64_t)size * UNIT > r->heap.limit / 64))
        foresee(r, size);
    return payload(b);
}

void *heap_allocate(region *r, size_t size)
{
    heap *h = &r->heap;
    uint32_t want;
    if (!to_units(size, &want) || over_limit(h, (uint64_t)want * UNIT))
        return NULL;
    if (UNLIKELY(h->fail_countdown != 0) && --h->fail_countdown == 0)
        return NULL;

    block *b = list_find(r, want);
    if (b == NULL) {
        uint64_t end = h->top + (uint64_t)want * UNIT;
        /* A header fits behind the last block, so that above() may be read. */
        if (end + sizeof(block) <= h->end) {
            b = at(r, h->top);
            b->before = h->top_before;
            set_used(b, want);
            h->top = end;
            h->top_before = want;
            if (end > h->high)
                h->high = end;
            return count_allocated(r, b, want);
        }
        b = list_search(r, want);
        if (b == NULL)
            return NULL;
    }
    list_remove(r, b);
    trim(r, b, want);
    return count_allocated(r, b, want);
}

void heap_release(region *r, void *pointer)
{
    heap *h = &r->heap;
    block *b = of_payload(pointer);
    uint32_t size = units(b);
    h->used -= (uint64_t)size * UNIT;
#ifdef PKHOST_POISON
    /* In builds for tests: see interpose/garbage.c. */
    memset(pointer, 0xDB, (size_t)size * UNIT - offsetof(block, next));
#endif

    if (b->before != 0 && is_free(below(b))) {
        block *lower = below(b);
        list_remove(r, lower);
        size += units(lower);
        b = lower;
        set_used(b, size);
    }
    block *next = above(b);
    if (offset_of(r, next) == h->top) {
        h->top = offset_of(r, b);
        h->top_before = b->before;
        return;
    }
    if (is_free(next)) {
        list_remove(r, next);
        size += units(next);
        set_used(b, size);
    }
    set_used(b, size);
    note_size_above(r, b);
    list_add(r, b);
}

void heap_leave_holes(region *r)
{
    heap *h = &r->heap;
    const class least = class_of(HOLE_TO_KEEP / UNIT);
    for (uint32_t c = 0; c <= least.coarse; c++)
        for (uint32_t f = 0; f < (c == least.coarse ? least.fine : HEAP_FINE); f++)
            while (h->lists[c][f] != 0) {
                block *b = at(r, h->lists[c][f]);
                list_remove(r, b);
                h->left_out += (uint64_t)units(b) * UNIT;
            }
}

/* Not a proof, but what a damaged or doubly freed pointer seldom passes. */
bool heap_owns(region *r, void *pointer)
{
    const heap *h = &r->heap;
    const block *b = of_payload(pointer);
    const uint64_t o = offset_of(r, b);
    if (((uintptr_t)pointer & (UNIT - 1)) != 0 || o < h->start || o >= h->top)
        return false;
    const uint64_t end = o + (uint64_t)units(b) * UNIT;
    if (is_free(b) || units(b) == 0 || end > h->top)
        return false;
    return (end == h->top ? h->top_before : at(r, end)->before) == units(b);
}

/* Grow or shrink in place; false if there is no room above. */
static bool resize_in_place(region *r, block *b, uint32_t want)
{
    heap *h = &r->heap;
    uint32_t have = units(b);
    block *next = above(b);

    if (offset_of(r, next) == h->top) {
        uint64_t end = offset_of(r, b) + (uint64_t)want * UNIT;
        if (end + sizeof(block) > h->end)
            return false;
        set_used(b, want);
        h->top = end;
        h->top_before = want;
        if (end > h->high)
            h->high = end;
        return true;
    }
    if (is_free(next)) {
        if (have + units(next) < want)
            return false;
        list_remove(r, next);
        set_used(b, have + units(next));
        note_size_above(r, b);
        trim(r, b, want);
        return true;
    }
    if (want > have)
        return false;
    trim(r, b, want);
    return true;
}

void *heap_resize(region *r, void *pointer, size_t size)
{
    heap *h = &r->heap;
    block *b = of_payload(pointer);
    uint32_t have = units(b), want;
    if (!to_units(size, &want))
        return NULL;
    if (want == have)
        return pointer;
    if (want > have) {
        if (over_limit(h, (uint64_t)(want - have) * UNIT))
            return NULL;
        if (UNLIKELY(h->fail_countdown != 0) && --h->fail_countdown == 0)
            return NULL;
    }
    if (resize_in_place(r, b, want)) {
        if (want > have)
            count_used(r, (uint64_t)(want - have) * UNIT);
        else
            h->used -= (uint64_t)(have - want) * UNIT;
        return pointer;
    }
    void *moved = heap_allocate(r, size);
    if (moved == NULL)
        return NULL;
    memcpy(moved, pointer, (size_t)have * UNIT - offsetof(block, next));
    heap_release(r, pointer);
    return moved;
}

/* --------------------------------------------------------- consistency checks */

static bool listed(region *r, const block *b)
{
    class c = class_of(units(b));
    for (uint32_t o = r->heap.lists[c.coarse][c.fine]; o != 0; o = at(r, o)->next)
        if (at(r, o) == b)
            return true;
    return false;
}

const char *heap_check(region *r)
{
    heap *h = &r->heap;
    uint64_t used = REGION_BASE_USE;
    size_t free_blocks = 0;
    uint32_t before = 0;
    bool free_below = false;

    for (uint64_t o = h->start; o != h->top;) {
        if (o > h->top)
            return "a block reaches past the top of the heap";
        block *b = at(r, o);
        if (units(b) == 0)
            return "a block of no size";
        if (b->before != before)
            return "a block does not know the size of the one below";
        if (is_free(b)) {
            if (free_below)
                return "two free neighbours were not merged";
            if (!listed(r, b))
                return "a free block is not in its list";
            free_blocks++;
        } else {
            used += (uint64_t)units(b) * UNIT;
        }
        free_below = is_free(b);
        before = units(b);
        o += (uint64_t)units(b) * UNIT;
    }
    if (free_below)
        return "a free block below the top was not merged";
    if (before != h->top_before)
        return "the top does not know the size of the block below";
    if (used != h->used + h->left_out)
        return "the bytes in use were miscounted";
    for (uint32_t c = 0; c < HEAP_COARSE; c++) {
        if (((h->coarse_map >> c) & 1) != (h->fine_map[c] != 0))
            return "the coarse map and a fine map differ";
        for (uint32_t f = 0; f < HEAP_FINE; f++) {
            if (((h->fine_map[c] >> f) & 1) != (h->lists[c][f] != 0))
                return "a fine map and a list differ";
            for (uint32_t o = h->lists[c][f]; o != 0; o = at(r, o)->next)
                free_blocks--;
        }
    }
    return free_blocks == 0 ? NULL : "a list holds a block that is not free";
}
