/* descriptors.c -- what a class has by a name, as an attribute of its instances or its own.
 *
 * https://docs.python.org/3.11/howto/descriptor.html
 */
#include "language/descriptors.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/natives.h"
#include "language/special_names.h"
#include "language/install.h"
#include "language/signatures.h"

/* Objects of PocketPy's own types are descriptors only if a case below says so. */
static py_TValue *find_for(const py_TValue *value, py_Name name)
{
    return value->type > POCKETPY_LAST_TYPE ? class_find(class_info(value->type), name) : NULL;
}

static bool is_native_method(const py_TValue *value)
{
    return value->type == pkhost_here->types.native_method;
}

bool descriptor_is_data(const py_TValue *value)
{
    return value->type == tp_property || find_for(value, special.set) != NULL
           || find_for(value, special.delete) != NULL;
}

static bool bind_to(const py_TValue *function, const py_TValue *self)
{
    const py_TValue bound_to = *self, bound = *function; /* either may be in py_retval() */
    py_newboundmethod(py_retval(), (py_Ref)&bound_to, (py_Ref)&bound);
    return true;
}

/* As CPython 3.11 has it: what is inside is bound to the class as to an instance. */
static bool class_method_get(const py_TValue *method, const py_TValue *class)
{
    const py_TValue inner = *py_getslot((py_Ref)method, 0), of = *class;
    const bool binds_itself =
        inner.type == tp_property || inner.type == tp_staticmethod || inner.type == tp_classmethod
        || (inner.type != tp_boundmethod && find_for(&inner, special.get) != NULL);
    if (!binds_itself || is_native_method(&inner))
        return bind_to(&inner, &of);
    return descriptor_get(&inner, &of, class_of_object(&of));
}

static const char *name_of_property(const py_TValue *property)
{
    if (property->_obj->slots < PROPERTY_SLOTS)
        return NULL;
    py_Ref name = py_getslot((py_Ref)property, PROPERTY_NAME);
    return name->type == tp_str ? py_tostr(name) : NULL;
}

static bool property_lacks(const py_TValue *property, const py_TValue *self, const char *what)
{
    const char *const name = name_of_property(property);
    const py_TypeInfo *const class = class_of_value(self);
    const class_details *const details = class_details_of(class);
    const py_Name of = details != NULL ? details->qualified_name : class_short_name(class);
    if (name == NULL)
        return py_exception(tp_AttributeError, "property of '%n' object has no %s", of, what);
    return py_exception(tp_AttributeError, "property '%s' of '%n' object has no %s", name, of,
                        what);
}

static bool property_get(const py_TValue *property, const py_TValue *self)
{
    py_TValue getter = *py_getslot((py_Ref)property, PROPERTY_GET);
    if (UNLIKELY(getter.type == tp_NoneType))
        return property_lacks(property, self, "getter");
    return py_call(&getter, 1, (py_Ref)self);
}

bool descriptor_get(const py_TValue *value, const py_TValue *self, py_TypeInfo *class)
{
    switch (value->type) {
    case tp_function:
    case tp_nativefunc: return bind_to(value, self);
    case tp_property: return property_get(value, self);
    case tp_staticmethod: *py_retval() = *py_getslot((py_Ref)value, 0); return true;
    case tp_classmethod: return class_method_get(value, &class->self);
    case tp_super: { /* one of a class alone is bound: language/super.c */
        py_TValue arguments[] = { *value, *self };
        return py_call(class_find_in(tp_super, special.get), COUNT(arguments), arguments);
    }
    default: break;
    }
    if (is_native_method(value))
        return bind_to(value, self);
    py_TValue *const get = find_for(value, special.get);
    if (get == NULL) {
        *py_retval() = *value;
        return true;
    }
    py_TValue arguments[] = { *value, *self, class->self };
    return py_call(get, COUNT(arguments), arguments);
}

bool descriptor_get_of_class(const py_TValue *value, const py_TValue *class)
{
    switch (value->type) {
    case tp_staticmethod: *py_retval() = *py_getslot((py_Ref)value, 0); return true;
    case tp_classmethod: return class_method_get(value, class);
    default: break;
    }
    py_TValue *const get = find_for(value, special.get);
    if (get == NULL) {
        *py_retval() = *value;
        return true;
    }
    py_TValue arguments[] = { *value, { .type = tp_NoneType }, *class };
    return py_call(get, COUNT(arguments), arguments);
}

