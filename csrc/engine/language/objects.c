/* objects.c -- object: what every object has. */
#include "language/objects.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/guards.h"
#include "interpose/natives.h"
#include "language/attributes.h"
#include "language/classes.h"
#include "language/special_names.h"
#include "language/install.h"
#include "language/signatures.h"

/* -------------------------------------------------------------------- attributes */

static bool take_name(py_Ref value, py_Name *name)
{
    value = boxed_value(value);
    if (value->type != tp_str)
        return TypeError("attribute name must be string, not '%t'", value->type);
    *name = py_namev(py_tosv(value));
    return true;
}

static bool object_getattribute(int argc, py_Ref argv)
{
    py_Name name;
    PY_CHECK_ARGC(2);
    if (!take_name(&argv[1], &name))
        return false;
    py_TypeInfo *const type = class_of_value(argv);
    if (argv->type == tp_type || type->getattribute != NULL)
        return py_getattr(argv, name);
    const enum lookup found = attribute_get_plainly(argv, type, name);
    if (found == LOOKUP_MISSING)
        return attribute_missing(argv, name);
    const py_Type given = py_retval()->type;
    return found == LOOKUP_FOUND
           && ((given != tp_nativefunc && given != tp_property) || natives_hand_out(argv, name));
}

static bool write_attribute(py_Ref self, py_Ref named, const py_TValue *value)
{
    py_Name name;
    if (!take_name(named, &name))
        return false;
    py_TypeInfo *const type = class_info(self->type);
    if (self->type == tp_type)
        return TypeError("can't apply this __setattr__ to type object");
    if (type->setattribute != NULL)
        return value != NULL ? py_setattr(self, name, (py_Ref)value) : py_delattr(self, name);
    if (!attribute_set_plainly(self, type, name, value))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool object_setattr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(3);
    return write_attribute(&argv[0], &argv[1], &argv[2]);
}

static bool object_delattr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    return write_attribute(&argv[0], &argv[1], NULL);
}

static bool has_dict(py_Ref object)
{
    const class_details *const details = class_details_of(class_info(object->type));
    return instance_has_names(object) && object->type != tp_object
           && (details == NULL || (details->flags & CLASS_NO_DICT) == 0);
}

/* Natives know the attributes of instances of their own classes: of these it is a copy. */
static bool dict_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (argv->type == tp_module) {
        pk_mappingproxy__namedict(py_retval(), argv);
        return true;
    }
    if (!has_dict(argv))
        return attribute_missing(argv, special.dict);
    return class_details_of(class_of_value(argv)) != NULL ? instance_dict(argv->_obj)
                                                          : instance_copy(argv->_obj);
}

static bool dict_set(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!has_dict(argv) || class_details_of(class_of_value(argv)) == NULL)
        return attribute_missing(argv, special.dict);
    if (!instance_set_dict(argv->_obj, &argv[1]))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool class_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    *py_retval() = class_of(argv)->self;
    return true;
}

/* Whether instances of both are nothing but their attributes. */
static bool is_plain(const py_TypeInfo *class)
{
    const class_details *const details = class_details_of(class);
    return details != NULL && class->is_python && class->dtor == NULL
           && (details->flags & (CLASS_LAYERED | CLASS_IS_METACLASS)) == 0;
}

/* The object itself says its class from now on.  Values that refer to it have the number of the class
 * before beside its address, by which PocketPy finds operators: attributes, methods and
 * isinstance() go by the object. */
static bool class_set(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (argv[1].type != tp_type)
        return TypeError("__class__ must be set to a class, not '%t' object", argv[1].type);
    const py_TypeInfo *const to = class_of_object(&argv[1]), *const from = class_of_value(argv);
    if (!is_plain(to) || !is_plain(from) || !instance_has_names(argv)
        || ((class_details_of(to)->flags ^ class_details_of(from)->flags) & CLASS_NO_DICT) != 0)
        return TypeError("__class__ assignment: '%n' object layout differs from '%n'", to->name,
                         from->name);
    argv->_obj->type = to->index;
    py_newnone(py_retval());
    return true;
}

/* ------------------------------------------------------------------------ making */

/* Arguments are wrong unless a __new__ or an __init__ of the class's own takes them. */
static bool object_init(int argc, py_Ref argv)
{
    py_TypeInfo *const type = class_of_value(argv);
    if (argc > 1) {
        const py_TypeInfo *const object = class_info(tp_object);
        if (class_find(type, __init__) != class_own(object, __init__))
            return TypeError("object.__init__() takes exactly one argument (the instance to "
                             "initialize)");
        if (class_find(type, __new__) == class_own(object, __new__))
            return TypeError("%t() takes no arguments", argv->type);
    }
    py_newnone(py_retval());
    return true;
}

static bool object_init_with_keywords(int argc, py_Ref argv)
{
    const bool given = py_tuple_len(&argv[1]) > 0 || py_dict_len(&argv[2]) > 0;
    return object_init(given ? argc : 1, argv);
}

