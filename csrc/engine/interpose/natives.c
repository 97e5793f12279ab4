/* natives.c -- native functions, as scripts get hold of them.
 *
 * PocketPy's native methods take for granted that their first argument is of
 * the type that they belong to.  In x.append(1) it is, since the method was
 * found through x.  But list.append(x, 1) hands over whatever x is, and an
 * integer that is read as a list is a pointer that the script chooses, with which
 * it could read and write all memory of the process.
 *
 * So scripts never hold such a function itself.  Wherever one would come into
 * their hands (an attribute of a type, __func__ of a bound method, a type's
 * __dict__, super().__new__), they get a method of ours, which knows the type
 * and looks at the first argument before it calls.
 */
#include "interpose/natives.h"

#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/boxes.h"

#include <string.h>

enum { OWNER, FUNCTION, KIND, SLOTS };
enum { ORDINARY, MAKER }; /* MAKER: __new__, whose first argument is a type */

/* The native __new__ that makes objects of a type, that of the most derived base that has one: the
 * address of its C function or of its declaration. */
static const void *maker_of(py_Type type)
{
    for (py_TypeInfo *t = pk_typeinfo(type); t != NULL; t = t->base_ti) {
        py_Ref found = py_getdict(&t->self, __new__);
        if (found == NULL)
            continue;
        if (found->type == tp_nativefunc)
            return (const void *)found->_cfunc;
        if (found->type == tp_function && ((Function *)py_touserdata(found))->cfunc != NULL)
            return ((Function *)py_touserdata(found))->decl;
    }
    return NULL;
}

/* Whether `first` is a type that this __new__ of `type` may make. */
bool natives_may_make(py_Ref first, py_Type type, const void *maker)
{
    return first->type == tp_type && py_issubclass(py_totype(first), type)
           && maker_of(py_totype(first)) == maker;
}

/* An instance of a class that is derived from `type`, whose own __new__ makes a plain value of
 * what else it is given; that of list takes nothing, as __init__ fills it. */
static bool make_derived(py_Type type, py_CFunction make, int argc, py_Ref argv)
{
    py_TypeInfo *const class = class_of_object(argv);
    *argv = *py_tpobject(type);
    box_open_arguments(type, argc - 1, &argv[1]);
    if (!make(type == tp_list ? 1 : argc, argv))
        return false;
    box_fill(class);
    return true;
}

const char native_needs_format[] = "a method of '%t' needs an argument";
const char native_refuses_format[] = "a method of '%t' was given a '%t'";

static bool refuse(py_Type type, const py_TValue *given)
{
    return TypeError(native_refuses_format, type, given->type);
}

bool natives_open(const py_TValue *method, int argc, py_Ref argv, py_TValue *function)
{
    const py_Type type = py_totype(py_getslot((py_Ref)method, OWNER));
    const py_TValue native = *py_getslot((py_Ref)method, FUNCTION);
    const bool makes = py_getslot((py_Ref)method, KIND)->_i64 == MAKER;
    if (argc < 1)
        return TypeError(native_needs_format, type);
    if (makes ? !natives_may_make(argv, type, (const void *)native._cfunc)
              : !py_isinstance(argv, type))
        return refuse(type, argv);
    if (!makes)
        box_open_arguments(type, argc, argv);
    *function = native;
    return true;
}

static bool call_method(int argc, py_Ref argv)
{
    py_TValue owner = *py_getslot(argv, OWNER), function = *py_getslot(argv, FUNCTION);
    const bool makes = py_getslot(argv, KIND)->_i64 == MAKER;
    py_Type type = py_totype(&owner);

    if (argc < 2)
        return TypeError(native_needs_format, type);
    py_Ref first = &argv[1];
    if (makes) {
        if (UNLIKELY(box_is_made_of(type, first)))
            return make_derived(type, function._cfunc, argc - 1, first);
        if (first->type != tp_type)
            return TypeError("%t.__new__(): its first argument is no type", type);
        py_Type made = py_totype(first);
        if (!natives_may_make(first, type, (const void *)function._cfunc))
            return TypeError("%t.__new__(%t) is not safe, use %t.__new__()", type, made, made);
    } else if (!py_isinstance(first, type)) {
        return refuse(type, first);
    }
    box_open_arguments(type, argc - 1, first);
    return function._cfunc(argc - 1, first);
}