static bool property_set(const py_TValue *property, const py_TValue *self, const py_TValue *value)
{
    const bool deletes = value == NULL;
    const int slot = deletes ? PROPERTY_DELETE : PROPERTY_SET;
    py_TValue setter = { .type = tp_NoneType };
    if (slot < property->_obj->slots)
        setter = *py_getslot((py_Ref)property, slot);
    if (setter.type == tp_NoneType)
        return property_lacks(property, self, deletes ? "deleter" : "setter");
    py_TValue arguments[2] = { *self };
    if (!deletes)
        arguments[1] = *value;
    return py_call(&setter, deletes ? 1 : 2, arguments);
}

bool descriptor_set(const py_TValue *descriptor, const py_TValue *self, py_Name name,
                    const py_TValue *value, bool *handled)
{
    *handled = true;
    if (descriptor->type == tp_property)
        return property_set(descriptor, self, value);
    py_TValue *const method = find_for(descriptor, value != NULL ? special.set : special.delete);
    if (method != NULL) {
        py_TValue arguments[3] = { *descriptor, *self };
        if (value != NULL)
            arguments[2] = *value;
        return py_call(method, value != NULL ? 3 : 2, arguments);
    }
    if (find_for(descriptor, value != NULL ? special.delete : special.set) != NULL)
        return py_exception(tp_AttributeError, value != NULL ? "__set__" : "__delete__");
    (void)name;
    *handled = false;
    return true;
}

/* ---------------------------------------------------------------------- property */

static py_TValue slot_or_none(const py_TValue *property, int slot)
{
    const py_TValue none = { .type = tp_NoneType };
    return slot < property->_obj->slots ? *py_getslot((py_Ref)property, slot) : none;
}

/* A docstring is the getter's, unless it is given. */
static bool find_doc(py_Ref property)
{
    py_TValue getter = *py_getslot(property, PROPERTY_GET);
    py_newbool(py_getslot(property, PROPERTY_DOC_IS_GETTERS), false);
    if (py_getslot(property, PROPERTY_DOC)->type != tp_NoneType || getter.type == tp_NoneType
        || getter.type == tp_nativefunc)
        return true;
    if (!py_getattr(&getter, special.doc)) {
        if (!py_isinstance(&pk_current_vm->unhandled_exc, tp_AttributeError))
            return false;
        py_clearexc(NULL);
        return true;
    }
    *py_getslot(property, PROPERTY_DOC) = *py_retval();
    py_newbool(py_getslot(property, PROPERTY_DOC_IS_GETTERS), true);
    return true;
}

/* Its parts, of arguments: fget, fset, fdel, doc.  `property` lies on the value stack. */
static bool property_fill(py_Ref property, int argc, py_Ref argv)
{
    for (int i = 0; i <= PROPERTY_DOC; i++)
        if (i < argc && !py_isnil(&argv[i]))
            *py_getslot(property, i) = argv[i];
        else
            py_newnone(py_getslot(property, i));
    return find_doc(property);
}

/* property(fget=None, fset=None, fdel=None, doc=None) */
static bool property_new(int argc, py_Ref argv)
{
    py_StackRef made = py_pushtmp();
    py_newobject(made, tp_property, PROPERTY_SLOTS, 0);
    for (int i = 0; i < PROPERTY_SLOTS; i++)
        py_newnone(py_getslot(made, i));
    /* Of how many there may be, __init__ has the say: a derived class may have another. */
    const bool ok = property_fill(made, argc - 1, argv + 1);
    *py_retval() = *made;
    py_pop();
    return ok;
}

/* The property that an argument is or, of a derived class, has inside; NULL: raised. */
static py_Ref property_in(py_Ref value)
{
    py_Ref const plain = boxed_value(value);
    if (plain->type == tp_property)
        return plain;
    TypeError("expected a property, got '%t'", value->type);
    return NULL;
}

/* Of a derived class, whose __init__ gives other arguments than the class was called with. */
static bool property_init(int argc, py_Ref argv)
{
    if (argc > 5)
        return TypeError("property() takes at most 4 arguments (%d given)", argc - 1);
    py_Ref const property = property_in(argv);
    if (property == NULL)
        return false;
    if (property != argv && property->_obj->slots == PROPERTY_SLOTS) {
        if (!property_fill(property, argc - 1, argv + 1))
            return false;
        /* Its class may have a docstring, which would come before the property's. */
        if (py_getslot(property, PROPERTY_DOC_IS_GETTERS)->_bool && argv->_obj->slots == -1)
            py_setdict(argv, special.doc, py_getslot(property, PROPERTY_DOC));
    }
    py_newnone(py_retval());
    return true;
}

