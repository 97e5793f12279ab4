/* classes.c -- making classes: type.__new__.
 *
 * A class is made in one go once all that can fail has been done: what a class is to be, is
 * gathered in a struct first.
 */
#include "language/classes.h"

#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/boxes.h"
#include "language/callables.h"
#include "language/cells.h"
#include "language/class_attributes.h"
#include "language/descriptors.h"
#include "language/exceptions.h"
#include "language/instances.h"
#include "language/keyword_calls.h"
#include "language/mro.h"
#include "language/slots.h"
#include "language/special_names.h"
#include "stop/stop.h"

#include <string.h>

/* What a class is to be. */
typedef struct plan {
    py_TypeInfo *metaclass;
    py_Name name, qualified_name;
    py_TypeInfo **bases;
    int base_count;
    py_TypeInfo **mro; /* NULL: by the chain */
    int mro_length;
    py_TypeInfo *layout;
    uint32_t flags;
    py_Name *slots;
    int slot_count;
} plan;

/* ------------------------------------------------------------------------- bases */

/* Of PocketPy's own types, those whose instances of subclasses we know how to make. */
static bool is_acceptable(const py_TypeInfo *base)
{
    return class_details_of(base) != NULL || !base->is_final || box_layer_number(base->index) >= 0
           || base->index == tp_type || base->index == tp_dict
           || class_is_subclass(base, class_info(tp_BaseException));
}

static bool take_bases(plan *p, py_Ref bases)
{
    const int given = py_tuple_len(bases);
    p->base_count = given > 0 ? given : 1;
    p->bases = pkhost_libc_malloc((size_t)p->base_count * sizeof *p->bases);
    p->bases[0] = class_info(tp_object);
    for (int i = 0; i < given; i++) {
        const py_TValue *const base = &py_tuple_data(bases)[i];
        if (base->type != tp_type)
            return TypeError("bases must be types");
        p->bases[i] = class_of_object(base);
        if (!is_acceptable(p->bases[i]))
            return TypeError("type '%n' is not an acceptable base type", p->bases[i]->name);
    }
    return true;
}

static uint32_t inherited_flags(const py_TypeInfo *base)
{
    const class_details *const details = class_details_of(base);
    if (details != NULL)
        return details->flags & (CLASS_LAYERED | CLASS_BOX | CLASS_IS_METACLASS | CLASS_BY_MRO);
    uint32_t flags = 0;
    if (box_layer_number(base->index) >= 0)
        flags |= CLASS_LAYERED;
    if (box_is_kind(base->index))
        flags |= CLASS_BOX;
    if (base->index == tp_type)
        flags |= CLASS_IS_METACLASS;
    return flags;
}

static bool is_the_chain(const plan *p)
{
    const py_TypeInfo *next = p->layout;
    for (int i = 1; i < p->mro_length; i++, next = next->base_ti)
        if (p->mro[i] != next)
            return false;
    return next == NULL;
}

static bool find_order(plan *p)
{
    for (int i = 0; i < p->base_count; i++)
        p->flags |= inherited_flags(p->bases[i]);
    if (p->base_count == 1) {
        p->layout = p->bases[0];
        if ((p->flags & CLASS_LOOKUP) == 0)
            return true;
        ancestors a = ancestors_of(p->bases[0]);
        while (ancestors_next(&a) != NULL)
            p->mro_length++;
        p->mro = pkhost_libc_malloc(((size_t)++p->mro_length) * sizeof *p->mro);
        a = ancestors_of(p->bases[0]);
        for (int i = 1; i < p->mro_length; i++)
            p->mro[i] = ancestors_next(&a);
        return true;
    }
    p->layout = mro_layout_base(p->bases, p->base_count);
    if (p->layout == NULL)
        return false;
    p->mro_length = mro_find(p->bases, p->base_count, &p->mro);
    if (p->mro_length < 0)
        return false;
    p->flags &= ~(uint32_t)CLASS_BY_MRO;
    if (!is_the_chain(p))
        p->flags |= CLASS_BY_MRO;
    return true;
}

/* --------------------------------------------------------------------- __slots__ */

/* A name of two underscores in a class is the class's own. */
static py_Name mangle(py_Name class, c11_sv name)
{
    c11_sv of = py_name2sv(class);
    while (of.size > 0 && of.data[0] == '_')
        of.data++, of.size--;
    const bool mangled = name.size > 2 && name.data[0] == '_' && name.data[1] == '_'
                         && !(name.data[name.size - 1] == '_' && name.data[name.size - 2] == '_');
    if (!mangled || of.size == 0)
        return py_namev(name);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "_%v%v", of, name);
    py_TValue made;
    c11_sbuf__py_submit(&text, &made);
    return py_namev(py_tosv(&made));
}

