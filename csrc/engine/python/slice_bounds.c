/* slice_bounds.c -- which items of a sequence a slice selects: slice_bounds.h. */
#include "python/slice_bounds.h"

#include "python/number_operators.h"

/* A step beyond any length selects one item at most, and multiplied by a place it stays within 64 bits. */
enum { STEP_MOST = INT32_MAX };

bool slice_bound(py_Ref bound, int64_t otherwise, int64_t *out)
{
    *out = otherwise;
    if (bound->type == tp_NoneType)
        return true;
    if (!integer_index_is_possible(bound))
        return TypeError("slice indices must be integers or None or have an __index__ method");
    return integer_index_cut(bound, out);
}

int64_t slice_within(int64_t bound, int64_t length, int64_t least, int64_t most)
{
    if (bound < 0)
        bound += length;
    return bound < least ? least : bound > most ? most : bound;
}

bool slice_read(py_Ref slice, slice_numbers *out)
{
    py_TValue bounds[3]; /* the slice, which cannot change, keeps them alive */
    for (int i = 0; i < 3; i++)
        bounds[i] = *py_getslot(slice, i);
    if (!slice_bound(&bounds[2], 1, &out->step))
        return false;
    if (out->step == 0)
        return ValueError("slice step cannot be zero");
    out->has_start = bounds[0].type != tp_NoneType;
    out->has_stop = bounds[1].type != tp_NoneType;
    return slice_bound(&bounds[0], 0, &out->start) && slice_bound(&bounds[1], 0, &out->stop);
}

slice_items slice_select(const slice_numbers *numbers, int64_t length)
{
    const bool down = numbers->step < 0;
    const int64_t least = down ? -1 : 0, most = down ? length - 1 : length;
    slice_items s = { .step = numbers->step };
    s.start = numbers->has_start ? slice_within(numbers->start, length, least, most)
              : down             ? length - 1
                                 : 0;
    s.stop = numbers->has_stop ? slice_within(numbers->stop, length, least, most)
             : down            ? -1
                               : length;
    if (s.step < -STEP_MOST)
        s.step = -STEP_MOST;
    if (s.step > STEP_MOST)
        s.step = STEP_MOST;
    if (down)
        s.count = s.start > s.stop ? (s.start - s.stop - 1) / -s.step + 1 : 0;
    else
        s.count = s.stop > s.start ? (s.stop - s.start - 1) / s.step + 1 : 0;
    return s;
}

bool slice_take(py_Ref slice, int64_t length, slice_items *out)
{
    slice_numbers numbers;
    if (!slice_read(slice, &numbers))
        return false;
    *out = slice_select(&numbers, length);
    return true;
}
