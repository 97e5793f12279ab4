/* classes.h -- what the engine knows of a class beyond PocketPy's py_TypeInfo.
 *
 * PocketPy's classes have one base.  Those of dialect "python" have any number, and a
 * metaclass.  Such a class is made by language/classes.c: its object has a struct
 * class_details behind its py_TypeInfo.  Its `base` is the base that its instances have their
 * memory's layout from, so the chain of these is what native code may rely on; in which
 * order attributes are looked up, says the MRO.
 *
 * Classes are never freed (an index of theirs may be anywhere), so what points at them here
 * needs no marking.
 */
#ifndef PKHOST_INTERPOSE_CLASSES_H
#define PKHOST_INTERPOSE_CLASSES_H

#include "base/name_dict.h"

#pragma GCC visibility push(hidden)

enum class_flags {
    CLASS_BY_MRO = 1,        /* the MRO is not the chain of bases */
    CLASS_LAYERED = 2,       /* an ancestor has a layer (interpose/boxes.h) */
    CLASS_BOX = 4,           /* instances are boxes */
    CLASS_IS_METACLASS = 8,  /* a subclass of type */
    CLASS_GETATTRIBUTE = 16, /* has a __getattribute__ of its own, */
    CLASS_SETATTR = 32,      /* or a __setattr__, */
    CLASS_DELATTR = 64,      /* or a __delattr__, or inherits one */
    CLASS_NO_DICT = 128,     /* __slots__, of the bases too: instances have these attributes only */
    CLASS_INIT_SUBCLASS = 512,                   /* it or an ancestor has an __init_subclass__ */
    CLASS_DEL = 1024,                            /* or a __del__ */
    CLASS_WEAKREF = 2048,                        /* has __weakref__ in its own __slots__ */
    CLASS_ABSTRACT = 256,                        /* has abstract methods: cannot be instantiated */
    CLASS_LOOKUP = CLASS_BY_MRO | CLASS_LAYERED, /* names are not looked up along the chain */
};

typedef struct class_details {
    uint32_t flags;
    int mro_length, base_count, slot_count;
    py_TypeInfo **mro; /* begins with the class itself */
    py_TypeInfo **bases;
    py_TypeInfo *metaclass;
    py_Name qualified_name;
    py_Name *slots; /* names in its own __slots__ */
} class_details;

/* Stands where PocketPy has a function that it calls at the end of a subclass's body: by it we
 * know a class that has details. */
void class_has_details(py_TypeInfo *type);

static inline class_details *class_details_of(const py_TypeInfo *type)
{
    return type->on_end_subclass == class_has_details ? (class_details *)(type + 1) : NULL;
}

static inline py_TypeInfo *class_info(py_Type index)
{
    return c11__getitem(TypePointer, &pk_current_vm->types, index).ti;
}

static inline py_TypeInfo *class_metaclass(const py_TypeInfo *type)
{
    const class_details *const details = class_details_of(type);
    return details != NULL ? details->metaclass : class_info(tp_type);
}

static inline py_TypeInfo *class_of_object(const py_TValue *type)
{
    return (py_TypeInfo *)(type->_obj->flex + sizeof(NameDict));
}

/* A type of ours in a module is named with the module, as errors show such a type in CPython; this is
 * the name that it has there. */
py_Name class_short_name(const py_TypeInfo *type);

/* The class of a value.  When a script has changed an object's, values that refer to it may still
 * have the number of the one before. */
static inline py_TypeInfo *class_of_value(const py_TValue *value)
{
    return class_info(value->is_ptr ? value->_obj->type : value->type);
}

/* What the class itself has by a name; NULL: nothing. */
static inline py_TValue *class_own(const py_TypeInfo *type, py_Name name)
{
    return name_dict_find((const NameDict *)type->self._obj->flex, name);
}

/* Any two classes; of dialect "python", bool is a subclass of int. */
bool class_is_subclass(const py_TypeInfo *derived, const py_TypeInfo *base);

/* A class and its ancestors in the order of its MRO, one after another. */
typedef struct ancestors {
    py_TypeInfo **mro; /* NULL: by the chain */
    int left;
    py_TypeInfo *next;
} ancestors;
ancestors ancestors_of(py_TypeInfo *type);
py_TypeInfo *ancestors_next(ancestors *a); /* NULL: that were all */

/* What a class has by a name, itself or from an ancestor; NULL: nothing.  PocketPy calls it
 * pk_tpfindname(). */
py_TValue *class_find(py_TypeInfo *type, py_Name name);
static inline py_TValue *class_find_in(py_Type type, py_Name name)
{
    return class_find(class_info(type), name);
}

/* The ancestor that has this name itself, in that order; NULL. */
py_TypeInfo *class_home_of(py_TypeInfo *type, py_Name name);

#pragma GCC visibility pop

#endif
