/* sets.c -- sets, as the compiler's operations make and fill them.
 *
 * The class is written in Python (csrc/library); its items are the keys of the dict `_a`.
 */
#include "language/sets.h"

#include "base/current.h"
#include "language/handlers.h"

bool set_new(py_OutRef out)
{
    py_TValue set;
    py_newobject(&set, pkhost_here->types.set, -1, 0);
    *out = set;
    py_newdict(py_emplacedict(&set, py_name("_a")));
    return true;
}

bool set_add(py_Ref set, py_Ref item)
{
    py_Ref items = py_getdict(set, py_name("_a"));
    if (items == NULL || items->type != tp_dict)
        return TypeError("a set without items");
    return py_dict_setitem(items, item, py_None());
}
