/* super.c -- super(): attributes of the classes behind one in the MRO of another.
 *
 * The object has PocketPy's type for it, and in its slots: the object that methods are bound to,
 * the class that they are looked up behind, and the class whose MRO that is.  One that is not
 * bound, of super(class), has None for the first and the last.
 */
#include "language/super.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/layers.h"
#include "interpose/natives.h"
#include "language/cells.h"
#include "language/descriptors.h"
#include "language/function.h"
#include "language/special_names.h"
#include "language/install.h"

#include <string.h>

enum { SELF, BEHIND, START, SUPER_SLOTS };

static py_TypeInfo *class_in(const py_TValue *super, int slot)
{
    return class_of_object(py_getslot((py_Ref)super, slot));
}

static bool is_bound(const py_TValue *super)
{
    return py_getslot((py_Ref)super, START)->type != tp_NoneType;
}

static bool is_class(const py_TValue *value)
{
    return value->type == tp_type
           || TypeError("super() argument 1 must be a type, not %t", value->type);
}

static void make(py_Type type, const py_TValue *class, const py_TValue *self,
                 const py_TValue *start)
{
    const py_TValue parts[] = { *self, *class, *start };
    py_TValue made;
    /* PocketPy's own code takes what is behind the slots for the number of a type. */
    *(py_Type *)py_newobject(&made, type, SUPER_SLOTS, sizeof(py_Type)) =
        start->type == tp_type ? class_of_object(start)->index : tp_object;
    memcpy(py_getslot(&made, SELF), parts, sizeof parts);
    *py_retval() = made;
}

bool super_new(const py_TValue *class, const py_TValue *self)
{
    if (!is_class(class))
        return false;
    py_TypeInfo *const behind = class_of_object(class);
    const py_TypeInfo *start;
    if (self->type == tp_type && class_is_subclass(class_of_object(self), behind))
        start = class_of_object(self);
    else if (class_is_subclass(class_of_value(self), behind) /* its __class__ may have been set */
             || py_isinstance((py_Ref)self, behind->index))
        start = self->type == tp_type ? class_details_of(class_of_object(self))->metaclass
                                      : class_of_value(self);
    else
        return TypeError("super(type, obj): obj must be an instance or subtype of type");
    make(tp_super, class, self, &start->self);
    return true;
}

/* The first class behind that has the name; NULL. */
static py_TypeInfo *find(const py_TValue *super, py_Name name, py_TValue **found)
{
    if (!is_bound(super))
        return NULL;
    py_TypeInfo *const start = class_in(super, START), *const behind = class_in(super, BEHIND);
    ancestors a = ancestors_of(start);
    py_TypeInfo *ancestor;

    while ((ancestor = ancestors_next(&a)) != NULL && ancestor != behind)
        continue;
    while ((ancestor = ancestors_next(&a)) != NULL) {
        *found = layer_find(ancestor, name);
        if (*found != NULL)
            return ancestor;
    }
    return NULL;
}

/* What super itself has: what no class behind has. */
static enum lookup own_attribute(const py_TValue *super, py_Name name)
{
    static const char *const names[SUPER_SLOTS] = { "__self__", "__thisclass__", "__self_class__" };
    for (int i = 0; i < SUPER_SLOTS; i++)
        if (name == py_name(names[i])) {
            *py_retval() = *py_getslot((py_Ref)super, i);
            return LOOKUP_FOUND;
        }
    if (name == __class__) {
        *py_retval() = *py_tpobject(super->type);
        return LOOKUP_FOUND;
    }
    py_TypeInfo *const type = class_info(super->type);
    const py_TValue *const found = class_find(type, name);
    if (found == NULL)
        return LOOKUP_MISSING;
    const py_TValue value = *found, self = *super;
    return descriptor_get(&value, &self, type) ? LOOKUP_FOUND : LOOKUP_FAILED;
}

enum lookup super_get(const py_TValue *super, py_Name name)
{
    py_TValue *found;
    const py_TValue self = *py_getslot((py_Ref)super, SELF);
    py_TypeInfo *const home = name == __class__ ? NULL : find(super, name, &found);
    if (home == NULL)
        return own_attribute(super, name);
    py_TypeInfo *const start = class_in(super, START);
    const py_TValue value = *found;
    const bool of_class = self.type == tp_type && class_of_object(&self) == start;
    if (name == __new__) {
        if (value.type == tp_nativefunc)
            natives_wrap(py_retval(), home->index, value._cfunc, true);
        else
            *py_retval() = value;
        return LOOKUP_FOUND;
    }
    if (of_class && value.type == tp_nativefunc) {
        natives_wrap(py_retval(), home->index, value._cfunc, false);
        return LOOKUP_FOUND;
    }
    const bool ok =
        of_class ? descriptor_get_of_class(&value, &self) : descriptor_get(&value, &self, start);
    return ok ? LOOKUP_FOUND : LOOKUP_FAILED;
}

