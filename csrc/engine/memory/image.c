/* image.c -- copies of a region's used part, and putting them back. */
#define _GNU_SOURCE
#include "memory/image.h"

#include "base/page.h"
#include "memory/mapping.h"
#include "memory/region.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { PIECE = 4096 }; /* what is looked at as a whole: all zero, or not */

/* Pieces of a region that are alike: `size` bytes at `offset`.  `data` says where they are
 * in the image, counted from its beginning; 0: all are zero. */
typedef struct piece {
    uint64_t offset, size, data;
} piece;

/* Without an address of its own inside, so that it can be copied, also to another process. */
struct image {
    uint64_t mapped; /* bytes, if it is a mapping */
    uint64_t count, bytes;
    uint64_t region, memory; /* of which region: its address, and for how much memory */
    uint64_t top;            /* of the heap when it was taken */
    piece pieces[];
};

static bool all_zero(const char *data, size_t size)
{
    return size == 0 || (data[0] == 0 && memcmp(data, data + 1, size - 1) == 0);
}

/* The parts of a region that can differ from zero: the header and the VM
 * struct below the value stack's free part; the heap up to its top. */
typedef struct {
    uint64_t start, end;
} span;

static void used_spans(region *r, span spans[2])
{
    VM *vm = region_vm(r);
    spans[0] = (span){ 0, (uint64_t)((char *)vm->stack.sp - (char *)r) };
    spans[1] = (span){ r->heap.start, r->heap.top };
}

/* Into an image of so many pieces, with their bytes or without; NULL: only find out how many
 * there are. */
static size_t cut(region *r, image *i, size_t pieces, bool with_bytes, size_t *bytes)
{
    const size_t store = sizeof(image) + pieces * sizeof(piece);
    span spans[2];
    used_spans(r, spans);
    size_t count = 0;
    *bytes = 0;
    for (int s = 0; s < 2; s++) {
        bool fresh = true, zero_before = false;
        for (uint64_t o = spans[s].start; o < spans[s].end;) {
            uint64_t end = (o / PIECE + 1) * PIECE;
            if (end > spans[s].end)
                end = spans[s].end;
            const char *data = (const char *)r + o;
            bool zero = all_zero(data, end - o);
            if (fresh || zero != zero_before) {
                if (i != NULL)
                    i->pieces[count] = (piece){ o, 0, zero ? 0 : store + *bytes };
                count++;
            }
            if (i != NULL) {
                i->pieces[count - 1].size += end - o;
                if (!zero && with_bytes)
                    memcpy((char *)i + store + *bytes, data, end - o);
            }
            if (!zero)
                *bytes += end - o;
            fresh = false;
            zero_before = zero;
            o = end;
        }
    }
    return count;
}

static void fill(image *i, region *r, size_t mapped, size_t count, size_t bytes, bool with_bytes)
{
    i->mapped = mapped;
    i->count = count;
    i->bytes = bytes;
    i->region = (uintptr_t)r;
    i->memory = r->memory;
    i->top = r->heap.top;
    cut(r, i, count, with_bytes, &bytes);
}

image *image_take(region *r, bool lasting)
{
    size_t bytes;
    size_t count = cut(r, NULL, 0, false, &bytes);
    const size_t size = sizeof(image) + count * sizeof(piece) + bytes;
    image *i;
    if (lasting) {
        /* Of its own, so that its memory is given back when it ends. */
        i = map_anew(size, PROT_READ | PROT_WRITE, MAP_POPULATE); /* all of it is written */
        if (i == MAP_FAILED)
            return NULL;
    } else {
        i = malloc(size);
        if (i == NULL)
            return NULL;
    }
    fill(i, r, lasting ? size : 0, count, bytes, true);
    return i;
}

bool image_send(const image_sink *sink, region *r)
{
    size_t bytes;
    const size_t count = cut(r, NULL, 0, false, &bytes);
    const size_t head = sizeof(image) + count * sizeof(piece);
    image *const i = malloc(head);
    if (i == NULL)
        return false;
    fill(i, r, 0, count, bytes, false);
    sink->begin(sink->context, head + bytes);
    sink->write(sink->context, i, head);
    for (size_t n = 0; n < count; n++)
        if (i->pieces[n].data != 0)
            sink->write(sink->context, (const char *)r + i->pieces[n].offset, i->pieces[n].size);
    free(i);
    return true;
}

/* Whether pieces of the region, in order and without gaps in the image, are where the region
 * has memory that can be touched. */
static bool pieces_fit(const image *i, size_t size, const region *r)
{
    uint64_t store = sizeof(image) + i->count * sizeof(piece), end = 0;
    for (size_t n = 0; n < i->count; n++) {
        const piece *const p = &i->pieces[n];
        const uint64_t limit = p->offset < r->guard ? r->guard : r->size;
        if (p->offset < end || (p->offset >= r->guard && p->offset < r->heap.start)
            || p->offset > limit || p->size > limit - p->offset)
            return false;
        end = p->offset + p->size;
        if (p->data == 0)
            continue;
        if (p->data != store || p->size > size - store)
            return false;
        store += p->size;
    }
    return store == size;
}

