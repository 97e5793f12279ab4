/* guards.c -- native methods that PocketPy itself calls with anything.
 *
 * interpose/natives.c does not let scripts have native methods themselves.  Some are still
 * called with a first argument that the script chooses, and do not check it.  When a VM is
 * built, a check is put before them:
 *   - __init__, which runs on whatever a __new__ of the script's returned;
 *   - functions with a signature (py_bind), which are not native functions
 *     but functions with a native body, and can be had from their type.
 */
#include "interpose/guards.h"

#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/boxes.h"
#include "interpose/natives.h"

#include <stdlib.h>

/* The originals are functions of the library, so they are the same in every VM,
 * and one variable for the process is enough.  The first VM sets it, with a
 * store that the builders of all others synchronise with: several threads may
 * build VMs at a time. */
bool guard_note(py_CFunction *original, py_CFunction function)
{
    py_CFunction noted = NULL;

    return __atomic_compare_exchange_n(original, &noted, function, false, __ATOMIC_ACQ_REL,
                                       __ATOMIC_ACQUIRE)
           || noted == function;
}

bool guard_natives(py_Ref of, const guarded *functions, size_t count)
{
    for (const guarded *g = functions; g < functions + count; g++) {
        py_Ref there = py_getdict(of, py_name(g->name));
        if (there == NULL || there->type != tp_nativefunc
            || (g->original != NULL && !guard_note(g->original, there->_cfunc)))
            return false;
        there->_cfunc = g->checked;
    }
    return true;
}

bool guard_methods(const guarded_method *methods, size_t count)
{
    for (const guarded_method *m = methods; m < methods + count; m++)
        if (!guard_natives(py_tpobject(m->type), &m->method, 1))
            return false;
    return true;
}

/* The original functions of one VM's methods.  Types and declarations belong to a VM, so VMs cannot
 * share this.  It is in the host's memory, which scripts cannot reach. */
enum { INITS_MOST = 12, BOUND_MOST = 128, BOUND_PLACES = 256 };
struct guard_tables {
    struct {
        py_CFunction original;
        py_Type type;
    } inits[INITS_MOST];
    struct bound { /* a hash table by declaration; NULL: the place is free */
        const FuncDecl *declaration;
        py_CFunction original;
        py_Type type;
        bool makes;
    } bounds[BOUND_PLACES];
    int init_count, bound_count;
};
_Static_assert(BOUND_MOST < BOUND_PLACES && BOUND_PLACES == 1 << 8,
               "a search of the hash table ends, and bound_place() gives 8 bits");

struct guard_tables *guards_new(void) { return calloc(1, sizeof(struct guard_tables)); }

void guards_free(struct guard_tables *tables) { free(tables); }

/* -------------------------------------------------------------------- __init__ */

static bool initialise(int which, int argc, py_Ref argv)
{
    const struct guard_tables *tables = pkhost_here->guards;
    const py_Type type = tables->inits[which].type;

    if (argc < 1 || !py_isinstance(argv, type))
        return TypeError("__init__ of '%t' was given a '%t'", type,
                         argc < 1 ? tp_NoneType : argv->type);
    return tables->inits[which].original(argc, argv);
}

#define INIT(n) \
    static bool init_##n(int argc, py_Ref argv) { return initialise(n, argc, argv); }
INIT(0)
INIT(1)
INIT(2)
INIT(3)
INIT(4)
INIT(5)
INIT(6)
INIT(7)
INIT(8)
INIT(9)
INIT(10)
INIT(11)
static const py_CFunction checked_inits[INITS_MOST] = {
    init_0, init_1, init_2, init_3, init_4,  init_5,
    init_6, init_7, init_8, init_9, init_10, init_11,
};

static bool guard_init(struct guard_tables *tables, py_Type type, py_Ref init)
{
    if (tables->init_count >= INITS_MOST)
        return false;
    const int which = tables->init_count++;
    tables->inits[which].original = init->_cfunc;
    tables->inits[which].type = type;
    init->_cfunc = checked_inits[which];
    return true;
}

