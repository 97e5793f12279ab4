/* calls.c -- calls with * or ** arguments, and "from m import *".
 *
 * OP_CALL_VARGS gathers them in vm->vectorcall_buffer, which has
 * PK_MAX_CO_VARNAMES places, and does not look how many there are.  It asks
 * pk_arrayview for the items of each * argument and py_dict_apply to copy
 * those of each ** argument; there we look, and refuse a call that does not
 * fit. */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "memory/dialect.h"
#include "memory/region.h"

#include <string.h>

static const char TOO_MANY[] = "a call takes at most 64 arguments through * and **";

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
        const int length = sequence_items(list, &items);
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

/* "from m import *" reads what m.__all__ holds as text, and goes on reading it after
 * a name was stored: into a dict, whose keys' methods may change the list or drop it.
 * So it gets a copy, a tuple that takes the module's place on the value stack and holds
 * the module too. */
static bool is_star_import(const VM *vm, py_Ref names)
{
    const py_Frame *frame = vm->top_frame;
    if (LIKELY(frame == NULL || frame->ip < 0
               || c11__getitem(Bytecode, &frame->co->codes, frame->ip).op != OP_POP_IMPORT_STAR))
        return false;
    /* It may also be a native that is called while a name is stored. */
    py_TValue *const module = &vm->stack.sp[-1];
    return module->type == tp_module && py_getdict(module, __all__) == names;
}

static bool copy_names(VM *vm, py_TValue **items, int length)
{
    for (int i = 0; i < length; i++)
        if ((*items)[i].type != tp_str)
            return false;
    py_TValue copy;
    py_TValue *const names = py_newtuple(&copy, length + 1);
    memcpy(names, *items, (size_t)length * sizeof *names);
    names[length] = vm->stack.sp[-1];
    vm->stack.sp[-1] = copy;
    *items = names;
    return true;
}

EXPORT int pk_arrayview(py_Ref array, py_TValue **items)
{
    const int length = sequence_items(array, items);
    if (length <= 0 || dialect_is_python() || pkhost_building)
        return length; /* code of our compiler's has neither of the two bytecodes */
    VM *const vm = region_vm(pkhost_here->region);
    if (UNLIKELY(is_star_import(vm, array)) && !copy_names(vm, items, length)) {
        pkhost_here->checks.next_message = "'__all__' must hold names only";
        return -1;
    }
    if (UNLIKELY(places_needed(vm, array) > PK_MAX_CO_VARNAMES)) {
        pkhost_here->checks.next_message = TOO_MANY; /* the loop raises, but says something else */
        return -1;
    }
    return length;
}

EXPORT bool py_dict_apply(py_Ref dict, bool (*visit)(py_Ref, py_Ref, void *), void *context)
{
    if (!dialect_is_python() && !pkhost_building
        && UNLIKELY(places_needed(region_vm(pkhost_here->region), dict) > PK_MAX_CO_VARNAMES))
        return TypeError("%s", TOO_MANY);
    return pkhost_originals.dict_apply(dict, visit, context);
}