py_CFunction natives_function_of(const py_TValue *value)
{
    return value->type == tp_nativefunc ? value->_cfunc
           : value->type == pkhost_here->types.native_method
               ? py_getslot((py_Ref)value, FUNCTION)->_cfunc
               : NULL;
}

bool natives_are_same(const py_TValue *of_class, const py_TValue *of_ancestor)
{
    if (of_class == of_ancestor)
        return true;
    return of_class != NULL && of_ancestor != NULL && of_ancestor->type == tp_nativefunc
           && of_class->type == pkhost_here->types.native_method
           && py_getslot((py_Ref)of_class, FUNCTION)->_cfunc == of_ancestor->_cfunc;
}

static bool method_repr(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newstr(py_retval(), "<nativefunc object>");
    return true;
}

bool natives_are_one(const py_TValue *a, const py_TValue *b)
{
    py_Ref const left = (py_Ref)a, right = (py_Ref)b;
    return a->type == b->type && a->type == pkhost_here->types.native_method
           && py_getslot(left, FUNCTION)->_cfunc == py_getslot(right, FUNCTION)->_cfunc
           && py_totype(py_getslot(left, OWNER)) == py_totype(py_getslot(right, OWNER));
}

static bool method_equal(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_newbool(py_retval(), natives_are_one(&argv[0], &argv[1]));
    return true;
}

static bool method_not_equal(int argc, py_Ref argv)
{
    if (!method_equal(argc, argv))
        return false;
    py_newbool(py_retval(), !py_tobool(py_retval()));
    return true;
}

static bool method_hash(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_newint(py_retval(), (uint32_t)(uintptr_t)py_getslot(argv, OWNER)->_obj);
    return true;
}

void natives_prepare(pkhost_vm *vm)
{
    vm->types.native_method = pk_newtype("nativefunc", tp_object, NULL, NULL, false, true);
    py_bindmagic(vm->types.native_method, __call__, call_method);
    py_bindmagic(vm->types.native_method, __repr__, method_repr);
    py_bindmagic(vm->types.native_method, __eq__, method_equal);
    py_bindmagic(vm->types.native_method, __ne__, method_not_equal);
    py_bindmagic(vm->types.native_method, __hash__, method_hash);
}

static bool is_native(py_Ref function)
{
    return function->type == tp_nativefunc
           || (function->type == tp_function
               && ((Function *)py_touserdata(function))->cfunc != NULL);
}

bool natives_replace(py_Ref of, const native *functions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *const signature = functions[i].name;
        const size_t size = strcspn(signature, "(");
        const py_Name name = py_namev((c11_sv){ signature, (int)size });
        py_Ref there = py_getdict(of, name);

        if (there != NULL && !is_native(there))
            return false;
        if (signature[size] == '(')
            py_bind(of, signature, functions[i].function);
        else
            py_bindfunc(of, signature, functions[i].function);
    }
    return true;
}

void natives_bind_class_method(py_Ref class, const char *name, py_CFunction function)
{
    py_TValue native, method;
    py_newnativefunc(&native, function);
    py_newobject(&method, tp_classmethod, 1, 0);
    py_setslot(&method, 0, &native);
    py_setdict(class, py_name(name), &method);
}

bool natives_make_of(py_Ref class, py_Type plain)
{
    if (py_totype(class) == plain)
        return true;
    py_TValue value = *py_retval();
    return py_tpcall(py_totype(class), 1, &value);
}

void natives_wrap(py_OutRef out, py_Type owner, py_CFunction function, bool makes)
{
    py_newobject(out, pkhost_here->types.native_method, SLOTS, 0);
    *py_getslot(out, OWNER) = *py_tpobject(owner);
    py_newnativefunc(py_getslot(out, FUNCTION), function);
    py_newint(py_getslot(out, KIND), makes ? MAKER : ORDINARY);
}

