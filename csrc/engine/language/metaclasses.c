/* metaclasses.c -- type: what every class has. */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "language/callables.h"
#include "language/class_attributes.h"
#include "language/class_operators.h"
#include "language/classes.h"
#include "language/exceptions.h"
#include "language/special_names.h"
#include "language/install.h"
#include "language/signatures.h"

#include <string.h>

/* -------------------------------------------------------------------- making classes */

static bool push_keyword(py_Ref name, py_Ref value, void *context)
{
    (void)context;
    name = boxed_value(name);
    if (name->type != tp_str)
        return TypeError("keywords must be strings");
    py_pushname(py_namev(py_tosv(name)));
    py_push(value);
    return true;
}

/* By the __new__ of a metaclass that a base has. */
static bool make_by(const py_TValue *make, const py_TypeInfo *metaclass, py_Ref name, py_Ref bases,
                    const py_TValue *namespace, const py_TValue *keywords)
{
    VM *const vm = pk_current_vm;
    const int count = keywords->type == tp_dict ? py_dict_len((py_Ref)keywords) : 0;
    if (!call_has_room(vm, vm->stack.sp, 6 + 2 * count))
        return false;
    py_StackRef const before = vm->stack.sp;
    py_push((py_Ref)make);
    py_pushnil();
    py_push((py_Ref)&metaclass->self);
    py_push(name);
    py_push(bases);
    py_push((py_Ref) namespace);
    const bool ok = (count == 0 || py_dict_apply((py_Ref)keywords, push_keyword, NULL))
                    && py_vectorcall(4, (uint16_t)count);
    vm->stack.sp = before;
    return ok;
}

/* Only a class statement resolves bases that are no classes. */
static bool has_no_entries(py_Ref bases)
{
    for (int i = 0; i < py_tuple_len(bases); i++) {
        const py_TValue *const base = &py_tuple_data(bases)[i];
        if (base->type != tp_type && class_find_in(base->type, special.mro_entries) != NULL)
            return TypeError("type() doesn't support MRO entry resolution; use types.new_class()");
    }
    return true;
}

static bool make_class(py_TypeInfo *metaclass, const py_TValue *given_name,
                       const py_TValue *given_bases, const py_TValue *namespace,
                       const py_TValue *keywords)
{
    py_Ref name = boxed_value((py_Ref)given_name), bases = boxed_value((py_Ref)given_bases);
    if (name->type != tp_str)
        return TypeError("type.__new__() argument 1 must be str, not %t", given_name->type);
    if (strlen(py_tostr(name)) != (size_t)py_tosv(name).size)
        return ValueError("type name must not contain null characters");
    if (bases->type != tp_tuple)
        return TypeError("type.__new__() argument 2 must be tuple, not %t", given_bases->type);
    if (!py_isinstance((py_Ref) namespace, tp_dict))
        return TypeError("type.__new__() argument 3 must be dict, not %t", namespace->type);
    if (!has_no_entries(bases))
        return false;
    py_TypeInfo *const chosen = class_choose_metaclass(metaclass, bases);
    if (chosen == NULL)
        return false;
    const py_TValue *const make = chosen != metaclass ? pk_tpfindname(chosen, __new__) : NULL;
    if (make != NULL && make->type != tp_nativefunc)
        return make_by(make, chosen, name, bases, namespace, keywords);
    return class_make(chosen, name, bases, (py_Ref) namespace, keywords);
}

/* type(object), type(name, bases, namespace) */
static bool type_new(int argc, py_Ref argv)
{
    py_TypeInfo *const metaclass = class_of_object(argv);
    if (argc == 2 && metaclass->index == tp_type) {
        *py_retval() = class_of(&argv[1])->self;
        return true;
    }
    if (argc != 4)
        return TypeError(metaclass->index == tp_type ? "type() takes 1 or 3 arguments"
                                                     : "type.__new__() takes exactly 3 arguments "
                                                       "(%d given)",
                         argc - 1);
    const py_TValue none = { .type = tp_NoneType };
    return make_class(metaclass, &argv[1], &argv[2], &argv[3], &none);
}

/* The same with the keywords of a class statement, which are for __init_subclass__: the metaclass,
 * a tuple, a dict. */
static bool type_new_with_keywords(int argc, py_Ref argv)
{
    (void)argc;
    if (argv[1].type != tp_tuple || py_tuple_len(&argv[1]) != 3)
        return TypeError("type() takes 1 or 3 arguments");
    const py_TValue *const given = py_tuple_data(&argv[1]);
    return make_class(class_of_object(argv), &given[0], &given[1], &given[2], &argv[2]);
}