static bool has_no_dict(const py_TypeInfo *base)
{
    const class_details *const details = class_details_of(base);
    return details != NULL ? (details->flags & CLASS_NO_DICT) != 0
                           : base->index == tp_object || !base->is_python;
}

static bool add_slot(plan *p, py_Ref namespace, const py_TValue *name)
{
    if (name->type != tp_str)
        return TypeError("__slots__ items must be strings, not '%t'", name->type);
    const py_Name mangled = mangle(p->name, py_tosv((py_Ref)name));
    if (mangled == special.dict) {
        p->flags &= ~(uint32_t)CLASS_NO_DICT;
        return true;
    }
    if (mangled == special.weakref) {
        p->flags |= CLASS_WEAKREF;
        return true;
    }
    const int found = py_dict_getitem(namespace, py_name2ref(mangled));
    if (found < 0)
        return false;
    if (found > 0 && mangled != special.qualname && mangled != special.classcell)
        return ValueError("'%n' in __slots__ conflicts with class variable", mangled);
    p->slots[p->slot_count++] = mangled;
    return true;
}

static bool take_slots(plan *p, py_Ref namespace)
{
    const int found = py_dict_getitem(namespace, py_name2ref(special.slots));
    if (found <= 0)
        return found == 0;
    py_StackRef list = py_pushtmp();
    *list = *py_retval();
    if (list->type == tp_str) {
        py_TValue one = *list;
        py_newlist(list);
        py_list_append(list, &one);
    } else {
        if (!py_tpcall(tp_list, 1, list))
            return false;
        *list = *py_retval();
    }
    const int count = py_list_len(list);
    p->slots = pkhost_libc_malloc(((size_t)count + 1) * sizeof *p->slots);
    p->flags |= CLASS_NO_DICT;
    for (int i = 0; i < p->base_count; i++)
        if (!has_no_dict(p->bases[i]))
            p->flags &= ~(uint32_t)CLASS_NO_DICT;
    bool ok = true;
    for (int i = 0; i < count && ok; i++)
        ok = add_slot(p, namespace, &py_list_data(list)[i]);
    py_pop();
    return ok;
}

/* ------------------------------------------------------------------------ making */

struct filling {
    py_TypeInfo *class;
    bool ok;
};

/* An entry of the namespace becomes an attribute.  No code of the script's runs here. */
static bool put(py_Ref key, py_Ref value, void *context)
{
    struct filling *const f = context;
    if (key->type != tp_str)
        return true;
    const py_Name name = py_namev(py_tosv(key));
    py_TValue kept = *value;
    if (name == special.qualname || name == special.classcell)
        return true;
    if (kept.type == tp_nativefunc) {
        class_keep_native(&kept);
    } else if (kept.type == tp_function
               && (name == special.init_subclass || name == special.class_getitem)) {
        py_TValue function = kept;
        py_newobject(&kept, tp_classmethod, 1, 0);
        py_setslot(&kept, 0, &function);
    }
    return instance_set(f->class->self._obj, name, &kept);
}

static void put_missing(py_TypeInfo *class, py_Name name, const py_TValue *value)
{
    if (class_own(class, name) == NULL)
        instance_set(class->self._obj, name, value);
}

static void complete(py_TypeInfo *class)
{
    const py_TValue none = { .type = tp_NoneType };
    const py_Frame *const frame = pk_current_vm->top_frame;
    if (class_own(class, special.module) == NULL && frame != NULL) {
        py_TValue name = none;
        if (frame->globals->type == tp_module) {
            const py_TValue *const own =
                name_dict_find(instance_names(frame->globals->_obj), __name__);
            if (own != NULL)
                name = *own;
        } else if (py_dict_getitem_by_str(frame->globals, "__name__") == 1) {
            name = *py_retval();
        }
        if (name.type == tp_str)
            put_missing(class, special.module, &name);
    }
    put_missing(class, special.doc, &none);
    if (class_own(class, __eq__) != NULL)
        put_missing(class, __hash__, &none);
}

static py_TypeInfo *make(const plan *p, py_StackRef out)
{
    VM *const vm = pk_current_vm;
    py_TypeInfo *const class =
        py_newobject(out, tp_type, -1, sizeof(py_TypeInfo) + sizeof(class_details));
    memset(class, 0, sizeof(py_TypeInfo) + sizeof(class_details));
    class->name = p->name;
    class->base = p->layout->index;
    class->base_ti = p->layout;
    class->self = *out;
    class->module = py_NIL();
    class->is_python = p->layout->is_python;
    class->dtor = (p->flags & CLASS_BOX) != 0 ? NULL : p->layout->dtor;
    class->on_end_subclass = class_has_details;
    class_details *const details = (class_details *)(class + 1);
    *details = (class_details){
        .flags = p->flags,
        .mro_length = p->mro_length,
        .base_count = p->base_count,
        .slot_count = p->slot_count,
        .mro = p->mro,
        .bases = p->bases,
        .metaclass = p->metaclass,
        .qualified_name = p->qualified_name,
        .slots = p->slots,
    };
    if (p->mro != NULL)
        p->mro[0] = class;
    /* From here on it is a class: all of the above is in place. */
    class->index = (py_Type)vm->types.length;
    TypePointer *const pointer = c11_vector__emplace(&vm->types);
    *pointer = (TypePointer){ class, class->dtor };
    return class;
}