/* A new one of the same class, with another function in one slot. */
static bool property_with(int slot, int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_Ref const old = property_in(argv);
    if (old == NULL)
        return false;
    const py_TValue name = slot_or_none(old, PROPERTY_NAME);
    const py_TValue goes = slot_or_none(old, PROPERTY_DOC_IS_GETTERS);
    py_StackRef const parts = pk_current_vm->stack.sp;
    for (int i = 0; i <= PROPERTY_DOC; i++)
        *py_pushtmp() = i == slot ? argv[1] : slot_or_none(old, i);
    if (goes.type == tp_bool && goes._bool && parts[PROPERTY_GET].type != tp_NoneType)
        py_newnone(&parts[PROPERTY_DOC]);
    if (!py_tpcall(argv->type, PROPERTY_DOC + 1, parts))
        return false;
    py_Ref const made = boxed_value(py_retval());
    if (made->type == tp_property && made->_obj->slots == PROPERTY_SLOTS)
        *py_getslot(made, PROPERTY_NAME) = name;
    pk_current_vm->stack.sp = parts;
    return true;
}

static bool property_getter(int argc, py_Ref argv)
{
    return property_with(PROPERTY_GET, argc, argv);
}
static bool property_setter(int argc, py_Ref argv)
{
    return property_with(PROPERTY_SET, argc, argv);
}
static bool property_deleter(int argc, py_Ref argv)
{
    return property_with(PROPERTY_DELETE, argc, argv);
}

#define PROPERTY_PART(name, slot)                      \
    static bool property_##name(int argc, py_Ref argv) \
    {                                                  \
        PY_CHECK_ARGC(1);                              \
        py_Ref const property = property_in(argv);     \
        if (property == NULL)                          \
            return false;                              \
        *py_retval() = slot_or_none(property, slot);   \
        return true;                                   \
    }
PROPERTY_PART(fget, PROPERTY_GET)
PROPERTY_PART(fset, PROPERTY_SET)
PROPERTY_PART(fdel, PROPERTY_DELETE)
PROPERTY_PART(doc, PROPERTY_DOC)

static bool property_set_doc(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_Ref const property = property_in(argv);
    if (property == NULL)
        return false;
    if (property->_obj->slots == PROPERTY_SLOTS)
        *py_getslot(property, PROPERTY_DOC) = argv[1];
    py_newnone(py_retval());
    return true;
}

static bool property_set_name(int argc, py_Ref argv)
{
    if (argc != 3)
        return TypeError("__set_name__() takes 2 positional arguments but %d were given", argc - 1);
    py_Ref const property = property_in(argv);
    if (property == NULL)
        return false;
    if (property->_obj->slots == PROPERTY_SLOTS)
        *py_getslot(property, PROPERTY_NAME) = argv[2];
    py_newnone(py_retval());
    return true;
}

/* --------------------------------------------------- __get__ of the builtin descriptors */

/* x.__get__(instance, owner=None) */
static bool builtin_get(int argc, py_Ref argv)
{
    if (argc < 2 || argc > 3)
        return TypeError("__get__ expected at least 1 argument, got %d", argc - 1);
    const bool of_class = argv[1].type == tp_NoneType;
    const py_TValue plain = *boxed_value(argv);
    /* Native class methods rely on the class that they were found in. */
    if (plain.type == tp_classmethod && py_getslot((py_Ref)&plain, 0)->type == tp_nativefunc)
        return TypeError("a class method of a native type cannot be bound by itself");
    if (argc == 3 && argv[2].type == tp_type) {
        if (!of_class)
            return descriptor_get(&plain, &argv[1], class_of_object(&argv[2]));
        if (plain.type != tp_property
            || py_getslot((py_Ref)&plain, PROPERTY_GET)->type != tp_nativefunc)
            return descriptor_get_of_class(&plain, &argv[2]);
    }
    if (of_class)
        return TypeError("__get__(None, None) is invalid");
    return descriptor_get(&plain, &argv[1], class_info(argv[1].type));
}