static bool init_subclass(int argc, py_Ref argv)
{
    (void)argv;
    if (argc > 1)
        return TypeError("object.__init_subclass__() takes no arguments (%d given)", argc - 1);
    py_newnone(py_retval());
    return true;
}

/* By which abstract classes are asked whether a class is one of theirs. */
static bool subclass_hook(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newnotimplemented(py_retval());
    return true;
}

static bool init_subclass_with_keywords(int argc, py_Ref argv)
{
    (void)argc;
    return TypeError("%t.__init_subclass__() takes no keyword arguments",
                     argv->type == tp_type ? class_of_object(argv)->index : argv->type);
}

/* -------------------------------------------------------------------------- text */

static bool object_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_TypeInfo *const type = class_of(argv);
    const class_details *const details = class_details_of(type);
    const py_TValue *const module = class_own(type, special.module);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    c11_sbuf__write_char(&text, '<');
    if (module != NULL && module->type == tp_str)
        pk_sprintf(&text, "%v.", py_tosv((py_Ref)module));
    pk_sprintf(&text, "%n object", details != NULL ? details->qualified_name : type->name);
    if (argv->is_ptr) {
        c11_sbuf__write_cstr(&text, " at ");
        c11_sbuf__write_ptr(&text, argv->_obj);
    }
    c11_sbuf__write_char(&text, '>');
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

static bool object_str(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return py_repr(argv);
}

static bool object_format(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_Ref specification = boxed_value(&argv[1]);
    if (specification->type != tp_str)
        return TypeError("__format__() argument must be str, not %t", argv[1].type);
    if (py_tosv(specification).size > 0)
        return TypeError("unsupported format string passed to %t.__format__", argv->type);
    return py_str(argv);
}

/* --------------------------------------------------------------------- comparison */

static bool object_eq(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (py_isidentical(&argv[0], &argv[1]))
        py_newbool(py_retval(), true);
    else
        py_newnotimplemented(py_retval());
    return true;
}

/* != is the contrary of ==, unless a class says otherwise. */
static bool object_ne(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_TValue *const equal = class_find(class_of_value(argv), __eq__);
    if (!py_call(equal, 2, argv))
        return false;
    if (py_retval()->type == tp_NotImplementedType)
        return true;
    const int truth = py_bool(py_retval());
    if (truth < 0)
        return false;
    py_newbool(py_retval(), !truth);
    return true;
}

/* An object's place, as a script sees it (interpose/addresses.c).  A value without an object, such as
 * None or a native function, is to be told by comparison. */
static bool object_hash(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_newint(py_retval(), argv->is_ptr ? (int64_t)((uint32_t)(uintptr_t)argv->_obj >> 4)
                                        : (int64_t)argv->type * 1000003);
    return true;
}

/* --------------------------------------------------------------------------- dir() */

static bool add_names(py_StackRef names, const NameDict *from)
{
    const py_TValue none = { .type = tp_NoneType };
    for (int i = 0; i < from->capacity; i++) {
        const py_Name name = from->items[i].key;
        /* One of an instance's own dict is none of a script's: instances.c. */
        if (name != NULL && py_namev(py_name2sv(name)) == name
            && !py_dict_setitem(names, py_name2ref(name), (py_Ref)&none))
            return false;
    }
    return true;
}

static bool add_names_of_classes(py_StackRef names, py_TypeInfo *class)
{
    py_TypeInfo *ancestor;
    for (ancestors a = ancestors_of(class); (ancestor = ancestors_next(&a)) != NULL;)
        if (!add_names(names, instance_names(ancestor->self._obj)))
            return false;
    return true;
}

static bool add_key(py_Ref key, py_Ref value, void *context)
{
    (void)value;
    if (key->type == tp_str)
        py_list_append(context, key);
    return true;
}

/* dir() sorts what a __dir__ answers. */
static bool call_own_dir(py_Ref method, py_Ref object)
{
    if (!py_call(method, 1, object))
        return false;
    py_TValue sorted = *py_getbuiltin(py_name("sorted")), names = *py_retval();
    return py_call(&sorted, 1, &names);
}

/* Those that a script has given a function. */
static bool add_names_of_function(py_StackRef names, py_Ref function)
{
    if (!py_getattr(function, special.dict))
        return false;
    py_TValue dict = *py_retval(), none = { .type = tp_NoneType };
    py_StackRef keys = py_pushtmp();
    py_newlist(keys);
    bool ok = py_dict_apply(&dict, add_key, keys);
    for (int i = 0; ok && i < py_list_len(keys); i++)
        ok = py_dict_setitem(names, &py_list_data(keys)[i], &none);
    py_pop();
    return ok;
}

