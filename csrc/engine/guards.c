/* guards.c -- native methods that PocketPy itself calls with anything.
 *
 * natives.c keeps native methods out of scripts' hands.  Some are still called
 * with a first argument of a script's choice, and trust it; when a VM is built
 * they are put behind a check here:
 *   - __init__, which runs on whatever a __new__ of the script's returned;
 *   - functions with a signature (py_bind), which are not native functions
 *     but functions with a native body, and can be had from their type.
 */
#include "internal.h"

#include <string.h>

bool guard_native(py_Ref type, const char *name, py_CFunction checked, py_CFunction *original)
{
    py_Ref method = py_getdict(type, py_name(name));

    if (method == NULL || method->type != tp_nativefunc)
        return false;
    *original = method->_cfunc;          /* written again with the same by every VM */
    method->_cfunc = checked;
    return true;
}

/* -------------------------------------------------------------------- __init__ */

/* PocketPy's __init__ in C are few, and the same in every VM. */
enum { INITS_MOST = 12 };
static struct { py_CFunction original; py_Type type; } inits[INITS_MOST];

static bool initialise(int which, int argc, py_Ref argv)
{
    if (argc < 1 || !py_isinstance(argv, inits[which].type))
        return TypeError("__init__ of '%t' was given a '%t'", inits[which].type,
                         argc < 1 ? tp_NoneType : argv->type);
    return inits[which].original(argc, argv);
}

#define INIT(n) static bool init_##n(int argc, py_Ref argv) { return initialise(n, argc, argv); }
INIT(0) INIT(1) INIT(2) INIT(3) INIT(4) INIT(5) INIT(6) INIT(7) INIT(8) INIT(9) INIT(10) INIT(11)
static const py_CFunction checked_inits[INITS_MOST] = {
    init_0, init_1, init_2, init_3, init_4, init_5, init_6, init_7, init_8, init_9, init_10,
    init_11,
};

static bool guard_init(int *count, py_Type type, py_Ref init)
{
    if (*count >= INITS_MOST)
        return false;
    /* Written again with the same by every VM. */
    inits[*count].original = init->_cfunc;
    inits[*count].type = type;
    init->_cfunc = checked_inits[(*count)++];
    return true;
}

/* ------------------------------------------------------ functions with a signature */

/* The same in every VM, by the place of their declaration in the region. */
enum { BOUND_MOST = 128 };
static struct bound { uint32_t declaration; py_CFunction original; py_Type type; bool makes; }
    bounds[BOUND_MOST];

static uint32_t place_of(const void *address) { return (uint32_t)(uintptr_t)address; }

static bool call_bound(int argc, py_Ref argv)
{
    VM *vm = pk_current_vm;
    py_Ref function = vm->curr_function;
    if (function == NULL || function->type != tp_function || argc < 1)
        return RuntimeError("a native method was called in a way that it cannot be");
    const uint32_t declaration = place_of(((Function *)py_touserdata(function))->decl);
    const struct bound *b = bounds;
    while (b < bounds + BOUND_MOST && b->declaration != declaration)
        b++;
    if (b == bounds + BOUND_MOST)
        return RuntimeError("a native method was called in a way that it cannot be");
    if (b->makes ? !natives_may_make(argv, b->type,
                                     ((Function *)py_touserdata(function))->decl)
                 : !py_isinstance(argv, b->type))
        return TypeError("a method of '%t' was given a '%t'", b->type, argv->type);
    /* random.choices(k=…): a list of so many, whatever the number. */
    if (argc == 4 && strcmp(((Function *)py_touserdata(function))->decl->code.name->data,
                            "choices") == 0
        && argv[3].type == tp_int
        && (argv[3]._i64 < 0 || argv[3]._i64 > INT32_MAX / (int64_t)sizeof(py_TValue)))
        return ValueError("choices(): k is negative, or too large");
    return b->original(argc, argv);
}

static bool guard_bound(int *count, py_Type type, py_Name name, Function *function)
{
    if (*count >= BOUND_MOST)
        return false;
    bounds[(*count)++] = (struct bound){ place_of(function->decl), function->cfunc, type,
                                         name == __new__ };
    function->cfunc = call_bound;
    return true;
}

bool guards_install(void)
{
    VM *vm = pk_current_vm;
    int init_count = 0, bound_count = 0;
    for (int type = 1; type < vm->types.length; type++) {
        py_TypeInfo *info = c11__getitem(TypePointer, &vm->types, type).ti;
        NameDict *dict = PyObject__dict(info->self._obj);
        for (int i = 0; i < dict->capacity; i++) {
            NameDict_KV *entry = &dict->items[i];
            bool room = true;
            if (entry->key == NULL)
                continue;
            if (entry->value.type == tp_nativefunc && entry->key == __init__)
                room = guard_init(&init_count, (py_Type)type, &entry->value);
            else if (entry->value.type == tp_function
                     && ((Function *)py_touserdata(&entry->value))->cfunc != NULL)
                room = guard_bound(&bound_count, (py_Type)type, entry->key,
                                   py_touserdata(&entry->value));
            if (!room)
                return false;    /* a PocketPy that has more of them */
        }
    }
    return true;
}

/* ------------------------------------------------------------------------- exec */

/* The globals that exec() is given are read as a dict unless they are the
 * namespace of a module; those of another object are neither. */
EXPORT bool pk_execdyn(CodeObject *code, py_Ref module, py_Ref globals, py_Ref locals)
{
    if (globals->type == tp_namedict && py_getslot(globals, 0)->type != tp_module)
        return TypeError("globals must be a dict object");
    return pkhost_originals.execdyn(code, module, globals, locals);
}