/* Whether a script may have this attribute, which is a native function, unchanged. */
static bool hide(const py_TValue *self, py_Name name)
{
    const py_CFunction function = py_retval()->_cfunc;
    py_TypeInfo *home;

    if (self->type == tp_module && py_getdict((py_Ref)self, name) != NULL)
        return true; /* functions of modules check their arguments */
    if (self->type == tp_type) {
        home = class_home_of(py_touserdata((py_Ref)self), name);
        if (home != NULL && py_getdict(&home->self, name)->type == tp_staticmethod)
            return true; /* as one of a module */
        if (home != NULL) {
            natives_wrap(py_retval(), home->index, function, name == __new__);
            return true;
        }
    }
    home = self->type == tp_super ? NULL : class_home_of(class_info(self->type), name);
    if (home != NULL && class_own(home, name)->type == tp_staticmethod)
        return true;
    if (self->type == tp_staticmethod)
        return true; /* what it holds was in a script's hands, or is a class's own __new__ */
    if (self->type == tp_boundmethod) {
        natives_wrap(py_retval(), py_getslot((py_Ref)self, 0)->type, function, false);
        return true;
    }
    if (name == __new__) {
        home = class_home_of(pk_typeinfo(self->type), name);
        if (home != NULL) {
            natives_wrap(py_retval(), home->index, function, true);
            return true;
        }
    }
    if (self->is_ptr && self->_obj->slots == -1 && self->type != tp_type
        && py_getdict((py_Ref)self, name) != NULL)
        return true; /* stored there by the script, which already had it, or by a module */
    return TypeError("a native function cannot be had in this way");
}

/* Not inlined, so that the common case stays fast: attributes are looked up all the time. */
bool __attribute__((noinline)) natives_hand_out(const py_TValue *of, py_Name name)
{
    if (pkhost_building)
        return true;
    if (py_retval()->type == tp_nativefunc)
        return hide(of, name);
    /* A property with a native getter would read any object whose type it is stored in later. */
    if (of->type != tp_type || py_getslot(py_retval(), 0)->type != tp_nativefunc)
        return true;
    return TypeError("property '%n' of a native type cannot be had by itself", name);
}

bool natives_getattr(py_Ref self, py_Name name)
{
    const py_TValue of = *self; /* the caller may keep it where the result is written */
    if (!pkhost_originals.getattr(self, name))
        return false;
    const py_Type found = py_retval()->type;
    if (LIKELY(found != tp_nativefunc && found != tp_property)
        || (of.type == tp_module && name != __new__))
        return true;
    return natives_hand_out(&of, name);
}

/* T.__new__ and super().__new__, when they are called at once. */
bool natives_load_method(py_StackRef self, py_Name name)
{
    /* super() uses the first variable of a function as self.  The script may have assigned
     * something else to it. */
    if (UNLIKELY(self->type == tp_super)
        && !py_isinstance(py_getslot(self, 0), *(py_Type *)py_touserdata(self)))
        return false;
    if (LIKELY(name != __new__) || pkhost_building)
        return pkhost_originals.loadmethod(self, name);
    py_Type type;
    if (self->type == tp_type)
        type = py_totype(self);
    else if (self->type == tp_super)
        type = *(py_Type *)py_touserdata(self);
    else
        return false;
    if (!pkhost_originals.loadmethod(self, name))
        return false;
    if (self->type != tp_nativefunc)
        return true;
    py_TypeInfo *home = class_home_of(pk_typeinfo(type), name);
    natives_wrap(self, home->index, self->_cfunc, true);
    return true;
}

/* The __dict__ of a type is a view that would give access to its methods, so scripts get a copy.
 * The __dict__ of modules and other objects is not changed. */
EXPORT void pk_mappingproxy__namedict(py_Ref out, py_Ref object)
{
    if (object->type != tp_type || pkhost_building) {
        pkhost_originals.namedict(out, object);
        return;
    }
    py_TypeInfo *type = py_touserdata(object);
    NameDict *dict = PyObject__dict(object->_obj);
    py_StackRef copy = py_pushtmp();
    py_newdict(copy);
    for (int i = 0; i < dict->capacity; i++) {
        const NameDict_KV *entry = &dict->items[i];
        if (entry->key == NULL)
            continue;
        py_TValue value = entry->value;
        if (value.type == tp_nativefunc)
            natives_wrap(&value, type->index, value._cfunc, entry->key == __new__);
        else if (value.type == tp_property && py_getslot(&value, 0)->type == tp_nativefunc)
            continue; /* see py_getattr */
        /* Without the checks of dicts.c: nobody else has the copy yet. */
        pkhost_originals.dict_setitem(copy, py_name2ref(entry->key), &value);
    }
    *out = *copy;
    py_pop();
}