/* What object.__dir__ and its like answer. */
static bool list_names(py_Ref object)
{
    py_StackRef names = py_pushtmp(), list = py_pushtmp();
    py_newdict(names);
    py_newlist(list);
    bool ok = true;
    if (object->type == tp_type)
        ok = add_names_of_classes(names, class_of_object(object));
    else if (object->type == tp_module)
        ok = add_names(names, instance_names(object->_obj));
    else
        ok = (!instance_has_names(object) || add_names(names, instance_names(object->_obj)))
             && add_names_of_classes(names, class_info(object->type));
    if (ok && object->type != tp_type && object->type != tp_module && has_dict(object)
        && instance_names(object->_obj)->load_factor == DICT_OF_ITS_OWN) {
        ok = instance_dict(object->_obj);
        py_TValue dict = *py_retval();
        py_TValue none = { .type = tp_NoneType };
        py_StackRef keys = py_pushtmp();
        py_newlist(keys);
        ok = ok && py_dict_apply(&dict, add_key, keys);
        for (int i = 0; ok && i < py_list_len(keys); i++)
            ok = py_dict_setitem(names, &py_list_data(keys)[i], &none);
        py_pop();
    }
    ok = ok && (object->type != tp_function || add_names_of_function(names, object));
    ok = ok && py_dict_apply(names, add_key, list);
    py_TValue sorted = *py_getbuiltin(py_name("sorted"));
    ok = ok && py_call(&sorted, 1, list);
    pk_current_vm->stack.sp = names;
    return ok;
}

bool objects_dir(py_Ref object)
{
    py_TValue *const own = class_find(class_of(object), special.dir);
    if (own != NULL && own->type == tp_function)
        return call_own_dir(own, object);
    return list_names(object);
}

static bool object_dir(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return list_names(argv);
}

/* As with classes in Python: what compares in a way of its own, and does not say how it is hashed,
 * is not. */
static void set_unhashable(void)
{
    for (int i = tp_object + 1; i < pk_current_vm->types.length; i++) {
        const py_TypeInfo *const type = class_info((py_Type)i);
        if (class_own(type, __eq__) != NULL && class_own(type, __hash__) == NULL)
            py_setdict((py_Ref)&type->self, __hash__, py_None());
    }
}

/* Equal methods of one object are hashed equally. */
static bool method_hash(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TValue *const function = py_getslot(argv, 1);
    py_newint(py_retval(), function->is_ptr ? (int64_t)((uint32_t)(uintptr_t)function->_obj >> 4)
                                            : (int64_t)function->type);
    return true;
}

static void put_class_method(py_Name name, py_CFunction native)
{
    py_TValue function, method;
    py_newnativefunc(&function, native);
    py_newobject(&method, tp_classmethod, 1, 0);
    py_setslot(&method, 0, &function);
    py_setdict(py_tpobject(tp_object), name, &method);
}

static py_CFunction maker; /* the same in every VM */

bool object_is_maker(const py_TValue *function)
{
    return function->type == tp_nativefunc && function->_cfunc == maker;
}

bool objects_install(void)
{
    const py_TValue *const make = class_find_in(tp_object, __new__);
    if (make == NULL || make->type != tp_nativefunc || !guard_note(&maker, make->_cfunc))
        return false;
    py_bindmethod(tp_object, "__getattribute__", object_getattribute);
    py_bindmethod(tp_object, "__setattr__", object_setattr);
    py_bindmethod(tp_object, "__delattr__", object_delattr);
    py_bindproperty(tp_object, "__dict__", dict_get, dict_set);
    py_bindproperty(tp_object, "__class__", class_get, class_set);
    static const native_signature signatures[] = {
        { "__init__(self, /, *args, **keywords)", object_init, object_init_with_keywords },
        { "__init_subclass__(class, /, **keywords)", init_subclass, init_subclass_with_keywords },
    };
    signatures_add(signatures, COUNT(signatures));
    py_bindmagic(tp_object, __init__, object_init);
    py_bindmagic(tp_object, __repr__, object_repr);
    py_bindmagic(tp_object, __str__, object_str);
    py_bindmagic(tp_object, __eq__, object_eq);
    py_bindmagic(tp_object, __ne__, object_ne);
    py_bindmagic(tp_object, __hash__, object_hash);
    set_unhashable();
    const py_Type hashable[] = { tp_NoneType, tp_ellipsis, tp_NotImplementedType };
    for (size_t i = 0; i < COUNT(hashable); i++) {
        const py_TValue *const own = class_own(class_info(hashable[i]), __hash__);
        if (own != NULL && own->type == tp_NoneType)
            py_bindmagic(hashable[i], __hash__, object_hash);
    }
    py_bindmethod(tp_object, "__format__", object_format);
    py_bindmethod(tp_object, "__dir__", object_dir);
    py_bindmagic(tp_boundmethod, __hash__, method_hash);
    put_class_method(special.init_subclass, init_subclass);
    put_class_method(py_name("__subclasshook__"), subclass_hook);
    return true;
}
