/* mapping_proxies.c -- what mapping_proxies.h describes.
 *
 * Whatever is asked of one is asked of its mapping; there is nothing to change it by.
 */
#include "language/mapping_proxies.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/classes.h"
#include "interpose/exceptions.h"
#include "language/callables.h"
#include "language/handlers.h"
#include "language/install.h"

static py_Type proxy_type(void) { return pkhost_here->types.mapping_proxy; }

void mapping_proxy_new(py_OutRef out, const py_TValue *mapping)
{
    const py_TValue of = *mapping;
    py_TValue made;
    py_newobject(&made, proxy_type(), 1, 0);
    object_slots(&made)[0] = of;
    *out = made;
}

/* Its mapping; what is no proxy, itself. */
static py_TValue mapping_of(const py_TValue *value)
{
    return value->type == proxy_type() ? object_slots(value)[0] : *value;
}

static bool is_one(int argc, py_Ref argv)
{
    return (argc >= 1 && argv->type == proxy_type())
           || TypeError("this method is of a mappingproxy");
}

/* A method of the mapping with what else was given.  Proxies of proxies are a script's to nest. */
static bool ask(int argc, py_Ref argv, const char *name)
{
    if (!is_one(argc, argv) || too_deep())
        return false;
    VM *const vm = pk_current_vm;
    py_StackRef const call = vm->stack.sp;
    const py_TValue mapping = mapping_of(argv);
    stack_push(vm, &mapping);
    if (!py_getattr(call, py_name(name)))
        return false;
    *call = *py_retval();
    py_pushnil();
    for (int i = 1; i < argc; i++)
        py_push(&argv[i]);
    return py_vectorcall((uint16_t)(argc - 1), 0);
}

#define ASKED(function, name) \
    static bool function(int argc, py_Ref argv) { return ask(argc, argv, name); }
ASKED(proxy_contains, "__contains__")
ASKED(proxy_get, "get")
ASKED(proxy_keys, "keys")
ASKED(proxy_values, "values")
ASKED(proxy_items, "items")
ASKED(proxy_copy, "copy")
ASKED(proxy_reversed, "__reversed__")

static bool proxy_getitem(int argc, py_Ref argv)
{
    if (!is_one(argc, argv) || !argument_count("__getitem__", argc - 1, 1, 1) || too_deep())
        return false;
    py_TValue mapping = mapping_of(argv);
    return py_getitem(&mapping, &argv[1]);
}

static bool proxy_len(int argc, py_Ref argv)
{
    if (!is_one(argc, argv) || too_deep())
        return false;
    py_TValue mapping = mapping_of(argv);
    return py_len(&mapping);
}

static bool proxy_iter(int argc, py_Ref argv)
{
    if (!is_one(argc, argv) || too_deep())
        return false;
    py_TValue mapping = mapping_of(argv);
    return py_iter(&mapping);
}

static bool proxy_repr(int argc, py_Ref argv)
{
    if (!is_one(argc, argv) || too_deep())
        return false;
    py_TValue mapping = mapping_of(argv);
    if (!py_repr(&mapping))
        return false;
    const py_TValue text = *py_retval();
    py_newfstr(py_retval(), "mappingproxy(%v)", py_tosv((py_Ref)&text));
    return true;
}

static bool proxy_str(int argc, py_Ref argv)
{
    if (!is_one(argc, argv) || too_deep())
        return false;
    py_TValue mapping = mapping_of(argv);
    return py_str(&mapping);
}

static bool operate(int argc, py_Ref argv, py_Name operation, py_Name reflected)
{
    if (!argument_count("__or__", argc - 1, 1, 1) || too_deep())
        return false;
    py_TValue left = mapping_of(&argv[0]), right = mapping_of(&argv[1]);
    return py_binaryop(&left, &right, operation, reflected);
}

static bool proxy_eq(int argc, py_Ref argv) { return operate(argc, argv, __eq__, __eq__); }
static bool proxy_ne(int argc, py_Ref argv) { return operate(argc, argv, __ne__, __ne__); }
static bool proxy_or(int argc, py_Ref argv)
{
    return operate(argc, argv, __or__, py_name("__ror__"));
}

static bool proxy_ror(int argc, py_Ref argv)
{
    py_TValue swapped[2] = { argc == 2 ? argv[1] : *py_NIL(), argv[0] };
    return operate(argc, swapped, __or__, py_name("__ror__"));
}

static bool proxy_ior(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    return TypeError("'|=' is not supported by mappingproxy; use '|' instead");
}

static bool proxy_make(int argc, py_Ref argv)
{
    if (!argument_count("mappingproxy", argc - 1, 1, 1))
        return false;
    const bool has_items = argv[1].type != tp_list && argv[1].type != tp_tuple
                           && class_find_in(argv[1].type, __getitem__) != NULL;
    if (!has_items)
        return TypeError("mappingproxy() argument must be a mapping, not %t", argv[1].type);
    mapping_proxy_new(py_retval(), &argv[1]);
    return true;
}

bool mapping_proxies_install(void)
{
    static const struct {
        const char *name;
        py_CFunction function;
    } methods[] = {
        { "__new__", proxy_make },
        { "__getitem__", proxy_getitem },
        { "__contains__", proxy_contains },
        { "__len__", proxy_len },
        { "__iter__", proxy_iter },
        { "__reversed__", proxy_reversed },
        { "__repr__", proxy_repr },
        { "__str__", proxy_str },
        { "__eq__", proxy_eq },
        { "__ne__", proxy_ne },
        { "__or__", proxy_or },
        { "__ror__", proxy_ror },
        { "__ior__", proxy_ior },
        { "get", proxy_get },
        { "keys", proxy_keys },
        { "values", proxy_values },
        { "items", proxy_items },
        { "copy", proxy_copy },
    };
    const py_Type type = pk_newtype("mappingproxy", tp_object, NULL, NULL, false, true);
    pkhost_here->types.mapping_proxy = type;
    for (size_t i = 0; i < COUNT(methods); i++)
        py_bindmethod(type, methods[i].name, methods[i].function);
    py_setdict(py_tpobject(type), __hash__, py_None());
    return true;
}
