/* native_properties.c -- properties of native types, as scripts get hold of them.
 *
 * The getter of such a property takes for granted that its object is of the type, as native methods
 * do (interpose/natives.c).  So scripts get a getset_descriptor, which knows the type.
 */
#include "language/native_properties.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/natives.h"
#include "language/descriptors.h"
#include "language/install.h"

enum { OWNER, NAME, PROPERTY, SLOTS };

bool is_native_property(const py_TValue *value)
{
    return value->type == tp_property
           && py_getslot((py_Ref)value, PROPERTY_GET)->type == tp_nativefunc;
}

void native_property_wrap(py_OutRef out, const py_TypeInfo *home, py_Name name,
                          const py_TValue *property)
{
    py_TValue made;
    const py_TValue of = *property;
    py_newobject(&made, pkhost_here->types.native_property, SLOTS, 0);
    *py_getslot(&made, OWNER) = home->self;
    *py_getslot(&made, NAME) = *py_name2ref(name);
    *py_getslot(&made, PROPERTY) = of;
    *out = made;
}

/* The property, if the object is of its type; NULL: raised. */
static py_Ref property_for(py_Ref descriptor, py_Ref object)
{
    const py_Type owner = py_totype(py_getslot(descriptor, OWNER));
    if (!py_isinstance(object, owner)) {
        TypeError("descriptor '%v' for '%t' objects doesn't apply to a '%t' object",
                  py_tosv(py_getslot(descriptor, NAME)), owner, object->type);
        return NULL;
    }
    box_open_arguments(owner, 1, object);
    return py_getslot(descriptor, PROPERTY);
}

static bool check(int argc, py_Ref argv, int least, int most)
{
    if (argv->type != pkhost_here->types.native_property)
        return TypeError("this method is of a getset_descriptor");
    return (argc >= least && argc <= most)
           || TypeError("expected %d arguments, got %d", least - 1, argc - 1);
}

static bool get(int argc, py_Ref argv)
{
    if (!check(argc, argv, 2, 3))
        return false;
    if (argv[1].type == tp_NoneType && argc == 3 && argv[2].type != tp_NoneType
        && py_totype(py_getslot(argv, OWNER)) != tp_NoneType) {
        *py_retval() = *argv;
        return true;
    }
    py_Ref property = property_for(argv, &argv[1]);
    if (property == NULL)
        return false;
    py_TValue getter = *py_getslot(property, PROPERTY_GET);
    return py_call(&getter, 1, &argv[1]);
}

/* An assignment, or with two arguments a deletion. */
static bool write_attribute(int argc, py_Ref argv)
{
    py_Ref property = property_for(argv, &argv[1]);
    bool handled;
    if (property == NULL)
        return false;
    const py_TValue of = *property;
    if (!descriptor_set(&of, &argv[1], py_namev(py_tosv(py_getslot(argv, NAME))),
                        argc == 3 ? &argv[2] : NULL, &handled))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool set(int argc, py_Ref argv)
{
    return check(argc, argv, 3, 3) && write_attribute(argc, argv);
}
static bool delete (int argc, py_Ref argv)
{
    return check(argc, argv, 2, 2) && write_attribute(argc, argv);
}

static bool show(int argc, py_Ref argv)
{
    if (!check(argc, argv, 1, 1))
        return false;
    py_newfstr(py_retval(), "<attribute '%v' of '%t' objects>", py_tosv(py_getslot(argv, NAME)),
               py_totype(py_getslot(argv, OWNER)));
    return true;
}

static bool name_of(int argc, py_Ref argv)
{
    if (!check(argc, argv, 1, 1))
        return false;
    *py_retval() = *py_getslot(argv, NAME);
    return true;
}

static bool qualified_name_of(int argc, py_Ref argv)
{
    if (!check(argc, argv, 1, 1))
        return false;
    py_newfstr(py_retval(), "%t.%v", py_totype(py_getslot(argv, OWNER)),
               py_tosv(py_getslot(argv, NAME)));
    return true;
}

static bool owner_of(int argc, py_Ref argv)
{
    if (!check(argc, argv, 1, 1))
        return false;
    *py_retval() = *py_getslot(argv, OWNER);
    return true;
}

static bool doc_of(int argc, py_Ref argv)
{
    if (!check(argc, argv, 1, 1))
        return false;
    py_newnone(py_retval());
    return true;
}

bool native_properties_install(void)
{
    static const native methods[] = {
        { "__delete__", delete },
        { "__get__", get },
        { "__repr__", show },
        { "__set__", set },
    };
    const py_Type type = pk_newtype("getset_descriptor", tp_object, NULL, NULL, false, true);
    pkhost_here->types.native_property = type;
    py_bindproperty(type, "__name__", name_of, NULL);
    py_bindproperty(type, "__qualname__", qualified_name_of, NULL);
    py_bindproperty(type, "__objclass__", owner_of, NULL);
    py_bindproperty(type, "__doc__", doc_of, NULL);
    return natives_replace(py_tpobject(type), methods, COUNT(methods));
}
