/* enums.c -- members of an Enum.
 *
 * At the end of the class, each of its attributes becomes a member.  PocketPy does
 * not look whether that failed, so an exception of a member's __init__ is lost
 * until another one is raised; and it makes members of methods too.
 */
#include "base/current.h"
#include "interpose/install.h"

static bool is_member(const NameDict_KV *entry, py_Type type)
{
    if (entry->key == NULL || py_name2str(entry->key)[0] == '_'
        || py_name2str(entry->key)[0] == '\0')
        return false;
    switch (entry->value.type) {
    case tp_function:
    case tp_nativefunc:
    case tp_property:
    case tp_staticmethod:
    case tp_classmethod: return false;
    default: return entry->value.type != type;
    }
}

static bool make_members(py_TypeInfo *type)
{
    const NameDict *dict = PyObject__dict(type->self._obj);

    /* What is called may change the class, so nothing is held across the call. */
    for (int i = 0; i < dict->capacity; i++) {
        if (!is_member(&dict->items[i], type->index))
            continue;
        const py_Name name = dict->items[i].key;
        py_push(&type->self);
        py_pushnil();
        *py_pushtmp() = *py_name2ref(name);
        py_push(&dict->items[i].value);
        if (!py_vectorcall(2, 0))
            return false;
        py_Ref member = py_getdict(&type->self, name);
        if (member != NULL)
            *member = *py_retval();
    }
    return true;
}

/* PocketPy's loop calls this, and looks for one failure only afterwards: a class with
 * an __eq__ and no __ne__.  So it gets one, and the error that it raises then gives
 * way to the one that there is (py_exception, language/raise.c). */
static void enum_ends(py_TypeInfo *type)
{
    type->is_final = true;
    if (make_members(type))
        return;
    pkhost_here->checks.class_failed = true;
    py_setdict(&type->self, __eq__, py_None());
    if (py_getdict(&type->self, __ne__) != NULL)
        py_deldict(&type->self, __ne__);
}

bool enums_install(void)
{
    py_GlobalRef module = py_getmodule("enum");
    py_Ref type = module != NULL ? py_getdict(module, py_name("Enum")) : NULL;
    if (type == NULL || type->type != tp_type)
        return false;
    pk_typeinfo(py_totype(type))->on_end_subclass = enum_ends;
    return true;
}
