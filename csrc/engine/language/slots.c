/* slots.c -- what a class has for a name in its __slots__: an object that says so.
 *
 * attributes.c knows it, and looks into the instance itself.  Its methods, in slot_methods.c, are for
 * who calls them.
 */
#include "language/slots.h"

#include "language/instances.h"

void slot_put(py_TypeInfo *class, py_Name name)
{
    py_TValue made;
    py_newobject(&made, pkhost_here->types.slot, SLOT_PARTS, 0);
    *py_getslot(&made, SLOT_NAME) = *py_name2ref(name);
    *py_getslot(&made, SLOT_CLASS) = class->self;
    instance_set(class->self._obj, name, &made);
}
