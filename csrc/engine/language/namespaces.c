/* namespaces.c -- what namespaces.h describes.
 *
 * Variables of a function lie in slots of its frame, among others that the compiler needs.  So
 * locals() of a function is a dict of its own, as CPython 3.11's is in effect.
 */
#include "language/namespaces.h"

#include "base/macros.h"
#include "interpose/namespaces.h"
#include "language/cells.h"
#include "language/function.h"

#include <string.h>

void namespace_of(py_OutRef out, const py_TValue *globals)
{
    if (globals->type == tp_module)
        pk_mappingproxy__namedict(out, (py_Ref)globals);
    else
        *out = *globals;
}

void namespace_globals(const py_Frame *frame, py_OutRef out)
{
    namespace_of(out, frame == NULL ? pk_current_vm->main : frame->globals);
}

static bool put(py_StackRef dict, const char *name, const py_TValue *value)
{
    const py_TValue content = is_cell(value) ? *cell_content(value) : *value;
    /* What the compiler has for itself begins with what no name does. */
    if (content.type == tp_nil || name[0] == '.' || name[0] == '\0')
        return true;
    py_TValue key;
    py_newstr(&key, name);
    return py_dict_setitem(dict, &key, (py_Ref)&content);
}

static bool put_free(const CodeObject *code, const py_TValue *function, py_StackRef dict)
{
    const code_details *const details = details_of(code);
    if (details == NULL || details->free_count == 0 || !function_is_ours(function))
        return true;
    const py_TValue *const closure = function_slot(function, SLOT_CLOSURE);
    const char *name = (const char *)details + details->names;
    for (int i = 0; closure->type == tp_tuple && i < details->free_count; i++) {
        if (i < py_tuple_len((py_Ref)closure)
            && !put(dict, name, py_tuple_getitem((py_Ref)closure, i)))
            return false;
        name += strlen(name) + 1;
    }
    return true;
}

bool namespace_of_slots(const CodeObject *code, const py_TValue *function, const py_TValue *slots,
                        py_StackRef out)
{
    py_newdict(out);
    for (int i = 0; i < code->nlocals; i++) {
        const py_Name name = variable_in(code, i);
        if (name != NULL && !put(out, py_name2str(name), &slots[i]))
            return false;
    }
    return put_free(code, function, out);
}

bool namespace_locals(const py_Frame *frame, py_StackRef out)
{
    if (frame == NULL || (frame->is_locals_special && frame->locals->type != tp_dict)) {
        namespace_globals(frame, out);
        return true;
    }
    if (frame->is_locals_special) {
        *out = frame->locals[0];
        namespace_as_it_is(out);
        return true;
    }
    return namespace_of_slots(frame->co, frame->p0, frame->locals, out);
}

bool frame_has_function(const py_Frame *frame)
{
    const code_details *const d = details_of(frame->co);
    return d != NULL && (d->flags & (CODE_FUNCTION | CODE_CLASS_BODY)) != 0
           && function_is_ours(frame->p0) && &function_of(frame->p0)->decl->code == frame->co;
}
