/* check_findings.c -- what a check of a source finds. */
#include "compiler/check_findings.h"

#include <string.h>

void findings_add(arena *a, findings *f, enum finding_kind kind, place p, const char *name)
{
    arena_grow(a, (void **)&f->items, f->count, &f->capacity, sizeof *f->items);
    f->items[f->count++] = (finding){ .kind = kind, .place = p, .name = name };
}

static bool is_before(const finding *a, const finding *b)
{
    if (a->place.line != b->place.line)
        return a->place.line < b->place.line;
    if (a->place.column != b->place.column)
        return a->place.column < b->place.column;
    return strcmp(a->name, b->name) < 0;
}

static void sift_down(finding *heap, int root, int count)
{
    const finding moved = heap[root];
    for (int child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && is_before(&heap[child], &heap[child + 1]))
            child++;
        if (!is_before(&moved, &heap[child]))
            break;
        heap[root] = heap[child];
    }
    heap[root] = moved;
}

/* A heap sort: no source makes it slow, and it needs no memory. */
void findings_sort(findings *f)
{
    for (int i = f->count / 2 - 1; i >= 0; i--)
        sift_down(f->items, i, f->count);
    for (int end = f->count - 1; end > 0; end--) {
        const finding last = f->items[end];
        f->items[end] = f->items[0];
        f->items[0] = last;
        sift_down(f->items, 0, end);
    }
}