/* The order of a class whose metaclass has an mro() of its own: what that returns. */
static bool ask_for_order(py_TypeInfo *class)
{
    class_details *const details = class_details_of(class);
    const py_Name name = py_name("mro");
    const py_TValue *const method =
        details->metaclass->index == tp_type ? NULL : class_find(details->metaclass, name);
    if (method == NULL || method->type == tp_nativefunc)
        return true;
    const py_TValue function = *method;
    if (!call_special((py_Ref)&function, 1, &class->self))
        return false;
    py_StackRef const list = py_pushtmp();
    *list = *py_retval();
    if (!py_tpcall(tp_list, 1, list))
        return false;
    *list = *py_retval();
    const int count = py_list_len(list);
    for (int i = 0; i < count; i++) {
        const py_TValue *const one = &py_list_data(list)[i];
        if (one->type != tp_type)
            return TypeError("mro() returned a non-class ('%t')", one->type);
        if (!mro_is_suitable(class, class_of_object(one)))
            return TypeError("mro() returned base with unsuitable layout ('%n')",
                             class_of_object(one)->name);
    }
    /* The engine relies on what object has, and the native type that instances are made by; the order
     * before stays, as somebody may go along it. */
    if (!mro_is_complete(class, py_list_data(list), count))
        return TypeError("mro() returned an order without '%n'", class->name);
    details->mro = pkhost_libc_malloc((size_t)count * sizeof *details->mro);
    for (int i = 0; i < count; i++)
        details->mro[i] = class_of_object(&py_list_data(list)[i]);
    details->mro_length = count;
    details->flags |= CLASS_BY_MRO;
    py_pop();
    return true;
}

/* ------------------------------------------------------------- what follows the making */

/* What a __set_name__ raises is the cause of a RuntimeError. */
static bool set_name_failed(const py_TypeInfo *class, py_Name name, const py_TypeInfo *of)
{
    if (atomic_load(&pkhost_here->stop.reason) != STOP_NONE)
        return false;
    py_StackRef const cause = py_pushtmp();
    *cause = pk_current_vm->unhandled_exc;
    py_clearexc(NULL);
    RuntimeError("Error calling __set_name__ on '%n' instance '%n' in '%n'", of->name, name,
                 class->name);
    exception *const raised = exception_of(&pk_current_vm->unhandled_exc);
    raised->cause = exception_part_of(cause);
    raised->base.inner_exc = *cause;
    raised->suppress_context = true;
    py_pop();
    return false;
}

/* Values that want to know by which name they are there. */
static bool call_set_name(py_TypeInfo *class)
{
    const NameDict_KV **entries;
    const int count = instance_entries(instance_names(class->self._obj), &entries);
    py_Name *const names = pkhost_libc_malloc(((size_t)count + 1) * sizeof *names);
    int wanted = 0;
    bool ok = true;
    for (int i = 0; i < count; i++) {
        const py_TValue *const value = &entries[i]->value;
        if (value->type == tp_property
            || (value->type > POCKETPY_LAST_TYPE
                && class_find(class_info(value->type), special.set_name) != NULL))
            names[wanted++] = entries[i]->key;
    }
    pkhost_libc_free(entries);
    for (int i = 0; i < wanted && ok; i++) {
        const py_TValue *const own = class_own(class, names[i]);
        if (own == NULL)
            continue;
        const py_TValue value = *own, arguments[] = { class->self, *py_name2ref(names[i]) };
        ok = call_special_of(&value, special.set_name, COUNT(arguments), arguments) >= 0
             || set_name_failed(class, names[i], class_info(value.type));
    }
    pkhost_libc_free(names);
    return ok;
}

static bool call_init_subclass(py_TypeInfo *class, const py_TValue *keywords)
{
    const py_TValue nil = { .type = tp_nil };
    const bool is_wanted = (class_details_of(class)->flags & CLASS_INIT_SUBCLASS) != 0;
    ancestors a = ancestors_of(class);
    const py_TypeInfo *ancestor = ancestors_next(&a);
    const py_TValue *found = NULL;
    while (is_wanted && (ancestor = ancestors_next(&a)) != NULL
           && (found = class_own(ancestor, special.init_subclass)) == NULL)
        continue;
    if (found == NULL || ancestor->index == tp_object) {
        if (keywords->type != tp_dict || py_dict_len((py_Ref)keywords) == 0)
            return true;
        return TypeError("%n.__init_subclass__() takes no keyword arguments", class->name);
    }
    const py_TValue method = *found;
    return method.type == tp_classmethod
               ? call_with_keywords(py_getslot((py_Ref)&method, 0), &class->self, 0, NULL, keywords)
               : call_with_keywords(&method, &nil, 0, NULL, keywords);
}

