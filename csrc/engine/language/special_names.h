/* special_names.h -- names that the language gives a meaning, beyond PocketPy's own (its
 * magic names). */
#ifndef PKHOST_LANGUAGE_SPECIAL_NAMES_H
#define PKHOST_LANGUAGE_SPECIAL_NAMES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* clang-format off */
#define SPECIAL_NAMES(X) \
    X(get) X(set) X(delete) X(del) X(set_name) X(getattribute) X(setattr) X(delattr) X(slots) \
    X(init_subclass) X(class_getitem) X(classcell) X(prepare) X(mro_entries) X(orig_bases) \
    X(module) X(qualname) X(doc) X(dict) X(bases) X(base) X(mro) X(annotations) X(subclasses) \
    X(instancecheck) X(subclasscheck) X(abstractmethods) X(isabstractmethod) X(weakref) X(func) \
    X(self) X(thisclass) X(self_class) X(dir) X(format) X(origin) X(args) X(ror) \
    X(text_signature) X(type_params)
/* clang-format on */

/* special.get is "__get__", and so on.  They are the same in every VM: names that are made while
 * a VM is built belong to the process. */
extern struct special_names {
#define X(name) py_Name name;
    SPECIAL_NAMES(X)
#undef X
} special;

static inline bool is_dunder(py_Name name)
{
    const char *const text = py_name2str(name);
    return text[0] == '_' && text[1] == '_';
}

#pragma GCC visibility pop

#endif