/* Whether an image of so many bytes begins like this. */
static bool head_fits(const image *i, size_t size, const region *r)
{
    return i->count <= (size - sizeof *i) / sizeof(piece)
           && i->bytes == size - sizeof *i - i->count * sizeof(piece) && i->region == (uintptr_t)r
           && i->memory == r->memory && i->top >= r->heap.start && i->top <= r->size;
}

image *image_adopt(void *bytes, size_t size, const region *r)
{
    image *const i = bytes;
    if (size < sizeof *i || !head_fits(i, size, r) || !pieces_fit(i, size, r))
        return NULL;
    i->mapped = size;
    return i;
}

/* Zero the heap from `start` to `end`; where much was used, by giving pages
 * back.  Huge ones are given back whole, since the kernel would have to break
 * up one of which a part is wanted. */
static void clear(region *r, uint64_t start, uint64_t end)
{
    enum { GIVE_BACK = 2 << 20 };
    if (end <= start)
        return;
    char *base = (char *)r;
    uint64_t last = end > HUGE_FROM ? round_up(end, HUGE_PAGE) : round_up(end, PAGE);
    if (last > r->size)
        last = r->size;
    if (end - start > GIVE_BACK) {
        uint64_t first = round_up(start, PAGE);
        if (madvise(base + first, last - first, MADV_DONTNEED) == 0)
            end = first;
    }
    memset(base + start, 0, end - start);
}

/* The value stack is written from its bottom up, and never with a gap of more
 * than a frame's local variables, which is less than a page: above the first
 * page that is all zero it has not been used. */
static void clear_value_stack(char *from, char *end)
{
    char *page = (char *)round_up((uintptr_t)from, PAGE);
    _Static_assert((PK_MAX_CO_VARNAMES + 8) * sizeof(py_TValue) < PAGE, "gaps within a page");
    if (page > end)
        page = end;
    memset(from, 0, (size_t)(page - from));
    while (page < end && !all_zero(page, PAGE)) {
        memset(page, 0, PAGE);
        page += PAGE;
    }
}

/* With the image's bytes, or those that come. */
static void restore(const image *i, region *r, bool distrust, const image_source *source)
{
    char *base = (char *)r;
    uint64_t header_end = 0;

    if (distrust) {
        /* Whatever ran may have written anywhere: drop every page. */
        const size_t size = r->size <= ((uint64_t)1 << REGION_BITS) ? r->size : 0;
        if (size == 0 || madvise(base, size, MADV_DONTNEED) != 0)
            distrust = false;
    }
    const uint64_t high = distrust ? 0 : r->heap.high;
    for (size_t n = 0; n < i->count; n++) {
        const piece *p = &i->pieces[n];
        if (p->data != 0 && source != NULL)
            source->read(source->context, base + p->offset, p->size);
        else if (p->data != 0)
            memcpy(base + p->offset, (const char *)i + p->data, p->size);
        else if (!distrust)
            memset(base + p->offset, 0, p->size);
        if (p->offset < REGION_HEADER + sizeof(VM))
            header_end = p->offset + p->size;
    }
    if (!distrust) {
        clear_value_stack(base + header_end, base + r->guard);
        clear(r, i->top, high < r->size ? high : r->size);
    }
    r->heap.high = i->top;
}

void image_restore(const image *i, region *r, bool distrust) { restore(i, r, distrust, NULL); }

enum image_answer image_restore_from(const image_source *source, size_t size, region *r)
{
    image head;
    if (size < sizeof head)
        return IMAGE_OF_ANOTHER;
    source->read(source->context, &head, sizeof head);
    if (!head_fits(&head, size, r))
        return IMAGE_OF_ANOTHER;
    image *const i = malloc(sizeof head + head.count * sizeof(piece)); /* without its bytes */
    if (i == NULL)
        return IMAGE_NO_MEMORY;
    *i = head;
    source->read(source->context, i->pieces, head.count * sizeof(piece));
    const bool fits = pieces_fit(i, size, r);
    if (fits)
        restore(i, r, false, source);
    free(i);
    return fits ? IMAGE_PUT : IMAGE_OF_ANOTHER;
}

size_t image_size(const image *i) { return sizeof *i + i->count * sizeof(piece) + i->bytes; }

void image_visit_changed(const image *i, region *r, void (*visit)(const void *page, void *context),
                         void *context)
{
    const char *const base = (const char *)r;
    uint64_t after = 0; /* what was looked at so far */
    for (size_t n = 0; n < i->count; n++) {
        const piece *const p = &i->pieces[n];
        const char *const then = p->data == 0 ? NULL : (const char *)i + p->data;
        for (uint64_t at = 0; at < p->size; at += PIECE) {
            const size_t size = p->size - at < PIECE ? p->size - at : PIECE;
            const char *const now = base + p->offset + at;
            if (then != NULL ? memcmp(now, then + at, size) != 0 : !all_zero(now, size))
                visit(now, context);
        }
        after = p->offset + p->size;
    }
    /* Above that an image has none, and the region zeros, or what a run has let go of since. */
    for (uint64_t at = after, end; at < r->heap.high; at = end) {
        end = (at / PIECE + 1) * PIECE;
        if (!all_zero(base + at, end - at))
            visit(base + at, context);
    }
}

void *image_mapping(const image *i, size_t *size)
{
    *size = i->mapped;
    return (void *)i;
}

void image_free(image *i)
{
    if (i != NULL && i->mapped != 0)
        munmap(i, i->mapped);
    else
        free(i);
}