static bool gather(plan *p, py_Ref bases, py_Ref namespace)
{
    if (!take_bases(p, bases) || !find_order(p) || !take_slots(p, namespace))
        return false;
    if (pk_current_vm->types.length >= INT16_MAX)
        return RuntimeError("a VM cannot have more than %d classes", INT16_MAX);
    const int found = py_dict_getitem(namespace, py_name2ref(special.qualname));
    if (found < 0)
        return false;
    p->qualified_name = p->name;
    if (found == 1) {
        if (py_retval()->type != tp_str)
            return TypeError("type __qualname__ must be a str, not %t", py_retval()->type);
        p->qualified_name = py_namev(py_tosv(py_retval()));
    }
    return true;
}

bool class_make(py_TypeInfo *metaclass, py_Ref name, py_Ref bases, py_Ref namespace,
                const py_TValue *keywords)
{
    plan p = { .metaclass = metaclass, .name = py_namev(py_tosv(name)) };
    if (!gather(&p, bases, namespace))
        return false;
    py_StackRef out = py_pushtmp();
    py_TypeInfo *const class = make(&p, out);
    struct filling f = { class, true };
    bool ok = pkhost_originals.dict_apply(namespace, put, &f);
    complete(class);
    for (int i = 0; i < p.slot_count; i++)
        slot_put(class, p.slots[i]);
    ok = ok && ask_for_order(class);
    class_note_flags(class);
    const int has_cell = ok ? py_dict_getitem(namespace, py_name2ref(special.classcell)) : -1;
    if (has_cell == 1 && is_cell(py_retval()))
        *cell_content(py_retval()) = class->self;
    ok = ok && has_cell >= 0 && call_set_name(class) && call_init_subclass(class, keywords);
    *py_retval() = *out;
    py_pop();
    return ok;
}

py_TypeInfo *class_choose_metaclass(py_TypeInfo *wanted, py_Ref bases)
{
    const int count = py_tuple_len(bases);
    for (int i = 0; i < count; i++) {
        const py_TValue *const base = &py_tuple_data(bases)[i];
        py_TypeInfo *const of_base = class_of(base);
        if (class_is_subclass(wanted, of_base))
            continue;
        if (!class_is_subclass(of_base, wanted)) {
            TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                      "subclass of the metaclasses of all its bases");
            return NULL;
        }
        wanted = of_base;
    }
    return wanted;
}

/* ------------------------------------------------------------------------- calling */

py_Ref class_metacall(const py_TypeInfo *class)
{
    const class_details *const details = class_details_of(class);
    if (LIKELY(details == NULL || details->metaclass->index == tp_type))
        return NULL;
    py_TValue *const call = class_find(details->metaclass, __call__);
    return call->type == tp_nativefunc && call->_cfunc == class_call ? NULL : call;
}

/* Whoever calls it by this address goes on with the class itself: language/calls.c.  By others, such
 * as native code, it is called without keywords. */
bool class_call(int argc, py_Ref argv)
{
    if (argc < 1 || argv->type != tp_type)
        return TypeError("type.__call__() needs a class");
    return py_call(argv, argc - 1, argv + 1);
}

bool class_check_abstract(py_TypeInfo *class)
{
    const class_details *const details = class_details_of(class);
    if (LIKELY(details == NULL || (details->flags & CLASS_ABSTRACT) == 0))
        return true;
    const py_TValue *const names = class_own(class, special.abstractmethods);
    if (names == NULL)
        return true;
    /* Sorted, as CPython names them. */
    py_TValue sorted = *py_getbuiltin(py_name("sorted")), all = *names;
    if (!py_call(&sorted, 1, &all))
        return false;
    py_StackRef list = py_pushtmp();
    *list = *py_retval();
    const int count = list->type == tp_list ? py_list_len(list) : 0;
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "Can't instantiate abstract class %n with abstract method%s ", class->name,
               count == 1 ? "" : "s");
    for (int i = 0; i < count; i++) {
        const py_TValue *const one = &py_list_data(list)[i];
        if (one->type == tp_str)
            pk_sprintf(&text, i == 0 ? "%v" : ", %v", py_tosv((py_Ref)one));
    }
    c11_sbuf__py_submit(&text, list);
    TypeError("%v", py_tosv(list));
    py_pop();
    return false;
}
