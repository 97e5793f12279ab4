/* plain_calls.c -- the calls that scripts make most, without detours.
 *
 * The arguments become the variables of the function where they lie.  What takes the long way
 * (language/calls.c, language/binding.c) has the value stack as it was.
 */
#include "language/plain_calls.h"

#include "base/current.h"
#include "interpose/frame_kind.h"
#include "language/classes.h"
#include "language/objects.h"

#include <string.h>

/* The parameters from `first` to `end` that no position gives: by keywords, or by default. */
static bool fill_rest(VM *vm, const py_TValue *callable, const CodeObject *code, int first, int end,
                      int least, const py_TValue *keywords, int keyword_count)
{
    py_TValue *const rest = vm->vectorcall_buffer;
    const py_Name *const names = code->varnames.data;
    memset(rest, 0, (size_t)(end - first) * sizeof *rest);
    for (int i = 0; i < keyword_count; i++) {
        const py_Name name = (py_Name)keywords[2 * i]._i64;
        int slot = first < least ? least : first;
        while (slot < end && names[slot] != name)
            slot++;
        if (slot == end || !value_is_nil(&rest[slot - first]))
            return false;
        rest[slot - first] = keywords[2 * i + 1];
    }
    const py_TValue *const defaults = function_defaults(callable);
    const int without = end - (value_is_nil(defaults) ? 0 : defaults->_obj->slots);
    for (int slot = first; slot < end; slot++) {
        if (!value_is_nil(&rest[slot - first]))
            continue;
        if (slot < without)
            return false;
        rest[slot - first] = object_slots(defaults)[slot - without];
    }
    return true;
}

/* Makes variables of the arguments, which begin at `locals`; then the stack ends behind these. */
static bool bind_in_place(VM *vm, const py_TValue *callable, const code_details *details,
                          py_StackRef locals, py_StackRef keywords, int keyword_count)
{
    const CodeObject *const code = &function_of(callable)->decl->code;
    const int end = details->positional_only + details->positional;
    const ptrdiff_t given = keywords - locals;
    if (given > end || keyword_count > end - given)
        return false;
    if (given < end) {
        if (!fill_rest(vm, callable, code, (int)given, end, details->positional_only, keywords,
                       keyword_count))
            return false;
        memcpy(locals + given, vm->vectorcall_buffer, (size_t)(end - given) * sizeof *locals);
    }
    vm->stack.sp = locals + code->nlocals;
    leave_unbound(locals + end, vm->stack.sp);
    return true;
}

bool plain_call(VM *vm, py_StackRef callable, py_StackRef keywords, int keyword_count, bool by_loop,
                FrameResult *result)
{
    const Function *const function = function_of(callable);
    const CodeObject *const code = &function->decl->code;
    const code_details *const details = details_of(code);
    py_StackRef const locals = callable + 1 + value_is_nil(&callable[1]);
    if (!function_is_plain(vm, details, code, locals)
        || !bind_in_place(vm, callable, details, locals, keywords, keyword_count))
        return false;
    vm->curr_function = callable;
    *result = enter_function(vm, callable, function, locals, by_loop);
    return true;
}

/* The __init__ by which all that a call of the class does besides making an object is done; NULL:
 * there is more to it. */
static py_TValue *only_init(py_TypeInfo *class)
{
    const class_details *const details = class_details_of(class);
    if (details == NULL || (details->flags & (CLASS_ABSTRACT | CLASS_IS_METACLASS | CLASS_DEL)) != 0
        || details->metaclass->index != tp_type)
        return NULL;
    const py_TValue *const make = class_find(class, __new__);
    py_TValue *const init = class_find(class, __init__);
    return make != NULL && object_is_maker(make) && init != NULL && function_is_ours(init) ? init
                                                                                           : NULL;
}

/* [class, nil, arguments] becomes [object, __init__, object, arguments]: the frame of __init__ is
 * the loop's next one, and leaves the object on the stack. */
bool plain_construction(VM *vm, py_StackRef class, py_StackRef keywords, int keyword_count,
                        FrameResult *result)
{
    const py_TValue *const init = only_init(class_of_object(class));
    if (init == NULL)
        return false;
    const Function *const function = function_of(init);
    const CodeObject *const code = &function->decl->code;
    const code_details *const details = details_of(code);
    py_StackRef const callable = class + 1, locals = class + 2, end = vm->stack.sp;
    const size_t size = (size_t)(end - locals) * sizeof *locals;
    if (!function_is_plain(vm, details, code, locals) || (details->flags & CODE_RETURNS_NONE) == 0)
        return false;
    memmove(locals + 1, locals, size);
    *callable = *init;
    *locals = *class;
    if (!bind_in_place(vm, callable, details, locals, keywords + 1, keyword_count)) {
        memmove(locals, locals + 1, size);
        py_newnil(callable);
        return false;
    }
    const py_TValue *const make = class_find(class_of_object(class), __new__);
    if (!make->_cfunc(1, class)) {
        *result = RES_ERROR;
        return true;
    }
    *class = *locals = vm->last_retval;
    vm->curr_function = callable;
    *result = enter_function(vm, callable, function, locals, true);
    *frame_kind(vm->top_frame) = FRAME_INITIALISES;
    return true;
}