py_CFunction guards_original(py_CFunction function)
{
    const struct guard_tables *const tables = pkhost_here->guards;
    for (int i = 0; tables != NULL && i < tables->init_count; i++)
        if (checked_inits[i] == function)
            return tables->inits[i].original;
    return function;
}

/* ------------------------------------------------------ functions with a signature */

/* Where this declaration is in the table, or the free place for it. */
static struct bound *bound_place(struct guard_tables *tables, const FuncDecl *declaration)
{
    uint8_t at = (uint8_t)((uint32_t)((uintptr_t)declaration >> 4) * 0x9E3779B1u >> 24);
    while (tables->bounds[at].declaration != NULL && tables->bounds[at].declaration != declaration)
        at++; /* wraps around */
    return &tables->bounds[at];
}

static bool call_bound(int argc, py_Ref argv)
{
    VM *vm = pk_current_vm;
    py_Ref function = vm->curr_function;
    if (function == NULL || function->type != tp_function || argc < 1)
        return RuntimeError("a native method was called in a way that it cannot be");
    const FuncDecl *const declaration = ((Function *)py_touserdata(function))->decl;
    const struct bound *b = bound_place(pkhost_here->guards, declaration);
    if (b->declaration == NULL)
        return RuntimeError("a native method was called in a way that it cannot be");
    if (b->makes && UNLIKELY(box_is_made_of(b->type, argv))) {
        py_TypeInfo *const class = class_of_object(argv);
        *argv = *py_tpobject(b->type);
        box_open_arguments(b->type, argc - 1, &argv[1]);
        if (!b->original(argc, argv))
            return false;
        box_fill(class);
        return true;
    }
    if (b->makes ? !natives_may_make(argv, b->type, declaration) : !py_isinstance(argv, b->type))
        return TypeError("a method of '%t' was given a '%t'", b->type, argv->type);
    if (!b->makes)
        box_open_arguments(b->type, argc, argv);
    return b->original(argc, argv);
}

static bool guard_bound(struct guard_tables *tables, py_Type type, py_Name name, Function *function)
{
    if (tables->bound_count >= BOUND_MOST)
        return false;
    tables->bound_count++;
    *bound_place(tables, function->decl) =
        (struct bound){ function->decl, function->cfunc, type, name == __new__ };
    function->cfunc = call_bound;
    return true;
}

bool guards_install(void)
{
    VM *vm = pk_current_vm;
    struct guard_tables *const tables = pkhost_here->guards;
    for (int type = 1; type < vm->types.length; type++) {
        py_TypeInfo *info = c11__getitem(TypePointer, &vm->types, type).ti;
        NameDict *dict = PyObject__dict(info->self._obj);
        for (int i = 0; i < dict->capacity; i++) {
            NameDict_KV *entry = &dict->items[i];
            bool room = true;
            if (entry->key == NULL || (type <= tp_type && entry->key == __init__))
                continue; /* those of object and type take anything: language/ */
            if (entry->value.type == tp_nativefunc && entry->key == __init__)
                room = guard_init(tables, (py_Type)type, &entry->value);
            else if (entry->value.type == tp_function
                     && ((Function *)py_touserdata(&entry->value))->cfunc != NULL)
                room = guard_bound(tables, (py_Type)type, entry->key, py_touserdata(&entry->value));
            if (!room)
                return false; /* this PocketPy has more of them than there is room for */
        }
    }
    return true;
}

/* ------------------------------------------------------------------------- exec */

/* The globals that are passed to exec() must be a dict or the namespace of a module.  PocketPy
 * would read the namespace of another object as a dict. */
EXPORT bool pk_execdyn(CodeObject *code, py_Ref module, py_Ref globals, py_Ref locals)
{
    if (globals->type == tp_namedict && py_getslot(globals, 0)->type != tp_module)
        return TypeError("globals must be a dict object");
    return pkhost_originals.execdyn(code, module, globals, locals);
}
