/* references_module.c -- the module _references: what CPython's _weakref has in C.
 *
 * _weakref, in Python, has the proxies.
 */
#include "python/references_module.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/classes.h"
#include "interpose/weak_references.h"
#include "language/callables.h"
#include "memory/region.h"
#include "python/native_types.h"

static bool is_of_varying_size(py_Type type)
{
    return type == tp_int || type == tp_tuple || type == tp_bytes;
}

static bool is_referable_type(py_Type type)
{
    const region *const r = region_of(pk_current_vm);
    const struct vm_types *const types = &pkhost_here->types;
    return type == tp_function || type == tp_boundmethod || type == tp_type || type == tp_module
           || type == tp_generator || type == tp_code || type == types->coroutine
           || type == types->async_generator || type == types->set || type == types->frozenset
           || (type == r->deque && type != 0) || (type == r->partial && type != 0);
}

/* As CPython's types are: those that have a place for it, and classes but for __slots__ without one. */
static bool is_referable(const py_TValue *value)
{
    if (!value->is_ptr)
        return false;
    py_TypeInfo *const class = class_of_value(value);
    const class_details *const details = class_details_of(class);
    if (details == NULL)
        return is_referable_type(class->index) || class->is_python;
    bool has_place = (details->flags & CLASS_NO_DICT) == 0;
    ancestors a = ancestors_of(class);
    for (const py_TypeInfo *each; (each = ancestors_next(&a)) != NULL;) {
        const class_details *const more = class_details_of(each);
        if (is_of_varying_size(each->index))
            return false;
        has_place |=
            more != NULL ? (more->flags & CLASS_WEAKREF) != 0 : is_referable_type(each->index);
    }
    return has_place;
}

static bool give_object(const weak_reference *data)
{
    if (data->object == NULL)
        py_newnone(py_retval());
    else
        *py_retval() =
            (py_TValue){ .type = data->object->type, .is_ptr = true, ._obj = data->object };
    return true;
}

static py_TValue reference_at(int i)
{
    PyObject *const object = region_of(pk_current_vm)->weak_references.all[i];
    return (py_TValue){ .type = object->type, .is_ptr = true, ._obj = object };
}

/* The one without a callback that all of an object's share, of the type itself. */
static bool find_shared(const py_TValue *object, py_Type type, py_OutRef out)
{
    for (int i = -1; (i = weak_references_next(object->_obj, i)) >= 0;) {
        const py_TValue each = reference_at(i);
        if (each.type == type && weak_reference_of(&each)->callback.type == tp_NoneType) {
            *out = each;
            return true;
        }
    }
    return false;
}

/* _new(class, object, callback): what __new__() of a class derived from it calls. */
static bool reference_new(int argc, py_Ref argv)
{
    const py_Type basic = region_of(pk_current_vm)->weak_references.type;
    if (argc < 2 || argc > 3)
        return TypeError("__new__ expected %s argument%s, got %d",
                         argc < 2 ? "at least 1" : "at most 2", argc < 2 ? "" : "s", argc - 1);
    if (argv->type != tp_type || !py_issubclass(py_totype(argv), basic))
        return TypeError("ReferenceType.__new__(): its first argument is no class of references");
    if (!is_referable(&argv[1]))
        return TypeError("cannot create weak reference to '%t' object", argv[1].type);
    const py_TValue callback = argc == 3 ? argv[2] : *py_None();
    py_TValue made;
    if (py_totype(argv) == basic && callback.type == tp_NoneType
        && find_shared(&argv[1], basic, &made)) {
        *py_retval() = made;
        return true;
    }
    weak_reference *const data = py_newobject(&made, py_totype(argv), -1, sizeof *data);
    *data = (weak_reference){ .callback = callback, .object = argv[1]._obj, .next = -1 };
    *py_retval() = made;
    weak_reference_begin(&made);
    return true;
}

static bool reference_init(int argc, py_Ref argv)
{
    (void)argv;
    if (argc > 3)
        return TypeError("__init__ expected at most 2 arguments, got %d", argc - 1);
    py_newnone(py_retval());
    return true;
}