bool super_find_method(const py_TValue *super, py_Name name, py_TValue *function, py_TValue *self)
{
    py_TValue *found;
    py_TypeInfo *const home = find(super, name, &found);
    if (home == NULL)
        return false;
    py_TypeInfo *const start = class_in(super, START);
    const py_TValue to = *py_getslot((py_Ref)super, SELF);
    const bool of_class = to.type == tp_type && class_of_object(&to) == start;
    py_newnil(self);
    *function = *found;
    if (name == __new__) {
        if (found->type == tp_nativefunc)
            natives_wrap(function, home->index, found->_cfunc, true);
        return true;
    }
    switch (found->type) {
    case tp_function:
    case tp_nativefunc: break;
    case tp_staticmethod: *function = *py_getslot(found, 0); return true;
    case tp_classmethod:
        if (!classmethod_is_plain(found))
            return false;
        *function = *py_getslot(found, 0);
        *self = start->self;
        return true;
    default:
        if (found->type != pkhost_here->types.native_method)
            return false;
        break;
    }
    if (of_class)
        return false; /* a function as it is: by super_get() */
    *self = to;
    return true;
}

/* super() without arguments: what the compiler makes of it is an operation.  By another name, its
 * frame is looked at. */
static bool super_from_frame(void)
{
    const py_Frame *const frame = pk_current_vm->top_frame;
    if (frame == NULL || frame->is_locals_special || frame->p0->type != tp_function)
        return RuntimeError("super(): no arguments");
    const code_details *const details = details_of(frame->co);
    if (details == NULL || details->positional_only + details->positional == 0)
        return RuntimeError("super(): no arguments");
    const char *name = (const char *)details + details->names;
    const py_TValue *const closure = function_slot(frame->p0, SLOT_CLOSURE);
    for (int i = 0; i < details->free_count; i++, name += strlen(name) + 1) {
        if (strcmp(name, "__class__") != 0)
            continue;
        const py_TValue *const class = cell_content(py_getslot((py_Ref)closure, i));
        py_TValue first = frame->locals[0];
        if (is_cell(&first))
            first = *cell_content(&first);
        if (class->type == tp_nil)
            return RuntimeError("super(): empty __class__ cell");
        if (first.type == tp_nil)
            return RuntimeError("super(): arg[0] deleted");
        return super_new(class, &first);
    }
    return RuntimeError("super(): __class__ cell not found");
}

/* super(), super(type, object_or_type) */
static bool super_make(int argc, py_Ref argv)
{
    if (argc == 1)
        return super_from_frame();
    if (argc == 2) {
        const py_TValue none = *py_None();
        if (!is_class(&argv[1]))
            return false;
        make(tp_super, &argv[1], &none, &none);
        return true;
    }
    if (argc != 3)
        return TypeError("super() expected at most 2 arguments, got %d", argc - 1);
    return super_new(&argv[1], &argv[2]);
}

/* __get__(object, type): one that is not bound yet, bound to an object. */
static bool super_bind(int argc, py_Ref argv)
{
    if (argc < 2 || argc > 3)
        return TypeError("expected %s argument%s, got %d", argc < 2 ? "at least 1" : "at most 2",
                         argc < 2 ? "" : "s", argc - 1);
    if (argv->type != tp_super || argv[1].type == tp_NoneType || is_bound(argv)) {
        *py_retval() = *argv;
        return true;
    }
    const py_TValue class = *py_getslot(argv, BEHIND);
    return super_new(&class, &argv[1]);
}

static bool super_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (!is_bound(argv)) {
        py_newfstr(py_retval(), "<super: <class '%t'>, NULL>", class_in(argv, BEHIND)->index);
        return true;
    }
    py_newfstr(py_retval(), "<super: <class '%t'>, <%t object>>", class_in(argv, BEHIND)->index,
               class_in(argv, START)->index);
    return true;
}

bool super_install(void)
{
    py_bindmagic(tp_super, __new__, super_make);
    py_bindmagic(tp_super, __repr__, super_repr);
    py_bindmethod(tp_super, "__get__", super_bind);
    return true;
}
