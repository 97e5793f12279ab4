/* class_names.c -- the names of classes, as texts show them. */
#include "language/class_names.h"

#include "language/special_names.h"

void class_write_name(c11_sbuf *text, const py_TypeInfo *class)
{
    const class_details *const details = class_details_of(class);
    const py_TValue *const module = class_own(class, special.module);
    if (module != NULL && module->type == tp_str
        && !c11__sveq2(py_tosv((py_Ref)module), "builtins"))
        pk_sprintf(text, "%v.", py_tosv((py_Ref)module));
    pk_sprintf(text, "%n", details != NULL ? details->qualified_name : class_short_name(class));
}