static bool property_set_of(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(3);
    py_Ref const property = property_in(argv);
    if (property == NULL || !property_set(property, &argv[1], &argv[2]))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool property_delete_of(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_Ref const property = property_in(argv);
    if (property == NULL || !property_set(property, &argv[1], NULL))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool wrapped_function(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    *py_retval() = *py_getslot(boxed_value(argv), 0);
    return true;
}

static bool wrapper_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_StackRef const function = py_pushtmp();
    *function = *py_getslot(boxed_value(argv), 0);
    if (!py_repr(function))
        return false;
    *function = *py_retval();
    py_newfstr(py_retval(), "<%t(%v)>", boxed_value(argv)->type, py_tosv(function));
    py_pop();
    return true;
}

static bool bound_method_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_TValue self = *py_getslot(argv, 0), function = *py_getslot(argv, 1);
    py_StackRef const name = py_pushtmp();
    const bool is_native = function.type == tp_nativefunc;
    if (!py_getattr(&function, py_name(is_native ? "__name__" : "__qualname__"))) {
        if (!py_matchexc(tp_AttributeError))
            return false;
        py_clearexc(name + 1);
        py_newstr(py_retval(), "?");
    }
    *name = *py_retval();
    if (name->type != tp_str)
        py_newstr(name, "?");
    if (is_native) {
        c11_sbuf text;
        c11_sbuf__ctor(&text);
        pk_sprintf(&text, "<built-in method %v of %t object at ", py_tosv(name), self.type);
        c11_sbuf__write_ptr(&text, self.is_ptr ? self._obj : argv->_obj);
        c11_sbuf__write_char(&text, '>');
        c11_sbuf__py_submit(&text, py_retval());
        py_pop();
        return true;
    }
    if (!py_repr(&self))
        return false;
    const py_TValue shown = *py_retval();
    py_newfstr(py_retval(), "<bound method %v of %v>", py_tosv(name), py_tosv((py_Ref)&shown));
    py_pop();
    return true;
}

/* An instance of a derived class, which has such attributes itself, has its function's own. */
static bool say_as_function(py_Ref wrapper, py_Ref function)
{
    static const char *const names[] = { "__module__", "__name__", "__qualname__", "__doc__" };
    for (size_t i = 0; i < COUNT(names) && wrapper->_obj->slots == -1; i++) {
        if (py_getattr(function, py_name(names[i]))) {
            py_setdict(wrapper, py_name(names[i]), py_retval());
        } else {
            if (!py_matchexc(tp_AttributeError))
                return false;
            py_clearexc(pk_current_vm->stack.sp);
        }
    }
    return true;
}

/* staticmethod(function), classmethod(function), of a derived class. */
static bool wrapper_init(int argc, py_Ref argv)
{
    py_Ref const plain = boxed_value(argv);
    if (argc != 2)
        return TypeError("%t expected 1 argument, got %d", plain->type, argc - 1);
    if (plain != argv) {
        *py_getslot(plain, 0) = argv[1];
        if (!say_as_function(argv, &argv[1]))
            return false;
    }
    py_newnone(py_retval());
    return true;
}

static bool wrapper_make(py_Type type, int argc, py_Ref argv)
{
    const py_TValue function = argc > 1 ? argv[1] : *py_None();
    py_TValue made;
    py_newobject(&made, type, 1, 0);
    *py_getslot(&made, 0) = function;
    *py_retval() = made;
    return true;
}

static bool staticmethod_new(int argc, py_Ref argv)
{
    return wrapper_make(tp_staticmethod, argc, argv);
}
static bool classmethod_new(int argc, py_Ref argv)
{
    return wrapper_make(tp_classmethod, argc, argv);
}