static bool reference_call(int argc, py_Ref argv)
{
    if (argc != 1)
        return TypeError("weakref.ReferenceType() takes no arguments (%d given)", argc - 1);
    return give_object(weak_reference_of(argv));
}

static bool reference_callback(int argc, py_Ref argv)
{
    (void)argc;
    const weak_reference *const data = weak_reference_of(argv);
    *py_retval() = data->object == NULL ? *py_None() : data->callback;
    return true;
}

static bool reference_hash(int argc, py_Ref argv)
{
    (void)argc;
    weak_reference *data = weak_reference_of(argv);
    if (!data->has_hash) {
        if (data->object == NULL)
            return TypeError("weak object has gone away");
        give_object(data);
        py_StackRef const object = py_pushtmp();
        *object = *py_retval();
        int64_t hash;
        if (!py_hash(object, &hash))
            return false;
        py_pop();
        data = weak_reference_of(argv);
        data->hash = hash;
        data->has_hash = true;
    }
    py_newint(py_retval(), data->hash);
    return true;
}

static bool compare(int argc, py_Ref argv, bool equal)
{
    if (argc != 2 || !weak_reference_is(&argv[0]) || !weak_reference_is(&argv[1])) {
        py_newnotimplemented(py_retval());
        return true;
    }
    const weak_reference *const left = weak_reference_of(&argv[0]);
    const weak_reference *const right = weak_reference_of(&argv[1]);
    if (left->object == NULL || right->object == NULL) {
        py_newbool(py_retval(), (argv[0]._obj == argv[1]._obj) == equal);
        return true;
    }
    py_StackRef const objects = py_pushtmp();
    py_pushtmp();
    objects[1] = (py_TValue){ .type = tp_nil };
    give_object(left);
    objects[0] = *py_retval();
    give_object(right);
    objects[1] = *py_retval();
    if (!py_binaryop(&objects[0], &objects[1], equal ? __eq__ : __ne__, equal ? __eq__ : __ne__))
        return false;
    pk_current_vm->stack.sp = objects;
    return true;
}

static bool reference_eq(int argc, py_Ref argv) { return compare(argc, argv, true); }
static bool reference_ne(int argc, py_Ref argv) { return compare(argc, argv, false); }

/* "<weakref at 0x…; to 'A' at 0x…>" */
static bool reference_repr(int argc, py_Ref argv)
{
    (void)argc;
    const weak_reference *const data = weak_reference_of(argv);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    c11_sbuf__write_cstr(&text, "<weakref at ");
    c11_sbuf__write_ptr(&text, argv->_obj);
    if (data->object == NULL) {
        c11_sbuf__write_cstr(&text, "; dead>");
    } else {
        pk_sprintf(&text, "; to '%t' at ", data->object->type);
        c11_sbuf__write_ptr(&text, data->object);
        c11_sbuf__write_char(&text, '>');
    }
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

/* references(object): the references of an object, a list. */
static bool references(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_StackRef const list = py_pushtmp();
    py_newlist(list);
    for (int i = -1; argv->is_ptr && (i = weak_references_next(argv->_obj, i)) >= 0;) {
        py_TValue each = reference_at(i);
        py_list_append(list, &each);
    }
    if (!py_tpcall(tp_list, 1, list))
        return false;
    py_pop();
    return true;
}

bool references_fill(py_GlobalRef module)
{
    static const native methods[] = {
        { "__new__", reference_new },   { "__init__", reference_init },
        { "__call__", reference_call }, { "__hash__", reference_hash },
        { "__eq__", reference_eq },     { "__ne__", reference_ne },
        { "__repr__", reference_repr },
    };
    static const native functions[] = { { "references", references } };
    const py_Type type = native_type(module, "weakref", "ReferenceType", methods, COUNT(methods));
    py_bindproperty(type, "__callback__", reference_callback, NULL);
    native_type_holds(type);
    region_of(pk_current_vm)->weak_references.type = type;
    return natives_replace(module, functions, COUNT(functions));
}
