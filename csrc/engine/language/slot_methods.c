/* slot_methods.c -- the methods of what a class has for a name in its __slots__. */
#include "base/macros.h"
#include "language/attributes.h"
#include "language/install.h"
#include "language/slots.h"

static bool is_of_class(const py_TValue *slot, const py_TValue *object)
{
    const py_TypeInfo *const class = class_of_object(py_getslot((py_Ref)slot, SLOT_CLASS));
    if (object->type != tp_type && py_isinstance((py_Ref)object, class->index))
        return true;
    return TypeError("descriptor '%v' for '%n' objects doesn't apply to a '%t' object",
                     py_tosv(py_getslot((py_Ref)slot, SLOT_NAME)), class->name, object->type);
}

static bool slot_get(int argc, py_Ref argv)
{
    if (argc < 2 || argc > 3)
        return TypeError("__get__ expected at least 1 argument, got %d", argc - 1);
    if (argv[1].type == tp_NoneType) {
        *py_retval() = argv[0];
        return true;
    }
    if (!is_of_class(&argv[0], &argv[1]))
        return false;
    const py_Name name = py_namev(py_tosv(py_getslot(argv, SLOT_NAME)));
    const enum lookup found = instance_get(argv[1]._obj, name);
    return found == LOOKUP_MISSING ? attribute_missing(&argv[1], name) : found == LOOKUP_FOUND;
}

static bool write_slot(py_Ref slot, const py_TValue *object, const py_TValue *value)
{
    if (!is_of_class(slot, object))
        return false;
    if (!attribute_set_plainly(object, class_info(object->type),
                               py_namev(py_tosv(py_getslot(slot, SLOT_NAME))), value))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool slot_set(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(3);
    return write_slot(&argv[0], &argv[1], &argv[2]);
}

static bool slot_delete(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    return write_slot(&argv[0], &argv[1], NULL);
}

static bool slot_name(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    *py_retval() = *py_getslot(argv, SLOT_NAME);
    return true;
}

static bool slot_class(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    *py_retval() = *py_getslot(argv, SLOT_CLASS);
    return true;
}

static bool slot_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_newfstr(py_retval(), "<member '%v' of '%n' objects>", py_tosv(py_getslot(argv, SLOT_NAME)),
               class_of_object(py_getslot(argv, SLOT_CLASS))->name);
    return true;
}

bool slots_install(void)
{
    const py_Type type = pk_newtype("member_descriptor", tp_object, NULL, NULL, false, true);
    pkhost_here->types.slot = type;
    py_bindmethod(type, "__get__", slot_get);
    py_bindmethod(type, "__set__", slot_set);
    py_bindmethod(type, "__delete__", slot_delete);
    py_bindmagic(type, __repr__, slot_repr);
    py_bindproperty(type, "__name__", slot_name, NULL);
    py_bindproperty(type, "__objclass__", slot_class, NULL);
    return true;
}
