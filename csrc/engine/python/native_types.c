/* native_types.c -- types in C whose objects keep what they work with in slots. */
#include "python/native_types.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/classes.h"
#include "language/instances.h"
#include "language/special_names.h"
#include "memory/region.h"
#include "python/arithmetic.h"
#include "python/big_integers.h"
#include "python/number_operators.h"
#include "stop/steps.h"

py_Type native_type(py_GlobalRef module, const char *shown, const char *name, const native *methods,
                    size_t count)
{
    c11_sbuf whole;
    py_TValue whole_name;
    c11_sbuf__ctor(&whole);
    pk_sprintf(&whole, "%s.%s", shown, name);
    c11_sbuf__py_submit(&whole, &whole_name);
    const py_Type type = pk_newtype(py_tostr(&whole_name), tp_object, module, NULL, false, false);
    py_Ref const object = py_tpobject(type);
    py_TValue text;
    py_newstr(&text, shown);
    py_setdict(object, py_name("__module__"), &text);
    natives_replace(object, methods, count);
    py_setdict(module, py_name(name), object);
    return type;
}

void native_iterators(py_GlobalRef module, const char *shown, const native_iterator *types,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const native methods[] = {
            { "__new__", types[i].new },
            { "__iter__", native_type_itself },
            { "__next__", types[i].next },
            { "__reduce__", types[i].reduce },
            { "__setstate__", types[i].set_state },
        };
        native_type(module, shown, types[i].name, methods,
                    COUNT(methods) - (types[i].set_state == NULL));
    }
}

void native_class_method(py_Type type, const char *name, py_CFunction function)
{
    py_TValue method;
    py_newobject(&method, tp_classmethod, 1, 0);
    py_newnativefunc(py_getslot(&method, 0), function);
    py_setdict(py_tpobject(type), py_name(name), &method);
}

bool native_is_maker_of(py_CFunction maker, py_Ref class)
{
    return (class->type == tp_type
            && natives_may_make(class, py_totype(class), (const void *)maker))
           || TypeError("a class method was given another class");
}

void native_type_holds(py_Type type)
{
    region *const r = region_of(pk_current_vm);
    if (r->holder_count < HOLDERS_MOST)
        r->holders[r->holder_count++] = type;
}

static bool get_dict(int argc, py_Ref argv)
{
    (void)argc;
    if (!instance_has_names(argv))
        return AttributeError(argv, special.dict);
    return instance_dict(argv->_obj);
}

static bool set_dict(int argc, py_Ref argv)
{
    (void)argc;
    if (!instance_has_names(argv))
        return AttributeError(argv, special.dict);
    if (!instance_set_dict(argv->_obj, &argv[1]))
        return false;
    py_newnone(py_retval());
    return true;
}

void native_type_has_dict(py_Type type) { py_bindproperty(type, "__dict__", get_dict, set_dict); }

bool native_type_itself(int argc, py_Ref argv)
{
    (void)argc;
    *py_retval() = argv[0];
    return true;
}

bool native_bind(const native_parameters *p, int argc, py_Ref argv)
{
    enum { VALUES = 5 };
    py_TValue values[VALUES] = { argv[0] };
    if (argc - 1 > p->most)
        return TypeError("%s() takes at most %d argument%s (%d given)", p->name, p->most,
                         p->most == 1 ? "" : "s", argc - 1);
    if (argc - 1 < p->least)
        return TypeError("%s() missing required argument '%s' (pos %d)", p->name,
                         p->parameters[argc - 1], argc);
    for (int i = 1; i < VALUES; i++)
        values[i] = i < argc ? argv[i] : (py_TValue){ .type = tp_nil };
    return p->bound(VALUES, values);
}

bool native_charge(int64_t items)
{
    enum { ITEMS_A_STEP = 32 };
    pkhost_vm *const vm = pkhost_here;
    vm->region->steps_left -= items / ITEMS_A_STEP;
    return step_take(vm);
}

bool native_expected(const char *name, int given, int least, int most)
{
    if (LIKELY(given >= least && given <= most))
        return true;
    const int limit = given < least ? least : most;
    return TypeError("%s expected %s%d argument%s, got %d", name,
                     least == most   ? ""
                     : given < least ? "at least "
                                     : "at most ",
                     limit, limit == 1 ? "" : "s", given);
}

bool native_as_size(py_Ref value, int64_t *out)
{
    py_TValue number;
    integer read;
    if (!integer_index(value, &number))
        return false;
    integer_read(&number, &read);
    return integer_as_int64(&read, out)
           || overflow_error("Python int too large to convert to C ssize_t");
}

void native_write_name(c11_sbuf *text, const py_TValue *object)
{
    pk_sprintf(text, "%n", class_short_name(class_info(object->type)));
}

bool native_give_reduction(const py_TValue *object, int count, const py_TValue *arguments,
                           const py_TValue *state)
{
    const py_TValue class = *py_tpobject(object->type);
    py_TValue given;
    py_ObjectRef const parts = py_newtuple(&given, count);
    for (int i = 0; i < count; i++)
        parts[i] = arguments[i];
    py_ObjectRef const all = native_give_tuple(state == NULL ? 2 : 3);
    all[0] = class;
    all[1] = given;
    if (state != NULL)
        all[2] = *state;
    return true;
}

py_TValue *native_take_state(int argc, py_Ref argv, int least, int most)
{
    if (argc != 2) {
        TypeError("__setstate__() takes exactly one argument (%d given)", argc - 1);
        return NULL;
    }
    if (argv[1].type != tp_tuple) {
        TypeError("state is not a tuple");
        return NULL;
    }
    const int count = py_tuple_len(&argv[1]);
    if (count < least || count > most) {
        TypeError("function takes %s %d argument%s (%d given)",
                  least == most   ? "exactly"
                  : count < least ? "at least"
                                  : "at most",
                  count < least ? least : most, most == 1 ? "" : "s", count);
        return NULL;
    }
    return native_slots(&argv[1]);
}

py_ObjectRef native_give_tuple(int count)
{
    py_ObjectRef const items = py_newtuple(py_retval(), count);
    for (int i = 0; i < count; i++)
        items[i] = *py_None();
    return items;
}
