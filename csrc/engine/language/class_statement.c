/* class_statement.c -- a class statement: from its body to a call of its metaclass.
 *
 * https://docs.python.org/3.11/reference/datamodel.html#customizing-class-creation
 *
 * What is worked with lies on the value stack, where the collector sees it, in the order below.
 */
#include "language/class_statement.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/namespaces.h"
#include "language/attributes.h"
#include "language/class_attributes.h"
#include "language/classes.h"
#include "language/callables.h"
#include "language/function.h"
#include "language/handlers.h"
#include "language/keyword_calls.h"
#include "language/special_names.h"

#include <string.h>

static const py_TValue nil = { .type = tp_nil };

enum { FUNCTION, NAME, BASES, KEYWORDS, METACLASS, NAMESPACE, NAMESPACE_OF_METACLASS, PLACES };

/* ------------------------------------------------------------------------- bases */

/* The __mro_entries__ that a base which is no class has, a function's own among them. */
static enum lookup entries_of(const py_TValue *base)
{
    if (base->type == tp_type)
        return LOOKUP_MISSING;
    const enum lookup found = attribute_get(base, special.mro_entries);
    if (found != LOOKUP_FAILED || !py_matchexc(tp_AttributeError))
        return found;
    py_clearexc(NULL);
    return LOOKUP_MISSING;
}

/* Bases that are no classes say what takes their place: PEP 560. */
static bool resolve_bases(py_TValue *places, bool *changed)
{
    const int count = py_tuple_len(&places[BASES]);
    *changed = false;
    for (int i = 0; i < count; i++)
        *changed |= py_tuple_data(&places[BASES])[i].type != tp_type;
    if (!*changed)
        return true;
    py_StackRef list = py_pushtmp();
    py_newlist(list);
    bool ok = true;
    for (int i = 0; i < count && ok; i++) {
        py_TValue base = py_tuple_data(&places[BASES])[i];
        const enum lookup found = entries_of(&base);
        if (found == LOOKUP_MISSING) {
            py_list_append(list, &base);
            continue;
        }
        py_TValue entries = *py_retval();
        ok = found == LOOKUP_FOUND && py_call(&entries, 1, &places[BASES]);
        if (ok && py_retval()->type != tp_tuple)
            ok = TypeError("__mro_entries__ must return a tuple");
        for (int n = 0; ok && n < py_tuple_len(py_retval()); n++)
            py_list_append(list, &py_tuple_data(py_retval())[n]);
    }
    if (ok) {
        py_TValue tuple;
        const int length = py_list_len(list);
        py_Ref items = py_newtuple(&tuple, length);
        if (length > 0) /* the data of a list without items is NULL */
            memcpy(items, py_list_data(list), (size_t)length * sizeof *items);
        places[BASES] = tuple;
    }
    py_pop();
    return ok;
}

/* --------------------------------------------------------------------- metaclasses */

/* The metaclass of the statement: what is called to make the class. */
static bool find_metaclass(py_TValue *places)
{
    const py_TValue *const bases = &places[BASES];
    py_TypeInfo *wanted = class_info(tp_type);
    bool is_given = false;

    if (places[KEYWORDS].type == tp_dict) {
        const int found = py_dict_getitem_by_str(&places[KEYWORDS], "metaclass");
        if (found < 0)
            return false;
        if (found == 1) {
            places[METACLASS] = *py_retval();
            /* The dict is the statement's own. */
            if (py_dict_delitem_by_str(&places[KEYWORDS], "metaclass") < 0)
                return false;
            if (places[METACLASS].type != tp_type)
                return true; /* any callable object */
            wanted = class_of_object(&places[METACLASS]);
            is_given = true;
        }
    }
    if (!is_given && py_tuple_len((py_Ref)bases) > 0)
        wanted = class_of(py_tuple_data((py_Ref)bases));
    wanted = class_choose_metaclass(wanted, (py_Ref)bases);
    if (wanted == NULL)
        return false;
    places[METACLASS] =
        wanted->self; /* no metaclass, if a base is no class: it is called as well */
    return true;
}

/* The body's own namespace is a dict, as PocketPy's frames want it, or of a class that is derived from
 * dict.  If the metaclass prepares another mapping, that gets its entries afterwards. */
static bool prepare_namespace(py_TValue *places)
{
    py_newnone(&places[NAMESPACE_OF_METACLASS]);
    if (places[METACLASS].type == tp_type
        && class_of_object(&places[METACLASS])->index == tp_type) {
        py_newdict(&places[NAMESPACE]);
        return true;
    }
    if (py_getattr(&places[METACLASS], special.prepare)) {
        const py_TValue prepare = *py_retval();
        const py_TValue arguments[] = { places[NAME], places[BASES] };
        /* Of type itself, which is native and needs no keywords. */
        const bool is_own = prepare.type != tp_nativefunc
                            && !(prepare.type == tp_boundmethod
                                 && py_getslot((py_Ref)&prepare, 1)->type == tp_nativefunc);
        if (!is_own) {
            py_newdict(&places[NAMESPACE]);
            return true;
        }
        if (!call_with_keywords(&prepare, &nil, COUNT(arguments), arguments, &places[KEYWORDS]))
            return false;
        if (py_isinstance(py_retval(), tp_dict)) {
            places[NAMESPACE] = *py_retval();
            return true;
        }
        places[NAMESPACE_OF_METACLASS] = *py_retval();
    } else if (pk_current_vm->unhandled_exc.type == tp_AttributeError) {
        py_clearexc(NULL);
    } else {
        return false;
    }
    py_newdict(&places[NAMESPACE]);
    return true;
}

