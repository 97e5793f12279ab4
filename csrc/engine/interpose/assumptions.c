/* assumptions.c -- whether PocketPy is as the engine takes it to be.
 *
 * What a compiler can see is in assumptions.h, and ends the build.  The rest is tried
 * out here, once in a process for each dialect: with its first VM, which is put back to
 * what it is when new afterwards.  docs/pocketpy-assumptions.md lists both.
 */
#include "interpose/assumptions.h"

#include "base/macros.h"
#include "base/name_dict.h"
#include "base/object.h"
#include "interpose/objects.h"
#include "interpose/trial.h"
#include "memory/dialect.h"
#include "memory/region.h"
#include "stop/stop.h"

#include <string.h>

/* A PocketPy that was built with other options than its headers say has its VM's members
 * elsewhere.  Of those at both ends we know what they hold in a new VM. */
static bool is_laid_out(pkhost_vm *vm)
{
    const VM *pk = region_vm(vm->region);
    for (size_t i = 0; i < COUNT(pk->reg); i++)
        if (pk->reg[i].type > tp_chunked_array2d)
            return false;
    return pk->top_frame == NULL && pk->recursion_depth == 0 && pk->max_recursion_depth > 0
           && pk->types.length > tp_chunked_array2d && pk->main != NULL
           && pk->main->type == tp_module && pk->builtins->type == tp_module
           && pk->curr_class == NULL && pk->trace_info.func == NULL && pk->heap.gc_enabled
           && pk->stack.sp == pk->stack.begin;
}

/* The compiler's own struct, which no header has (interpose/syntax.c). */
static bool has_known_compiler(pkhost_vm *vm)
{
    syntax_try_begin();
    const bool compiled = py_compile("len = )", "<pkhost>", EXEC_MODE, false);
    const bool as_expected = syntax_try_end();
    if (!compiled)
        py_clearexc(NULL);
    vm->checks.syntax_column = 0;
    return !compiled && as_expected;
}

/* A call with * or ** has the number of its positional arguments in the lower byte of its
 * bytecode's argument, and that of its keyword arguments in the upper (interpose/calls.c). */
static bool packs_calls(pkhost_vm *vm)
{
    (void)vm;
    if (!py_compile("len(1, 2, *abs, end=3, **max)", "<pkhost>", EXEC_MODE, false))
        return false;
    const CodeObject *code = py_touserdata(py_retval());
    for (int i = 0; i < code->codes.length; i++) {
        const Bytecode b = c11__getitem(Bytecode, &code->codes, i);
        if (b.op == OP_CALL_VARGS)
            return b.arg == (3 | 2 << 8);
    }
    return false;
}

/* A set keeps its items in a dict (border/values.c). */
static bool has_known_sets(pkhost_vm *vm)
{
    /* A policy may hide the builtin set.  Without it PocketPy can make none, and ends in a
     * fault where it tries; a VM that has it is tried out later (see run/vm.c).  In dialect
     * "python" sets are of our own making (language/sets.h). */
    if (py_getbuiltin(py_name("set")) == NULL || dialect_is_python())
        return true;
    if (!py_exec("{1, 2, 3}", "<pkhost>", EVAL_MODE, NULL))
        return false;
    py_Ref set = py_retval();
    if (set->type != vm->types.set || !set->is_ptr || set->_obj->slots != -1)
        return false;
    py_Ref items = py_getdict(set, py_name("_a"));
    return items != NULL && items->type == tp_dict && py_dict_len(items) == 3;
}

/* Every object, small or large, is found by a walk over the heap (interpose/garbage.c). */
struct search {
    const PyObject *small, *large;
    int found;
};

static void look_for(PyObject *object, void *context)
{
    struct search *s = context;
    s->found += object == s->small || object == s->large;
}

static bool finds_objects(pkhost_vm *vm)
{
    enum { LARGE = 10000 };
    VM *pk = region_vm(vm->region);
    py_TValue small, large;
    py_newlist(&small);
    py_newbytes(&large, LARGE);
    struct search s = { small._obj, large._obj, 0 };
    objects_visit(pk, look_for, &s);
    return s.found == 2 && pk->heap.large_objects.length > 0;
}

/* A name stands in a NameDict where we look for it (base/name_dict.h). */
static bool finds_names(pkhost_vm *vm)
{
    enum { NAMES = 40 };
    py_TValue object, number;
    char text[] = "name of number 00";
    bool found = true;
    (void)vm;
    py_newobject(&object, tp_object, -1, 0);
    for (int i = 0; i < NAMES; i++) {
        text[sizeof text - 3] = (char)('0' + i / 10);
        text[sizeof text - 2] = (char)('0' + i % 10);
        const py_Name name = py_name(text);
        py_newint(&number, i);
        py_setdict(&object, name, &number);
        const py_TValue *const there = name_dict_find(PyObject__dict(object._obj), name);
        found = found && there != NULL && there->_i64 == i;
    }
    return found;
}

/* A short str lies in its value, a longer one in an object (base/object.h). */
static bool has_texts_in_place(pkhost_vm *vm)
{
    static const char text[] = "longer than any text that could lie in a value";
    (void)vm;
    for (int size = 0; size < (int)sizeof text; size++) {
        py_TValue str;
        py_newstrv(&str, (c11_sv){ text, size });
        const c11_string *const ours = object_text(&str);
        const c11_sv theirs = py_tosv(&str);
        if (ours->data != theirs.data || ours->size != size || theirs.size != size)
            return false;
    }
    return true;
}

/* With a trace function in place the loop asks Frame__source_location before each
 * bytecode, and calls nobody as long as the answer is what prev_loc holds (memory/trap.h). */
static bool asks_before_bytecodes(pkhost_vm *vm)
{
    enum { STEPS = 1000 };
    static const char source[] = "[7][0]";
    if (!py_compile(source, "<pkhost>", EVAL_MODE, false))
        return false;
    const int bytecodes = ((CodeObject *)py_touserdata(py_retval()))->codes.length;
    vm->region->steps_left = STEPS;
    stop_prepare(vm, true);
    const bool done = py_exec(source, "<pkhost>", EVAL_MODE, NULL);
    const int64_t counted = STEPS - vm->region->steps_left;
    vm->region->steps_left = INT64_MAX;
    stop_prepare(vm, false);
    return done && py_retval()->_i64 == 7 && counted >= 4 && counted <= bytecodes;
}

/* What was tried out last by this thread, as a sentence about what is wrong if it failed. */
static _Thread_local const char *doubted;

const char *assumptions_doubted(void) { return doubted; }

bool assumptions_try(pkhost_vm *vm)
{
    static const struct {
        bool (*holds)(pkhost_vm *vm);
        const char *otherwise;
    } trials[] = {
        { is_laid_out, "struct VM is not as its headers say: was it built with other options?" },
        { has_known_compiler, "struct Compiler has changed" },
        { packs_calls, "OP_CALL_VARGS has other arguments" },
        { has_known_sets, "a set keeps its items elsewhere" },
        { finds_objects, "objects are not where its heap keeps them" },
        { finds_names, "a NameDict has its names in other places" },
        { has_texts_in_place, "texts are not where its values keep them" },
        { asks_before_bytecodes, "its loop does not ask for the line before each bytecode" },
    };
    vm->region->steps_left = INT64_MAX; /* whatever counts may count */
    for (size_t i = 0; i < COUNT(trials); i++) {
        doubted = trials[i].otherwise; /* first: the trial may end in a fault */
        if (!trials[i].holds(vm))
            return false;
    }
    return true;
}