/* What such a wrapper says of itself is what its function says. */
#define OF_FUNCTION(name)                                       \
    static bool function_##name(int argc, py_Ref argv)          \
    {                                                           \
        PY_CHECK_ARGC(1);                                       \
        py_TValue function = *py_getslot(boxed_value(argv), 0); \
        return py_getattr(&function, py_name("__" #name "__")); \
    }
OF_FUNCTION(module)
OF_FUNCTION(name)
OF_FUNCTION(qualname)
OF_FUNCTION(doc)
OF_FUNCTION(annotations)

/* types.MethodType(function, instance) */
static bool bound_method_new(int argc, py_Ref argv)
{
    if (argc != 3)
        return TypeError("method expected 2 arguments, got %d", argc - 1);
    if (!py_callable(&argv[1]))
        return TypeError("first argument must be callable");
    if (argv[2].type == tp_NoneType)
        return TypeError("self must not be None");
    return bind_to(&argv[1], &argv[2]);
}

static bool bound_method_dict(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_TValue function = *py_getslot(argv, 1);
    return py_getattr(&function, special.dict);
}

static bool bound_method_get(int argc, py_Ref argv)
{
    (void)argc;
    *py_retval() = *argv; /* it stays bound */
    return true;
}

/* What wraps an abstract method is abstract. */
static bool is_abstract(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    bool abstract = false;
    const py_TValue plain = *boxed_value(argv);
    for (int i = 0; i < plain._obj->slots && i <= PROPERTY_DELETE && !abstract; i++) {
        py_TValue function = *py_getslot((py_Ref)&plain, i);
        if (!function.is_ptr || function.type == tp_nativefunc)
            continue;
        if (py_getattr(&function, special.isabstractmethod)) {
            const py_TValue marked = *py_retval();
            const int truth = py_bool((py_Ref)&marked);
            if (truth < 0)
                return false;
            abstract = truth != 0;
        } else if (py_isinstance(&pk_current_vm->unhandled_exc, tp_AttributeError)) {
            py_clearexc(NULL);
        } else {
            return false;
        }
    }
    py_newbool(py_retval(), abstract);
    return true;
}

/* A staticmethod can be called as the function that it holds. */
static bool staticmethod_call(int argc, py_Ref argv)
{
    py_TValue function = *py_getslot(boxed_value(argv), 0);
    return py_call(&function, argc - 1, argv + 1);
}

bool descriptors_install(void)
{
    static const native_signature signatures[] = {
        { "property(cls, /, fget=, fset=, fdel=, doc=)", property_new, NULL },
        { "property(self, /, fget=, fset=, fdel=, doc=)", property_init, NULL },
    };
    signatures_add(signatures, COUNT(signatures));
    py_bindmagic(tp_property, __new__, property_new);
    py_bindmagic(tp_property, __init__, property_init);
    py_bindmethod(tp_property, "getter", property_getter);
    py_bindmethod(tp_property, "setter", property_setter);
    py_bindmethod(tp_property, "deleter", property_deleter);
    py_bindproperty(tp_property, "fget", property_fget, NULL);
    py_bindproperty(tp_property, "fset", property_fset, NULL);
    py_bindproperty(tp_property, "fdel", property_fdel, NULL);
    py_bindproperty(tp_property, "__doc__", property_doc, property_set_doc);
    py_bindmethod(tp_property, "__set_name__", property_set_name);
    py_bindmethod(tp_property, "__get__", builtin_get);
    py_bindmethod(tp_property, "__set__", property_set_of);
    py_bindmethod(tp_property, "__delete__", property_delete_of);
    py_bindproperty(tp_property, "__isabstractmethod__", is_abstract, NULL);
    const py_Type wrappers[] = { tp_staticmethod, tp_classmethod };
    for (size_t i = 0; i < COUNT(wrappers); i++) {
        py_bindmethod(wrappers[i], "__get__", builtin_get);
        py_bindproperty(wrappers[i], "__func__", wrapped_function, NULL);
        py_bindproperty(wrappers[i], "__wrapped__", wrapped_function, NULL);
        py_bindproperty(wrappers[i], "__isabstractmethod__", is_abstract, NULL);
        py_bindmagic(wrappers[i], __init__, wrapper_init);
        py_bindmagic(wrappers[i], __repr__, wrapper_repr);
        py_bindproperty(wrappers[i], "__module__", function_module, NULL);
        py_bindproperty(wrappers[i], "__name__", function_name, NULL);
        py_bindproperty(wrappers[i], "__qualname__", function_qualname, NULL);
        py_bindproperty(wrappers[i], "__doc__", function_doc, NULL);
        py_bindproperty(wrappers[i], "__annotations__", function_annotations, NULL);
    }
    py_bindmagic(tp_staticmethod, __new__, staticmethod_new);
    py_bindmagic(tp_classmethod, __new__, classmethod_new);
    py_bindmagic(tp_staticmethod, __call__, staticmethod_call);
    py_bindmagic(tp_boundmethod, __new__, bound_method_new);
    py_bindmethod(tp_boundmethod, "__get__", bound_method_get);
    py_bindmagic(tp_boundmethod, __repr__, bound_method_repr);
    py_bindproperty(tp_boundmethod, "__dict__", bound_method_dict, NULL);
    return true;
}
