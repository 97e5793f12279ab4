/* instances.h -- the attributes that an object itself has.
 *
 * They lie in the NameDict at the object's begin, which has no order.  In dialect "python" each
 * value there has its place in the order of insertion in a byte that PocketPy's struct leaves
 * unused, so that __dict__ and vars() can show it.
 *
 * Once a script asks for an instance's __dict__, a real dict takes the place of the NameDict's
 * entries, and the NameDict refers to it under a name that no script can spell: the dict is
 * alive, and every native that takes a dict takes it.
 */
#ifndef PKHOST_LANGUAGE_INSTANCES_H
#define PKHOST_LANGUAGE_INSTANCES_H

#include "base/macros.h"
#include "base/name_dict.h"

#pragma GCC visibility push(hidden)

enum lookup { LOOKUP_FAILED = -1, LOOKUP_MISSING = 0, LOOKUP_FOUND = 1 };

/* Marks a NameDict whose object has a dict of its own: PocketPy uses 0.67 for instances. */
#define DICT_OF_ITS_OWN 0.625f

static inline NameDict *instance_names(const PyObject *object) { return (NameDict *)object->flex; }

/* Whether an object has room for attributes, in a NameDict. */
static inline bool instance_has_names(const py_TValue *value)
{
    return value->is_ptr && value->_obj->slots == -1;
}

enum lookup instance_get_from_dict(const PyObject *object, py_Name name);

/* Into py_retval(). */
static inline enum lookup instance_get(const PyObject *object, py_Name name)
{
    NameDict *const names = instance_names(object);
    const py_TValue *const found = name_dict_find(names, name);
    if (LIKELY(found != NULL)) {
        *py_retval() = *found;
        return LOOKUP_FOUND;
    }
    if (UNLIKELY(names->load_factor == DICT_OF_ITS_OWN))
        return instance_get_from_dict(object, name);
    return LOOKUP_MISSING;
}

bool instance_set(PyObject *object, py_Name name, const py_TValue *value); /* false: raised */
/* Another value for what is in a NameDict, where it is. */
void instance_replace(py_TValue *there, const py_TValue *value);
/* An attribute of __slots__, which is never in the dict. */
void instance_set_slot(PyObject *object, py_Name name, const py_TValue *value);
enum lookup instance_delete(PyObject *object, py_Name name);

/* The __dict__ of an instance, without what is in __slots__, live, in py_retval(); and another one in its place. */
bool instance_dict(PyObject *object);
bool instance_set_dict(PyObject *object, const py_TValue *dict);

/* A new dict with the attributes in their order, in py_retval(): also of classes and modules. */
bool instance_copy(const PyObject *object);

/* The entries of a NameDict in order: their number, and an array of pointers to them in new
 * memory (pkhost_libc_free). */
int instance_entries(const NameDict *names, const NameDict_KV ***entries);

#pragma GCC visibility pop

#endif
