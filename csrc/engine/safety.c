/* safety.c -- PocketPy functions that would let a script overrun a buffer.
 *
 * A call with * or ** arguments (OP_CALL_VARGS) gathers them in
 * vm->vectorcall_buffer, which has PK_MAX_CO_VARNAMES places, and does not
 * look how many there are.  The loop asks pk_arrayview for the items of each
 * * argument and py_dict_apply to copy those of each ** argument; there we
 * look, and refuse a call that does not fit, which raises a TypeError.
 */
#include "internal.h"

/* How many places the call that top_frame is at needs, if `spread` is one of
 * its * or ** arguments; else 0. */
static int places_needed(VM *vm, py_Ref spread)
{
    py_Frame *frame = vm->top_frame;
    if (frame == NULL || frame->ip < 0)
        return 0;
    Bytecode code = c11__getitem(Bytecode, &frame->co->codes, frame->ip);
    if (code.op != OP_CALL_VARGS)
        return 0;
    int positional = code.arg & 0xFF, keywords = code.arg >> 8;
    py_TValue *end = vm->stack.sp;
    py_TValue *named = end - keywords * 2;
    py_TValue *first = named - positional;
    if (first < vm->stack.begin)
        return 0;

    bool is_ours = false;
    int64_t needed = 0;
    for (py_TValue *p = first; p < named; p++) {
        if (p->type != tp_star_wrapper) {
            needed++;
            continue;
        }
        py_TValue *items;
        py_Ref list = py_getslot(p, 0);
        int length = pkhost_originals.arrayview(list, &items);
        is_ours |= list == spread;
        needed += length > 0 ? length : 0;
    }
    for (py_TValue *p = named; p < end; p += 2) {
        if (p[1].type != tp_star_wrapper) {
            needed += 2;
            continue;
        }
        py_Ref dict = py_getslot(&p[1], 0);
        is_ours |= dict == spread;
        needed += dict->type == tp_dict ? 2 * (int64_t)py_dict_len(dict) : 0;
    }
    if (!is_ours)
        return 0;
    return needed > INT32_MAX ? INT32_MAX : (int)needed;
}

EXPORT int pk_arrayview(py_Ref array, py_TValue **items)
{
    int length = pkhost_originals.arrayview(array, items);
    if (LIKELY(length <= 0) || pkhost_building)
        return length;
    if (UNLIKELY(places_needed(region_vm(pkhost_here->region), array) > PK_MAX_CO_VARNAMES))
        return -1;   /* the loop raises "*args must be a list or tuple" */
    return length;
}

EXPORT bool py_dict_apply(py_Ref dict, bool (*visit)(py_Ref, py_Ref, void *), void *context)
{
    if (!pkhost_building
        && UNLIKELY(places_needed(region_vm(pkhost_here->region), dict) > PK_MAX_CO_VARNAMES))
        return TypeError("a call takes at most %d arguments through * and **",
                         PK_MAX_CO_VARNAMES);
    return pkhost_originals.dict_apply(dict, visit, context);
}