static bool note_entry(py_Ref key, py_Ref value, void *list)
{
    py_list_append(list, key);
    py_list_append(list, value);
    return true;
}

static bool hand_over_namespace(py_TValue *places)
{
    const py_TValue *const to = &places[NAMESPACE_OF_METACLASS];
    if (to->type == tp_NoneType)
        return true;
    if (class_find(class_info(to->type), __setitem__) == NULL)
        return TypeError("%s.__prepare__() must return a mapping, not %t",
                         places[METACLASS].type == tp_type
                             ? py_name2str(class_of_object(&places[METACLASS])->name)
                             : "<metaclass>",
                         to->type);
    /* Its method may change the namespace, which the script can have. */
    py_StackRef entries = py_pushtmp();
    py_newlist(entries);
    bool ok = py_dict_apply(&places[NAMESPACE], note_entry, entries);
    for (int i = 0; ok && i + 1 < py_list_len(entries); i += 2) {
        const py_TValue *const entry = &py_list_data(entries)[i];
        py_TValue arguments[] = { *to, entry[0], entry[1] };
        ok = py_call(class_find(class_info(to->type), __setitem__), COUNT(arguments), arguments);
    }
    py_pop();
    places[NAMESPACE] = *to;
    return ok;
}

/* A name in the body, as LOAD_NAME gets it: from a dict of a class of the script's by its method. */
static bool load_prepared(VM *vm, py_Name name, bool *found)
{
    py_StackRef const base = vm->stack.sp;
    stack_push(vm, vm->top_frame->locals);
    namespace_as_it_is(base);
    stack_push(vm, py_name2ref(name));
    *found = call_special(class_find_in(base->type, __getitem__), 2, base);
    if (!*found) {
        if (!py_matchexc(tp_KeyError))
            return false;
        py_clearexc(base);
    }
    vm->stack.sp = base;
    return true;
}

bool operation_LOAD_PREPARED(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_Frame *const frame = vm->top_frame;
    const py_Name name = c11__getitem(py_Name, &frame->co->names, first);
    const py_Ref locals = frame->locals;
    bool found = false;
    if (locals->type == tp_dict && locals->_obj->type != tp_dict) {
        if (!load_prepared(vm, name, &found))
            return false;
    } else if (locals->type == tp_dict) {
        const int has = py_dict_getitem(locals, py_name2ref(name));
        if (has < 0)
            return false;
        found = has > 0;
    }
    if (!found) {
        const int has = Frame__getglobal(frame, name);
        if (has < 0)
            return false;
        if (has == 0) {
            const py_Ref builtin = py_getdict(vm->builtins, name);
            if (builtin == NULL)
                return NameError(name);
            vm->last_retval = *builtin;
        }
    }
    stack_push(vm, &vm->last_retval);
    return true;
}

/* -------------------------------------------------------------------------- body */

static bool run_body(py_TValue *places)
{
    VM *const vm = pk_current_vm;
    const Function *const function = py_touserdata(&places[FUNCTION]);
    const CodeObject *const code = &function->decl->code;
    const code_details *const details = details_of(code);
    const int slots = code->nlocals > 1 ? code->nlocals : 1;

    if (vm->stack.end - vm->stack.sp < slots + details->stack_depth + PK_MAX_CO_VARNAMES)
        return py_exception(tp_RecursionError, "maximum recursion depth exceeded");
    py_StackRef const p0 = vm->stack.sp;
    *vm->stack.sp++ = places[FUNCTION];
    py_StackRef const locals = vm->stack.sp;
    memset(locals, 0, (size_t)slots * sizeof *locals);
    *locals = places[NAMESPACE];
    namespace_as_dict(locals);
    vm->stack.sp += slots;
    Function *const data = py_touserdata(p0);
    VM__push_frame(vm, Frame__new(code, p0, data->module, &data->globals, locals, true));
    return VM__run_top_frame(vm) != RES_ERROR;
}

bool class_build(py_Ref function, py_Ref name, py_Ref bases, py_Ref keywords)
{
    VM *const vm = pk_current_vm;
    bool changed = false;

    if (vm->stack.end - vm->stack.sp < PLACES + PK_MAX_CO_VARNAMES)
        return py_exception(tp_RecursionError, "maximum recursion depth exceeded");
    py_StackRef const places = vm->stack.sp;
    memset(places, 0, PLACES * sizeof *places);
    places[FUNCTION] = *function;
    places[NAME] = *name;
    places[BASES] = *bases;
    places[KEYWORDS] = *keywords;
    vm->stack.sp += PLACES;
    bool ok = function->type == tp_function
              && details_of(&((Function *)py_touserdata(function))->decl->code) != NULL;
    ok = ok ? resolve_bases(places, &changed) && find_metaclass(places) && prepare_namespace(places)
                  && run_body(places) && hand_over_namespace(places)
            : TypeError("a class body must be a function");
    if (ok && changed)
        ok = py_dict_setitem_by_str(&places[NAMESPACE], "__orig_bases__", bases);
    if (ok && places[METACLASS].type == tp_type
        && class_of_object(&places[METACLASS])->index == tp_type)
        ok = class_make(class_info(tp_type), &places[NAME], &places[BASES], &places[NAMESPACE],
                        &places[KEYWORDS]);
    else if (ok)
        ok = call_with_keywords(
            &places[METACLASS], &nil, 3,
            (const py_TValue[]){ places[NAME], places[BASES], places[NAMESPACE] },
            &places[KEYWORDS]);
    vm->stack.sp = places;
    return ok;
}