static bool type_init_with_keywords(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newnone(py_retval());
    return true;
}

static bool type_init(int argc, py_Ref argv)
{
    (void)argv;
    if (argc != 2 && argc != 4)
        return TypeError("type.__init__() takes 1 or 3 arguments");
    py_newnone(py_retval());
    return true;
}

static bool type_prepare(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newdict(py_retval());
    return true;
}

static bool type_mro(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (!class_give_mro(class_of_object(argv)))
        return false;
    py_TValue tuple = *py_retval();
    return py_tpcall(tp_list, 1, &tuple);
}

static bool type_subclasses(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TypeInfo *const of = class_of_object(argv);
    py_TValue list;
    py_newlist(&list);
    for (int i = 1; i < pk_current_vm->types.length; i++) {
        const py_TypeInfo *const class = class_info((py_Type)i);
        const class_details *const details = class_details_of(class);
        bool is_one = details == NULL && class->base_ti == of;
        for (int n = 0; details != NULL && n < details->base_count; n++)
            is_one |= details->bases[n] == of;
        if (is_one)
            py_list_append(&list, (py_Ref) & class->self);
    }
    *py_retval() = list;
    return true;
}

static bool type_instancecheck(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_newbool(py_retval(), py_isinstance(&argv[1], class_of_object(argv)->index));
    return true;
}

static bool type_subclasscheck(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (argv[1].type != tp_type)
        return TypeError("issubclass() arg 1 must be a class");
    py_newbool(py_retval(), class_is_subclass(class_of_object(&argv[1]), class_of_object(argv)));
    return true;
}

static bool type_getattribute(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_Ref name = boxed_value(&argv[1]);
    if (name->type != tp_str)
        return TypeError("attribute name must be string, not '%t'", argv[1].type);
    const py_Name wanted = py_namev(py_tosv(name));
    const enum lookup found = class_attribute_get_plainly(argv, wanted);
    if (found == LOOKUP_MISSING)
        return exception_raise_attribute_error(argv, wanted,
                                               "type object '%n' has no attribute '%n'",
                                               class_of_object(argv)->name, wanted);
    return found == LOOKUP_FOUND;
}

static bool write_attribute(py_Ref class, py_Ref name, const py_TValue *value)
{
    name = boxed_value(name);
    if (name->type != tp_str)
        return TypeError("attribute name must be string, not '%t'", name->type);
    if (!class_attribute_set_plainly(class, py_namev(py_tosv(name)), value))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool type_setattr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(3);
    return write_attribute(&argv[0], &argv[1], &argv[2]);
}

static bool type_delattr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    return write_attribute(&argv[0], &argv[1], NULL);
}

bool metaclasses_install(void)
{
    class_operators_install();
    static const native_signature signatures[] = {
        { "__new__(metaclass, /, *args, **keywords)", type_new, type_new_with_keywords },
        { "__init__(class, /, *args, **keywords)", type_init, type_init_with_keywords },
        { "__prepare__(class, /, *args, **keywords)", type_prepare, type_prepare },
    };
    signatures_add(signatures, COUNT(signatures));
    py_bindmagic(tp_type, __new__, type_new);
    py_bindmagic(tp_type, __init__, type_init);
    py_bindmagic(tp_type, __call__, class_call);
    py_bindmethod(tp_type, "mro", type_mro);
    py_bindmethod(tp_type, "__subclasses__", type_subclasses);
    py_bindmethod(tp_type, "__instancecheck__", type_instancecheck);
    py_bindmethod(tp_type, "__subclasscheck__", type_subclasscheck);
    py_bindmethod(tp_type, "__getattribute__", type_getattribute);
    py_bindmethod(tp_type, "__setattr__", type_setattr);
    py_bindmethod(tp_type, "__delattr__", type_delattr);
    py_TValue function, method;
    py_newnativefunc(&function, type_prepare);
    py_newobject(&method, tp_classmethod, 1, 0);
    py_setslot(&method, 0, &function);
    py_setdict(py_tpobject(tp_type), special.prepare, &method);
    /* These are found by class_attributes.c, before any namespace. */
    const py_Name found_otherwise[] = { special.module, special.base, __name__,
                                        special.annotations };
    for (size_t i = 0; i < COUNT(found_otherwise); i++)
        py_deldict(py_tpobject(tp_type), found_otherwise[i]);
    return true;
}
