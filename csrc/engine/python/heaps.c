/* heaps.c -- the module _heapq: lists as heaps, by CPython's steps, so that what is equal comes in its
 * order.
 *
 * Comparing items may run code of the script's.  Items are on the value stack then, and a list whose
 * size it has changed is an error. */
#include "python/heaps.h"

#include "base/answers.h"
#include "base/current.h"
#include "base/macros.h"
#include "python/native_types.h"

/* `which`: " 1" if there are further arguments. */
static bool is_heap(const char *name, const char *which, py_Ref heap)
{
    return py_isinstance(heap, tp_list)
           || TypeError("%s() argument%s must be list, not %t", name, which, heap->type);
}

/* Whether item a comes before item b: 1, 0; -1: an exception. */
static int before(py_Ref heap, int a, int b, bool is_max)
{
    const int length = py_list_len(heap);
    py_StackRef const items = py_pushtmp();
    py_pushtmp();
    items[0] = *py_list_getitem(heap, is_max ? b : a);
    items[1] = *py_list_getitem(heap, is_max ? a : b);
    const int less = py_less(&items[0], &items[1]);
    pk_current_vm->stack.sp = items;
    if (less >= 0 && py_list_len(heap) != length) {
        RuntimeError("list changed size during iteration");
        return -1;
    }
    return less;
}

static void swap(py_Ref heap, int a, int b)
{
    py_TValue *const items = py_list_data(heap);
    const py_TValue kept = items[a];
    items[a] = items[b];
    items[b] = kept;
}

/* The item at `at` goes towards the root, `start`, as far as it comes before what is there. */
static bool sift_down(py_Ref heap, int start, int at, bool is_max)
{
    while (at > start) {
        const int parent = (at - 1) >> 1;
        const int moves = before(heap, at, parent, is_max);
        if (moves <= 0)
            return moves == 0;
        swap(heap, at, parent);
        at = parent;
    }
    return true;
}

/* The item at `at` goes to a leaf, after the child that comes first each time, and up from there. */
static bool sift_up(py_Ref heap, int at, bool is_max)
{
    const int end = py_list_len(heap), start = at;
    while (at < end / 2) {
        int child = 2 * at + 1;
        if (child + 1 < end) {
            const int first = before(heap, child, child + 1, is_max);
            if (first < 0)
                return false;
            child += !first;
        }
        swap(heap, at, child);
        at = child;
    }
    return sift_down(heap, start, at, is_max);
}

static bool takes_heap(const char *name, int argc, py_Ref argv)
{
    if (argc != 1)
        return TypeError("_heapq.%s() takes exactly one argument (%d given)", name, argc);
    return is_heap(name, "", argv);
}

static bool takes_heap_and_item(const char *name, int argc, py_Ref argv)
{
    return native_expected(name, argc, 2, 2) && is_heap(name, " 1", argv);
}

static bool heappush(int argc, py_Ref argv)
{
    if (!takes_heap_and_item("heappush", argc, argv))
        return false;
    py_list_append(argv, &argv[1]);
    return sift_down(argv, 0, py_list_len(argv) - 1, false) && give_none();
}

static bool pop(py_Ref heap, bool is_max)
{
    const int length = py_list_len(heap);
    if (length == 0)
        return IndexError("index out of range");
    py_StackRef const taken = py_pushtmp();
    *taken = *py_list_getitem(heap, length - 1);
    py_list_delitem(heap, length - 1);
    if (length > 1) {
        const py_TValue last = *taken;
        *taken = *py_list_getitem(heap, 0);
        *py_list_getitem(heap, 0) = last;
        if (!sift_up(heap, 0, is_max))
            return false;
    }
    *py_retval() = *taken;
    py_pop();
    return true;
}

static bool replace(py_Ref heap, const py_TValue *item, bool is_max)
{
    if (py_list_len(heap) == 0)
        return IndexError("index out of range");
    py_StackRef const taken = py_pushtmp();
    *taken = *py_list_getitem(heap, 0);
    *py_list_getitem(heap, 0) = *item;
    if (!sift_up(heap, 0, is_max))
        return false;
    *py_retval() = *taken;
    py_pop();
    return true;
}

static bool heapify_as(py_Ref heap, bool is_max)
{
    for (int at = py_list_len(heap) / 2 - 1; at >= 0; at--)
        if (!sift_up(heap, at, is_max))
            return false;
    return give_none();
}

static bool heappop(int argc, py_Ref argv)
{
    return takes_heap("heappop", argc, argv) && pop(argv, false);
}

static bool heappop_max(int argc, py_Ref argv)
{
    return takes_heap("_heappop_max", argc, argv) && pop(argv, true);
}

static bool heapify(int argc, py_Ref argv)
{
    return takes_heap("heapify", argc, argv) && heapify_as(argv, false);
}

static bool heapify_max(int argc, py_Ref argv)
{
    return takes_heap("_heapify_max", argc, argv) && heapify_as(argv, true);
}

static bool heapreplace(int argc, py_Ref argv)
{
    return takes_heap_and_item("heapreplace", argc, argv) && replace(argv, &argv[1], false);
}

static bool heapreplace_max(int argc, py_Ref argv)
{
    return takes_heap_and_item("_heapreplace_max", argc, argv) && replace(argv, &argv[1], true);
}

static bool heappushpop(int argc, py_Ref argv)
{
    if (!takes_heap_and_item("heappushpop", argc, argv))
        return false;
    if (py_list_len(argv) > 0) {
        py_StackRef const root = py_pushtmp();
        *root = *py_list_getitem(argv, 0);
        const int less = py_less(root, &argv[1]);
        py_pop();
        if (less < 0)
            return false;
        if (less)
            return replace(argv, &argv[1], false);
    }
    *py_retval() = argv[1];
    return true;
}

bool heaps_fill(py_GlobalRef module)
{
    static const native functions[] = {
        { "heappush", heappush },        { "heappop", heappop },
        { "heapify", heapify },          { "heapreplace", heapreplace },
        { "heappushpop", heappushpop },  { "_heappop_max", heappop_max },
        { "_heapify_max", heapify_max }, { "_heapreplace_max", heapreplace_max },
    };
    return natives_replace(module, functions, COUNT(functions));
}
